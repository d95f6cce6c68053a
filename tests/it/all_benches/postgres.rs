//! Real benches at one PostgreSQL: what was refused at one is seen at the lead's station, whatever becomes of the master.

use std::sync::Arc;

use pakownia::domain::all_benches::BenchChoice;
use pakownia::domain::feed::LinkTrouble;
use pakownia::master::Master;
use pakownia::master::postgres::{self as admin, PostgresMaster};
use pakownia::station::clock::Clock;
use pakownia::station::link::MasterLink;
use pakownia::station::snapshot::MisPickView;

use super::{WRONG_MUG, run};
use crate::support::bench::{BenchTest, LinkTo, SHIFT_BEGINS, fixtures, import};
use crate::support::cluster::shared;
use crate::support::several::bench_at;
use crate::support::wait;

/// A warehouse at the server, with the small shop in it.
struct Shop {
    schema: String,
    clock: Clock,
}

impl Shop {
    fn open() -> Self {
        let shop = Self {
            schema: shared().warehouse(),
            clock: Clock::starting_at(SHIFT_BEGINS.parse().unwrap()),
        };
        import(shop.bench("office", "bridge").station(), &fixtures());
        shop
    }

    /// A bench with an account of this group, which has not spoken yet.
    fn bench(&self, name: &str, group: &str) -> BenchTest {
        let account = format!("{}_{group}", self.schema);
        let settings = shared().settings(&account, &self.schema);
        let link: LinkTo = Arc::new(move |_dir| {
            let settings = settings.clone();
            let door = move || -> Result<Box<dyn Master>, _> {
                Ok(Box::new(PostgresMaster::new(settings.clone())))
            };
            MasterLink::Thread(Arc::new(door))
        });
        bench_at(name, self.clock.clone(), link)
    }

    fn lead(&self, group: &str) -> BenchTest {
        let mut lead = self.bench("lead", group);
        lead.station().set_all_benches(true).unwrap();
        lead
    }
}

fn sync(bench: &mut BenchTest) {
    bench.station().sync_all(|_| {}).unwrap();
}

fn view(lead: &mut BenchTest) -> MisPickView {
    let day = lead.now().date_naive().to_string();
    lead.station()
        .mis_picks(&day, &day, &BenchChoice::All)
        .unwrap()
}

/// A fact is told once no older transaction runs at the server, which other tests use too.
fn sync_until(
    lead: &mut BenchTest,
    what: &str,
    is_so: impl Fn(&MisPickView) -> bool,
) -> MisPickView {
    wait::until(what, || {
        sync(lead);
        let view = view(lead);
        if is_so(&view) {
            Ok(view)
        } else {
            Err(format!("{:?}", view.total))
        }
    })
}

#[test]
fn what_two_benches_refused_is_seen_at_the_leads_station_and_survives_a_restored_master() {
    let shop = Shop::open();
    let (mut two, mut three) = (
        shop.bench("bench-2", "station"),
        shop.bench("bench-3", "station"),
    );
    for bench in [&mut two, &mut three] {
        sync(bench);
    }
    run(&mut two, &WRONG_MUG);
    run(
        &mut three,
        &[
            "signin W-001",
            "scan B-119",
            "scan 5901234000024",
            "scan 5901234000031",
        ],
    );
    sync(&mut two);
    sync(&mut three);
    let mut lead = shop.lead("lead");
    let seen = sync_until(&mut lead, "the wrong mug", |view| view.total.orders == 1);
    assert_eq!(seen.total.mis_picks, 1);
    assert_eq!(seen.rows[0].bench.as_str(), "bench-2");
    let day = lead.now().date_naive().to_string();
    wait::until_so("the refusals of the third bench", || {
        sync(&mut lead);
        let report = lead
            .station()
            .report(&day, &day, &BenchChoice::One("bench-3".into()));
        report.unwrap().refusals > 0
    });
    let benches = lead.station().benches_in().unwrap();
    assert_eq!(benches.names().len(), 4, "{benches:?}");
    assert!(benches.read_at.is_some());
    // The database was put back: the ledger has another name, and everything is told again.
    admin::restored(&shared().settings("chief", &shop.schema)).unwrap();
    let before = seen.total;
    let again = sync_until(&mut lead, "the same again", |view| view.total == before);
    assert_eq!(again.rows, seen.rows);
    let living = lead.with_store(|store| store.projections_as_text().unwrap());
    lead.with_store(|store| store.rebuild_projections().unwrap());
    assert_eq!(
        lead.with_store(|store| store.projections_as_text().unwrap()),
        living
    );
}

#[test]
fn a_station_without_the_right_says_so_and_packs_on() {
    let shop = Shop::open();
    let mut bench = shop.lead("station");
    sync(&mut bench);
    let refused = bench.station().benches_in().unwrap().refused;
    assert!(
        matches!(refused, Some(LinkTrouble::NoRight { .. })),
        "{refused:?}"
    );
    run(&mut bench, &WRONG_MUG);
    sync(&mut bench);
    assert_eq!(view(&mut bench).total.orders, 1, "its own work is counted");
}
