//! Boilerplate that is told by several lines together: cards of accounts, trailers of programmes.

use super::super::super::finding::{Edge, edge};
use super::super::super::plain::plain;
use crate::article::Body;

/// Marks the lines of account cards, which an exporter spells out: picture, name, words, `299篇原创内容`, `公众号`, `，`.
pub(super) fn cards(body: &Body, edges: &mut [Edge]) {
    /// Lines of a card before and behind the one that counts articles.
    const BEFORE: usize = 3;
    let shown = |edge: &Edge| plain(&body.text()[edge.start as usize..edge.end as usize]);
    for index in 0..edges.len() {
        if edges[index].flags & edge::LONG != 0 {
            continue;
        }
        let text = shown(&edges[index]);
        let counts = text.strip_suffix("篇原创内容").or_else(|| text.strip_suffix("个内容"));
        if !counts
            .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
        {
            continue;
        }
        let mut first = index;
        while first > 0 && index - first < BEFORE && edges[first - 1].flags & (edge::CARD | edge::RULE) == 0 {
            first -= 1;
            if edges[first].flags & edge::PICTURE != 0 {
                break;
            }
        }
        let whole = edges[first].flags & edge::PICTURE != 0;
        let from = if whole { first } else { index };
        let mut to = index;
        let closes = |place: usize| {
            let Some(edge) = edges.get(place) else { return false };
            match &*shown(edge) {
                "" => edge.flags & edge::PICTURE == 0,
                text => matches!(text, "公众号" | "，" | "," | "视频号"),
            }
        };
        while closes(to + 1) {
            to += 1;
        }
        edges[from..=to]
            .iter_mut()
            .for_each(|edge| edge.flags = (edge.flags | edge::CARD) & !(edge::LONG | edge::KEPT));
    }
}

/// Marks the lines that announce a programme of the account: between two pictures at the beginning, four or more short
/// lines, none of them a sentence, one of them with the account's name and a word for a programme.
pub(super) fn trailer(body: &Body, edges: &mut [Edge], author: &str) {
    const PROGRAMMES: &[&str] = &["栏目", "节目", "专栏", "系列", "播客"];
    const LONGEST: usize = 30;
    let lead = edges.iter().take_while(|edge| edge.flags & edge::TAIL == 0);
    let mut lines =
        lead.enumerate().skip_while(|(_, edge)| edge.flags & edge::PICTURE == 0).map(|(index, _)| index);
    let Some(first) = lines.next() else { return };
    let mut announced = false;
    let mut last = first;
    for index in lines {
        let line = &edges[index];
        if line.flags & edge::PICTURE != 0 {
            break;
        }
        let shown = plain(&body.text()[line.start as usize..line.end as usize]);
        if shown.chars().count() > LONGEST || shown.ends_with(['。', '？', '！', '”']) {
            return;
        }
        announced |= !author.is_empty()
            && shown.contains(author)
            && PROGRAMMES.iter().any(|programme| shown.contains(programme));
        last = index;
    }
    let closed = edges.get(last + 1).is_some_and(|edge| edge.flags & edge::PICTURE != 0);
    if announced && closed && last >= first + 4 {
        edges[first..=last].iter_mut().for_each(|edge| edge.flags |= edge::TRAILER);
    }
}
