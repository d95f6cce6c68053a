//! How the server goes about what benches ask all day: by the indexes made for it, however many orders lie there.

use pakownia::domain::feed::Row;
use pakownia::master::{Cursor, FactCursor, Master as _, Report};

use crate::sample::{self, later};
use crate::support::cluster::{Cluster, shared, wait_for_others};

use super::{best, seat, shop};

/// Plans of all statements that an account has run, as the server wrote them down.
fn plans(cluster: &Cluster, account: &str) -> Vec<String> {
    let log = std::fs::read_to_string(cluster.dir().join("server.log")).unwrap();
    let mut plans: Vec<String> = Vec::new();
    let mut is_ours = false;
    for line in log.lines() {
        let begun = line.split_once('|').filter(|(user, _)| !user.contains(' '));
        if let Some((user, rest)) = begun {
            is_ours = user == account && rest.contains("plan:");
            if is_ours {
                plans.push(String::new());
            }
        } else if is_ours && let Some(plan) = plans.last_mut() {
            plan.push_str(line.trim());
            plan.push('\n');
        }
    }
    plans
}

fn the_plan<'a>(plans: &'a [String], of: &str) -> &'a str {
    plans
        .iter()
        .rev()
        .find(|plan| plan.contains(of))
        .unwrap_or_else(|| panic!("no plan of {of}"))
}

/// Pages that the statement touched.
fn pages(plan: &str) -> u64 {
    let first = plan
        .lines()
        .find_map(|line| line.strip_prefix("Buffers: shared "));
    let counts = first.unwrap_or_default().split_whitespace();
    counts
        .filter_map(|word| word.split_once('='))
        .filter(|(kind, _)| ["hit", "read"].contains(kind))
        .map(|(_, pages)| pages.parse::<u64>().unwrap())
        .sum()
}

#[test]
fn no_daily_question_reads_a_whole_table() {
    let cluster = shared();
    let schema = cluster.warehouse();
    cluster
        .master(&schema, "bridge")
        .import(&shop(20_000), later(0))
        .unwrap();
    let mut superuser = cluster.superuser();
    superuser
        .batch_execute(&format!(
            "ALTER ROLE {schema}_station SET session_preload_libraries = 'auto_explain';
             ALTER ROLE {schema}_station SET auto_explain.log_min_duration = 0;
             ALTER ROLE {schema}_station SET auto_explain.log_analyze = on;
             ALTER ROLE {schema}_station SET auto_explain.log_buffers = on;
             ANALYZE {schema}.record; ANALYZE {schema}.order_book;"
        ))
        .unwrap();
    wait_for_others(&mut superuser);
    let mut master = cluster.master(&schema, "station");
    let seat = seat(&mut master, "bench-1");
    let mut cursor = Cursor::default();
    let mut held = Vec::new();
    loop {
        let pulled = master.pull(&cursor, 5_000).unwrap();
        cursor = pulled.cursor;
        if pulled.remaining == 0 {
            break;
        }
    }
    // Often enough that a plan for any value serves, whoever chooses it.
    for number in 1..=8 {
        cursor = master.pull(&cursor, 200).unwrap().cursor;
        held.extend(best(&mut master, &seat, 20));
        let claim = &held[0];
        let fact = sample::parcel_closed(claim.order.as_str(), 1, None, 1, &[("MUG-01", 1)]);
        master
            .push(
                &seat,
                &[sample::entry("bench-1", number, claim.fence, fact)],
            )
            .unwrap();
        let report = Report {
            unsent: 0,
            held: held.clone(),
        };
        master.report(&seat, &report).unwrap();
    }
    let plans = plans(cluster, &format!("{schema}_station"));
    let claiming = the_plan(&plans, "FOR UPDATE SKIP LOCKED");
    assert!(
        claiming.contains("Index Scan using order_book_free"),
        "{claiming}"
    );
    assert!(pages(claiming) < 200, "{claiming}");
    let feed = the_plan(&plans, "LIMIT $3");
    assert!(
        feed.contains("Index Scan using record_feed") && !feed.contains("Sort"),
        "{feed}"
    );
    assert!(pages(feed) < 600, "{feed}");
    let reporting = the_plan(&plans, "WHERE holder = $1");
    assert!(reporting.contains("WHERE holder = $1"), "{reporting}");
    // What lies ahead of a bench that begins at the start is all of it, and is counted once.
    let daily: Vec<&String> = plans
        .iter()
        .filter(|plan| !plan.contains("SELECT count(*) FROM record") && !plan.contains("COPY ("))
        .collect();
    // The tables that are large here; of a few rows the server rightly reads all.
    for table in ["record", "order_book"] {
        let whole = format!("Seq Scan on {table} ");
        let slow = daily.iter().find(|plan| plan.contains(&whole));
        assert_eq!(slow, None);
    }
}

