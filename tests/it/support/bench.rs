//! A whole bench on a small warehouse, driven by scripts that read like a shift.
//!
//! `tests/scripts/*.txt` hold one story each. A line is an input and, behind the arrow, what the
//! bench answered: `scan 5901234123457 -> accepted MUG-01 1/2`. With `UPDATE_GOLDEN=1` the answers
//! are written anew: read them as the packer who gets them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, TimeDelta, Utc};
use pakownia::domain::ids::{OrderNo, Sku};
use pakownia::domain::session::fact::{Capture, ShortPath};
use pakownia::domain::shift_check::ScannerFault;
use pakownia::domain::units::Grams;
use pakownia::i18n::{self, Lang};
use pakownia::master::embedded::EmbeddedMaster;
use pakownia::station::clock::Clock;
use pakownia::station::event::{Action, Command};
use pakownia::station::import::ImportOutcome;
use pakownia::station::link::MasterLink;
use pakownia::station::{Answer, Outcome, Station};
use pakownia::store::Store;
use tempfile::TempDir;

use super::process::copy_files;
use super::wording::answer_in_words;

/// The shift of every script begins here: a Friday, 8 o'clock in Warsaw.
pub(crate) const SHIFT_BEGINS: &str = "2026-11-20T07:00:00Z";

/// The GS separator of a GS1 symbol as scripts write it.
const SEPARATOR_IN_SCRIPTS: &str = "<GS>";

/// A bench in a directory of its own, thrown away with the test.
pub(crate) struct BenchTest {
    dir: TempDir,
    clock: Clock,
    station: Option<Station>,
    link: LinkTo,
    /// The lines that the shop sent last, by order.
    edited: BTreeMap<String, String>,
}

/// How a bench reaches the master that lies in a directory.
pub(crate) type LinkTo = Arc<dyn Fn(&Path) -> MasterLink>;

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bench")
}

/// The small warehouse, imported once for all tests: hashing its PINs takes longest.
pub(crate) fn template() -> &'static TempDir {
    static TEMPLATE: OnceLock<TempDir> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let clock = Clock::standing_at(SHIFT_BEGINS.parse().unwrap());
        let link = embedded(&clock);
        let mut station = open(dir.path(), clock, &link);
        import(&mut station, &fixtures());
        dir
    })
}

fn open(dir: &Path, clock: Clock, link: &LinkTo) -> Station {
    Station::open_linked(dir, clock, |dir| Ok(link(dir))).unwrap()
}

/// The embedded master, by the bench's clock.
fn embedded(clock: &Clock) -> LinkTo {
    let clock = clock.clone();
    Arc::new(move |dir| {
        let clock = clock.clone();
        let master = EmbeddedMaster::open(dir, move || clock.now());
        MasterLink::Here(Box::new(master.unwrap()))
    })
}

pub(crate) fn import(station: &mut Station, folder: &Path) {
    let plan = station.import_plan(folder.to_owned(), false).unwrap();
    let outcome = station.import(&plan, &mut |_| {}).unwrap();
    assert!(matches!(outcome, ImportOutcome::Done { .. }), "{outcome:?}");
    station.sync_all(|_| {}).unwrap();
}

impl BenchTest {
    /// A bench on the small warehouse, nobody signed in.
    pub(crate) fn new() -> Self {
        let clock = Clock::standing_at(SHIFT_BEGINS.parse().unwrap());
        let link = embedded(&clock);
        Self::linked(clock, link)
    }

    /// The same by a clock that goes, with its master at the end of this link.
    pub(crate) fn linked_now(link: LinkTo) -> Self {
        Self::linked(Clock::starting_at(SHIFT_BEGINS.parse().unwrap()), link)
    }

    /// The same by a clock that stands, with its master at the end of this link.
    pub(crate) fn linked_standing(link: LinkTo) -> Self {
        Self::linked(Clock::standing_at(SHIFT_BEGINS.parse().unwrap()), link)
    }

