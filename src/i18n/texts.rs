//! The two language files, parsed once, and the one door through which a text leaves them.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::{LanguageIdentifier, langid};

use super::args::shown;
use super::{Lang, format};

/// The Polish texts.
pub(super) const POLISH: &str = include_str!("../../assets/i18n/pl.ftl");
/// The English texts.
pub(super) const ENGLISH: &str = include_str!("../../assets/i18n/en.ftl");

/// Both languages.
struct Texts {
    polish: FluentBundle<FluentResource>,
    english: FluentBundle<FluentResource>,
}

static TEXTS: OnceLock<Texts> = OnceLock::new();

fn bundle(lang: Lang) -> &'static FluentBundle<FluentResource> {
    let texts = TEXTS.get_or_init(|| Texts {
        polish: read(langid!("pl"), POLISH),
        english: read(langid!("en"), ENGLISH),
    });
    match lang {
        Lang::Pl => &texts.polish,
        Lang::En => &texts.english,
    }
}

fn read(language: LanguageIdentifier, source: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // The isolating marks of Unicode would stand as boxes on screens and break searches in the output.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _memo| match value {
        FluentValue::Number(FluentNumber { value, .. }) => Some(format::grouped(*value)),
        _ => None,
    }));
    // A line that cannot be read leaves its id without a text; a test proves that there is none.
    let resource =
        FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _errors)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

/// The text of `id`, or the id itself when the language file lacks it: better a bare name on a
/// screen than a bench that stops.
pub(super) fn text(lang: Lang, id: &str, args: &FluentArgs<'_>) -> String {
    find(lang, id, None, args).unwrap_or_else(|| id.to_owned())
}

/// The text of `id`, or `otherwise` for what came from outside and has no words of ours.
pub(super) fn text_or(lang: Lang, id: &str, otherwise: &str) -> String {
    find(lang, id, None, &FluentArgs::new()).unwrap_or_else(|| shown(otherwise))
}

/// The remedy that belongs to the text of `id`, if it has one.
pub(super) fn remedy(lang: Lang, id: &str, args: &FluentArgs<'_>) -> Option<String> {
    find(lang, id, Some("remedy"), args)
}

fn find(lang: Lang, id: &str, part: Option<&str>, args: &FluentArgs<'_>) -> Option<String> {
    let bundle = bundle(lang);
    let message = bundle.get_message(id)?;
    let pattern = match part {
        None => message.value()?,
        Some(part) => message.get_attribute(part)?.value(),
    };
    let mut errors = vec![];
    let text = bundle
        .format_pattern(pattern, Some(args), &mut errors)
        .into_owned();
    #[cfg(test)]
    super::tests::heard(lang, id, &errors);
    Some(text)
}
