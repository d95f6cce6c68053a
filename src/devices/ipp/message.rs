//! The messages of IPP as bytes: a request is written, an answer is read, whatever it holds.
//!
//! Source: RFC 8010, 3.1 to 3.9 (the encoding); RFC 8011, 4 (operations and their attributes).

/// Tag of the group that every message begins with.
pub(super) const OPERATION: u8 = 0x01;

/// Tag of the group of a job's attributes.
pub(super) const JOB: u8 = 0x02;

/// Tag of the group of a printer's attributes.
pub(super) const PRINTER: u8 = 0x04;

const END: u8 = 0x03;
const INTEGER: u8 = 0x21;
const BOOLEAN: u8 = 0x22;
const ENUM: u8 = 0x23;
const RESOLUTION: u8 = 0x32;
const TEXT_WITH_LANGUAGE: u8 = 0x35;
const NAME_WITH_LANGUAGE: u8 = 0x36;
const TEXT: u8 = 0x41;
const NAME: u8 = 0x42;
const KEYWORD: u8 = 0x44;
const URI: u8 = 0x45;
const CHARSET: u8 = 0x47;
const LANGUAGE: u8 = 0x48;
const MIME_TYPE: u8 = 0x49;

/// What is asked of a print service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    PrintJob = 0x0002,
    CreateJob = 0x0005,
    SendDocument = 0x0006,
    CancelJob = 0x0008,
    GetJobAttributes = 0x0009,
    GetJobs = 0x000a,
    GetPrinterAttributes = 0x000b,
    CupsGetPrinters = 0x4002,
}

/// A request, built attribute by attribute; the document follows it on the line.
#[derive(Debug)]
pub(super) struct Request {
    bytes: Vec<u8>,
}

impl Request {
    /// A request about this printer.
    pub(super) fn new(operation: Operation, printer_uri: &str) -> Self {
        let mut bytes = vec![0x02, 0x00];
        bytes.extend((operation as u16).to_be_bytes());
        // One request a time on a line, so that any number will do.
        bytes.extend(1_u32.to_be_bytes());
        bytes.push(OPERATION);
        Self { bytes }
            .text(CHARSET, "attributes-charset", "utf-8")
            .text(LANGUAGE, "attributes-natural-language", "en")
            .text(URI, "printer-uri", printer_uri)
    }

    pub(super) fn integer(mut self, name: &str, value: i32) -> Self {
        self.value(INTEGER, name, &value.to_be_bytes());
        self
    }

    pub(super) fn boolean(mut self, name: &str, value: bool) -> Self {
        self.value(BOOLEAN, name, &[u8::from(value)]);
        self
    }

    pub(super) fn name(self, name: &str, value: &str) -> Self {
        self.text(NAME, name, value)
    }

    pub(super) fn keyword(self, name: &str, value: &str) -> Self {
        self.text(KEYWORD, name, value)
    }

    pub(super) fn mime_type(self, name: &str, value: &str) -> Self {
        self.text(MIME_TYPE, name, value)
    }

    pub(super) fn keywords(mut self, name: &str, values: &[&str]) -> Self {
        for (at, value) in values.iter().enumerate() {
            // A value without a name belongs to the attribute before it.
            self.value(KEYWORD, if at == 0 { name } else { "" }, value.as_bytes());
        }
        self
    }

    /// So many dots an inch, both ways.
    pub(super) fn resolution(mut self, name: &str, dpi: u16) -> Self {
        let dots = u32::from(dpi).to_be_bytes();
        let mut value = Vec::from(dots);
        value.extend(dots);
        value.push(3);
        self.value(RESOLUTION, name, &value);
        self
    }

    /// What follows says how the job shall be printed.
    pub(super) fn job_attributes(mut self) -> Self {
        self.bytes.push(JOB);
        self
    }

