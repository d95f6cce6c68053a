//! The lamps of the health strip: what each part of the bench says of itself, and the scale's load.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::run::Station;
use super::snapshot::{HealthView, HeardCode, Lamp, Trouble};
use super::sync_levels::{BLIP, sync_levels};
use super::sync_view::{Level, LinkView, SyncView};
use super::unit_step::{AwaitedWeight, WeightOf};
use crate::devices::scale::{OrderEnd, Reading, ScaleOrder};
use crate::devices::{self, DeviceEvent, DeviceKind, DeviceState};
use crate::domain::ids::OrderNo;
use crate::domain::printing::PrinterTrouble;
use crate::domain::shift_check::Part;
use crate::domain::units::Grams;

/// Below this the disk's lamp warns. Assumption: a shift of a busy bench writes less than a tenth of it.
const DISK_LOW_MEGABYTES: u64 = 500;

/// How often the disk is asked how much is left.
const DISK_ASKED_EVERY: Duration = Duration::from_secs(30);

/// A load that lies still on the scale.
#[derive(Debug, Clone, Copy)]
struct Load {
    number: u64,
    grams: Grams,
}

/// A load that served as a weight.
#[derive(Debug)]
struct UsedLoad {
    load: Load,
    order: OrderNo,
    parcel: u32,
    of_parcel: bool,
}

/// What the devices said last.
#[derive(Debug, Default)]
pub(super) struct Lamps {
    scanner: Lamp,
    keyboard: Option<Trouble>,
    scale: Lamp,
    /// What each printer wants, by its lane; nothing while it is well.
    printers: BTreeMap<&'static str, (String, PrinterTrouble)>,
    master: Lamp,
    disk: Lamp,
    /// A scale is connected and weighs, whatever its lamp says.
    scale_is_there: bool,
    shows: Option<Grams>,
    tared: bool,
    said: Option<(ScaleOrder, OrderEnd)>,
    found: Option<String>,
    heard: u64,
    heard_code: Option<HeardCode>,
    load: Option<Load>,
    used: Option<UsedLoad>,
    /// What the check of the devices was given last, and for which part.
    given: Option<(Part, Grams)>,
    is_scale_gone: bool,
    disk_asked: Option<Instant>,
    published: HealthView,
}

impl Lamps {
    /// Takes in what a device says.
    pub(super) fn device(&mut self, event: &DeviceEvent) {
        match event {
            DeviceEvent::Health { device, state } => {
                let lamp = lamp_of(state);
                match device.kind {
                    DeviceKind::Scanner => self.scanner = lamp,
                    DeviceKind::Scale => {
                        self.scale = lamp;
                        self.scale_is_there = weighs(state);
                        // While it is looked for it may be anywhere: nothing is said of it yet.
                        if *state != DeviceState::Searching {
                            self.is_scale_gone = !self.scale_is_there;
                        }
                    }
                    // Printers speak through their lanes.
                    DeviceKind::Printer => {}
                }
            }
            DeviceEvent::Weighed { reading, tared, .. } => {
                self.shows = reading.at_rest();
                self.tared = *tared == Some(true);
                if !matches!(reading, Reading::Stable(_)) {
                    self.load = None;
                }
            }
            DeviceEvent::Settled { load, grams, .. } => {
                // A weight was taken: what became of an earlier order helps nobody any more.
                self.said = None;
                self.load = Some(Load {
                    number: *load,
                    grams: *grams,
                });
            }
            DeviceEvent::Fault { device, fault } => {
                if device.kind == DeviceKind::Scanner {
                    self.scanner_sent(None);
                }
                tracing::warn!(%device, %fault, "a device's word was not understood");
            }
            DeviceEvent::Ordered { order, end, .. } => self.scale_ordered(*order, *end),
            DeviceEvent::FoundScale { device, found } => {
                let found = format!("{}, {}", found.protocol, found.line);
                tracing::info!(%device, found, "the scale's language");
                self.found = Some(found);
            }
            DeviceEvent::Scanned { code, .. } => self.scanner_sent(Some(code.clone())),
        }
    }

