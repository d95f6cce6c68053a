//! Is the house as its plan says? Who names whom, who alone touches what, and how long files grow.

mod reading;

use std::collections::BTreeSet;
use std::fs;

use self::reading::{SourceFile, Uses, house, sources, uses};

/// Which modules a module may name, beside itself. The arrows of the crate map in `src/lib.rs`.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("sqlite", &[]),
    ("i18n", &["domain"]),
    ("labels", &["i18n", "domain"]),
    ("devices", &["domain"]),
    ("store", &["sqlite", "domain"]),
    ("master", &["sqlite", "domain"]),
    ("connectors", &["domain"]),
    (
        "station",
        &[
            "store",
            "master",
            "connectors",
            "devices",
            "labels",
            "domain",
        ],
    ),
    ("ui", &["station", "i18n", "domain"]),
    (
        "cli",
        &[
            "ui",
            "station",
            "store",
            "master",
            "connectors",
            "devices",
            "labels",
            "i18n",
            "domain",
            "sqlite",
        ],
    ),
    ("main", &["ui", "cli"]),
];

/// Arrows that are drawn otherwise, file by file, each with its reason.
const CROSSINGS: &[(&str, &str, &str)] = &[];

/// Crates that stand behind one door: only files whose path begins so may name them.
const DOORS: &[(&str, &[&str])] = &[
    ("rusqlite", &["src/store/", "src/master/", "src/sqlite.rs"]),
    ("printpdf", &["src/labels/"]),
    ("krilla", &["src/labels/"]),
    ("ab_glyph", &["src/labels/"]),
    ("subsetter", &["src/labels/"]),
    ("qrcode", &["src/labels/"]),
    ("datamatrix", &["src/labels/"]),
    ("eframe", &["src/ui/"]),
    ("egui", &["src/ui/"]),
    ("egui_plot", &["src/ui/"]),
    ("rfd", &["src/ui/"]),
    ("rodio", &["src/ui/"]),
    ("serialport", &["src/devices/"]),
    ("hidapi", &["src/devices/"]),
    ("printers", &["src/devices/spooler.rs"]),
    ("csv", &["src/connectors/"]),
    ("encoding_rs", &["src/connectors/"]),
    ("fluent_bundle", &["src/i18n/"]),
    ("clap", &["src/cli/"]),
    ("indicatif", &["src/cli/"]),
    ("argon2", &["src/station/auth.rs"]),
    (
        "hmac",
        &["src/station/auth.rs", "src/connectors/webhook.rs"],
    ),
    ("lettre", &["src/connectors/mail.rs"]),
    ("ureq", &["src/connectors/webhook.rs"]),
];

/// What the domain must not know of: clock, disk, network, screen, thread, and the environment. What threads share
/// is named one by one, for a table that is read once is the same for everybody (`LazyLock`).
const OUTSIDE: &[&str] = &[
    "Utc::now",
    "Local::now",
    "Instant",
    "SystemTime",
    "std::fs",
    "std::net",
    "std::thread",
    "std::env",
    "std::process",
    "std::io",
    "std::sync::mpsc",
    "std::sync::atomic",
    "Arc",
    "Condvar",
    "Mutex",
    "OnceLock",
    "RwLock",
    "println",
    "eprintln",
];

/// Longest file.
const LINES: usize = 600;

/// Longest file that has a reason, given here.
const LINES_WITH_A_REASON: usize = 900;

const LONG_FILES: &[(&str, &str)] = &[(
    "tests/it/support/snapshots.rs",
    "one picture of the bench after another; a table in the shape of code",
)];

fn room(file: &SourceFile) -> &str {
    let rest = file.path.strip_prefix("src/").unwrap_or(&file.path);
    rest.split('/').next().unwrap().trim_end_matches(".rs")
}

fn may_name(from: &str, to: &str) -> bool {
    from == to
        || ARROWS
            .iter()
            .any(|(room, others)| *room == from && others.contains(&to))
}

fn rooms() -> BTreeSet<&'static str> {
    ARROWS.iter().map(|(room, _)| *room).collect()
}

