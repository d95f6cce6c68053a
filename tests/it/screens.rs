//! The screens in every state, in both languages: nothing is cut, nothing is small, keys do what they say.

use std::sync::Arc;

use eframe::egui::{self, Vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pakownia::domain::all_benches::BenchChoice;
use pakownia::domain::import_problem::{ImportFile, ImportLine, RowError, RowProblem};
use pakownia::domain::session::input::Card;
use pakownia::domain::session::message::{Message, Refusal, Verdict};
use pakownia::domain::units::Grams;
use pakownia::domain::worker::{Language, Role};
use pakownia::i18n::{self, Word, word};
use pakownia::station::event::{Action, Command, Event, Reading};
use pakownia::station::snapshot::{ImportEnd, Snapshot, StockCount};
use pakownia::ui::app::{Route, Window, WindowOptions, Wires};
use pakownia::ui::demo_panel::{Demo, DemoView, PANEL};
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;
use pakownia::ui::wedge_hook::WedgeHook;

use crate::support::window::{
    Bench, LANGUAGES, LONG_NAMES, Text, WINDOWS, check_nodes, check_texts, command, drawn, scanned,
    sheet_of,
};
use crate::support::{snapshots, unit_snapshots, wait};

#[test]
fn every_packers_screen_fits_and_is_readable_at_one_metre_in_both_languages() {
    let mut wrong = Vec::new();
    for window in WINDOWS {
        for lang in LANGUAGES {
            let states = snapshots::all_packing(lang).into_iter();
            for (name, snapshot) in states.chain(unit_snapshots::all(lang)) {
                let bench = Bench::sized(snapshot, window, false);
                let name = format!("{name} {lang:?} {window:?}");
                wrong.extend(check_texts(
                    &bench,
                    &name,
                    theme::TEXT_MIN,
                    sheet_of(window),
                ));
                check_nodes(&bench, &name, theme::KEY_MIN, sheet_of(window));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_leads_screen_fits_and_is_readable_in_both_languages() {
    let errors: Vec<ImportLine> = (0..300)
        .map(|line| {
            ImportLine::Bad(RowError {
                file: ImportFile::Orders,
                line,
                column: Some("paid_at"),
                value: "17.11.2026".to_owned(),
                problem: RowProblem::BadDate,
            })
        })
        .collect();
    let done = ImportEnd::Done {
        added: 12_000,
        changed: 3,
        same: 0,
        stock: StockCount::default(),
        notes: errors.clone(),
    };
    for window in WINDOWS {
        for lang in LANGUAGES {
            let screens = [
                (LeadScreen::Statistics, snapshots::lead(lang)),
                (LeadScreen::Import, snapshots::lead(lang)),
                (LeadScreen::Import, snapshots::importing(lang, None)),
                (
                    LeadScreen::Import,
                    snapshots::importing(lang, Some(done.clone())),
                ),
                (
                    LeadScreen::Import,
                    snapshots::importing(
                        lang,
                        Some(ImportEnd::Refused {
                            errors: errors.clone(),
                        }),
                    ),
                ),
                (LeadScreen::Documents, snapshots::lead(lang)),
                (LeadScreen::Prints, snapshots::lead(lang)),
                (LeadScreen::Setup, snapshots::lead(lang)),
            ];
            for (screen, snapshot) in screens {
                let mut bench = Bench::sized(snapshot, window, true);
                bench.harness.state_mut().go(Route::Lead, screen);
                bench.run();
                let name = format!("{screen:?} {lang:?} {window:?}");
                for Text { text, size, .. } in bench.texts() {
                    assert!(
                        size >= theme::LEAD_TEXT_MIN - 0.01,
                        "{name}: {text:?} has {size} points"
                    );
                }
                check_nodes(&bench, &name, 60.0, sheet_of(window));
            }
        }
    }
}

#[test]
fn the_picture_takes_two_fifths_of_the_height() {
    let mut bench = Bench::new(snapshots::scanning(Language::Pl, Role::Packer));
    // Pictures come from a worker one by one, and a small one may be the first.
    wait::until("a picture of two fifths", || {
        bench.run();
        let nodes = bench.harness.root().children_recursive();
        let pictures =
            nodes.filter(|node| node.accesskit_node().role() == egui::accesskit::Role::Image);
        let tallest = pictures.map(|node| node.rect().height()).reduce(f32::max);
        match tallest {
            Some(height) if height >= 0.4 * theme::SHEET.y => Ok(()),
            tallest => Err(format!("the tallest is {tallest:?}")),
        }
    });
}

#[test]
fn a_packaging_that_the_carrier_never_takes_has_no_key() {
    let keys = |not_carried: &[&str]| {
        let mut snapshot = snapshots::packaging(Language::Pl, vec![]);
        let session = snapshot.session.as_mut().unwrap();
        session.not_carried = not_carried.iter().map(|code| (*code).into()).collect();
        let mut bench = Bench::new(snapshot);
        bench.run();
        let texts = bench.texts().into_iter().map(|text| text.text);
        texts.filter(|text| text.starts_with("KOP-")).count()
    };
    assert_eq!(keys(&[]), 3);
    assert_eq!(keys(&["KOP-A4", "KAR-S"]), 2);
}

#[test]
fn a_key_of_the_row_does_what_its_card_does() {
    for (card, role) in [
        (Card::Undo, Role::Packer),
        (Card::Short, Role::Packer),
        (Card::NextParcel, Role::Packer),
        (Card::Hold, Role::Packer),
        (Card::Help, Role::Packer),
        (Card::SwitchPacker, Role::Lead),
    ] {
        let mut bench = Bench::new(snapshots::scanning(Language::Pl, role));
        bench.press(&i18n::card(Language::Pl, card).title);
        assert_eq!(bench.sent(), [command(Command::Card(card))]);
    }
}

#[test]
fn who_is_told_that_a_unit_does_not_fit_has_a_key_to_say_that_it_does() {
    let title = i18n::card(Language::Pl, Card::ItFits).title;
    let told = |too_heavy| {
        let sku = "MUG-01".into();
        let full = Message::Refused(Refusal::ParcelFull { sku, too_heavy });
        let scanning = snapshots::scanning(Language::Pl, Role::Packer);
        Bench::new(snapshots::answered(scanning, Verdict::Blocked, full))
    };
    let mut bench = told(false);
    bench.press(&title);
    assert_eq!(bench.sent(), [command(Command::Card(Card::ItFits))]);
    let mut bench = told(true);
    bench.run();
    assert!(bench.texts().iter().all(|text| text.text != title));
}

#[test]
fn an_answer_is_given_by_its_key() {
    let mut bench = Bench::new(snapshots::asking(Language::En));
    let damaged = i18n::reason(
        Language::En,
        pakownia::domain::session::question::CommonReason::Damaged,
    );
    bench.press(&damaged);
    assert_eq!(bench.sent(), [command(Command::Card(Card::Option(2)))]);
}

#[test]
fn a_packer_cannot_confirm_by_hand_and_a_lead_can() {
    let title = word(Language::Pl, Word::KeyManual);
    let mut bench = Bench::new(snapshots::scanning(Language::Pl, Role::Packer));
    let lead_only = i18n::role(Language::Pl, Role::Lead);
    bench.press(&format!("{title} ({lead_only})"));
    assert!(
        bench
            .harness
            .query_by_label(&word(Language::Pl, Word::ManualWhich))
            .is_none()
    );

    let mut bench = Bench::new(snapshots::scanning(Language::Pl, Role::Lead));
    bench.press(&title);
    bench.press("Talerz głęboki „Chaber” 22 cm (TAL-02)");
    let reason = word(Language::Pl, Word::ManualWhyDamaged);
    bench.press(&reason);
    assert_eq!(
        bench.sent(),
        [command(Command::Confirm {
            sku: "TAL-02".into(),
            reason
        })]
    );
}

#[test]
fn a_release_takes_the_leads_badge_by_scan_and_the_pin_by_keys() {
    let mut bench = Bench::new(snapshots::weight_off(Language::Pl));
    let release = bench.release(Language::Pl);
    assert_eq!(bench.sent(), [release]);
}

#[test]
fn a_pin_is_never_on_the_screen() {
    let mut bench = Bench::new(snapshots::locked());
    bench.scan("W-001");
    assert_eq!(bench.sent(), [scanned("W-001")]);
    let mut offered = snapshots::locked();
    offered.badge_offered = Some("W-001".into());
    bench.show(offered);
    for digit in ["8", "7", "8", "7", "8", "7"] {
        bench.press(digit);
    }
    assert!(bench.texts().iter().all(|text| !text.text.contains("878")));
    bench.press(&word(Language::Pl, Word::SignInButton));
    let sign_in = Action::SignIn {
        badge: "W-001".to_owned(),
        pin: "878787".to_owned(),
    };
    assert_eq!(bench.sent().last(), Some(&Event::Action(sign_in)));
}

#[test]
fn a_weight_is_typed_only_where_there_is_no_scale() {
    let states = snapshots::all_packing(Language::En);
    let typed = states
        .into_iter()
        .find(|(name, _)| *name == "weighing-typed")
        .unwrap()
        .1;
    let mut bench = Bench::new(typed);
    for digit in ["2", "4", "3", "0"] {
        bench.press(digit);
    }
    bench.press(&word(Language::En, Word::PadDone));
    let weigh = Action::Weigh {
        gross: Grams(2_430),
        typed: true,
    };
    assert_eq!(bench.sent(), [Event::Action(weigh)]);
}

#[test]
fn a_scan_reaches_the_bench_whatever_has_the_focus_and_presses_nothing() {
    let mut bench = Bench::new(snapshots::lead(Language::Pl));
    bench
        .harness
        .state_mut()
        .go(Route::Lead, LeadScreen::Import);
    bench.run();
    let skip = format!(
        "{} ({})",
        word(Language::Pl, Word::ImportSkipBadRows),
        word(Language::Pl, Word::No)
    );
    bench.harness.get_by_label(&skip).focus();
    bench.run();
    bench.scan("5901234123457");
    assert_eq!(bench.sent().last(), Some(&scanned("5901234123457")));
    assert!(
        bench.harness.query_by_label(&skip).is_some(),
        "the scanner's Enter pressed the key"
    );
}

#[test]
fn typing_goes_into_the_field_and_a_burst_does_not() {
    let mut bench = Bench::new(snapshots::locked());
    let field = word(Language::Pl, Word::SignInBadge);
    bench.harness.get_by_label(&field).click();
    bench.run();
    for key in ["W", "0", "7"] {
        bench.harness.event(egui::Event::Text(key.to_owned()));
        bench.run();
        // A person's keys are a tenth of a second apart and more.
        std::thread::sleep(std::time::Duration::from_millis(120));
        bench.run();
    }
    let value = |bench: &Bench| bench.harness.get_by_label(&field).value();
    assert_eq!(value(&bench).as_deref(), Some("W07"));
    bench.scan("ZAM-1001");
    assert_eq!(value(&bench).as_deref(), Some("W07"));
    assert_eq!(bench.sent(), [scanned("ZAM-1001")]);
}

#[test]
fn fifty_scans_in_one_breath_are_fifty_scans() {
    let mut bench = Bench::new(snapshots::scanning(Language::Pl, Role::Packer));
    let codes: Vec<String> = (0..50)
        .map(|number| format!("59012341{number:05}"))
        .collect();
    for code in &codes {
        bench
            .harness
            .ctx
            .plugin::<WedgeHook>()
            .lock()
            .type_like_a_scanner(code);
    }
    bench.run();
    let expected: Vec<Event> = codes.iter().map(|code| scanned(code)).collect();
    assert_eq!(bench.sent(), expected);
}

#[test]
fn a_lead_reaches_the_statistics_and_they_are_asked_for() {
    let mut bench = Bench::new(snapshots::lead(Language::Pl));
    bench.press(&word(Language::Pl, Word::MenuLead));
    let today = "2026-11-20".to_owned();
    assert_eq!(
        bench.sent(),
        [Event::Read(Reading::Shift {
            from: today.clone(),
            to: today,
            benches: BenchChoice::All,
        })]
    );
    assert!(
        bench
            .harness
            .query_by_label(&word(Language::Pl, Word::StatFirstPass))
            .is_some()
    );
}

#[test]
fn an_idle_screen_asks_for_no_new_picture() {
    let mut bench = Bench::new(snapshots::scanning(Language::Pl, Role::Packer));
    bench.harness.run_steps(30);
    let viewport = &bench.harness.output().viewport_output[&egui::ViewportId::ROOT];
    assert!(
        viewport.repaint_delay >= std::time::Duration::from_secs(20),
        "{:?}",
        viewport.repaint_delay
    );
}

/// The window of the demo, with this beside the packer's screen.
fn with_demo(snapshot: Snapshot, view: DemoView) -> Harness<'static, Window> {
    let shown = Arc::new(snapshot);
    let wires = Wires {
        latest: Box::new(move || Arc::clone(&shown)),
        send: Box::new(|_event| true),
        now: Box::new(snapshots::now),
    };
    let mut harness = Harness::builder()
        .with_size(Vec2::new(1920.0, 1080.0))
        .with_max_steps(20)
        .build_eframe(move |created| {
            let mut options = WindowOptions::new("Pakownia");
            options.demo = Some(Demo {
                look: Box::new(move |_, _| view.clone()),
                act: Box::new(|_act| {}),
            });
            Window::new(&created.egui_ctx, options, wires)
        });
    harness.run_steps(3);
    harness
}

#[test]
fn the_demo_offers_its_scale_only_with_something_to_put_on_it_or_to_take_off() {
    let nothing = DemoView::default;
    let parcel = DemoView {
        expected: Some(Grams(880)),
        ..nothing()
    };
    let box_first = DemoView {
        masses: vec![("Put on".to_owned(), Grams(120))],
        ..nothing()
    };
    let cases = [
        (nothing(), 0, false),
        (parcel, 0, true),
        (box_first, 0, true),
        (nothing(), 880, true),
    ];
    for lang in LANGUAGES {
        let heading = word(lang, Word::DemoScale);
        for (view, on_scale, is_offered) in cases.clone() {
            let mut snapshot = snapshots::scanning(lang, Role::Packer);
            snapshot.has_scale = true;
            snapshot.health.scale_shows = Some(Grams(on_scale));
            let in_panel = drawn(&with_demo(snapshot, view.clone()))
                .into_iter()
                .filter(|text| text.place.left() >= 1920.0 - PANEL);
            let headings = in_panel.filter(|text| text.text == heading).count();
            assert_eq!(headings, usize::from(is_offered), "{view:?} {on_scale}");
        }
    }
}

#[test]
fn the_demo_panel_leaves_the_packers_screen_whole() {
    let states = snapshots::all_packing(Language::Pl);
    let mut cut = Vec::new();
    for (name, snapshot) in states {
        let harness = with_demo(snapshot, DemoView::default());
        let texts = drawn(&harness);
        for text in texts
            .iter()
            .filter(|text| text.place.left() < 1920.0 - PANEL)
        {
            let may_be_cut = LONG_NAMES.iter().any(|long| text.text.contains(long));
            // Four troubles at once leave no room for the words of one; the lamps still say which.
            let may_be_cut = may_be_cut || name == "scanning-troubles";
            if text.is_cut && !may_be_cut {
                cut.push(format!("{name}: {:?} is cut beside the panel", text.text));
            }
        }
        for node in harness.root().children_recursive() {
            if node.accesskit_node().role() != egui::accesskit::Role::Button {
                continue;
            }
            let rect = node.rect();
            if rect.left() < 1920.0 - PANEL {
                assert!(rect.right() <= 1920.0 - PANEL + 1.0, "{name}: {rect:?}");
            }
        }
    }
    assert!(cut.is_empty(), "{}", cut.join("\n"));
}

#[test]
fn the_import_screen_tells_a_bad_row_in_the_language_of_who_is_signed_in() {
    let bad = ImportLine::Bad(RowError {
        file: ImportFile::Products,
        line: 17,
        column: Some("weight_g"),
        value: "1,5".to_owned(),
        problem: RowProblem::Fraction,
    });
    for lang in LANGUAGES {
        let end = ImportEnd::Refused {
            errors: vec![bad.clone()],
        };
        let mut bench = Bench::new(snapshots::importing(lang, Some(end)));
        bench
            .harness
            .state_mut()
            .go(Route::Lead, LeadScreen::Import);
        bench.run();
        let told = i18n::import_line(lang, &bad);
        assert!(bench.texts().iter().any(|text| text.text == told), "{told}");
    }
}
