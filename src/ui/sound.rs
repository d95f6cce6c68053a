//! What the bench sounds like: each verdict its own sound, told apart with closed eyes.
//!
//! Packers scan without looking. Right is short and high, wrong is long and low, one too many
//! knocks three times, a shut gate falls, done climbs. Without a sound card it is silent.

use std::collections::VecDeque;
use std::f32::consts::TAU;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::thread;

use super::theme::Mood;
use crate::station::snapshot::AnswerView;

/// Sounds that may wait; more are dropped, because a late sound says the wrong thing.
const SOUNDS_WAITING: usize = 2;
/// Samples a second.
const RATE: u16 = 44_100;

/// A tone: pitch in hertz, length in milliseconds, and whether it rasps.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Tone {
    hertz: f32,
    millis: u16,
    rasps: bool,
}

const fn clear(hertz: f32, millis: u16) -> Tone {
    Tone {
        hertz,
        millis,
        rasps: false,
    }
}

const fn rough(hertz: f32, millis: u16) -> Tone {
    Tone {
        hertz,
        millis,
        rasps: true,
    }
}

const PAUSE: f32 = 0.0;

fn tones(mood: Mood) -> Vec<Tone> {
    match mood {
        Mood::Right => vec![clear(988.0, 60), clear(1_319.0, 90)],
        Mood::Wrong => vec![rough(150.0, 520)],
        Mood::TooMany => vec![
            rough(415.0, 90),
            clear(PAUSE, 60),
            rough(415.0, 90),
            clear(PAUSE, 60),
            rough(415.0, 90),
        ],
        Mood::Blocked => vec![rough(440.0, 160), clear(PAUSE, 40), rough(294.0, 320)],
        Mood::Question => vec![
            clear(660.0, 90),
            clear(PAUSE, 50),
            clear(660.0, 90),
            clear(880.0, 110),
        ],
        Mood::Done => vec![
            clear(784.0, 80),
            clear(988.0, 80),
            clear(1_175.0, 80),
            clear(1_568.0, 160),
        ],
        Mood::Calm => Vec::new(),
    }
}

/// How bad a sound is: of several answers that come at once the worst is heard.
fn badness(mood: Mood) -> u8 {
    match mood {
        Mood::Calm => 0,
        Mood::Right => 1,
        Mood::Done => 2,
        Mood::Question => 3,
        Mood::Blocked => 4,
        Mood::TooMany => 5,
        Mood::Wrong => 6,
    }
}

/// The samples of a mood's sound, from −1 to 1.
pub fn samples(mood: Mood) -> Vec<f32> {
    tones(mood).into_iter().flat_map(tone_samples).collect()
}

fn tone_samples(tone: Tone) -> impl Iterator<Item = f32> {
    let length = u32::from(RATE) * u32::from(tone.millis) / 1_000;
    let length = u16::try_from(length).unwrap_or(u16::MAX);
    (0..length).map(move |at| {
        let turn = (tone.hertz * f32::from(at) / f32::from(RATE)).fract();
        let wave = (turn * TAU).sin();
        let wave = if tone.rasps {
            (wave * 4.0).clamp(-1.0, 1.0) * 0.6
        } else {
            wave
        };
        // Swells and fades within five milliseconds, so that it does not click.
        let edge = f32::from(RATE) * 0.005;
        let swell = (f32::from(at) / edge).min(1.0) * (f32::from(length - at) / edge).min(1.0);
        wave * swell * 0.5
    })
}

/// Plays sounds in a thread of its own, or not at all.
#[derive(Debug)]
pub struct Sounds {
    door: Option<SyncSender<Mood>>,
    heard_to: u64,
    is_off: bool,
}

impl Sounds {
    /// Opens the sound card; without the feature or without a card it stays silent.
    pub fn new() -> Self {
        let (door, inbox) = sync_channel::<Mood>(SOUNDS_WAITING);
        let played = cfg!(feature = "audio")
            && thread::Builder::new()
                .name("sound".into())
                .spawn(move || card::play_all(&inbox))
                .inspect_err(|error| tracing::warn!(%error, "no thread for sounds"))
                .is_ok();
        Self {
            door: played.then_some(door),
            heard_to: 0,
            is_off: false,
        }
    }

    /// A bench without sound.
    pub fn silent() -> Self {
        Self {
            door: None,
            heard_to: 0,
            is_off: false,
        }
    }

    /// Sounds whose notes a test reads.
    #[cfg(test)]
    pub(super) fn listened_to() -> (Self, std::sync::mpsc::Receiver<Mood>) {
        let (door, played) = sync_channel(SOUNDS_WAITING);
        let sounds = Self {
            door: Some(door),
            ..Self::silent()
        };
        (sounds, played)
    }

