//! Who may do what at the server itself, past this program.

use pakownia::domain::catalog::{Measured, Measures, Photographed, Product};
use pakownia::domain::feed::{LinkTrouble, Row};
use pakownia::domain::mis_pick::cause::Action as Remedy;
use pakownia::domain::session::fact::Fact;
use pakownia::domain::units::{Grams, SizeMm};
use pakownia::master::postgres::{self as admin, PostgresMaster};
use pakownia::master::{Master as _, PushOutcome, Seat};
use postgres::{Client, NoTls};

use crate::sample::{self, later};
use crate::support::cluster::{Cluster, shared};

use super::{best, greeting, seat, shop};

/// A warehouse in which a bench has packed something.
fn used(cluster: &Cluster) -> String {
    let schema = cluster.warehouse();
    let mut bridge = cluster.master(&schema, "bridge");
    bridge.import(&shop(3), later(0)).unwrap();
    let mut master = cluster.master(&schema, "station");
    let seat = seat(&mut master, "bench-1");
    let claim = best(&mut master, &seat, 1).remove(0);
    let fact = sample::parcel_closed(claim.order.as_str(), 1, Some(1), 1, &[("MUG-01", 1)]);
    let outcomes = master
        .push(&seat, &[sample::entry("bench-1", 1, claim.fence, fact)])
        .unwrap();
    assert_eq!(outcomes, [PushOutcome::Taken]);
    master.number_range(&seat, 10).unwrap();
    schema
}

fn account(cluster: &Cluster, schema: &str, group: &str) -> Client {
    let settings = cluster.settings(&format!("{schema}_{group}"), schema);
    let mut client = Client::connect(&settings.url, NoTls).unwrap();
    client
        .batch_execute(&format!("SET search_path = {schema}"))
        .unwrap();
    client
}

/// What the server answers: how many rows were changed, or `denied`.
fn tried(client: &mut Client, sql: &str) -> String {
    match client.execute(sql, &[]) {
        Ok(rows) => format!("{rows} rows"),
        Err(error) => match error.code().map(postgres::error::SqlState::code) {
            Some("42501") => "denied".to_owned(),
            _ => panic!("{sql}: {error:?}"),
        },
    }
}

/// What nobody but the owner of the tables may do.
const NOBODY: &[&str] = &[
    "DELETE FROM inbox",
    "UPDATE inbox SET rejected = NULL",
    "UPDATE inbox SET body = '{}'",
    "TRUNCATE inbox",
    "DELETE FROM inbox_double",
    "DELETE FROM stock_move",
    "UPDATE stock_move SET units = 0",
    "DELETE FROM record",
    "TRUNCATE record",
    "DELETE FROM bench",
    "DELETE FROM order_book",
    "DELETE FROM parcel_book",
    "DELETE FROM number_range",
    "UPDATE number_range SET station = 'bench-2'",
    "DELETE FROM ledger",
    "UPDATE ledger SET cluster = 'other'",
    "DELETE FROM schema_migration",
    "UPDATE schema_migration SET version = 9",
    "CREATE TABLE mine(x INTEGER)",
    "DROP TABLE inbox",
    "ALTER TABLE record DISABLE ROW LEVEL SECURITY",
];

/// What the shop alone says, through the bridge.
const OF_THE_SHOP: &[&str] = &[
    "UPDATE order_book SET ready = FALSE",
    "UPDATE order_book SET cancelled = TRUE",
    "UPDATE order_book SET needs = '{}'",
    "INSERT INTO record(topic, key, mark, body) VALUES ('setting', 'cutoff', 0, '{}')",
    "INSERT INTO record(topic, key, mark, body) VALUES ('worker', 'W-666', 0, '{}')",
    "UPDATE record SET digest = NULL",
    "INSERT INTO import_log(at, added, changed, same) VALUES (now(), 0, 0, 0)",
];

#[test]
fn nobody_deletes_facts_or_changes_what_is_settled() {
    let cluster = shared();
    let schema = used(cluster);
    for group in ["station", "lead", "bridge"] {
        let mut client = account(cluster, &schema, group);
        for sql in NOBODY {
            assert_eq!(tried(&mut client, sql), "denied", "{group}: {sql}");
        }
    }
}

