//! The part of the configuration that understanding an article may depend on; its hash is part of a finding's key.

use serde::{Deserialize, Serialize};

/// What the publisher says about how articles are to be read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rules {
    /// Offset from UTC in seconds for times written without a zone.
    pub offset: i32,
    /// Names that are hosts wherever they speak.
    pub hosts: Vec<String>,
    /// Labels that are never speakers.
    pub ignore: Vec<String>,
    /// Keep promotional tails everywhere.
    pub keep_tail: bool,
    /// Headings of related sections, beside the built-in ones.
    pub related_headings: Vec<String>,
    /// Speakers with their spellings, from `[speakers]`.
    pub speakers: Vec<DeclaredSpeaker>,
}

/// A speaker whom the publisher names, in `[speakers]` or in an article's front matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DeclaredSpeaker {
    /// The name to show.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// `host`, `guest` or `audience`, where said.
    pub role: Option<DeclaredRole>,
}

/// A role that the publisher gives somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeclaredRole {
    /// Asks.
    Host,
    /// Answers.
    Guest,
    /// Asks from the floor.
    Audience,
}

impl DeclaredRole {
    /// Reads a role in English or Chinese.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "host" | "主持人" | "主持" => Some(Self::Host),
            "guest" | "嘉宾" => Some(Self::Guest),
            "audience" | "观众" => Some(Self::Audience),
            _ => None,
        }
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            offset: 8 * 3600,
            hosts: Vec::new(),
            ignore: Vec::new(),
            keep_tail: false,
            related_headings: Vec::new(),
            speakers: Vec::new(),
        }
    }
}
