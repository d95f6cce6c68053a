//! The check of answers finds each fault that is planted.

use pakownia::domain::packing::{Answer, Item, Order, Parcel, Placement, Wrong, faults};

use super::{box_of, order};

fn unit(item: usize, at: [i64; 3], sides: [i64; 3]) -> Placement {
    Placement { item, at, sides }
}

/// Two cubes on each other in a box for three.
fn two() -> (Order, Answer) {
    let order = order(
        vec![
            Item::plain([100, 100, 100], 1, 500),
            Item::plain([100, 100, 80], 1, 400),
        ],
        vec![box_of([100, 120, 300], 0)],
    );
    let units = vec![
        unit(0, [0, 0, 0], [100; 3]),
        unit(1, [0, 0, 100], [100, 100, 80]),
    ];
    let parcel = Parcel {
        box_kind: Some(0),
        units,
        loose: vec![],
    };
    let answer = Answer {
        parcels: vec![parcel],
        ..Answer::default()
    };
    (order, answer)
}

fn wrong(change: impl FnOnce(&mut Order, &mut Parcel)) -> Vec<Wrong> {
    let (mut order, mut answer) = two();
    change(&mut order, &mut answer.parcels[0]);
    let mut found: Vec<Wrong> = faults(&order, &answer).iter().map(|it| it.wrong).collect();
    found.dedup();
    found
}

#[test]
fn a_sound_answer_has_no_fault() {
    assert_eq!(wrong(|_, _| {}), []);
    assert_eq!(
        wrong(|order, parcel| {
            order.support = 800;
            parcel.units[1].at[1] = 20;
        }),
        []
    );
}

#[test]
fn each_planted_fault_is_found() {
    assert_eq!(
        wrong(|_, parcel| parcel.units[1].at[2] = 99),
        [Wrong::Overlap, Wrong::Floating]
    );
    assert_eq!(
        wrong(|_, parcel| parcel.units[1].at[2] = 101),
        [Wrong::Floating]
    );
    assert_eq!(
        wrong(|order, parcel| {
            order.support = 801;
            parcel.units[1].at[1] = 20;
        }),
        [Wrong::Floating]
    );
    assert_eq!(
        wrong(|_, parcel| parcel.units[1].at[0] = 1),
        [Wrong::Outside]
    );
    assert_eq!(
        wrong(|_, parcel| parcel.units[0].at[1] = -1),
        [Wrong::Outside]
    );
    assert_eq!(
        wrong(|order, _| order.items[1].upright = [true, true, false]),
        [Wrong::Turned]
    );
    assert_eq!(
        wrong(|_, parcel| parcel.units[1].sides = [100, 100, 81]),
        [Wrong::Turned]
    );
    assert_eq!(
        wrong(|order, _| order.items[0].bears_nothing = true),
        [Wrong::Crushing]
    );
    assert_eq!(
        wrong(|order, _| order.items[0].is_fragile = true),
        [Wrong::Crushing]
    );
    assert_eq!(wrong(|_, parcel| parcel.units.swap(0, 1)), [Wrong::Late]);
    assert_eq!(
        wrong(|order, _| order.boxes[0].prices = vec![(999, 0)]),
        [Wrong::TooHeavy]
    );
    assert_eq!(
        wrong(|order, _| order.items[1].apart = vec![0]),
        [Wrong::Together]
    );
    assert_eq!(
        wrong(|order, _| order.items[1].own_carton = true),
        [Wrong::Carton]
    );
    assert_eq!(
        wrong(|_, parcel| parcel.box_kind = Some(1)),
        [Wrong::Unknown]
    );
    assert_eq!(
        wrong(|order, _| order.boxes[0].stock = Some(0)),
        [Wrong::OutOfStock]
    );
    assert_eq!(
        wrong(|order, _| order.items[1].count = 2),
        [Wrong::Miscounted]
    );
    assert_eq!(
        wrong(|_, parcel| parcel.loose.push((0, 1))),
        [Wrong::Miscounted]
    );
}

#[test]
fn fragile_goods_bear_fragile_ones_that_are_no_heavier() {
    let fragile = |lower: i64, upper: i64| {
        wrong(|order, _| {
            for (item, weight) in order.items.iter_mut().zip([lower, upper]) {
                item.is_fragile = true;
                item.weight = weight;
            }
        })
    };
    assert_eq!(fragile(500, 500), []);
    assert_eq!(fragile(500, 501), [Wrong::Crushing]);
}
