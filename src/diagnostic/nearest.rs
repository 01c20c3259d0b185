//! The known word that a misspelled one was meant to be.

/// The known word nearest to `word`, if it is one letter off, or two where `word` is long enough for that to be no
/// accident; a swapped pair of letters counts as one. Case does not count.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word: Vec<char> =
        word.chars().flat_map(char::to_lowercase).map(|it| if it == '-' { '_' } else { it }).collect();
    let allowed = if word.len() < 6 { 1 } else { 2 };
    known
        .into_iter()
        .map(|candidate| (distance(&word, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours.
fn distance(word: &[char], candidate: &str) -> usize {
    let candidate: Vec<char> = candidate.chars().collect();
    let mut before = vec![0; candidate.len() + 1];
    let mut above: Vec<usize> = (0..=candidate.len()).collect();
    for (row, letter) in word.iter().enumerate() {
        let mut current = vec![row + 1; candidate.len() + 1];
        for (column, other) in candidate.iter().enumerate() {
            let replaced = above[column] + usize::from(letter != other);
            current[column + 1] = replaced.min(above[column + 1] + 1).min(current[column] + 1);
            let swapped =
                row > 0 && column > 0 && word[row - 1] == *other && candidate[column - 1] == *letter;
            if swapped {
                current[column + 1] = current[column + 1].min(before[column - 1] + 1);
            }
        }
        before = std::mem::replace(&mut above, current);
    }
    above[candidate.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[&str] = &["title", "date", "tags", "speakers", "keep_tail"];

    #[test]
    fn slips_of_the_hand_find_their_word() {
        for (slip, meant) in [
            ("titel", "title"),
            ("tilte", "title"),
            ("Dat", "date"),
            ("tag", "tags"),
            ("speeker", "speakers"),
            ("keep-tail", "keep_tail"),
        ] {
            assert_eq!(nearest(slip, KNOWN.iter().copied()), Some(meant), "{slip}");
        }
    }

    #[test]
    fn other_words_are_left_alone() {
        for word in ["", "layout", "mate2", "ta", "series", "访谈"] {
            assert_eq!(nearest(word, KNOWN.iter().copied()), None, "{word}");
        }
    }
}
