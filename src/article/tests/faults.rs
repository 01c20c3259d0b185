//! Heads that are wrong: each fault is located and says what to do.

use super::*;

fn front(yaml: &str) -> String {
    format!("---\ntitle: 题\ndate: 2024-03-08\n{yaml}---\n\n正文\n")
}

#[test]
fn bad_yaml_is_shown_where_it_stands() {
    for (yaml, at, help) in [
        ("summary: 他说: 好\n", (4, 12), "put the value in quotes: `summary: '他说: 好'`"),
        ("series: 甲\ncover: \"开\n", (5, 8), "close the quotation mark"),
        ("tags: [甲, 乙\n", (4, 7), "close the bracket"),
        ("summary: @某人\n", (4, 10), "put the value in quotes: `summary: '@某人'`"),
        ("series:甲\n", (4, 1), "write `series: …`"),
    ] {
        let text = front(yaml);
        let fault = only_fault(&text);
        assert_eq!((fault.code, place(&fault)), (Code::BadFrontMatter, Some(at)), "{fault:#?}");
        assert_eq!(fault.help.as_deref(), Some(help));
    }
}

#[test]
fn a_wide_colon_is_named_and_read_as_meant() {
    let text = "---\ntitle： 题\ndate：2024-03-08\ntags: 甲\n---\n正文";
    let Reported { value, diagnostics } = article(text);
    assert_eq!((&*value.title, value.date.map(|it| it.day()), value.tags.len()), ("题", Some(8), 1));
    let places: Vec<_> = diagnostics.iter().map(|fault| (fault.code, place(fault))).collect();
    assert_eq!(places, [(Code::BadFrontMatter, Some((2, 6))), (Code::BadFrontMatter, Some((3, 5)))]);
    assert_eq!(diagnostics[0].help.as_deref(), Some("write `title: 题`"));
}

#[test]
fn one_wrong_value_hides_no_other() {
    let text = front("draft: 也许\ninterview: [1]\nseries: {a: 1}\nupdated: 2024-13-01\nslug: 好\n");
    let Reported { value, diagnostics } = article(&text);
    assert_eq!(value.slug.as_deref(), Some("好"));
    let places: Vec<_> = diagnostics.iter().map(|fault| (fault.code, place(fault), marked(fault))).collect();
    let wanted = [
        (Code::BadFrontMatter, Some((4, 8)), "也许"),
        (Code::BadFrontMatter, Some((5, 12)), "[1]"),
        (Code::BadFrontMatter, Some((6, 9)), "{a: 1}"),
        (Code::BadDate, Some((7, 10)), "2024-13-01"),
    ];
    assert_eq!(places, wanted);
    assert_eq!(diagnostics[0].message, "\"draft\" takes `true` or `false`, not \"也许\"");
}

#[test]
fn one_key_that_is_no_yaml_hides_no_other() {
    let text = "---\ntitle: 题\nsummary: 他说: 好\ntags: [甲\ndate: 2024-02-30\nslug:x\nplace: 杭州\n---\n";
    let Reported { value, diagnostics } = article(text);
    assert_eq!((&*value.title, value.place.as_deref()), ("题", Some("杭州")));
    let places: Vec<_> = diagnostics.iter().map(|fault| (fault.code, place(fault))).collect();
    let wanted = [
        (Code::BadFrontMatter, Some((3, 12))),
        (Code::BadFrontMatter, Some((4, 7))),
        (Code::BadFrontMatter, Some((6, 1))),
        (Code::BadDate, Some((5, 7))),
    ];
    assert_eq!(places, wanted);
}

#[test]
fn a_misspelled_key_is_named_and_kept() {
    let text = front("speekers: [甲]\nmood: 好\n");
    let fault = only_fault(&text);
    assert_eq!(
        (fault.code, fault.severity, place(&fault)),
        (Code::MisspelledKey, Severity::Warning, Some((4, 1)))
    );
    assert_eq!((fault.message.as_str(), marked(&fault)), ("unknown key \"speekers\"", "speekers"));
    assert_eq!(fault.help.as_deref(), Some("write `speakers` if that is what is meant"));
    assert_eq!(article(&text).value.extra.len(), 2);
}

#[test]
fn a_doubled_key_is_shown_with_both_its_places() {
    let fault = only_fault(&front("tags: 甲\ntags: 乙\n"));
    assert_eq!((place(&fault), fault.others[0].0.line), (Some((5, 1)), 4));
}

#[test]
fn front_matter_that_never_ends() {
    let text = "---\ntitle: 题\ndate: 2024-03-08\n\n正文：一\n";
    let fault = only_fault(text);
    assert_eq!((fault.code, place(&fault)), (Code::UnclosedFrontMatter, Some((1, 1))));
    let metadata = article(text).value;
    assert_eq!((&*metadata.title, &text[metadata.body_start as usize..]), ("题", "正文：一\n"));
}

#[test]
fn toml_front_matter_is_named() {
    let fault = only_fault("+++\ntitle = \"题\"\n+++\n正文");
    assert_eq!((fault.code, place(&fault)), (Code::BadFrontMatter, Some((1, 1))));
}

#[test]
fn aliases_of_aliases_are_an_error_and_no_flood() {
    let lines: String = (1..12)
        .map(|it| format!("a{it}: &a{it} [{}]\n", vec![format!("*a{}", it - 1); 9].join(", ")))
        .collect();
    let fault = only_fault(&front(&format!("a0: &a0 [x]\n{lines}")));
    assert_eq!((fault.code, fault.severity), (Code::BadFrontMatter, Severity::Error));
    assert_eq!(fault.help.as_deref(), Some("leave out aliases (`*name`), and put long texts below it"));
}

proptest::proptest! {
    #[test]
    fn any_text_has_a_head(text in "(---\n)?([a-z标题:：\"'\\[\\]{}&*!|>#\\-=+ \t\r\n]{0,12}){0,12}(---\n)?\\PC{0,20}") {
        let metadata = article(&text).value;
        proptest::prop_assert!(text.is_char_boundary(metadata.body_start as usize));
        proptest::prop_assert!(!metadata.title.is_empty());
    }
}
