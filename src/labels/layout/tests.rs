//! Whatever is written on a label: nothing covers anything, nothing leaves the paper, the symbol stays large.

use super::*;
use crate::domain::gs1::Sscc;
use crate::domain::ids::{OrderNo, TrackingNo};
use crate::domain::units::Grams;
use crate::labels::page::Item;
use crate::labels::{LabelSize, LabelWords};
use proptest::prelude::*;

fn label(name: String, lines: Vec<String>, notes: Vec<String>, size: LabelSize) -> ShippingLabel {
    let address = Address {
        name,
        company: None,
        lines,
        postcode: "40-001".into(),
        city: "Katowice".into(),
        country: "PL".into(),
        region: None,
        phone: Some("+48 600 100 200".into()),
    };
    ShippingLabel {
        size,
        orientation: Orientation::Portrait,
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

/// Every paper, both ways up, on every printer.
fn forms() -> impl Iterator<Item = ((LabelSize, Orientation), u32)> {
    LabelSize::ALL
        .into_iter()
        .flat_map(|size| Orientation::ALL.map(|orientation| (size, orientation)))
        .flat_map(|form| [203, 300, 600].map(|dpi| (form, dpi)))
}

/// Rooms of all texts and symbols; the page's own rules and grounds are not among them.
fn rooms(page: &Page) -> Vec<Area> {
    page.items
        .iter()
        .filter_map(|item| match item {
            Item::Text(run) => Some(run.area()),
            Item::Bars(bars) => Some(bars.area()),
            Item::Matrix(matrix) => Some(matrix.area()),
            Item::Drawing(drawing) => Some(drawing.area),
            Item::Fill(_) => None,
        })
        .collect()
}

#[test]
fn the_parcel_symbol_is_large_enough_for_the_carriers_belt() {
    for ((size, orientation), dpi) in forms() {
        let label = ShippingLabel {
            orientation,
            ..label("Ewa".into(), vec![], vec![], size)
        };
        let page = shipping_label(&label, dpi).unwrap();
        let Some(Item::Bars(bars)) = page
            .items
            .iter()
            .rfind(|item| matches!(item, Item::Bars(_)))
        else {
            panic!("a label has bars");
        };
        assert!(
            bars.height >= page.grid.um(31_750),
            "{size:?} {orientation:?}: {} dots high",
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
        name in "[A-ZŻŹĆŁa-zżółćęą][A-ZŻŹĆŁa-zżółćęą -]{0,89}",
        lines in prop::collection::vec("[A-Za-zżółć0-9/ -]{1,60}", 0..5),
        notes in prop::collection::vec("[A-Za-zżółć0-9/ -]{0,70}", 0..3),
        ((size, orientation), dpi) in prop::sample::select(forms().collect::<Vec<_>>()),
    ) {
        let label = ShippingLabel { orientation, ..label(name, lines, notes, size) };
        let page = match shipping_label(&label, dpi) {
            // What is laid out must pass the last look: a refusal names a text, never a place.
            Err(LabelError::DoesNotFit { .. }) => return Ok(()),
            laid => laid.unwrap(),
        };
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
