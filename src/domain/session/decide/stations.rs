//! Set-ups of benches under a name: saved by a lead, and loaded by scanning a station card.

use super::{Bench, Context, Decision};
use crate::domain::session::fact::Fact;
use crate::domain::session::input::SetUpFound;
use crate::domain::session::message::{Message, Refusal};
use crate::domain::settings::is_station_name;
use crate::domain::worker::Right;

impl Bench {
    /// Between two orders, a bench that nobody has set up takes a card from whoever is signed in; another
    /// one from somebody who may set benches up.
    pub(super) fn on_station_card(
        &self,
        station: &str,
        set_up: &SetUpFound,
        context: &Context<'_>,
    ) -> Decision {
        if let Some(open) = self.current.as_ref().filter(|_| self.has_open_order()) {
            return self.refuse(Refusal::AnotherOrderOpen { open: open.clone() });
        }
        if self.manifest.is_some() {
            return self.refuse_during_hand_over();
        }
        if let Some(refused) = self.label_first() {
            return refused;
        }
        let station = station.to_owned();
        match set_up {
            SetUpFound::Unknown => return self.refuse(Refusal::UnknownStation { station }),
            SetUpFound::Bad { why } => {
                let why = why.clone();
                return self.refuse(Refusal::BadStation { station, why });
            }
            SetUpFound::Known => {}
        }
        if context.here.is_none_or(|here| here.is_set_up)
            && let Err(refused) = self.require(Right::SetUp)
        {
            return refused;
        }
        let loaded = Fact::StationLoaded {
            station: station.clone(),
        };
        Decision::accept(vec![loaded], Message::StationLoaded { station })
    }

    /// Needs the right to set benches up.
    pub(super) fn save_station(&self, station: &str, set_up: Option<&str>) -> Decision {
        if let Err(refused) = self.require(Right::SetUp) {
            return refused;
        }
        let station = station.trim().to_ascii_uppercase();
        if !is_station_name(&station) {
            return self.refuse(Refusal::BadStationName);
        }
        let saved = Fact::StationSaved {
            station: station.clone(),
            set_up: set_up.map(str::to_owned),
        };
        let message = match set_up {
            Some(_) => Message::StationSaved { station },
            None => Message::StationForgotten { station },
        };
        Decision::accept(vec![saved], message)
    }
}
