//! Where everything stands on a shipping label. Upright, from top to bottom: order, sender,
//! recipient, service and routing, notes, and the parcel's own symbol lowest. Lying, sender,
//! service and notes stand to the right of order and recipient.
//!
//! The two barcodes keep the height of the address between them, so that a
//! scanner held over one does not catch the other.
//!
//! Source: GS1 General Specifications, section 6.6 (logistic label: symbol
//! lowest, bars upright, height at least 31.75 mm, module 0.495 mm or more).

use crate::labels::address::{self, Part};
use crate::labels::code128;
use crate::labels::error::LabelError;
use crate::labels::label::{Address, Orientation, ShippingLabel, kilograms};
use crate::labels::page::{Align, Area, Grid, Ink, ModuleRange, Page, Stand};
use crate::labels::preflight;
use crate::labels::typeface::{Paragraph, Set, Weight, set_block};

/// Empty border above and below, in tenths of a millimetre: print heads do not reach the edge.
const MARGIN: u32 = 30;

/// Empty border at the sides: the quiet zone of a symbol with three-dot modules, so that bars and text align.
const SIDE_MARGIN: u32 = 38;

/// What no label printer prints, on each side, in micrometres.
///
/// Assumption: a four-inch head is 104 mm wide, half a millimetre less than A6 on each side, and rolls
/// have a millimetre of play.
pub(crate) const UNPRINTABLE_UM: u32 = 1_500;

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

/// Where the parts of a label lie, in dots; `paper` is its whole width.
struct Frame {
    grid: Grid,
    left: i32,
    right: i32,
    bottom: i32,
    paper: i32,
}

impl Frame {
    fn mm(&self, tenths: u32) -> i32 {
        self.grid.tenths(tenths)
    }

    /// A band over the whole width, from and to tenths of a millimetre below the label's edge.
    fn band(&self, from: u32, to: u32) -> Area {
        self.part(self.left, self.right, from, to)
    }

    fn part(&self, left: i32, right: i32, from: u32, to: u32) -> Area {
        let (top, bottom) = (self.mm(from), self.mm(to));
        Area {
            x: left,
            y: top,
            width: right - left,
            height: bottom - top,
        }
    }

    fn sizes(&self, largest: u32, floor: u32) -> (i32, i32) {
        (self.mm(largest), self.mm(floor))
    }
}

/// The room of each part.
struct Plan {
    order: Area,
    sender: Area,
    recipient: Area,
    service: Area,
    routing: Area,
    notes: Area,
    /// Upper edge of the parcel's symbol.
    symbol: i32,
    /// Black lines between them.
    rules: Vec<Area>,
}

impl Plan {
    fn upright(frame: &Frame, has_notes: bool) -> Self {
        // Without notes their room goes to the recipient.
        let address_end = if has_notes { 782 } else { 862 };
        let band = frame.band(address_end + 8, address_end + 168);
        let half = band.width / 2;
        Self {
            order: frame.band(30, 184),
            sender: frame.band(203, 312),
            recipient: frame.band(334, address_end),
            service: Area {
                width: half,
                ..band
            },
            routing: Area {
                x: band.x + half,
                width: band.width - half,
                ..band
            },
            notes: frame.band(address_end + 175, 1038),
            symbol: frame.mm(1065),
            rules: vec![
                frame.band(193, 196),
                frame.band(316, 326),
                frame.band(1044, 1054),
            ],
        }
    }

    fn lying(frame: &Frame, has_notes: bool, height_um: u32) -> Self {
        // The symbol keeps its 31.75 mm and the line of digits below them.
        let rule = height_um / 100 - MARGIN - 66 - 325 - 22;
        let split = frame.left + (frame.right - frame.left) * 64 / 100;
        let beside = split + frame.mm(34);
        let service_end = if has_notes { rule - 110 } else { rule - 10 };
        let middle = 208 + (service_end - 208) / 2;
        Self {
            order: frame.part(frame.left, split, 30, 184),
            sender: frame.part(beside, frame.right, 30, 184),
            recipient: frame.part(frame.left, split, 208, rule - 8),
            service: frame.part(beside, frame.right, 208, middle),
            routing: frame.part(beside, frame.right, middle, service_end),
            notes: frame.part(beside, frame.right, service_end + 8, rule - 6),
            symbol: frame.mm(rule + 20),
            rules: vec![
                frame.band(193, 196),
                frame.part(split + frame.mm(16), split + frame.mm(19), 30, rule),
                frame.band(rule, rule + 10),
            ],
        }
    }
}

