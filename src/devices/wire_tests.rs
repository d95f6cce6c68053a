//! Real drivers on simulated devices: every language, noise, pulled plugs, and whole days.
#![cfg(unix)]

use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use crate::domain::units::Grams;

use super::scale::{
    OrderEnd, Reading, ScaleOrder, ScaleProtocol, ScaleSettings, ScaleWire, SettleSettings,
    order_door, start_scale,
};
use super::scale_model::ScaleModel;
use super::scanner::{FrameSettings, start_scanner};
use super::serial::Wire as _;
use super::simulator_port::{Noise, Place, WiredDevice};
use super::{
    DeviceEvent, DeviceId, DeviceKind, DeviceState, DeviceThread, SerialSettings, Trouble, inbox,
};

/// Longer than anything takes here, even on a busy machine.
const PATIENCE: Duration = Duration::from_secs(15);

fn settings(device: &WiredDevice, protocol: Option<ScaleProtocol>) -> ScaleSettings {
    ScaleSettings {
        port: SerialSettings::new(device.port().parse().expect("a port")),
        protocol,
        settle: SettleSettings::default(),
    }
}

/// The first event of this kind.
fn until<T>(events: &Receiver<DeviceEvent>, wanted: impl Fn(&DeviceEvent) -> Option<T>) -> T {
    let began = Instant::now();
    let mut seen = Vec::new();
    while began.elapsed() < PATIENCE {
        let left = PATIENCE.saturating_sub(began.elapsed());
        let Ok(event) = events.recv_timeout(left) else {
            break;
        };
        if let Some(found) = wanted(&event) {
            return found;
        }
        seen.push(event);
    }
    panic!("it did not come; what came was {seen:?}")
}

fn settled(event: &DeviceEvent) -> Option<(u64, Grams)> {
    match event {
        DeviceEvent::Settled { load, grams, .. } => Some((*load, *grams)),
        _ => None,
    }
}

fn state(wanted: impl Fn(&DeviceState) -> bool) -> impl Fn(&DeviceEvent) -> Option<()> {
    move |event| match event {
        DeviceEvent::Health { state, .. } if wanted(state) => Some(()),
        _ => None,
    }
}

fn shows(wanted: Reading) -> impl Fn(&DeviceEvent) -> Option<()> {
    move |event| match event {
        DeviceEvent::Weighed { reading, .. } if *reading == wanted => Some(()),
        _ => None,
    }
}

fn is_missing(state: &DeviceState) -> bool {
    matches!(state, DeviceState::Missing { .. })
}

fn terminal(folder: &tempfile::TempDir) -> Place {
    Place::Terminal(folder.path().join("ttyUSB0"))
}

fn free_socket() -> Place {
    Place::Socket("127.0.0.1:0".to_owned())
}

#[test]
fn every_language_weighs_tares_and_comes_back_on_a_terminal() {
    for protocol in ScaleProtocol::SERIAL {
        let folder = tempfile::tempdir().unwrap();
        let device = WiredDevice::scale(&terminal(&folder), protocol).unwrap();
        let (sender, events) = inbox();
        let thread = start_scale("pan", settings(&device, Some(protocol)), sender).unwrap();
        until(&events, shows(Reading::Zero));
        device.place(Grams(12_340));
        assert_eq!(until(&events, settled), (1, Grams(12_340)), "{protocol}");
        device.place(Grams(0));
        until(&events, shows(Reading::Zero));
        device.place(Grams(450));
        assert_eq!(until(&events, settled), (2, Grams(450)), "{protocol}");
        tares(&device, &thread, &events, protocol);
    }
}

/// The tray of 450 g on the pan is tared away; a parcel in it then weighs what it weighs.
fn tares(
    device: &WiredDevice,
    thread: &DeviceThread,
    events: &Receiver<DeviceEvent>,
    protocol: ScaleProtocol,
) {
    assert!(thread.order(ScaleOrder::Tare));
    let end = until(events, |event| match event {
        DeviceEvent::Ordered { end, .. } => Some(*end),
        _ => None,
    });
    if protocol == ScaleProtocol::Toledo8217 {
        // It has no word for it.
        assert_eq!(end, OrderEnd::PressTheKey);
        return;
    }
    assert_eq!(end, OrderEnd::Done, "{protocol}");
    until(events, shows(Reading::Zero));
    device.place(Grams(1_630));
    let (load, grams) = until(events, settled);
    assert_eq!((load, grams), (3, Grams(1_180)), "{protocol}");
}

#[test]
fn a_load_that_is_too_heavy_is_not_zeroed_away() {
    let device = WiredDevice::scale(&free_socket(), ScaleProtocol::Radwag).unwrap();
    let (sender, events) = inbox();
    let thread = start_scale(
        "pan",
        settings(&device, Some(ScaleProtocol::Radwag)),
        sender,
    )
    .unwrap();
    until(&events, shows(Reading::Zero));
    device.place(Grams(2_000));
    until(&events, settled);
    assert!(thread.order(ScaleOrder::Zero));
    let end = until(&events, |event| match event {
        DeviceEvent::Ordered { order, end, .. } => Some((*order, *end)),
        _ => None,
    });
    assert_eq!(end, (ScaleOrder::Zero, OrderEnd::Refused));
}

