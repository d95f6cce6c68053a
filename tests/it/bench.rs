//! Does the benchmark say what it measured, in the shape that others read?
//!
//! How fast it was is never tested: the computer that tests is busy with other things.

use std::process::Command;

use serde_json::Value;

fn figures(arguments: &[&str]) -> Vec<Value> {
    let dir = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_pakownia"))
        .arg("bench")
        .args(arguments)
        .args(["--quick", "--json", "--data-dir"])
        .arg(dir.path())
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("PAKOWNIA_TEST_DATA")
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn number(figure: &Value, field: &str) -> f64 {
    figure[field]
        .as_f64()
        .unwrap_or_else(|| panic!("{field} is no number in {figure}"))
}

/// The ratio is the quotient of the numbers beside it, and `holds` follows from it and the goal.
fn check(figure: &Value, is_speed: bool) {
    let (value, limit, ratio) = (
        number(figure, "value"),
        number(figure, "limit"),
        number(figure, "ratio"),
    );
    let goal = number(figure, "goal");
    assert!(value > 0.0 && limit > 0.0, "{figure}");
    assert!((ratio - value / limit).abs() <= 0.000_05 + 1e-9, "{figure}");
    let holds = if is_speed {
        ratio >= goal
    } else {
        ratio <= goal
    };
    assert_eq!(figure["holds"].as_bool(), Some(holds), "{figure}");
    assert!(
        figure["limit_is"]
            .as_str()
            .is_some_and(|text| !text.is_empty()),
        "{figure}"
    );
}

#[test]
fn each_scan_figure_stands_beside_the_limit_it_was_measured_with() {
    let figures = figures(&["scan"]);
    let names: Vec<_> = figures
        .iter()
        .map(|figure| figure["figure"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "scan_p50",
            "scan_p99",
            "open_p99",
            "decide_p99",
            "lookup_p99"
        ]
    );
    for figure in &figures {
        assert_eq!(figure["unit"], "us");
        check(figure, false);
    }
    assert_eq!(figures[1]["goal"], 1.5);
}

#[test]
fn an_import_is_told_in_rows_a_second_and_bytes_a_row() {
    let figures = figures(&["import"]);
    assert_eq!(figures.len(), 2);
    assert_eq!(figures[0]["figure"], "import_rows");
    assert_eq!(figures[0]["unit"], "rows/s");
    check(&figures[0], true);
    assert_eq!(figures[1]["figure"], "import_memory");
    assert_eq!(figures[1]["unit"], "B/row");
    check(&figures[1], false);
    // What a row holds does not depend on how busy the computer is.
    assert_eq!(figures[1]["limit"], 1_000.0);
    assert_eq!(figures[1]["holds"], true, "{}", figures[1]);
}

#[test]
fn labels_a_second_stand_beside_those_of_zint() {
    let figures = figures(&["label"]);
    let names: Vec<_> = figures
        .iter()
        .map(|figure| figure["figure"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        ["label_pdf", "label_zpl"],
        "zint is needed: apt install zint"
    );
    for figure in &figures {
        assert_eq!(figure["unit"], "labels/s");
        check(figure, true);
    }
}

#[test]
fn a_leads_screens_over_a_year_of_ten_benches_are_measured_and_its_sums_are_those_of_the_rows() {
    let figures = figures(&["year"]);
    let names: Vec<_> = figures
        .iter()
        .map(|figure| figure["figure"].as_str().unwrap())
        .collect();
    // Whether planted causes are found takes the whole year, not a hundredth of it.
    assert_eq!(
        names,
        [
            "day_summed_up",
            "sums_that_differ",
            "figures_month",
            "figures_year",
            "by_service_month",
            "by_bench_month",
            "by_product_month",
            "behind_service_month",
            "behind_product_month",
            "shift_month",
            "mis_picks_month",
            "mis_picks_year",
        ]
    );
    for figure in &figures {
        if figure["figure"] == "sums_that_differ" {
            assert_eq!(figure["value"], 0.0);
        } else {
            assert_eq!(figure["unit"], "ms");
            check(figure, false);
        }
    }
}

#[test]
fn without_a_display_the_window_is_left_out_and_nothing_else_fails() {
    assert!(figures(&["idle"]).is_empty());
}

#[test]
fn the_packing_is_measured_against_what_the_best_program_takes() {
    let figures = figures(&["fit"]);
    let names: Vec<_> = figures
        .iter()
        .map(|figure| figure["figure"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["fit_p50", "fit_p99"]);
    for figure in &figures {
        check(figure, false);
    }
}
