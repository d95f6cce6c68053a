//! The real program forgets planted people: not a byte of them is left in its data directory, whatever is done next.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use pakownia::station::clock::Clock;
use serde_json::{Value, json};

use crate::support::bench::fixtures;
use crate::support::process::{answers, copy_files, doctor_on_journal, export, outcome, run, text};

/// Planted people, each with an order.
const PEOPLE: usize = 24;

/// What is counted.
const COUNTED: [&str; 4] = ["shift", "mis-picks", "figures", "packaging"];

/// What is told of each of them, made of letters and digits that no printer language writes otherwise.
fn marks(person: usize) -> [String; 6] {
    ["Imie", "Ulica", "Miasto", "Poczta", "Uwaga", "Klucz"]
        .map(|part| format!("{part}Kanarek{person:03}x"))
}

fn number(person: usize) -> String {
    format!("KAN-{person:03}")
}

/// A shop with nothing but planted orders of one mug each, paid twenty days ago.
fn shop(to: &Path, people: impl Iterator<Item = usize>) {
    copy_files(&fixtures(), to);
    let paid = (Clock::System.now() - TimeDelta::days(21)).format("%Y-%m-%dT%H:%M:%SZ");
    let mut orders = "order_no,channel,customer,paid_at,delivery_method,locker,name,street,postcode,city,country,phone,email,value_minor,currency,tags,note,status,documents\n".to_owned();
    let mut lines = "order_no,line,sku,quantity\n".to_owned();
    for person in people {
        let [name, street, city, mail, note, customer] = marks(person);
        let order = number(person);
        writeln!(
            orders,
            "{order},shop,{customer},{paid},dpd_courier,,{name} Nowak,{street} 1,00-001,{city},PL,+48600100{person:03},{mail}@example.com,9900,PLN,,{note},,"
        )
        .unwrap();
        writeln!(lines, "{order},1,MUG-01,1").unwrap();
    }
    fs::write(to.join("orders.csv"), orders).unwrap();
    fs::write(to.join("order_lines.csv"), lines).unwrap();
}

/// Packs the orders of these people, nineteen days ago.
fn pack(dir: &Path, people: impl Iterator<Item = usize>) -> Vec<Value> {
    let at = (Clock::System.now() - TimeDelta::days(19)).to_rfc3339();
    let mut events = vec![json!({"badge": "W-001", "pin": "111111"})];
    for person in people {
        let order = number(person);
        events.push(json!({"id": format!("{person}/1"), "scan": order}));
        events.push(json!({"id": format!("{person}/2"), "scan": "5901234123457"}));
        events.push(json!({"id": format!("{person}/3"), "command": "packaging"}));
        events.push(json!({"id": format!("{person}/4"), "weigh_g": 450}));
        events.push(json!({"id": format!("{person}/5"), "scan": order}));
    }
    let lines: Vec<String> = events.iter().map(Value::to_string).collect();
    let lines = format!("{}\n", lines.join("\n"));
    answers(&["script", "--data-dir", text(dir), "--clock", &at], &lines)
}