/// Every arrow in these files that the plan does not have.
fn wrong_arrows(files: &[SourceFile]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in files {
        let from = room(file);
        if from == "lib" {
            continue;
        }
        let Uses {
            rooms: named,
            escapes,
        } = uses(file, &rooms());
        for to in named {
            let is_agreed = CROSSINGS
                .iter()
                .any(|(path, agreed, _)| *path == file.path && *agreed == to);
            if !may_name(from, &to) && !is_agreed {
                wrong.push(format!("{}: {from} names {to}", file.path));
            }
        }
        wrong.extend(
            escapes
                .iter()
                .map(|path| format!("{}: {path} climbs out of its room", file.path)),
        );
    }
    wrong
}

/// Every crate that is named in front of a door that is not its own.
fn strangers(files: &[SourceFile]) -> Vec<String> {
    let mut wrong = Vec::new();
    for file in files {
        for (name, doors) in DOORS {
            if file.names_crate(name) && !doors.iter().any(|door| file.path.starts_with(door)) {
                wrong.push(format!("{}: names {name}", file.path));
            }
        }
    }
    wrong
}

#[test]
fn arrows_never_turn_round() {
    let files = sources("src");
    for file in &files {
        assert!(
            room(file) == "lib" || rooms().contains(room(file)),
            "{} is on no plan",
            file.path
        );
    }
    assert_eq!(wrong_arrows(&files), Vec::<String>::new());
}

#[test]
fn each_agreed_crossing_is_still_needed() {
    let files = sources("src");
    for (path, to, _) in CROSSINGS {
        let file = files.iter().find(|file| file.path == *path).unwrap();
        assert!(
            uses(file, &rooms()).rooms.contains(*to),
            "{path} does not name {to} any more"
        );
    }
}

#[test]
fn a_planted_arrow_is_found() {
    let planted = |text: &str| vec![SourceFile::new("src/domain/gate.rs", text)];
    assert_eq!(wrong_arrows(&planted("use crate::store::Store;")).len(), 1);
    assert_eq!(
        wrong_arrows(&planted(
            "use crate::{domain::ids, store::{Store, StoreError}, ui};"
        ))
        .len(),
        2
    );
    assert_eq!(
        wrong_arrows(&planted("fn f() { crate::station::open(); }")).len(),
        1
    );
    assert_eq!(wrong_arrows(&planted("use super::super::labels;")).len(), 1);
    assert_eq!(
        wrong_arrows(&planted(
            "/// [`crate::store`]\n// crate::ui\n/* crate::cli */ use crate::domain;"
        ))
        .len(),
        0
    );
    assert_eq!(
        wrong_arrows(&planted("const T: &str = \"use crate::store\";")).len(),
        0
    );
    assert_eq!(
        wrong_arrows(&planted(
            "use super::ids::Sku;\nmod tests { use super::*; use super::super::ids; }"
        ))
        .len(),
        0
    );
    let screen = SourceFile::new(
        "src/ui/queue.rs",
        "use crate::{\n    station::snapshot,\n    master::Master,\n};",
    );
    assert_eq!(
        wrong_arrows(&[screen]),
        ["src/ui/queue.rs: ui names master"]
    );
}

#[test]
fn every_crate_stands_behind_its_door() {
    assert_eq!(strangers(&sources("src")), Vec::<String>::new());
}

#[test]
fn a_planted_stranger_is_found() {
    let screen = |text: &str| vec![SourceFile::new("src/ui/queue.rs", text)];
    assert_eq!(strangers(&screen("use rusqlite::Connection;")).len(), 1);
    assert_eq!(
        strangers(&screen("fn f(c: &rusqlite::Connection) {}")).len(),
        1
    );
    assert_eq!(
        strangers(&screen(
            "use crate::csv::Csv; use egui::Ui; // rusqlite::Connection"
        ))
        .len(),
        0
    );
}

#[test]
fn the_domain_knows_no_clock_disk_network_screen_or_thread() {
    for file in sources("src/domain") {
        for outside in OUTSIDE {
            assert!(!file.has_word(outside), "{} names {outside}", file.path);
        }
    }
    assert!(SourceFile::new("x", "let t = Utc::now();").has_word("Utc::now"));
    assert!(!SourceFile::new("x", "let instants = 1; // Instant").has_word("Instant"));
}

#[test]
fn money_mass_and_length_are_whole_numbers() {
    for file in sources("src/domain") {
        // Statistics alone may compute with fractions, and round them before anything is kept.
        if file.path.starts_with("src/domain/stats") {
            continue;
        }
        assert!(
            !file.has_word("f32") && !file.has_word("f64"),
            "{} has a floating point number",
            file.path
        );
    }
}

