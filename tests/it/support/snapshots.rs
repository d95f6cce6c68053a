//! Pictures of a bench in every state, for looking at screens without a station behind them.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use pakownia::domain::catalog::TrackingNeeds;
use pakownia::domain::feed::LinkTrouble;
use pakownia::domain::gate::Hold;
use pakownia::domain::handling::Mark;
use pakownia::domain::ids::Sku;
use pakownia::domain::location::Location;
use pakownia::domain::order::{BoxDocument, Tag};
use pakownia::domain::packaging::Packaging;
use pakownia::domain::packing_plan::Objective;
use pakownia::domain::printing::{PrintDoubt, PrinterTrouble};
use pakownia::domain::session::Step;
use pakownia::domain::session::message::{Message, Refusal, Verdict};
use pakownia::domain::session::question::{ProductOption, Question};
use pakownia::domain::units::{Grams, Minor, SizeMm};
use pakownia::domain::worker::{Language, Role};
use pakownia::station::config::Look;
use pakownia::station::desk::DeskView;
use pakownia::station::snapshot::{
    AnswerView, BenchesIn, HealthView, HeldRow, ImportEnd, ImportView, Lamp, LineView, NoteView,
    ParcelCost, PlanView, PlannedUnitView, PrintJobView, QueueRow, QueueView, ReportView,
    SessionView, Snapshot, Trouble, WorkerView,
};

/// The time at which all samples are taken.
pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-20T11:20:00Z".parse().expect("a time")
}

/// A bench on which nobody is signed in.
pub(crate) fn locked() -> Snapshot {
    Snapshot {
        station: "STAN-1".into(),
        worker: None,
        badge_offered: None,
        session: None,
        question: None,
        hand_over: None,
        queue: Arc::new(queue()),
        answers: VecDeque::new(),
        health: healthy(),
        sync: Arc::default(),
        print_jobs: Arc::default(),
        packaging: None,
        packagings: Arc::new(packagings()),
        import: None,
        written: None,
        report: None,
        each_bench: None,
        benches: BenchesIn::default(),
        benches_read: [None, None, None],
        mis_picks: None,
        board: None,
        figures: Arc::default(),
        verification: None,
        pilot: None,
        records: Arc::default(),
        weights: None,
        images: PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/demo")),
        privacy_days: 14,
        person_days: 31,
        persons: (false, vec![]),
        time_zone: chrono_tz::Europe::Warsaw,
        has_scale: true,
        has_scanner: true,
        look: Look::default(),
        master: Arc::default(),
        printers: Arc::default(),
        rules: Arc::default(),
        each_unit: false,
        shift_check: None,
        last_check: None,
        stations: Arc::default(),
        alerts: Arc::default(),
        pair_actions: Arc::default(),
        desk: Arc::new(DeskView {
            is_all: true,
            ..DeskView::default()
        }),
    }
}

fn healthy() -> HealthView {
    HealthView {
        scanner: Lamp::Ok,
        scale: Lamp::Ok,
        printer: Lamp::Ok,
        master: Lamp::Ok,
        disk: Lamp::Ok,
        scale_shows: None,
        ..HealthView::default()
    }
}

fn queue() -> QueueView {
    let row = |number: u32, minutes: i64, tags: &[Tag], delivery: &str, units: u32| QueueRow {
        // An order that missed its lorry goes with the next one.
        leaves: Some(now() + TimeDelta::minutes(if minutes < 0 { 1_600 } else { minutes })),
        order: format!("ZAM-{number}").as_str().into(),
        cutoff: now() + TimeDelta::minutes(minutes),
        tags: tags.to_vec(),
        delivery_method: delivery.to_owned(),
        lines: units.min(3),
        units,
        begun: number == 1003,
    };
    let held = |number: u32, hold: Hold| HeldRow {
        order: format!("ZAM-{number}").as_str().into(),
        hold,
    };
    QueueView {
        ready: vec![
            row(1001, -4, &[Tag::Today], "dpd_courier", 3),
            row(1003, 18, &[Tag::Express, Tag::Vip], "inpost_locker", 5),
            row(1007, 160, &[Tag::Gift], "inpost_courier", 1),
            row(1010, 160, &[], "inpost_locker", 12),
            row(1011, 160, &[], "dpd_courier", 2),
            row(1014, 1_600, &[Tag::MadeToOrder], "pickup", 4),
            row(1015, 1_600, &[], "gls_courier", 104),
        ],
        ready_count: 42,
        held: vec![
            held(1020, Hold::Unpaid),
            held(
                1021,
                Hold::BadPostcode {
                    postcode: "0-95".to_owned(),
                },
            ),
            held(
                1022,
                Hold::BadPhone {
                    phone: String::new(),
                },
            ),
            held(
                1023,
                Hold::PutAside {
                    reason: "Pusta półka".to_owned(),
                },
            ),
        ],
        held_count: 9,
        packed_today: 17,
        debts: vec![],
        duplicates: vec![],
        duplicates_count: 0,
    }
}

