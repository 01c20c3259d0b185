//! What English pages ask of their readers at the end.
//!
//! In comes a line without Han characters; out goes whether it asks. Invariant: the line begins with the plea, or says of
//! itself that somebody enjoyed reading it; a sentence that only speaks of subscribing asks for nothing.

/// What such a line begins with, in small letters.
const BEGINNINGS: &[&str] = &[
    "subscribe",
    "follow us",
    "follow me on",
    "share this",
    "share on",
    "leave a comment",
    "sign up for",
    "sign up to",
    "join our",
    "all rights reserved",
    "©",
    "copyright ©",
    "thanks for reading",
    "thank you for reading",
    "thanks for listening",
    "listen on",
    "support us",
    "become a member",
    "become a subscriber",
    "click the link below",
    "scan the qr code",
    "like and share",
    "get our newsletter",
    "want more stories",
];
/// What a line that begins with one of [`ENJOYED`] goes on to ask.
const ASKED: &[&str] = &["subscri", "share", "follow", "sign up", "support", "comment"];
/// How a line begins that speaks to who has read all.
const ENJOYED: &[&str] = &["if you enjoyed", "if you liked", "enjoyed this", "like this ", "liked this"];
/// Bytes that are looked at.
const ENOUGH: usize = 200;

/// Whether a line asks to follow, subscribe or share.
pub(super) fn asks(shown: &str) -> bool {
    let text = shown.trim_matches(|letter: char| letter.is_whitespace() || "*_>-–—•·👉".contains(letter));
    if !text.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '©') {
        return false;
    }
    let small = text[..text.floor_char_boundary(ENOUGH)].to_ascii_lowercase();
    BEGINNINGS.iter().any(|beginning| small.starts_with(beginning))
        || ENJOYED.iter().any(|beginning| small.starts_with(beginning))
            && ASKED.iter().any(|word| small.contains(word))
}

#[cfg(test)]
mod tests {
    use super::asks;

    #[test]
    fn pleas_ask_and_sentences_do_not() {
        for plea in [
            "Subscribe to our newsletter.",
            "Follow us on social media",
            "If you enjoyed this interview, please subscribe.",
            "Share this:",
            "© 2026 The Long Bench. All rights reserved.",
        ] {
            assert!(asks(plea), "{plea}");
        }
        for sentence in [
            "Do you subscribe to that idea?",
            "They share this view.",
            "If you enjoyed the first one, wait for the second.",
            "We follow the river.",
        ] {
            assert!(!asks(sentence), "{sentence}");
        }
    }
}
