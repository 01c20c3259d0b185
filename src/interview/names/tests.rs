//! What names show by themselves.

use super::*;

fn shape_of(name: &str) -> Shape {
    Class::of(name).shape
}

#[test]
fn parts_are_told_with_and_without_names() {
    for (name, role, core) in [
        ("主持人", Some(Role::Host), ""),
        ("主持人Mara Ellison", Some(Role::Host), "Mara Ellison"),
        ("主持人 林若川", Some(Role::Host), "林若川"),
        ("嘉宾Tobin Okoro", Some(Role::Guest), "Tobin Okoro"),
        ("Kessler教授", None, "Kessler"),
        ("记者", Some(Role::Host), ""),
        ("林若川问", Some(Role::Host), "林若川"),
        ("林若川答", Some(Role::Guest), "林若川"),
        ("观众2", Some(Role::Audience), ""),
        ("提问者 3", Some(Role::Audience), ""),
        ("Q（主持人）", Some(Role::Host), ""),
        ("Q", Some(Role::Host), ""),
        ("A", Some(Role::Guest), ""),
        ("林若川（主持人）", Some(Role::Host), "林若川"),
        ("旁白", None, ""),
        ("「长谈」", None, "长谈"),
        ("Dr. Okoro", None, "Okoro"),
    ] {
        let class = Class::of(name);
        assert_eq!((class.role, class.core), (role, core), "{name}");
        assert!(class.shape > Shape::Noun, "{name} {:?}", class.shape);
    }
}

#[test]
fn people_are_told_from_nouns() {
    for person in
        ["林若川", "Mara Ellison", "LR", "莱拉·哈达德", "欧阳若川", "科斯塔", "van der Berg", "M. Ellison"]
    {
        assert_eq!(shape_of(person), Shape::Person, "{person}");
    }
    for noun in ["北窗科技", "长谈", "晚风周刊"] {
        assert_eq!(shape_of(noun), Shape::Noun, "{noun}");
    }
    for never in [
        "资料来源",
        "获奖理由",
        "原文链接",
        "融资状态",
        "User",
        "提示词1",
        "问题",
        "回答",
        "03",
        "2024",
        "第三章",
        "E-mail",
        "科研成就",
        "画外音",
        "专访要点",
        "平均年薪",
        "",
    ] {
        assert_eq!(shape_of(never), Shape::Never, "{never}");
    }
}

#[test]
fn numbered_questions_are_questions() {
    for question in ["问题1", "问题一", "问题 十二", "Q3", "Q1", "问"] {
        assert_eq!(shape_of(question), Shape::Question, "{question}");
    }
    assert_eq!(shape_of("答"), Shape::Answer);
    assert!(Class::of("主持人A").numbered && Class::of("主持人A").shape == Shape::Part);
}

#[test]
fn a_verb_behind_a_name_says_the_part() {
    for (printed, role) in [("林若川问", Role::Host), ("林若川提问", Role::Host), ("林若川答", Role::Guest)]
    {
        let class = Class::of(printed);
        assert_eq!((class.core, class.role), ("林若川", Some(role)), "{printed}");
    }
}