    /// Whether this program was built with sound.
    pub fn are_built_in() -> bool {
        cfg!(feature = "audio")
    }

    /// Sounds the worst of the answers that were not heard yet, and answers which it was.
    pub fn hear(
        &mut self,
        answers: &VecDeque<AnswerView>,
        mood_of: impl Fn(&AnswerView) -> Mood,
    ) -> Option<Mood> {
        let unheard = answers.iter().filter(|answer| answer.seq > self.heard_to);
        let worst = unheard.map(&mood_of).max_by_key(|mood| badness(*mood));
        self.heard_to = answers
            .back()
            .map_or(self.heard_to, |answer| answer.seq.max(self.heard_to));
        let worst = worst.filter(|mood| *mood != Mood::Calm)?;
        self.play(worst);
        Some(worst)
    }

    /// Turns them off, or on again.
    pub fn turn(&mut self, is_off: bool) {
        self.is_off = is_off;
    }

    /// Sounds `mood` now.
    pub fn play(&mut self, mood: Mood) {
        if self.is_off {
            return;
        }
        if let Some(door) = &self.door {
            match door.try_send(mood) {
                Ok(()) | Err(TrySendError::Full(_)) => {}
                Err(TrySendError::Disconnected(_)) => self.door = None,
            }
        }
    }

    /// Skips what was said before the window opened.
    pub fn begin_after(&mut self, answers: &VecDeque<AnswerView>) {
        self.heard_to = answers.back().map_or(0, |answer| answer.seq);
    }
}

impl Default for Sounds {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(feature = "audio")]
mod card {
    use std::num::NonZero;
    use std::sync::mpsc::Receiver;

    use super::{Mood, RATE, samples};

    /// Plays until the window is gone. A card that is missing is told once in the log.
    pub(super) fn play_all(inbox: &Receiver<Mood>) {
        let sink = match rodio::DeviceSinkBuilder::open_default_sink() {
            Ok(mut sink) => {
                sink.log_on_drop(false);
                sink
            }
            Err(error) => {
                tracing::warn!(%error, "no sound card: the bench is silent");
                return;
            }
        };
        let (Some(channels), Some(rate)) = (NonZero::new(1), NonZero::new(u32::from(RATE))) else {
            return;
        };
        for mood in inbox {
            let player = rodio::Player::connect_new(sink.mixer());
            player.append(rodio::buffer::SamplesBuffer::new(
                channels,
                rate,
                samples(mood),
            ));
            player.sleep_until_end();
        }
    }
}

#[cfg(not(feature = "audio"))]
mod card {
    use std::sync::mpsc::Receiver;

    use super::Mood;

    /// Built without sound: nothing to play.
    pub(super) fn play_all(_inbox: &Receiver<Mood>) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::session::message::{Message, Verdict};

    fn answer(seq: u64, verdict: Verdict) -> AnswerView {
        AnswerView {
            seq,
            verdict,
            message: Message::SignedOut,
            subject: None,
        }
    }

    fn mood_of(answer: &AnswerView) -> Mood {
        match answer.verdict {
            Verdict::Accepted => Mood::Right,
            Verdict::Refused => Mood::Wrong,
            _ => Mood::Calm,
        }
    }

    #[test]
    fn of_several_answers_at_once_the_worst_is_heard_and_none_twice() {
        let mut sounds = Sounds::silent();
        let answers: VecDeque<_> = [
            answer(1, Verdict::Accepted),
            answer(2, Verdict::Refused),
            answer(3, Verdict::Accepted),
        ]
        .into();
        assert_eq!(sounds.hear(&answers, mood_of), Some(Mood::Wrong));
        assert_eq!(sounds.hear(&answers, mood_of), None);
        let later: VecDeque<_> =
            [answer(3, Verdict::Accepted), answer(4, Verdict::Accepted)].into();
        assert_eq!(sounds.hear(&later, mood_of), Some(Mood::Right));
    }

    #[test]
    fn no_two_verdicts_sound_alike_and_all_stay_within_bounds() {
        let sounds: Vec<Vec<f32>> = Mood::ALL.iter().map(|mood| samples(*mood)).collect();
        for (at, sound) in sounds.iter().enumerate() {
            assert!(sound.iter().all(|sample| sample.abs() <= 1.0));
            assert!(sounds.iter().skip(at + 1).all(|other| other != sound));
        }
        assert!(samples(Mood::Right).len() < samples(Mood::Wrong).len());
    }
}
