//! Lines of a story that hand pick lists out and tell what is counted as a mis-pick.

use pakownia::domain::all_benches::BenchChoice;
use pakownia::domain::ids::{OrderNo, Sku};
use pakownia::domain::mis_pick::{Dimension, Tally};
use pakownia::station::event::{Action, Command, HandOut, Wanted};
use pakownia::store::MisPickRow;
use serde_json::json;

use super::bench::BenchTest;
use super::wording::answer_in_words;

impl BenchTest {
    /// What stands behind the arrow of such a line.
    pub(crate) fn mis_pick_line(&mut self, words: &[&str]) -> Option<String> {
        Some(match words {
            ["handout", picker, wave, orders @ ..] => {
                let wanted = Wanted::PickList {
                    orders: orders.iter().map(|order| OrderNo::from(*order)).collect(),
                    to: HandOut::typed(picker, wave),
                };
                let file = self.dir().join("pick-list.pdf");
                match self.station().write_document(&wanted, &file) {
                    Ok(()) => "handed out".to_owned(),
                    Err(why) => why.to_string(),
                }
            }
            ["complain", order, what, sku, came, note @ ..] => {
                let product = |sku: &str| Some(Sku::from(sku)).filter(|_| sku != "-");
                let command = Command::Complain {
                    order: OrderNo::from(*order),
                    what: serde_json::from_value(json!(what)).unwrap(),
                    sku: product(sku),
                    came: product(came),
                    note: note.join(" "),
                };
                let answer = self.take(&Action::Command(command));
                answer_in_words(&answer)
            }
            ["target", ppm] => {
                let target_ppm = ppm.parse().unwrap();
                let command = Command::SetVerification { target_ppm };
                let answer = self.take(&Action::Command(command));
                self.station().sync_all(|_| {}).unwrap();
                answer_in_words(&answer)
            }
            ["mispicks"] => {
                let rows = self.mis_picks();
                let told: Vec<String> = rows.iter().map(in_words).collect();
                if told.is_empty() {
                    "none".to_owned()
                } else {
                    told.join("; ")
                }
            }
            ["tally", dimension] => {
                let dimension = Dimension::named(dimension)?;
                let rows = self.tallies(dimension);
                let told: Vec<String> = rows
                    .iter()
                    .map(|(key, tally)| format!("{key} {}", counts(*tally)).trim().to_owned())
                    .collect();
                told.join("; ")
            }
            _ => return None,
        })
    }

    /// Every mis-pick of this bench.
    pub(crate) fn mis_picks(&mut self) -> Vec<MisPickRow> {
        let (from, to) = always();
        self.with_store(|store| store.mis_picks(&BenchChoice::All, (from, to)).unwrap())
    }

    /// What went through in all.
    pub(crate) fn tallies(&mut self, dimension: Dimension) -> Vec<(String, Tally)> {
        let (from, to) = always();
        self.with_store(|store| {
            store
                .tallies(&BenchChoice::All, dimension, (from, to))
                .unwrap()
        })
    }
}

/// From long before to long after every test.
pub(crate) fn always() -> (chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::Utc>) {
    (
        "2020-01-01T00:00:00Z".parse().unwrap(),
        "2040-01-01T00:00:00Z".parse().unwrap(),
    )
}

fn in_words(row: &MisPickRow) -> String {
    let one = &row.mis_pick;
    let mut told = vec![row.order.0.clone(), one.kind.name().to_owned()];
    told.extend(one.wrong.as_ref().map(|sku| sku.0.clone()));
    told.extend(one.right.as_ref().map(|sku| format!("for {sku}")));
    told.extend(one.location.as_ref().map(|place| format!("at {place}")));
    told.extend(
        row.picker
            .as_ref()
            .map(|badge| format!("picked by {badge}")),
    );
    told.extend(row.wave.as_ref().map(|wave| format!("in {wave}")));
    told.join(" ")
}

fn counts(tally: Tally) -> String {
    let Tally {
        orders,
        lines,
        scans,
        mis_picks,
    } = tally;
    format!("{orders} orders {lines} lines {scans} scans {mis_picks} mis-picks")
}