fn packagings() -> Vec<Packaging> {
    let sizes = [
        ("KOP-A5", "Koperta bąbelkowa A5", (180, 265, 25)),
        ("KOP-A4", "Koperta bąbelkowa A4", (220, 330, 40)),
        ("KOP-A3", "Foliopak A3", (310, 430, 40)),
        ("KAR-S", "Karton S 250×200×100", (250, 200, 100)),
        ("KAR-M", "Karton M 350×250×150", (350, 250, 150)),
        ("KAR-A", "Karton Paczkomat A", (620, 360, 66)),
        ("KAR-B", "Karton Paczkomat B", (620, 360, 174)),
        ("KAR-C", "Karton Paczkomat C", (620, 360, 392)),
        ("KAR-XL", "Karton XL 800×600×500", (800, 600, 500)),
        ("KAR-XXL", "Karton zbiorczy bardzo duży", (1_200, 800, 700)),
    ];
    sizes
        .map(|(code, name, (length, width, height))| Packaging {
            code: code.into(),
            name: name.to_owned(),
            inner: SizeMm::new(length, width, height),
            outer: SizeMm::new(length + 8, width + 8, height + 10),
            tare: Grams(120),
            max_gross: Grams(25_000),
            cost: Minor(140),
            on_hand: 100,
            reorder_level: None,
        })
        .to_vec()
}

fn line(sku: &str, name: &str, place: (&str, &str, &str), ordered: u32, packed: u32) -> LineView {
    LineView {
        sku: sku.into(),
        name: name.to_owned(),
        image: Some(format!("images/{sku}.png")),
        location: Some(Location::new(place.0, place.1, place.2)),
        next_location: Some(Location::new("R", "1", "12")),
        kit: None,
        ordered,
        packed,
        short: 0,
        marks: match sku {
            "TAL-02" => vec![Mark::Fragile, Mark::ThisSideUp],
            "SWI-01" => vec![Mark::NothingOnTop],
            _ => vec![],
        },
        lookalikes: vec![],
    }
}

/// Where its units go.
fn plan() -> PlanView {
    let unit = |sku: &str, product, at, is_in| PlannedUnitView {
        sku: sku.into(),
        product,
        at,
        sides: [110, 95, 80],
        is_in,
        mark: (sku == "TAL-02").then_some(Mark::Fragile),
    };
    PlanView {
        packaging: "KAR-M".into(),
        inner: [350, 250, 150],
        units: vec![
            unit("KUB-01", 0, [0, 0, 0], true),
            unit("KUB-01", 0, [110, 0, 0], true),
            unit("TAL-02", 1, [220, 0, 0], false),
            unit("TAL-02", 1, [0, 95, 0], false),
            unit("SWI-01", 2, [110, 95, 0], false),
        ],
        objective: Objective::FewestParcels,
        cost: Some(ParcelCost {
            packaging: Minor(185),
            carrier: Minor(1_490),
        }),
    }
}

/// An order in its middle.
pub(super) fn session(step: Step) -> SessionView {
    SessionView {
        order: "ZAM-1003".into(),
        step,
        done: 2,
        of: 5,
        lines: vec![
            line(
                "KUB-01",
                "Kubek ceramiczny „Poranek” niebieski 330 ml",
                ("A", "2", "1"),
                2,
                2,
            ),
            line(
                "TAL-02",
                "Talerz głęboki „Chaber” 22 cm",
                ("A", "10", "3"),
                2,
                0,
            ),
            line(
                "SWI-01",
                "Świeca sojowa „Lawenda” 180 g",
                ("B", "1", "7"),
                1,
                0,
            ),
        ],
        focus: Some(1),
        parcel: 1,
        parcels: 1,
        second_person_due: false,
        suggested: None,
        not_carried: vec![],
        packaging: None,
        expected: None,
        gross: None,
        scale_cannot_tell: vec![],
        weight_off: None,
        notes: vec![],
        capture: None,
        tracking: None,
        label_due: false,
        unit_step: None,
        plan: Some(plan()),
        delivery_method: "inpost_locker".to_owned(),
        service_before: None,
        tags: vec![Tag::Express, Tag::Vip],
    }
}

