//! The last look at a laid-out page before it becomes bytes: nothing covered, nothing cut, nothing unreadable.
//!
//! A layout that passes its own checks can still be wrong when a new size, a new
//! resolution or a new field meets it. What is wrong on paper is seen by a customer,
//! so every page goes through here, and a page that fails is not printed.

use super::error::LabelError;
use super::page::{Area, Ink, Item, Page};
use super::typeface::has_glyph;

/// What refusals call a rule or a black ground.
const RULE: &str = "rule";

/// A text, a rule or a symbol, and the paper that it needs.
struct Thing {
    field: &'static str,
    kind: Kind,
    /// Where ink is.
    ink: Area,
    /// Ink and the empty paper around it.
    room: Area,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Black,
    White,
    Ground,
    Symbol,
}

fn thing(item: &Item) -> Thing {
    match item {
        Item::Text(run) => Thing {
            field: run.field,
            kind: if run.ink == Ink::White {
                Kind::White
            } else {
                Kind::Black
            },
            ink: run.area(),
            room: run.area(),
        },
        Item::Fill(area) => Thing {
            field: RULE,
            kind: Kind::Ground,
            ink: *area,
            room: *area,
        },
        Item::Bars(bars) => Thing {
            field: bars.field,
            kind: Kind::Symbol,
            ink: bars.ink(),
            room: bars.area(),
        },
        Item::Matrix(matrix) => Thing {
            field: matrix.field,
            kind: Kind::Symbol,
            ink: matrix.ink(),
            room: matrix.area(),
        },
        Item::Drawing(drawing) => Thing {
            field: drawing.field,
            kind: Kind::Black,
            ink: drawing.area,
            room: drawing.area,
        },
    }
}

/// Refuses a page on which anything overlaps, stands in a quiet zone, lies within `margin_um` of the
/// paper's edge or cannot be drawn.
pub(crate) fn check(page: &Page, margin_um: u32) -> Result<(), LabelError> {
    let (width, height) = page.dots();
    let paper = Area {
        x: 0,
        y: 0,
        width,
        height,
    };
    let printable = paper.inset(page.grid.um(margin_um));
    let things: Vec<Thing> = page.items.iter().map(thing).collect();
    for (item, thing) in page.items.iter().zip(&things) {
        let field = thing.field;
        if !printable.contains(thing.ink) || !paper.contains(thing.room) {
            return Err(LabelError::OutsidePaper { field });
        }
        for run in item.runs() {
            let missing = run
                .text
                .chars()
                .find(|character| !has_glyph(run.weight, *character));
            if let Some(character) = missing {
                return Err(LabelError::NoGlyph { field, character });
            }
        }
    }
    for (place, one) in things.iter().enumerate() {
        let is_on_ground = || {
            things
                .iter()
                .any(|ground| ground.kind == Kind::Ground && ground.ink.contains(one.ink))
        };
        if one.kind == Kind::White && !is_on_ground() {
            // White on white paper is a text that is lost.
            return Err(LabelError::Overlap {
                field: one.field,
                other: RULE,
            });
        }
        for other in &things[place + 1..] {
            pair(one, other)?;
        }
    }
    Ok(())
}

fn pair(one: &Thing, other: &Thing) -> Result<(), LabelError> {
    if !one.room.overlaps(other.room) {
        return Ok(());
    }
    match (one.kind, other.kind) {
        // Rules cross at the corners of frames; white text is on its ground.
        (Kind::Ground, Kind::Ground | Kind::White) | (Kind::White, Kind::Ground) => Ok(()),
        (Kind::Symbol, _) | (_, Kind::Symbol) => beside_symbol(one, other),
        _ => Err(LabelError::Overlap {
            field: one.field,
            other: other.field,
        }),
    }
}

