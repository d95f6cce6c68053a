//! Set-ups of benches under a name: what a station card brings to the bench where it is scanned.
//!
//! A set-up is kept as a setting of the shop (`station.NAME`), so that every bench of the master knows it.
//! The master's address and its password, and how the window looks, are no part of it.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::config::{
    BenchConfig, ConfigError, DocumentPaper, LabelPaper, LabelPrinter, PrinterConfig,
};
use super::device_config::{ScaleConfig, ScannerConfig};
use super::run::{Station, chain};
use super::unit_step::UnitStepSetUp;
use crate::domain::session::Decision;
use crate::domain::session::fact::Fact;
use crate::domain::session::input::SetUpFound;
use crate::domain::session::message::{Message, Refusal};
use crate::domain::settings::Settings;

/// Longest role, in characters: it stands in the header beside the bench's name.
pub const ROLE_MAX: usize = 24;

/// A bench's devices, printers, paper and role.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SetUp {
    /// What the bench is for, in the shop's own words; shown in its header.
    pub role: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    all_benches: Option<bool>,
    labels: PrinterConfig,
    documents: PrinterConfig,
    #[serde(skip_serializing_if = "Option::is_none")]
    slips: Option<PrinterConfig>,
    document_size: DocumentPaper,
    label_scan: bool,
    label_size: LabelPaper,
    label_printer: LabelPrinter,
    #[serde(skip_serializing_if = "Option::is_none")]
    scanner: Option<ScannerConfig>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scale: Option<ScaleConfig>,
}

/// The set-ups as a lead's screen shows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StationsView {
    /// What this bench is for.
    pub role: String,
    /// The card that was loaded last.
    pub card: Option<String>,
    /// The names of all set-ups, with the role of each.
    pub known: Vec<(String, String)>,
}

impl SetUp {
    /// What a bench has, for this role.
    pub fn of(config: &BenchConfig, role: &str) -> Self {
        let config = config.clone();
        Self {
            role: role.trim().chars().take(ROLE_MAX).collect(),
            all_benches: config.all_benches,
            labels: config.labels,
            documents: config.documents,
            slips: config.slips,
            document_size: config.document_size,
            label_scan: config.label_scan,
            label_size: config.label_size,
            label_printer: config.label_printer,
            scanner: config.scanner,
            scale: config.scale,
        }
    }

    /// As the shop's settings keep it.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what the settings keep, or says why it cannot be used.
    pub fn read(text: &str) -> Result<Self, String> {
        let read: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let mut config = BenchConfig::default();
        read.clone().put_into(&mut config);
        // The file is none yet: only what is wrong with the device or printer is told.
        config.check(Path::new("")).map_err(|error| match error {
            ConfigError::Device { device, why } => format!("{device}: {why}"),
            ConfigError::PrinterAddress { address } => address,
            other => chain(&other),
        })?;
        Ok(read)
    }

    fn put_into(self, config: &mut BenchConfig) {
        config.role = self.role;
        config.all_benches = self.all_benches;
        config.labels = self.labels;
        config.documents = self.documents;
        config.slips = self.slips;
        config.document_size = self.document_size;
        config.label_scan = self.label_scan;
        config.label_size = self.label_size;
        config.label_printer = self.label_printer;
        config.scanner = self.scanner;
        config.scale = self.scale;
    }
}

/// What the name on a station card leads to.
pub(super) fn set_up_found(settings: &Settings, station: &str) -> SetUpFound {
    match settings.stations.get(station).map(|text| SetUp::read(text)) {
        None => SetUpFound::Unknown,
        Some(Err(why)) => SetUpFound::Bad { why },
        Some(Ok(_)) => SetUpFound::Known,
    }
}

impl Station {
    /// Whether anybody has set this bench up: a device, a printer, or a card.
    pub fn is_set_up(&self) -> bool {
        let config = &self.config;
        let is_folder = |printer: &PrinterConfig| matches!(printer, PrinterConfig::Folder(_));
        config.card.is_some()
            || config.scanner.is_some()
            || config.scale.is_some()
            || !config.printers().all(is_folder)
    }