#[test]
fn a_leads_station_reads_on_among_many_facts_by_their_index() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let mut superuser = cluster.superuser();
    superuser
        .batch_execute(&format!(
            "INSERT INTO {schema}.inbox(station, epoch, number, at, fence, kind, body, hash, transaction)
             SELECT 'bench-2', 1, number, now(), 0, 'ScaleChecked', '{{}}', '', (number / 4)::TEXT::XID8
             FROM generate_series(1, 40000) AS number;
             ANALYZE {schema}.inbox;
             ALTER ROLE {schema}_lead SET session_preload_libraries = 'auto_explain';
             ALTER ROLE {schema}_lead SET auto_explain.log_min_duration = 0;
             ALTER ROLE {schema}_lead SET auto_explain.log_analyze = on;
             ALTER ROLE {schema}_lead SET auto_explain.log_buffers = on;"
        ))
        .unwrap();
    wait_for_others(&mut superuser);
    let mut lead = cluster.master(&schema, "lead");
    let mut cursor = FactCursor::default();
    for _page in 0..8 {
        cursor = lead.facts(&cursor, 500).unwrap().cursor;
    }
    let plans = plans(cluster, &format!("{schema}_lead"));
    let feed = the_plan(&plans, "LIMIT $5");
    assert!(
        feed.contains("Index Scan using inbox_feed") && !feed.contains("Sort"),
        "{feed}"
    );
    assert!(pages(feed) < 600, "{feed}");
}

#[test]
fn an_audit_reads_the_index_alone_and_tells_what_lies_there() {
    let cluster = shared();
    let schema = cluster.warehouse();
    let mut master = cluster.master(&schema, "bridge");
    master.import(&shop(50), later(0)).unwrap();
    let mut superuser = cluster.superuser();
    wait_for_others(&mut superuser);
    let audit = master.audit().unwrap();
    assert!(!audit.unsettled);
    let rows = master.pull(&Cursor::default(), 1_000).unwrap();
    assert_eq!(rows.cursor, audit.cursor, "read exactly up to it");
    let count = |topic: &str| rows.rows.iter().filter(|row| row.topic() == topic).count() as u64;
    for digest in &audit.topics {
        assert_eq!(digest.rows, count(&digest.topic), "{}", digest.topic);
    }
    // Somebody is writing: the audit says that it tells nothing.
    let mut writer = cluster.superuser();
    writer
        .batch_execute("BEGIN; SELECT pg_current_xact_id()")
        .unwrap();
    let mut mug = sample::product("MUG-01");
    mug.name = "Inny".to_owned();
    master
        .import(&sample::read(&[Row::Product(mug)], ""), later(1))
        .unwrap();
    assert!(master.audit().unwrap().unsettled);
    writer.batch_execute("COMMIT").unwrap();
    wait_for_others(&mut superuser);
    let after = master.audit().unwrap();
    assert!(!after.unsettled && after.cursor.place > audit.cursor.place);
}