    /// The request as it goes onto the line.
    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        self.bytes.push(END);
        self.bytes
    }

    fn text(mut self, tag: u8, name: &str, value: &str) -> Self {
        self.value(tag, name, value.as_bytes());
        self
    }

    fn value(&mut self, tag: u8, name: &str, value: &[u8]) {
        // Longer values do not occur: names are bounded where they are made.
        let length = |bytes: &[u8]| u16::try_from(bytes.len()).unwrap_or(0).to_be_bytes();
        self.bytes.push(tag);
        self.bytes.extend(length(name.as_bytes()));
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(length(value));
        self.bytes.extend(value);
    }
}

/// What a print service answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Reply {
    /// Below 0x0100 it did what was asked.
    pub(super) status: u16,
    groups: Vec<(u8, Vec<Attribute>)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Attribute {
    name: String,
    values: Vec<Value>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    Number(i32),
    Text(String),
    /// Dots an inch.
    Dots(u32),
    Other,
}

impl Reply {
    /// Reads an answer. Total: bytes that are none give nothing.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = Rest(bytes);
        rest.take(2)?;
        let mut reply = Self {
            status: rest.number()?,
            groups: Vec::new(),
        };
        rest.take(4)?;
        loop {
            match rest.take(1)?.first().copied()? {
                END => return Some(reply),
                tag @ 0x00..=0x0f => reply.groups.push((tag, Vec::new())),
                tag => {
                    let name = rest.counted()?;
                    let value = value_of(tag, rest.counted()?);
                    reply.add(name, value)?;
                }
            }
        }
    }

    fn add(&mut self, name: &[u8], value: Value) -> Option<()> {
        let (_, attributes) = self.groups.last_mut()?;
        if name.is_empty() {
            // Members of a collection come like further values; none of them is looked at.
            attributes.last_mut()?.values.push(value);
        } else {
            attributes.push(Attribute {
                name: String::from_utf8_lossy(name).into_owned(),
                values: vec![value],
            });
        }
        Some(())
    }

    /// Whether it did what was asked.
    pub(super) fn is_ok(&self) -> bool {
        self.status < 0x0100
    }

    /// Why not, in the service's own words.
    pub(super) fn complaint(&self) -> String {
        let said = self.group(OPERATION).text("status-message");
        said.unwrap_or_else(|| format!("IPP 0x{:04x}", self.status))
    }

    /// The first group of this kind, which may be missing.
    pub(super) fn group(&self, tag: u8) -> Group<'_> {
        self.groups(tag).next().unwrap_or(Group(&[]))
    }

    /// All groups of this kind: one a job, one a printer.
    pub(super) fn groups(&self, tag: u8) -> impl Iterator<Item = Group<'_>> {
        let of_this_kind = move |(kind, _): &&(u8, Vec<Attribute>)| *kind == tag;
        self.groups
            .iter()
            .filter(of_this_kind)
            .map(|(_, attributes)| Group(attributes))
    }
}

/// The attributes of one job or one printer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group<'a>(&'a [Attribute]);

impl Group<'_> {
    fn values(&self, name: &str) -> &[Value] {
        let found = self.0.iter().find(|attribute| attribute.name == name);
        found.map_or(&[], |attribute| &attribute.values)
    }

    pub(super) fn number(&self, name: &str) -> Option<i32> {
        self.values(name).iter().find_map(|value| match value {
            Value::Number(number) => Some(*number),
            _ => None,
        })
    }

    pub(super) fn numbers(&self, name: &str) -> Vec<i32> {
        let number = |value: &Value| match value {
            Value::Number(number) => Some(*number),
            _ => None,
        };
        self.values(name).iter().filter_map(number).collect()
    }

    pub(super) fn dots(&self, name: &str) -> Vec<u32> {
        let dots = |value: &Value| match value {
            Value::Dots(dots) => Some(*dots),
            _ => None,
        };
        self.values(name).iter().filter_map(dots).collect()
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.texts(name).into_iter().next()
    }

    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        let text = |value: &Value| match value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        };
        self.values(name).iter().filter_map(text).collect()
    }
}

