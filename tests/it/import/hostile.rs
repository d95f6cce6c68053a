//! Files that nobody would write on purpose.

use std::fs;

use pakownia::connectors::csv_folder::{NothingKnown, read_folder};
use proptest::prelude::*;

use super::{SHOP, orders, read, write_shop};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_in_any_file_stop_the_bench(
        which in 0..SHOP.len(),
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        let dir = write_shop(&[]);
        fs::write(dir.path().join(SHOP[which].0), bytes).unwrap();
        let _read = read_folder(dir.path(), &NothingKnown, &mut |_| {});
    }

    #[test]
    fn no_bytes_below_a_good_header_stop_the_bench(
        which in 0..SHOP.len(),
        bytes in proptest::collection::vec(
            prop_oneof![Just(b','), Just(b';'), Just(b'"'), Just(b'\n'), Just(b'\r'), Just(b'-'), Just(b'0'), any::<u8>()],
            0..400,
        ),
    ) {
        let (name, text) = SHOP[which];
        let dir = write_shop(&[]);
        let header = text.lines().next().unwrap();
        fs::write(dir.path().join(name), [header.as_bytes(), b"\n", &bytes].concat()).unwrap();
        if let Ok(read) = read_folder(dir.path(), &NothingKnown, &mut |_| {}) {
            // Whatever was in the file, nothing hidden has come in with it.
            let shown = format!("{:?}", read.errors);
            prop_assert!(!shown.contains('\u{1b}'), "{}", shown);
        }
    }

    #[test]
    fn one_unreadable_byte_never_makes_an_order_short(
        at in 0_usize..90,
        byte in prop_oneof![Just(0_u8), Just(7), Just(0x1b), Just(0x7f), Just(b',')],
    ) {
        let whole = read(write_shop(&[]).path());
        let (_, text) = SHOP[9];
        let mut bytes = text.as_bytes().to_vec();
        let at = at % bytes.len();
        bytes[at] = byte;
        let dir = write_shop(&[]);
        fs::write(dir.path().join("order_lines.csv"), bytes).unwrap();
        let Ok(spoilt) = read_folder(dir.path(), &NothingKnown, &mut |_| {}) else { return Ok(()) };
        for order in orders(&spoilt) {
            let good = orders(&whole).into_iter().find(|good| good.order_no == order.order_no);
            prop_assert_eq!(Some(order.lines.len()), good.map(|good| good.lines.len()));
        }
    }
}
