//! USB scanners of the class for points of sale: codes in reports, with what kind of symbol it was.
//!
//! Source: USB Implementers' Forum, HID Point of Sale Usage Tables 1.02 (2001), section 3,
//! usage page 8Ch: decoded data, AIM symbology identifier, decode data continued. The layout
//! of report 2 after Access-IS, LSR118 product manual (2020), appendix B.1: length, three
//! characters of the AIM identifier, 56 bytes of data, two reserved, and in the lowest bit of
//! the last byte whether more follows.

use std::time::Duration;

use super::error::ScanFault;
use super::scanner::{millis, to_event};
use super::serial::Wire;
use super::{DeviceEvent, DeviceId, DeviceState};

/// The report of a code.
const SCANNED: u8 = 2;

/// Where the data begins, and how many bytes of it a report carries.
const DATA_AT: usize = 5;
const DATA_MAX: usize = 56;

/// The byte whose lowest bit says that more follows.
const MORE_AT: usize = 63;

/// Most bytes of a code, as for serial scanners.
const LENGTH_MAX: usize = 128;

/// How long the next report of one code may take. Reports come every few milliseconds.
const NEXT_WITHIN: Duration = Duration::from_millis(500);

/// Puts the reports of one code together.
#[derive(Debug, Default)]
pub(super) struct ReportReader {
    aim: [u8; 3],
    data: Vec<u8>,
    is_inside: bool,
    last_at: Duration,
}

impl ReportReader {
    /// Takes one report, its number first; answers a code, or why there is none.
    ///
    /// A code has the AIM identifier before it where the scanner tells one. Other reports,
    /// such as the state of the scanner, are no codes.
    pub(super) fn feed(
        &mut self,
        report: &[u8],
        now: Duration,
    ) -> Option<Result<String, ScanFault>> {
        if report.first() != Some(&SCANNED) {
            return None;
        }
        let fault = |data: &[u8]| {
            let code = String::from_utf8_lossy(data).into_owned();
            Some(Err(ScanFault::Torn { code }))
        };
        let (Some(&length), Some(&more)) = (report.get(1), report.get(MORE_AT)) else {
            self.reset();
            return fault(report.get(DATA_AT..).unwrap_or_default());
        };
        let Some(data) = report.get(DATA_AT..DATA_AT + usize::from(length)) else {
            self.reset();
            return fault(report.get(DATA_AT..MORE_AT).unwrap_or_default());
        };
        if usize::from(length) > DATA_MAX {
            self.reset();
            return fault(data);
        }
        if !self.is_inside
            && let Some(&[a, b, c]) = report.get(2..DATA_AT)
        {
            self.aim = [a, b, c];
        }
        self.data.extend_from_slice(data);
        self.is_inside = more & 1 == 1;
        self.last_at = now;
        if self.data.len() > LENGTH_MAX {
            self.reset();
            return Some(Err(ScanFault::TooLong {
                length_max: LENGTH_MAX,
            }));
        }
        if self.is_inside {
            return None;
        }
        let code = self.code();
        self.reset();
        code.map(Ok)
    }

    /// Gives up a code whose next report does not come.
    pub(super) fn tick(&mut self, now: Duration) -> Option<ScanFault> {
        let is_late = self.is_inside && now.saturating_sub(self.last_at) > NEXT_WITHIN;
        is_late.then(|| {
            let code = self.code().unwrap_or_default();
            self.reset();
            ScanFault::NoEnd { code }
        })
    }

    /// Forgets a half-read code: the plug was pulled.
    pub(super) fn reset(&mut self) {
        self.data.clear();
        self.aim = [0; 3];
        self.is_inside = false;
    }

    fn code(&self) -> Option<String> {
        let bytes = self.data.trim_ascii_end();
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            // Each byte is the character of its number, which is Latin-1.
            Err(_) => bytes.iter().copied().map(char::from).collect(),
        };
        let kept = text.chars().filter(|c| !c.is_control() || *c == '\u{1d}');
        let code: String = kept.collect();
        if code.is_empty() {
            return None;
        }
        let aim = self.aim.iter().all(u8::is_ascii_graphic) && self.aim.starts_with(b"]");
        Some(if aim {
            self.aim
                .into_iter()
                .map(char::from)
                .chain(code.chars())
                .collect()
        } else {
            code
        })
    }
}

/// The talk with a scanner that speaks in reports.
pub(super) struct ReportWire {
    device: DeviceId,
    reader: ReportReader,
}

impl ReportWire {
    pub(super) fn new(device: DeviceId) -> Self {
        Self {
            device,
            reader: ReportReader::default(),
        }
    }
}

impl Wire for ReportWire {
    fn opened(&mut self, _now: Duration) {
        self.reader.reset();
    }

    fn to_send(&mut self, _now: Duration) -> Option<Vec<u8>> {
        None
    }

