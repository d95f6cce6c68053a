//! Which two products are taken for each other, why that may be, and what can be done about it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{MisPick, MisPickKind};
use crate::domain::ids::Sku;
use crate::domain::location::Location;

/// What two products have in common that leads a hand astray.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// They lie in the same bin.
    SameBin,
    /// Their bins are side by side, or one above the other.
    NeighbourBin,
    /// Their barcodes differ in one digit, the check digit aside.
    Barcode,
    /// Their article numbers differ in one character.
    Sku,
    /// Their names are nearly the same.
    Name,
}

/// What to do against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Move one of the two to another place.
    MoveApart,
    /// Label the bins with what tells the two apart.
    Relabel,
    /// Show the picture at picking and packing.
    ShowPicture,
    /// Look into the bin: nothing that they have in common explains it, so wrong goods may lie there.
    LookIntoBin,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::MoveApart,
        Self::Relabel,
        Self::ShowPicture,
        Self::LookIntoBin,
    ];
}

/// What is known of a product.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProductTraits {
    /// Its name.
    pub name: String,
    /// Where it lies.
    pub places: Vec<Location>,
    /// Its barcodes.
    pub barcodes: Vec<String>,
}

/// Two products of which one was picked for the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion {
    /// What was picked.
    pub wrong: Sku,
    /// What was wanted.
    pub right: Sku,
    /// How often, in either direction.
    pub count: u64,
    /// Share of all wrong items that this pair and those before it in the list make up, in thousandths.
    pub share_so_far_permille: u32,
    /// What they have in common, the likeliest cause first.
    pub likeness: Vec<Likeness>,
    /// What to do.
    pub action: Action,
}

/// Times that a pair is confused before it is worth an action: one may be a slip.
const WORTH_IT: u64 = 2;

/// The pairs of products that were confused at least twice, most often first.
///
/// Both directions count as one pair, told as the one that happened more often.
pub fn confusions(
    mis_picks: &[MisPick],
    mut traits: impl FnMut(&Sku) -> ProductTraits,
) -> Vec<Confusion> {
    let mut counts: BTreeMap<(&Sku, &Sku), u64> = BTreeMap::new();
    let mut all = 0;
    for one in mis_picks {
        // What a customer found counts where it is known what came for what.
        let is_customers = one.kind == MisPickKind::FoundByCustomer && one.wrong.is_some();
        if one.kind != MisPickKind::WrongItem && !is_customers {
            continue;
        }
        all += 1;
        if let (Some(wrong), Some(right)) = (&one.wrong, &one.right) {
            *counts.entry((wrong, right)).or_default() += 1;
        }
    }
    let mut pairs: Vec<(&Sku, &Sku, u64)> = counts
        .iter()
        .filter_map(|((wrong, right), count)| {
            let back = counts.get(&(*right, *wrong)).copied().unwrap_or(0);
            let leads = *count > back || (*count == back && wrong < right);
            (leads && count + back >= WORTH_IT).then_some((*wrong, *right, count + back))
        })
        .collect();
    // Stable: equal counts stay in the order of their numbers.
    pairs.sort_by_key(|(.., count)| std::cmp::Reverse(*count));
    let mut so_far = 0;
    let told = pairs.into_iter().map(|(wrong, right, count)| {
        so_far += count;
        let likeness = likeness((wrong, &traits(wrong)), (right, &traits(right)));
        Confusion {
            wrong: wrong.clone(),
            right: right.clone(),
            count,
            share_so_far_permille: u32::try_from(so_far * 1_000 / all.max(1)).unwrap_or(u32::MAX),
            action: action(&likeness),
            likeness,
        }
    });
    told.collect()
}

fn action(likeness: &[Likeness]) -> Action {
    match likeness.first() {
        Some(Likeness::SameBin | Likeness::NeighbourBin) => Action::MoveApart,
        Some(Likeness::Barcode | Likeness::Sku) => Action::Relabel,
        Some(Likeness::Name) => Action::ShowPicture,
        None => Action::LookIntoBin,
    }
}

fn likeness(
    (one, one_traits): (&Sku, &ProductTraits),
    (other, other_traits): (&Sku, &ProductTraits),
) -> Vec<Likeness> {
    let any_place = |is_so: fn(&Location, &Location) -> bool| {
        let mut places = one_traits.places.iter();
        places.any(|here| other_traits.places.iter().any(|there| is_so(here, there)))
    };
    let mut codes = one_traits.barcodes.iter();
    let tests = [
        (Likeness::SameBin, any_place(|here, there| here == there)),
        (Likeness::NeighbourBin, any_place(are_neighbours)),
        (
            Likeness::Barcode,
            codes.any(|code| {
                let mut others = other_traits.barcodes.iter();
                others.any(|other| differ_in_one_digit(code, other))
            }),
        ),
        (Likeness::Sku, strsim::levenshtein(&one.0, &other.0) == 1),
        (
            Likeness::Name,
            are_alike(&one_traits.name, &other_traits.name),
        ),
    ];
    let found = tests.into_iter().filter(|(_, is_so)| *is_so);
    found.map(|(likeness, _)| likeness).collect()
}

/// Side by side on a shelf, or the same bin one shelf up or down.
fn are_neighbours(here: &Location, there: &Location) -> bool {
    here.aisle == there.aisle
        && match (step(&here.shelf, &there.shelf), step(&here.bin, &there.bin)) {
            (Some(shelf), Some(bin)) => shelf + bin == 1,
            _ => false,
        }
}

