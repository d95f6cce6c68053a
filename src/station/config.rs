//! What is set up at this one bench: its printers, scanner, scale and look. The file `bench.toml` in the data directory.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::alerts::config::AlertsConfig;
use super::device_config::{ScaleConfig, ScannerConfig};
use super::schedule::config::ReportsConfig;
use crate::devices::printer::{IppPrinter, PrintTarget, host_and_port};
use crate::domain::figures::limits::FigureRules;
use crate::labels::{LabelSize, Orientation, RESOLUTIONS, THERMAL_DPI, ZplText};

/// File name in the data directory.
const FILE: &str = "bench.toml";

/// Source: the port that HP's `JetDirect` began and label printers listen at.
const RAW_PORT: u16 = 9100;

/// The bench's set-up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BenchConfig {
    /// What the bench is for, in the shop's own words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Whether it shows what all benches did; by its role when nobody has said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all_benches: Option<bool>,
    /// The station card that was loaded last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
    /// Certificates (PEM) that prove encrypted printers (`ipps:`): their own, or of whoever signed them;
    /// a relative file lies in the data directory. The system's own when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printer_certificate: Option<PathBuf>,
    /// Where labels go.
    pub labels: PrinterConfig,
    /// Where packing slips, invoices and return slips go.
    pub documents: PrinterConfig,
    /// Where packing slips go, if not to the other documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slips: Option<PrinterConfig>,
    /// Paper of the documents.
    pub document_size: DocumentPaper,
    /// Whether the label on each parcel is scanned before the next parcel is begun.
    pub label_scan: bool,
    /// Paper of the labels.
    pub label_size: LabelPaper,
    /// What the label printer understands and how it is fed.
    pub label_printer: LabelPrinter,
    /// The scanner on a wire of its own, if there is one beside the keyboard scanner.
    pub scanner: Option<ScannerConfig>,
    /// The scale, if there is one.
    pub scale: Option<ScaleConfig>,
    /// The master of all benches; without one, this bench has its own in its data directory.
    pub master: Option<MasterConfig>,
    /// What is watched, and who is told of it.
    #[serde(skip_serializing_if = "AlertsConfig::is_usual")]
    pub alerts: AlertsConfig,
    /// Which reports are made by the clock, and where they go.
    #[serde(skip_serializing_if = "ReportsConfig::is_usual")]
    pub reports: ReportsConfig,
    /// From which numbers on the lead's figures are watched.
    #[serde(skip_serializing_if = "FigureRules::is_usual")]
    pub figures: FigureRules,
    /// The folder where a phone or camera drops photos of products; a relative one lies in the data directory.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photo_folder: Option<PathBuf>,
    /// How the window looks and sounds.
    pub look: Look,
}

/// Roles of a lead's station, as people write them.
const LEADS: [&str; 5] = ["lead", "shift lead", "lider", "kierownik", "kierowniczka"];

impl BenchConfig {
    /// Whether this is a lead's station: it reads what all benches did. The others would only load the master.
    pub fn shows_all_benches(&self) -> bool {
        let by_role = || LEADS.contains(&self.role.trim().to_lowercase().as_str());
        self.all_benches.unwrap_or_else(by_role)
    }
}

/// Where the master of all benches is. The password stands in a file of its own, readable by the
/// program alone, and never here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MasterConfig {
    /// The server, for example `postgresql://bench@db.local/warehouse`.
    pub url: String,
    /// The schema in its database.
    #[serde(default = "usual_schema")]
    pub schema: String,
    /// The certificate of who vouches for the server (PEM); the system's own when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca: Option<PathBuf>,
    /// The file with the password; a relative one lies in the data directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password_file: Option<PathBuf>,
}

impl MasterConfig {
    /// Whether somebody wrote the password into the address.
    fn has_password(&self) -> bool {
        let after_scheme = self.url.split_once("://").map_or("", |(_, rest)| rest);
        let authority = after_scheme.split(['/', '?']).next().unwrap_or_default();
        let in_authority = authority
            .rsplit_once('@')
            .is_some_and(|(user, _host)| user.contains(':'));
        in_authority || self.url.to_ascii_lowercase().contains("password=")
    }
}

fn usual_schema() -> String {
    "pakownia".to_owned()
}

/// How the window of this bench looks and sounds; chosen on the set-up screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Look {
    /// The light theme, for bright halls; else the dark one.
    pub light: bool,
    /// No sounds.
    pub silent: bool,
}