    fn lost(&mut self, now: Duration, out: &mut Vec<DeviceEvent>) {
        // Half a code is told, as if its end had been waited for.
        self.tick(now + NEXT_WITHIN + NEXT_WITHIN, out);
    }

    fn received(&mut self, bytes: &[u8], now: Duration, out: &mut Vec<DeviceEvent>) {
        tracing::trace!(millis = millis(now), length = bytes.len(), "a report");
        let answer = self.reader.feed(bytes, now);
        out.extend(answer.map(|answer| to_event(&self.device, answer)));
    }

    fn tick(&mut self, now: Duration, out: &mut Vec<DeviceEvent>) {
        let fault = self.reader.tick(now);
        out.extend(fault.map(|fault| to_event(&self.device, Err(fault))));
    }

    fn next_due(&self, _now: Duration) -> Duration {
        Duration::MAX
    }

    fn state(&self) -> DeviceState {
        DeviceState::Ready
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::ZERO;

    /// The reports in which a scanner of this class sends a code.
    fn reports_of(aim: [u8; 3], code: &[u8]) -> Vec<[u8; 64]> {
        let mut chunks = code.chunks(DATA_MAX).peekable();
        let mut reports = Vec::new();
        while let Some(chunk) = chunks.next() {
            let mut report = [0; 64];
            let length = u8::try_from(chunk.len()).unwrap_or(u8::MAX);
            let head = [SCANNED, length].into_iter().chain(aim);
            let more = [0, 0, u8::from(chunks.peek().is_some())];
            let padded = chunk.iter().copied().chain(std::iter::repeat(0));
            let bytes = head.chain(padded.take(DATA_MAX)).chain(more);
            for (place, byte) in report.iter_mut().zip(bytes) {
                *place = byte;
            }
            reports.push(report);
        }
        reports
    }

    #[test]
    fn a_code_carries_its_symbology_and_its_separators() {
        let mut reader = ReportReader::default();
        let [report] = reports_of(*b"]C1", b"10AB\x1d2112")[..] else {
            panic!("one report")
        };
        let code = reader.feed(&report, NOW);
        assert_eq!(code, Some(Ok("]C110AB\u{1d}2112".to_owned())));
        // Without an identifier the code stands alone; the scanner's Enter is no part of it.
        let [report] = reports_of([0; 3], b"5901234123457\r\n")[..] else {
            panic!("one report")
        };
        assert_eq!(
            reader.feed(&report, NOW),
            Some(Ok("5901234123457".to_owned()))
        );
    }

    #[test]
    fn a_long_code_is_put_together_as_in_the_manuals_example() {
        // Appendix B.1.1: 60 bytes come in two reports, the last byte of the first is 1.
        let code = "M1GATHERGOOD/MICHAEL YABCDEF LHRDURAK 3542 052Y003D23  1234X";
        let reports = reports_of(*b"]Q0", code.as_bytes());
        assert_eq!(
            (reports[0][1], reports[0][63], reports[1][63]),
            (0x38, 1, 0)
        );
        let mut reader = ReportReader::default();
        assert_eq!(reader.feed(&reports[0], NOW), None);
        assert_eq!(
            reader.feed(&reports[1], NOW),
            Some(Ok(format!("]Q0{code}")))
        );
    }

    #[test]
    fn a_code_without_its_second_report_is_told_and_never_shortened() {
        let mut reader = ReportReader::default();
        let reports = reports_of(*b"]Q0", &[b'7'; 60]);
        assert_eq!(reader.feed(&reports[0], NOW), None);
        assert_eq!(reader.tick(Duration::from_millis(400)), None);
        let fault = reader.tick(Duration::from_millis(600));
        assert!(matches!(fault, Some(ScanFault::NoEnd { .. })));
        assert_eq!(reader.tick(Duration::from_secs(9)), None);
    }

    #[test]
    fn what_is_no_code_is_none() {
        let mut reader = ReportReader::default();
        // A report of the scanner's state, an empty code, a length beyond the report.
        assert_eq!(reader.feed(&[1, 5, 0], NOW), None);
        assert_eq!(reader.feed(&[], NOW), None);
        let mut report = [0; 64];
        report[0] = SCANNED;
        assert_eq!(reader.feed(&report, NOW), None);
        report[1] = 200;
        assert!(matches!(
            reader.feed(&report, NOW),
            Some(Err(ScanFault::Torn { .. }))
        ));
        assert!(matches!(
            reader.feed(&report[..20], NOW),
            Some(Err(ScanFault::Torn { .. }))
        ));
        let reports = reports_of(*b"]Q0", &[b'7'; 200]);
        let answers: Vec<_> = reports
            .iter()
            .filter_map(|it| reader.feed(it, NOW))
            .collect();
        assert!(
            answers
                .iter()
                .any(|it| matches!(it, Err(ScanFault::TooLong { .. })))
        );
    }
}