/// Quiet zones may share empty paper; ink may not stand in them.
fn beside_symbol(one: &Thing, other: &Thing) -> Result<(), LabelError> {
    let (field, at) = (one.field, other.field);
    if one.ink.overlaps(other.ink) {
        return Err(LabelError::Overlap { field, other: at });
    }
    if one.kind == Kind::Symbol && one.room.overlaps(other.ink) {
        return Err(LabelError::QuietZone { field, other: at });
    }
    if other.kind == Kind::Symbol && other.room.overlaps(one.ink) {
        return Err(LabelError::QuietZone {
            field: at,
            other: field,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::code128;
    use crate::labels::page::{Grid, ModuleRange, Stand, TextRun};
    use crate::labels::typeface::Weight;

    const MARGIN_UM: u32 = 2_000;

    fn page() -> Page {
        Page::new(Grid::new(203).unwrap(), 100_000, 50_000)
    }

    fn text(x: i32, baseline: i32, text: &str) -> Item {
        Item::Text(TextRun {
            field: "name",
            x,
            baseline,
            size: 30,
            weight: Weight::Regular,
            ink: Ink::Black,
            text: text.to_owned(),
        })
    }

    fn with_symbol() -> Page {
        let mut page = page();
        let area = Area {
            x: 0,
            y: 100,
            width: 799,
            height: 100,
        };
        let range = ModuleRange {
            wanted_um: 500,
            least_um: 250,
        };
        let symbol = code128::encode("code", "PAK-1").unwrap();
        page.barcode("code", &symbol, area, range, Stand::Centre)
            .unwrap();
        page
    }

    fn verdict(mut page: Page, items: impl IntoIterator<Item = Item>) -> Result<(), LabelError> {
        page.items.extend(items);
        check(&page, MARGIN_UM)
    }

    #[test]
    fn a_page_in_order_passes() {
        assert_eq!(verdict(with_symbol(), [text(50, 60, "Żółw")]), Ok(()));
    }

    #[test]
    fn text_on_text_and_text_on_bars_are_refused() {
        let twice = verdict(page(), [text(50, 60, "Żółw"), text(90, 70, "Ewa")]);
        assert_eq!(
            twice,
            Err(LabelError::Overlap {
                field: "name",
                other: "name"
            })
        );
        let on_bars = verdict(with_symbol(), [text(300, 150, "Ewa Żółw")]);
        assert_eq!(
            on_bars,
            Err(LabelError::Overlap {
                field: "code",
                other: "name"
            })
        );
    }

    #[test]
    fn ink_in_a_quiet_zone_is_refused() {
        let mut page = with_symbol();
        let Some(Item::Bars(bars)) = page.items.first() else {
            panic!("the symbol is there");
        };
        let beside = bars.ink().right() + 3;
        page.fill(beside, 120, 10, 10);
        assert_eq!(
            check(&page, MARGIN_UM),
            Err(LabelError::QuietZone {
                field: "code",
                other: RULE
            })
        );
    }

    #[test]
    fn ink_at_the_edge_of_the_paper_is_refused() {
        assert_eq!(
            verdict(page(), [text(760, 60, "Grażyna")]),
            Err(LabelError::OutsidePaper { field: "name" })
        );
        assert_eq!(
            verdict(page(), [text(4, 60, "Ewa")]),
            Err(LabelError::OutsidePaper { field: "name" })
        );
    }

    #[test]
    fn a_letter_without_picture_and_white_on_white_are_refused() {
        assert_eq!(
            verdict(page(), [text(50, 60, "東京")]),
            Err(LabelError::NoGlyph {
                field: "name",
                character: '東'
            })
        );
        let Item::Text(run) = text(50, 60, "Ewa") else {
            panic!("a text is a text");
        };
        let white = Item::Text(TextRun {
            ink: Ink::White,
            ..run
        });
        assert!(verdict(page(), [white.clone()]).is_err());
        let ground = Item::Fill(Area {
            x: 20,
            y: 20,
            width: 300,
            height: 60,
        });
        assert_eq!(verdict(page(), [ground, white]), Ok(()));
    }
}
