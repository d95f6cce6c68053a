//! One answer in words: what is wrong or done, and what to do now.

use std::fmt;

use fluent_bundle::FluentArgs;

use super::args::{Arg as _, shortened, shown};
use super::{Lang, texts};
use crate::domain::ids::Sku;

/// Longest product name in a headline, in characters; the SKU stands behind it in full.
///
/// Assumption: with it most headlines stay on two lines at the size read at one metre.
const NAME_MAX: usize = 32;

/// Longest code, number or reason in a sentence, in characters.
///
/// Assumption: the giant line breaks into three lines at most at about this length.
const TEXT_MAX: usize = 60;

/// What the bench says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What is wrong, done or asked. The giant line.
    pub headline: String,
    /// What to do now.
    pub remedy: Option<String>,
    /// The short code to name on the telephone, for example `P-04`; refusals only.
    pub code: Option<&'static str>,
}

impl Said {
    /// Headline and remedy on one line, as machine output gives it.
    pub fn one_line(&self) -> String {
        match &self.remedy {
            None => self.headline.clone(),
            Some(remedy) => format!("{} {}", closed(&self.headline), closed(remedy)),
        }
    }
}

/// The sentence with a full stop, unless it ends by itself.
fn closed(sentence: &str) -> String {
    if sentence.ends_with(['.', '?', '!', '…']) {
        return sentence.to_owned();
    }
    format!("{sentence}.")
}

/// A text with what stands inside it.
pub(super) struct Phrase {
    pub(super) id: &'static str,
    pub(super) args: FluentArgs<'static>,
}

impl Phrase {
    /// A text that needs nothing.
    pub(super) fn of(id: &'static str) -> Self {
        Self {
            id,
            args: FluentArgs::new(),
        }
    }

    /// With a text inside.
    pub(super) fn text(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        let value = shortened(&shown(&value.to_string()), TEXT_MAX);
        self.args.set(name, value);
        self
    }

    /// With a text of ours inside, which is not cut.
    pub(super) fn whole(mut self, name: &'static str, value: String) -> Self {
        self.args.set(name, value);
        self
    }

    /// With a number inside, which chooses the plural.
    pub(super) fn count(mut self, name: &'static str, value: u32) -> Self {
        self.args.set(name, u64::from(value).arg(Lang::En));
        self
    }

    /// With a product inside.
    pub(super) fn product(self, sku: &Sku, name: Option<&str>) -> Self {
        self.whole("product", product(sku, name))
    }

    /// The text alone.
    pub(super) fn line(&self, lang: Lang) -> String {
        texts::text(lang, self.id, &self.args)
    }

    /// The text and its remedy.
    pub(super) fn said(&self, lang: Lang, code: Option<&'static str>) -> Said {
        let remedy = texts::remedy(lang, self.id, &self.args);
        Said {
            headline: self.line(lang),
            remedy,
            code,
        }
    }
}

/// A product as people call it: its name, and its SKU to be sure.
pub(super) fn product(sku: &Sku, name: Option<&str>) -> String {
    let sku = shown(sku.as_str());
    let name = shortened(&shown(name.unwrap_or_default()), NAME_MAX);
    if name.is_empty() || name == sku {
        return sku;
    }
    if name.contains(&sku) {
        return name;
    }
    format!("{name} {sku}")
}