fn value_of(tag: u8, bytes: &[u8]) -> Value {
    let text = |bytes: &[u8]| Value::Text(String::from_utf8_lossy(bytes).into_owned());
    let mut rest = Rest(bytes);
    match tag {
        INTEGER | ENUM => <[u8; 4]>::try_from(bytes).map_or(Value::Other, |bytes| {
            Value::Number(i32::from_be_bytes(bytes))
        }),
        BOOLEAN => match bytes {
            [is_true] => Value::Number(i32::from(*is_true != 0)),
            _ => Value::Other,
        },
        RESOLUTION => match bytes {
            [a, b, c, d, _, _, _, _, 3] => Value::Dots(u32::from_be_bytes([*a, *b, *c, *d])),
            _ => Value::Other,
        },
        TEXT_WITH_LANGUAGE | NAME_WITH_LANGUAGE => {
            rest.counted();
            rest.counted().map_or(Value::Other, text)
        }
        TEXT..=MIME_TYPE => text(bytes),
        _ => Value::Other,
    }
}

/// What is left to read.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u16> {
        let bytes = <[u8; 2]>::try_from(self.take(2)?).ok()?;
        Some(u16::from_be_bytes(bytes))
    }

    fn counted(&mut self) -> Option<&'a [u8]> {
        let count = self.number()?;
        self.take(usize::from(count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An answer with one printer, as CUPS 2.4.2 writes it.
    fn answer() -> Vec<u8> {
        let mut request = Request::new(Operation::GetJobs, "ipp://localhost/printers/P")
            .job_attributes()
            .integer("job-id", 12)
            .keywords(
                "job-state-reasons",
                &["media-empty-warning", "job-printing"],
            )
            .resolution("printer-resolution", 203);
        request.value(
            NAME_WITH_LANGUAGE,
            "job-name",
            b"\0\x02pl\0\x06\xc5\x81\xc3\xb3d\xc5",
        );
        let mut bytes = request.into_bytes();
        // The operation's place holds the status in an answer.
        bytes.splice(2..4, [0x00, 0x01]);
        bytes
    }

    #[test]
    fn an_answer_is_read_as_it_was_written() {
        let reply = Reply::read(&answer()).unwrap();
        assert!(reply.is_ok() && reply.status == 1);
        let job = reply.group(JOB);
        assert_eq!(job.number("job-id"), Some(12));
        let reasons = ["media-empty-warning", "job-printing"];
        assert_eq!(job.texts("job-state-reasons"), reasons);
        assert_eq!(job.dots("printer-resolution"), [203]);
        assert_eq!(job.text("job-name").unwrap(), "Łód\u{fffd}");
        let uri = reply.group(OPERATION).text("printer-uri");
        assert_eq!(uri.as_deref(), Some("ipp://localhost/printers/P"));
        assert_eq!(reply.group(PRINTER).text("printer-name"), None);
    }

    #[test]
    fn bytes_that_are_no_answer_are_none_and_never_stop_the_bench() {
        let answer = answer();
        for end in 0..answer.len() {
            assert_eq!(Reply::read(&answer[..end]), None, "cut at {end}");
        }
        for at in 0..answer.len() {
            for byte in [0x00, 0x03, 0x35, 0x7f, 0xff] {
                let mut mangled = answer.clone();
                mangled[at] = byte;
                // It may still be an answer; reading it must only come to an end.
                let _read = Reply::read(&mangled);
            }
        }
    }

    #[test]
    fn a_printer_may_answer_anything() {
        let good = answer();
        bolero::check!()
            .with_test_time(crate::devices::fuzz::time())
            .with_type::<(Vec<u8>, u16, Vec<u8>)>()
            .for_each(|(bytes, at, inside)| {
                drop(Reply::read(bytes));
                // The greater part of an answer, and something else in the middle of it.
                let at = usize::from(*at) % good.len();
                let spoilt = [&good[..at], inside, &good[at..]].concat();
                if let Some(reply) = Reply::read(&spoilt) {
                    drop(reply.complaint());
                }
            });
    }
}
