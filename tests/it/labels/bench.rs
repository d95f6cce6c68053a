//! The bench with a ZPL printer: what it keeps, what it prints, and what the commands make of it.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::bench::BenchTest;
use crate::support::process::{PROGRAM, copy_files, outcome, run, text};

use super::interpreter::{commands, print};
use super::referees::{rasterised, text_of, write_pgm, zbar};

const ZPL_PRINTER: &str = "label_size = \"4x6\"\n[label_printer]\nlanguage = \"zpl\"\ndpi = 300\n";

/// A bench with this set-up that has packed and printed the parcel of B-101.
fn packed(set_up: &str) -> BenchTest {
    let mut bench = BenchTest::new();
    fs::write(bench.dir().join("bench.toml"), set_up).unwrap();
    bench.restart();
    for line in [
        "signin W-002",
        "scan B-101",
        "scan 5901234123457",
        "scan 5901234123457",
        "scan 5901234000031",
        "weigh 880",
        "scan B-101",
    ] {
        let answer = bench.run_line(line);
        assert!(answer.starts_with("accepted"), "{line} -> {answer}");
    }
    bench
}

/// The label of B-101 as the command writes it from a copy of the bench.
fn label(bench: &BenchTest, format: &str) -> Vec<u8> {
    let copy = tempfile::tempdir().unwrap();
    copy_files(bench.dir(), copy.path());
    let out = copy.path().join("label");
    run(&[
        "label",
        "--data-dir",
        text(copy.path()),
        "--order",
        "B-101",
        "--format",
        format,
        "--out",
        text(&out),
    ]);
    fs::read(&out).unwrap()
}

fn read_of_dots(folder: &Path, width: usize, pixels: &[u8]) -> Vec<String> {
    let path = folder.join("label.pgm");
    write_pgm(&path, width, pixels);
    zbar(&path)
}

const CODES: [&str; 2] = ["00059000000000000015", "B-101"];

#[test]
fn a_bench_with_a_zpl_printer_keeps_and_prints_zpl() {
    let mut bench = packed(ZPL_PRINTER);
    let folder = tempfile::tempdir().unwrap();
    let prints = bench.run_line("prints");
    let name = prints.split(' ').find(|name| name.ends_with("label.zpl"));
    let name = name.unwrap_or_else(|| panic!("no ZPL label among {prints}"));
    let printed = fs::read(bench.dir().join("prints").join(name)).unwrap();
    let paper = print(&printed);
    // 4 × 6 inches at 300 dpi.
    assert_eq!((paper.width, paper.height), (1200, 1800));
    assert_eq!(
        read_of_dots(folder.path(), paper.width, &paper.pixels),
        CODES
    );
    assert_eq!(label(&bench, "zpl"), printed, "the stored bytes again");
    // The same label for another printer is made of the kept picture.
    let pdf = label(&bench, "pdf");
    assert_eq!(zbar(&rasterised(folder.path(), "label", &pdf, 300)), CODES);
}

#[test]
fn the_slip_of_a_parcel_shows_where_each_unit_stands_in_packing_order() {
    let mut bench = packed("");
    let slip_of = |bench: &mut BenchTest, parcel: usize| {
        let prints = bench.run_line("prints");
        let names: Vec<&str> = prints.split(' ').collect();
        let slips = names.iter().filter(|name| name.ends_with("slip.pdf"));
        let name = slips.collect::<Vec<_>>()[parcel];
        let folder = tempfile::tempdir().unwrap();
        let bytes = fs::read(bench.dir().join("prints").join(name)).unwrap();
        text_of(folder.path(), &bytes)
    };
    let text = slip_of(&mut bench, 0);
    assert!(
        text.contains("Kolejność pakowania: 1–2 MUG-01, 3 TEA-01"),
        "{text}"
    );
    // Nobody knows how large they are: there is no picture, and the slip comes all the same.
    let unknown = "sku,name,weight_g,length_mm,width_mm,height_mm\nTEA-01,Herbata miętowa,100,,,\n";
    bench.shop_sends(&[("products.csv", unknown.to_owned())]);
    bench.shop_edits("B-103", Some(&[(1, "TEA-01", 1)]), &[]);
    for line in [
        "scan B-103",
        "scan 5901234000031",
        "weigh 220",
        "scan B-103",
    ] {
        let answer = bench.run_line(line);
        assert!(answer.starts_with("accepted"), "{line} -> {answer}");
    }
    let text = slip_of(&mut bench, 1);
    assert!(
        text.contains("B-103") && !text.contains("Kolejność"),
        "{text}"
    );
}

