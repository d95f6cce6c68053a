//! Makes the picture of the bench that a screen draws.

use std::collections::VecDeque;
use std::sync::Arc;

use super::alerts::AlertsView;
use super::answer::Answer;
use super::board::BoardView;
use super::desk::DeskView;
use super::figures::FiguresShown;
use super::master_setup::MasterView;
use super::packaging::PackagingView;
use super::pair_actions::PairActionView;
use super::printer_setup::PrintersView;
use super::records::photo;
use super::run::Station;
use super::shipping::RulesView;
use super::snapshot::{
    ANSWERS_KEPT, AnswerView, BenchReport, BenchesIn, HealthView, ImportView, LastCheck, LineView,
    MisPickView, NoteView, PilotView, PrintJobView, QueueView, RecordsView, ReportView,
    SessionView, Snapshot, WeightsView, WorkerView, Written,
};
use super::station_card::StationsView;
use super::sync_view::SyncView;
use super::verification::VerificationView;
use crate::domain::calendar::midnight;
use crate::domain::ids::Badge;
use crate::domain::session::message::Message;
use crate::domain::session::{Session, Step};
use crate::domain::verification::Depth;
use crate::domain::weight_check::scale_cannot_tell;
use crate::store::StoreError;

/// Orders on one page of the queue. Assumption: more than fit on a screen; the rest is counted.
const PAGE: u32 = 50;

/// Print jobs shown.
const JOBS_SHOWN: u32 = 20;

/// What the loop knows beside the station, and what need not be read from the disk for each answer.
#[derive(Debug, Clone, Default)]
pub struct Around {
    /// The last answers.
    pub answers: VecDeque<AnswerView>,
    /// Numbers of answers so far.
    pub seq: u64,
    /// The badge that waits for its PIN.
    pub badge_offered: Option<Badge>,
    /// The lamps.
    pub health: HealthView,
    /// The queue as last read.
    pub queue: Arc<QueueView>,
    /// How bench and master stand.
    pub sync: Arc<SyncView>,
    /// The print jobs as last read.
    pub print_jobs: Arc<Vec<PrintJobView>>,
    /// The import.
    pub import: Option<ImportView>,
    /// The file asked for last.
    pub written: Option<Written>,
    /// Whether persons are told apart in what was read.
    pub tells_persons: bool,
    /// The statistics.
    pub report: Option<Arc<ReportView>>,
    /// The same of each bench, where that was asked for.
    pub each_bench: Option<Arc<Vec<BenchReport>>>,
    /// The benches that were in the statistics when they were read, and in the mis-picks.
    pub benches_read: [Option<Arc<BenchesIn>>; 3],
    /// Where mis-picks come from.
    pub mis_picks: Option<Arc<MisPickView>>,
    /// The board on the wall, once asked for.
    pub board: Option<Arc<BoardView>>,
    /// The lead's figures, as far as they were asked for.
    pub figures: Arc<FiguresShown>,
    /// What parcels cost.
    pub packaging: Option<Arc<PackagingView>>,
    /// How deeply orders are verified.
    pub verification: Option<Arc<VerificationView>>,
    /// What parcels have taught.
    pub weights: Option<Arc<WeightsView>>,
    /// What is wrong with products' records.
    pub records: Arc<RecordsView>,
    /// Which orders will miss their lorry.
    pub pilot: Option<Arc<PilotView>>,
    /// How the master is set up.
    pub master: Arc<MasterView>,
    /// How the printers are set up.
    pub printers: Arc<PrintersView>,
    /// The shipping rules.
    pub rules: Arc<RulesView>,
    /// Whether a scale is connected.
    pub has_scale: bool,
    /// How the last check of the devices went.
    pub last_check: Option<Arc<LastCheck>>,
    /// Set-ups of benches that have a name.
    pub stations: Arc<StationsView>,
    /// Alerts.
    pub alerts: Arc<AlertsView>,
    /// The exceptions desk.
    pub desk: Arc<DeskView>,
    /// What was ordered about pairs of products.
    pub pair_actions: Arc<Vec<PairActionView>>,
}

impl Around {
    /// Persons are told apart from now on, or no more: what was read otherwise is shown to nobody.
    pub fn mind_persons(&mut self, tells_persons: bool) {
        if self.tells_persons == tells_persons {
            return;
        }
        self.tells_persons = tells_persons;
        (self.report, self.each_bench, self.mis_picks) = (None, None, None);
        let figures = Arc::make_mut(&mut self.figures);
        (figures.split, figures.behind) = (None, None);
    }

    /// Keeps an answer for the screen.
    pub fn answered(&mut self, answer: &Answer) {
        self.seq += 1;
        self.badge_offered = match &answer.message {
            Message::PinNeeded { worker } => Some(worker.clone()),
            _ => None,
        };
        if self.answers.len() == ANSWERS_KEPT {
            self.answers.pop_front();
        }
        self.answers.push_back(AnswerView {
            seq: self.seq,
            verdict: answer.verdict,
            message: answer.message.clone(),
            subject: answer.subject.clone(),
        });
    }
}

