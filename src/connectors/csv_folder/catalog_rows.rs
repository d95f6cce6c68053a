//! The rows of the catalogue: products, barcodes, parts of kits, and where things lie.

use crate::domain::catalog::{Barcode, KitPart, Product, StockPlace, TrackingNeeds};
use crate::domain::customs::CustomsGoods;
use crate::domain::handling::{Handling, SORT_MAX, Stands};
use crate::domain::ids::Sku;
use crate::domain::import_problem::{ImportFile, RowProblem};
use crate::domain::location::Location;
use crate::domain::units::{Grams, SizeMm};

use super::cells::{BARCODE_MAX, CODE_MAX, Cells, QUANTITY, TEXT_MAX, UNIT_SIDE_MM, UNIT_WEIGHT_G};
use super::images::Images;
use super::table::Layout;

pub(super) const PRODUCTS: Layout = Layout {
    file: ImportFile::Products,
    required: &[
        "sku",
        "name",
        "weight_g",
        "length_mm",
        "width_mm",
        "height_mm",
    ],
    optional: &[
        "image",
        "tracking",
        "instruction",
        "handling",
        "apart",
        "customs_description",
        "hs_code",
        "origin",
    ],
};

pub(super) const BARCODES: Layout = Layout {
    file: ImportFile::Barcodes,
    required: &["barcode", "sku", "units_per_scan"],
    optional: &[],
};

pub(super) const KITS: Layout = Layout {
    file: ImportFile::Kits,
    required: &["kit_sku", "part_sku", "quantity"],
    optional: &[],
};

pub(super) const STOCK: Layout = Layout {
    file: ImportFile::Stock,
    required: &["sku", "aisle", "shelf", "bin", "on_hand"],
    optional: &[],
};

/// The product, and its SKU even when the rest was refused.
pub(super) fn product(
    cells: &mut Cells<'_>,
    images: &mut Images,
) -> (Option<String>, Option<Product>) {
    let sku = cells.code("sku", CODE_MAX);
    let name = cells.filled("name", TEXT_MAX);
    let weight = cells.measure("weight_g", UNIT_WEIGHT_G);
    let [length, width, height] =
        ["length_mm", "width_mm", "height_mm"].map(|column| cells.side(column, UNIT_SIDE_MM));
    let tracking = tracking(cells);
    let instruction = cells.note_text("instruction");
    let handling = handling(cells);
    let customs = customs(cells);
    // Last, so that the picture of a refused product is not taken along.
    let path = cells.raw("image");
    let image = if path.is_empty() || !cells.is_good {
        Some(None)
    } else {
        let name = images.take(path);
        cells.taken("image", name).map(Some)
    };
    let read = || {
        Some(Product {
            sku: Sku(sku.clone()?),
            name: name?,
            weight: Grams(weight?),
            size: SizeMm::new(length?, width?, height?),
            image: image?,
            tracking: tracking?,
            instruction: instruction.map(|text| (!text.is_empty()).then_some(text))?,
            handling: handling?,
            customs: customs?,
        })
    };
    let product = read();
    (sku, product)
}

/// Blanks and dots of a number and small letters of a country mean nothing. What customs would refuse comes in: orders
/// that need it are held and say so.
fn customs(cells: &mut Cells<'_>) -> Option<CustomsGoods> {
    let description = cells.text("customs_description", TEXT_MAX);
    let hs_code = cells.text("hs_code", CODE_MAX);
    let origin = cells.text("origin", CODE_MAX);
    let is_filler = |sign: &char| sign.is_whitespace() || *sign == '.';
    Some(CustomsGoods {
        description: description?,
        hs_code: hs_code?.chars().filter(|sign| !is_filler(sign)).collect(),
        origin: origin?.trim().to_ascii_uppercase(),
    })
}

fn tracking(cells: &mut Cells<'_>) -> Option<TrackingNeeds> {
    const WORDS: [(&str, u8); 3] = [("serial", 0), ("lot", 1), ("expiry", 2)];
    let words = cells.word_set("tracking", &WORDS, &RowProblem::BadTracking)?;
    Some(TrackingNeeds {
        serial: words.contains(&0),
        lot: words.contains(&1),
        expiry: words.contains(&2),
    })
}

fn handling(cells: &mut Cells<'_>) -> Option<Handling> {
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    enum Word {
        ThisSideUp,
        LiesFlat,
        Fragile,
        NothingOnTop,
        OwnCarton,
        Folds,
    }
    const WORDS: [(&str, Word); 6] = [
        ("this_side_up", Word::ThisSideUp),
        ("lies_flat", Word::LiesFlat),
        ("fragile", Word::Fragile),
        ("nothing_on_top", Word::NothingOnTop),
        ("own_carton", Word::OwnCarton),
        ("folds", Word::Folds),
    ];
    let words = cells.word_set("handling", &WORDS, &RowProblem::BadHandling);
    let sort = cells.text("apart", SORT_MAX);
    let words = words?;
    let has = |word: Word| words.contains(&word);
    let stands = match (has(Word::ThisSideUp), has(Word::LiesFlat)) {
        (true, true) => {
            cells.refuse("handling", RowProblem::BadHandling);
            return None;
        }
        (true, false) => Stands::ThisSideUp,
        (false, true) => Stands::LiesFlat,
        (false, false) => Stands::AnySide,
    };
    // Capitals make no other sort of it: two spellings would keep like from like.
    let sort = sort?.trim().to_lowercase();
    Some(Handling {
        stands,
        fragile: has(Word::Fragile),
        nothing_on_top: has(Word::NothingOnTop),
        own_carton: has(Word::OwnCarton),
        folds: has(Word::Folds),
        sort: (!sort.is_empty()).then_some(sort),
    })
}

pub(super) fn barcode(cells: &mut Cells<'_>) -> Option<Barcode> {
    let code = cells.code("barcode", BARCODE_MAX);
    let sku = cells.code("sku", CODE_MAX);
    let units = cells.count("units_per_scan", QUANTITY);
    Some(Barcode {
        code: code?,
        sku: Sku(sku?),
        units: units?,
    })
}

/// The part, and the kit's SKU even when the rest was refused.
pub(super) fn kit_part(cells: &mut Cells<'_>) -> (Option<String>, Option<KitPart>) {
    let kit = cells.code("kit_sku", CODE_MAX);
    let part = cells.code("part_sku", CODE_MAX);
    let quantity = cells.count("quantity", QUANTITY);
    let read = || {
        Some(KitPart {
            kit: Sku(kit.clone()?),
            part: Sku(part?),
            quantity: quantity?,
        })
    };
    let item = read();
    (kit, item)
}

pub(super) fn stock(cells: &mut Cells<'_>) -> Option<StockPlace> {
    let sku = cells.code("sku", CODE_MAX);
    let aisle = cells.filled("aisle", CODE_MAX);
    let shelf = cells.filled("shelf", CODE_MAX);
    let bin = cells.filled("bin", CODE_MAX);
    let on_hand = cells.on_hand("on_hand");
    Some(StockPlace {
        sku: Sku(sku?),
        location: Location {
            aisle: aisle?,
            shelf: shelf?,
            bin: bin?,
        },
        on_hand: on_hand?,
    })
}
