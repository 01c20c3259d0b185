//! Diagnostics as machines read them.

use serde_json::{Value, json};

use super::{Code, Counts, Diagnostic, Format, Place, render, sort};

fn faults() -> Vec<Diagnostic> {
    let path = "content/二 a.md".into();
    let text = "# 题\ndate: 昨天\n";
    vec![
        Diagnostic::error(Code::BadDate, "\"昨天\" is 100% no date")
            .at(Place::in_text(&path, text, 12..18))
            .help("write\nit")
            .fix("2026-01-02"),
        Diagnostic::warning(Code::NoTitle, "no title").at(Place::file(&path)),
        Diagnostic::note(Code::Collision, "twice").and(Place::line(&path, text, 1), "here"),
    ]
}

#[test]
fn json_is_one_array_with_columns_in_characters() {
    let list: Value = serde_json::from_str(&render(&faults(), Format::Json, true)).unwrap();
    let wanted = json!([
        {
            "code": "article/bad-date", "severity": "error", "message": "\"昨天\" is 100% no date",
            "path": "content/二 a.md", "line": 2, "column": 7, "end_column": 9, "text": "date: 昨天",
            "help": "write\nit", "others": [],
            "fix": [{
                "replacement": "2026-01-02", "path": "content/二 a.md", "line": 2, "column": 7, "end_column": 9,
                "text": "date: 昨天",
            }],
        },
        {
            "code": "article/no-title", "severity": "warning", "message": "no title",
            "path": "content/二 a.md", "line": 1, "column": null, "end_column": null, "text": "",
            "help": null, "others": [], "fix": [],
        },
        {
            "code": "page/collision", "severity": "note", "message": "twice", "help": null, "fix": [],
            "others": [{
                "message": "here", "path": "content/二 a.md", "line": 1, "column": 1, "end_column": 4, "text": "# 题",
            }],
        },
    ]);
    assert_eq!(list, wanted);
    assert_eq!(render(&[], Format::Json, false), "[]\n");
}

#[test]
fn github_commands_are_one_line_each() {
    let wanted = "\
::error file=content/二 a.md,line=2,col=7,endColumn=9,title=article/bad-date::\"昨天\" is 100%25 no date%0Ahelp: write%0Ait
::warning file=content/二 a.md,line=1,title=article/no-title::no title
::notice title=page/collision::twice
";
    assert_eq!(render(&faults(), Format::GitHub, false), wanted);
}

#[test]
fn sarif_names_rules_and_regions() {
    let log: Value = serde_json::from_str(&render(&faults(), Format::Sarif, false)).unwrap();
    let run = &log["runs"][0];
    assert_eq!(log["version"], "2.1.0");
    for result in run["results"].as_array().unwrap() {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
    let first = &run["results"][0];
    assert_eq!((&first["level"], &first["ruleId"]), (&json!("error"), &json!("article/bad-date")));
    let place = &first["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "content/%E4%BA%8C%20a.md");
    let region =
        json!({ "startLine": 2, "startColumn": 7, "endColumn": 9, "snippet": { "text": "date: 昨天" } });
    assert_eq!(place["region"], region);
    assert_eq!(run["results"][1]["locations"][0]["physicalLocation"]["region"], json!({ "startLine": 1 }));
    assert_eq!(run["results"][2]["relatedLocations"][0]["message"]["text"], "here");
}

#[test]
fn sarif_explains_its_rules() {
    let log: Value = serde_json::from_str(&render(&faults(), Format::Sarif, false)).unwrap();
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][0];
    assert_eq!(rule["shortDescription"]["text"], "A date that is none.");
    assert_eq!(rule["help"]["text"], Code::BadDate.explanation());
    for code in Code::ALL {
        assert!(code.explanation().len() > code.as_str().len() + 20, "{code:?}: {}", code.explanation());
        assert!(!code.explanation().contains("\n## "), "{code:?}");
    }
}

#[test]
fn people_get_each_fault_with_a_blank_line_behind() {
    let shown = render(&faults(), Format::Human, false);
    assert_eq!(shown.matches("\n\n").count(), 3);
    assert!(
        shown.starts_with("error[article/bad-date]: ") && shown.contains("\nwarning[article/no-title]: ")
    );
}

#[test]
fn faults_are_counted_in_words() {
    assert_eq!(Counts::of(&faults()).to_string(), "1 error, 1 warning");
    let counts = |errors, warnings| Counts { errors, warnings, notes: 5 }.to_string();
    assert_eq!(
        (counts(0, 0).as_str(), counts(0, 2).as_str(), counts(3, 0).as_str()),
        ("no faults", "2 warnings", "3 errors")
    );
}

#[test]
fn faults_are_sorted_by_file_and_position() {
    let at = |path: &str, line| {
        Diagnostic::warning(Code::BadDate, "x").at(Place::line(&path.into(), "a\nb\nc", line))
    };
    let mut faults =
        vec![Diagnostic::error(Code::NoBaseUrl, "site"), at("b.md", 1), at("a.md", 3), at("a.md", 2)];
    sort(&mut faults);
    let places: Vec<_> =
        faults.iter().map(|it| it.place.as_ref().map(|it| (it.path.to_string(), it.line))).collect();
    let wanted =
        [Some(("a.md".to_owned(), 2)), Some(("a.md".to_owned(), 3)), Some(("b.md".to_owned(), 1)), None];
    assert_eq!(places, wanted);
}

#[test]
fn a_place_is_right_whatever_the_offsets() {
    let path = "a.md".into();
    let text = "一二\r\n三四\n";
    let shown = |range| {
        let place = Place::in_text(&path, text, range);
        (place.line, place.column, place.text[place.marked.clone()].to_owned(), place.end_column())
    };
    assert_eq!(shown(3..6), (1, 2, "二".into(), 3));
    assert_eq!(shown(4..12), (1, 2, "二".into(), 3));
    assert_eq!(shown(6..8), (1, 3, String::new(), 3));
    assert_eq!(shown(11..99), (2, 2, "四".into(), 3));
    assert_eq!(shown(99..100), (3, 1, String::new(), 1));
}

#[test]
fn what_is_quoted_is_no_longer_than_anybody_reads() {
    let long = "长".repeat(200_000);
    let fault = Diagnostic::error(Code::BadDate, format!("\"{long}\" is no date"));
    assert_eq!(fault.message.chars().count(), 302);
    assert!(fault.message.starts_with("\"长") && fault.message.ends_with("长\" is no date"));
    let short = format!("\"{}\" is no date", &long[..3 * 285]);
    assert_eq!(Diagnostic::error(Code::BadDate, short.clone()).message, short);
}