impl Station {
    /// The picture of the bench now.
    pub fn snapshot(&self, around: &Around) -> Result<Snapshot, StoreError> {
        Ok(Snapshot {
            station: self.store.station_id().clone(),
            worker: self.worker_view()?,
            badge_offered: around.badge_offered.clone(),
            session: match self.bench.session() {
                Some(session) => Some(self.session_view(session)?),
                None => None,
            },
            question: self.bench.question.clone(),
            hand_over: self.hand_over_view()?,
            queue: Arc::clone(&around.queue),
            answers: around.answers.clone(),
            health: around.health.clone(),
            sync: Arc::clone(&around.sync),
            print_jobs: Arc::clone(&around.print_jobs),
            packagings: Arc::new(self.packagings.clone()),
            import: around.import.clone(),
            written: around.written.clone(),
            report: around.report.clone(),
            each_bench: around.each_bench.clone(),
            benches: self.benches_in().unwrap_or_default(),
            benches_read: around.benches_read.clone(),
            mis_picks: around.mis_picks.clone(),
            board: around.board.clone(),
            figures: Arc::clone(&around.figures),
            pilot: around.pilot.clone(),
            packaging: around.packaging.clone(),
            verification: around.verification.clone(),
            weights: around.weights.clone(),
            records: Arc::clone(&around.records),
            images: self.dir.join(photo::FOLDER),
            privacy_days: self.settings.privacy_days,
            person_days: self.settings.person_days,
            persons: (
                self.bench.tells_persons,
                self.person_views().unwrap_or_default(),
            ),
            time_zone: self.settings.time_zone,
            has_scale: around.has_scale,
            has_scanner: self.settings.scanner,
            look: self.config.look,
            master: Arc::clone(&around.master),
            printers: Arc::clone(&around.printers),
            rules: Arc::clone(&around.rules),
            each_unit: self.weighs_each_unit(),
            shift_check: self.bench.shift_check.clone().map(Box::new),
            last_check: around.last_check.clone(),
            stations: Arc::clone(&around.stations),
            alerts: Arc::clone(&around.alerts),
            desk: Arc::clone(&around.desk),
            pair_actions: Arc::clone(&around.pair_actions),
        })
    }

    fn worker_view(&self) -> Result<Option<WorkerView>, StoreError> {
        let Some(signed_in) = &self.bench.worker else {
            return Ok(None);
        };
        let name = self
            .store
            .worker(&signed_in.badge)?
            .map(|worker| worker.name);
        Ok(Some(WorkerView {
            badge: signed_in.badge.clone(),
            name: name.unwrap_or_else(|| signed_in.badge.to_string()),
            role: signed_in.role,
            language: signed_in.language,
        }))
    }

    fn session_view(&self, session: &Session) -> Result<SessionView, StoreError> {
        let mut lines = Vec::new();
        for line in session
            .lines
            .iter()
            .filter(|line| line.opened.ordered > 0 || line.packed > 0)
        {
            let product = self.store.product(&line.opened.sku)?;
            let places = self.store.stock_places(&line.opened.sku)?;
            let here = line.opened.location.as_ref();
            let elsewhere = places
                .into_iter()
                .find(|place| Some(&place.location) != here && place.on_hand > 0);
            lines.push(LineView {
                sku: line.opened.sku.clone(),
                name: product
                    .as_ref()
                    .map_or_else(|| line.opened.sku.0.clone(), |product| product.name.clone()),
                image: product.and_then(|product| product.image),
                location: line.opened.location.clone(),
                next_location: elsewhere.map(|place| place.location),
                kit: line.opened.kit.clone(),
                ordered: line.opened.ordered,
                packed: line.packed,
                short: line.short,
                marks: line.opened.handling.marks(),
                lookalikes: self.lookalikes(&line.opened.sku)?,
            });
        }
        let plan = self.plan_view(session);
        let parcel = session.parcel();
        let chosen = parcel.and_then(|parcel| parcel.packaging.as_ref());
        let expected = chosen.map(|chosen| (chosen.expected.gross, chosen.expected.tolerance));
        let cannot_tell = parcel.zip(expected).map(|(parcel, (_, tolerance))| {
            scale_cannot_tell(&session.weighed_units(parcel), tolerance)
        });
        let cached = self.store.order(&session.order)?;
        let service = self.service_now(session);
        Ok(SessionView {
            order: session.order.clone(),
            step: session.step,
            done: session.done(),
            of: session.of(),
            focus: focus(session, &lines),
            parcel: parcel.map_or(1, |parcel| parcel.number),
            parcels: session.expected_parcels(),
            suggested: match session.step {
                Step::Packaging | Step::Weighing => self.shelf().suggestion(session),
                _ => None,
            },
            not_carried: match session.step {
                Step::Packaging => self.not_carried(session),
                _ => vec![],
            },
            packaging: chosen.map(|chosen| chosen.code.clone()),
            expected,
            gross: parcel.and_then(|parcel| parcel.gross),
            scale_cannot_tell: cannot_tell.unwrap_or_default(),
            weight_off: self.weight_off_view(session)?,
            notes: self.notes(session)?,
            capture: session
                .capture_due
                .as_ref()
                .map(|due| (due.sku.clone(), due.needs)),
            tracking: session.last_tracking().cloned(),
            label_due: session.label_due.is_some(),
            delivery_method: service
                .as_ref()
                .map(|(service, _)| service.clone())
                .or_else(|| {
                    cached
                        .as_ref()
                        .map(|cached| cached.order.delivery_method.clone())
                })
                .unwrap_or_default(),
            service_before: service.and_then(|(_, before)| before),
            tags: cached.map(|cached| cached.order.tags).unwrap_or_default(),
            unit_step: Self::unit_step_view(session),
            second_person_due: session.is_second_person_due(),
            plan,
            lines,
        })
    }

