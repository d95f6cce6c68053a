//! Folders of CSV files as shops send them: whole, saved by a spreadsheet, and with mistakes in them.

mod hostile;
mod mistakes;

use std::fs;
use std::path::{Path, PathBuf};

use pakownia::connectors::csv_folder::{
    FolderRead, Item, Known, NothingKnown, Progress, read_folder,
};
use pakownia::domain::feed::Row;
use pakownia::domain::import_problem::{ImportFile, ImportLine, NoteKind, RowNote};
use pakownia::domain::order::{BoxDocument, Order, Tag};
use pakownia::domain::worker::Language;
use pakownia::i18n::import_line;
use tempfile::TempDir;

/// A small shop without a mistake; tests spoil it.
const SHOP: [(&str, &str); 13] = [
    (
        "settings.csv",
        "key,value\nsender_name,Dobra Półka\ncutoff.dpd_courier,15:00\n",
    ),
    (
        "calendar.csv",
        "service,days,from,to,cutoff,pickup\ndpd_courier,mon-fri,2026-12-01,2026-12-22,17:00,18:30\n*,,2026-12-24,,closed,\n",
    ),
    (
        "tariffs.csv",
        "service,country,max_gross_g,size,max_girth_mm,divisor,price_minor\ndpd_courier,PL,31500,,3000,6000,1690\n",
    ),
    (
        "packagings.csv",
        "code,name,inner_length_mm,inner_width_mm,inner_height_mm,outer_length_mm,outer_width_mm,\
         outer_height_mm,tare_g,max_gross_g,cost_minor,on_hand\n\
         KAR-S,Karton S,250,200,100,256,206,108,120,8000,140,1000\n",
    ),
    (
        "workers.csv",
        "badge,name,role,language,pin\nW-001,Ania,packer,pl,111111\nW-900,Ewa,lead,en,900900\n",
    ),
    ("totes.csv", "code\nT-01\nT-02\n"),
    ("customers.csv", "customer,instruction\nK-1,Bez nadruku\n"),
    (
        "products.csv",
        "sku,name,weight_g,length_mm,width_mm,height_mm,image,tracking,instruction\n\
         MUG-01,Kubek żółty,330,120,95,100,,,Owiń folią\n\
         TEA-01,Herbata,100,80,80,150,,lot expiry,\n\
         SET-01,Zestaw,430,200,100,150,,,\n",
    ),
    (
        "barcodes.csv",
        "barcode,sku,units_per_scan\n2000000010014,MUG-01,1\n2000005000003,MUG-01,10\n2000000010014,TEA-01,1\n",
    ),
    (
        "kits.csv",
        "kit_sku,part_sku,quantity\nSET-01,MUG-01,1\nSET-01,TEA-01,2\n",
    ),
    (
        "stock.csv",
        "sku,aisle,shelf,bin,on_hand\nMUG-01,A,1,1,12\nMUG-01,A,1,2,3\nTEA-01,B,1,1,7\n",
    ),
    (
        "order_lines.csv",
        "order_no,line,sku,quantity\nZ-1,1,MUG-01,2\nZ-1,2,TEA-01,1\nZ-2,1,SET-01,1\n",
    ),
    (
        "orders.csv",
        "order_no,channel,paid_at,delivery_method,locker,name,street,postcode,city,country,phone,email,\
         value_minor,currency,tags,note,customer,status,documents\n\
         Z-1,shop,2026-11-17T16:39:17Z,dpd_courier,,Ewa Łoś,Polna 1,00-001,Warszawa,PL,+48600100200,\
         e@example.com,1000,PLN,vip today,,K-1,,\n\
         Z-2,shop,,dpd_courier,,Jan Żak,Polna 2,00-002,Warszawa,PL,,,2000,PLN,,Ostrożnie,,,\n",
    ),
];