    /// The load on the scale for this parcel: not one that another parcel had, and not the same one twice.
    ///
    /// What stood there for a unit stands there for its whole parcel as well. A load that only says
    /// that no unit went in yet is left alone.
    pub(super) fn take_load(&mut self, awaited: &AwaitedWeight) -> Option<Grams> {
        let load = self.load.filter(|load| !awaited.is_unmoved(load.grams))?;
        let of_parcel = awaited.of == WeightOf::Parcel;
        if let Some(used) = &self.used {
            let same_parcel = used.order == awaited.order && used.parcel == awaited.parcel;
            let same_weight = used.load.grams == load.grams && used.of_parcel == of_parcel;
            let is_stale = used.load.number >= load.number && (!same_parcel || same_weight);
            if is_stale {
                return None;
            }
        }
        self.used = Some(UsedLoad {
            load,
            order: awaited.order.clone(),
            parcel: awaited.parcel,
            of_parcel,
        });
        Some(load.grams)
    }

    /// What the scale shows, for a part of the check that has not been given it before: at rest for the
    /// zero, a load that lies still for the reference weight.
    pub(super) fn take_for_check(&mut self, part: Part) -> Option<Grams> {
        let shown = match part {
            Part::Zero => self.shows,
            Part::Reference => match self.load {
                Some(load) => Some(load.grams),
                // Put on before the scale was believed to be empty: for a parcel that would not do.
                None if self.scale == Lamp::Watch(Trouble::ScaleLoaded) => self.shows,
                None => None,
            },
            Part::Layout | Part::Separator | Part::Label => None,
        }?;
        let given = Some((part, shown));
        if self.given == given {
            return None;
        }
        self.given = given;
        Some(shown)
    }

    /// A check begins: nothing was given to it yet.
    pub(super) fn check_begins(&mut self) {
        self.given = None;
    }

    /// Scanner and scale are others from now on: nothing is known of them.
    pub(super) fn forget_devices(&mut self) {
        let before = std::mem::take(self);
        *self = Self {
            keyboard: before.keyboard,
            printers: before.printers,
            master: before.master,
            disk: before.disk,
            heard: before.heard,
            heard_code: before.heard_code,
            disk_asked: before.disk_asked,
            published: before.published,
            ..Self::default()
        };
    }

    /// Whether the scale was there, or looked for, and does not answer.
    pub(super) fn is_scale_gone(&self) -> bool {
        self.is_scale_gone
    }

    /// What a scanner with a wire of its own sent, for its test.
    fn scanner_sent(&mut self, code: Option<String>) {
        self.heard += 1;
        self.heard_code = Some(HeardCode {
            seq: self.heard,
            code,
        });
    }

    /// What became of an order to the scale.
    pub(super) fn scale_ordered(&mut self, order: ScaleOrder, end: OrderEnd) {
        self.said = Some((order, end));
    }

    /// Whether the keyboard scanner is heard.
    pub(super) fn keyboard(&mut self, trouble: Option<Trouble>) {
        self.keyboard = trouble;
    }

    /// What the printer of a lane wants now, or that it is well.
    pub(super) fn printer(
        &mut self,
        lane: &'static str,
        name: String,
        trouble: Option<PrinterTrouble>,
    ) {
        match trouble {
            Some(trouble) => drop(self.printers.insert(lane, (name, trouble))),
            None => drop(self.printers.remove(lane)),
        }
    }

    /// How bench and master stand. An outage is this one lamp and nothing else.
    pub(super) fn link(&mut self, sync: &SyncView, now: DateTime<Utc>) {
        self.master = master_lamp(sync, now);
    }

    /// Asks now and then how much room is left.
    pub(super) fn disk(&mut self, station: &Station) {
        if let Some(trouble) = station.disk_trouble() {
            self.disk = Lamp::Alarm(trouble);
            return;
        }
        if self
            .disk_asked
            .is_some_and(|asked| asked.elapsed() < DISK_ASKED_EVERY)
        {
            return;
        }
        self.disk_asked = Some(Instant::now());
        self.disk = match station.disk_megabytes_left() {
            Some(megabytes) if megabytes < DISK_LOW_MEGABYTES => {
                Lamp::Watch(Trouble::DiskLow { megabytes })
            }
            _ => Lamp::Ok,
        };
    }

