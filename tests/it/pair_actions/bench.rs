//! Actions against mis-picks at the bench: from the lead's word to the count before and after, and to the packer.

use chrono::{Days, NaiveDate};
use pakownia::domain::all_benches::BenchChoice;
use pakownia::domain::mis_pick::cause::Action as Remedy;
use pakownia::domain::mis_pick::remedy::Stand;
use pakownia::domain::mis_pick::{Dimension, MisPickKind};
use pakownia::domain::session::message::Verdict;
use pakownia::domain::stats::difference::Change;
use pakownia::station::Around;
use pakownia::station::event::{Action, Command, HandOut, Wanted};
use pakownia::station::pair_actions::PairActionView;
use pakownia::station::snapshot::Lookalike;
use proptest::prelude::*;
use serde_json::Value;

use crate::labels::referees::text_of;
use crate::mis_picks::PIECES;
use crate::properties::cases;
use crate::support::bench::BenchTest;
use crate::support::mis_pick_lines::always;
use crate::support::process::{outcome, text};
use crate::support::several::Several;

/// An order packed with a wrong mug in between.
const WRONG_MUG: [&str; 8] = [
    "signin W-002",
    "scan B-101",
    "scan 5901234000031",
    "scan 5901234123457",
    "scan 5901234000024",
    "scan 5901234123457",
    "weigh 880",
    "scan B-101",
];

/// An order of mugs packed without a mistake.
const RIGHT_MUGS: [&str; 7] = [
    "signin W-002",
    "scan B-115",
    "scan 5901234123457",
    "scan 5901234123457",
    "scan 5901234000024",
    "weigh 790",
    "scan B-115",
];

const DAY: &str = "wait 86400";

fn run(bench: &mut BenchTest, lines: &[&str]) {
    for line in lines {
        bench.run_line(line);
    }
}

fn today(bench: &BenchTest) -> NaiveDate {
    bench.now().date_naive()
}

fn tell(bench: &mut BenchTest, command: Command) -> (Verdict, Option<&'static str>) {
    let answer = bench.take(&Action::Command(command));
    (answer.verdict, answer.message.reason())
}

fn order(what: Remedy, to: &str, due: NaiveDate) -> Command {
    Command::OrderAction {
        wrong: "MUG-02".into(),
        right: "MUG-01".into(),
        what,
        to: to.into(),
        due,
    }
}

fn all(bench: &mut BenchTest) -> Vec<PairActionView> {
    bench.station().pair_actions().unwrap()
}

fn done(bench: &mut BenchTest, action: &str, day: NaiveDate) -> (Verdict, Option<&'static str>) {
    let action = action.to_owned();
    tell(bench, Command::ActionDone { action, day })
}