#[test]
fn every_file_says_first_what_it_is_for() {
    for file in sources("src").iter().chain(&sources("tests")) {
        assert!(
            file.raw.starts_with("//! "),
            "{} does not say what it is for",
            file.path
        );
    }
}

#[test]
fn no_file_grows_out_of_hand() {
    for file in sources("src").iter().chain(&sources("tests")) {
        let lines = file.raw.lines().count();
        let reason = LONG_FILES.iter().find(|(path, _)| *path == file.path);
        let most = if reason.is_some() {
            LINES_WITH_A_REASON
        } else {
            LINES
        };
        assert!(lines <= most, "{}: {lines} lines, split it", file.path);
        assert!(
            reason.is_none() || lines > LINES,
            "{} is short again: strike it off the list",
            file.path
        );
    }
    for (path, _) in LONG_FILES {
        assert!(
            house().join(path).is_file(),
            "{path} is gone: strike it off the list"
        );
    }
}

/// Whose crate it is and why it is there, on its line or the line above.
fn undocumented(manifest: &str) -> Vec<String> {
    let (mut section, mut above, mut wrong) = ("", "", Vec::new());
    for line in manifest.lines() {
        if line.starts_with('[') {
            section = line;
        }
        let is_dependency = section.ends_with("dependencies]") && line.contains(" = ");
        let is_dependency = is_dependency && line.starts_with(|c: char| c.is_ascii_alphanumeric());
        if is_dependency {
            let inline = line.split_once("# ").map(|(_, comment)| comment);
            let comment = inline
                .or_else(|| above.strip_prefix("# "))
                .unwrap_or_default();
            let owners = comment.split_once(": ").map_or("", |(owners, _)| owners);
            let is_known = |owner: &str| {
                let room = owner.trim().split("::").next().unwrap_or_default();
                room == "tests" || rooms().contains(room)
            };
            if owners.is_empty() || !owners.split(',').all(is_known) {
                wrong.push(line.to_owned());
            }
        }
        above = line;
    }
    wrong
}

#[test]
fn every_dependency_has_an_owner_and_a_reason() {
    let manifest = fs::read_to_string(house().join("Cargo.toml")).unwrap();
    assert_eq!(undocumented(&manifest), Vec::<String>::new());
    let planted = "[dependencies]\n# store: rows\nrusqlite = \"1\"\nleft-pad = \"1\"\nserde = \"1\" # everybody: data\n";
    assert_eq!(undocumented(planted).len(), 2);
}

/// The tests that the list of invariants names, with the number of the invariant.
fn proofs_of(house_rules: &str) -> Vec<(u32, Vec<String>)> {
    let mut proofs: Vec<(u32, Vec<String>)> = Vec::new();
    for line in house_rules
        .lines()
        .filter_map(|line| line.strip_prefix("//! "))
    {
        let number = line
            .split_once(". ")
            .and_then(|(number, _)| number.parse().ok());
        if let Some(number) = number {
            proofs.push((number, vec![]));
        }
        if let Some((_, named)) = proofs.last_mut()
            && (number.is_some() || line.starts_with("   "))
        {
            named.extend(
                line.split('`')
                    .skip(1)
                    .step_by(2)
                    .filter(|word| word.matches('_').count() > 2)
                    .map(str::to_owned),
            );
        }
    }
    proofs
}

#[test]
fn each_invariant_names_tests_that_exist() {
    let head = fs::read_to_string(house().join("src/lib.rs")).unwrap();
    let proofs = proofs_of(&head);
    assert_eq!(
        proofs.iter().map(|(number, _)| *number).collect::<Vec<_>>(),
        (1..=10).collect::<Vec<_>>()
    );
    let told: String = sources("src")
        .iter()
        .chain(&sources("tests"))
        .map(|file| file.raw.clone())
        .collect();
    for (number, names) in proofs {
        assert!(!names.is_empty(), "invariant {number} names no test");
        for name in names {
            // A story's name stands in the list of stories, any other behind `fn`.
            let exists =
                told.contains(&format!("fn {name}(")) || told.contains(&format!("{name} => \""));
            assert!(exists, "invariant {number} names {name}, which is no test");
        }
    }
}