    fn linked(clock: Clock, link: LinkTo) -> Self {
        let dir = tempfile::tempdir().unwrap();
        copy_files(template().path(), dir.path());
        Self::opened(dir, clock, link)
    }

    /// A bench in a directory that was made ready for it.
    pub(crate) fn opened(dir: TempDir, clock: Clock, link: LinkTo) -> Self {
        Self {
            station: Some(open(dir.path(), clock.clone(), &link)),
            dir,
            clock,
            link,
            edited: BTreeMap::new(),
        }
    }

    /// Where its files lie.
    pub(crate) fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// The station.
    pub(crate) fn station(&mut self) -> &mut Station {
        self.station.as_mut().unwrap()
    }

    /// The program ends and starts again; nothing is told to it.
    pub(crate) fn restart(&mut self) {
        self.station = None;
        self.station = Some(open(self.dir.path(), self.clock.clone(), &self.link));
    }

    /// Looks into the bench's database while the program is not running.
    pub(crate) fn with_store<T>(&mut self, look: impl FnOnce(&mut Store) -> T) -> T {
        self.station = None;
        let mut store = Store::open(self.dir.path()).unwrap();
        let seen = look(&mut store);
        drop(store);
        self.station = Some(open(self.dir.path(), self.clock.clone(), &self.link));
        seen
    }

    /// The bench's clock.
    pub(crate) fn clock(&self) -> Clock {
        self.clock.clone()
    }

    /// Takes the station away, for a loop of its own.
    pub(crate) fn take_station(&mut self) -> Station {
        self.station.take().unwrap()
    }

    /// Moves the standing clock on.
    pub(crate) fn wait(&self, seconds: i64) {
        self.clock
            .set(self.clock.now() + TimeDelta::seconds(seconds));
    }

    /// The bench's time.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// One input and its answer, as the loop of the window does it.
    pub(crate) fn take(&mut self, action: &Action) -> Answer {
        let station = self.station();
        let Outcome::Answered(answer) = station.handle(action, None) else {
            panic!("no event of this test has an id");
        };
        station.prepare_next();
        *answer
    }

