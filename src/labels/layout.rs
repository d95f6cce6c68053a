//! Where everything stands on a shipping label. From top to bottom: order, sender,
//! recipient, service and routing, notes, and the parcel's own symbol lowest.
//!
//! The two barcodes keep the height of the address between them, so that a
//! scanner held over one does not catch the other.
//!
//! Source: GS1 General Specifications, section 6.6 (logistic label: symbol
//! lowest, bars upright, height at least 31.75 mm, module 0.495 mm or more).

use super::code128;
use super::error::LabelError;
use super::label::{Address, ShippingLabel, kilograms};
use super::page::{Align, Area, Grid, Ink, ModuleRange, Page, Stand};
use super::typeface::{Paragraph, Set, Weight, set_block};

/// Empty border above and below, in tenths of a millimetre: print heads do not reach the edge.
const MARGIN: u32 = 30;

/// Empty border at the sides: the quiet zone of a symbol with three-dot modules, so that bars and text align.
const SIDE_MARGIN: u32 = 38;

/// Module of the parcel's symbol.
///
/// Source: GS1 General Specifications, section 5.12.3, table 5 (0.495 mm); below
/// 0.25 mm scanners at a bench start to fail.
const PARCEL_MODULE: ModuleRange = ModuleRange {
    wanted_um: 495,
    least_um: 250,
};

/// Module of the order number's symbol, which is read by hand from near.
const ORDER_MODULE: ModuleRange = ModuleRange {
    wanted_um: 330,
    least_um: 250,
};

/// Where the columns and bands of a label lie, in dots.
struct Frame {
    grid: Grid,
    left: i32,
    right: i32,
    bottom: i32,
}

impl Frame {
    fn mm(&self, tenths: u32) -> i32 {
        self.grid.tenths(tenths)
    }

    /// A band over the whole width, from and to tenths of a millimetre below the label's edge.
    fn band(&self, from: u32, to: u32) -> Area {
        let (top, bottom) = (self.mm(from), self.mm(to));
        Area {
            x: self.left,
            y: top,
            width: self.right - self.left,
            height: bottom - top,
        }
    }

    fn sizes(&self, largest: u32, floor: u32) -> (i32, i32) {
        (self.mm(largest), self.mm(floor))
    }
}

/// Lays a label out for a printer of this resolution, or says which field hinders.
pub(crate) fn shipping_label(label: &ShippingLabel, dpi: u32) -> Result<Page, LabelError> {
    check(label)?;
    let grid = Grid::new(dpi)?;
    let (width_um, height_um) = label.size.micrometres();
    let frame = Frame {
        grid,
        left: grid.tenths(SIDE_MARGIN),
        right: grid.um(width_um - SIDE_MARGIN * 100),
        bottom: grid.um(height_um - MARGIN * 100),
    };
    let mut page = Page::new(grid, width_um, height_um);
    // Without notes their room goes to the recipient.
    let notes = if label.notes.iter().all(|note| note.trim().is_empty()) {
        0
    } else {
        80
    };
    let address_end = 862 - notes;

    order_strip(&mut page, &frame, label)?;
    rule(&mut page, &frame, 193, 3);
    sender(&mut page, &frame, label)?;
    rule(&mut page, &frame, 316, 10);
    recipient(&mut page, &frame, label, frame.band(334, address_end))?;
    service(
        &mut page,
        &frame,
        label,
        frame.band(address_end + 8, address_end + 168),
    )?;
    if notes > 0 {
        remarks(
            &mut page,
            &frame,
            label,
            frame.band(address_end + 175, 1038),
        )?;
    }
    rule(&mut page, &frame, 1044, 10);
    parcel_symbol(&mut page, &frame, label)?;
    Ok(page)
}

fn check(label: &ShippingLabel) -> Result<(), LabelError> {
    let (index, count) = (label.parcel_index, label.parcel_count);
    if index == 0 || index > count {
        return Err(LabelError::ParcelNumber { index, count });
    }
    if label.gross.0 <= 0 {
        return Err(LabelError::Missing { field: "gross" });
    }
    let company = label.recipient.company.as_deref().unwrap_or_default();
    if label.recipient.name.trim().is_empty() && company.trim().is_empty() {
        return Err(LabelError::Missing {
            field: "recipient.name",
        });
    }
    if label.recipient.city.trim().is_empty() {
        return Err(LabelError::Missing {
            field: "recipient.city",
        });
    }
    Ok(())
}