    /// This bench's set-up for a card, as the settings keep it.
    pub(super) fn set_up_text(&self, role: &str) -> String {
        SetUp::of(&self.config, role).to_text()
    }

    /// The set-ups as the screen shows them.
    pub fn stations_view(&self) -> StationsView {
        let role_of = |text: &String| SetUp::read(text).map(|set_up| set_up.role);
        let known = self.settings.stations.iter();
        StationsView {
            role: self.config.role.clone(),
            card: self.config.card.clone(),
            known: known
                .map(|(name, text)| (name.clone(), role_of(text).unwrap_or_default()))
                .collect(),
        }
    }

    /// Writes down the set-up of the card that was just scanned, before anything is told of it; a bench
    /// whose file refuses stays as it is, and says so.
    pub(super) fn load_station(&mut self, decision: Decision) -> Decision {
        let loaded = decision.facts.iter().find_map(|fact| match fact {
            Fact::StationLoaded { station } => Some(station.clone()),
            _ => None,
        });
        let Some(station) = loaded else {
            return decision;
        };
        match self.write_set_up(&station) {
            Ok(()) => decision,
            Err(why) => {
                let refusal = Refusal::BadStation { station, why };
                let refused = Fact::Refused {
                    order: None,
                    sku: None,
                    code: None,
                    refusal: refusal.clone(),
                };
                Decision {
                    facts: vec![refused],
                    verdict: refusal.verdict(),
                    message: Message::Refused(refusal),
                    sku: None,
                }
            }
        }
    }

    fn write_set_up(&mut self, station: &str) -> Result<(), String> {
        let text = self.settings.stations.get(station);
        let set_up = SetUp::read(text.map_or("", String::as_str))?;
        let written = |error: ConfigError| chain(&error);
        let mut kept = BenchConfig::of(&self.dir).map_err(written)?;
        set_up.put_into(&mut kept);
        kept.card = Some(station.to_owned());
        kept.save(&self.dir).map_err(written)?;
        for printer in kept.printers() {
            if let Err(error) = printer.prepare(&self.dir) {
                tracing::warn!(error = %chain(&error), "the folder for papers cannot be made");
            }
        }
        self.unit_step = UnitStepSetUp::of(&kept);
        self.has_scale = kept.scale.is_some();
        self.config = kept;
        // A label that waits was made for the printer of before.
        self.dossier = None;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_up_reads_the_same_again_and_leaves_master_and_look_alone() {
        let mut config = BenchConfig {
            labels: PrinterConfig::Raw("10.0.0.7:9100".to_owned()),
            scale: Some(ScaleConfig::at("/dev/ttyUSB0")),
            ..BenchConfig::default()
        };
        let set_up = SetUp::of(&config, " single-line ");
        assert_eq!(set_up.role, "single-line");
        assert_eq!(SetUp::read(&set_up.to_text()), Ok(set_up.clone()));
        config.look.light = true;
        let mut other = BenchConfig {
            look: config.look,
            ..BenchConfig::default()
        };
        set_up.put_into(&mut other);
        assert!(other.look.light);
        assert_eq!(other.labels, config.labels);
        assert_eq!(other.scale, config.scale);
    }

    #[test]
    fn what_no_bench_could_work_with_is_not_loaded() {
        for text in [
            "",
            "{\"unknown\":1}",
            "{\"labels\":{\"raw\":\"\"}}",
            "{\"scale\":{\"port\":\"/dev/ttyUSB0\",\"protocol\":\"klingon\"}}",
            "{\"label_printer\":{\"dpi\":72}}",
        ] {
            assert!(SetUp::read(text).is_err(), "{text}");
        }
        let mut settings = Settings::default();
        assert!(
            settings
                .set("station.STOL-3", "{\"labels\":{\"raw\":\"\"}}")
                .is_ok()
        );
        assert_eq!(set_up_found(&settings, "STOL-4"), SetUpFound::Unknown);
        assert!(matches!(
            set_up_found(&settings, "STOL-3"),
            SetUpFound::Bad { .. }
        ));
    }
}
