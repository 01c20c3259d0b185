//! Colours by classes of our own: few enough that light and dark are a few lines of a theme's style sheet.
//!
//! Grammars cost nothing until the first block that needs one, and a block is coloured once a run.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::markdown::html::escape;

/// Blocks kept; beyond that the memo begins anew.
const KEPT: usize = 4096;
/// Code beyond these sizes stays plain: a grammar is a set of regular expressions that backtrack.
const LONGEST_CODE: usize = 128 * 1024;
const LONGEST_LINE: usize = 4096;

/// Classes by the beginning of a scope; the first that fits the innermost scope counts.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "comment"),
    ("constant.character.escape", "escape"),
    ("constant.numeric", "number"),
    ("constant", "constant"),
    ("string", "string"),
    ("keyword.operator", "operator"),
    ("keyword", "keyword"),
    ("storage.modifier", "keyword"),
    ("storage", "type"),
    ("entity.name.function", "function"),
    ("support.function", "function"),
    ("variable.function", "function"),
    ("support.macro", "function"),
    ("entity.name.tag", "tag"),
    ("entity.other.attribute-name", "property"),
    ("support.type.property-name", "property"),
    ("variable.parameter", "variable"),
    ("entity.name", "type"),
    ("support.type", "type"),
    ("support.class", "type"),
    ("markup.inserted", "inserted"),
    ("markup.deleted", "deleted"),
    ("markup.heading", "keyword"),
];

static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

static SCOPES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    CLASSES.iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class))).collect()
});

static MEMO: LazyLock<Mutex<HashMap<u128, Arc<str>>>> = LazyLock::new(Mutex::default);

/// The code with its words in `span`s; `None` if no grammar is known or the code is too large for one.
pub(super) fn html(language: &str, code: &str) -> Option<Arc<str>> {
    if code.len() > LONGEST_CODE || code.lines().any(|line| line.len() > LONGEST_LINE) {
        return None;
    }
    let grammar = GRAMMARS.find_syntax_by_token(language).filter(|grammar| grammar.name != "Plain Text")?;
    let mut hash = xxhash_rust::xxh3::Xxh3::new();
    hash.update(grammar.name.as_bytes());
    hash.update(&[0]);
    hash.update(code.as_bytes());
    let key = hash.digest128();
    if let Some(known) = MEMO.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Some(Arc::clone(known));
    }
    let html: Arc<str> = colour(grammar, code)?.into();
    let mut memo = MEMO.lock().unwrap_or_else(PoisonError::into_inner);
    if memo.len() >= KEPT {
        memo.clear();
    }
    memo.insert(key, Arc::clone(&html));
    Some(html)
}

fn colour(grammar: &SyntaxReference, code: &str) -> Option<String> {
    let mut state = ParseState::new(grammar);
    let mut stack = ScopeStack::new();
    let mut spans = Spans { html: String::with_capacity(code.len() * 3), open: None };
    for line in code.split_inclusive('\n') {
        let mut written = 0;
        for (at, change) in state.parse_line(line, &GRAMMARS).ok()? {
            spans.push(&line[written..at], &stack);
            written = at;
            stack.apply(&change).ok()?;
        }
        spans.push(&line[written..], &stack);
    }
    spans.close();
    Some(spans.html)
}

/// Spans on their way out: neighbours of one class share one.
struct Spans {
    html: String,
    open: Option<&'static str>,
}

impl Spans {
    fn push(&mut self, text: &str, stack: &ScopeStack) {
        if text.is_empty() {
            return;
        }
        // Space has no colour, so it goes on in whichever span is open.
        let class = if text.trim().is_empty() { self.open } else { class_of(stack) };
        if class != self.open {
            self.close();
            if let Some(class) = class {
                self.html.push_str("<span class=\"hl-");
                self.html.push_str(class);
                self.html.push_str("\">");
            }
            self.open = class;
        }
        escape::text(text, &mut self.html);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
    }
}

fn class_of(stack: &ScopeStack) -> Option<&'static str> {
    stack.scopes.iter().rev().find_map(|scope| {
        SCOPES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::html::text_of;

    #[test]
    fn words_get_classes_and_no_text_is_lost() {
        let code = "// 注\nfn main() { let x = \"<&>\"; }\n";
        let coloured = html("rust", code).unwrap();
        assert!(coloured.contains("<span class=\"hl-comment\">// 注\n</span>"), "{coloured}");
        assert!(coloured.contains("&lt;&amp;&gt;"));
        assert_eq!(text_of(&coloured), code.trim_end());
    }

    #[test]
    fn an_unknown_language_stays_plain_and_common_ones_are_known() {
        assert_eq!(html("nonesuch", "x"), None);
        assert_eq!(html("text", "x"), None);
        for language in [
            "rust", "python", "py", "js", "ts", "toml", "yaml", "bash", "go", "java", "c", "cpp", "json",
            "html", "css", "sql", "diff",
        ] {
            assert!(html(language, "x = 1\n").is_some(), "{language}");
        }
    }
}