/// How many steps apart two numbered places are; a letter stands for its place in the alphabet.
fn step(here: &str, there: &str) -> Option<u32> {
    if here == there {
        return Some(0);
    }
    let split = |text: &str| {
        let digits = text
            .trim_end_matches(|letter: char| letter.is_ascii_digit())
            .len();
        text.split_at_checked(digits)
            .map(|(name, number)| (name.to_owned(), number.parse::<u32>().ok()))
    };
    let ((name, number), (other_name, other_number)) = (split(here)?, split(there)?);
    match (number, other_number) {
        (Some(one), Some(other)) if name == other_name => Some(one.abs_diff(other)),
        (None, None) => {
            let letter = |text: &str| {
                let mut letters = text.chars();
                letters.next().filter(|_| letters.next().is_none())
            };
            Some(u32::from(letter(here)?).abs_diff(u32::from(letter(there)?)))
        }
        _ => None,
    }
}

/// Two barcodes of one length whose numbers without the check digit differ in one place.
fn differ_in_one_digit(one: &str, other: &str) -> bool {
    let is_number = |code: &str| code.len() >= 8 && code.bytes().all(|byte| byte.is_ascii_digit());
    if one.len() != other.len() || !is_number(one) || !is_number(other) {
        return false;
    }
    let body = one.bytes().zip(other.bytes()).take(one.len() - 1);
    body.filter(|(one, other)| one != other).count() == 1
}

/// Names of which at most a fifth has to be changed to make the other.
///
/// Assumption: a fifth; colours, sizes and numbers at the end of a name stay within it, another
/// product's name does not.
fn are_alike(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let longest = one.chars().count().max(other.chars().count());
    longest > 0 && strsim::levenshtein(&one, &other) * 5 <= longest
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn taken(wrong: &str, right: &str) -> MisPick {
        MisPick {
            fact: 1,
            at: DateTime::UNIX_EPOCH,
            kind: MisPickKind::WrongItem,
            packer: None,
            wrong: Some(wrong.into()),
            right: Some(right.into()),
            location: None,
        }
    }

    fn product(name: &str, place: (&str, &str, &str), barcode: &str) -> ProductTraits {
        ProductTraits {
            name: name.to_owned(),
            places: vec![Location::new(place.0, place.1, place.2)],
            barcodes: vec![barcode.to_owned()],
        }
    }

    fn shop(sku: &Sku) -> ProductTraits {
        match sku.as_str() {
            "MUG-R" => product("Kubek czerwony 300 ml", ("A", "1", "3"), "5901234000017"),
            "CUP-8" => product("Kubek czerwony 350 ml", ("F", "9", "1"), "5907777000010"),
            "BAG-1" => product("Torba", ("A", "1", "4"), "5901111000010"),
            "PEN" => product("Pióro", ("C", "2", "B"), "5901234000116"),
            "INK" => product("Atrament", ("C", "3", "B"), "5900000000014"),
            _ => product("Inny towar", ("Z", "9", "9"), "4000000000017"),
        }
    }

    fn told(mis_picks: &[MisPick]) -> Vec<(String, u64, u32, Action)> {
        let told = confusions(mis_picks, shop).into_iter().map(|pair| {
            let name = format!("{} for {}", pair.wrong, pair.right);
            (name, pair.count, pair.share_so_far_permille, pair.action)
        });
        told.collect()
    }

    #[test]
    fn what_two_products_have_in_common_says_what_to_do() {
        let mut all = vec![taken("MUG-R", "BAG-1"); 5];
        all.extend(vec![taken("BAG-1", "MUG-R"); 1]);
        all.extend(vec![taken("MUG-R", "CUP-8"); 3]);
        all.extend(vec![taken("PEN", "MUG-R"); 3]);
        all.extend(vec![taken("PEN", "INK"); 2]);
        all.extend(vec![taken("INK", "CUP-8"); 2]);
        all.push(taken("OTHER", "CUP-8"));
        all.push(taken("OTHER", "PEN"));
        assert_eq!(
            told(&all),
            [
                ("MUG-R for BAG-1".to_owned(), 6, 333, Action::MoveApart),
                ("MUG-R for CUP-8".to_owned(), 3, 500, Action::ShowPicture),
                ("PEN for MUG-R".to_owned(), 3, 666, Action::Relabel),
                ("INK for CUP-8".to_owned(), 2, 777, Action::LookIntoBin),
                ("PEN for INK".to_owned(), 2, 888, Action::MoveApart),
            ]
        );
    }

    #[test]
    fn bins_are_neighbours_by_number_and_by_letter_but_not_across_an_aisle() {
        let at = Location::new;
        for (here, there, are) in [
            (at("A", "1", "9"), at("A", "1", "10"), true),
            (at("A", "1", "9"), at("A", "2", "9"), true),
            (at("A", "1", "9"), at("A", "2", "10"), false),
            (at("A", "1", "9"), at("B", "1", "9"), false),
            (at("A", "R1", "B"), at("A", "R1", "C"), true),
            (at("A", "R1", "B"), at("A", "S2", "B"), false),
            (at("A", "1", "9"), at("A", "1", "9"), false),
        ] {
            assert_eq!(are_neighbours(&here, &there), are, "{here} {there}");
        }
    }

    #[test]
    fn a_pair_confused_once_is_a_slip_and_no_pair_at_all_is_no_list() {
        assert_eq!(told(&[taken("PEN", "INK")]), []);
        assert_eq!(told(&[]), []);
    }
}
