//! The two language files, parsed once, and the one door through which a text leaves them.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::{LanguageIdentifier, langid};

use super::{Lang, format};

/// The Polish texts.
const POLISH: &str = include_str!("../../assets/i18n/pl.ftl");
/// The English texts.
const ENGLISH: &str = include_str!("../../assets/i18n/en.ftl");

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
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _errors)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

/// The text of `id`, or the id itself when the language file lacks it: better a bare name on a
/// screen than a bench that stops.
pub(super) fn text(lang: Lang, id: &str, args: &FluentArgs<'_>) -> String {
    let bundle = bundle(lang);
    let pattern = bundle.get_message(id).and_then(|message| message.value());
    pattern.map_or_else(
        || id.to_owned(),
        |pattern| bundle.format_pattern(pattern, Some(args), &mut vec![]).into_owned(),
    )
}

/// The remedy that belongs to the text of `id`, if it has one.
pub(super) fn remedy(lang: Lang, id: &str, args: &FluentArgs<'_>) -> Option<String> {
    let bundle = bundle(lang);
    let pattern = bundle.get_message(id)?.get_attribute("remedy")?.value();
    Some(bundle.format_pattern(pattern, Some(args), &mut vec![]).into_owned())
}

/// Whether both languages know `id`.
pub(super) fn knows(id: &str) -> bool {
    bundle(Lang::Pl).has_message(id) && bundle(Lang::En).has_message(id)
}