/// Lays a label out for a printer of this resolution, or says which field hinders.
pub(crate) fn shipping_label(label: &ShippingLabel, dpi: u32) -> Result<Page, LabelError> {
    check(label)?;
    let grid = Grid::new(dpi)?;
    let (width_um, height_um) = label.orientation.width_and_height(label.size);
    let frame = Frame {
        grid,
        left: grid.tenths(SIDE_MARGIN),
        right: grid.um(width_um - SIDE_MARGIN * 100),
        bottom: grid.um(height_um - MARGIN * 100),
        paper: grid.um(width_um),
    };
    let has_notes = label.notes.iter().any(|note| !note.trim().is_empty());
    let plan = match label.orientation {
        Orientation::Portrait => Plan::upright(&frame, has_notes),
        Orientation::Landscape => Plan::lying(&frame, has_notes, height_um),
    };
    let mut page = Page::new(grid, width_um, height_um);
    page.is_turned = label.orientation == Orientation::Landscape;
    order_strip(&mut page, &frame, label, plan.order)?;
    sender(&mut page, &frame, label, plan.sender)?;
    recipient(&mut page, &frame, label, plan.recipient)?;
    service(&mut page, &frame, label, plan.service, plan.routing)?;
    if has_notes {
        remarks(&mut page, &frame, label, plan.notes)?;
    }
    for rule in &plan.rules {
        page.fill(rule.x, rule.y, rule.width.max(1), rule.height.max(1));
    }
    parcel_symbol(&mut page, &frame, label, plan.symbol)?;
    preflight::check(&page, UNPRINTABLE_UM)?;
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

fn order_strip(
    page: &mut Page,
    frame: &Frame,
    label: &ShippingLabel,
    strip: Area,
) -> Result<(), LabelError> {
    let right = strip.right();
    let side = frame.mm(200);
    // The quiet zone needs paper, so it counts from the label's edge, not from the text margin.
    let bars = Area {
        x: 0,
        width: right - side - frame.mm(10),
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
        width: right - side - frame.mm(20) - frame.left,
        height: frame.mm(44),
    };
    page.texts(set_block(below, &[text], Align::Left, Ink::Black)?.runs);

    let column = Area {
        x: right - side + frame.mm(15),
        width: side - frame.mm(15),
        ..strip
    };
    page.fill(right - side, strip.y, frame.mm(3).max(1), strip.height);
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

fn sender(
    page: &mut Page,
    frame: &Frame,
    label: &ShippingLabel,
    band: Area,
) -> Result<(), LabelError> {
    // In a wide band the caption stands beside the text, in a narrow one above it.
    let is_wide = band.width > frame.mm(600);
    let column = if is_wide { frame.mm(170) } else { 0 };
    let caption_width = if is_wide {
        column - frame.mm(15)
    } else {
        band.width
    };
    let below = caption(
        page,
        frame,
        "words.sender",
        &label.words.sender,
        Area {
            width: caption_width,
            ..band
        },
        Ink::Black,
    )?;
    let band = if is_wide { band } else { below };
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
    let (to, from) = (&label.recipient, label.sender.country.as_str());
    let mut block = Vec::new();
    for line in address::lines(to, from) {
        let (weight, sizes) = match line.part {
            Part::Name => (Weight::Bold, frame.sizes(68, 35)),
            Part::Company | Part::Region => (Weight::Regular, frame.sizes(54, 32)),
            Part::Street => (Weight::Regular, frame.sizes(60, 35)),
            Part::Town | Part::Postcode => (Weight::Bold, frame.sizes(80, 40)),
        };
        block.push(Paragraph::new(
            line.part.field(),
            &line.text,
            weight,
            sizes,
        )?);
    }
    let (country, phone) = (address::country_line(to, from), telephone(to, label));
    let last = joined([Some(country.as_str()), Some(phone.as_str())], "  ·  ");
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
    black: Area,
    white: Area,
) -> Result<(), LabelError> {
    let gap = frame.mm(20);
    page.fill(black.x, black.y, black.width, black.height);
    let both = Area {
        width: white.right() - black.x,
        height: white.bottom() - black.y,
        ..black
    };
    page.frame(both, frame.mm(6).max(1));

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

    let inside = white.inset(frame.mm(10));
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
fn parcel_symbol(
    page: &mut Page,
    frame: &Frame,
    label: &ShippingLabel,
    top: i32,
) -> Result<(), LabelError> {
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
    let bars = Area {
        x: 0,
        y: top,
        width: frame.paper,
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
mod tests;