    /// The shop sends these files; the bench learns of them.
    pub(crate) fn shop_sends(&mut self, files: &[(&str, String)]) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(folder.path().join(name), text).unwrap();
        }
        import(self.station(), folder.path());
    }

    /// The shop sends an order again: other lines, or other columns of its row.
    pub(crate) fn shop_edits(
        &mut self,
        order: &str,
        lines: Option<&[(u32, &str, u32)]>,
        cells: &[(&str, &str)],
    ) {
        let orders = fs::read_to_string(fixtures().join("orders.csv")).unwrap();
        let head: Vec<&str> = orders.lines().next().unwrap().split(',').collect();
        let row = orders
            .lines()
            .find(|row| row.starts_with(&format!("{order},")))
            .unwrap();
        let mut row: Vec<&str> = row.split(',').collect();
        for (column, value) in cells {
            row[head.iter().position(|name| name == column).unwrap()] = value;
        }
        let rows = match (lines, self.edited.get(order)) {
            (Some(lines), _) => {
                let rows = lines
                    .iter()
                    .map(|(line, sku, quantity)| format!("{order},{line},{sku},{quantity}"));
                rows.collect::<Vec<_>>().join("\n")
            }
            (None, Some(edited)) => edited.clone(),
            (None, None) => {
                let known = fs::read_to_string(fixtures().join("order_lines.csv")).unwrap();
                let own = known
                    .lines()
                    .filter(|line| line.starts_with(&format!("{order},")));
                own.collect::<Vec<_>>().join("\n")
            }
        };
        let all = format!("order_no,line,sku,quantity\n{rows}\n");
        self.edited.insert(order.to_owned(), rows);
        self.shop_sends(&[
            (
                "orders.csv",
                format!("{}\n{}\n", head.join(","), row.join(",")),
            ),
            ("order_lines.csv", all),
        ]);
    }

    /// Runs one line of a script and answers what stands behind its arrow.
    pub(crate) fn run_line(&mut self, line: &str) -> String {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let Some(action) = action(&words) {
            let answer = self.take(&action);
            return answer_in_words(&answer);
        }
        match words.as_slice() {
            ["restart"] => {
                self.restart();
                "started again".to_owned()
            }
            ["wait", seconds] => {
                self.wait(seconds.parse().unwrap());
                self.now().format("%H:%M:%S").to_string()
            }
            ["shop", order, "lines", lines @ ..] => {
                let lines: Vec<(u32, &str, u32)> = lines
                    .chunks(3)
                    .map(|line| (line[0].parse().unwrap(), line[1], line[2].parse().unwrap()))
                    .collect();
                self.shop_edits(order, Some(&lines), &[]);
                "sent".to_owned()
            }
            ["shop", order, cells @ ..] => {
                let cells: Vec<(&str, &str)> = cells
                    .iter()
                    .map(|cell| cell.split_once('=').unwrap())
                    .collect();
                self.shop_edits(order, None, &cells);
                "sent".to_owned()
            }
            ["setting", key, value @ ..] => {
                let value = value.join(" ").replace('"', "\"\"");
                let text = format!("key,value\n{key},\"{value}\"\n");
                self.shop_sends(&[("settings.csv", text)]);
                "sent".to_owned()
            }
            ["calendar", row] => {
                let text = format!("service,days,from,to,cutoff,pickup\n{row}\n");
                self.shop_sends(&[("calendar.csv", text)]);
                "sent".to_owned()
            }
            ["tariffs", rows @ ..] => {
                let head =
                    "service,country,max_gross_g,size,max_girth_mm,max_side_mm,divisor,price_minor";
                let rows = rows.join("\n");
                self.shop_sends(&[("tariffs.csv", format!("{head}\n{rows}\n"))]);
                "sent".to_owned()
            }
            ["rules", rows @ ..] => {
                let head = "rule,except,method,weight_g,size,value,service,add_tags,status,hold";
                let rows = rows.join(" ").replace(" / ", "\n");
                self.shop_sends(&[("rules.csv", format!("{head}\n{rows}\n"))]);
                "sent".to_owned()
            }
            ["queue", order] => self.place_in_queue(order),
            ["bench", setting] => {
                let file = self.dir().join("bench.toml");
                let before = fs::read_to_string(&file).unwrap_or_default();
                let key = setting.split('=').next().unwrap();
                let kept = before.lines().filter(|line| !line.starts_with(key));
                let lines: Vec<&str> = kept.chain([*setting]).collect();
                fs::write(file, lines.join("\n")).unwrap();
                self.restart();
                "set up and started again".to_owned()
            }
            ["print"] => {
                self.station().print_due().unwrap();
                match self.station().ask_to_look().unwrap() {
                    Some(answer) => answer_in_words(&answer),
                    None => "nothing to ask".to_owned(),
                }
            }
            ["stock", sku] => {
                self.station().sync_all(|_| {}).unwrap();
                let sku = Sku::from(*sku);
                let places = self.with_store(|store| store.stock_places(&sku).unwrap());
                places
                    .iter()
                    .map(|place| place.on_hand)
                    .sum::<i64>()
                    .to_string()
            }
            ["label", order, parcel] => {
                let (order, parcel) = (OrderNo::from(*order), parcel.parse().unwrap());
                let label = self.with_store(|store| store.label(&order, parcel).unwrap());
                label.map_or("none".to_owned(), |label| {
                    format!("revision {}", label.revision)
                })
            }
            ["prints"] => self.prints(),
            ["facts", order] => self.facts_of(&OrderNo::from(*order)),
            ["state", order] => {
                let wanted = OrderNo::from(*order);
                let mut found = "never begun".to_owned();
                self.station()
                    .each_order(|row| {
                        if row["order"] == wanted.0.as_str() {
                            row["state"].as_str().unwrap().clone_into(&mut found);
                        }
                    })
                    .unwrap();
                found
            }
            _ => self
                .mis_pick_line(&words)
                .or_else(|| self.check_line(&words))
                .unwrap_or_else(|| panic!("no such line in a script: {line}")),
        }
    }

    /// Where an order stands in the lists on the screen, and with which lorry it goes.
    fn place_in_queue(&mut self, order: &str) -> String {
        let queue = self.station().read_queue().unwrap();
        let place = queue
            .ready
            .iter()
            .position(|row| row.order.as_str() == order);
        if let Some(place) = place {
            let row = &queue.ready[place];
            let leaves = row.leaves.map_or("never".to_owned(), |leaves| {
                let local = leaves.with_timezone(&chrono_tz::Europe::Warsaw);
                local.format("%a %d.%m. %H:%M").to_string()
            });
            let late = if row.is_late() { ", late" } else { "" };
            return format!("ready {}, leaves {leaves}{late}", place + 1);
        }
        let held = queue.held.iter().find(|row| row.order.as_str() == order);
        held.map_or("in no list".to_owned(), |held| {
            i18n::hold(Lang::En, &held.hold).one_line()
        })
    }

    fn prints(&mut self) -> String {
        let mut jobs = Vec::new();
        self.station().print_due().unwrap();
        assert_eq!(self.station().read_print_jobs().unwrap(), vec![]);
        let mut folders = vec![self.dir().join("prints")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let entry = entry.unwrap();
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                } else {
                    jobs.push(entry.file_name().to_string_lossy().into_owned());
                }
            }
        }
        jobs.sort();
        jobs.join(" ")
    }

    /// The names of an order's facts; several of a kind in a row are counted.
    fn facts_of(&mut self, order: &OrderNo) -> String {
        let mut kinds: Vec<(String, u32)> = Vec::new();
        self.station()
            .each_fact(|fact| {
                if fact["order"] == order.0.as_str() {
                    let kind = fact["kind"].as_str().unwrap().to_owned();
                    match kinds.last_mut() {
                        Some((last, count)) if *last == kind => *count += 1,
                        _ => kinds.push((kind, 1)),
                    }
                }
            })
            .unwrap();
        let words = kinds.into_iter().map(|(kind, count)| match count {
            1 => kind,
            _ => format!("{kind}×{count}"),
        });
        words.collect::<Vec<_>>().join(" ")
    }
}

