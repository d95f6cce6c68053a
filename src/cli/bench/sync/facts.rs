//! What a bench tells after an outage: orders that it packed by itself, fact by fact.

use crate::cli::Failure;
use crate::cli::bench::warehouse::{BADGE, code_of, lines_of, location_of, order_no, product};
use crate::domain::catalog::TrackingNeeds;
use crate::domain::feed::Claim;
use crate::domain::handling::Handling;
use crate::domain::ids::{OrderNo, PackagingCode, TrackingNo};
use crate::domain::journal::Entry;
use crate::domain::session::fact::{Fact, OpenedBy, PackedUnits, Proof};
use crate::domain::session::{OpenedLine, Take};
use crate::domain::units::Grams;
use crate::master::Seat;
use crate::station::clock::Clock;

/// The first `wanted` facts of packing these orders, one after the other, numbered after `before`.
pub(super) fn queued(
    seat: &Seat,
    claims: &[Claim],
    products: u32,
    before: usize,
    wanted: usize,
) -> Result<Vec<Entry>, Failure> {
    let mut entries = Vec::with_capacity(wanted);
    let at = Clock::System.now();
    for claim in claims {
        for fact in packing(&claim.order, products)? {
            let number = u64::try_from(before + entries.len() + 1)?;
            let mut hash = [0; 32];
            hash[..8].copy_from_slice(&number.to_be_bytes());
            entries.push(Entry {
                station: seat.station.clone(),
                epoch: seat.epoch,
                number,
                at,
                worker: Some(BADGE.into()),
                fence: claim.fence,
                fact,
                hash,
            });
            if entries.len() == wanted {
                return Ok(entries);
            }
        }
    }
    Err(format!("{} orders make fewer than {wanted} facts", claims.len()).into())
}

/// An order from its number to its label.
fn packing(order: &OrderNo, products: u32) -> Result<Vec<Fact>, Failure> {
    let at: u32 = order.as_str().trim_start_matches("B-").parse()?;
    if order_no(at) != *order {
        return Err(format!("{order} is no order of the benchmark's").into());
    }
    let lines = lines_of(at, products);
    let mut facts = vec![opened(order, &lines)];
    for (place, (number, units)) in lines.iter().enumerate() {
        let take = Take {
            at: place,
            units: 1,
            location: Some(location_of(*number)),
            unit_weight: product(*number).weight,
        };
        for _ in 0..*units {
            facts.push(Fact::UnitsPacked {
                order: order.clone(),
                parcel: 1,
                sku: product(*number).sku,
                takes: vec![take.clone()],
                proof: Proof::Scanned {
                    code: code_of(*number),
                },
            });
        }
    }
    facts.extend(closed(order, at, &lines));
    Ok(facts)
}

fn opened(order: &OrderNo, lines: &[(u32, u32)]) -> Fact {
    let lines = (1..).zip(lines).map(|(line, (number, units))| {
        let product = product(*number);
        OpenedLine {
            line,
            sku: product.sku,
            kit: None,
            ordered: *units,
            unit_weight: product.weight,
            size: product.size,
            location: Some(location_of(*number)),
            tracking: TrackingNeeds::default(),
            handling: Handling::default(),
        }
    });
    Fact::OrderOpened {
        order: order.clone(),
        revision: 1,
        lines: lines.collect(),
        way: crate::domain::tariff::Way::default(),
        planned_parcels: 1,
        documents: vec![],
        opened: OpenedBy::Number,
        promise: None,
    }
}

/// Box, weight, tracking number, label.
fn closed(order: &OrderNo, at: u32, lines: &[(u32, u32)]) -> Vec<Fact> {
    let (order, packaging) = (order.clone(), PackagingCode("KAR-M".to_owned()));
    let goods = lines
        .iter()
        .map(|(number, units)| product(*number).weight.0 * i64::from(*units))
        .sum::<i64>();
    let (tare, gross) = (Grams(120), Grams(goods + 120));
    let contents = lines.iter().map(|(number, units)| PackedUnits {
        sku: product(*number).sku,
        units: *units,
        location: Some(location_of(*number)),
    });
    vec![
        Fact::PackagingTaken {
            order: order.clone(),
            parcel: 1,
            packaging: packaging.clone(),
            suggested: Some(packaging.clone()),
            reason: None,
            tare,
            max_gross: Grams(30_000),
            expected: gross,
            tolerance: Grams(20),
            lessons: None,
        },
        Fact::Weighed {
            order: order.clone(),
            parcel: 1,
            gross,
            typed: false,
            accepted: true,
        },
        Fact::ParcelClosed {
            order: order.clone(),
            parcel: 1,
            packaging,
            gross,
            tracking: TrackingNo(format!("{at:018}")),
            serial: Some(u64::from(at) + 1),
            label_revision: 1,
            contents: contents.collect(),
            ruling: None,
        },
        Fact::LabelStored {
            order: order.clone(),
            parcel: 1,
            revision: 1,
            commitment: format!("{at:064x}"),
        },
        Fact::OrderClosed { order, parcels: 1 },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::StationId;

    fn seat() -> Seat {
        Seat {
            station: StationId("bench-1".to_owned()),
            epoch: 1,
            run: "run".to_owned(),
        }
    }

    fn claims(orders: u32) -> Vec<Claim> {
        (0..orders)
            .map(|at| Claim {
                order: order_no(at),
                fence: 1,
            })
            .collect()
    }

    #[test]
    fn what_waits_is_numbered_from_one_without_a_gap_and_ends_where_it_was_asked_to() {
        let entries = queued(&seat(), &claims(60), 1_000, 0, 400).unwrap();
        let numbers: Vec<u64> = entries.iter().map(|entry| entry.number).collect();
        assert_eq!(numbers, (1..=400).collect::<Vec<_>>());
        assert!(queued(&seat(), &claims(2), 1_000, 0, 400).is_err());
    }

    #[test]
    fn an_order_is_closed_with_every_unit_that_was_scanned() {
        let facts = packing(&order_no(6), 1_000).unwrap();
        let scanned = facts
            .iter()
            .filter(|fact| matches!(fact, Fact::UnitsPacked { .. }))
            .count();
        let contents = facts.iter().find_map(|fact| match fact {
            Fact::ParcelClosed { contents, .. } => Some(contents),
            _ => None,
        });
        let packed: u32 = contents.unwrap().iter().map(|packed| packed.units).sum();
        assert_eq!(usize::try_from(packed).unwrap(), scanned);
        assert!(matches!(facts.last(), Some(Fact::OrderClosed { .. })));
    }
}
