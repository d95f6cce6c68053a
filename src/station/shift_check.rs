//! The check of the devices: what there is to be tested here, the label that is printed, and how the last one went.

use super::config::{LabelLanguage, PrinterConfig};
use super::papers::LABELS;
use super::run::Station;
use super::snapshot::LastCheck;
use crate::domain::calendar::instant;
use crate::domain::session::BenchHere;
use crate::domain::session::input::Input;
use crate::domain::settings::ShiftCheckWhen;
use crate::domain::shift_check::{CheckAnswer, CheckInput, CheckPlan, Device, Part};
use crate::domain::units::Grams;
use crate::labels::{Label, LabelError, sheets};
use crate::store::{CheckRow, NewPrintJob, PrintKind, PrintSource, StoreError};

/// What the barcode of every test label begins with; six digits follow.
const TEST_LABEL: &str = "PKN-LABEL-";

impl Station {
    /// What is known of the devices for an input that may have to do with them.
    pub(super) fn bench_here(&self, input: &Input) -> Result<BenchHere, StoreError> {
        Ok(BenchHere {
            check: self.check_plan(),
            check_is_due: matches!(input, Input::SignIn(_)) && self.is_check_due()?,
            is_set_up: self.is_set_up(),
        })
    }

    fn check_plan(&self) -> CheckPlan {
        let interval = self.config.scale.as_ref();
        let interval = interval.map(|scale| Grams(i64::from(scale.interval_g)));
        // Six digits of the clock: the label of another check has others.
        let number = self.clock.now().timestamp().rem_euclid(1_000_000);
        CheckPlan {
            scanner: self.settings.scanner,
            scale: self.has_scale,
            printer: self.has_label_printer(),
            reference: self.settings.reference_weight,
            interval: interval.unwrap_or(self.settings.scale_interval),
            label: format!("{TEST_LABEL}{number:06}"),
        }
    }

    /// Labels that become files in a folder have no printer that could be tested.
    fn has_label_printer(&self) -> bool {
        self.simulated_printer.is_some() || !matches!(self.config.labels, PrinterConfig::Folder(_))
    }

    /// Whether nobody was asked in this shift yet, in a shop that wants it.
    fn is_check_due(&self) -> Result<bool, StoreError> {
        if self.settings.shift_check == ShiftCheckWhen::Off {
            return Ok(false);
        }
        let zone = self.settings.time_zone;
        let local = self.clock.now().with_timezone(&zone).naive_local();
        let begin = instant(self.settings.shifts.begin_of(local), zone);
        let asked = self.store.check_asked_at()?;
        Ok(asked.is_none_or(|asked| asked < begin))
    }

    /// The scanner of this bench is being tested, so that the test's own codes are wanted.
    pub(super) fn is_testing_scanner(&self) -> bool {
        self.due_part()
            .is_some_and(|part| part.device() == Device::Scanner)
    }

    /// Whether a scale is there, set up or simulated.
    pub(super) fn scale_is_there(&mut self, is_there: bool) {
        self.has_scale = is_there || self.config.scale.is_some();
    }

    /// Whether the part that is due has something to say to this weight.
    pub(super) fn check_heeds(&self, gross: Grams) -> bool {
        let check = self.bench.shift_check.as_ref();
        let answer = check.and_then(|it| it.answer(CheckInput::Weight(gross), self.clock.now()));
        answer.is_some_and(|answer| !matches!(answer, CheckAnswer::Waits(_)))
    }

    /// The part of the check that is due.
    pub fn due_part(&self) -> Option<Part> {
        self.bench.shift_check.as_ref()?.due()
    }

    /// The job that prints a test label.
    pub(super) fn test_label_job(&self, code: &str) -> Option<NewPrintJob> {
        let bytes = match self.test_label(code) {
            Ok(bytes) => bytes,
            Err(error) => {
                // Its texts are our own, so this is a fault of the program; the packer leaves the part out.
                tracing::error!(%error, "the test label cannot be made");
                return None;
            }
        };
        Some(NewPrintJob {
            key: format!("check/{code}/{}", self.store.last_number() + 1),
            kind: PrintKind::Label,
            title: code.to_owned(),
            source: PrintSource::Bytes(bytes),
            target: LABELS.to_owned(),
            order: None,
            parcel: None,
        })
    }

    fn test_label(&self, code: &str) -> Result<Vec<u8>, LabelError> {
        let printer = self.config.label_printer;
        let size = self.config.label_size.size();
        let label = Label::Card(sheets::test_label(self.language(), size, code));
        match printer.language {
            LabelLanguage::Pdf => label.pdf(printer.dpi),
            LabelLanguage::Zpl => label.zpl(printer.dpi, printer.text),
        }
    }

    /// How the last check went, and who did it.
    pub fn last_check(&self) -> Result<Option<LastCheck>, StoreError> {
        let Some(CheckRow {
            at,
            worker: badge,
            record,
        }) = self.store.last_check()?
        else {
            return Ok(None);
        };
        let name = match &badge {
            Some(badge) => self.store.worker(badge)?.map(|worker| worker.name),
            None => None,
        };
        let badge = badge.map(|badge| badge.0).unwrap_or_default();
        Ok(Some(LastCheck {
            at,
            worker: name.unwrap_or(badge),
            record,
        }))
    }
}
