//! The way to the master: one question after the other, asked here and now or by a thread of its own.
//!
//! A master in a file beside the bench's own answers at once, so it is asked in the station's loop.
//! One behind a network may not answer at all, so a thread asks it: the loop only ever looks
//! whether an answer has come.

use std::sync::mpsc::{
    Receiver, RecvTimeoutError, SyncSender, TryRecvError, TrySendError, sync_channel,
};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::domain::all_benches::{FactCursor, FactPage};
use crate::domain::feed::{Claim, Cursor, LinkTrouble, NumberRange, Pulled};
use crate::domain::ids::OrderNo;
use crate::domain::journal::Entry;
use crate::master::{
    Audit, Greeting, Master, MasterError, Overview, PushOutcome, Report, Seat, Wanted, Welcome,
};
use crate::station::handle::MasterDoor;

/// Questions that may wait in a row: the planned one, an order just scanned, and what a lead asked.
const QUESTIONS: usize = 4;

/// How a bench reaches its master.
pub enum MasterLink {
    /// In the station's own loop: for a master that always answers at once.
    Here(Box<dyn Master>),
    /// By a thread, which opens its connection through this door.
    Thread(MasterDoor),
}

/// A question to the master.
#[derive(Debug, Clone)]
pub(in crate::station) enum Question {
    Greet(Box<Greeting>),
    Push(Seat, Vec<Entry>),
    Pull(Cursor, u32),
    Report(Seat, Report),
    Claim(Seat, Wanted),
    Numbers(Seat, u64),
    Audit,
    Overview,
    Facts(FactCursor, u32),
}

/// What the master answered.
#[derive(Debug, Clone)]
pub(in crate::station) enum Told {
    Welcome(Welcome),
    Outcomes(Vec<PushOutcome>),
    Rows(Pulled),
    Lost(Vec<OrderNo>),
    Claims(Vec<Claim>),
    Numbers(NumberRange),
    Audit(Audit),
    Overview(Overview),
    Facts(FactPage),
}

pub(in crate::station) type Reply = Result<Told, MasterError>;

/// Wakes whoever waits for answers.
pub type Wake = Box<dyn Fn() + Send>;

/// The way to the master.
pub(in crate::station) enum Wire {
    Here(Box<dyn Master>),
    Thread(ThreadWire),
}

impl Wire {
    pub(super) fn new(link: MasterLink) -> Self {
        match link {
            MasterLink::Here(master) => Self::Here(master),
            MasterLink::Thread(door) => Self::Thread(ThreadWire::new(door)),
        }
    }
}

fn ask(master: &mut dyn Master, question: &Question) -> Reply {
    Ok(match question {
        Question::Greet(greeting) => Told::Welcome(master.greet(greeting)?),
        Question::Push(seat, entries) => Told::Outcomes(master.push(seat, entries)?),
        Question::Pull(cursor, limit) => Told::Rows(master.pull(cursor, *limit)?),
        Question::Report(seat, report) => Told::Lost(master.report(seat, report)?),
        Question::Claim(seat, wanted) => Told::Claims(master.claim(seat, wanted)?),
        Question::Numbers(seat, count) => Told::Numbers(master.number_range(seat, *count)?),
        Question::Audit => Told::Audit(master.audit()?),
        Question::Overview => Told::Overview(master.overview()?),
        Question::Facts(cursor, limit) => Told::Facts(master.facts(cursor, *limit)?),
    })
}

/// Asks here and now.
pub(super) fn ask_here(master: &mut dyn Master, question: &Question) -> Reply {
    ask(master, question)
}

/// A thread that asks, one question after the other, and answers in the same order.
pub(in crate::station) struct ThreadWire {
    door: MasterDoor,
    wake: Arc<Mutex<Option<Wake>>>,
    lines: Option<Lines>,
}

struct Lines {
    questions: SyncSender<Question>,
    replies: Receiver<Reply>,
}

/// Why there is no reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Silence {
    /// Not yet.
    Waiting,
    /// The thread has ended; its questions are never answered.
    Ended,
}

