//! The lead's screen of shipping rules: it fits, says how it decides, and its keys do what they say.

use std::sync::Arc;

use egui_kittest::kittest::{NodeT as _, Queryable as _};
use pakownia::domain::order::Tag;
use pakownia::domain::session::message::{Message, Verdict};
use pakownia::domain::shipping_rules::{Facts, RuleId, RuleSet, decide};
use pakownia::domain::units::{Grams, Minor};
use pakownia::domain::worker::Language;
use pakownia::i18n::{RuleWord, rule_word};
use pakownia::station::event::{Command, Event};
use pakownia::station::shipping::{Explained, ExplainedPart, RulesView, Trial, TrialRow};
use pakownia::station::snapshot::{AnswerView, Snapshot};
use pakownia::ui::app::Route;
use pakownia::ui::lead::LeadScreen;
use pakownia::ui::theme;

use super::{RULES, list};
use crate::support::snapshots;
use crate::support::window::{Bench, LANGUAGES, WINDOWS, check_nodes, check_texts, sheet_of};

const EN: Language = Language::En;

fn rules() -> RuleSet {
    let mut rules = list(RULES);
    rules.version = 4;
    rules
}

/// Below the others a rule that can never win, and one that crosses another.
fn troubled() -> RuleSet {
    let usual = RULES.lines().filter(|line| !line.starts_with(['3', '4']));
    let usual = usual.collect::<Vec<_>>().join("\n");
    let text = format!(
        "{usual}\n6,,,PL,,inpost_locker,30000..,,,,,,,gls_courier,,,\n7,,,,,dpd_courier,..2000,,,,,,,ups_standard,,,\n"
    );
    let mut rules = list(&text);
    rules.version = 4;
    rules
}

fn facts() -> Facts {
    Facts {
        country: "PL".to_owned(),
        method: "inpost_locker".to_owned(),
        value: Minor(19_900),
        currency: "PLN".to_owned(),
        tags: vec![Tag::Vip],
        channel: "allegro".to_owned(),
        ..Facts::default()
    }
    .weighing(Some(Grams(25_400)))
}

fn view(rules: &RuleSet) -> RulesView {
    let decided = decide(rules, &facts());
    let other = RuleSet {
        version: 4,
        rules: rules.rules[1..].to_vec(),
    };
    let row = TrialRow {
        order: "ZAM-1001".into(),
        parcel: Some(1),
        before: decided.ruling.clone(),
        after: decide(&other, &facts()).ruling,
    };
    RulesView {
        list: rules.clone(),
        trial: Some(Trial {
            tried: rules.clone(),
            looked_at: 61,
            changed: 9,
            rows: vec![row; 9],
        }),
        explained: Some(Explained {
            order: "ZAM-1001".into(),
            parts: vec![ExplainedPart {
                parcel: Some(1),
                facts: facts(),
                recorded: Some(decided.ruling.clone()),
                decided,
            }],
            list: rules.clone(),
        }),
    }
}

fn shown(lang: Language, rules: &RuleSet) -> Snapshot {
    let mut snapshot = snapshots::lead(lang);
    snapshot.rules = Arc::new(view(rules));
    snapshot
}

fn at(snapshot: Snapshot) -> Bench {
    Bench::lead(snapshot, LeadScreen::Rules)
}

fn en(word: RuleWord) -> String {
    rule_word(EN, word)
}

fn type_into(bench: &mut Bench, field: RuleWord, text: &str) {
    let caption = en(field);
    let field = bench.harness.get_by_label(&caption);
    field.focus();
    field.type_text(text);
    bench.run();
}

/// The list that would be saved.
fn saved(bench: &mut Bench) -> (u64, RuleSet) {
    bench.press(&en(RuleWord::RulesSave));
    let sent = bench.sent();
    let Some(Event::Action(pakownia::station::event::Action::Command(Command::SetRules {
        base,
        rules,
    }))) = sent.last().cloned()
    else {
        panic!("{sent:?}");
    };
    (
        base,
        RuleSet {
            version: base,
            rules,
        },
    )
}

