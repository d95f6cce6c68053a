//! Benches as a master sees them, without a bench behind them.

use pakownia::master::{Cursor, Greeting, Master, Report, Seat};

/// The seat of a bench on its connection of this name.
pub(crate) fn on(station: &str, run: &str) -> Seat {
    Seat {
        station: station.into(),
        epoch: 1,
        run: run.to_owned(),
    }
}

/// A greeting of a bench that has nothing to say.
pub(crate) fn hello(seat: &Seat, before: Option<&str>) -> Greeting {
    Greeting {
        seat: seat.clone(),
        before: before.map(str::to_owned),
        acknowledged: 0,
        cursor: Cursor::default(),
        report: Report::default(),
        program: "1.0".to_owned(),
    }
}

/// A bench that has greeted. Greeting once more on the same connection changes nothing.
pub(crate) fn seat(master: &mut dyn Master, station: &str) -> Seat {
    let seat = on(station, "first");
    master.greet(&hello(&seat, None)).unwrap();
    seat
}
