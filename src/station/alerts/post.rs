//! Sends notices: one at a time to each receiver, marked before anything leaves the house.
//!
//! What is guaranteed: a notice waits through outages and restarts until the server has taken it. A webhook can
//! be told a notice again, always with the same key. A letter is sent again only while the server cannot have
//! taken it; where the line broke after its end, it is uncertain, and a person decides.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use chrono::{DateTime, TimeDelta, Utc};

use super::config::{MailConfig, WebhookConfig, file_in};
use crate::connectors::mail::{self, Enclosed, Letter, MailServer};
use crate::connectors::webhook::{self, Webhook};
use crate::domain::alerts::notice::{Happened, PostTrouble, Posted, Receiver};
use crate::domain::schedule::Run;
use crate::labels::alert_letter;
use crate::master::planner::Backoff;
use crate::master::postgres::password_in;
use crate::station::event::Event;
use crate::station::run::{Station, chain};
use crate::store::{NoticeRow, StoreError};

/// Longest wait before the first retry, in milliseconds.
const FIRST_MS: u64 = 2_000;

/// Longest wait before any retry, in milliseconds. Assumption: a server that is back is told within five minutes,
/// and one that asked for time is not pressed.
const LONGEST_MS: u64 = 300_000;

/// How a receiver answers: after trouble everything for it waits, not the one notice alone.
#[derive(Debug)]
pub(in crate::station) struct Pause {
    backoff: Backoff,
    until: DateTime<Utc>,
    /// A thread has a notice for it.
    is_posting: bool,
}

/// One notice, ready for the thread that sends it.
pub struct PostErrand {
    id: i64,
    receiver: Receiver,
    target: Result<Target, PostTrouble>,
}

enum Target {
    Mail(MailServer, Letter),
    Webhook(Webhook, String, String),
}

/// How an errand ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostEnd {
    id: i64,
    receiver: Receiver,
    posted: Posted,
}

/// Asks the station's loop to write down that from now on the server may have the letter.
#[derive(Debug, Clone)]
pub struct Permit {
    id: i64,
    answer: Arc<SyncSender<bool>>,
}

impl PartialEq for Permit {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.answer, &other.answer)
    }
}

impl Eq for Permit {}

impl PostErrand {
    /// Sends it. Takes as long as the server lets it, and no longer than the connectors' patience.
    pub fn run(self, commits: &mut dyn FnMut(i64) -> bool) -> PostEnd {
        let id = self.id;
        let posted = match self.target {
            Err(trouble) => Posted::NotSent(trouble),
            Ok(Target::Mail(server, letter)) => mail::send(&server, &letter, &mut || commits(id)),
            Ok(Target::Webhook(hook, key, body)) => {
                if commits(id) {
                    webhook::post(&hook, &key, &body)
                } else {
                    let why = "the program ends".to_owned();
                    Posted::NotSent(PostTrouble::Later { why })
                }
            }
        };
        PostEnd {
            id,
            receiver: self.receiver,
            posted,
        }
    }

    /// How it ends where no thread can be started for it.
    pub(in crate::station) fn lost(&self) -> PostEnd {
        let why = "no thread".to_owned();
        PostEnd {
            id: self.id,
            receiver: self.receiver,
            posted: Posted::NotSent(PostTrouble::Later { why }),
        }
    }

    /// The same in a thread, which asks the loop before it commits, and tells it the end.
    pub(in crate::station) fn run_beside(self, inbox: SyncSender<Event>) -> io::Result<()> {
        let name = format!("post {}", self.receiver.name());
        let work = move || {
            let asked = inbox.clone();
            let end = self.run(&mut |id| {
                let (answer, answers) = sync_channel(1);
                let answer = Arc::new(answer);
                let permit = Permit { id, answer };
                asked.send(Event::PostCommits(permit)).is_ok() && answers.recv().unwrap_or(false)
            });
            // A program that ends finds the notice as it was marked.
            drop(inbox.send(Event::Posted(end)));
        };
        thread::Builder::new().name(name).spawn(work).map(drop)
    }
}

