//! Which printed names are people that a whole site can know.

use super::fold;

/// What somebody does in a conversation; the same word means somebody else in the next article.
const PARTS: &[&str] = &[
    "记者",
    "主持人",
    "主持",
    "提问",
    "提问者",
    "问",
    "答",
    "采访者",
    "采访人",
    "采访",
    "访谈者",
    "被采访者",
    "被访者",
    "受访者",
    "受访人",
    "嘉宾",
    "观众",
    "听众",
    "网友",
    "读者",
    "同学",
    "学生",
    "老师",
    "编辑",
    "小编",
    "编者",
    "作者",
    "翻译",
    "译者",
    "旁白",
    "众人",
    "全体",
    "现场",
    "现场观众",
    "现场提问",
    "回答",
    "对话者",
    "我",
    "他",
    "她",
    "host",
    "interviewer",
    "interviewee",
    "moderator",
    "guest",
    "audience",
    "question",
    "answer",
    "speaker",
    "reporter",
    "editor",
    "narrator",
    "q",
    "a",
];

/// Titles that follow a surname: 周老师, 王博士. With a surname alone they name too many people.
const TITLES: &[&str] = &[
    "老师", "总", "博士", "教授", "院士", "先生", "女士", "小姐", "同学", "董", "院长", "校长", "主任", "工",
    "导", "医生", "律师", "姐", "哥", "叔", "爷", "师傅",
];

/// Whether the name stands for one person wherever it is printed.
pub(super) fn is_person(name: &str) -> bool {
    let name = fold(name);
    let stem = name
        .trim_end_matches(|it: char| it.is_ascii_digit() || "一二三四五六七八九十甲乙丙丁 .".contains(it));
    let letters = name.chars().filter(|it| it.is_alphanumeric()).count();
    letters > 1 && !PARTS.contains(&&*name) && !PARTS.contains(&stem) && !is_surname_with_title(&name)
}

/// Whether a spelling is a name with the part before or after it, as in 嘉宾周砚.
pub(super) fn is_name_with_part(spelling: &str, name: &str) -> bool {
    let (spelling, name) = (fold(spelling), fold(name));
    let rest = spelling.strip_suffix(&*name).or_else(|| spelling.strip_prefix(&*name));
    rest.is_some_and(|rest| PARTS.contains(&rest.trim_matches([' ', '·', '-', '｜', '|'])))
}

/// Whether a spelling is enough to know that two articles mean one person: a person's name, and more than the part of
/// a Latin name that `full` has and others may have too.
pub(super) fn is_distinct(spelling: &str, full: &str) -> bool {
    let one_word_of_many =
        spelling.is_ascii() && !spelling.trim().contains(' ') && full.split_whitespace().count() > 1;
    is_person(spelling) && !one_word_of_many
}

fn is_surname_with_title(name: &str) -> bool {
    let one = |rest: &str| rest.chars().count() == 1 && !rest.is_ascii();
    TITLES.iter().any(|title| name.strip_suffix(title).is_some_and(one))
        || ["老", "小", "阿", "大"].iter().any(|before| name.strip_prefix(before).is_some_and(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_surnames_are_no_people() {
        for name in [
            "记者",
            "主持人",
            "观众2",
            "观众 3",
            "观众二",
            "Q",
            "问",
            "周老师",
            "老周",
            "王",
            "Moderator",
            "A",
        ] {
            assert!(!is_person(name), "{name}");
        }
    }

    #[test]
    fn names_are() {
        for name in ["沈既白", "Mara Ellison", "欧阳老师傅", "阿兰·周", "何蔚", "Mara"] {
            assert!(is_person(name), "{name}");
        }
    }

    #[test]
    fn part_of_a_latin_name_proves_nothing() {
        assert!(!is_distinct("Ellison", "Mara Ellison"));
        assert!(is_distinct("Mara Ellison", "Mara Ellison"));
        assert!(is_name_with_part("嘉宾周砚", "周砚"));
        assert!(!is_name_with_part("周砚", "周砚"));
        assert!(is_distinct("何蔚", "何蔚（Wei He）"));
    }
}
