//! A printer of our own that understands ZPL: what it would burn, what it would write, what it was told.
//!
//! It obeys as a printer does: every `^` or `~` begins a command, wherever it stands. So a text that
//! got through as a command is obeyed here too, and seen.
//!
//! Source: Zebra, ZPL II Programming Guide, P1099958 (`^FH`, `^GF`, `^GB`, `^FO`, `^FT`).

/// One command: its sign and two letters, and what follows up to the next command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Command {
    pub(crate) name: String,
    pub(crate) rest: String,
}

/// The commands of a job in order. What stands before the first is nothing a printer obeys.
pub(crate) fn commands(zpl: &[u8]) -> Vec<Command> {
    let text = std::str::from_utf8(zpl).expect("a job is ASCII");
    assert!(
        text.is_ascii(),
        "a job is ASCII, everything else is spelled out"
    );
    let mut commands = Vec::new();
    let mut place = text.find(['^', '~']).unwrap_or(text.len());
    assert_eq!(place, 0, "a job begins with a command");
    while place < text.len() {
        let end = text[place + 1..]
            .find(['^', '~'])
            .map_or(text.len(), |next| place + 1 + next);
        let command = text[place..end].trim_end_matches('\n');
        let (name, rest) = command.split_at(command.len().min(3));
        commands.push(Command {
            name: name.to_owned(),
            rest: rest.to_owned(),
        });
        place = end;
    }
    commands
}

/// A line that the printer writes with its own letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) x: usize,
    pub(crate) baseline: usize,
    pub(crate) text: String,
}

/// What comes out of the printer.
pub(crate) struct Paper {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// One byte a dot, 0 for burnt and 255 for paper.
    pub(crate) pixels: Vec<u8>,
    pub(crate) written: Vec<Written>,
}

/// Only what our labels need. Anything else in a job is a command that somebody smuggled in.
const ALLOWED: [&str; 19] = [
    "^XA", "^CI", "^LH", "^LS", "^LT", "^PO", "^PM", "^FW", "^PW", "^LL", "^FO", "^FT", "^A0",
    "^FH", "^FD", "^FS", "^GF", "^GB", "^PQ",
];

fn numbers(text: &str) -> Vec<usize> {
    text.split(',')
        .map(|number| {
            number
                .parse()
                .unwrap_or_else(|error| panic!("{text:?}: {error}"))
        })
        .collect()
}

/// Prints one job, or panics at the first thing that should not be in it.
pub(crate) fn print(zpl: &[u8]) -> Paper {
    let commands = commands(zpl);
    let (last, body) = commands.split_last().expect("a job has commands");
    assert_eq!((last.name.as_str(), last.rest.as_str()), ("^XZ", ""));
    assert_eq!(body[0].name, "^XA");
    assert_eq!(
        body.iter().filter(|command| command.name == "^XA").count(),
        1
    );
    let number = |name: &str| {
        let command = body.iter().find(|command| command.name == name);
        numbers(&command.unwrap_or_else(|| panic!("no {name}")).rest)[0]
    };
    let (width, height) = (number("^PW"), number("^LL"));
    let mut paper = Paper {
        width,
        height,
        pixels: vec![255; width * height],
        written: Vec::new(),
    };
    let mut at = (0, 0);
    let mut is_hex = false;
    for command in body {
        let Command { name, rest } = command;
        assert!(ALLOWED.contains(&name.as_str()), "{name}{rest} was obeyed");
        match name.as_str() {
            "^CI" => assert_eq!(rest, "28", "UTF-8"),
            "^PQ" => assert_eq!(rest, "1", "one copy"),
            "^FO" | "^FT" => {
                let place = numbers(rest);
                at = (place[0], place[1]);
            }
            "^FH" => {
                assert!(rest.is_empty() || rest == "_");
                is_hex = true;
            }
            "^FD" => paper.written.push(Written {
                x: at.0,
                baseline: at.1,
                text: if is_hex {
                    unescaped(rest)
                } else {
                    rest.clone()
                },
            }),
            "^FS" => {
                assert_eq!(rest, "", "nothing may stand behind a field");
                is_hex = false;
            }
            "^GB" => {
                let box_ = numbers(rest);
                assert!(box_[2] >= box_[0].min(box_[1]), "a full box");
                paper.burn_box(at, (box_[0], box_[1]));
            }
            "^GF" => paper.burn_picture(at, rest),
            _ => {}
        }
    }
    paper
}

