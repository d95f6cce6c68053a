//! Parcels onto a carrier's list: begun, filled by scanning, closed when the driver takes them.

use super::{Bench, Context, Decision};
use crate::domain::handover::{KnownParcel, ListEnd, Obstacle, OpenManifest, ParcelFound};
use crate::domain::session::Step;
use crate::domain::session::fact::Fact;
use crate::domain::session::input::{Meaning, Scanned};
use crate::domain::session::message::{Message, Refusal};
use crate::domain::session::question::Question;

/// Carriers that can be chosen by a numbered key. Source: answers have numbers of one digit.
const CARRIERS_MAX: usize = 9;

impl Bench {
    /// The card "hand over": begins a list, asks whose, or asks whether the open one is closed.
    pub(super) fn on_hand_over(&self, carrier: Option<&str>, context: &Context<'_>) -> Decision {
        if let Some(open) = &self.manifest {
            return match carrier {
                Some(_) => self.refuse_during_hand_over(),
                None => Decision::ask(None, ask_to_close(open, context)),
            };
        }
        if let Some(session) = self
            .session()
            .filter(|session| session.step != Step::Closed)
        {
            let open = session.order.clone();
            return self.refuse(Refusal::AnotherOrderOpen { open });
        }
        if let Some(refused) = self.label_first() {
            return refused;
        }
        let due = &context.handover.due;
        match (carrier, due.as_slice()) {
            (Some(carrier), _) => self.begin_list(carrier, context),
            (None, []) => self.refuse(Refusal::NothingToHandOver),
            (None, [only]) => self.begin_list(&only.carrier, context),
            (None, several) => {
                let carriers = several.iter().take(CARRIERS_MAX).cloned().collect();
                Decision::ask(None, Question::WhichCarrier { carriers })
            }
        }
    }

    /// Begins the list of a carrier for whom parcels wait.
    pub(super) fn begin_list(&self, carrier: &str, context: &Context<'_>) -> Decision {
        let due = &context.handover.due;
        let Some(due) = due.iter().find(|due| due.carrier == carrier) else {
            return self.refuse(Refusal::NothingForCarrier {
                carrier: carrier.to_owned(),
            });
        };
        let fact = Fact::ManifestOpened {
            manifest: context.handover.next_manifest.clone(),
            carrier: due.carrier.clone(),
        };
        let message = Message::HandOverBegun {
            carrier: due.carrier.clone(),
            waiting: due.parcels,
        };
        Decision::accept(vec![fact], message)
    }

    /// A code while a list is filled: a parcel for it, or something that does not belong here.
    pub(super) fn on_scan_for_list(&self, open: &OpenManifest, scanned: &Scanned) -> Decision {
        match &scanned.meaning {
            Meaning::Parcel(found) => match objection(open, found) {
                Some(refusal) => self.refuse_code(refusal, scanned),
                None => hand_over(open, found),
            },
            Meaning::Unknown => self.refuse_code(
                Refusal::NotAParcel {
                    code: scanned.code.clone(),
                },
                scanned,
            ),
            _ => self.refuse_during_hand_over(),
        }
    }

    /// Takes the parcel scanned last off the open list.
    pub(super) fn take_back(&self, open: &OpenManifest, context: &Context<'_>) -> Decision {
        let Some(last) = &context.handover.last else {
            return self.refuse(Refusal::NothingToUndo);
        };
        let fact = Fact::ParcelTakenBack {
            manifest: open.manifest.clone(),
            tracking: last.tracking.clone(),
            order: last.known.as_ref().map(|known| known.order.clone()),
            parcel: last.known.as_ref().map(|known| known.parcel),
        };
        let tracking = last.tracking.clone();
        Decision::accept(vec![fact], Message::ParcelTakenBack { tracking })
    }

    pub(super) fn on_list_end(&self, end: ListEnd, context: &Context<'_>) -> Decision {
        match (end, &self.manifest) {
            (ListEnd::Close, _) => self.close_list(context),
            (ListEnd::GoOn, Some(open)) => {
                let carrier = open.carrier.clone();
                Decision::accept(vec![], Message::HandOverGoesOn { carrier })
            }
            (ListEnd::GoOn, None) => self.refuse(Refusal::NoListOpen),
        }
    }

    /// The driver takes what is on the list. One without a parcel is closed and never printed.
    pub(super) fn close_list(&self, context: &Context<'_>) -> Decision {
        let Some(open) = &self.manifest else {
            return self.refuse(Refusal::NoListOpen);
        };
        let parcels = context.handover.on_list;
        let carrier = open.carrier.clone();
        let fact = Fact::ManifestClosed {
            manifest: open.manifest.clone(),
            carrier: carrier.clone(),
            parcels,
        };
        let message = if parcels == 0 {
            Message::HandOverEmpty { carrier }
        } else {
            Message::HandOverClosed { carrier, parcels }
        };
        Decision::accept(vec![fact], message)
    }

    /// Nothing is packed while a carrier's list is open.
    pub(super) fn refuse_during_hand_over(&self) -> Decision {
        match &self.manifest {
            Some(open) => self.refuse(Refusal::HandOverGoesOn {
                carrier: open.carrier.clone(),
            }),
            None => self.refuse(Refusal::NoListOpen),
        }
    }
}

fn ask_to_close(open: &OpenManifest, context: &Context<'_>) -> Question {
    let now = context.handover;
    let due = now.due.iter().find(|due| due.carrier == open.carrier);
    Question::CloseList {
        carrier: open.carrier.clone(),
        parcels: now.on_list,
        missing: due.map_or(0, |due| due.parcels),
    }
}

/// What keeps a parcel off this list.
fn objection(open: &OpenManifest, found: &ParcelFound) -> Option<Refusal> {
    let tracking = found.tracking.clone();
    if let Some(on) = &found.on_list {
        return Some(if *on == open.manifest {
            Refusal::AlreadyOnList { tracking }
        } else {
            Refusal::OnOtherList {
                tracking,
                manifest: on.clone(),
            }
        });
    }
    let KnownParcel {
        order,
        parcel,
        carrier,
        obstacle,
    } = found.known.clone()?;
    match (obstacle, carrier) {
        (Some(Obstacle::Cancelled), _) => Some(Refusal::ParcelCancelled { order, parcel }),
        (Some(Obstacle::ToUnpack), _) => Some(Refusal::ParcelToUnpack { order, parcel }),
        (Some(Obstacle::LabelOwed), _) => Some(Refusal::LabelStillOwed { order, parcel }),
        (Some(Obstacle::NotClosed), _) => Some(Refusal::ParcelNotReady { order, parcel }),
        (None, Some(carrier)) if carrier != open.carrier => Some(Refusal::OtherCarrier {
            order,
            parcel,
            carrier,
        }),
        (None, _) => None,
    }
}

fn hand_over(open: &OpenManifest, found: &ParcelFound) -> Decision {
    let order = found.known.as_ref().map(|known| known.order.clone());
    let parcel = found.known.as_ref().map(|known| known.parcel);
    let tracking = found.tracking.clone();
    let fact = Fact::ParcelHandedOver {
        manifest: open.manifest.clone(),
        tracking: tracking.clone(),
        order: order.clone(),
        parcel,
    };
    let message = Message::ParcelHandedOver {
        tracking,
        order,
        parcel,
    };
    Decision::accept(vec![fact], message)
}