/// The paper of a label printer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum LabelPaper {
    /// 100 × 150 mm.
    #[default]
    #[serde(rename = "100x150")]
    Mm100x150,
    /// A6, 105 × 148 mm.
    #[serde(rename = "a6")]
    A6,
    /// 4 × 6 inches, 101.6 × 152.4 mm.
    #[serde(rename = "4x6")]
    In4x6,
}

impl LabelPaper {
    /// The size as labels know it.
    pub fn size(self) -> LabelSize {
        match self {
            Self::Mm100x150 => LabelSize::W100xH150,
            Self::A6 => LabelSize::A6,
            Self::In4x6 => LabelSize::In4x6,
        }
    }

    /// The size as print services name it. Source: PWG 5101.1, self-describing names.
    pub fn media(self) -> &'static str {
        match self {
            Self::Mm100x150 => "custom_100x150mm_100x150mm",
            Self::A6 => "iso_a6_105x148mm",
            Self::In4x6 => "na_index-4x6_4x6in",
        }
    }
}

/// What the label printer understands, how fine it prints, and how its labels are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LabelPrinter {
    /// The language of the labels.
    pub language: LabelLanguage,
    /// Dots per inch, 150 to 1200; bars are whole dots of this printer.
    pub dpi: u32,
    /// Upright or lying.
    pub orientation: Orientation,
    /// Who draws the letters of a ZPL label.
    pub text: ZplText,
}

impl Default for LabelPrinter {
    /// PDF understands every printer of the system.
    fn default() -> Self {
        Self {
            language: LabelLanguage::Pdf,
            dpi: THERMAL_DPI,
            orientation: Orientation::Portrait,
            text: ZplText::Printer,
        }
    }
}

/// The language of a label printer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LabelLanguage {
    /// PDF, for printers that the system has a driver for.
    #[default]
    Pdf,
    /// ZPL II, for Zebra and the many that understand it.
    Zpl,
}

impl LabelLanguage {
    /// How the store and file names call it.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Zpl => "zpl",
        }
    }
}

/// The paper of a printer for documents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentPaper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 148 × 210 mm.
    A5,
    /// 8.5 × 11 inches.
    Letter,
}

impl DocumentPaper {
    /// The size as print services name it. Source: PWG 5101.1, self-describing names.
    pub fn media(self) -> &'static str {
        match self {
            Self::A4 => "iso_a4_210x297mm",
            Self::A5 => "iso_a5_148x210mm",
            Self::Letter => "na_letter_8.5x11in",
        }
    }
}

/// Where documents of one kind go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrinterConfig {
    /// Each into a file of its own in this folder; a relative one lies in the data directory.
    Folder(PathBuf),
    /// The system's printer of this name.
    System(String),
    /// A network printer that speaks IPP, for example `ipp://10.0.0.7/ipp/print`; `ipps:` is encrypted.
    Ipp(String),
    /// A network printer that prints what comes in at a port, for example `10.0.0.7:9100`.
    Raw(String),
    /// A device file, for example `/dev/usb/lp0`; on Windows the share of a printer.
    Device(PathBuf),
}

impl Default for PrinterConfig {
    /// Until a printer is set up, papers are kept as files.
    fn default() -> Self {
        Self::Folder(PathBuf::from("prints"))
    }
}

impl PrinterConfig {
    /// Makes the folder of papers inside the data directory.
    ///
    /// A folder elsewhere is left alone: a share that is away must not become an empty folder here.
    pub fn prepare(&self, dir: &Path) -> io::Result<()> {
        match self {
            Self::Folder(folder) if folder.is_relative() => fs::create_dir_all(dir.join(folder)),
            _ => Ok(()),
        }
    }

    /// Where that is, seen from the data directory, for paper of this size. `None` when its address is none.
    pub fn target(&self, dir: &Path, media: &str) -> Option<PrintTarget> {
        let on_paper = |mut printer: IppPrinter| {
            printer.paper.media = Some(media.to_owned());
            PrintTarget::Ipp(printer)
        };
        Some(match self {
            Self::Folder(folder) => PrintTarget::Folder(dir.join(folder)),
            #[cfg(windows)]
            Self::System(name) => PrintTarget::Spooler(name.clone()),
            #[cfg(not(windows))]
            Self::System(name) => on_paper(IppPrinter::of_this_system(name)),
            Self::Ipp(uri) => on_paper(IppPrinter::at(uri)?),
            Self::Raw(address) => {
                let (host, port) = host_and_port(address, RAW_PORT)?;
                PrintTarget::Raw { host, port }
            }
            Self::Device(path) => PrintTarget::Device(path.clone()),
        })
    }