const ACCEPTED: (Verdict, Option<&'static str>) = (Verdict::Accepted, None);

fn refused(why: &'static str) -> (Verdict, Option<&'static str>) {
    (Verdict::Refused, Some(why))
}

#[test]
fn a_lead_orders_an_action_for_a_person_and_a_day_and_a_packer_orders_none() {
    let mut bench = BenchTest::new();
    let soon = today(&bench) + Days::new(3);
    bench.run_line("signin W-001");
    let blocked = (Verdict::Blocked, Some("NotPermitted"));
    assert_eq!(
        tell(&mut bench, order(Remedy::Relabel, "W-002", soon)),
        blocked
    );
    run(&mut bench, &["signout", "signin W-900"]);
    let nobody = order(Remedy::Relabel, "W-404", soon);
    assert_eq!(tell(&mut bench, nobody), refused("NobodyWithBadge"));
    let past = order(Remedy::Relabel, "W-002", today(&bench) - Days::new(1));
    assert_eq!(tell(&mut bench, past), refused("BadDay"));
    assert_eq!(all(&mut bench), []);
    assert_eq!(
        tell(&mut bench, order(Remedy::Relabel, "W-002", soon)),
        ACCEPTED
    );
    let again = order(Remedy::Relabel, "W-001", soon);
    assert_eq!(tell(&mut bench, again), refused("ActionStands"));
    let [one] = all(&mut bench).try_into().unwrap();
    assert_eq!(
        (one.stand, one.worker_name.is_empty()),
        (Stand::Open, false)
    );
    assert_eq!(one.action.set_by.unwrap().as_str(), "W-900");
    run(&mut bench, &[DAY, DAY, DAY]);
    assert_eq!(
        all(&mut bench)[0].stand,
        Stand::Open,
        "the day itself is time enough"
    );
    bench.run_line(DAY);
    assert_eq!(all(&mut bench)[0].stand, Stand::Overdue);
    bench.run_line("signin W-900");
    let id = one.action.id;
    let tomorrow = today(&bench) + Days::new(1);
    assert_eq!(done(&mut bench, &id, tomorrow), refused("BadDay"));
    let day = today(&bench);
    assert_eq!(
        done(&mut bench, "pair/no/1/1", day),
        refused("UnknownAction")
    );
    assert_eq!(done(&mut bench, &id, day), ACCEPTED);
    assert_eq!(done(&mut bench, &id, day), refused("UnknownAction"), "once");
    assert_eq!(all(&mut bench)[0].stand, Stand::Done);
    // The next one of the same sort may follow.
    assert_eq!(
        tell(&mut bench, order(Remedy::Relabel, "W-001", day)),
        ACCEPTED
    );
    let before = all(&mut bench);
    bench.with_store(|store| store.rebuild_projections().unwrap());
    assert_eq!(all(&mut bench), before);
}

#[test]
fn the_effect_counts_whole_days_before_and_after_and_the_day_itself_on_neither_side() {
    let mut bench = BenchTest::new();
    run(&mut bench, &WRONG_MUG);
    run(&mut bench, &[DAY, "signin W-900"]);
    let day = today(&bench);
    assert_eq!(
        tell(&mut bench, order(Remedy::MoveApart, "W-002", day)),
        ACCEPTED
    );
    let id = all(&mut bench)[0].action.id.clone();
    assert_eq!(done(&mut bench, &id, day), ACCEPTED);
    assert_eq!(all(&mut bench)[0].effect, None, "nothing to count yet");
    bench.run_line(DAY);
    run(&mut bench, &RIGHT_MUGS);
    assert_eq!(all(&mut bench)[0].effect, None, "this day is not over");
    bench.run_line(DAY);
    let effect = all(&mut bench)[0].effect.unwrap();
    assert_eq!(effect.days, 1);
    let told = effect.difference;
    assert_eq!((told.before.hits, told.after.hits), (1, 0));
    assert!(told.before.trials > 0 && told.after.trials >= 3, "{told:?}");
    assert_eq!(told.change, Change::TooFew, "one slip says nothing");
}

fn warned(bench: &mut BenchTest) -> Vec<(String, Vec<Lookalike>)> {
    let shown = bench.station().snapshot(&Around::default()).unwrap();
    let lines = shown.session.unwrap().lines.into_iter();
    lines.map(|line| (line.sku.0, line.lookalikes)).collect()
}

#[test]
fn while_a_photo_warning_stands_packers_at_every_bench_see_it_and_pick_lists_carry_it() {
    let shop = Several::new();
    let mut packer = shop.bench("bench-2");
    let mut lead = shop.bench("bench-1");
    let sync = |bench: &mut BenchTest| bench.station().sync_all(|_| {}).unwrap();
    lead.run_line("signin W-900");
    let day = today(&lead);
    assert_eq!(
        tell(&mut lead, order(Remedy::ShowPicture, "W-002", day)),
        ACCEPTED
    );
    let id = all(&mut lead)[0].action.id.clone();
    sync(&mut lead);
    sync(&mut packer);
    run(&mut packer, &["signin W-002", "scan B-101"]);
    let alike = |sku: &str| Lookalike {
        sku: sku.into(),
        name: "Kubek biały".to_owned(),
        image: None,
    };
    let of = |bench: &mut BenchTest, sku: &str| {
        let mut lines = warned(bench).into_iter();
        lines.find(|(line, _)| line == sku).unwrap().1
    };
    assert_eq!(of(&mut packer, "MUG-01"), [alike("MUG-02")]);
    assert_eq!(
        of(&mut packer, "TEA-01"),
        [],
        "tea is confused with nothing"
    );
    let list = |bench: &mut BenchTest| {
        let file = bench.dir().join("list.pdf");
        let document = Wanted::PickList {
            to: HandOut::default(),
            orders: vec!["B-101".into()],
        };
        bench.station().write_document(&document, &file).unwrap();
        text_of(bench.dir(), &std::fs::read(&file).unwrap())
    };
    assert!(list(&mut packer).contains("Kubek biały MUG-02"));
    // Done is not withdrawn: the warning is what was done.
    assert_eq!(done(&mut lead, &id, day), ACCEPTED);
    let again = order(Remedy::ShowPicture, "W-002", day);
    assert_eq!(tell(&mut lead, again), refused("ActionStands"));
    sync(&mut lead);
    sync(&mut packer);
    assert_eq!(of(&mut packer, "MUG-01").len(), 1);
    assert_eq!(
        tell(&mut lead, Command::WithdrawAction { action: id }),
        ACCEPTED
    );
    sync(&mut lead);
    sync(&mut packer);
    assert_eq!(of(&mut packer, "MUG-01"), []);
    assert!(!list(&mut packer).contains("MUG-02"));
}

#[test]
fn what_one_lead_ordered_another_leads_station_knows_and_closes() {
    let shop = Several::new();
    let mut lead = shop.lead("bench-1");
    let mut other = shop.lead("bench-3");
    let sync = |bench: &mut BenchTest| bench.station().sync_all(|_| {}).unwrap();
    lead.run_line("signin W-900");
    let day = today(&lead);
    tell(&mut lead, order(Remedy::LookIntoBin, "W-001", day));
    sync(&mut lead);
    sync(&mut other);
    assert_eq!(all(&mut other), all(&mut lead));
    other.run_line("signin W-900");
    let id = all(&mut other)[0].action.id.clone();
    assert_eq!(done(&mut other, &id, day), ACCEPTED);
    sync(&mut other);
    sync(&mut lead);
    assert_eq!(all(&mut lead)[0].stand, Stand::Done);
    assert_eq!(all(&mut other), all(&mut lead));
}

#[test]
fn the_report_tells_actions_and_their_effect() {
    let mut bench = BenchTest::new();
    bench.run_line("signin W-900");
    let day = today(&bench);
    tell(&mut bench, order(Remedy::Relabel, "W-002", day));
    let dir = bench.dir().to_owned();
    drop(bench.take_station());
    let output = outcome(&["report", "actions", "--data-dir", text(&dir)]);
    assert!(output.status.success(), "{output:?}");
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    let action = &json["actions"][0];
    assert_eq!(action["what"], "relabel");
    assert_eq!(
        (&action["wrong"], &action["worker"]),
        (&"MUG-02".into(), &"W-002".into())
    );
    assert!(action["effect"].is_null());
}

proptest! {
    #![proptest_config(cases(12, 200))]

    /// Errors and scans of a pair are those that a walk over all mis-picks and all products finds.
    #[test]
    fn the_count_of_a_pair_equals_a_recount(
        shift in prop::collection::vec(0..PIECES.len(), 5..40),
        (from, length) in (0_i64..200_000, 1_i64..200_000),
    ) {
        let mut bench = BenchTest::new();
        let begin = bench.now();
        bench.run_line("signin W-002");
        for piece in shift {
            run(&mut bench, PIECES[piece]);
        }
        // Whole quarters, as days are made of.
        let quarter = |seconds: i64| begin + chrono::TimeDelta::seconds(seconds / 900 * 900);
        let span = (quarter(from), quarter(from + length + 900));
        for span in [span, always()] {
            bench.with_store(|store| {
                let (one, other) = ("MUG-01".into(), "MUG-02".into());
                let told = store.confused((&one, &other), span).unwrap();
                let rows = store.mis_picks(&BenchChoice::All, span).unwrap();
                let is_pair = |pair: (&str, &str)| pair == ("MUG-01", "MUG-02") || pair == ("MUG-02", "MUG-01");
                let errors = rows.iter().map(|row| &row.mis_pick).filter(|it| {
                    matches!(it.kind, MisPickKind::WrongItem | MisPickKind::FoundByCustomer)
                        && it.wrong.as_ref().zip(it.right.as_ref())
                            .is_some_and(|(wrong, right)| is_pair((wrong.as_str(), right.as_str())))
                });
                let errors = u64::try_from(errors.count()).unwrap();
                let products = store.tallies(&BenchChoice::All, Dimension::Product, span).unwrap();
                let of_pair = products.iter().filter(|(sku, _)| sku == "MUG-01" || sku == "MUG-02");
                let scans: u64 = of_pair.map(|(_, tally)| tally.scans).sum();
                prop_assert_eq!(told, (errors, scans));
                Ok(())
            })?;
        }
    }
}
