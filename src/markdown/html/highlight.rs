//! Code, coloured where its language has a grammar here and the feature `highlight` is on, plain otherwise.

use super::escape;

#[cfg(feature = "highlight")]
mod coloured;

/// Appends code as the content of a `code` element.
pub(super) fn write(language: &str, code: &str, out: &mut String) {
    let code = super::guard::strip(code);
    #[cfg(feature = "highlight")]
    if let Some(html) = coloured::html(language, &code) {
        out.push_str(&html);
        return;
    }
    let _ = language;
    escape::text(&code, out);
}
