//! Gives each voice its part, and says why.
//!
//! In come voices with what they said; out go roles. Invariant: never by boldness; what cannot be told is unknown.

use super::reading::Role;

/// What is known of a voice when its part is asked for.
#[derive(Debug, Clone)]
pub(super) struct Heard {
    /// The part that a word says.
    pub(super) part: Option<Role>,
    /// It is the account or outlet, or is named so by the author.
    pub(super) outlet: bool,
    /// The author's word.
    pub(super) declared: Option<Role>,
    /// Turns.
    pub(super) turns: usize,
    /// Turns with a question mark on their first line.
    pub(super) asks: usize,
    /// Turns with a question mark anywhere.
    pub(super) asks_at_all: usize,
    /// Place among those who speak.
    pub(super) place: usize,
}

impl Heard {
    /// How much of what it says is asking: what stands on a first line counts more, since long answers have
    /// questions of their own.
    fn share(&self) -> f64 {
        (3 * self.asks + self.asks_at_all) as f64 / (4 * self.turns.max(1)) as f64
    }
}

/// The role and the reason of each voice.
pub(super) fn cast(heard: &[Heard]) -> Vec<(Role, String)> {
    let mut roles: Vec<Option<(Role, String)>> = heard.iter().map(said).collect();
    let has_host =
        |roles: &[Option<(Role, String)>]| roles.iter().flatten().any(|(role, _)| *role == Role::Host);
    let open = roles.iter().filter(|role| role.is_none()).count();
    let has_guest = roles.iter().flatten().any(|(role, _)| *role == Role::Guest);
    let said_turns: usize =
        heard.iter().zip(&roles).filter(|(_, role)| role.is_some()).map(|(voice, _)| voice.turns).sum();
    let all: usize = heard.iter().map(|voice| voice.turns).sum();
    // A moderator who says little beside two who talk is not the one who asks.
    let aside = open >= 2 && said_turns * 5 < all;
    if (aside || !has_host(&roles)) && open > 0 && !(open == 1 && has_guest && heard.len() > 2) {
        asking(heard, &mut roles);
    }
    let host = has_host(&roles);
    heard
        .iter()
        .zip(roles)
        .map(|(voice, role)| {
            role.unwrap_or_else(|| match host {
                true if voice.turns >= 1 => (Role::Guest, "answers".to_owned()),
                _ => (Role::Unknown, "nothing tells".to_owned()),
            })
        })
        .collect()
}

/// What a word or the author says.
fn said(voice: &Heard) -> Option<(Role, String)> {
    if let Some(role) = voice.declared {
        return Some((role, "declared".to_owned()));
    }
    if let Some(role) = voice.part {
        return Some((role, "role word".to_owned()));
    }
    voice.outlet.then(|| (Role::Host, "the account itself".to_owned()))
}

/// Whoever asks most is the host; where nobody stands out, whoever speaks first.
fn asking(heard: &[Heard], roles: &mut [Option<(Role, String)>]) {
    let open: Vec<usize> =
        (0..heard.len()).filter(|at| roles[*at].is_none() && heard[*at].turns >= 2).collect();
    let mut ranked = open.clone();
    ranked.sort_by(|a, b| {
        heard[*b].share().total_cmp(&heard[*a].share()).then(heard[*a].place.cmp(&heard[*b].place))
    });
    let Some(best) = ranked.first().copied() else { return };
    let second = ranked.get(1).map_or(0.0, |next| heard[*next].share());
    let share = heard[best].share();
    let percent = (share * 100.0).round();
    if share >= 0.25 && share - second >= 0.15 {
        roles[best] = Some((Role::Host, format!("asks in {percent} % of its turns")));
        // A second host asks nearly as often.
        for other in ranked.into_iter().skip(1).filter(|other| {
            open.len() > 2 && heard[*other].share() >= share * 0.6 && heard[*other].share() >= 0.3
        }) {
            roles[other] = Some((Role::Host, "asks as often as the other host".to_owned()));
        }
    } else if let Some(first) = open.iter().min_by_key(|at| heard[**at].place) {
        roles[*first] = Some((Role::Host, "speaks first".to_owned()));
    }
}