#[test]
fn every_part_of_the_screen_fits_and_is_readable_in_both_languages() {
    let mut wrong = Vec::new();
    for window in [WINDOWS[0], WINDOWS[1]] {
        for lang in LANGUAGES {
            for (name, rules) in [("few", rules()), ("troubled", troubled())] {
                let mut bench = Bench::sized(shown(lang, &rules), window, window == WINDOWS[1]);
                bench.harness.state_mut().go(Route::Lead, LeadScreen::Rules);
                bench.run();
                let sheet = sheet_of(window);
                let count = if name == "few" { 0 } else { 2 };
                let tabs = [
                    RuleWord::RulesTabRule,
                    RuleWord::RulesTabNotes { count },
                    RuleWord::RulesTabTrial,
                    RuleWord::RulesTabOrder,
                ];
                for tab in tabs {
                    let caption = format!("{name} {tab:?} {lang:?} {window:?}");
                    bench.press(&rule_word(lang, tab));
                    wrong.extend(check_texts(&bench, &caption, theme::LEAD_TEXT_MIN, sheet));
                    check_nodes(&bench, &caption, 56.0, sheet);
                }
                let number = rule_word(lang, RuleWord::RulesOrderNumber);
                let field = bench.harness.get_by_label(&number);
                field.focus();
                field.type_text("ZAM-1001");
                bench.run();
                bench.press(&rule_word(lang, RuleWord::RulesExplain));
                let caption = format!("{name} explained {lang:?} {window:?}");
                wrong.extend(check_texts(&bench, &caption, theme::LEAD_TEXT_MIN, sheet));
                bench.press(&rule_word(lang, RuleWord::RulesAdd));
                for _ in 0..2 {
                    bench.press(&rule_word(lang, RuleWord::RulesAddException));
                }
                let caption = format!("{name} form {lang:?} {window:?}");
                wrong.extend(check_texts(&bench, &caption, theme::LEAD_TEXT_MIN, sheet));
                check_nodes(&bench, &caption, 56.0, sheet);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_rule_is_a_sentence_under_the_principle_that_decides() {
    let bench = at(shown(EN, &rules()));
    assert!(bench.says("the first rule that fits decides the service"));
    assert!(bench.says("2. Country PL and weight up to 2 kg and value up to"));
    assert!(bench.says("except: tags Gift"));
    assert!(bench.says("4. Value from"));
    assert!(bench.says("hold: Za duża wartość"));
}

#[test]
fn a_lead_writes_a_rule_moves_it_up_and_saves_it_with_the_version_it_was_made_from() {
    let mut bench = at(shown(EN, &rules()));
    bench.press(&en(RuleWord::RulesAdd));
    assert!(bench.says(&en(RuleWord::RulesNothingDone)));
    type_into(&mut bench, RuleWord::RulesFieldCountry, "de cz");
    type_into(&mut bench, RuleWord::RulesFieldWeight, "..31500");
    type_into(&mut bench, RuleWord::RulesFieldCod, "no");
    type_into(&mut bench, RuleWord::RulesFieldService, "gls_courier");
    type_into(&mut bench, RuleWord::RulesFieldStatus, "Abroad");
    type_into(&mut bench, RuleWord::RulesFieldHold, "customs papers");
    bench.press(&en(RuleWord::RulesAddException));
    assert!(bench.says(&en(RuleWord::RulesEmptyException)));
    type_into(&mut bench, RuleWord::RulesFieldPostcode, "10-000..12-999");
    bench.press(&en(RuleWord::RulesUp { rule: 6 }));
    let (base, list) = saved(&mut bench);
    assert_eq!((base, list.place(RuleId(6))), (4, Some(5)));
    let rule = list.rule(RuleId(6)).unwrap();
    assert_eq!(rule.action.service.as_deref(), Some("gls_courier"));
    assert_eq!(rule.action.status.as_deref(), Some("Abroad"));
    assert_eq!(rule.action.hold.as_deref(), Some("customs papers"));
    assert_eq!(rule.condition.countries.len(), 2);
    assert_eq!(rule.condition.cash_on_delivery, Some(false));
    assert_eq!(rule.exceptions.len(), 1);
    assert_eq!(list.fault(), None);
}

#[test]
fn what_cannot_be_read_is_named_and_not_saved() {
    let mut bench = at(shown(EN, &rules()));
    bench.press(&en(RuleWord::RulesAdd));
    type_into(&mut bench, RuleWord::RulesFieldService, "gls_courier");
    type_into(&mut bench, RuleWord::RulesFieldWeight, "two kilos");
    let field = en(RuleWord::RulesFieldWeight);
    assert!(bench.says(&en(RuleWord::RulesWrong { field })));
    bench.press(&en(RuleWord::RulesSave));
    assert_eq!(bench.sent(), [], "nothing that cannot be read is sent");
}

#[test]
fn a_rule_is_switched_off_and_another_deleted() {
    let mut bench = at(shown(EN, &rules()));
    bench.press(&en(RuleWord::RulesSwitch { rule: 1 }));
    let sentence = {
        let mut nodes = bench.harness.root().children_recursive();
        nodes.find_map(|node| {
            let label = node.accesskit_node().label()?;
            label.starts_with("3. ").then_some(label)
        })
    };
    bench.press(&sentence.unwrap());
    bench.press(&en(RuleWord::RulesDelete));
    let (_, list) = saved(&mut bench);
    let ids: Vec<u32> = list.rules.iter().map(|rule| rule.id.0).collect();
    assert_eq!(ids, [1, 2, 4, 5]);
    assert!(!list.rules[0].enabled);
}

#[test]
fn a_dead_rule_and_two_that_contradict_are_pointed_out_on_saving() {
    let mut bench = at(shown(EN, &troubled()));
    bench.press(&en(RuleWord::RulesSwitch { rule: 5 }));
    let (_, list) = saved(&mut bench);
    assert!(list.rules[2].enabled);
    let dead = |rule, by: &str| {
        let by = by.to_owned();
        en(RuleWord::RulesNeverWins { rule, by })
    };
    assert!(bench.says(&dead(6, "1")));
    assert!(bench.says(&dead(7, "2, 5")), "rule 5 takes every order");
    bench.press(&en(RuleWord::RulesDrop));
    bench.press(&en(RuleWord::RulesTabNotes { count: 2 }));
    assert!(bench.says("contradict each other"));
}

#[test]
fn a_list_that_somebody_else_saved_meanwhile_is_not_written_over() {
    let mut bench = at(shown(EN, &rules()));
    bench.press(&en(RuleWord::RulesSwitch { rule: 1 }));
    let mut newer = rules();
    newer.version = 5;
    newer.rules.pop();
    bench.show(shown(EN, &newer));
    assert!(bench.says(&en(RuleWord::RulesOvertaken)));
    bench.press(&en(RuleWord::RulesSave));
    assert_eq!(bench.sent(), []);
    bench.press(&en(RuleWord::RulesDrop));
    bench.press(&en(RuleWord::RulesSwitch { rule: 1 }));
    let (base, list) = saved(&mut bench);
    assert_eq!((base, list.rules.len()), (5, 4));
}

#[test]
fn what_was_saved_is_a_draft_until_it_comes_back_from_the_master() {
    let mut bench = at(shown(EN, &rules()));
    bench.press(&en(RuleWord::RulesSwitch { rule: 1 }));
    let (base, list) = saved(&mut bench);
    assert!(bench.says(&en(RuleWord::RulesUnsaved)));
    let mut snapshot = shown(
        EN,
        &RuleSet {
            version: base + 1,
            rules: list.rules,
        },
    );
    snapshot.answers.push_back(AnswerView {
        seq: 99,
        verdict: Verdict::Accepted,
        message: Message::RulesSent { rules: 5 },
        subject: None,
    });
    bench.show(snapshot);
    assert!(!bench.says(&en(RuleWord::RulesUnsaved)));
    assert!(bench.says("Rules saved: 5"));
}

#[test]
fn the_dry_run_is_asked_with_the_list_on_the_screen_and_shows_before_and_after() {
    let mut bench = at(shown(EN, &rules()));
    bench.press(&en(RuleWord::RulesSwitch { rule: 1 }));
    bench.press(&en(RuleWord::RulesTry));
    let sent = bench.sent();
    let Some(Event::TryRules(tried)) = sent.last() else {
        panic!("{sent:?}");
    };
    assert!(!tried.rules[0].enabled);
    // The answer on the screen is of another list.
    assert!(bench.says(&en(RuleWord::RulesTrialOld)));
    bench.press(&en(RuleWord::RulesSwitch { rule: 1 }));
    assert!(!bench.says(&en(RuleWord::RulesTrialOld)));
    let counts = RuleWord::RulesTrialCount {
        changed: 9,
        looked: 61,
    };
    assert!(bench.says(&en(counts)));
    assert!(bench.says("ZAM-1001 (1)") && bench.says("will be: InPost locker"));
}

#[test]
fn an_order_is_explained_with_who_won_who_lost_and_why() {
    let mut bench = at(shown(EN, &rules()));
    bench.press(&en(RuleWord::RulesTabOrder));
    type_into(&mut bench, RuleWord::RulesOrderNumber, "ZAM-1001");
    bench.press(&en(RuleWord::RulesExplain));
    assert_eq!(bench.sent(), [Event::ExplainOrder("ZAM-1001".into())]);
    assert!(bench.says("Service: DPD courier — rule 1 decides"));
    assert!(bench.says("In the journal: DPD courier, rules version 4"));
    assert!(bench.says("1. won"));
    assert!(bench.says("2. does not fit: weight 25.4 kg"));
    assert!(bench.says("3. does not fit: not known yet, postcode"));
    assert!(bench.says("5. switched off"));
}

#[test]
fn a_packer_sees_which_service_the_weight_has_changed() {
    let mut snapshot = snapshots::weight_off(EN);
    let session = snapshot.session.as_mut().unwrap();
    session.delivery_method = "dpd_courier".to_owned();
    session.service_before = Some("inpost_locker".to_owned());
    session.tags.clear();
    let bench = Bench::new(snapshot);
    assert!(bench.says("DPD courier (was: InPost locker)"));
}