fn full(step: Step) -> SessionView {
    let mut session = session(step);
    session.done = 5;
    for line in &mut session.lines {
        line.packed = line.ordered;
    }
    session.suggested = Some("KAR-M".into());
    session
}

pub(crate) fn signed_in(lang: Language, role: Role) -> Snapshot {
    let worker = WorkerView {
        badge: "W-001".into(),
        name: "Żaneta Gżegżółka".to_owned(),
        role,
        language: lang,
    };
    Snapshot {
        worker: Some(worker),
        ..locked()
    }
}

pub(crate) fn answered(mut snapshot: Snapshot, verdict: Verdict, message: Message) -> Snapshot {
    let seq = snapshot.answers.back().map_or(1, |answer| answer.seq + 1);
    let subject = Some("Talerz głęboki „Chaber” 22 cm".to_owned());
    snapshot.answers.push_back(AnswerView {
        seq,
        verdict,
        message,
        subject,
    });
    snapshot
}

pub(crate) fn refused(snapshot: Snapshot, refusal: Refusal) -> Snapshot {
    answered(snapshot, refusal.verdict(), Message::Refused(refusal))
}

pub(super) fn with(mut snapshot: Snapshot, session: SessionView) -> Snapshot {
    snapshot.session = Some(session);
    snapshot
}

/// An order in which two of five units are in.
pub(crate) fn scanning(lang: Language, role: Role) -> Snapshot {
    let snapshot = with(signed_in(lang, role), session(Step::Scanning));
    let accepted = Message::UnitAccepted {
        sku: "KUB-01".into(),
        packed: 2,
        ordered: 2,
    };
    answered(snapshot, Verdict::Accepted, accepted)
}

/// The bench asks.
pub(crate) fn asking(lang: Language) -> Snapshot {
    let question = Question::WhyShort {
        sku: "TAL-02".into(),
        quantity: 1,
    };
    question_of(lang, question)
}

fn question_of(lang: Language, question: Question) -> Snapshot {
    let mut snapshot = answered(
        scanning(lang, Role::Packer),
        Verdict::Asked,
        Message::Question(question.clone()),
    );
    snapshot.question = Some(question);
    snapshot
}

/// A parcel whose weight is off.
pub(crate) fn weight_off(lang: Language) -> Snapshot {
    let mut weighing = full(Step::Weighing);
    weighing.packaging = Some("KAR-M".into());
    weighing.expected = Some((Grams(2_425), Grams(31)));
    weighing.gross = Some(Grams(1_865));
    weighing.weight_off = Some(super::weight_views::two_plates_missing());
    let mut snapshot = with(signed_in(lang, Role::Packer), weighing);
    snapshot.health.scale_shows = Some(Grams(1_865));
    refused(
        snapshot,
        Refusal::WeightOff {
            difference: Grams(-560),
            tolerance: Grams(31),
        },
    )
}

/// The lead at an empty bench, with statistics, an import and print jobs.
pub(crate) fn lead(lang: Language) -> Snapshot {
    let mut snapshot = signed_in(lang, Role::Lead);
    snapshot.report = Some(Arc::new(report()));
    snapshot.print_jobs = Arc::new(vec![
        PrintJobView {
            job: 7,
            title: "ZAM-1003".to_owned(),
            failed: Some(PrinterTrouble::OutOfPaper),
            under_way: false,
            doubt: None,
        },
        PrintJobView {
            job: 6,
            title: "ZAM-1001".to_owned(),
            failed: None,
            under_way: false,
            doubt: Some(PrintDoubt::ServiceWentAway),
        },
    ]);
    snapshot
}

fn report() -> ReportView {
    ReportView {
        from: "2026-11-20".to_owned(),
        to: "2026-11-20".to_owned(),
        orders: 117,
        parcels: 121,
        lines: 308,
        units: 1_544,
        refusals: 23,
        first_pass_yield_permille: Some(941),
        orders_per_hour_tenths: Some(167),
        lines_per_hour_tenths: None,
        by_kind: vec![
            ("NotOnPickList".to_owned(), 9),
            ("OneTooMany".to_owned(), 7),
            ("WeightOff".to_owned(), 3),
        ],
        by_packer: vec![("W-001".to_owned(), 12), ("W-002".to_owned(), 8)],
        by_product: vec![("KUB-02".to_owned(), 6), ("TAL-02".to_owned(), 4)],
        other_packagings: vec![("KAR-S > KAR-M: nie mieści się".to_owned(), 3)],
        by_hour: (6..15)
            .map(|hour| {
                (
                    hour,
                    u64::from(hour % 4),
                    u64::from(9 + hour % 5),
                    u64::from(20 + 3 * (hour % 7)),
                )
            })
            .collect(),
    }
}