    /// What must be seen before packaging: note of the order, what the customer always wants, how to pack, papers.
    fn notes(&self, session: &Session) -> Result<Vec<NoteView>, StoreError> {
        let mut notes = Vec::new();
        if let Some(cached) = self.store.order(&session.order)? {
            if !cached.order.note.is_empty() {
                notes.push(NoteView::Order(cached.order.note.clone()));
            }
            if let Some(rule) = self.store.customer_rule(&cached.order.customer)? {
                notes.push(NoteView::Customer(rule.instruction));
            }
        }
        if let Some(asks) = session
            .verification
            .as_ref()
            .filter(|_| session.depth() == Depth::SecondPerson)
        {
            notes.push(NoteView::SecondPerson(asks.reasons.clone()));
        }
        for line in &session.lines {
            let known = notes
                .iter()
                .any(|note| matches!(note, NoteView::Product(sku, _) if *sku == line.opened.sku));
            let product = self.store.product(&line.opened.sku)?;
            if let Some(instruction) = product
                .and_then(|product| product.instruction)
                .filter(|_| !known)
            {
                notes.push(NoteView::Product(line.opened.sku.clone(), instruction));
            }
        }
        let unmeasured = session.lines.iter().map(|line| &line.opened);
        let unmeasured = unmeasured.filter(|opened| opened.size.volume_mm3() == 0);
        for opened in unmeasured {
            let note = NoteView::NotMeasured(opened.sku.clone());
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        for document in &session.documents {
            let present =
                super::dossier::document_file(&self.dir, &session.order, *document).is_file();
            notes.push(NoteView::Paper {
                document: *document,
                present,
            });
        }
        Ok(notes)
    }

    /// Orders to pack next and held ones, read anew.
    pub fn read_queue(&self) -> Result<QueueView, StoreError> {
        let zone = self.settings.time_zone;
        let today = self.clock.now().with_timezone(&zone).date_naive();
        Ok(QueueView {
            ready: self.store.ready_orders(PAGE)?,
            ready_count: self.store.ready_count()?,
            held: self.store.held_orders(PAGE)?,
            held_count: self.store.held_count()?,
            duplicates: self.store.suspected_duplicates(PAGE)?,
            duplicates_count: self.store.suspected_count()?,
            debts: self.store.label_debts()?,
            packed_today: self.store.orders_closed_since(midnight(today, zone))?,
        })
    }

    /// Print jobs that wait or failed.
    pub fn read_print_jobs(&self) -> Result<Vec<PrintJobView>, StoreError> {
        let jobs = self.store.print_jobs(JOBS_SHOWN)?.into_iter();
        Ok(jobs
            .map(|job| PrintJobView {
                job: job.job,
                title: job.title,
                failed: job.failed,
                under_way: job.under_way,
                doubt: job.doubt,
            })
            .collect())
    }
}

/// The product to show big: the last one packed while more of it is missing, else the next one in walking order.
fn focus(session: &Session, lines: &[LineView]) -> Option<usize> {
    let missing = |line: &LineView| line.packed + line.short < line.ordered;
    let last = session
        .parcel()
        .and_then(|parcel| parcel.scans.last())
        .map(|scan| &scan.sku);
    let place = |wanted: &dyn Fn(&LineView) -> bool| lines.iter().position(wanted);
    let last_touched = |line: &LineView| Some(&line.sku) == last;
    place(&|line| last_touched(line) && missing(line))
        .or_else(|| place(&missing))
        .or_else(|| place(&last_touched))
}
