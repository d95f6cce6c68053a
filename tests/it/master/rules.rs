//! Shipping rules at a master: one list, changed by imports and by leads, and never written over unseen.

use pakownia::domain::exception::ExceptionKind;
use pakownia::domain::feed::{Rejection, Row};
use pakownia::domain::session::fact::Fact;
use pakownia::domain::shipping_rules::{Action, Rule, RuleId, RuleSet, Ruling, SETTING};
use pakownia::master::{Cursor, Master, PushOutcome};

use super::{claim_one, each, kinds, pull_all, seat, take_in};
use crate::sample::{self, entry};

fn rule(id: u32, service: &str) -> Rule {
    Rule {
        id: RuleId(id),
        enabled: true,
        action: Action {
            service: Some(service.to_owned()),
            ..Action::default()
        },
        ..Rule::default()
    }
}

fn changed(base: u64, rules: &[Rule]) -> Fact {
    Fact::RulesChanged {
        base,
        rules: rules.to_vec(),
    }
}

fn from_shop(rules: &[Rule]) -> Row {
    Row::Setting {
        key: SETTING.to_owned(),
        value: RuleSet {
            version: 0,
            rules: rules.to_vec(),
        }
        .to_text(),
    }
}

/// The list that a bench reads which knows nothing.
fn in_force(master: &mut dyn Master) -> RuleSet {
    let rows = pull_all(master, &mut Cursor::default(), 50);
    let found = rows.into_iter().find_map(|row| match row {
        Row::Setting { key, value } if key == SETTING => RuleSet::read(&value),
        _ => None,
    });
    found.unwrap_or_default()
}

#[test]
fn a_leads_change_counts_the_version_on_and_comes_down_to_every_bench() {
    each(|name, master| {
        let bench = seat(master, "bench-1");
        let first = entry("bench-1", 1, 0, changed(0, &[rule(1, "gls")]));
        let outcomes = master.push(&bench, std::slice::from_ref(&first)).unwrap();
        assert_eq!(outcomes, [PushOutcome::Taken], "{name}");
        assert_eq!(in_force(master).version, 1, "{name}");
        // Its answer was lost: sent again, it counts once.
        let outcomes = master.push(&bench, &[first]).unwrap();
        assert_eq!(outcomes, [PushOutcome::Known], "{name}");
        let rules = [rule(1, "dhl"), rule(2, "gls")];
        let second = entry("bench-1", 2, 0, changed(1, &rules));
        let third = entry("bench-1", 3, 0, changed(2, &rules[..1]));
        let outcomes = master.push(&bench, &[second, third]).unwrap();
        assert_eq!(outcomes, vec![PushOutcome::Taken; 2], "{name}");
        let now = in_force(master);
        assert_eq!((now.version, now.rules), (3, rules[..1].to_vec()), "{name}");
    });
}

#[test]
fn a_change_of_an_older_list_does_not_count_and_a_person_is_told() {
    each(|name, master| {
        take_in(master, &[from_shop(&[rule(1, "gls")])]);
        let (one, other) = (seat(master, "bench-1"), seat(master, "bench-2"));
        let here = entry("bench-1", 1, 0, changed(1, &[rule(1, "dhl")]));
        assert_eq!(master.push(&one, &[here]).unwrap(), [PushOutcome::Taken]);
        let late = entry("bench-2", 1, 0, changed(1, &[rule(1, "ups")]));
        let why = Rejection::OldRules { base: 1, now: 2 };
        let outcomes = master.push(&other, &[late]).unwrap();
        assert_eq!(outcomes, [PushOutcome::Rejected(why.clone())], "{name}");
        assert_eq!(in_force(master).rules, [rule(1, "dhl")], "{name}");
        let rejected = ExceptionKind::FactRejected {
            why,
            fact: "RulesChanged".to_owned(),
        };
        assert_eq!(kinds(master), [rejected], "{name}");
    });
}

#[test]
fn an_import_numbers_a_new_list_and_leaves_a_known_one_alone() {
    each(|name, master| {
        take_in(master, &[from_shop(&[rule(1, "gls")])]);
        assert_eq!(in_force(master).version, 1, "{name}");
        let bench = seat(master, "bench-1");
        let lead = entry("bench-1", 1, 0, changed(1, &[rule(1, "dhl")]));
        master.push(&bench, &[lead]).unwrap();
        // The folder of the night before says nothing new.
        take_in(master, &[from_shop(&[rule(1, "gls")])]);
        let now = in_force(master);
        assert_eq!(
            (now.version, now.rules),
            (2, vec![rule(1, "dhl")]),
            "{name}"
        );
        take_in(master, &[from_shop(&[rule(1, "ups")])]);
        let now = in_force(master);
        assert_eq!(
            (now.version, now.rules),
            (3, vec![rule(1, "ups")]),
            "{name}"
        );
    });
}

#[test]
fn every_bench_knows_by_which_service_a_parcel_goes() {
    each(|name, master| {
        let bench = seat(master, "bench-1");
        let fence = claim_one(master, &bench, "ZAM-1");
        let mut closed = sample::parcel_closed("ZAM-1", 1, Some(1), 1, &[("MUG-01", 1)]);
        let Fact::ParcelClosed { ruling, .. } = &mut closed else {
            panic!("{closed:?}");
        };
        *ruling = Some(Box::new(Ruling {
            version: 7,
            service: "gls_courier".to_owned(),
            rule: Some(RuleId(2)),
            ..Ruling::default()
        }));
        let facts = [sample::opened("ZAM-1", "MUG-01"), closed];
        let entries: Vec<_> = (1..)
            .zip(facts)
            .map(|(number, fact)| entry("bench-1", number, fence, fact))
            .collect();
        assert_eq!(
            master.push(&bench, &entries).unwrap(),
            vec![PushOutcome::Taken; 2],
            "{name}"
        );
        let rows = pull_all(master, &mut Cursor::default(), 50);
        let services: Vec<Option<String>> = rows
            .into_iter()
            .filter_map(|row| match row {
                Row::Standing(standing) => Some(standing.parcels),
                _ => None,
            })
            .flatten()
            .map(|parcel| parcel.service)
            .collect();
        assert_eq!(services, [Some("gls_courier".to_owned())], "{name}");
    });
}