    /// What people call it.
    pub fn name(&self) -> String {
        match self {
            Self::Folder(path) | Self::Device(path) => path.display().to_string(),
            Self::System(name) | Self::Ipp(name) | Self::Raw(name) => name.clone(),
        }
    }
}

/// Why the bench's set-up cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read or written.
    #[error("{FILE} in the data directory cannot be used")]
    File(#[from] io::Error),
    /// The file is not what it should be.
    #[error("{FILE} in the data directory: {0}")]
    Text(#[from] toml::de::Error),
    /// A password stands where everybody can read it.
    #[error(
        "{FILE} in the data directory has a password in [master] url: put it into a file of its own and name that as password_file"
    )]
    PasswordInUrl,
    /// No printer has this resolution.
    #[error(
        "{FILE} in the data directory: [label_printer] dpi is {dpi}, but printers have 150 to 1200"
    )]
    Resolution {
        /// What stands there.
        dpi: u32,
    },
    /// A device is set up in a way that cannot be.
    #[error("{FILE} in the data directory, [{device}]: {why}")]
    Device {
        /// The table of the file.
        device: &'static str,
        /// What is wrong.
        why: String,
    },
    /// A printer's address is none.
    #[error(
        "{FILE} in the data directory: {address} is no address of a printer, such as ipp://10.0.0.7/ipp/print or 10.0.0.7:9100"
    )]
    PrinterAddress {
        /// What stands there.
        address: String,
    },
    /// The set-up cannot be written down.
    #[error("the set-up cannot be written: {0}")]
    Write(#[from] toml::ser::Error),
}

impl BenchConfig {
    /// The set-up of a data directory; the defaults where nothing is set up.
    pub fn of(dir: &Path) -> Result<Self, ConfigError> {
        match fs::read_to_string(dir.join(FILE)) {
            Ok(text) => {
                let config: Self = toml::from_str(&text)?;
                if config
                    .master
                    .as_ref()
                    .is_some_and(MasterConfig::has_password)
                {
                    return Err(ConfigError::PasswordInUrl);
                }
                config.check(dir)?;
                Ok(config)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether a bench can work with it.
    pub fn check(&self, dir: &Path) -> Result<(), ConfigError> {
        let dpi = self.label_printer.dpi;
        if !RESOLUTIONS.contains(&dpi) {
            return Err(ConfigError::Resolution { dpi });
        }
        self.check_devices()?;
        if let Some(why) = self.alerts.fault() {
            let device = "alerts";
            return Err(ConfigError::Device { device, why });
        }
        if let Some(why) = self.reports.fault() {
            let device = "reports";
            return Err(ConfigError::Device { device, why });
        }
        if let Some(figure) = self.figures.fault() {
            let why = format!("the limits of {} cannot be", figure.name());
            let device = "figures";
            return Err(ConfigError::Device { device, why });
        }
        self.check_printers(dir)
    }

    /// Whether the devices can be what they are said to be.
    fn check_devices(&self) -> Result<(), ConfigError> {
        let fault = |device| move |why| ConfigError::Device { device, why };
        if let Some(scanner) = &self.scanner {
            scanner.settings().map_err(fault("scanner"))?;
        }
        if let Some(scale) = &self.scale {
            scale.settings().map_err(fault("scale"))?;
        }
        Ok(())
    }

    /// All printers that are set up.
    pub fn printers(&self) -> impl Iterator<Item = &PrinterConfig> {
        [&self.labels, &self.documents]
            .into_iter()
            .chain(&self.slips)
    }

    fn check_printers(&self, dir: &Path) -> Result<(), ConfigError> {
        match self
            .printers()
            .find(|printer| printer.target(dir, "").is_none())
        {
            Some(odd) => Err(ConfigError::PrinterAddress {
                address: odd.name(),
            }),
            None => Ok(()),
        }
    }

    /// Writes the set-up, whole or not at all.
    pub fn save(&self, dir: &Path) -> Result<(), ConfigError> {
        let text = toml::to_string_pretty(self)?;
        let new = dir.join(format!("{FILE}.new"));
        fs::write(&new, text)?;
        fs::File::open(&new)?.sync_all()?;
        fs::rename(new, dir.join(FILE))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_saved_is_read_again_and_nothing_means_files() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(
            BenchConfig::of(dir.path()).unwrap().labels,
            PrinterConfig::Folder("prints".into())
        );
        let config = BenchConfig {
            labels: PrinterConfig::System("Zebra".to_owned()),
            label_size: LabelPaper::In4x6,
            label_printer: LabelPrinter {
                language: LabelLanguage::Zpl,
                dpi: 300,
                orientation: Orientation::Landscape,
                text: ZplText::Picture,
            },
            scale: Some(ScaleConfig {
                baud: 4_800,
                protocol: "mt-sics".to_owned(),
                ..ScaleConfig::at("/dev/ttyUSB0")
            }),
            ..BenchConfig::default()
        };
        config.save(dir.path()).unwrap();
        assert_eq!(BenchConfig::of(dir.path()).unwrap(), config);
    }

    #[test]
    fn a_master_is_named_by_its_address_alone() {
        let dir = tempfile::tempdir().unwrap();
        let text = "[master]\nurl = \"postgresql://bench@db.local/warehouse\"\n";
        fs::write(dir.path().join(FILE), text).unwrap();
        let config = BenchConfig::of(dir.path()).unwrap();
        let master = config.master.as_ref().unwrap();
        assert_eq!(master.schema, "pakownia");
        config.save(dir.path()).unwrap();
        assert_eq!(BenchConfig::of(dir.path()).unwrap(), config);
    }

    #[test]
    fn a_password_in_the_address_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        for url in [
            "postgresql://bench:secret@db.local/warehouse",
            "postgresql://db.local/warehouse?user=bench&password=secret",
            "host=db.local password=secret",
        ] {
            fs::write(
                dir.path().join(FILE),
                format!("[master]\nurl = \"{url}\"\n"),
            )
            .unwrap();
            let refused = BenchConfig::of(dir.path());
            assert!(matches!(refused, Err(ConfigError::PasswordInUrl)), "{url}");
        }
    }

    #[test]
    fn a_label_printer_that_no_shop_sells_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(FILE), "[label_printer]\ndpi = 72").unwrap();
        let refused = BenchConfig::of(dir.path());
        assert!(matches!(refused, Err(ConfigError::Resolution { dpi: 72 })));
    }

