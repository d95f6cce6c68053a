//! Each mistake a file can have: named exactly, and what depends on it kept out.

use std::fs;
use std::path::Path;

use pakownia::connectors::csv_folder::{FolderError, Item, NothingKnown, read_folder};
use pakownia::domain::feed::Row;
use pakownia::domain::handling::Mark;
use pakownia::domain::import_problem::{FolderProblem, ImportFile, ImportLine, RowProblem};
use pakownia::domain::worker::Language;
use pakownia::i18n;

use super::{changed, count, orders, read, write_shop};

/// One mistake a line: file, what is replaced, by what, then the line, column, value and problem
/// of the only error that comes of it.
const MISTAKES: &str = r#"
products.csv | ,330, | ,330 g, | 2 | weight_g | 330 g | NotANumber
products.csv | ,330, | ,"1,5", | 2 | weight_g | 1,5 | Fraction
products.csv | ,330, | ,1.500, | 2 | weight_g | 1.500 | AmbiguousNumber
products.csv | ,330, | ,10000001, | 2 | weight_g | 10000001 | OutOfBounds { min: 0, max: 10000000 }
products.csv | Kubek żółty | Kubek<ESC>[2J | 2 | name | Kubek�[2J | HiddenCharacter { code: 27 }
products.csv | Kubek żółty | Kubek<NUL> | 2 | name | Kubek� | HiddenCharacter { code: 0 }
products.csv | Herbata |  | 3 | name |  | Empty
products.csv | lot expiry | lot colour | 3 | tracking | lot colour | BadTracking
products.csv | 100,,, | 100,mug.png,, | 2 | image | mug.png | ImageMissing
products.csv | 100,,, | 100,../mug.png,, | 2 | image | ../mug.png | ImageOutside
products.csv | 100,,, | 100,/etc/passwd,, | 2 | image | /etc/passwd | ImageOutside
barcodes.csv | 0014,TEA-01,1 | 0014,TEA-1,1 | 4 | sku | TEA-1 | UnknownSku
barcodes.csv | MUG-01,10 | MUG-01,0 | 3 | units_per_scan | 0 | ZeroQuantity
barcodes.csv | 2000005000003, | "2,00E+12", | 3 | barcode | 2,00E+12 | ScientificNotation
barcodes.csv | 0014,TEA-01 | 0014,MUG-01 | 4 | barcode | 2000000010014 | DuplicateKey { first_line: 2 }
packagings.csv | KAR-S,Karton | own-carton,Karton | 2 | code | own-carton | OwnCartonCode
kits.csv | TEA-01 | TEA-9 | 3 | part_sku | TEA-9 | UnknownSku
kits.csv | TEA-01 | SET-01 | 3 | part_sku | SET-01 | KitInKit
stock.csv | ,12 | ,-1 | 2 | on_hand | -1 | NegativeStock
stock.csv | TEA-01 | TEA-9 | 4 | sku | TEA-9 | UnknownSku
stock.csv | A,1,2 | A,1,1 | 3 | sku | MUG-01 | DuplicateKey { first_line: 2 }
stock.csv | A,1,1,12 | A,1,1 | 2 |  | MUG-01 / A / 1 / 1 | ColumnCount { expected: 5, found: 4 }
stock.csv | A,1,1,12 | A,1,1,1,2 | 2 |  | MUG-01 / A / 1 / 1 / 1 / 2 | ColumnCount { expected: 5, found: 6 }
order_lines.csv | MUG-01,2 | MUG-01,0 | 2 | quantity | 0 | ZeroQuantity
order_lines.csv | MUG-01 | MUG-9 | 2 | sku | MUG-9 | UnknownSku
order_lines.csv | Z-1,2 | Z-1,1 | 3 | line | 1 | DuplicateKey { first_line: 2 }
order_lines.csv | Z-1,2 | Z-9,2 | 3 | order_no | Z-9 | UnknownOrder
orders.csv | 2026-11-17T16:39:17Z | 17.11.2026 | 2 | paid_at | 17.11.2026 | BadDate
orders.csv | vip today | vip now | 2 | tags | vip now | BadTag
orders.csv | K-1,, | K-1,canceld, | 2 | status | canceld | BadStatus
orders.csv | K-1,, | K-1,,bill | 2 | documents | bill | BadDocument
orders.csv | 1000,PLN | 1000,zł | 2 | currency | zł | BadCurrency
orders.csv | 1000,PLN | "10,50",PLN | 2 | value_minor | 10,50 | Fraction
workers.csv | packer | boss | 2 | role | boss | BadRole
workers.csv | ,pl, | ,de, | 2 | language | de | BadLanguage
workers.csv | 111111 | 11111 | 2 | pin | ••••• | BadPin { min: 6, max: 16 }
workers.csv | 111111 | 11111a | 2 | pin | •••••• | BadPin { min: 6, max: 16 }
workers.csv | W-900 | W-001 | 3 | badge | W-001 | DuplicateKey { first_line: 2 }
packagings.csv | KAR-S | KARTON-ŁÓDŹ | 2 | code | KARTON-ŁÓDŹ | NotScannable
packagings.csv | 250,200,100 | 250,0,100 | 2 | inner_width_mm | 0 | OutOfBounds { min: 1, max: 20000 }
totes.csv | T-02 | T-01 | 3 | code | T-01 | DuplicateKey { first_line: 2 }
totes.csv | T-02 | "T-02 | 3 |  | T-02 | UnclosedQuote
settings.csv | sender_name | sendr | 2 | key | sendr | BadSetting(UnknownKey)
settings.csv | 15:00 | 25:00 | 3 | value | 25:00 | BadSetting(Time)
"#;

#[test]
fn each_mistake_is_reported_with_file_line_column_and_value() {
    for mistake in MISTAKES.trim().lines() {
        let mistake = mistake.replace("<ESC>", "\u{1b}").replace("<NUL>", "\0");
        let parts: Vec<&str> = mistake.split(" | ").collect();
        let [file, from, to, line, column, value, problem] = parts[..] else {
            panic!("{mistake}")
        };
        let dir = write_shop(&[(file, &changed(file, from, to))]);
        let read = read(dir.path());
        let [error] = &read.errors[..] else {
            panic!("{mistake}: {:?}", read.errors)
        };
        assert_eq!(error.file.name(), file, "{mistake}");
        assert_eq!(error.line.to_string(), line, "{mistake}");
        assert_eq!(error.column.unwrap_or_default(), column, "{mistake}");
        assert_eq!(error.value, value, "{mistake}");
        assert_eq!(format!("{:?}", error.problem), problem, "{mistake}");
        for lang in [Language::Pl, Language::En] {
            assert!(i18n::row_problem(lang, &error.problem).remedy.is_some());
        }
    }
}

#[test]
fn how_goods_are_handled_is_read_word_by_word_and_contradictions_are_refused() {
    let products = |handling: &str, apart: &str| {
        format!(
            "sku,name,weight_g,length_mm,width_mm,height_mm,handling,apart\n\
             MUG-01,Kubek,330,120,95,100,{handling},{apart}\n\
             TEA-01,Herbata,100,80,80,150,,\nSET-01,Zestaw,430,200,100,150,,\n"
        )
    };
    let dir = write_shop(&[("products.csv", &products("Fragile this_side_up", "FOOD"))]);
    let handling = read(dir.path())
        .rows
        .into_iter()
        .find_map(|row| match row.item {
            Item::Row(Row::Product(product)) if product.sku.as_str() == "MUG-01" => {
                Some(product.handling)
            }
            _ => None,
        });
    let marks = handling.unwrap().marks();
    let expected = [
        Mark::Fragile,
        Mark::ThisSideUp,
        Mark::Sort("food".to_owned()),
    ];
    assert_eq!(marks, expected);
    for wrong in ["fragile heavy", "this_side_up lies_flat"] {
        let dir = write_shop(&[("products.csv", &products(wrong, ""))]);
        let errors = read(dir.path()).errors;
        let [error] = &errors[..] else {
            panic!("{errors:?}")
        };
        let at = (error.line, error.column, error.value.as_str());
        assert_eq!(at, (2, Some("handling"), wrong));
        assert_eq!(error.problem, RowProblem::BadHandling);
    }
}

#[test]
fn an_order_without_lines_is_a_mistake_of_the_order() {
    let lines = changed("order_lines.csv", "Z-2,1,SET-01,1\n", "");
    let dir = write_shop(&[("order_lines.csv", &lines)]);
    let read = read(dir.path());
    let [error] = &read.errors[..] else {
        panic!("{:?}", read.errors)
    };
    assert_eq!(
        (error.file, error.line, error.value.as_str()),
        (ImportFile::Orders, 3, "Z-2")
    );
    assert_eq!(error.problem, RowProblem::OrderWithoutLines);
}

#[test]
fn all_mistakes_of_a_row_are_reported_at_once() {
    let products = changed("products.csv", "Herbata,100,80", ",x,-1");
    let dir = write_shop(&[("products.csv", &products)]);
    let columns: Vec<_> = read(dir.path())
        .errors
        .iter()
        .filter_map(|error| error.column)
        .collect();
    assert_eq!(columns, ["name", "weight_g", "length_mm"]);
}

#[test]
fn what_needs_a_refused_row_is_left_out_and_named() {
    let dir = write_shop(&[(
        "products.csv",
        &changed("products.csv", "Herbata,100", "Herbata,x"),
    )]);
    let read = read(dir.path());
    assert_eq!(read.errors.len(), 1);
    let left: Vec<_> = read
        .left_out
        .iter()
        .map(|row| i18n::import_line(Language::En, &ImportLine::LeftOut(row.clone())))
        .collect();
    assert_eq!(
        left,
        [
            "barcodes.csv, line 4 “2000000010014”: left out, because it needs products.csv, line 3",
            "kits.csv, line 2 “SET-01”: left out, because it needs kits.csv, line 3",
            "kits.csv, line 3 “SET-01”: left out, because it needs products.csv, line 3",
            "stock.csv, line 4 “TEA-01”: left out, because it needs products.csv, line 3",
            "orders.csv, line 2 “Z-1”: left out, because it needs products.csv, line 3",
            "orders.csv, line 3 “Z-2”: left out, because it needs kits.csv, line 3",
        ]
    );
    assert!(orders(&read).is_empty());
    assert_eq!(count(&read, ImportFile::Products), 2);
    assert_eq!(count(&read, ImportFile::Kits), 0);
}

#[test]
fn an_order_with_one_bad_line_stays_out_whole() {
    let dir = write_shop(&[(
        "order_lines.csv",
        &changed("order_lines.csv", "TEA-01,1", "TEA-01,0"),
    )]);
    let read = read(dir.path());
    let numbers: Vec<_> = orders(&read)
        .iter()
        .map(|order| order.order_no.0.clone())
        .collect();
    assert_eq!(numbers, ["Z-2"]);
    assert_eq!(read.left_out.len(), 1);
}

#[test]
fn a_line_whose_order_nobody_can_tell_keeps_its_neighbours_out() {
    // It may belong to the order above or below, and neither may go out one line short.
    for spoilt in [
        "2,TEA-01,1",
        ",2,TEA-01,1",
        "Z-\u{7}1,2,TEA-01,1",
        "\"Z-1,2,TEA-01,1",
    ] {
        let mut lines = changed("order_lines.csv", "Z-1,2,TEA-01,1", spoilt);
        lines.push_str("Z-3,1,MUG-01,1\n");
        let third = "Z-3,shop,,pickup,,Jan Żak,,,,PL,,,2000,PLN,,,,,\n";
        let orders_file = changed("orders.csv", "Z-2,", &format!("{third}Z-2,"));
        let dir = write_shop(&[("order_lines.csv", &lines), ("orders.csv", &orders_file)]);
        let read = read(dir.path());
        let numbers: Vec<_> = orders(&read)
            .iter()
            .map(|order| order.order_no.0.clone())
            .collect();
        assert_eq!(numbers, ["Z-3"], "{spoilt}");
        assert_eq!((read.errors.len(), read.left_out.len()), (1, 2), "{spoilt}");
    }
}

#[test]
fn a_folder_that_cannot_be_read_says_what_to_do() {
    let refused = |dir: &Path| match read_folder(dir, &NothingKnown, &mut |_| {}) {
        Err(FolderError::Refused(problem)) => problem,
        other => panic!("{other:?}"),
    };
    let file = ImportFile::Products;
    let cases: [(&[u8], FolderProblem); 6] = [
        (b"", FolderProblem::NoHeader { file }),
        (
            b"sku;name;weight\n",
            FolderProblem::MissingColumns {
                file,
                columns: vec!["weight_g", "length_mm", "width_mm", "height_mm"],
                found: vec!["sku".to_owned(), "name".to_owned(), "weight".to_owned()],
            },
        ),
        (
            b"sku,name,SKU,weight_g,length_mm,width_mm,height_mm\n",
            FolderProblem::ColumnTwice {
                file,
                column: "sku",
            },
        ),
        (b"\xff\xfes\0k\0", FolderProblem::Utf16 { file }),
        (
            b"sku\n\xc5\x82\n\xb3\n",
            FolderProblem::MixedEncoding { file, line: 3 },
        ),
        (b"sku\n\x81\n", FolderProblem::NotText { file, line: 2 }),
    ];
    for (bytes, expected) in cases {
        let dir = write_shop(&[]);
        fs::write(dir.path().join("products.csv"), bytes).unwrap();
        assert_eq!(refused(dir.path()), expected);
    }
    let dir = write_shop(&[]);
    fs::remove_file(dir.path().join("order_lines.csv")).unwrap();
    let (file, partner) = (ImportFile::Orders, ImportFile::OrderLines);
    assert_eq!(
        refused(dir.path()),
        FolderProblem::MissingPartner { file, partner }
    );
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(refused(empty.path()), FolderProblem::NothingToRead);
    let path = empty.path().join("none");
    let expected = FolderProblem::NotAFolder {
        path: path.display().to_string(),
    };
    assert_eq!(refused(&path), expected);
}