impl Station {
    fn pause(&mut self, receiver: Receiver) -> &mut Pause {
        self.alerts.pauses.entry(receiver).or_insert_with(|| Pause {
            // No randomness at hand makes benches come back together, and nothing worse.
            backoff: Backoff::between(getrandom::u64().unwrap_or(1), FIRST_MS, LONGEST_MS),
            until: DateTime::UNIX_EPOCH,
            is_posting: false,
        })
    }

    /// After a start nobody sends anything: what was under way is sorted out. A disk that takes nothing now keeps
    /// nobody from packing; nothing is sent from it either.
    pub(in crate::station) fn recall_posts(&mut self) {
        if let Err(error) = self.store.recover_notices(self.clock.now()) {
            tracing::error!(error = %chain(&error), "notices under way cannot be sorted out");
        }
    }

    /// The next notice for a receiver that is due, if any. It is written down that it is under way.
    pub fn next_post(&mut self, receiver: Receiver) -> Result<Option<PostErrand>, StoreError> {
        if !self.config.alerts.tells(receiver) {
            return Ok(None);
        }
        let now = self.clock.now();
        let pause = self.pause(receiver);
        if pause.is_posting || pause.until > now {
            return Ok(None);
        }
        let Some(row) = self.store.next_notice(receiver, now)? else {
            return Ok(None);
        };
        self.store.notice_begins(row.id, now)?;
        self.pause(receiver).is_posting = true;
        Ok(Some(self.errand_of(&row)))
    }

    fn errand_of(&self, row: &NoticeRow) -> PostErrand {
        let config = &self.config.alerts;
        let target = match (row.receiver, &config.mail, &config.webhook) {
            (Receiver::Mail, Some(mail), _) => self.letter(mail, row),
            (Receiver::Webhook, _, Some(hook)) => self.call(hook, row),
            _ => Err(PostTrouble::SetUp {
                why: "not set up any more".to_owned(),
            }),
        };
        PostErrand {
            id: row.id,
            receiver: row.receiver,
            target,
        }
    }

    fn letter(&self, config: &MailConfig, row: &NoticeRow) -> Result<Target, PostTrouble> {
        let password = secret(&self.dir, config.password_file.as_ref())?;
        let server = MailServer {
            host: config.host.clone(),
            port: config.port,
            security: config.security,
            sign_in: config
                .user
                .clone()
                .map(|user| (user, password.unwrap_or_default())),
            from: config.from.clone(),
            ca: file_in(&self.dir, config.ca.as_ref()),
        };
        let zone = self.settings.time_zone;
        let (files, lang) = match &row.notice.happened {
            Happened::Report { run } => (self.files_of(*run)?, self.config.reports.language),
            Happened::Raised { .. } | Happened::Cleared { .. } | Happened::Test => {
                (vec![], self.letters_language())
            }
        };
        let (subject, text) = alert_letter(lang, &row.notice, zone);
        let letter = Letter {
            key: row.notice.key.clone(),
            to: row.address.clone(),
            at: row.notice.at,
            subject,
            text,
            files,
        };
        Ok(Target::Mail(server, letter))
    }

    /// The files of a report, as they go with its letter.
    fn files_of(&self, run: Run) -> Result<Vec<Enclosed>, PostTrouble> {
        let files = self.store.report_files(run);
        let files = files.map_err(|error| PostTrouble::Later { why: chain(&error) })?;
        if files.is_empty() {
            // A letter that was given up and is wanted again after a month.
            return Err(PostTrouble::SetUp {
                why: "the files of this report are not kept any more".to_owned(),
            });
        }
        let files = files.into_iter();
        Ok(files
            .map(|file| Enclosed {
                name: file.name,
                bytes: file.bytes,
            })
            .collect())
    }

    fn call(&self, config: &WebhookConfig, row: &NoticeRow) -> Result<Target, PostTrouble> {
        let hook = Webhook {
            url: config.url.clone(),
            secret: secret(&self.dir, config.secret_file.as_ref())?,
            ca: file_in(&self.dir, config.ca.as_ref()),
        };
        let body = serde_json::to_string(&row.notice).map_err(|error| PostTrouble::SetUp {
            why: error.to_string(),
        })?;
        Ok(Target::Webhook(hook, row.notice.key.clone(), body))
    }

