//! The language in which a command speaks to the person at the terminal.

use std::env;
use std::path::Path;

use clap::{Args, ValueEnum};

use crate::i18n::Lang;
use crate::station::bench_language;

/// Asked for on the command line, else the terminal's own.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(super) struct Speech {
    /// The language of what is told; the terminal's (LANG) when not given
    #[arg(long, value_enum)]
    language: Option<Name>,
}

/// A language by its ISO 639-1 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Name {
    /// Polish.
    Pl,
    /// English.
    En,
}

impl Speech {
    /// The language asked for, else the terminal's.
    pub(super) fn lang(self) -> Lang {
        self.asked().unwrap_or_else(of_terminal)
    }

    /// The language asked for, else that of whoever signed in at the bench last, else the terminal's.
    pub(super) fn of_bench(self, dir: &Path) -> Lang {
        self.asked()
            .or_else(|| bench_language(dir))
            .unwrap_or_else(of_terminal)
    }

    fn asked(self) -> Option<Lang> {
        Some(match self.language? {
            Name::Pl => Lang::Pl,
            Name::En => Lang::En,
        })
    }
}

fn of_terminal() -> Lang {
    of_locale(|variable| env::var(variable).ok())
}

/// The first of the variables that says anything decides.
///
/// Source: POSIX.1-2017, Base Definitions, 8.2 Internationalization Variables.
fn of_locale(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| variable(name).filter(|value| !value.is_empty()));
    match locale.as_deref().map(|locale| locale.get(..2)) {
        Some(Some("pl")) => Lang::Pl,
        _ => Lang::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(variables: &[(&str, &str)]) -> Lang {
        of_locale(|wanted| {
            let found = variables.iter().find(|(name, _)| *name == wanted);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn a_polish_terminal_is_spoken_to_in_polish() {
        assert_eq!(told(&[("LANG", "pl_PL.UTF-8")]), Lang::Pl);
        assert_eq!(told(&[("LC_ALL", ""), ("LANG", "pl")]), Lang::Pl);
        let overruled = [("LC_ALL", "C.UTF-8"), ("LANG", "pl_PL.UTF-8")];
        assert_eq!(told(&overruled), Lang::En);
        assert_eq!(told(&[]), Lang::En);
        assert_eq!(told(&[("LANG", "ż")]), Lang::En);
    }
}