#[test]
fn a_bench_changes_the_shipping_rules_and_no_other_setting() {
    let cluster = shared();
    let schema = used(cluster);
    let mut master = cluster.master(&schema, "station");
    let seat = seat(&mut master, "bench-3");
    for base in 0..2 {
        let fact = Fact::RulesChanged {
            base,
            rules: vec![],
        };
        let entries = [sample::entry("bench-3", base + 1, 0, fact)];
        let outcomes = master.push(&seat, &entries).unwrap();
        assert_eq!(outcomes, [PushOutcome::Taken]);
    }
    let mut client = account(cluster, &schema, "station");
    let others =
        "UPDATE record SET body = '{}' WHERE topic = 'setting' AND key <> 'shipping_rules'";
    assert_eq!(tried(&mut client, others), "0 rows");
    let rename = "UPDATE record SET key = 'cutoff' WHERE key = 'shipping_rules'";
    assert_eq!(tried(&mut client, rename), "denied");
}

#[test]
fn a_bench_cannot_change_products_orders_workers_or_settings() {
    let cluster = shared();
    let schema = used(cluster);
    for group in ["station", "lead"] {
        let mut client = account(cluster, &schema, group);
        for sql in OF_THE_SHOP {
            assert_eq!(tried(&mut client, sql), "denied", "{group}: {sql}");
        }
        // Rows that are not its own it does not even find.
        for topic in ["product", "order", "barcode"] {
            let sql = format!("UPDATE record SET body = '{{}}' WHERE topic = '{topic}'");
            assert_eq!(tried(&mut client, &sql), "0 rows", "{group}: {topic}");
        }
    }
    let mut bridge = account(cluster, &schema, "bridge");
    let renamed = "UPDATE record SET body = replace(body, 'Kubek', 'Mug') WHERE topic = 'product'";
    assert_eq!(tried(&mut bridge, renamed), "1 rows");
    let refused = cluster
        .master(&schema, "station")
        .import(&shop(4), later(1))
        .unwrap_err();
    assert!(
        matches!(refused.trouble(), LinkTrouble::NoRight { .. }),
        "{refused:?}"
    );
}

#[test]
fn only_leads_read_what_other_benches_did() {
    let cluster = shared();
    let schema = used(cluster);
    let count = "SELECT body FROM inbox";
    assert_eq!(
        tried(&mut account(cluster, &schema, "lead"), count),
        "1 rows"
    );
    for group in ["station", "bridge"] {
        assert_eq!(
            tried(&mut account(cluster, &schema, group), count),
            "denied",
            "{group}"
        );
    }
}

#[test]
fn an_account_of_another_warehouse_sees_nothing_here() {
    let cluster = shared();
    let (here, there) = (used(cluster), cluster.warehouse());
    let mut stranger = account(cluster, &there, "bridge");
    assert_eq!(
        tried(&mut stranger, &format!("SELECT 1 FROM {here}.record")),
        "denied"
    );
    let settings = cluster.settings(&format!("{there}_station"), &here);
    let refused = PostgresMaster::new(settings).overview().unwrap_err();
    assert!(
        matches!(refused.trouble(), LinkTrouble::NoMember { .. }),
        "{refused:?}"
    );
}

#[test]
fn who_may_not_make_roles_is_told_what_somebody_else_has_to_run() {
    let cluster = shared();
    let mut superuser = cluster.superuser();
    superuser
        .batch_execute("CREATE ROLE modest LOGIN; GRANT CREATE ON DATABASE pakownia TO modest")
        .unwrap();
    let settings = cluster.settings("modest", "modest_shop");
    let made = admin::init(&settings).unwrap();
    let sql = made
        .roles_wanted
        .expect("roles were made without the right");
    let newest = made.to;
    assert_eq!(made.from, 0);
    assert_eq!(admin::status(&settings).unwrap().roles_missing.len(), 3);
    superuser.batch_execute(&sql).unwrap();
    let made = admin::migrate(&settings).unwrap();
    assert_eq!(
        (made.from, made.to, made.roles_wanted),
        (newest, newest, None)
    );
    superuser
        .batch_execute("CREATE ROLE modest_bench LOGIN IN ROLE pakownia_modest_shop_station")
        .unwrap();
    let mut master = PostgresMaster::new(cluster.settings("modest_bench", "modest_shop"));
    seat(&mut master, "bench-1");
}

