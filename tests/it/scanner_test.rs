//! The set-up screen: the scanner's test off the screen, and the scale's keys beside it.

use pakownia::domain::session::input::Card;
use pakownia::domain::units::Grams;
use pakownia::domain::worker::Language;
use pakownia::i18n::{self, Word, word};
use pakownia::station::event::{Command, SCANNER_SELF_TEST};
use pakownia::station::snapshot::{HeardCode, Lamp, OrderEnd, ScaleOrder, Snapshot, Trouble};
use pakownia::ui::app::Route;
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;

use crate::support::snapshots;
use crate::support::window::{
    Bench, LANGUAGES, WINDOWS, check_nodes, check_texts, command, sheet_of,
};

const EN: Language = Language::En;

fn at_set_up(snapshot: Snapshot) -> Bench {
    Bench::lead(snapshot, LeadScreen::Setup)
}

/// A lead's picture in which a scanner with a wire of its own sent this.
fn heard(seq: u64, code: Option<&str>) -> Snapshot {
    let mut snapshot = snapshots::lead(EN);
    snapshot.health.scanner_heard = Some(HeardCode {
        seq,
        code: code.map(str::to_owned),
    });
    snapshot
}

#[test]
fn a_scanner_of_any_connection_is_told_what_it_does_wrong() {
    let mut bench = at_set_up(heard(4, Some("5901234123457")));
    // What was scanned before the page was opened is no part of the test.
    assert!(!bench.says("5901234123457"));
    let table = [
        (Some(SCANNER_SELF_TEST), Word::ScannerTestOk),
        (Some("]C110PKNTEST\u{1d}217"), Word::ScannerTestSeparatorOk),
        (Some("10PKNTEST217"), Word::ScannerTestNoSeparator),
        (Some("pkn-test-YZyz=;'/[]"), Word::ScannerTestCaps),
        (Some("KN-TEST-yzYZ"), Word::ScannerTestCut),
        (None, Word::ScannerTestNoEnter),
    ];
    for (seq, (code, words)) in (5..).zip(table) {
        bench.show(heard(seq, code));
        assert!(bench.says(&word(EN, words.clone())), "{code:?} {words:?}");
    }
    // A keyboard scanner has the same test.
    bench.scan(SCANNER_SELF_TEST);
    assert!(bench.says(&word(EN, Word::ScannerTestOk)));
}

#[test]
fn the_scale_is_zeroed_and_tared_from_the_set_up_screen() {
    let mut snapshot = snapshots::lead(EN);
    snapshot.has_scale = true;
    snapshot.health.scale = Lamp::Ok;
    snapshot.health.scale_found = Some("radwag, 9600 8N1".to_owned());
    snapshot.health.scale_shows = Some(Grams(0));
    snapshot.health.scale_said = Some((ScaleOrder::Tare, OrderEnd::PressTheKey));
    let mut bench = at_set_up(snapshot);
    assert!(bench.says("radwag, 9600 8N1"));
    assert!(bench.says(&word(EN, Word::ScaleSaidPressKey)));
    for card in [Card::ZeroScale, Card::TareScale] {
        bench.press(&i18n::card(EN, card).title);
        assert_eq!(bench.sent().last(), Some(&command(Command::Card(card))));
    }
}

#[test]
fn everything_the_devices_say_fits_in_both_languages() {
    let mut wrong = Vec::new();
    let troubles = [
        Trouble::ScaleSilent,
        Trouble::ScaleUnknown,
        Trouble::ScaleLoaded,
        Trouble::ScaleBelowZero,
        Trouble::ScaleNeedsZero,
        Trouble::ScaleDrifts,
        Trouble::ScaleFrozen,
        Trouble::ScaleRestless,
        Trouble::NoPermission {
            port: "/dev/ttyUSB0".to_owned(),
        },
        Trouble::PortBusy {
            port: "/dev/ttyUSB0".to_owned(),
        },
    ];
    let window = WINDOWS[0];
    for lang in LANGUAGES {
        for trouble in &troubles {
            let mut snapshot = snapshots::lead(lang);
            snapshot.health.scale = Lamp::Watch(trouble.clone());
            let mut bench = Bench::sized(snapshot, window, false);
            bench.harness.state_mut().go(Route::Lead, LeadScreen::Setup);
            bench.run();
            let name = format!("{trouble:?} {lang:?}");
            let sheet = sheet_of(window);
            wrong.extend(check_texts(&bench, &name, theme::LEAD_TEXT_MIN, sheet));
            check_nodes(&bench, &name, 56.0, sheet);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
