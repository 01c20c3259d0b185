//! Turns grouped into exchanges: a question and its answers.
//!
//! Invariant: exchanges cover the turns in order, and each begins with a question, but for one that opens without any.

use super::anchor::Anchors;
use super::reading::{Exchange, Role};

/// Groups turns, given for each its role and the hash of its words.
pub(super) fn group(turns: &[(Role, u32)]) -> Vec<Exchange> {
    let mut anchors = Anchors::default();
    let mut exchanges: Vec<Exchange> = Vec::new();
    let mut asked = false;
    for (index, (role, hash)) in turns.iter().enumerate() {
        let index = index as u32;
        let asks = role.asks();
        if exchanges.is_empty() || (asks && !asked) {
            let anchor = asks.then(|| anchors.of(*hash));
            exchanges.push(Exchange { first: index, end: index + 1, anchor });
        } else if let Some(last) = exchanges.last_mut() {
            last.end = index + 1;
        }
        asked = asks;
    }
    exchanges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_begins_an_exchange_and_a_second_one_in_a_row_does_not() {
        use Role::{Guest, Host};
        let turns = [(Guest, 1), (Host, 2), (Host, 3), (Guest, 4), (Guest, 5), (Host, 6), (Guest, 7)];
        let exchanges = group(&turns);
        let spans: Vec<_> = exchanges.iter().map(|one| (one.first, one.end, one.anchor.is_some())).collect();
        assert_eq!(spans, [(0, 1, false), (1, 5, true), (5, 7, true)]);
    }
}