    /// From here on the server may have it. `false` when the disk does not take that down: then it must not go out.
    pub(in crate::station) fn post_commits(&mut self, permit: &Permit) {
        let is_kept = self.commit_post(permit.id);
        if permit.answer.send(is_kept).is_err() {
            tracing::warn!(notice = permit.id, "the thread that sends has ended");
        }
    }

    fn commit_post(&mut self, id: i64) -> bool {
        let now = self.clock.now();
        self.store.notice_commits(id, now).unwrap_or_else(|error| {
            tracing::error!(error = %chain(&error), "a notice is not sent: it could not be marked");
            false
        })
    }

    /// Keeps how an errand ended.
    pub fn post_ended(&mut self, end: &PostEnd) -> Result<(), StoreError> {
        let now = self.clock.now();
        let pause = self.pause(end.receiver);
        pause.is_posting = false;
        match &end.posted {
            Posted::Sent => {
                pause.backoff.reset();
                self.store.notice_sent(end.id, now)
            }
            Posted::Uncertain { why } => {
                tracing::warn!(
                    notice = end.id,
                    why,
                    "nobody knows whether the letter arrived"
                );
                self.store.notice_doubted(end.id, now)
            }
            Posted::NotSent(trouble) if trouble.is_transient() => {
                let wait = TimeDelta::milliseconds(pause.backoff.wait().cast_signed());
                pause.until = now + wait;
                let retry_at = Some(pause.until);
                tracing::warn!(notice = end.id, %trouble, "a notice waits");
                self.store.notice_failed(end.id, trouble, (now, retry_at))
            }
            Posted::NotSent(trouble) => {
                tracing::error!(notice = end.id, %trouble, "a notice was refused");
                self.store.notice_failed(end.id, trouble, (now, None))
            }
        }
    }

    /// Sends everything that is due, here and now; for commands without a window.
    pub fn post_due(&mut self) -> Result<(), StoreError> {
        for receiver in Receiver::ALL {
            while let Some(errand) = self.next_post(receiver)? {
                let end = errand.run(&mut |id| self.commit_post(id));
                self.post_ended(&end)?;
            }
        }
        Ok(())
    }

    /// Queues a test for everybody who is set up. `false` when nobody is.
    pub fn queue_test(&mut self) -> Result<bool, StoreError> {
        let now = self.clock.now();
        let notices = self.notices_of(&Happened::Test, now);
        for (receiver, address, notice) in &notices {
            self.store.queue_notice((*receiver, address), notice)?;
            // Whoever sends a test waits for its answer.
            self.pause(*receiver).until = DateTime::UNIX_EPOCH;
        }
        Ok(!notices.is_empty())
    }

    /// A person wants a notice sent again, or has found it.
    pub fn settle_notice(&mut self, id: i64, has_arrived: bool) -> Result<(), StoreError> {
        let now = self.clock.now();
        if has_arrived {
            return self.store.notice_arrived(id, now);
        }
        if let Some(row) = self.store.notice(id)? {
            self.pause(row.receiver).until = DateTime::UNIX_EPOCH;
        }
        self.store.send_notice_again(id, now)
    }

    /// The receivers are set up otherwise: what waits is tried at once.
    pub(in crate::station) fn receivers_changed(&mut self) -> Result<(), StoreError> {
        let now = self.clock.now();
        for receiver in Receiver::ALL {
            self.pause(receiver).until = DateTime::UNIX_EPOCH;
            if self.config.alerts.tells(receiver) {
                self.store.retry_notices(receiver, now)?;
            } else {
                self.store.drop_waiting_notices(receiver)?;
            }
        }
        Ok(())
    }
}

/// A password from its file; nothing where none is set up.
fn secret(dir: &Path, file: Option<&PathBuf>) -> Result<Option<String>, PostTrouble> {
    let Some(file) = file_in(dir, file) else {
        return Ok(None);
    };
    let read = password_in(&file).map_err(|error| PostTrouble::SetUp { why: chain(&error) });
    read.map(Some)
}