#[test]
fn the_language_is_found_out_over_a_socket_and_told() {
    for protocol in [ScaleProtocol::DiniArgeo, ScaleProtocol::Ohaus] {
        let device = WiredDevice::scale(&free_socket(), protocol).unwrap();
        let (sender, events) = inbox();
        let _thread = start_scale("pan", settings(&device, None), sender).unwrap();
        let found = until(&events, |event| match event {
            DeviceEvent::FoundScale { found, .. } => Some(found.protocol),
            _ => None,
        });
        assert_eq!(found, protocol);
        until(&events, shows(Reading::Zero));
        device.place(Grams(777));
        assert_eq!(until(&events, settled), (1, Grams(777)));
    }
}

#[test]
fn a_plug_pulled_in_the_middle_of_a_frame_leaves_nothing_behind_and_comes_back_in_two_seconds() {
    let folder = tempfile::tempdir().unwrap();
    for place in [terminal(&folder), free_socket()] {
        let device = WiredDevice::scale(&place, ScaleProtocol::AAndD).unwrap();
        let (sender, events) = inbox();
        let _thread =
            start_scale("pan", settings(&device, Some(ScaleProtocol::AAndD)), sender).unwrap();
        // Bytes flow all the time, so that the plug is pulled within a frame now and then.
        device.with_scale(|model, _now| model.stream_every(Some(Duration::ZERO)));
        let mut load = 0;
        until(&events, shows(Reading::Zero));
        for round in 0..4 {
            device.place(Grams(1_000 + round));
            let (number, grams) = until(&events, settled);
            assert_eq!(grams, Grams(1_000 + round));
            assert!(number > load);
            load = number;
            device.plug(false);
            until(&events, state(is_missing));
            // Away for longer than the pause between two tries grows.
            std::thread::sleep(Duration::from_millis(if round == 3 { 4_000 } else { 300 }));
            device.place(Grams(0));
            let plugged_at = Instant::now();
            device.plug(true);
            until(&events, shows(Reading::Zero));
            let away = plugged_at.elapsed();
            assert!(away <= Duration::from_secs(2), "{away:?}");
        }
    }
}

#[test]
fn a_scale_that_is_off_below_zero_or_loaded_from_the_start_says_so() {
    let device = WiredDevice::scale(&free_socket(), ScaleProtocol::MtSics).unwrap();
    device.place(Grams(2_000));
    // Until the pan is at rest: its way up begins at zero.
    std::thread::sleep(Duration::from_millis(600));
    let (sender, events) = inbox();
    let thread = start_scale(
        "pan",
        settings(&device, Some(ScaleProtocol::MtSics)),
        sender,
    )
    .unwrap();
    let needs = |wanted: Trouble| {
        state(move |state| matches!(state, DeviceState::NeedsAttention { why } if *why == wanted))
    };
    until(&events, needs(Trouble::PanNotEmpty));
    assert!(thread.order(ScaleOrder::Tare));
    until(&events, shows(Reading::Zero));
    device.place(Grams(0));
    until(&events, needs(Trouble::ScaleBelowZero));
    device.with_scale(|model, _now| model.switch(false));
    until(&events, needs(Trouble::NoAnswer));
}

#[test]
fn a_scanner_on_a_socket_keeps_its_separator_and_comes_back() {
    let device = WiredDevice::scanner(&free_socket()).unwrap();
    let (sender, events) = inbox();
    let port = SerialSettings::new(device.port().parse().unwrap());
    let _thread = start_scanner("left", port, FrameSettings::default(), sender).unwrap();
    let code = |event: &DeviceEvent| match event {
        DeviceEvent::Scanned { code, .. } => Some(code.clone()),
        _ => None,
    };
    until(&events, state(|state| *state == DeviceState::Ready));
    // The scanner's end accepts the call a moment after the bench's end was told so.
    std::thread::sleep(Duration::from_millis(100));
    device.send(b"10AB\x1d2112\r\n5901234123457\r\n");
    assert_eq!(until(&events, code), "10AB\u{1d}2112");
    assert_eq!(until(&events, code), "5901234123457");
    device.plug(false);
    until(&events, state(is_missing));
    device.plug(true);
    until(&events, state(|state| *state == DeviceState::Ready));
    std::thread::sleep(Duration::from_millis(100));
    device.send(b"NEXT-1\r\n");
    assert_eq!(until(&events, code), "NEXT-1");
}