fn write_shop(spoil: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in SHOP.iter().chain(spoil) {
        fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

fn read(dir: &Path) -> FolderRead {
    read_folder(dir, &NothingKnown, &mut |_| {}).unwrap()
}

/// A file of the shop with one piece of its text changed.
fn changed(name: &str, from: &str, to: &str) -> String {
    let (_, text) = SHOP.iter().find(|(file, _)| *file == name).unwrap();
    assert!(text.contains(from), "{name} has no {from}");
    text.replacen(from, to, 1)
}

fn orders(read: &FolderRead) -> Vec<&Order> {
    read.rows
        .iter()
        .filter_map(|row| match &row.item {
            Item::Row(Row::Order(row)) => Some(&row.order),
            _ => None,
        })
        .collect()
}

fn count(read: &FolderRead, file: ImportFile) -> usize {
    read.rows.iter().filter(|row| row.file == file).count()
}

#[test]
fn a_good_folder_is_read_whole() {
    let dir = write_shop(&[]);
    let read = read(dir.path());
    assert_eq!(
        (&read.errors[..], &read.left_out[..], &read.notes[..]),
        (&[][..], &[][..], &[][..])
    );
    let counts = ImportFile::ALL.map(|file| count(&read, file));
    assert_eq!(counts, [2, 2, 0, 1, 1, 2, 2, 1, 3, 3, 2, 3, 0, 2]);
    let found = orders(&read);
    assert_eq!(found[0].tags, [Tag::Today, Tag::Vip]);
    assert_eq!(found[0].recipient.name, "Ewa Łoś");
    assert_eq!(found[0].lines.len(), 2);
    assert_eq!(found[0].customer, "K-1");
    assert_eq!(found[1].paid_at, None);
    assert_eq!(found[1].note, "Ostrożnie");
}

#[test]
fn a_pin_is_handed_over_and_never_shown() {
    let dir = write_shop(&[(
        "workers.csv",
        "badge,name,role,language,pin\nW-1,A,packer,pl,918273\n",
    )]);
    let shown = format!("{:?}", read(dir.path()));
    assert!(!shown.contains("918273"), "{shown}");
    let dir = write_shop(&[(
        "workers.csv",
        "badge,name,role,language,pin\nW-1,A,packer,pl,91827\n",
    )]);
    let read = read(dir.path());
    assert_eq!(read.errors[0].value, "•••••");
}

#[test]
fn what_can_be_read_but_not_shipped_comes_in() {
    let text = changed("orders.csv", "00-002,Warszawa,PL", "0-95,,PL");
    let dir = write_shop(&[("orders.csv", &text)]);
    let read = read(dir.path());
    assert!(read.is_clean(), "{:?}", read.errors);
    assert_eq!(orders(&read)[1].recipient.postcode, "0-95");
}

#[test]
fn a_polish_postcode_without_its_dash_is_mended_and_noted() {
    let dir = write_shop(&[("orders.csv", &changed("orders.csv", "00-002", "00002"))]);
    let read = read(dir.path());
    assert_eq!(orders(&read)[1].recipient.postcode, "00-002");
    let [note] = &read.notes[..] else {
        panic!("{:?}", read.notes)
    };
    assert_eq!(
        import_line(Language::En, &ImportLine::Note(note.clone())),
        "orders.csv, line 3, postcode “00002”: postcode written as 00-002"
    );
    let abroad = changed("orders.csv", "00-002,Warszawa,PL", "10115,Berlin,DE");
    let dir = write_shop(&[("orders.csv", &abroad)]);
    assert_eq!(
        orders(&self::read(dir.path()))[1].recipient.postcode,
        "10115"
    );
}

#[test]
fn what_is_only_written_wrongly_in_an_address_is_mended_and_noted() {
    let abroad = changed(
        "orders.csv",
        "00-002,Warszawa,PL,",
        "sw1a1aa,London,uk,020 7946 0018",
    );
    let dir = write_shop(&[("orders.csv", &abroad)]);
    let read = read(dir.path());
    let to = &orders(&read)[1].recipient;
    assert_eq!(
        (to.country.as_str(), to.postcode.as_str(), to.phone.as_str()),
        ("GB", "SW1A 1AA", "+442079460018")
    );
    let notes: Vec<String> = read
        .notes
        .iter()
        .map(|note| import_line(Language::En, &ImportLine::Note(note.clone())))
        .collect();
    assert_eq!(
        notes,
        [
            "orders.csv, line 3, country “uk”: country written as GB",
            "orders.csv, line 3, postcode “sw1a1aa”: postcode written as SW1A 1AA",
            "orders.csv, line 3, phone “020 7946 0018”: written as +442079460018",
        ]
    );
}

#[test]
fn a_cancelled_order_needs_no_lines() {
    let text = changed("orders.csv", "Ostrożnie,,,", "Ostrożnie,,cancelled,");
    let lines = changed("order_lines.csv", "Z-2,1,SET-01,1\n", "");
    let dir = write_shop(&[("orders.csv", &text), ("order_lines.csv", &lines)]);
    let read = read(dir.path());
    assert!(read.is_clean(), "{:?}", read.errors);
    assert!(orders(&read)[1].cancelled);
}

#[test]
fn a_note_of_several_lines_becomes_one_and_the_lines_below_keep_their_numbers() {
    let products = changed("products.csv", "Owiń folią", "\"Owiń\r\nfolią\"")
        .replace("Herbata,100", "Herbata,x");
    let dir = write_shop(&[("products.csv", &products)]);
    let read = read(dir.path());
    assert_eq!(read.notes[0].kind, NoteKind::LineBreaksJoined);
    assert_eq!(read.errors[0].line, 4);
}

#[test]
fn a_folder_may_hold_new_orders_alone() {
    struct Master;
    impl Known for Master {
        fn has_sku(&self, sku: &str) -> bool {
            matches!(sku, "MUG-01" | "TEA-01" | "SET-01")
        }
        fn has_kit(&self, sku: &str) -> bool {
            sku == "SET-01"
        }
    }
    let dir = write_shop(&[]);
    for (name, _) in SHOP.iter().filter(|(name, _)| !name.starts_with("order")) {
        fs::remove_file(dir.path().join(name)).unwrap();
    }
    let read = read_folder(dir.path(), &Master, &mut |_| {}).unwrap();
    assert!(
        read.is_clean() && orders(&read).len() == 2,
        "{:?}",
        read.errors
    );
    assert_eq!(self::read(dir.path()).errors.len(), 3);
}

#[test]
fn pictures_and_papers_come_along() {
    let products = changed("products.csv", "100,,,", "100,images/mug.png,,");
    let orders = changed("orders.csv", "K-1,,\n", "K-1,,invoice return_slip\n");
    let dir = write_shop(&[("products.csv", &products), ("orders.csv", &orders)]);
    fs::create_dir(dir.path().join("images")).unwrap();
    fs::create_dir(dir.path().join("documents")).unwrap();
    fs::write(dir.path().join("images/mug.png"), b"\x89PNG\r\n\x1a\n...").unwrap();
    fs::write(dir.path().join("documents/Z-1-invoice.pdf"), b"%PDF-1.7").unwrap();
    fs::write(dir.path().join("documents/Z-2-invoice.pdf"), b"<html>").unwrap();
    let read = read(dir.path());
    assert!(read.is_clean(), "{:?}", read.errors);
    let names: Vec<_> = read
        .images
        .iter()
        .chain(&read.documents)
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(names, ["mug.png", "Z-1-invoice.pdf"]);
    let notes: Vec<_> = read
        .notes
        .iter()
        .map(|note| (note.file.as_ref(), &note.kind))
        .collect();
    let missing = NoteKind::DocumentMissing {
        document: BoxDocument::ReturnSlip,
    };
    assert_eq!(
        notes,
        [
            ("documents/Z-2-invoice.pdf", &NoteKind::DocumentUnusable),
            ("orders.csv", &missing)
        ]
    );
}

/// The same table as a spreadsheet of a Polish office saves it.
fn save_by_spreadsheet(text: &str) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .quote_style(csv::QuoteStyle::Always)
        .from_writer(Vec::new());
    for record in reader.records() {
        writer.write_record(&record.unwrap()).unwrap();
    }
    let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    let (bytes, _, has_unmappable) = encoding_rs::WINDOWS_1250.encode(&text);
    assert!(!has_unmappable);
    bytes.into_owned()
}

#[test]
fn separator_encoding_and_sequence_of_columns_change_nothing() {
    let dir = write_shop(&[]);
    let expected = read(dir.path()).rows;
    for (name, text) in SHOP {
        fs::write(dir.path().join(name), save_by_spreadsheet(text)).unwrap();
    }
    let saved = read(dir.path());
    assert_eq!(saved.rows, expected);
    assert!(
        saved
            .notes
            .iter()
            .all(|note| note.kind == NoteKind::ReadAsWindows1250)
    );
    let totes = "\u{feff}  CODE ;colour;\r\n\r\nT-01;red;\r\n;;\r\nT-02;blue;;;\r\n";
    let stock = "bin\ton_hand\tSKU\tshelf\taisle\n1\t12,0\tMUG-01\t1\tA\n2\t3\tMUG-01\t1\tA\n1\t7\tTEA-01\t1\tB\n";
    let dir = write_shop(&[("totes.csv", totes), ("stock.csv", stock)]);
    let mut found = read(dir.path());
    assert_eq!(found.notes.len(), 1, "{:?}", found.notes);
    let (items, expected): (Vec<_>, Vec<_>) = found
        .rows
        .drain(..)
        .zip(expected)
        .map(|(found, expected)| (found.item, expected.item))
        .unzip();
    assert_eq!(items, expected);
}

#[test]
fn progress_ends_where_it_said_it_would() {
    let codes: Vec<String> = (0..5_000).map(|number| format!("T-{number}")).collect();
    let lines = format!("code\n{}\n", codes.join("\n"));
    let dir = write_shop(&[("totes.csv", &lines)]);
    let mut calls = Vec::new();
    read_folder(dir.path(), &NothingKnown, &mut |at: Progress| {
        calls.push(at);
    })
    .unwrap();
    assert!(calls.len() > 5);
    assert!(calls.is_sorted_by_key(|at| at.done_rows));
    let last = calls.last().unwrap();
    assert_eq!((last.done_rows, last.total_rows), (5_025, 5_025));
}

/// The large warehouse where there is one, else the small one of the tests.
fn large_warehouse() -> Option<PathBuf> {
    let data = std::env::var_os("PAKOWNIA_TEST_DATA")?;
    Some(Path::new(&data).join("warehouse"))
}

#[test]
fn the_warehouses_that_come_with_the_program_are_read_without_a_mistake() {
    for (folder, number) in [("assets/demo", 65), ("tests/fixtures/warehouse", 120)] {
        let read = read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
        assert!(read.is_clean(), "{:?} {:?}", read.errors, read.left_out);
        assert_eq!(orders(&read).len(), number, "{folder}");
        let mended = |note: &RowNote| matches!(note.kind, NoteKind::PostcodeMended { .. });
        assert!(read.notes.iter().any(mended), "{folder}");
    }
}

#[test]
fn the_large_warehouse_is_read_without_a_mistake() {
    let Some(dir) = large_warehouse() else {
        println!("PAKOWNIA_TEST_DATA is not set: the large warehouse was not read");
        return;
    };
    let read = read(&dir);
    assert!(read.is_clean(), "{:?}", read.errors);
    let found = orders(&read);
    assert_eq!(found.len(), 2_122);
    assert_eq!(
        found.iter().map(|order| order.lines.len()).sum::<usize>(),
        11_025
    );
    assert_eq!(count(&read, ImportFile::Products), 164);
    let source = fs::read_to_string(dir.join("orders.csv")).unwrap();
    let without_dash = csv::Reader::from_reader(source.as_bytes())
        .records()
        .filter(|record| {
            let postcode = &record.as_ref().unwrap()[7];
            postcode.len() == 5 && postcode.bytes().all(|byte| byte.is_ascii_digit())
        })
        .count();
    let mended = read
        .notes
        .iter()
        .filter(|note| matches!(note.kind, NoteKind::PostcodeMended { .. }))
        .count();
    assert_eq!((mended, read.notes.len()), (without_dash, without_dash));
    assert!(without_dash > 0);
}

#[test]
fn the_large_warehouse_saved_by_a_spreadsheet_is_the_same() {
    let Some(dir) = large_warehouse() else {
        println!("PAKOWNIA_TEST_DATA is not set: the large warehouse was not read");
        return;
    };
    let saved = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(&dir).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        // These two signs are the only ones of the data that Windows-1250 has not.
        let bytes = save_by_spreadsheet(&text.replace('×', "x"));
        fs::write(saved.path().join(path.file_name().unwrap()), bytes).unwrap();
    }
    let plain = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(&dir).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap().replace('×', "x");
        fs::write(plain.path().join(path.file_name().unwrap()), text).unwrap();
    }
    assert_eq!(read(saved.path()).rows, read(plain.path()).rows);
}
