//! Many short lists laid end to end in one long one: a list per article costs four bytes and no allocation.

use std::ops::Range;

/// Rows of `T`, by number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rows<T> {
    cells: Vec<T>,
    ends: Vec<u32>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { cells: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Rows<T> {
    /// Adds a row at the end.
    pub fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.cells.extend(row);
        self.ends.push(self.cells.len() as u32);
    }

    /// Lets go of the room for more.
    pub fn shrink(&mut self) {
        self.cells.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// The row of that number; empty if there is none.
    pub fn row(&self, number: usize) -> &[T] {
        &self.cells[self.range(number)]
    }

    /// The same, to change its cells.
    pub(super) fn row_mut(&mut self, number: usize) -> &mut [T] {
        let range = self.range(number);
        &mut self.cells[range]
    }

    /// Where the cells of a row are.
    fn range(&self, number: usize) -> Range<usize> {
        let Some(end) = self.ends.get(number) else { return 0..0 };
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..*end as usize
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All rows, in order.
    pub fn iter(&self) -> impl Iterator<Item = &[T]> {
        (0..self.len()).map(|number| self.row(number))
    }
}

impl<T: Ord> Rows<T> {
    /// `count` rows from (row, cell) pairs in any order; cells of a row are sorted and none stands twice.
    pub fn from_pairs(count: usize, mut pairs: Vec<(usize, T)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let mut rows = Self { cells: Vec::with_capacity(pairs.len()), ends: Vec::with_capacity(count) };
        let mut pairs = pairs.into_iter().peekable();
        for number in 0..count {
            while let Some((_, cell)) = pairs.next_if(|(row, _)| *row == number) {
                rows.cells.push(cell);
            }
            rows.ends.push(rows.cells.len() as u32);
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn rows_come_back_as_they_went_in() {
        let mut rows = Rows::default();
        rows.push([1, 2]);
        rows.push([]);
        rows.push([3]);
        assert_eq!(rows.iter().collect::<Vec<_>>(), [&[1, 2][..], &[], &[3]]);
        assert_eq!(rows.row(3), &[] as &[i32]);
    }

    #[test]
    fn pairs_are_gathered_by_row_sorted_and_without_doubles() {
        let rows = Rows::from_pairs(4, vec![(2, 'b'), (0, 'x'), (2, 'a'), (2, 'b')]);
        assert_eq!(rows.iter().collect::<Vec<_>>(), [&['x'][..], &[], &['a', 'b'], &[]]);
    }
}