#[test]
fn an_account_that_is_tied_to_a_bench_speaks_for_no_other() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let account = format!("{schema}_station");
    let tie = format!("INSERT INTO {schema}.seat_account VALUES ('{account}', 'bench-1')");
    cluster.superuser().batch_execute(&tie).unwrap();
    let mut master = cluster.master(&schema, "station");
    seat(&mut master, "bench-1");
    let stranger = Seat {
        station: "bench-2".into(),
        epoch: 1,
        run: "bench-2-run".to_owned(),
    };
    let refused = master.greet(&greeting(&stranger, &[])).unwrap_err();
    let other = LinkTrouble::OtherSeat {
        station: "bench-2".into(),
        tied: "bench-1".to_owned(),
    };
    assert_eq!(refused.trouble(), other, "{refused:?}");
    // Accounts that are tied to nothing speak for any bench, and nobody ties himself.
    seat(&mut cluster.master(&schema, "lead"), "bench-2");
    let mine = "INSERT INTO seat_account VALUES (session_user::TEXT, 'bench-2')";
    for group in ["station", "lead", "bridge"] {
        let mut client = self::account(cluster, &schema, group);
        assert_eq!(tried(&mut client, mine), "denied", "{group}");
    }
}

#[test]
fn a_bench_can_have_a_row_emptied_of_a_person_and_can_write_nothing_else_that_way() {
    let cluster = shared();
    let schema = used(cluster);
    let mut bench = account(cluster, &schema, "station");
    let asked = |client: &mut Client, topic: &str, key: &str, body: &str| -> bool {
        let sql = "SELECT erase_person($1, $2, $3, 0, NULL, 0)";
        client
            .query_one(sql, &[&topic, &key, &body])
            .unwrap()
            .get(0)
    };
    let body = |client: &mut Client, topic: &str| -> (String, String) {
        let sql = "SELECT key, body FROM record WHERE topic = $1 ORDER BY key LIMIT 1";
        let row = client.query_one(sql, &[&topic]).unwrap();
        (row.get(0), row.get(1))
    };
    let (order, before) = body(&mut bench, "order");
    assert!(
        !asked(&mut bench, "order", &order, &before),
        "it still names somebody"
    );
    let Row::Order(mut row) = serde_json::from_str(&before).unwrap() else {
        panic!("{before}");
    };
    row.order.erase_person();
    let empty = serde_json::to_string(&Row::Order(row)).unwrap();
    assert!(
        !asked(&mut bench, "order", &order, &empty),
        "its address is needed for packing"
    );
    let price = r#"{"topic":"Product","row":{"sku":"MUG-01","name":""}}"#;
    assert!(
        !asked(&mut bench, "product", "MUG-01", price),
        "a product is nobody"
    );
    let lead = r#"{"topic":"Worker","row":{"badge":"W-001","name":"W-001","role":"lead","language":"pl","pin_hash":""}}"#;
    assert!(
        !asked(&mut bench, "worker", "W-001", lead),
        "nobody becomes a lead"
    );
    assert_eq!(body(&mut bench, "order"), (order, before));
}

