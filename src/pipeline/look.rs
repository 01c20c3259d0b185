//! How sure it is that an article was read as its author meant it.
//!
//! In come the site's readings and what was said about them; out goes a list, the most doubtful first. Invariant: every
//! point has a reason that a person can check in the article.

use std::collections::BTreeMap;
use std::path::Path;

use super::inspect::Inspection;
use super::shop::Shop;
use crate::article::Body;
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::graph::{ArticleId, Entry};
use crate::interview::{CutKind, Interview, Related, Role, Voice};

/// An article and how sure its reading is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look<'s> {
    /// From the site's root.
    pub path: &'s str,
    /// Its title.
    pub title: &'s str,
    /// Its address in the site.
    pub address: &'s str,
    /// The higher, the more there is to look at; 0 if there is no reason to.
    pub points: u32,
    /// What there is to look at.
    pub reasons: Vec<String>,
    /// Who speaks, with the part that each plays.
    pub speakers: Vec<(&'s str, Role)>,
    /// Turns of the conversation.
    pub turns: usize,
    /// Lines that are left out.
    pub cut: u32,
}

impl<'s> Shop<'s> {
    /// Every article, the most doubtful first.
    pub fn looks(&self) -> Vec<Look<'s>> {
        let mut said: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
        for fault in &self.outcome.diagnostics {
            if let Some(place) = &fault.place {
                said.entry(&place.path).or_default().push(fault);
            }
        }
        let look = |id: ArticleId| {
            let entry = self.graph.entry(id);
            let said = said.get(&**entry.path).map_or(&[][..], Vec::as_slice);
            let reading = entry.reading;
            let (points, reasons) = weigh(entry, said, self.waiting(id));
            let speakers = reading.interview.as_ref().map_or(&[][..], |it| &it.speakers);
            Look {
                path: entry.path,
                title: &entry.metadata.title,
                address: self.plan.addresses.article(id),
                points,
                reasons,
                speakers: speakers.iter().map(|speaker| (&*speaker.name, speaker.role)).collect(),
                turns: reading.interview.as_ref().map_or(0, |it| it.turns().len()),
                cut: reading.cut_lines(),
            }
        };
        let mut looks: Vec<Look<'s>> = self.graph.ids().map(look).collect();
        // Of equals the newer, which the graph has first.
        looks.sort_by_key(|look| std::cmp::Reverse(look.points));
        looks
    }

    /// How an article was read; `None` if the site has none at that path.
    pub fn inspect(&self, path: &str) -> Option<Inspection> {
        let id = self.graph.ids().find(|id| **self.graph.entry(*id).path == *path)?;
        let entry = self.graph.entry(id);
        let mut body = Body::default();
        let file = std::fs::read_to_string(self.root.join(path)).ok()?;
        if crate::source::fingerprint(file.as_bytes()) == entry.hash {
            body.fill(&file, entry.metadata.body_start);
        }
        let local = |related: &Related| {
            self.graph.resolve(&related.url).map(|to| self.plan.addresses.article(to).to_owned())
        };
        let own = |fault: &&Diagnostic| fault.place.as_ref().is_some_and(|place| &*place.path == path);
        let mut diagnostics: Vec<Diagnostic> = self.outcome.diagnostics.iter().filter(own).cloned().collect();
        diagnostic::sort(&mut diagnostics);
        Some(Inspection {
            path: entry.path.clone(),
            permalink: Some(self.plan.addresses.article(id).to_owned()),
            metadata: entry.metadata.clone(),
            reading: entry.reading.clone(),
            body,
            local: entry.reading.related.iter().map(local).collect(),
            diagnostics,
        })
    }

    /// The site's folder.
    pub fn root(&self) -> &'s Path {
        self.root
    }

    /// Printed related articles that the site does not have.
    fn waiting(&self, id: ArticleId) -> usize {
        let related = &self.graph.entry(id).reading.related;
        related.iter().filter(|it| it.identity.is_some() && self.graph.resolve(&it.url).is_none()).count()
    }
}

/// Points and their reasons.
fn weigh(entry: &Entry<'_>, said: &[&Diagnostic], waiting: usize) -> (u32, Vec<String>) {
    let (mut points, mut reasons) = (0, Vec::new());
    let mut add = |worth: u32, reason: String| {
        points += worth;
        reasons.push(reason);
    };
    for (severity, worth, word) in
        [(Severity::Error, 100, "处错误"), (Severity::Warning, 12, "处提醒"), (Severity::Note, 2, "处说明")]
    {
        let count = said.iter().filter(|fault| fault.severity == severity).count() as u32;
        if count > 0 {
            add(worth * count.min(5), format!("{count} {word}"));
        }
    }
    let reading = entry.reading;
    match &reading.interview {
        Some(interview) => weigh_interview(entry, interview, &mut add),
        None if entry.metadata.interview.is_none() && reading.characters > 1500 => {
            add(3, "没有认出对话".to_owned());
        }
        None => {}
    }
    if reading.stub {
        add(6, "只有付费文章的开头".to_owned());
    }
    let offers = reading.cuts.iter().filter(|cut| cut.kind == CutKind::Promotion);
    let lines: u32 = offers.map(|cut| cut.to + 1 - cut.from).sum();
    if lines > 0 {
        add(if lines > 20 { 8 } else { 2 }, format!("略去 {lines} 行推广"));
    }
    if waiting > 0 {
        add(1, format!("{waiting} 篇往期还不在本站"));
    }
    (points, reasons)
}

fn weigh_interview(entry: &Entry<'_>, interview: &Interview, add: &mut impl FnMut(u32, String)) {
    let declared = entry.metadata.interview == Some(true) || !entry.metadata.speakers.is_empty();
    let of = |role| interview.speakers.iter().filter(|speaker| speaker.role == role).count();
    let unknown = of(Role::Unknown);
    if unknown > 0 {
        add(15 * (unknown as u32).min(3), format!("{unknown} 位说话人身份不明"));
    }
    if interview.speakers.len() == 1 {
        add(8, "只认出一位说话人".to_owned());
    }
    if of(Role::Host) > 2 {
        add(6, format!("{} 位提问的人", of(Role::Host)));
    }
    if interview.speakers.len() > 6 {
        add(6, format!("{} 位说话人", interview.speakers.len()));
    }
    let all = interview.turns();
    let turns = all.len();
    let unprinted = all.iter().filter(|turn| matches!(turn.voice, Voice::Unprinted(_))).count();
    if unprinted > 0 && unprinted < turns && !declared {
        add(4, format!("{unprinted} 段没有印出名字"));
    }
    if turns < 4 && !declared {
        add(8, format!("只有 {turns} 段对话"));
    }
    if interview.questions == 0 {
        add(10, "没有认出提问".to_owned());
    }
    let once = interview.speakers.iter().enumerate().filter(|(place, _)| {
        let own = |turn: &&crate::interview::Turn| {
            matches!(turn.voice, Voice::Printed(index) if usize::from(index.0) == *place)
        };
        turns > 6 && all.iter().filter(own).count() == 1
    });
    let once = once.count();
    if once > 0 {
        add(5 * (once as u32).min(3), format!("{once} 位只说过一次"));
    }
}
