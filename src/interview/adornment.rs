//! Pictures that are decoration: one address in many articles of an account. And the picture that stands for an article.
//!
//! In come the lines with pictures and the evidence; out go cuts, and an address. Invariant: a picture that is left out
//! here never stands for an article.

use super::finding::{Finding, PictureLine};
use super::tail::{Cutting, Grounds};

/// The pictures that are left out wherever they stand, in order.
pub(super) fn cut(finding: &Finding, grounds: &Grounds<'_>, others: &[Cutting]) -> Vec<Cutting> {
    let is_cut = |line: &PictureLine| others.iter().any(|cutting| cutting.edge.start == line.start);
    let recurring = finding.pictures.iter().filter(|line| grounds.adorns(line) && !is_cut(line));
    recurring.map(Cutting::of_adornment).collect()
}

/// The first picture of the content that may stand for the article: neither decoration nor part of what is shown
/// elsewhere, and no drawing or animation, which exporters leave of spacers and banners.
pub(super) fn cover(
    finding: &Finding,
    grounds: &Grounds<'_>,
    is_elsewhere: impl Fn(u32) -> bool,
) -> Option<String> {
    let mut shown = finding
        .pictures
        .iter()
        .filter(|line| !line.address.is_empty() && !grounds.adorns(line) && !is_elsewhere(line.start));
    shown.find(|line| !is_small(&line.address)).map(|line| line.address.to_string())
}

fn is_small(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or(address).to_ascii_lowercase();
    path.ends_with(".gif")
        || path.ends_with(".svg")
        || ["wx_fmt=gif", "wx_fmt=svg", "mmbiz_gif", "mmbiz_svg"].iter().any(|sign| address.contains(sign))
}
