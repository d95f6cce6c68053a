//! Finds out which language a scale speaks, with questions that change nothing at it.
//!
//! It listens first, because many scales speak unasked; then it asks for the weight in one
//! language after another, and with each usual setting of the line. A language is found when
//! the same one was understood twice in a row. Nothing but the weight is ever asked for.

use std::time::Duration;

use super::protocol::{Cutter, ScaleProtocol};
use super::reading::Saying;
use crate::devices::serial::{DataBits, LineSettings, Parity, StopBits};

/// How long it listens before it asks. Scales that speak unasked do so twice a second or more.
const LISTEN: Duration = Duration::from_millis(1_100);

/// How long an answer may take.
const ANSWER: Duration = Duration::from_millis(400);

/// Answers in one language that prove it.
const PROOF: u32 = 2;

/// What a scale on a serial line was found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundScale {
    /// Its language.
    pub protocol: ScaleProtocol,
    /// How bytes travel.
    pub line: LineSettings,
}

/// The search on one line.
#[derive(Debug)]
pub(super) struct Finder {
    lines: Vec<LineSettings>,
    line: usize,
    /// Which question is asked: none while it listens.
    question: Option<usize>,
    asked_at: Option<Duration>,
    ears: Vec<Ear>,
    rounds: u32,
    wants_next_line: bool,
}

#[derive(Debug)]
struct Ear {
    protocol: ScaleProtocol,
    cutter: Cutter,
    understood: u32,
}

/// The questions, each once. Source: the question of each protocol.
fn questions() -> Vec<&'static [u8]> {
    let mut questions: Vec<&'static [u8]> = Vec::new();
    for question in ScaleProtocol::SERIAL
        .into_iter()
        .filter_map(ScaleProtocol::ask)
    {
        if !questions.contains(&question) {
            questions.push(question);
        }
    }
    questions
}

