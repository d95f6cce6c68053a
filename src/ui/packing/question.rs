//! A question: its answers as big numbered keys, each of which has a command card too.

use eframe::egui::{Rect, Ui};

use super::send;
use crate::domain::session::input::Card;
use crate::domain::session::question::{Choice, Question};
use crate::i18n;
use crate::station::event::{Command, Event};
use crate::ui::draw::Cut as _;
use crate::ui::keys::BigKey;
use crate::ui::scene::Scene;
use crate::ui::theme;

pub(super) fn question_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    asked: &Question,
    out: &mut Vec<Event>,
) {
    let options = asked.options();
    // Up to three stand one under the other; more need a second column.
    let columns = if options.len() <= 3 { 1 } else { 2 };
    let rows = body.stack(options.len().div_ceil(columns), theme::GAP);
    let places: Vec<Rect> = rows
        .iter()
        .flat_map(|row| row.columns(columns, theme::GAP))
        .collect();
    for ((at, choice), place) in options.iter().enumerate().zip(places) {
        let text = i18n::option(scene.lang, choice, choice_name(scene, choice));
        if BigKey::new(&text).number(at + 1).size(52.0).show(ui, place) {
            let number = u8::try_from(at + 1).unwrap_or(u8::MAX);
            if Card::ALL.contains(&Card::Option(number)) {
                send(out, Command::Card(Card::Option(number)));
            } else {
                send(
                    out,
                    Command::Choose {
                        option: u32::from(number),
                    },
                );
            }
        }
    }
}

fn choice_name<'a>(scene: &'a Scene<'_>, choice: &Choice) -> Option<&'a str> {
    match choice {
        Choice::Product(product) => name_of(scene, product.sku.as_str()),
        Choice::Short(sku) => name_of(scene, sku.as_str()),
        Choice::Reason(_)
        | Choice::Path(_)
        | Choice::Found(_)
        | Choice::Carrier(_)
        | Choice::List(_)
        | Choice::Check { .. } => None,
    }
}

fn name_of<'a>(scene: &'a Scene<'_>, sku: &str) -> Option<&'a str> {
    let session = scene.snapshot.session.as_ref()?;
    let line = session.lines.iter().find(|line| line.sku.as_str() == sku)?;
    Some(line.name.as_str())
}