/// What a bench did to a scale in virtual time, and every weight that it took.
struct Day {
    wire: ScaleWire,
    model: ScaleModel,
    noise: Noise,
    fate: Noise,
    now: Duration,
    /// What lay on the pan, since when, oldest first; the last one lies there now.
    loads: Vec<(Grams, Duration)>,
    taken: u32,
    last_load: u64,
    parcel_of_last_load: usize,
}

/// Time that passes between two looks at the wire.
const STEP: Duration = Duration::from_millis(50);

impl Day {
    fn new(protocol: ScaleProtocol, one_in: u32, seed: u64) -> Self {
        let settings = ScaleSettings {
            port: SerialSettings::new(super::PortChoice::Path("virtual".into())),
            protocol: Some(protocol),
            settle: SettleSettings::default(),
        };
        let (_door, orders) = order_door();
        let device = DeviceId::new(DeviceKind::Scale, "virtual");
        let mut wire = ScaleWire::new(device, &settings, orders);
        wire.opened(Duration::ZERO);
        Self {
            wire,
            model: ScaleModel::new(protocol),
            noise: Noise::new(one_in, seed),
            fate: Noise::new(0, seed + 1),
            now: Duration::ZERO,
            loads: vec![(Grams(0), Duration::ZERO)],
            taken: 0,
            last_load: 0,
            parcel_of_last_load: 0,
        }
    }

    fn step(&mut self) {
        self.now += STEP;
        let mut out = Vec::new();
        if let Some(question) = self.wire.to_send(self.now) {
            let question = self.noise.damage(&question);
            let answer = self.model.hears(&question, self.now);
            let answer = self.noise.damage(&answer);
            // Now and then the plug is pulled in the middle of a frame, or two halves come apart.
            let cut = usize::try_from(self.fate.below(30))
                .unwrap_or(0)
                .min(answer.len());
            let (first, rest) = answer.split_at(cut);
            self.wire.received(first, self.now, &mut out);
            if self.fate.below(2_000) == 0 {
                self.wire.lost(self.now, &mut out);
                self.wire.opened(self.now);
            } else {
                self.wire.received(rest, self.now, &mut out);
            }
        }
        self.wire.tick(self.now, &mut out);
        for event in &out {
            if let Some((load, grams)) = settled(event) {
                self.check(load, grams);
            }
        }
    }

    /// A weight is right when the parcel that lay there within the last two seconds weighs it,
    /// and a new number stands for another parcel than the last one did.
    fn check(&mut self, load: u64, grams: Grams) {
        let parcel = self.loads.len() - 1;
        let (lies, _since) = self.loads[parcel];
        let off = (lies - grams).abs();
        assert!(
            off <= Grams(5),
            "{:?}: {grams:?} was taken for {lies:?}, {:?}",
            self.now,
            &self.loads[parcel.saturating_sub(2)..]
        );
        if load != self.last_load {
            assert!(load > self.last_load);
            assert_ne!(
                parcel, self.parcel_of_last_load,
                "one parcel gave two loads"
            );
            self.last_load = load;
            self.parcel_of_last_load = parcel;
            self.taken += 1;
        }
    }

    fn run_for(&mut self, span: Duration) {
        let end = self.now + span;
        while self.now < end {
            self.step();
        }
    }

    fn place(&mut self, load: Grams) {
        self.model.place(load, self.now);
        self.loads.push((load, self.now));
    }

    /// Parcels come and go until the day is over.
    fn work_for(&mut self, span: Duration) -> usize {
        let end = self.now + span;
        let mut parcels = 0;
        while self.now < end {
            let load = Grams(i64::from(20 + self.fate.below(29_000)));
            self.place(load);
            let stays = 3_000 + u64::from(self.fate.below(9_000));
            self.run_for(Duration::from_millis(stays));
            self.place(Grams(0));
            let empty = 1_500 + u64::from(self.fate.below(4_000));
            self.run_for(Duration::from_millis(empty));
            parcels += 1;
        }
        parcels
    }
}

#[test]
fn a_whole_day_of_parcels_on_noisy_wires_gives_no_wrong_weight() {
    let is_nightly = std::env::var_os("PAKOWNIA_NIGHTLY").is_some();
    // Three hours in each of eight languages are a day; by night a day in each.
    let span = Duration::from_secs(if is_nightly { 86_400 } else { 10_800 });
    for (protocol, seed) in ScaleProtocol::SERIAL.into_iter().zip(1..) {
        for one_in in [0, 5_000, 300] {
            let mut day = Day::new(protocol, one_in, seed);
            let parcels = day.work_for(span / 3);
            let taken = usize::try_from(day.taken).unwrap();
            // A clean wire weighs nearly every parcel; pulled plugs cost a few.
            let enough = if one_in == 300 { 2 } else { 1 };
            assert!(
                taken * (enough + 1) >= parcels * enough || one_in == 300,
                "{protocol} {one_in}: {taken} of {parcels}"
            );
            assert!(
                taken > parcels / 5,
                "{protocol} {one_in}: {taken} of {parcels}"
            );
        }
    }
}