    /// Whether a scale is there.
    pub(super) fn has_scale(&self) -> bool {
        self.scale_is_there || self.shows.is_some()
    }

    /// Whether a lamp is different from the last picture.
    pub(super) fn changed_since_published(&self) -> bool {
        self.current() != self.published
    }

    /// The lamps for the picture.
    pub(super) fn view(&mut self, station: &Station) -> HealthView {
        if let Some(trouble) = station.disk_trouble() {
            self.disk = Lamp::Alarm(trouble);
        }
        self.published = self.current();
        self.published.clone()
    }

    fn current(&self) -> HealthView {
        HealthView {
            scanner: match &self.keyboard {
                Some(trouble) if self.scanner != Lamp::Ok => Lamp::Watch(trouble.clone()),
                _ if self.scanner == Lamp::Off => Lamp::Ok,
                _ => self.scanner.clone(),
            },
            scale: self.scale.clone(),
            printer: printer_lamp(&self.printers),
            master: self.master.clone(),
            disk: self.disk.clone(),
            scale_shows: self.shows,
            scale_tared: self.tared,
            scale_said: self.said,
            scale_found: self.found.clone(),
            scanner_heard: self.heard_code.clone(),
        }
    }
}

/// The master's lamp: what the sync screen says of the same figures, but that a blip lights nothing.
fn master_lamp(sync: &SyncView, now: DateTime<Utc>) -> Lamp {
    let levels = sync_levels(sync, now);
    let left = sync.autonomy.numbers;
    match &sync.link {
        LinkView::Off { since, .. } if now.signed_duration_since(*since) < BLIP => Lamp::Ok,
        LinkView::Off { trouble, .. } => at_level(
            levels.link.max(levels.orders).max(levels.numbers),
            Trouble::MasterAway {
                trouble: trouble.clone(),
            },
        ),
        LinkView::Trying => Lamp::Off,
        LinkView::On if levels.numbers > Level::Ok => {
            at_level(levels.numbers, Trouble::FewNumbers { left })
        }
        LinkView::On => at_level(levels.push, Trouble::Unsent { facts: sync.unsent }),
    }
}

fn at_level(level: Level, trouble: Trouble) -> Lamp {
    match level {
        Level::Ok => Lamp::Ok,
        Level::Watch => Lamp::Watch(trouble),
        Level::Alarm => Lamp::Alarm(trouble),
    }
}

fn lamp_of(state: &DeviceState) -> Lamp {
    match state {
        DeviceState::Ready => Lamp::Ok,
        DeviceState::Searching => Lamp::Watch(Trouble::NotFound {
            what: String::new(),
        }),
        DeviceState::Missing { why } => Lamp::Alarm(device_trouble(why)),
        DeviceState::NeedsAttention { why } => Lamp::Watch(device_trouble(why)),
    }
}

/// Whether a scale in this state can give a weight, now or once the packer did what is asked.
fn weighs(state: &DeviceState) -> bool {
    match state {
        DeviceState::Ready => true,
        DeviceState::NeedsAttention { why } => !matches!(
            why,
            devices::Trouble::NoAnswer | devices::Trouble::ProtocolUnknown
        ),
        DeviceState::Searching | DeviceState::Missing { .. } => false,
    }
}

