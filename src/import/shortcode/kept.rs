//! Markdown inside HTML that is still to be converted.
//!
//! In comes a piece of Markdown; out goes a mark that a converter takes for a word, and in the end the piece again.
//! Invariant: a mark is made of characters that no script has, and what only looks like one stays.

/// What a mark begins with; its number follows in the same private characters.
const FIRST: char = '\u{f8e0}';
const ZERO: u32 = 0xf8e1;

/// Where a piece stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Among words.
    Line,
    /// On lines of its own.
    Block,
}

/// The pieces, in order.
#[derive(Debug, Default)]
pub(super) struct Kept(Vec<String>);

impl Kept {
    /// Appends the mark of a piece.
    pub(super) fn keep(&mut self, piece: &str, place: Place, out: &mut String) {
        let number = self.0.len().to_string();
        let digits = number.bytes().filter_map(|digit| char::from_u32(ZERO + u32::from(digit - b'0')));
        let mark: String = [FIRST].into_iter().chain(digits).chain([FIRST]).collect();
        match place {
            Place::Line => out.push_str(&mark),
            Place::Block => out.extend(["<p>", &mark, "</p>"]),
        }
        self.0.push(piece.to_owned());
    }

    /// A text with the pieces in place of their marks.
    #[cfg(feature = "wechat")]
    pub(super) fn put_back(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once(FIRST) {
            out.push_str(before);
            match behind.split_once(FIRST).and_then(|(mark, after)| Some((self.piece(mark)?, after))) {
                Some((piece, after)) => {
                    out.push_str(piece);
                    rest = after;
                }
                None => {
                    out.push(FIRST);
                    rest = behind;
                }
            }
        }
        out.push_str(rest);
        out
    }

    #[cfg(feature = "wechat")]
    fn piece(&self, mark: &str) -> Option<&str> {
        let digit =
            |letter: char| u32::from(letter).checked_sub(ZERO).and_then(|digit| char::from_digit(digit, 10));
        let number: Option<String> = mark.chars().map(digit).collect();
        self.0.get(number?.parse::<usize>().ok()?).map(String::as_str)
    }
}

#[cfg(all(test, feature = "wechat"))]
mod tests {
    use super::*;

    #[test]
    fn pieces_come_back_where_they_were() {
        let mut kept = Kept::default();
        let mut out = String::from("一\u{f8e0}");
        (0..12).for_each(|number| kept.keep(&format!("[{number}]"), Place::Line, &mut out));
        kept.keep("```", Place::Block, &mut out);
        out.push_str("\u{f8e0}\u{f8ef}\u{f8e0}二");
        assert_eq!(
            kept.put_back(&out),
            "一\u{f8e0}[0][1][2][3][4][5][6][7][8][9][10][11]<p>```</p>\u{f8e0}\u{f8ef}\u{f8e0}二"
        );
    }
}
