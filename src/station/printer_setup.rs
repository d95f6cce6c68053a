//! Setting up the bench's printers: what is typed for each, and how it is kept.

use std::path::PathBuf;
use std::sync::mpsc::SyncSender;
use std::thread;

use super::config::{BenchConfig, DocumentPaper, LabelPaper, LabelPrinter, PrinterConfig};
use super::event::Event;
use super::run::{Station, chain};
use crate::devices::printer::{IppPrinter, host_and_port, list_system_printers};

/// What stands on the set-up screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrinterForm {
    /// Where labels go, as one line of text.
    pub labels: String,
    /// Where other papers go.
    pub documents: String,
    /// Where packing slips go; empty when they go with the other papers.
    pub slips: String,
    /// Paper of the labels.
    pub label_size: LabelPaper,
    /// What the label printer understands, and how fine it prints.
    pub label_printer: LabelPrinter,
    /// Paper of the documents.
    pub document_size: DocumentPaper,
    /// Whether the label is scanned on each parcel.
    pub label_scan: bool,
}

/// The printers as the screen shows them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrintersView {
    /// What is in force.
    pub form: PrinterForm,
    /// The printers that the system knows.
    pub known: Vec<String>,
    /// What came of the last key.
    pub outcome: PrintersOutcome,
}

/// What came of setting up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum PrintersOutcome {
    /// Nothing was asked.
    #[default]
    Nothing,
    /// It is in force and written down.
    Saved,
    /// This is no address of a printer.
    BadAddress(String),
    /// It could not be written down, and nothing changed.
    NotWritten(String),
}

/// What one line of text means: a folder, an address, a device file, or a printer of the system.
///
/// `None` for an address that is none.
pub fn printer_of(text: &str) -> Option<PrinterConfig> {
    let text = text.trim();
    let text_owned = || text.to_owned();
    if text.is_empty() {
        return Some(PrinterConfig::default());
    }
    if text.starts_with("ipp:") || text.starts_with("ipps:") || text.contains("://") {
        return IppPrinter::at(text).map(|_| PrinterConfig::Ipp(text_owned()));
    }
    if text.starts_with("/dev/") || text.starts_with("\\\\") {
        return Some(PrinterConfig::Device(PathBuf::from(text)));
    }
    if text.contains(['/', '\\']) {
        let folder = text.trim_end_matches(['/', '\\']);
        return (!folder.is_empty()).then(|| PrinterConfig::Folder(PathBuf::from(folder)));
    }
    if text.contains(':') {
        return host_and_port(text, 0).map(|_| PrinterConfig::Raw(text_owned()));
    }
    Some(PrinterConfig::System(text_owned()))
}

/// The line of text that means this printer.
pub fn text_of(printer: &PrinterConfig) -> String {
    match printer {
        // A folder is told from a printer's name by its slash.
        PrinterConfig::Folder(folder) => format!("{}/", folder.display()),
        PrinterConfig::Raw(address) if !address.contains(':') => format!("{address}:9100"),
        other => other.name(),
    }
}

impl PrinterForm {
    fn of(config: &BenchConfig) -> Self {
        Self {
            labels: text_of(&config.labels),
            documents: text_of(&config.documents),
            slips: config.slips.as_ref().map(text_of).unwrap_or_default(),
            label_size: config.label_size,
            label_printer: config.label_printer,
            document_size: config.document_size,
            label_scan: config.label_scan,
        }
    }

    fn put_into(&self, config: &mut BenchConfig) -> Result<(), PrintersOutcome> {
        let read = |text: &str| {
            printer_of(text).ok_or_else(|| PrintersOutcome::BadAddress(text.trim().to_owned()))
        };
        config.labels = read(&self.labels)?;
        config.documents = read(&self.documents)?;
        config.slips = if self.slips.trim().is_empty() {
            None
        } else {
            Some(read(&self.slips)?)
        };
        config.label_size = self.label_size;
        config.label_printer = self.label_printer;
        config.document_size = self.document_size;
        config.label_scan = self.label_scan;
        Ok(())
    }
}