fn device_trouble(why: &devices::Trouble) -> Trouble {
    match why {
        devices::Trouble::NoAnswer => Trouble::ScaleSilent,
        devices::Trouble::ProtocolUnknown => Trouble::ScaleUnknown,
        devices::Trouble::PanNotEmpty => Trouble::ScaleLoaded,
        devices::Trouble::ScaleBelowZero => Trouble::ScaleBelowZero,
        devices::Trouble::ScaleNeedsZero => Trouble::ScaleNeedsZero,
        devices::Trouble::ScaleDrifts => Trouble::ScaleDrifts,
        devices::Trouble::ScaleFrozen => Trouble::ScaleFrozen,
        devices::Trouble::ScaleRestless => Trouble::ScaleRestless,
        devices::Trouble::NoPermission { port } => Trouble::NoPermission { port: port.clone() },
        devices::Trouble::PortNotFound { port } | devices::Trouble::Unplugged { port } => {
            Trouble::NotFound { what: port.clone() }
        }
        devices::Trouble::UsbNotFound { identity } => Trouble::NotFound {
            what: format!("USB {identity}"),
        },
        devices::Trouble::PortBusy { port } => Trouble::PortBusy { port: port.clone() },
        devices::Trouble::Printer(trouble) => Trouble::Printer {
            name: String::new(),
            trouble: trouble.clone(),
        },
        other => Trouble::NotFound {
            what: other.to_string(),
        },
    }
}

/// The printer that needs a hand most; one that only takes its time is worth an eye.
fn printer_lamp(printers: &BTreeMap<&'static str, (String, PrinterTrouble)>) -> Lamp {
    let lamp = |(name, trouble): &(String, PrinterTrouble)| {
        let said = Trouble::Printer {
            name: name.clone(),
            trouble: trouble.clone(),
        };
        match trouble {
            PrinterTrouble::Busy => Lamp::Watch(said),
            _ => Lamp::Alarm(said),
        }
    };
    let mut lamps: Vec<Lamp> = printers.values().map(lamp).collect();
    lamps.sort_by_key(|lamp| !matches!(lamp, Lamp::Alarm(_)));
    lamps.into_iter().next().unwrap_or(Lamp::Ok)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::feed::LinkTrouble;
    use crate::station::sync_view::Autonomy;

    fn now() -> DateTime<Utc> {
        "2026-11-20T11:20:00Z".parse().unwrap()
    }

    fn off(trouble: LinkTrouble, seconds: i64, orders: u32) -> SyncView {
        SyncView {
            link: LinkView::Off {
                trouble,
                since: now() - TimeDelta::seconds(seconds),
                retry_at: now(),
            },
            autonomy: Autonomy {
                orders,
                numbers: 900,
                ..Autonomy::default()
            },
            ..SyncView::default()
        }
    }

    #[test]
    fn an_outage_is_worth_an_eye_and_an_alarm_only_when_the_bench_runs_out() {
        let lamp = |sync: &SyncView| master_lamp(sync, now());
        assert_eq!(lamp(&off(LinkTrouble::Away, 2, 100)), Lamp::Ok);
        assert!(matches!(
            lamp(&off(LinkTrouble::Away, 60, 100)),
            Lamp::Watch(Trouble::MasterAway { .. })
        ));
        assert!(matches!(
            lamp(&off(LinkTrouble::Away, 60, 0)),
            Lamp::Alarm(_)
        ));
        let mut runs_out = off(LinkTrouble::Away, 60, 100);
        runs_out.autonomy.minutes = Some(20);
        assert!(matches!(lamp(&runs_out), Lamp::Alarm(_)));
    }

    #[test]
    fn what_does_not_come_back_by_itself_is_an_alarm_at_once() {
        for trouble in [LinkTrouble::WrongPassword, LinkTrouble::Quarantined] {
            assert!(matches!(
                master_lamp(&off(trouble, 60, 100), now()),
                Lamp::Alarm(Trouble::MasterAway { .. })
            ));
        }
    }

    #[test]
    fn facts_that_are_on_their_way_light_nothing_and_facts_that_stay_do() {
        let mut sync = SyncView {
            link: LinkView::On,
            unsent: 3,
            oldest_unsent: Some(now() - TimeDelta::seconds(3)),
            autonomy: Autonomy {
                numbers: 900,
                ..Autonomy::default()
            },
            ..SyncView::default()
        };
        assert_eq!(master_lamp(&sync, now()), Lamp::Ok);
        sync.oldest_unsent = Some(now() - TimeDelta::minutes(3));
        assert_eq!(
            master_lamp(&sync, now()),
            Lamp::Watch(Trouble::Unsent { facts: 3 })
        );
    }
}
