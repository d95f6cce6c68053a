//! Shipping rules, from the file and the screen to the label and the journal.

mod command;
mod files;
mod parcel;
mod queue;
mod reference;
mod screens;

use std::fs;

use pakownia::connectors::csv_folder::{FolderRead, Item, NothingKnown, read_folder};
use pakownia::domain::feed::Row;
use pakownia::domain::shipping_rules::{RuleSet, SETTING};

/// A list of a few rules as a shop would write it.
pub(super) const RULES: &str = "\
rule,except,on,country,postcode,method,weight_g,size,value,tags,channel,service_level,cod,service,add_tags,status,hold\n\
1,,,PL,,inpost_locker,25001..,,,,,,,dpd_courier,,,\n\
2,,,PL,,,..2000,,..500 PLN,,,,,gls_courier,,Gotowe,\n\
2,yes,,,,,,,,gift,,,,,,,\n\
3,,,,00-001..04-999,,,,,,,,,,vip,,\n\
4,,,,,,,,5000.. PLN,,,,,,,,Za duża wartość\n\
5,,no,,,,,,,,,,,dhl_courier,,,\n";

/// What a folder with this `rules.csv` alone holds.
pub(super) fn read(rules: &str) -> FolderRead {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("rules.csv"), rules).unwrap();
    read_folder(dir.path(), &NothingKnown, &mut |_| {}).unwrap()
}

/// The list in a good `rules.csv`.
pub(super) fn list(rules: &str) -> RuleSet {
    let read = read(rules);
    assert!(read.is_clean(), "{:?}", read.errors);
    let [row] = &read.rows[..] else {
        panic!("{:?}", read.rows);
    };
    match &row.item {
        Item::Row(Row::Setting { key, value }) if key == SETTING => RuleSet::read(value).unwrap(),
        other => panic!("{other:?}"),
    }
}