impl Station {
    /// The printers for the set-up screen.
    pub fn printers_view(&self, known: Vec<String>, outcome: PrintersOutcome) -> PrintersView {
        PrintersView {
            form: PrinterForm::of(&self.config),
            known,
            outcome,
        }
    }

    /// Puts other printers in force. The rest of the file stays as somebody set it up meanwhile.
    pub fn set_printers(&mut self, form: &PrinterForm) -> PrintersOutcome {
        let not_written = |error: &dyn std::error::Error| PrintersOutcome::NotWritten(chain(error));
        let mut kept = match BenchConfig::of(&self.dir) {
            Ok(kept) => kept,
            Err(error) => return not_written(&error),
        };
        if let Err(odd) = form.put_into(&mut kept) {
            return odd;
        }
        if let Err(error) = kept.save(&self.dir) {
            return not_written(&error);
        }
        for printer in kept.printers() {
            if let Err(error) = printer.prepare(&self.dir) {
                tracing::warn!(error = %chain(&error), "the folder for papers cannot be made");
            }
        }
        if form.put_into(&mut self.config).is_err() {
            unreachable!("the same form was read a moment ago");
        }
        // A label that waits was made for the printer of before.
        self.dossier = None;
        PrintersOutcome::Saved
    }
}

/// Asks the system which printers it knows, beside the loop: a print service may take its time.
pub(super) fn look_for_printers(inbox: SyncSender<Event>) {
    let look = move || {
        let known = list_system_printers().unwrap_or_default();
        // Nobody waits for it once the program ends.
        drop(inbox.send(Event::PrintersKnown(known)));
    };
    let thread = thread::Builder::new().name("printers".into()).spawn(look);
    if let Err(error) = thread {
        tracing::error!(%error, "the printers cannot be looked for");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_of_text_means_one_printer_and_reads_the_same_again() {
        for (text, printer) in [
            ("prints/", PrinterConfig::Folder("prints".into())),
            ("/mnt/labels/", PrinterConfig::Folder("/mnt/labels".into())),
            ("Zebra_ZD421", PrinterConfig::System("Zebra_ZD421".into())),
            (
                "ipp://10.0.0.7/ipp/print",
                PrinterConfig::Ipp("ipp://10.0.0.7/ipp/print".into()),
            ),
            ("10.0.0.7:9100", PrinterConfig::Raw("10.0.0.7:9100".into())),
            ("/dev/usb/lp0", PrinterConfig::Device("/dev/usb/lp0".into())),
            (
                r"\\localhost\Zebra",
                PrinterConfig::Device(r"\\localhost\Zebra".into()),
            ),
        ] {
            assert_eq!(printer_of(text), Some(printer.clone()), "{text}");
            assert_eq!(text_of(&printer), text);
        }
        assert_eq!(printer_of(" "), Some(PrinterConfig::default()));
        for odd in ["http://10.0.0.7", "ipps://", "ipp://", "zebra:label", "/"] {
            assert_eq!(printer_of(odd), None, "{odd}");
        }
    }

    #[test]
    fn what_is_set_up_is_kept_and_leaves_the_rest_of_the_file_alone() {
        let mut config = BenchConfig {
            label_scan: true,
            ..BenchConfig::default()
        };
        config.look.light = true;
        let mut form = PrinterForm::of(&config);
        form.labels = "Zebra".to_owned();
        form.slips = "10.0.0.9:9100".to_owned();
        form.put_into(&mut config).unwrap();
        assert_eq!(PrinterForm::of(&config), form);
        assert!(config.look.light);
        form.documents = "ipp://".to_owned();
        let refused = form.put_into(&mut config);
        assert_eq!(
            refused,
            Err(PrintersOutcome::BadAddress("ipp://".to_owned()))
        );
    }
}
