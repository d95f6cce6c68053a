//! Whatever is ordered and whatever boxes there are: the answer is sound, the same each time, and searching never harms.

use pakownia::domain::packing::{
    Answer, BoxKind, Evenness, Fault, Item, Objective, Order, Search, faults,
};
use proptest::collection::vec;
use proptest::prelude::*;

use super::Steps;
use crate::properties::cases;

prop_compose! {
    fn item(longest: i64)(
        size in [1..longest, 1..longest, 1..longest],
        count in 0..7_i64,
        weight in prop_oneof![1 => Just(0), 9 => 1..4_000_i64],
        upright in prop_oneof![3 => Just([true; 3]), 1 => any::<[bool; 3]>()],
        (turns, is_fragile, bears_nothing, own_carton, folds) in (
            prop::bool::weighted(0.9),
            prop::bool::weighted(0.15),
            prop::bool::weighted(0.15),
            prop::bool::weighted(0.05),
            prop::bool::weighted(0.1),
        ),
        unknown in prop::bool::weighted(0.05),
        apart in prop_oneof![9 => Just(vec![]), 1 => vec(0..8_usize, 1..3)],
    ) -> Item {
        Item {
            upright,
            turns: turns && upright != [false; 3],
            is_fragile,
            bears_nothing,
            own_carton,
            folds,
            apart,
            ..Item::plain(if unknown { [0, size[1], size[2]] } else { size }, count, weight)
        }
    }
}

prop_compose! {
    fn kind()(
        inner in [30..500_i64, 30..500_i64, 30..500_i64],
        tare in 0..400_i64,
        stock in prop_oneof![4 => Just(None), 1 => (0..3_i64).prop_map(Some)],
        steps in vec((1..6_000_i64, 0..900_i64), 1..4),
    ) -> BoxKind {
        let (mut to, mut cost) = (0, 0);
        let prices = steps.into_iter().map(|(weight, more)| {
            (to, cost) = (to + weight, cost + more);
            (to, cost)
        });
        BoxKind { inner, tare, stock, prices: prices.collect() }
    }
}

fn any_order() -> impl Strategy<Value = Order> {
    let objective = prop_oneof![
        Just(Objective::FewestParcels),
        Just(Objective::LeastCost),
        Just(Objective::LeastRoom),
        Just(Objective::FullestBox),
    ];
    let support = prop_oneof![Just(0_i64), Just(700), Just(1000)];
    let items = prop_oneof![3 => vec(item(200), 0..9), 1 => vec(item(40), 0..9)];
    (items, vec(kind(), 0..5), objective, support).prop_map(
        |(mut items, boxes, objective, support)| {
            let known = items.len();
            for item in &mut items {
                item.apart.retain(|other| *other < known);
            }
            Order {
                items,
                boxes,
                objective,
                support,
                evenness: Evenness::USUAL,
            }
        },
    )
}

/// What the objective counts first, the lower the better; what is left over before all.
fn count(order: &Order, answer: &Answer) -> (i64, i64) {
    let left: i64 = answer
        .unplaced
        .iter()
        .map(|it| {
            let size = order.items[it.item].size;
            it.count * size.iter().product::<i64>()
        })
        .sum();
    let boxed = answer
        .parcels
        .iter()
        .filter_map(|parcel| Some((parcel, parcel.box_kind?)));
    let each = boxed.map(|(parcel, kind)| match order.objective {
        Objective::FewestParcels | Objective::FullestBox => 1,
        Objective::LeastRoom => order.boxes[kind].inner.iter().product(),
        Objective::LeastCost => {
            let gross = parcel.gross(order).unwrap();
            let step = order.boxes[kind].prices.iter().find(|(to, _)| gross <= *to);
            step.unwrap().1
        }
    });
    (left, each.sum())
}

proptest! {
    #![proptest_config(cases(100, 20_000))]

    #[test]
    fn every_answer_is_sound_and_searching_never_makes_it_worse(order in any_order()) {
        let mut search = Search::begin(&order);
        let first = search.answer();
        prop_assert_eq!(faults(&order, &first), Vec::<Fault>::new());
        search.improve(&mut Steps(150));
        let later = search.answer();
        prop_assert_eq!(faults(&order, &later), Vec::<Fault>::new());
        // Goods of unknown size come after the search; they can make any answer dearer.
        if order.items.iter().all(|item| !item.size.contains(&0)) {
            prop_assert!(count(&order, &later) <= count(&order, &first));
        }
        let mut again = Search::begin(&order);
        prop_assert_eq!(&again.answer(), &first);
        again.improve(&mut Steps(150));
        prop_assert_eq!(&again.answer(), &later);
    }
}
