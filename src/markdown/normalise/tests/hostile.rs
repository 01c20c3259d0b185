//! Text that was made to be slow: work grows with its length and no faster.

use std::time::{Duration, Instant};

use super::*;

#[test]
fn hostile_text_takes_no_longer_than_its_length() {
    let numbered = (1..2_000).map(|length| "`".repeat(length) + " ").collect::<String>();
    for (name, hostile) in [
        ("asterisks", "*".repeat(1 << 20)),
        ("runs", "** ".repeat(300_000)),
        ("italics", "_a ".repeat(300_000)),
        ("brackets", "[".repeat(300_000)),
        ("links", "](".repeat(300_000)),
        ("open links", "[](".repeat(200_000)),
        ("nested links", "[".repeat(200_000) + &"](u)".repeat(200_000)),
        ("long addresses", "[](a".repeat(1 << 18)),
        ("backticks", "`".repeat(1 << 20)),
        ("backticks of every length", numbered),
        ("tags", "<a ".repeat(300_000)),
        ("quotes", ">".repeat(300_000)),
        ("deep lists", (0..2_000).map(|depth| " ".repeat(depth) + "* a\n").collect()),
        ("breaks", "a  \n".repeat(250_000)),
        ("headings", "#\n".repeat(500_000)),
        ("cut headings", "# a\n\n#\n\n".repeat(100_000)),
        ("rows", "|".repeat(500_000) + "\n|---|\n" + &"|*a|".repeat(200_000)),
        ("indents", "    字\n".repeat(200_000)),
        ("labels", "**甲：**乙\n\n".repeat(100_000)),
        ("definitions", "[a]: b\n".repeat(100_000)),
        ("unusual", "\u{200b}`".repeat(200_000)),
    ] {
        let mut into = Normalised::default();
        let begun = Instant::now();
        normalise(&hostile, 0, &mut into);
        let taken = begun.elapsed();
        // Quadratic work on a million bytes takes many minutes; a busy machine without optimisation takes seconds.
        assert!(taken < Duration::from_secs(60), "{name}: {taken:?}");
        assert!(into.text().len() <= 3 * hostile.len() + 16, "{name} grew to {}", into.text().len());
    }
}
