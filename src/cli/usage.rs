//! The command line's own words: help, and what is wrong with arguments, in the reader's language.
//!
//! The derived description is English; its texts are looked up in the table before clap prints them.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};

use super::args::Args;
use crate::wording::Language;

/// The arguments, or help, or what is wrong with them.
pub(super) fn parse(arguments: &[OsString], language: Language) -> Result<Args, clap::Error> {
    let matches = described(language).try_get_matches_from(arguments)?;
    Args::from_arg_matches(&matches)
}

/// The language that `--lang` asks for, wherever it stands; otherwise the environment's. It is needed before the
/// arguments are read, since it is the language in which they may be refused.
pub(super) fn language(arguments: &[OsString]) -> Language {
    let mut words = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(word) = words.next() {
        let asked = word.strip_prefix("--lang").and_then(|rest| match rest.strip_prefix('=') {
            Some(value) => Some(value),
            None if rest.is_empty() => words.next(),
            None => None,
        });
        match asked {
            Some("en") => return Language::English,
            Some("zh") => return Language::Chinese,
            // It will be refused, in the language of the environment.
            Some(_) => break,
            None => {}
        }
    }
    Language::of_environment()
}

/// The description of all commands in a language.
pub(super) fn described(language: Language) -> Command {
    let command = Args::command();
    if language == Language::English { command } else { said(command, language) }
}

fn said(command: Command, language: Language) -> Command {
    let say = |text: &str| language.say(text).into_owned();
    let about = command.get_about().map(|about| say(&about.to_string()));
    let names: Vec<String> = command.get_subcommands().map(|it| it.get_name().to_owned()).collect();
    let mut command = match about {
        Some(about) => command.about(about.clone()).long_about(about),
        None => command,
    };
    command = command
        .mut_args(|argument| said_argument(argument, language))
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(say("Print help"))
                .help_heading(say("Options")),
        )
        .subcommand_help_heading(say("Commands"))
        .help_template(say("{about-with-newline}\nUsage: {usage}\n\n{all-args}"));
    if command.get_version().is_some() {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
        let version = version.help(say("Print version")).help_heading(say("Options"));
        command = command.disable_version_flag(true).arg(version);
    }
    for name in names {
        command = command.mut_subcommand(name, |command| said(command, language));
    }
    command
}

fn said_argument(argument: Arg, language: Language) -> Arg {
    let say = |text: &str| language.say(text).into_owned();
    let help = argument.get_help().map(|help| say(&help.to_string()));
    let heading = say(if argument.is_positional() { "Arguments" } else { "Options" });
    let argument = argument.help_heading(heading);
    let Some(mut help) = help else { return argument };
    if !matches!(argument.get_action(), ArgAction::Set | ArgAction::Append) {
        return argument.help(help.clone()).long_help(help);
    }
    // What clap prints about values it prints in English.
    let values = argument.get_possible_values();
    let shown = values.iter().filter(|value| !value.is_hide_set());
    let names: Vec<&str> = shown.clone().map(|value| value.get_name()).collect();
    let mut short = help.clone();
    if !names.is_empty() {
        short.push_str(&format!("［{}］", names.join(" ")));
    }
    for value in shown {
        let words = value.get_help().map(|words| say(&words.to_string()));
        let words = words.map_or_else(String::new, |words| format!("：{words}"));
        help.push_str(&format!("\n- {}{words}", value.get_name()));
    }
    if let Some(usual) = argument.get_default_values().first() {
        let usual = say(&format!("[default: {}]", usual.to_string_lossy()));
        help.push_str(&format!("{}{usual}", if names.is_empty() { "" } else { "\n" }));
        short.push_str(&usual);
    }
    argument.hide_possible_values(true).hide_default_value(true).help(short).long_help(help)
}

/// What is wrong with the arguments, with what was probably meant; `None` if clap says it best.
pub(super) fn explained(error: &clap::Error, language: Language) -> Option<String> {
    let of = |kind| error.get(kind).map(shown);
    let argument = || of(ContextKind::InvalidArg).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("there is no command \"{}\"", of(ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::UnknownArgument => format!("there is no argument \"{}\"", argument()),
        ErrorKind::MissingRequiredArgument => format!("{} is missing", argument()),
        ErrorKind::ArgumentConflict => {
            format!("{} cannot be used with {}", argument(), of(ContextKind::PriorArg).unwrap_or_default())
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => match of(ContextKind::InvalidValue)? {
            value if value.is_empty() => format!("{} takes a value", argument()),
            value => format!("{} cannot be \"{value}\"", argument()),
        },
        _ => return None,
    };
    let mut lines = vec![format!("{}: {}", language.say("error"), language.say(&what))];
    let meant = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let hints = [
        meant.into_iter().find_map(of).map(|meant| format!("did you mean \"{meant}\"?")),
        of(ContextKind::ValidValue).filter(|them| !them.is_empty()).map(|them| format!("it may be: {them}")),
        std::error::Error::source(error).map(ToString::to_string),
        Some("`fangtan --help` says more".to_owned()),
    ];
    lines.extend(hints.into_iter().flatten().map(|hint| format!("  {}", language.say(&hint))));
    Some(lines.join("\n") + "\n")
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(them) => them.join(", "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every text that help prints.
    fn texts(command: &Command, into: &mut Vec<String>) {
        into.extend(command.get_about().map(ToString::to_string));
        into.extend(
            command.get_arguments().filter_map(|argument| argument.get_help()).map(ToString::to_string),
        );
        command.get_subcommands().for_each(|command| texts(command, into));
    }

    #[test]
    fn every_text_of_the_help_has_its_chinese() {
        let mut all = Vec::new();
        texts(&Args::command(), &mut all);
        let missing: Vec<String> =
            all.into_iter().filter(|text| Language::Chinese.entry(text).is_none()).collect();
        assert!(missing.is_empty(), "add these to src/wording/chinese/help.rs: {missing:#?}");
    }

    #[test]
    fn the_language_may_be_asked_for_anywhere() {
        let of = |words: &[&str]| language(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of(&["fangtan", "build", "--lang", "zh"]), Language::Chinese);
        assert_eq!(of(&["fangtan", "--lang=en", "build"]), Language::English);
    }
}