#[test]
fn a_label_kept_as_pdf_goes_to_a_zpl_printer_as_its_picture() {
    let bench = packed("");
    let folder = tempfile::tempdir().unwrap();
    assert!(label(&bench, "pdf").starts_with(b"%PDF"));
    let paper = print(&label(&bench, "zpl"));
    assert_eq!((paper.width, paper.height), (799, 1199));
    let preview = image::load_from_memory(&label(&bench, "png"))
        .unwrap()
        .to_luma8();
    assert!(
        paper.pixels == preview.into_raw(),
        "dot for dot the preview"
    );
    assert_eq!(
        read_of_dots(folder.path(), paper.width, &paper.pixels),
        CODES
    );
}

#[test]
fn cards_come_as_a_sheet_or_one_by_one_from_the_label_printer() {
    let bench = packed(ZPL_PRINTER);
    let copy = tempfile::tempdir().unwrap();
    copy_files(bench.dir(), copy.path());
    let out = copy.path().join("paper");
    let document = |arguments: &[&str]| {
        let fixed = ["--data-dir", text(copy.path()), "--out", text(&out)];
        run(&[&["document"], arguments, &fixed].concat());
        fs::read(&out).unwrap()
    };
    let sheet = document(&["totes", "--count", "7"]);
    let words = text_of(copy.path(), &sheet);
    assert!(
        words.contains("T-001") && words.contains("T-007"),
        "{words}"
    );
    assert!(!words.contains("T-008"), "{words}");
    let roll = String::from_utf8(document(&["totes", "--count", "7", "--roll"])).unwrap();
    let labels: Vec<&str> = roll.split_inclusive("^XZ\n").collect();
    assert_eq!(labels.len(), 7);
    let last = print(labels[6].as_bytes());
    assert_eq!(
        read_of_dots(copy.path(), last.width, &last.pixels),
        ["T-007"]
    );
    for kind in ["locations", "badges", "packagings", "commands"] {
        let roll = document(&[kind, "--roll"]);
        let count = commands(&roll)
            .iter()
            .filter(|command| command.name == "^XA")
            .count();
        assert!(count > 0, "{kind}");
        assert!(document(&[kind]).starts_with(b"%PDF"), "{kind}");
    }
    let fixed = ["--data-dir", text(copy.path()), "--out", text(&out)];
    let scanner = outcome(&[&["document", "scanner", "--roll"], &fixed[..]].concat());
    assert!(!scanner.status.success(), "the scanner sheet has no cards");
}

#[test]
fn labels_described_in_a_file_are_drawn_or_refused_line_by_line() {
    use std::io::Write as _;
    let folder = tempfile::tempdir().unwrap();
    let shipping = serde_json::to_value(super::label()).unwrap();
    let line = |change: &dyn Fn(&mut Value)| {
        let mut label = shipping.clone();
        label["label"] = "shipping".into();
        change(&mut label);
        label.to_string()
    };
    let lines = [
        line(&|_| {}),
        line(&|label| label["recipient"]["name"] = "Ewa 🎁".into()),
        "{\"label\": \"parrot\"}".to_owned(),
        "{\"label\": \"card\", \"symbology\": \"ean-13\", \"code\": \"5901234123458\"}".to_owned(),
        line(&|label| label["size"] = "A6".into()),
    ];
    let mut child = Command::new(PROGRAM)
        .args([
            "label", "--from", "-", "--format", "zpl", "--dpi", "300", "--out",
        ])
        .arg(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(lines.join("\n").as_bytes()).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert!(!output.status.success(), "three were refused");
    let answers: Vec<Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let told: Vec<(&str, &str)> = answers
        .iter()
        .map(|answer| {
            let text = |field: &str| answer[field].as_str().unwrap_or_default();
            (text("refused"), text("field"))
        })
        .collect();
    assert_eq!(
        told,
        [
            ("", ""),
            ("NoGlyph", "recipient.name"),
            ("NoLabel", ""),
            ("Content", "code"),
            ("", "")
        ]
    );
    assert_eq!(answers[4]["file"], "000005.zpl");
    let paper = print(&fs::read(folder.path().join("000005.zpl")).unwrap());
    assert_eq!((paper.width, paper.height), (1240, 1748));
}