fn rule(page: &mut Page, frame: &Frame, at: u32, thickness: u32) {
    let band = frame.band(at, at + thickness);
    page.fill(band.x, band.y, band.width, band.height.max(1));
}

/// A small bold caption; returns what is left of the area below it.
fn caption(
    page: &mut Page,
    frame: &Frame,
    field: &'static str,
    text: &str,
    area: Area,
    ink: Ink,
) -> Result<Area, LabelError> {
    let text = Paragraph::new(
        field,
        &text.to_uppercase(),
        Weight::Bold,
        frame.sizes(24, 17),
    )?;
    let line = Area {
        height: frame.mm(34),
        ..area
    };
    let set = set_block(line, &[text], Align::Left, ink)?;
    page.texts(set.runs);
    Ok(Area {
        y: area.y + set.height,
        height: area.height - set.height,
        ..area
    })
}

/// Moves a block that is lower than its area to the area's middle.
fn centred(set: Set, area: Area) -> Set {
    let shift = (area.height - set.height) / 2;
    let runs = set.runs.into_iter().map(|mut run| {
        run.baseline += shift;
        run
    });
    Set {
        runs: runs.collect(),
        height: set.height,
    }
}

fn order_strip(page: &mut Page, frame: &Frame, label: &ShippingLabel) -> Result<(), LabelError> {
    let strip = frame.band(30, 184);
    let side = frame.mm(200);
    // The quiet zone needs paper, so it counts from the label's edge, not from the text margin.
    let bars = Area {
        x: 0,
        width: frame.right - side - frame.mm(10),
        height: frame.mm(106),
        ..strip
    };
    let order = label.order_no.as_str();
    let symbol = code128::encode("order_no", order)?;
    page.barcode(
        "order_no",
        &symbol,
        bars,
        ORDER_MODULE,
        Stand::From(frame.left),
    )?;

    let text = format!("{} {}", label.words.order, code128::readable(order));
    let text = Paragraph::new("order_no", &text, Weight::Bold, frame.sizes(32, 22))?;
    let below = Area {
        x: frame.left,
        y: strip.y + frame.mm(110),
        width: frame.right - side - frame.mm(20) - frame.left,
        height: frame.mm(44),
    };
    page.texts(set_block(below, &[text], Align::Left, Ink::Black)?.runs);

    let column = Area {
        x: frame.right - side + frame.mm(15),
        width: side - frame.mm(15),
        ..strip
    };
    page.fill(
        frame.right - side,
        strip.y,
        frame.mm(3).max(1),
        strip.height,
    );
    let rest = caption(
        page,
        frame,
        "words.parcel",
        &label.words.parcel,
        column,
        Ink::Black,
    )?;
    let number = format!("{}/{}", label.parcel_index, label.parcel_count);
    let number = Paragraph::new("parcel_count", &number, Weight::Bold, frame.sizes(62, 30))?;
    let mass = format!("{} kg", kilograms(label.gross, label.words.decimal_mark));
    let mass = Paragraph::new("gross", &mass, Weight::Bold, frame.sizes(38, 22))?;
    page.texts(set_block(rest, &[number, mass], Align::Left, Ink::Black)?.runs);
    Ok(())
}

fn sender(page: &mut Page, frame: &Frame, label: &ShippingLabel) -> Result<(), LabelError> {
    let band = frame.band(203, 312);
    let column = frame.mm(170);
    caption(
        page,
        frame,
        "words.sender",
        &label.words.sender,
        Area {
            width: column - frame.mm(15),
            ..band
        },
        Ink::Black,
    )?;
    let sender = &label.sender;
    let name = joined(
        [Some(sender.name.as_str()), sender.company.as_deref()],
        ", ",
    );
    let street = sender.lines.join(", ");
    let town = format!("{} {}", sender.postcode, sender.city);
    let phone = telephone(sender, label);
    let place = joined(
        [
            Some(street.trim()),
            Some(town.trim()),
            Some(sender.country.trim()),
        ],
        ", ",
    );
    let sizes = frame.sizes(28, 20);
    let block = [
        Paragraph::new("sender.name", &name, Weight::Bold, sizes)?,
        Paragraph::new("sender.lines", &place, Weight::Regular, sizes)?,
        Paragraph::new("sender.phone", &phone, Weight::Regular, sizes)?,
    ];
    let area = Area {
        x: band.x + column,
        width: band.width - column,
        ..band
    };
    page.texts(set_block(area, &block, Align::Left, Ink::Black)?.runs);
    Ok(())
}