    #[test]
    fn a_device_that_cannot_be_is_named_with_its_table() {
        let dir = tempfile::tempdir().unwrap();
        for (text, part) in [
            ("[scale]\nport = \"usb:0922\"", "[scale]"),
            ("[scale]\nport = \"a\"\nprotocol = \"word\"", "radwag"),
            ("[scanner]\nport = \"a\"\ndata_bits = 9", "[scanner]"),
        ] {
            fs::write(dir.path().join(FILE), text).unwrap();
            let error = BenchConfig::of(dir.path()).unwrap_err().to_string();
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn a_printer_stands_for_each_kind_of_paper() {
        let dir = tempfile::tempdir().unwrap();
        let text = "label_size = \"a6\"\ndocument_size = \"a5\"\nlabel_scan = true\n\
            [labels]\nraw = \"10.0.0.7\"\n[documents]\nipp = \"ipp://10.0.0.8/ipp/print\"\n\
            [slips]\ndevice = \"/dev/usb/lp0\"\n";
        fs::write(dir.path().join(FILE), text).unwrap();
        let config = BenchConfig::of(dir.path()).unwrap();
        assert!(config.label_scan);
        let host = "10.0.0.7".to_owned();
        let target =
            |printer: &PrinterConfig| printer.target(dir.path(), config.document_size.media());
        assert_eq!(
            target(&config.labels),
            Some(PrintTarget::Raw { host, port: 9100 })
        );
        let Some(PrintTarget::Ipp(office)) = target(&config.documents) else {
            panic!("speaks IPP");
        };
        assert_eq!(office.paper.media.as_deref(), Some("iso_a5_148x210mm"));
        let slips = config.slips.as_ref().and_then(target);
        assert_eq!(slips, Some(PrintTarget::Device("/dev/usb/lp0".into())));
        config.save(dir.path()).unwrap();
        assert_eq!(BenchConfig::of(dir.path()).unwrap(), config);
    }

    #[test]
    fn an_address_that_is_none_is_named() {
        let dir = tempfile::tempdir().unwrap();
        for (kind, address) in [
            ("ipp", "http://10.0.0.7"),
            ("raw", "10.0.0.7:label"),
            ("ipp", "ipp://"),
        ] {
            fs::write(
                dir.path().join(FILE),
                format!("[labels]\n{kind} = \"{address}\"\n"),
            )
            .unwrap();
            let error = BenchConfig::of(dir.path()).unwrap_err().to_string();
            assert!(error.contains(address), "{error}");
        }
    }

    #[test]
    fn a_misspelt_key_is_named() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(FILE), "scael = 1").unwrap();
        let error = BenchConfig::of(dir.path()).unwrap_err().to_string();
        assert!(error.contains("scael"), "{error}");
    }
}
