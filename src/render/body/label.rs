//! A turn's label as it was printed: plain text and a colon.

/// The label without Markdown and colon, and the colon, from the body's text before a turn's words.
pub(super) fn printed(written: &str) -> (String, &'static str) {
    let mut label = String::with_capacity(written.len());
    let written = written.trim_start_matches(['#', '>', '|', ' ', '\t', '\n']);
    let bullet = ["- ", "* ", "+ "].iter().find_map(|bullet| written.strip_prefix(bullet));
    let mut rest = bullet.unwrap_or(written).trim_start().chars().peekable();
    let mut last = ' ';
    while let Some(character) = rest.next() {
        let kept = match character {
            '\\' if rest.peek().is_some_and(char::is_ascii_punctuation) => rest.next(),
            '*' | '`' | '=' => None,
            // A converter's tag, a reader's highlight.
            '<' => {
                rest.by_ref().take_while(|letter| *letter != '>').for_each(drop);
                None
            }
            // An underscore inside a Latin name is no emphasis.
            '_' if !(last.is_ascii_alphanumeric()
                && rest.peek().is_some_and(char::is_ascii_alphanumeric)) =>
            {
                None
            }
            character if character.is_whitespace() => (!last.is_whitespace()).then_some(' '),
            character => Some(character),
        };
        if let Some(kept) = kept {
            label.push(kept);
            last = kept;
        }
    }
    let name = label.trim_end_matches([' ', '：', ':', '∶', '﹕', '—', '|', '｜', '丨']);
    let colon = match label[name.len()..].trim_start().chars().next() {
        None => "",
        Some(':') => ":",
        Some(_) => "：",
    };
    label.truncate(name.len());
    (label, colon)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_lose_their_marks_and_keep_their_words() {
        for (written, label, colon) in [
            ("**记者：** ", "记者", "："),
            ("**Mara Ellison :**\n", "Mara Ellison", ":"),
            ("### **北窗科技：", "北窗科技", "："),
            ("_**LR：**_ ", "LR", "："),
            ("****N：****", "N", "："),
            ("**N：:**", "N", "："),
            ("**林若川** ：", "林若川", "："),
            ("user\\_name:", "user_name", ":"),
            ("user_name: ", "user_name", ":"),
            ("**主持人Kai**\n", "主持人Kai", ""),
            ("  - **记者**：", "记者", "："),
            ("> 记者： ", "记者", "："),
            ("<mark style=\"a\">记者：</mark>", "记者", "："),
            ("==记者==：", "记者", "："),
            ("| 记者 | ", "记者", "："),
            ("**记者——** ", "记者", "："),
            ("1、主持人：", "1、主持人", "："),
        ] {
            assert_eq!(printed(written), (label.to_owned(), colon), "{written}");
        }
    }
}