impl ThreadWire {
    fn new(door: MasterDoor) -> Self {
        Self {
            door,
            wake: Arc::new(Mutex::new(None)),
            lines: None,
        }
    }

    /// Whether a thread is there that answers.
    pub(super) fn is_running(&self) -> bool {
        self.lines.is_some()
    }

    /// The door to further connections.
    pub(super) fn door(&self) -> &MasterDoor {
        &self.door
    }

    /// Who is woken by an answer.
    pub(super) fn set_wake(&self, wake: Wake) {
        *self.wake.lock().unwrap_or_else(PoisonError::into_inner) = Some(wake);
    }

    /// Something that wakes the same one.
    pub(super) fn waker(&self) -> impl Fn() + Send + use<> {
        let wake = Arc::clone(&self.wake);
        move || wake_up(&wake)
    }

    /// Puts a question in the row. `false` when the row is full or no thread can be started.
    pub(super) fn send(&mut self, question: Question) -> bool {
        let lines = match self.lines.take() {
            Some(lines) => lines,
            None => match self.start() {
                Ok(lines) => lines,
                Err(error) => {
                    tracing::error!(%error, "the thread to the master cannot be started");
                    return false;
                }
            },
        };
        match lines.questions.try_send(question) {
            Ok(()) => {
                self.lines = Some(lines);
                true
            }
            Err(TrySendError::Full(_)) => {
                self.lines = Some(lines);
                false
            }
            // The next question gets a thread of its own.
            Err(TrySendError::Disconnected(_)) => false,
        }
    }

    /// The next reply, if it is there.
    pub(super) fn reply(&mut self) -> Result<Reply, Silence> {
        let Some(lines) = &self.lines else {
            return Err(Silence::Ended);
        };
        lines.replies.try_recv().map_err(|silence| {
            if silence == TryRecvError::Disconnected {
                self.lines = None;
                Silence::Ended
            } else {
                Silence::Waiting
            }
        })
    }

    /// The next reply, waited for until then at most.
    pub(super) fn reply_until(&mut self, deadline: Instant) -> Result<Reply, Silence> {
        let Some(lines) = &self.lines else {
            return Err(Silence::Ended);
        };
        let left = deadline.saturating_duration_since(Instant::now());
        lines
            .replies
            .recv_timeout(left.max(Duration::from_millis(1)))
            .map_err(|silence| {
                if silence == RecvTimeoutError::Disconnected {
                    self.lines = None;
                    Silence::Ended
                } else {
                    Silence::Waiting
                }
            })
    }

    fn start(&self) -> std::io::Result<Lines> {
        let (questions, to_ask) = sync_channel::<Question>(QUESTIONS);
        // Room for every question that may be in the row and the one being asked.
        let (told, replies) = sync_channel::<Reply>(QUESTIONS + 1);
        let (door, wake) = (Arc::clone(&self.door), Arc::clone(&self.wake));
        thread::Builder::new()
            .name("master".into())
            .spawn(move || {
                let mut master = None;
                for question in to_ask {
                    let reply = ask_through(&door, &mut master, &question);
                    if told.send(reply).is_err() {
                        return;
                    }
                    wake_up(&wake);
                }
            })?;
        Ok(Lines { questions, replies })
    }
}

fn ask_through(
    door: &MasterDoor,
    master: &mut Option<Box<dyn Master>>,
    question: &Question,
) -> Reply {
    let mut open = match master.take() {
        Some(open) => open,
        None => door()?,
    };
    let reply = ask(open.as_mut(), question);
    *master = Some(open);
    reply
}

fn wake_up(wake: &Mutex<Option<Wake>>) {
    if let Some(wake) = &*wake.lock().unwrap_or_else(PoisonError::into_inner) {
        wake();
    }
}

/// What is told of questions that nobody answers any more.
pub(super) fn ended() -> MasterError {
    MasterError::Link {
        trouble: LinkTrouble::Other {
            why: "the thread to the master ended".to_owned(),
        },
        said: None,
    }
}
