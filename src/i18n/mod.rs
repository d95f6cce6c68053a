//! Every word a person reads, in Polish and English.
//!
//! Sentences of the bench come from [`say`], what to do next from [`instruction`], everything on
//! buttons, in captions and on paper from [`word`]. The texts themselves are in `assets/i18n`.

mod alert_word;
mod all_benches_word;
mod args;
mod bench_word;
mod board_word;
mod calendar_word;
mod check_word;
mod desk_word;
mod dossier_word;
mod fact_detail;
mod figure_word;
pub mod format;
mod gate_word;
mod goods_word;
mod import;
mod instruction;
mod link;
mod lorry_word;
mod mis_pick_word;
mod owner_word;
mod pair_word;
mod people_word;
mod printing;
mod record_word;
mod refusal;
mod report_word;
mod rules;
mod rules_word;
mod said;
mod say;
mod terms;
mod texts;
mod verification_word;
mod weight_word;
mod word;

#[cfg(test)]
mod check_samples;
#[cfg(test)]
mod desk_samples;
#[cfg(test)]
mod handover_samples;
#[cfg(test)]
mod hold_samples;
#[cfg(test)]
mod import_samples;
#[cfg(test)]
mod link_samples;
#[cfg(test)]
mod next_samples;
#[cfg(test)]
mod people_samples;
#[cfg(test)]
mod printing_samples;
#[cfg(test)]
mod reason_samples;
#[cfg(test)]
mod record_samples;
#[cfg(test)]
mod rules_samples;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod tariff_samples;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod unit_samples;
#[cfg(test)]
mod verification_samples;

pub use alert_word::{
    AlertWord, alert_headline, alert_how, alert_kind, alert_reaction, alert_word, post_trouble,
};
pub use all_benches_word::{AllBenchesWord, all_benches_word};
pub use args::{Signed, shown};
pub use bench_word::{BenchWord, bench_word};
pub use board_word::{BoardWord, board_word};
pub use calendar_word::{CalendarWord, calendar_word, holiday};
pub use check_word::{
    CheckWord, check_device, check_found, check_outcome, check_part, check_state, check_word,
};
pub use desk_word::{DeskWord, desk_word, entry, entry_kind, outcome};
pub use dossier_word::{DossierWord, dossier_word};
pub use fact_detail::fact_detail;
pub use figure_word::{
    FigureWord, figure_definition, figure_how, figure_name, figure_number, figure_unjudged,
    figure_word,
};
pub use gate_word::{GateWord, gate_word};
pub use goods_word::{GoodsWord, goods_word, mark};
pub use import::{folder_problem, import_line, row_problem};
pub use instruction::{Next, instruction};
pub use link::{exception, fact_name, link_trouble, rejection, topic};
pub use lorry_word::{LorryWord, lorry_word};
pub use mis_pick_word::{MisPickWord, mis_pick_word};
pub use owner_word::{OwnerWord, matter, owner, owner_word};
pub use pair_word::{PairWord, pair_word};
pub use people_word::{PeopleWord, people_word};
pub use printing::{print_doubt, printer_trouble};
pub use record_word::{RecordWord, record_fault, record_kind, record_word, sides};
pub use refusal::{refusal, refusal_kind, support_code};
pub use report_word::{
    ReportWord, cell as report_cell, column, day, has_heading, number as report_number, part_name,
    report_name, report_word, run_title,
};
pub use rules::{
    action as rule_action, axis as rule_axis, condition as rule_condition, example as rule_example,
    fact_of as rule_fact, rule_sentence,
};
pub use rules_word::{RuleWord, rule_word};
pub use said::Said;
pub use say::{question, say, verdict};
pub use terms::{
    CardWords, address_fault, box_document, card, carrier, debt_reason, delivery, field, hold,
    kept_reason, needs, option, reason, right, role, short_path, step, tag,
};
pub use verification_word::{VerificationWord, depth, verification_reason, verification_word};
pub use weight_word::{WeightWord, explanation, likelihood, weight_word};
pub use word::{Word, word};

/// The language of a text.
pub use crate::domain::worker::Language as Lang;