fn pin_of(badge: &str) -> String {
    badge
        .trim_start_matches("W-")
        .chars()
        .last()
        .map_or(String::new(), |last| match badge {
            "W-900" => "900900".to_owned(),
            _ => last.to_string().repeat(6),
        })
}

fn action(words: &[&str]) -> Option<Action> {
    let rest = |from: usize| words[from..].join(" ");
    let command = match *words {
        ["signin", badge] => {
            return Some(Action::SignIn {
                badge: badge.to_owned(),
                pin: pin_of(badge),
            });
        }
        ["signin", badge, pin] => {
            return Some(Action::SignIn {
                badge: badge.to_owned(),
                pin: pin.to_owned(),
            });
        }
        ["scan", code] => {
            return Some(Action::Scan {
                code: code.replace(SEPARATOR_IN_SCRIPTS, "\u{1d}"),
            });
        }
        ["weigh", grams] => {
            return Some(Action::Weigh {
                gross: Grams(grams.parse().unwrap()),
                typed: false,
            });
        }
        ["weigh", grams, "typed"] => {
            return Some(Action::Weigh {
                gross: Grams(grams.parse().unwrap()),
                typed: true,
            });
        }
        ["scale", state] => {
            return Some(Action::Scale {
                is_gone: state == "gone",
            });
        }
        ["scanner", fault] => {
            return Some(Action::ScannerFault {
                fault: match fault {
                    "no_end" => ScannerFault::NoEnd,
                    _ => ScannerFault::Layout,
                },
            });
        }
        ["station", "save", station, ..] => Command::SaveStation {
            station: station.to_owned(),
            role: rest(3),
        },
        ["station", "forget", station] => Command::ForgetStation {
            station: station.to_owned(),
        },
        ["let_go", order, ..] => Command::LetGo {
            order: order.into(),
            reason: rest(2),
        },
        ["undo"] => Command::Undo,
        ["next"] => Command::NextParcel,
        ["signout"] => Command::SignOut,
        ["packaging"] => Command::Packaging {
            code: None,
            reason: None,
        },
        ["packaging", code, ..] => {
            let reason = Some(rest(2)).filter(|reason| !reason.is_empty());
            Command::Packaging {
                code: Some(code.into()),
                reason,
            }
        }
        ["short", sku, quantity, path, ..] => Command::Short {
            sku: sku.into(),
            quantity: quantity.parse().unwrap(),
            path: match path {
                "ship" => ShortPath::ShipShort,
                "hold" => ShortPath::Hold,
                "cancel" => ShortPath::CancelLine,
                other => panic!("no such path: {other}"),
            },
            reason: rest(4),
        },
        ["confirm", sku, ..] => Command::Confirm {
            sku: sku.into(),
            reason: rest(2),
        },
        ["capture", ..] => Command::Capture(capture(&words[1..])),
        ["choose", option] => Command::Choose {
            option: option.parse().unwrap(),
        },
        ["hold", ..] => Command::Hold { reason: rest(1) },
        ["reopen", order, ..] => Command::Reopen {
            order: order.into(),
            reason: rest(2),
        },
        ["reprint", order, parcel, ..] => Command::Reprint {
            order: order.into(),
            parcel: parcel.parse().ok(),
            reason: rest(3),
        },
        ["release", badge, pin, ..] => Command::Release {
            badge: badge.to_owned(),
            pin: pin.to_owned(),
            reason: rest(3),
        },
        ["counted", badge, pin] => Command::Counted {
            badge: badge.to_owned(),
            pin: pin.to_owned(),
        },
        ["handover"] => Command::HandOver { carrier: None },
        ["handover", carrier] => Command::HandOver {
            carrier: Some(carrier.to_owned()),
        },
        ["closelist"] => Command::CloseList,
        ["substitute"] => Command::Substitute,
        ["bind", code, sku, units] => Command::Bind {
            code: code.to_owned(),
            sku: sku.into(),
            units: units.parse().unwrap(),
        },
        _ => return None,
    };
    Some(Action::Command(command))
}

