//! What can happen at a bench of chance, and in what kind of warehouse.

use pakownia::domain::session::input::Card;
use proptest::prelude::*;

use super::world::{ORDERS, PRODUCTS};

/// One thing that happens, by places in the warehouse's lists.
#[derive(Debug, Clone)]
pub(super) enum Happening {
    SignIn(usize, bool),
    SignOut,
    Idle,
    Scan(usize, u32),
    ScanWithSerial(usize, u8),
    ScanTwoMeanings(usize, usize),
    ScanUnknown(u8),
    ScanOrder(usize),
    ScanTote(u8),
    ScanPackaging(usize),
    Badge(usize),
    ScanCard(usize),
    KeyCard(usize),
    WeighRight,
    Weigh(i64, bool),
    Packaging(usize, bool),
    Short(usize, u32, u8),
    Confirm(usize),
    Capture(u8, bool, bool),
    Choose(u32),
    Hold(bool),
    Reopen(usize, bool),
    Reprint(usize, Option<u32>),
    Release(usize, bool),
    Counted(usize),
    Bind(bool, bool, u32),
    Wait(i64),
    ShopEdits(usize, Vec<(usize, u32)>),
    ShopHolds(usize, bool),
    ShopCancels(usize),
    LabelFault(bool),
    LabelScan(bool),
    ScanLabel(bool),
    Doubt,
    UnitStep(u8),
    ScaleGone,
    WeighUnmoved,
}

/// Anything.
pub(super) fn happening() -> impl Strategy<Value = Happening> {
    use Happening as H;
    let product = 0..PRODUCTS;
    let order = 0..ORDERS;
    prop_oneof![
        1 => (0..3_usize, prop::bool::weighted(0.8)).prop_map(|(who, right)| H::SignIn(who, right)),
        1 => Just(H::SignOut),
        1 => Just(H::Idle),
        20 => (product.clone(), prop_oneof![4 => Just(1_u32), 1 => Just(3), 1 => Just(10)]).prop_map(|(p, n)| H::Scan(p, n)),
        3 => (product.clone(), any::<u8>()).prop_map(|(p, n)| H::ScanWithSerial(p, n)),
        2 => (product.clone(), product.clone()).prop_map(|(a, b)| H::ScanTwoMeanings(a, b)),
        2 => any::<u8>().prop_map(H::ScanUnknown),
        10 => order.clone().prop_map(H::ScanOrder),
        2 => (0..3_u8).prop_map(H::ScanTote),
        2 => (0..3_usize).prop_map(H::ScanPackaging),
        1 => (0..3_usize).prop_map(H::Badge),
        4 => (0..Card::ALL.len()).prop_map(H::ScanCard),
        2 => (0..Card::ALL.len()).prop_map(H::KeyCard),
        10 => Just(H::WeighRight),
        3 => (prop_oneof![-5..5_000_i64, Just(i64::MAX), Just(i64::MIN)], any::<bool>()).prop_map(|(g, t)| H::Weigh(g, t)),
        3 => (0..4_usize, any::<bool>()).prop_map(|(p, r)| H::Packaging(p, r)),
        3 => (product.clone(), 0..4_u32, 0..3_u8).prop_map(|(p, n, w)| H::Short(p, n, w)),
        2 => product.clone().prop_map(H::Confirm),
        3 => (any::<u8>(), any::<bool>(), any::<bool>()).prop_map(|(s, l, e)| H::Capture(s, l, e)),
        3 => (0..5_u32).prop_map(H::Choose),
        1 => any::<bool>().prop_map(H::Hold),
        2 => (order.clone(), prop::bool::weighted(0.9)).prop_map(|(o, r)| H::Reopen(o, r)),
        1 => (order.clone(), prop::option::of(0..3_u32)).prop_map(|(o, p)| H::Reprint(o, p)),
        2 => (0..3_usize, prop::bool::weighted(0.8)).prop_map(|(who, right)| H::Release(who, right)),
        2 => (0..3_usize).prop_map(H::Counted),
        1 => (any::<bool>(), any::<bool>(), 0..20_000_u32).prop_map(|(k, t, u)| H::Bind(k, t, u)),
        1 => (0..200_i64).prop_map(H::Wait),
        3 => (order.clone(), prop::collection::vec((product, 0..4_u32), 0..4)).prop_map(|(o, l)| H::ShopEdits(o, l)),
        1 => (order.clone(), any::<bool>()).prop_map(|(o, h)| H::ShopHolds(o, h)),
        1 => order.prop_map(H::ShopCancels),
        1 => any::<bool>().prop_map(H::LabelFault),
        1 => any::<bool>().prop_map(H::LabelScan),
        6 => any::<bool>().prop_map(H::ScanLabel),
        1 => Just(H::Doubt),
        1 => (0..3_u8).prop_map(H::UnitStep),
        1 => Just(H::ScaleGone),
        2 => Just(H::WeighUnmoved),
    ]
}

/// Weight, longest side, and what is recorded of a unit.
pub(super) type ProductOfChance = (i64, u32, (bool, bool));

/// Product and units of each line.
pub(super) type LinesOfChance = Vec<(usize, u32)>;

/// Products, the lines of each order, and whether there is a scanner.
pub(super) fn warehouse() -> impl Strategy<Value = (Vec<ProductOfChance>, Vec<LinesOfChance>, bool)>
{
    let product = (
        prop_oneof![Just(0_i64), 1..2_000_i64, Just(9_000), Just(40_000)],
        prop_oneof![4 => 10..200_u32, 1 => Just(700_u32)],
        (prop::bool::weighted(0.2), prop::bool::weighted(0.2)),
    );
    let lines = prop::collection::vec((0..PRODUCTS, 1..5_u32), 1..4);
    (
        prop::collection::vec(product, PRODUCTS),
        prop::collection::vec(lines, ORDERS),
        prop::bool::weighted(0.8),
    )
}
