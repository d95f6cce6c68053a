//! What other programs do: the rules that the weight check is held against.

use std::collections::HashMap;

use super::world::Order;

/// A rule of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Peer {
    /// 3 % of the catalogue's weight.
    Percent,
    /// 20 g.
    Grams,
    /// The larger of both.
    Larger,
    /// Three parcels of the same content in the same packaging, 5 % and two mean deviations.
    ///
    /// Source: `ShipHero`, help article 11801446343309, without its unit check, which makes it blinder still.
    Identical,
}

pub(super) const PEERS: [(Peer, &str); 4] = [
    (Peer::Percent, "3_percent"),
    (Peer::Grams, "20_g"),
    (Peer::Larger, "20_g_or_3_percent"),
    (Peer::Identical, "3_identical"),
];

/// What parcels of the same content weighed.
#[derive(Debug, Default)]
pub(super) struct History(HashMap<String, Vec<f64>>);

fn key(order: &Order) -> String {
    let mut lines: Vec<String> = order
        .lines
        .iter()
        .map(|(at, units)| format!("{at}x{units}"))
        .collect();
    lines.sort();
    format!("{} {}", order.packaging, lines.join(" "))
}

impl History {
    pub(super) fn add(&mut self, order: &Order, gross_mg: i64) {
        self.0.entry(key(order)).or_default().push(gross_mg as f64);
    }

    /// Whether the rule stops the parcel.
    pub(super) fn stops(&self, peer: Peer, order: &Order, gross_mg: i64) -> bool {
        let net: i64 = order
            .contents
            .iter()
            .map(|line| line.catalogue.0 * i64::from(line.units))
            .sum();
        let expected = (net + order.tare.0) as f64 * 1_000.0;
        let off = (gross_mg as f64 - expected).abs();
        match peer {
            Peer::Percent => off > 0.03 * expected,
            Peer::Grams => off > 20_000.0,
            Peer::Larger => off > (0.03 * expected).max(20_000.0),
            Peer::Identical => self.0.get(&key(order)).is_some_and(|past| {
                let count = past.len() as f64;
                let mean = past.iter().sum::<f64>() / count;
                let deviation = past.iter().map(|gross| (gross - mean).abs()).sum::<f64>() / count;
                let off = (gross_mg as f64 - mean).abs();
                past.len() >= 3 && off > 0.05 * mean && off > 2.0 * deviation
            }),
        }
    }
}