fn unescaped(data: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = data.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first == b'_' {
            let (digits, after) = rest.split_at(2);
            let digits = std::str::from_utf8(digits).unwrap();
            bytes.push(u8::from_str_radix(digits, 16).unwrap());
            rest = after;
        } else {
            bytes.push(*first);
        }
    }
    String::from_utf8(bytes).unwrap()
}

impl Paper {
    fn burn(&mut self, x: usize, y: usize) {
        assert!(
            x < self.width && y < self.height,
            "ink at {x}, {y} beside the paper"
        );
        self.pixels[y * self.width + x] = 0;
    }

    fn burn_box(&mut self, (x, y): (usize, usize), (width, height): (usize, usize)) {
        for down in 0..height {
            for across in 0..width {
                self.burn(x + across, y + down);
            }
        }
    }

    fn burn_picture(&mut self, (x, y): (usize, usize), rest: &str) {
        let parts: Vec<&str> = rest.splitn(5, ',').collect();
        let [kind, sent, total, across, data] = parts[..] else {
            panic!("{rest} is no picture");
        };
        let (total, across): (usize, usize) = (total.parse().unwrap(), across.parse().unwrap());
        assert_eq!((kind, sent.parse()), ("A", Ok(total)));
        let rows = rows_of(data, across * 2);
        assert_eq!(rows.len() * across, total, "as many rows as announced");
        for (down, row) in rows.iter().enumerate() {
            for (place, digit) in row.iter().enumerate() {
                for bit in 0..4 {
                    if digit >> (3 - bit) & 1 == 1 {
                        self.burn(x + place * 4 + bit, y + down);
                    }
                }
            }
        }
    }
}

/// Rows of half bytes: counts in letters, `,` for a blank end, `:` for the row above.
fn rows_of(data: &str, digits: usize) -> Vec<Vec<u8>> {
    let mut rows: Vec<Vec<u8>> = Vec::new();
    let mut row = Vec::new();
    let mut count = 0;
    for sign in data.bytes() {
        match sign {
            b'G'..=b'Y' => count += usize::from(sign - b'G') + 1,
            b'g'..=b'z' => count += (usize::from(sign - b'g') + 1) * 20,
            b':' => {
                assert!(row.is_empty() && count == 0);
                rows.push(rows.last().unwrap().clone());
            }
            b',' => {
                assert_eq!(count, 0);
                row.resize(digits, 0);
            }
            digit => {
                let digit = char::from(digit).to_digit(16).unwrap();
                let digit = u8::try_from(digit).unwrap();
                row.extend(std::iter::repeat_n(digit, count.max(1)));
                count = 0;
            }
        }
        if row.len() >= digits {
            assert_eq!(row.len(), digits, "a row longer than announced");
            rows.push(std::mem::take(&mut row));
        }
    }
    assert!(row.is_empty() && count == 0, "a row that does not end");
    rows
}

#[test]
fn a_smuggled_command_would_be_obeyed_and_seen() {
    let job = |name: &str| format!("^XA\n^CI28\n^PW100\n^LL50\n^FO1,2^FD{name}^FS\n^PQ1\n^XZ\n");
    assert_eq!(print(job("Anna").as_bytes()).written[0].text, "Anna");
    for hostile in ["^XZ", "~JR", "^FS^GB9,9,9^FSx", "^FO0,0"] {
        let job = job(hostile);
        let verdict = std::panic::catch_unwind(|| {
            let paper = print(job.as_bytes());
            // A smuggled field that is allowed by itself shows as another text or as ink.
            assert_eq!(paper.written.len(), 1);
            assert_eq!(paper.written[0].text, hostile);
        });
        assert!(verdict.is_err(), "{hostile} went unseen");
    }
}

#[test]
fn pictures_are_read_as_the_guide_writes_them() {
    // Source: the guide's example: `M` repeats 7 times, `g` 20 times, `hM` 47 times.
    assert_eq!(
        rows_of("MBH0", 9),
        [vec![0xb, 0xb, 0xb, 0xb, 0xb, 0xb, 0xb, 0, 0]]
    );
    assert_eq!(rows_of("F,:", 4), [[0xf, 0, 0, 0], [0xf, 0, 0, 0]]);
    assert_eq!(
        rows_of("hMB0", 48)[0].iter().filter(|d| **d == 0xb).count(),
        47
    );
}
