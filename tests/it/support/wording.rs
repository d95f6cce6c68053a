//! An answer of the bench on one line, as scripts have it behind the arrow.

use pakownia::domain::session::Step;
use pakownia::domain::session::message::Message;
use pakownia::domain::worker::Language;
use pakownia::i18n;
use pakownia::station::Answer;

/// Verdict, reason, product, count, step, packaging, weight, number, and what it says.
pub(crate) fn answer_in_words(answer: &Answer) -> String {
    let mut words = vec![format!("{:?}", answer.verdict).to_lowercase()];
    words.extend(answer.message.reason().map(str::to_owned));
    words.extend(answer.sku.as_ref().map(ToString::to_string));
    if answer.order.is_some() {
        words.push(format!("{}/{}", answer.done, answer.of));
    }
    words.push(format!("{:?}", answer.step).to_lowercase());
    if let Some(list) = &answer.list {
        words.push(format!(
            "list {} {}/{}",
            list.carrier, list.parcels, list.of
        ));
    }
    words.extend(answer.due.map(|part| format!("due {part:?}")));
    if let Some((parcel, parcels)) = answer.parcel.filter(|(_, parcels)| *parcels > 1) {
        words.push(format!("parcel {parcel}/{parcels}"));
    }
    words.extend(answer.packaging.as_ref().map(ToString::to_string));
    if let Some((expected, tolerance)) = answer.expected {
        words.push(format!("{}±{} g", expected.0, tolerance.0));
    }
    if !answer.scale_cannot_tell.is_empty() {
        let skus: Vec<String> = answer
            .scale_cannot_tell
            .iter()
            .map(ToString::to_string)
            .collect();
        words.push(format!("count again: {}", skus.join(" ")));
    }
    if matches!(
        answer.message,
        Message::ParcelClosed { .. } | Message::OrderClosed { .. }
    ) && let Some(tracking) = &answer.tracking
    {
        words.push(tracking.to_string());
    }
    let name = answer.subject.as_deref();
    words.push(format!(
        "| {}",
        i18n::say(Language::En, &answer.message, name).one_line()
    ));
    if let Some(question) = &answer.question {
        let options = question.options();
        let told = (1..).zip(&options).map(|(number, choice)| {
            format!("{number} {}", i18n::option(Language::En, choice, None))
        });
        words.push(format!("[{}]", told.collect::<Vec<_>>().join("; ")));
    }
    debug_assert!(answer.step != Step::Idle || answer.order.is_none());
    words.join(" ")
}