/// Every file below a directory.
fn files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                files(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

/// Where something of a person is found, as text or as the wide text of another encoding.
fn found(dir: &Path, person: usize) -> Vec<String> {
    let marks = marks(person);
    let mut places = Vec::new();
    for file in files(dir) {
        let bytes = fs::read(&file).unwrap();
        for mark in &marks {
            let has = |needle: &[u8]| bytes.windows(needle.len()).any(|part| part == needle);
            if has(mark.as_bytes()) {
                places.push(format!("{mark} in {}", file.display()));
            }
        }
    }
    places
}

fn report(dir: &Path, name: &str, (from, to): (&str, &str)) -> Value {
    let told = run(&[
        "report",
        name,
        "--data-dir",
        text(dir),
        "--from",
        from,
        "--to",
        to,
    ]);
    let mut told: Value = serde_json::from_str(&told).unwrap();
    // What lies on the shelf is no count of these days: the shop has counted it anew.
    told.as_object_mut().unwrap().remove("stock");
    told
}

fn erased(dir: &Path, arguments: &[&str]) -> Value {
    let mut all = vec!["erase", "--data-dir", text(dir)];
    all.extend(arguments);
    serde_json::from_slice(&outcome(&all).stdout).unwrap()
}

#[test]
fn not_a_byte_of_a_forgotten_customer_is_left_and_everything_is_counted_as_before() {
    let (folder, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let dir = data.path();
    shop(folder.path(), 0..PEOPLE);
    run(&["import", text(folder.path()), "--data-dir", text(dir)]);
    // Labels in letters that can be looked for.
    fs::write(
        dir.join("bench.toml"),
        "[label_printer]\nlanguage = \"zpl\"\n",
    )
    .unwrap();
    let packed = PEOPLE - 2;
    let told = pack(dir, 0..packed);
    assert_eq!(told.last().unwrap()["step"], "closed", "{told:?}");
    run(&["doctor", "--data-dir", text(dir), "--backup"]);
    fs::create_dir_all(dir.join("damaged/1")).unwrap();
    for person in 0..PEOPLE {
        assert!(!found(dir, person).is_empty(), "{person} is planted");
    }
    let day = |days| {
        (Clock::System.now() - TimeDelta::days(days))
            .date_naive()
            .to_string()
    };
    let days = (&*day(22), &*day(0));
    let before = COUNTED.map(|name| report(dir, name, days));
    let (facts, parcels) = (export(dir, "facts").len(), export(dir, "parcels"));

    // Who asks goes first; a customer whose parcel is not packed has to wait.
    let one = erased(dir, &["--order", &number(3)]);
    assert_eq!(
        (&one["erased"], &one["orders"][0]),
        (&json!(1), &json!(number(3)))
    );
    assert_eq!(found(dir, 3), Vec::<String>::new());
    assert!(!found(dir, 4).is_empty(), "nobody else went");
    let tracking = parcels[5]["tracking"].as_str().unwrap().to_owned();
    let order = parcels[5]["order"].as_str().unwrap();
    assert_eq!(erased(dir, &["--order", &tracking])["orders"][0], order);
    let refused = erased(dir, &["--order", &number(packed)]);
    assert_eq!(refused["refused"][0]["reason"], "NotGoneYet");
    let again = erased(dir, &["--order", &number(3)]);
    assert_eq!(again["refused"][0]["reason"], "NothingToErase");
    let unknown = erased(dir, &["--order", "KAN-999"]);
    assert_eq!(unknown["refused"][0]["reason"], "UnknownOrder");

    // Then all others whose days are over.
    assert_eq!(erased(dir, &["--due"])["erased"], packed - 2);
    assert_eq!(erased(dir, &["--due"])["erased"], 0);
    for person in 0..packed {
        assert_eq!(found(dir, person), Vec::<String>::new());
    }
    assert!(
        !found(dir, packed).is_empty(),
        "who waits for the parcel stays"
    );

    // The shop sends everything again; a copy takes the place of the database; the cache is loaded anew.
    run(&["import", text(folder.path()), "--data-dir", text(dir)]);
    run(&["doctor", "--data-dir", text(dir), "--backup"]);
    for person in 0..packed {
        assert_eq!(found(dir, person), Vec::<String>::new());
    }
    for (name, before) in COUNTED.iter().zip(before) {
        assert!(report(dir, name, days) == before, "{name} counts otherwise");
    }
    assert_eq!(export(dir, "parcels"), parcels);
    let kinds = export(dir, "facts");
    assert!(kinds.len() > facts);
    assert!(
        kinds
            .iter()
            .any(|fact| fact["kind"] == "PersonalDataErased")
    );
    let journal = doctor_on_journal(dir);
    assert!(
        journal.contains("fine") || journal.contains("ok"),
        "{journal}"
    );
}