/// What the bench reads of a topic, by its own account.
fn told(client: &mut Client, sql: &str) -> Vec<String> {
    let rows = client.query(sql, &[]).unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[test]
fn what_a_lead_orders_at_a_bench_is_done_with_the_benchs_own_account() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let mut bridge = cluster.master(&schema, "bridge");
    bridge.import(&shop(1), later(0)).unwrap();
    let mut master = cluster.master(&schema, "station");
    let seat = seat(&mut master, "bench-1");
    let mut client = account(cluster, &schema, "station");
    let product = "SELECT body FROM record WHERE topic = 'product' AND key = 'MUG-01'";
    let before = told(&mut client, product).remove(0);
    let Row::Product(mug) = serde_json::from_str(&before).unwrap() else {
        panic!("{before}");
    };
    let heavier = Grams(mug.weight.0 + 90);
    let measured = Measures {
        size: SizeMm::new(121, 91, 101),
        weight: Grams(heavier.0 + 5),
    };
    let facts = [
        Fact::WeightCorrected {
            sku: mug.sku.clone(),
            old: mug.weight,
            new: heavier,
            confidence_permille: 998,
            parcels: 7,
        },
        Fact::ProductMeasured {
            measured: Measured {
                sku: mug.sku.clone(),
                old: Measures {
                    size: mug.size,
                    weight: heavier,
                },
                new: measured,
            },
        },
        Fact::StationSaved {
            station: "PACK".to_owned(),
            set_up: Some("role = \"pack\"".to_owned()),
        },
        Fact::PairActionSet {
            wrong: "MUG-01".into(),
            right: "MUG-02".into(),
            what: Remedy::ShowPicture,
            to: "W-001".into(),
            due: later(0).date_naive(),
        },
        Fact::VerificationSet { target_ppm: 100 },
        Fact::BarcodeBound {
            code: "4006381333931".to_owned(),
            sku: mug.sku.clone(),
            units: 1,
        },
        Fact::ProductPhotographed {
            photographed: Photographed {
                sku: mug.sku.clone(),
                old: mug.image.clone(),
                new: "photo-1.jpg".to_owned(),
            },
        },
    ];
    let entries: Vec<_> = (1..)
        .zip(facts)
        .map(|(number, fact)| sample::entry("bench-1", number, 0, fact))
        .collect();
    let outcomes = master.push(&seat, &entries).unwrap();
    assert_eq!(outcomes, vec![PushOutcome::Taken; entries.len()]);
    let after = told(&mut client, product).remove(0);
    let Row::Product(mended) = serde_json::from_str(&after).unwrap() else {
        panic!("{after}");
    };
    assert_eq!(mended.measures(), measured);
    assert_eq!(mended.name, mug.name);
    assert_eq!(mended.image.as_deref(), Some("photo-1.jpg"));
    let codes = "SELECT key FROM record WHERE topic = 'barcode' AND key LIKE '4006381333931%'";
    assert_eq!(told(&mut client, codes).len(), 1);
    let settings = told(
        &mut client,
        "SELECT key FROM record WHERE topic = 'setting' ORDER BY key",
    );
    for key in ["station.PACK", "verification_target_ppm"] {
        assert!(settings.iter().any(|one| one == key), "{settings:?}");
    }
    assert!(
        settings.iter().any(|one| one.starts_with("warned_pair.")),
        "{settings:?}"
    );
}

#[test]
fn a_bench_can_have_the_size_weight_and_photo_of_a_product_mended_and_nothing_else_of_it() {
    let cluster = shared();
    let schema = used(cluster);
    let mut bench = account(cluster, &schema, "station");
    let product = "SELECT body FROM record WHERE topic = 'product' AND key = 'MUG-01'";
    let before = told(&mut bench, product).remove(0);
    let mend = |client: &mut Client, old: &str, new: &str| -> bool {
        let sql = "SELECT mend_product('MUG-01', $1, $2, 0)";
        client.query_one(sql, &[&old, &new]).unwrap().get(0)
    };
    let Row::Product(mug) = serde_json::from_str(&before).unwrap() else {
        panic!("{before}");
    };
    let with = |change: fn(&mut Product)| {
        let mut other = mug.clone();
        change(&mut other);
        serde_json::to_string(&Row::Product(other)).unwrap()
    };
    let renamed = with(|mug| mug.name = "Talerz".to_owned());
    assert!(!mend(&mut bench, &before, &renamed), "its name");
    let heavier = with(|mug| mug.weight = Grams(999));
    assert!(!mend(&mut bench, &renamed, &heavier), "it did not stand so");
    assert_eq!(told(&mut bench, product), std::slice::from_ref(&before));
    assert!(mend(&mut bench, &before, &heavier));
    assert_eq!(told(&mut bench, product), std::slice::from_ref(&heavier));
    let shown = with(|mug| {
        mug.weight = Grams(999);
        mug.image = Some("photo-1.jpg".to_owned());
    });
    assert!(mend(&mut bench, &heavier, &shown));
    assert_eq!(told(&mut bench, product), [shown]);
    let code = "UPDATE record SET body = '{}' WHERE topic = 'barcode'";
    assert_eq!(
        tried(&mut bench, code),
        "0 rows",
        "it adds codes and changes none"
    );
    let direct = "UPDATE record SET body = '{}' WHERE topic = 'product'";
    assert_eq!(tried(&mut bench, direct), "0 rows");
    let price = "UPDATE record SET body = '{}' WHERE topic = 'setting' AND key = 'parcel_price'";
    assert_eq!(tried(&mut bench, price), "0 rows");
}
