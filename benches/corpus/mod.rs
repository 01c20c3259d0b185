//! A made-up archive in the shape of real exports, for measurements.
//!
//! An article depends on the seed and its own number alone, so any part of a corpus of a million can be made by
//! itself, and twice the same. Lengths have a long tail around 10 KB; one article in ten has code; 往期回顾 names three
//! older articles, one in five of which is not in the corpus; most end in a promotional tail.

mod words;

use std::fmt::Write;

use words::{ADVERB, CODE, FAMILY, GIVEN, HEADING, NOUN, OPENING, QUESTION, TAGS, TERM, VERB};

/// A deterministic archive.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Corpus {
    /// Equal seeds, equal bytes.
    pub(crate) seed: u64,
    /// How many articles there are; bounds what 往期回顾 can point to.
    pub(crate) articles: u64,
}

/// splitmix64: small, seedable, the same everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len() as u64) as usize]
    }

    fn one_in(&mut self, chances: u64) -> bool {
        self.below(chances) == 0
    }
}

impl Corpus {
    /// The path of article `number` below `content/`: a thousand a folder.
    pub(crate) fn path(&self, number: u64) -> String {
        format!("{:04}/{}-{:07}.md", number / 1000, &date(number)[..10], number)
    }

    /// The text of article `number`, appended to `out`.
    pub(crate) fn write(&self, number: u64, out: &mut String) {
        let dice = &mut Dice(self.seed ^ number.wrapping_mul(0xd134_2543_de82_ef95));
        let guest = name(dice);
        self.head(number, &guest, dice, out);
        paragraph(dice, 2, out);
        // A long tail: most articles are near 9 KB, one in twenty is three times that.
        let mut exchanges = 8 + dice.below(12);
        if dice.one_in(20) {
            exchanges *= 3;
        }
        let style = dice.below(4);
        for exchange in 0..exchanges {
            if exchange % 6 == 5 {
                let _ = writeln!(out, "## {}\n", dice.pick(HEADING));
            }
            question(dice, style, out);
            answer(dice, style, &guest, out);
        }
        if dice.one_in(10) {
            let _ = writeln!(out, "{CODE}\n");
        }
        self.related(number, dice, out);
        if !dice.one_in(10) {
            out.push_str(words::TAIL);
        }
    }

    fn head(&self, number: u64, guest: &str, dice: &mut Dice, out: &mut String) {
        let _ = writeln!(out, "---\ntags: [{}, {}]\n---", dice.pick(&TAGS[..6]), dice.pick(&TAGS[6..]));
        let _ = writeln!(out, "# {}\n\n文章作者: 长谈实验室", title(number, guest, dice));
        let _ = writeln!(
            out,
            "发布时间: {}\n发布地: 上海\n原文链接: {}#rd\n",
            date(number),
            address(number, "http")
        );
        let _ = writeln!(out, "封面图链接: https://pictures.example.org/cover/{number}/300\n");
    }

    fn related(&self, number: u64, dice: &mut Dice, out: &mut String) {
        out.push_str("#  往期回顾\n\n");
        for place in 1..=3 {
            let target = if dice.one_in(5) {
                self.articles + dice.below(1_000_000)
            } else {
                dice.below(number.max(1))
            };
            let _ = writeln!(
                out,
                "[{place}、[{}谈{}]![](https://pictures.example.org/card/{target}/640)]({}&scene=21#wechat_redirect)\n",
                dice.pick(NOUN),
                dice.pick(NOUN),
                address(target, "https"),
            );
        }
    }
}

/// Some 48,000 names, so that a large archive has many speakers with a few articles each.
fn name(dice: &mut Dice) -> String {
    let mut name = dice.pick(FAMILY).to_owned();
    for _ in 0..2 {
        name.extend(GIVEN.chars().nth(dice.below(GIVEN.chars().count() as u64) as usize));
    }
    name
}

fn title(number: u64, guest: &str, dice: &mut Dice) -> String {
    format!("对话{guest}：{}的{}，为什么{}（{number}）", dice.pick(NOUN), dice.pick(NOUN), dice.pick(VERB))
}

/// One article every 37 minutes from 2015 on.
fn date(number: u64) -> String {
    let minutes = number * 37;
    let (days, minute) = (minutes / 1440, minutes % 1440);
    let (year, month, day) = civil(days as i64 + 16_436);
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02}", minute / 60, minute % 60)
}

/// Days since 1970-01-01 to a calendar date (H. Hinnant, "chrono-compatible low-level date algorithms").
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

fn address(number: u64, scheme: &str) -> String {
    format!(
        "{scheme}://mp.weixin.qq.com/s?__biz=MzAwMDAwMDAwMA==&mid={}&idx=1&sn={:032x}&chksm={:016x}",
        2_240_000_000 + number,
        u128::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c834),
        number,
    )
}

fn question(dice: &mut Dice, style: u64, out: &mut String) {
    let (open, close) =
        [("**记者：** ", ""), ("**记者** ：", ""), ("**记者：", "**"), ("**记者：****", "")][style as usize];
    let _ = writeln!(out, "{open}{}{}{}{close}\n", dice.pick(OPENING), dice.pick(NOUN), dice.pick(QUESTION));
}

fn answer(dice: &mut Dice, style: u64, guest: &str, out: &mut String) {
    let (open, close) = [("**", "：** "), ("**", "** ："), ("**", "：** "), ("**", " :**\n")][style as usize];
    let _ = write!(out, "{open}{guest}{close}");
    let sentences = 2 + dice.below(4);
    paragraph(dice, sentences, out);
    while dice.one_in(3) {
        let sentences = 2 + dice.below(5);
        paragraph(dice, sentences, out);
    }
    if dice.one_in(12) {
        let _ = writeln!(out, "![](https://pictures.example.org/figure/{}/640)\n", dice.below(1_000_000));
    }
}

fn paragraph(dice: &mut Dice, sentences: u64, out: &mut String) {
    for _ in 0..sentences {
        let (noun, verb, other) = (dice.pick(NOUN), dice.pick(VERB), dice.pick(NOUN));
        let (adverb, term, digits) = (dice.pick(ADVERB), dice.pick(TERM), dice.below(97) + 2);
        let _ = match dice.below(6) {
            0 => write!(out, "{adverb}，{noun}{verb}，而{other}在 {digits} 天里没有变过。"),
            1 => write!(out, "我们用 {term}\n试过{noun}，结果是{other}{verb}。"),
            2 => write!(out, "**{noun}不等于{other}。**{adverb}，这一点花了我们 {digits} 万元才明白。"),
            3 => write!(out, "有人说“{noun}{verb}”，我不同意：{adverb}，{other}比它早。"),
            4 => write!(out, "{noun}、{other}和 {term} 放在一起，{adverb}会{verb}。"),
            _ => write!(out, "{adverb}，{noun}的成本降了 {digits}%，可是{other}{verb}。"),
        };
    }
    out.push_str("\n\n");
}