fn joined<'a>(parts: impl IntoIterator<Item = Option<&'a str>>, between: &str) -> String {
    let parts: Vec<&str> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.trim().is_empty())
        .collect();
    parts.join(between)
}

fn telephone(address: &Address, label: &ShippingLabel) -> String {
    match address.phone.as_deref().map(str::trim) {
        Some(phone) if !phone.is_empty() => format!("{} {phone}", label.words.phone),
        _ => String::new(),
    }
}

fn recipient(
    page: &mut Page,
    frame: &Frame,
    label: &ShippingLabel,
    band: Area,
) -> Result<(), LabelError> {
    let rest = caption(
        page,
        frame,
        "words.recipient",
        &label.words.recipient,
        band,
        Ink::Black,
    )?;
    let to = &label.recipient;
    let mut block = vec![Paragraph::new(
        "recipient.name",
        &to.name,
        Weight::Bold,
        frame.sizes(68, 35),
    )?];
    if let Some(company) = &to.company {
        block.push(Paragraph::new(
            "recipient.company",
            company,
            Weight::Regular,
            frame.sizes(54, 32),
        )?);
    }
    for line in &to.lines {
        block.push(Paragraph::new(
            "recipient.lines",
            line,
            Weight::Regular,
            frame.sizes(60, 35),
        )?);
    }
    let town = format!("{} {}", to.postcode, to.city);
    block.push(Paragraph::new(
        "recipient.city",
        &town,
        Weight::Bold,
        frame.sizes(80, 40),
    )?);
    let phone = telephone(to, label);
    let last = joined([Some(to.country.trim()), Some(phone.as_str())], "  ·  ");
    block.push(Paragraph::new(
        "recipient.phone",
        &last,
        Weight::Regular,
        frame.sizes(46, 30),
    )?);
    page.texts(set_block(rest, &block, Align::Left, Ink::Black)?.runs);
    Ok(())
}

fn service(
    page: &mut Page,
    frame: &Frame,
    label: &ShippingLabel,
    band: Area,
) -> Result<(), LabelError> {
    let half = band.width / 2;
    let gap = frame.mm(20);
    let black = Area {
        width: half,
        ..band
    };
    page.fill(black.x, black.y, black.width, black.height);
    page.frame(band, frame.mm(6).max(1));

    let inside = black.inset(frame.mm(10));
    let inside = Area {
        x: inside.x + frame.mm(5),
        width: inside.width - frame.mm(5),
        ..inside
    };
    let rest = caption(
        page,
        frame,
        "words.service",
        &label.words.service,
        inside,
        Ink::White,
    )?;
    let text = Paragraph::new("service", &label.service, Weight::Bold, frame.sizes(60, 30))?;
    page.texts(centred(set_block(rest, &[text], Align::Left, Ink::White)?, rest).runs);

    let inside = Area {
        x: band.x + half,
        width: band.width - half,
        ..band
    }
    .inset(frame.mm(10));
    let inside = Area {
        x: inside.x + gap / 2,
        width: inside.width - gap,
        ..inside
    };
    let rest = caption(
        page,
        frame,
        "words.routing",
        &label.words.routing,
        inside,
        Ink::Black,
    )?;
    let text = Paragraph::new("routing", &label.routing, Weight::Bold, frame.sizes(88, 35))?;
    page.texts(centred(set_block(rest, &[text], Align::Left, Ink::Black)?, rest).runs);
    Ok(())
}

fn remarks(
    page: &mut Page,
    frame: &Frame,
    label: &ShippingLabel,
    band: Area,
) -> Result<(), LabelError> {
    let notes = label
        .notes
        .iter()
        .map(|note| Paragraph::new("notes", note, Weight::Regular, frame.sizes(30, 20)))
        .collect::<Result<Vec<_>, _>>()?;
    let set = centred(set_block(band, &notes, Align::Left, Ink::Black)?, band);
    page.texts(set.runs);
    Ok(())
}