/// An import in some state.
pub(crate) fn importing(lang: Language, finished: Option<ImportEnd>) -> Snapshot {
    let mut snapshot = lead(lang);
    snapshot.import = Some(ImportView {
        done: 4_100,
        total: 12_000,
        finished,
    });
    snapshot
}

/// Every state of the packers' screen, by a name for the picture.
pub(crate) fn all_packing(lang: Language) -> Vec<(&'static str, Snapshot)> {
    let idle = signed_in(lang, Role::Packer);
    let mut waiting_pin = answered(
        locked(),
        Verdict::Asked,
        Message::PinNeeded {
            worker: "W-001".into(),
        },
    );
    waiting_pin.badge_offered = Some("W-001".into());
    let scan = || scanning(lang, Role::Packer);
    let packing = vec![
        ("sign-in", locked()),
        ("sign-in-pin", waiting_pin),
        ("sign-in-wrong", refused(locked(), Refusal::WrongPin)),
        ("queue", idle.clone()),
        (
            "queue-empty",
            Snapshot {
                hand_over: None,
                queue: Arc::default(),
                ..idle.clone()
            },
        ),
        (
            "queue-held",
            refused(
                idle,
                Refusal::OrderHeld {
                    order: "ZAM-1021".into(),
                    hold: Hold::BadPostcode {
                        postcode: "0-95".to_owned(),
                    },
                },
            ),
        ),
        ("scanning-right", scan()),
        (
            "scanning-wrong",
            refused(
                scan(),
                Refusal::NotOnPickList {
                    sku: "KUB-02".into(),
                },
            ),
        ),
        (
            "scanning-too-many",
            refused(
                scan(),
                Refusal::OneTooMany {
                    sku: "KUB-01".into(),
                    ordered: 2,
                },
            ),
        ),
        (
            "scanning-unknown",
            refused(
                scanning(lang, Role::Lead),
                Refusal::UnknownBarcode {
                    code: "5900000000000".to_owned(),
                },
            ),
        ),
        (
            "scanning-blocked",
            refused(scan(), Refusal::UnitsMissing { missing: 3 }),
        ),
        ("scanning-long", long_order(lang)),
        ("scanning-troubles", troubles(scan())),
        (
            "scanning-no-scanner",
            Snapshot {
                has_scanner: false,
                ..scan()
            },
        ),
        (
            "capture-serial",
            capture(
                lang,
                TrackingNeeds {
                    serial: true,
                    ..TrackingNeeds::default()
                },
            ),
        ),
        (
            "capture-lot-expiry",
            capture(
                lang,
                TrackingNeeds {
                    lot: true,
                    expiry: true,
                    serial: false,
                },
            ),
        ),
        ("question-short", asking(lang)),
        (
            "question-path",
            question_of(
                lang,
                Question::ShortPath {
                    sku: "TAL-02".into(),
                    quantity: 2,
                    reason: String::new(),
                },
            ),
        ),
        ("question-product", question_of(lang, which_product())),
        ("packaging", packaging(lang, vec![])),
        ("packaging-notes", packaging(lang, notes())),
        ("packaging-none-fits", none_fits(lang)),
        ("weighing", weighing(lang, true)),
        ("weighing-typed", weighing(lang, false)),
        ("weighing-off", weight_off(lang)),
        ("confirming", confirming(lang)),
        ("closed", closed(lang)),
    ];
    packing
        .into_iter()
        .chain(super::handover_views::all(lang))
        .collect()
}

fn which_product() -> Question {
    let products = ["KUB-01", "TAL-02", "SWI-01", "KUB-03", "KUB-02"].map(|sku| ProductOption {
        sku: Sku::from(sku),
        units: if sku == "KUB-03" { 10 } else { 1 },
    });
    Question::WhichProduct {
        code: "5901234123457".to_owned(),
        products: products.to_vec(),
    }
}