fn capture(parts: &[&str]) -> Capture {
    let mut capture = Capture::default();
    for part in parts {
        let (what, value) = part.split_once('=').unwrap();
        let slot = match what {
            "serial" => &mut capture.serial,
            "lot" => &mut capture.lot,
            "expiry" => &mut capture.expiry,
            other => panic!("nothing is recorded as {other}"),
        };
        *slot = Some(value.to_owned());
    }
    capture
}

/// An answer without the bench's own name and without the random part of its lists' numbers.
fn nameless(answer: &str, bench: &str) -> String {
    let mut parts = answer.split(bench);
    let mut told = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        told.push_str("this-bench");
        let random = part.get(..6).filter(|random| {
            random.starts_with('-')
                && random.ends_with('-')
                && random[1..5].chars().all(|c| c.is_ascii_hexdigit())
        });
        told.push_str(random.map_or(part, |_| &part[5..]));
    }
    told
}

/// Runs a story and compares what the bench answered with what stands in it.
pub(crate) fn run_script(file: &Path) {
    let story = fs::read_to_string(file).unwrap();
    let mut bench = BenchTest::new();
    let mut told = String::new();
    for line in story.lines() {
        let input = line.split("->").next().unwrap().trim();
        if input.is_empty() || input.starts_with('#') {
            told.push_str(line);
        } else {
            told.push_str(input);
            told.push_str(" -> ");
            let answer = bench.run_line(input);
            // Every bench has a name of its own.
            let name = bench.station().station_id().to_string();
            told.push_str(&nameless(&answer, &name));
        }
        told.push('\n');
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(file, told).unwrap();
        return;
    }
    for (number, (expected, found)) in (1..).zip(story.lines().zip(told.lines())) {
        assert_eq!(found, expected, "{}, line {number}", file.display());
    }
    assert_eq!(story.lines().count(), told.lines().count());
}