/// The number by which the parcel is known on its whole way: bars, and digits to type in.
fn parcel_symbol(page: &mut Page, frame: &Frame, label: &ShippingLabel) -> Result<(), LabelError> {
    let number = label.tracking.as_str();
    let (field, symbol, text) = if let Some(sscc) = label.sscc {
        (
            "sscc",
            code128::encode_sscc(sscc)?,
            code128::readable_sscc(sscc),
        )
    } else {
        (
            "tracking",
            code128::encode("tracking", number)?,
            code128::readable(number),
        )
    };
    let text_height = frame.mm(66);
    let top = frame.mm(1065);
    let bars = Area {
        x: 0,
        y: top,
        width: frame.left + frame.right,
        height: frame.bottom - text_height - top,
    };
    page.barcode(field, &symbol, bars, PARCEL_MODULE, Stand::Centre)?;
    let line = Area {
        x: frame.left,
        y: frame.bottom - text_height + frame.mm(6),
        width: frame.right - frame.left,
        height: text_height - frame.mm(6),
    };
    let text = Paragraph::new(field, &text, Weight::Bold, frame.sizes(46, 28))?;
    page.texts(set_block(line, &[text], Align::Centre, Ink::Black)?.runs);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::gs1::Sscc;
    use crate::domain::ids::{OrderNo, TrackingNo};
    use crate::domain::units::Grams;
    use crate::labels::page::Item;
    use crate::labels::{LabelSize, LabelWords};
    use proptest::prelude::*;

    fn label(
        name: String,
        lines: Vec<String>,
        notes: Vec<String>,
        size: LabelSize,
    ) -> ShippingLabel {
        let address = Address {
            name,
            company: None,
            lines,
            postcode: "40-001".into(),
            city: "Katowice".into(),
            country: "PL".into(),
            phone: Some("+48 600 100 200".into()),
        };
        ShippingLabel {
            size,
            sender: address.clone(),
            recipient: address,
            service: "DPD Kurier".into(),
            routing: "101-PL-03230".into(),
            order_no: OrderNo::from("AL-2026-00001"),
            parcel_index: 1,
            parcel_count: 12,
            gross: Grams(31_500),
            sscc: Sscc::compose(0, "5901234", 1).ok(),
            tracking: TrackingNo::default(),
            notes,
            words: LabelWords::polish(),
        }
    }

    /// Rooms of all texts and symbols; the page's own rules and grounds are not among them.
    fn rooms(page: &Page) -> Vec<Area> {
        page.items
            .iter()
            .filter_map(|item| match item {
                Item::Text(run) => Some(run.area()),
                Item::Bars(bars) => Some(bars.area()),
                Item::Fill(_) => None,
            })
            .collect()
    }

    #[test]
    fn the_parcel_symbol_is_large_enough_for_the_carriers_belt() {
        for (size, dpi) in [
            (LabelSize::W100xH150, 203),
            (LabelSize::A6, 203),
            (LabelSize::A6, 300),
            (LabelSize::A6, 600),
        ] {
            let page = shipping_label(&label("Ewa".into(), vec![], vec![], size), dpi).unwrap();
            let Some(Item::Bars(bars)) = page
                .items
                .iter()
                .rfind(|item| matches!(item, Item::Bars(_)))
            else {
                panic!("a label has bars");
            };
            assert!(
                bars.height >= page.grid.um(31_750),
                "{size:?}: {} dots high",
                bars.height
            );
            let module_um = bars.module * 25_400 / i32::try_from(dpi).unwrap();
            assert!(
                (495..=1016).contains(&module_um),
                "{size:?} at {dpi} dpi: {module_um} µm"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
        #[test]
        fn nothing_covers_anything_and_nothing_leaves_the_paper(
            name in "[A-ZŻŹĆŁa-zżółćęą -]{1,90}",
            lines in prop::collection::vec("[A-Za-zżółć0-9/ -]{1,60}", 0..5),
            notes in prop::collection::vec("[A-Za-zżółć0-9/ -]{0,70}", 0..3),
            a6 in any::<bool>(),
            dpi in prop::sample::select(vec![203_u32, 300, 600]),
        ) {
            let size = if a6 { LabelSize::A6 } else { LabelSize::W100xH150 };
            let Ok(page) = shipping_label(&label(name, lines, notes, size), dpi) else { return Ok(()) };
            let rooms = rooms(&page);
            let (width, height) = (page.grid.um(page.width_um), page.grid.um(page.height_um));
            for (place, room) in rooms.iter().enumerate() {
                prop_assert!(room.x >= 0 && room.y >= 0 && room.right() <= width && room.bottom() <= height);
                for other in &rooms[place + 1..] {
                    prop_assert!(!room.overlaps(*other), "{room:?} covers {other:?}");
                }
            }
        }
    }
}