fn troubles(mut snapshot: Snapshot) -> Snapshot {
    snapshot.health = HealthView {
        scanner: Lamp::Alarm(Trouble::NoFocus),
        scale: Lamp::Off,
        printer: Lamp::Alarm(Trouble::Printer {
            name: "Zebra".to_owned(),
            trouble: PrinterTrouble::OutOfPaper,
        }),
        master: Lamp::Watch(Trouble::MasterAway {
            trouble: LinkTrouble::Away,
        }),
        disk: Lamp::Watch(Trouble::DiskLow { megabytes: 240 }),
        scale_shows: None,
        ..HealthView::default()
    };
    snapshot
}

fn long_order(lang: Language) -> Snapshot {
    let mut snapshot = scanning(lang, Role::Packer);
    if let Some(session) = &mut snapshot.session {
        session.order = "B2B/2026/11/000123-KORONA".into();
        session.tags = vec![
            Tag::Today,
            Tag::Vip,
            Tag::Express,
            Tag::MadeToOrder,
            Tag::Gift,
        ];
        session.parcels = 3;
        session.parcel = 2;
        session.done = 187;
        session.of = 1_204;
        for at in 0..20 {
            let mut more = line(
                "DON-01",
                "Doniczka terakotowa czternaście centymetrów z podstawką i haczykiem",
                ("MAGAZYN", "110", "12"),
                120,
                0,
            );
            more.kit = (at % 3 == 0).then(|| "ZST-01".into());
            more.short = u32::from(at == 3) * 120;
            session.lines.push(more);
        }
        session.focus = Some(3);
    }
    snapshot
}

fn capture(lang: Language, needs: TrackingNeeds) -> Snapshot {
    let mut snapshot = scanning(lang, Role::Packer);
    if let Some(session) = &mut snapshot.session {
        session.capture = Some(("TAL-02".into(), needs));
    }
    answered(
        snapshot,
        Verdict::Asked,
        Message::CaptureNeeded {
            sku: "TAL-02".into(),
            needs,
        },
    )
}

fn notes() -> Vec<NoteView> {
    vec![
        NoteView::Order("Proszę nie wkładać paragonu, to prezent urodzinowy".to_owned()),
        NoteView::Product(
            "TAL-02".into(),
            "Owiń folią bąbelkową, ustaw na sztorc".to_owned(),
        ),
        NoteView::Customer("Zawsze dołącz katalog".to_owned()),
        NoteView::Paper {
            document: BoxDocument::Invoice,
            present: false,
        },
    ]
}

pub(crate) fn packaging(lang: Language, notes: Vec<NoteView>) -> Snapshot {
    let mut session = full(Step::Packaging);
    session.notes = notes;
    let take = Message::TakePackaging {
        packaging: session.suggested.clone(),
    };
    answered(
        with(signed_in(lang, Role::Packer), session),
        Verdict::Accepted,
        take,
    )
}

fn none_fits(lang: Language) -> Snapshot {
    let mut session = full(Step::Packaging);
    session.suggested = None;
    answered(
        with(signed_in(lang, Role::Packer), session),
        Verdict::Accepted,
        Message::TakePackaging { packaging: None },
    )
}

fn weighing(lang: Language, has_scale: bool) -> Snapshot {
    let mut session = full(Step::Weighing);
    session.packaging = Some("KAR-M".into());
    session.expected = Some((Grams(2_425), Grams(31)));
    session.scale_cannot_tell = if has_scale {
        vec![]
    } else {
        vec!["SWI-01".into()]
    };
    let mut snapshot = with(signed_in(lang, Role::Packer), session);
    snapshot.has_scale = has_scale;
    snapshot.health.scale_shows = has_scale.then_some(Grams(2_431));
    let weigh = Message::WeighNow {
        packaging: "KAR-M".into(),
        expected: Grams(2_425),
    };
    answered(snapshot, Verdict::Accepted, weigh)
}

fn confirming(lang: Language) -> Snapshot {
    let mut session = full(Step::Confirming);
    session.packaging = Some("KAR-M".into());
    session.gross = Some(Grams(2_431));
    let now = Message::ConfirmNow {
        gross: Grams(2_431),
    };
    answered(
        with(signed_in(lang, Role::Packer), session),
        Verdict::Accepted,
        now,
    )
}

fn closed(lang: Language) -> Snapshot {
    let mut session = full(Step::Closed);
    session.packaging = Some("KAR-M".into());
    session.tracking = Some("059000000000000017".into());
    let closed = Message::OrderClosed {
        order: session.order.clone(),
        tracking: "059000000000000017".into(),
    };
    answered(
        with(signed_in(lang, Role::Packer), session),
        Verdict::Accepted,
        closed,
    )
}