/// The settings of the line to try: first those that were set up, then those that makers ship.
///
/// Source: 9600 8N1 Radwag, Kern, Ohaus, CAS, Dini Argeo; 9600 7E1 Toledo 8217 and
/// Mettler Ariva; 2400 7E1 A&D; 4800 8N1 older Radwag and CAS; 19200 8N1 newer indicators.
fn usual_lines(first: LineSettings) -> Vec<LineSettings> {
    let eight = |baud| LineSettings {
        baud,
        ..LineSettings::default()
    };
    let seven = |baud| LineSettings {
        baud,
        data_bits: DataBits::Seven,
        parity: Parity::Even,
        stop_bits: StopBits::One,
    };
    let mut lines = vec![first];
    for line in [
        eight(9_600),
        seven(9_600),
        seven(2_400),
        eight(4_800),
        eight(19_200),
    ] {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

impl Finder {
    pub(super) fn new(first: LineSettings) -> Self {
        let ears = ScaleProtocol::SERIAL.map(|protocol| Ear {
            protocol,
            cutter: Cutter::new(protocol.cut()),
            understood: 0,
        });
        Self {
            lines: usual_lines(first),
            line: 0,
            question: None,
            asked_at: None,
            ears: ears.into(),
            rounds: 0,
            wants_next_line: false,
        }
    }

    /// The settings it tries now.
    pub(super) fn line(&self) -> LineSettings {
        self.lines.get(self.line).copied().unwrap_or_default()
    }

    /// How often everything was tried in vain.
    pub(super) fn rounds(&self) -> u32 {
        self.rounds
    }

    /// Whether the port must be opened anew with other settings.
    pub(super) fn wants_next_line(&self) -> bool {
        self.wants_next_line
    }

    /// The port was opened.
    pub(super) fn opened(&mut self, now: Duration) {
        self.question = None;
        self.asked_at = Some(now);
        self.wants_next_line = false;
        self.forget();
    }

    fn forget(&mut self) {
        for ear in &mut self.ears {
            ear.cutter.reset();
            ear.understood = 0;
        }
    }

    /// The question that is due now.
    pub(super) fn question(&mut self, now: Duration) -> Option<&'static [u8]> {
        if now < self.next_due() || self.wants_next_line {
            return None;
        }
        let questions = questions();
        let next = match self.question {
            // Half understood: asked once more, to be sure.
            Some(question) if self.ears.iter().any(|ear| ear.understood > 0) => question,
            Some(question) => question + 1,
            None => 0,
        };
        let Some(question) = questions.get(next) else {
            self.line = (self.line + 1) % self.lines.len().max(1);
            self.rounds += u32::from(self.line == 0);
            self.wants_next_line = true;
            return None;
        };
        if self.question != Some(next) {
            self.forget();
        }
        self.question = Some(next);
        self.asked_at = Some(now);
        Some(question)
    }

    pub(super) fn next_due(&self) -> Duration {
        let pause = if self.question.is_some() {
            ANSWER
        } else {
            LISTEN
        };
        self.asked_at.map_or(Duration::ZERO, |asked| asked + pause)
    }

    /// Takes bytes; answers the language once it is proved.
    pub(super) fn received(&mut self, bytes: &[u8]) -> Option<ScaleProtocol> {
        for ear in &mut self.ears {
            for answer in ear.cutter.feed(bytes) {
                match answer.map(|answer| ear.protocol.read(&answer)) {
                    Ok(Ok(Saying::Shows(_))) => ear.understood += 1,
                    Ok(Ok(_)) => {}
                    Ok(Err(_)) | Err(_) => ear.understood = 0,
                }
            }
        }
        let proved = self.ears.iter().find(|ear| ear.understood >= PROOF);
        proved.map(|ear| ear.protocol)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::devices::scale_model::ScaleModel;
    use crate::domain::units::Grams;

    /// Lets the finder talk with a scale until it found something or tried all lines once.
    fn find(scale: &mut ScaleModel) -> (Option<ScaleProtocol>, Vec<Vec<u8>>) {
        let mut finder = Finder::new(LineSettings::default());
        let mut asked = Vec::new();
        let mut now = Duration::ZERO;
        finder.opened(now);
        while finder.rounds() == 0 {
            now += Duration::from_millis(50);
            if finder.wants_next_line() {
                finder.opened(now);
            }
            let mut answer = scale.speaks_unasked(now);
            if let Some(question) = finder.question(now) {
                asked.push(question.to_vec());
                answer.extend(scale.hears(question, now));
            }
            if let Some(found) = finder.received(&answer) {
                return (Some(found), asked);
            }
        }
        (None, asked)
    }

    #[test]
    fn every_language_is_found_with_questions_alone() {
        for protocol in ScaleProtocol::SERIAL {
            let mut scale = ScaleModel::new(protocol);
            scale.place(Grams(1_180), Duration::ZERO);
            let (found, asked) = find(&mut scale);
            // Kern has Mettler's language; which of the two it is changes nothing but the words.
            let expected = match protocol {
                ScaleProtocol::KernKcp => ScaleProtocol::MtSics,
                other => other,
            };
            assert_eq!(found, Some(expected), "{protocol}");
            let changes = |question: &Vec<u8>| matches!(question.first(), Some(b'Z' | b'T'));
            assert!(!asked.iter().any(changes), "{protocol}");
        }
    }

    #[test]
    fn a_scale_that_speaks_unasked_is_found_without_a_question() {
        let mut scale = ScaleModel::new(ScaleProtocol::AAndD);
        scale.stream_every(Some(Duration::from_millis(200)));
        let (found, asked) = find(&mut scale);
        assert_eq!(found, Some(ScaleProtocol::AAndD));
        assert!(asked.is_empty());
    }

    #[test]
    fn what_is_no_scale_is_not_taken_for_one() {
        let mut scale = ScaleModel::new(ScaleProtocol::Radwag);
        scale.switch(false);
        let (found, asked) = find(&mut scale);
        assert_eq!(found, None);
        assert!(asked.contains(&b"W".to_vec()));
        // Something that answers every question with its echo.
        let mut finder = Finder::new(LineSettings::default());
        finder.opened(Duration::ZERO);
        for _ in 0..3 {
            for question in questions() {
                assert_eq!(finder.received(question), None);
            }
        }
    }
}
