//! The letter that tells an alert to somebody who is not at the bench: plain text, for a telephone's screen.

use chrono_tz::Tz;

use crate::domain::alerts::notice::{Happened, Notice};
use crate::i18n::{self, AlertWord, Lang, ReportWord, alert_word, format, report_word};

/// A letter's subject and text. `zone` is the warehouse's.
pub fn alert_letter(lang: Lang, notice: &Notice, zone: Tz) -> (String, String) {
    let word = |what| alert_word(lang, what);
    let bench = word(AlertWord::LetterBench {
        bench: notice.station.to_string(),
    });
    let clock =
        |at: chrono::DateTime<chrono::Utc>| format::date_time(lang, &at.with_timezone(&zone));
    let (what, lines) = match &notice.happened {
        Happened::Test => {
            let what = word(AlertWord::NoticeTest);
            (what.clone(), vec![word(AlertWord::LetterTest), bench])
        }
        Happened::Report { run } => {
            let what = i18n::run_title(lang, *run);
            let enclosed = report_word(lang, ReportWord::ReportEnclosed);
            (what.clone(), vec![what, String::new(), enclosed, bench])
        }
        Happened::Raised { alert } | Happened::Cleared { alert } => {
            let what = i18n::alert_headline(lang, alert);
            let kind = alert.kind;
            let reaction = i18n::alert_reaction(lang, kind.reaction());
            let how = format!("{reaction}. {}", i18n::alert_how(lang, kind));
            let due = word(AlertWord::LetterDue {
                who: i18n::role(lang, kind.owner()),
                at: clock(notice.at + kind.time_to_decide()),
            });
            let since = word(AlertWord::LetterSince {
                at: clock(notice.at),
            });
            let mut lines = vec![what.clone(), String::new(), bench, since, due];
            if kind == crate::domain::alerts::AlertKind::StuckOrders && !alert.about.is_empty() {
                let what = alert.about.join(", ");
                lines.push(word(AlertWord::AlertAbout { what }));
            }
            lines.extend([String::new(), how, word(AlertWord::LetterEnd)]);
            (what, lines)
        }
    };
    let subject = word(AlertWord::LetterSubject { what });
    // A name from the catalogue stands in it: what ends a line there must not begin a header here.
    let subject = subject.replace(|c: char| c.is_control(), " ");
    (subject, lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::alerts::{AlertKind, Raised};

    fn notice(kind: AlertKind, about: &[&str]) -> Notice {
        let alert = Raised {
            id: "x".to_owned(),
            kind,
            subject: String::new(),
            measure: 12,
            limit: 10,
            about: about.iter().map(|&one| one.to_owned()).collect(),
        };
        Notice {
            key: "k".to_owned(),
            station: "bench-1".into(),
            at: "2026-11-20T11:20:00Z".parse().unwrap(),
            happened: Happened::Raised { alert },
        }
    }

    #[test]
    fn a_letter_says_what_where_since_when_who_and_what_to_do() {
        let warsaw = chrono_tz::Europe::Warsaw;
        let (subject, text) = alert_letter(Lang::Pl, &notice(AlertKind::FailedLabels, &[]), warsaw);
        assert_eq!(subject, "Alert: Nieudane etykiety: 12 (alarm od 10)");
        for part in [
            "bench-1",
            "12:20",
            "12:30",
            "Lider zmiany",
            "Wstrzymaj. Nie zamykaj",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        let stuck = notice(AlertKind::StuckOrders, &["Z-1", "Z-2"]);
        let (_, text) = alert_letter(Lang::En, &stuck, warsaw);
        assert!(text.contains("Orders: Z-1, Z-2"), "{text}");
    }

    #[test]
    fn a_name_from_the_catalogue_begins_no_header() {
        let odd = notice(AlertKind::PackagingLow, &["Karton\r\nBcc: all@example.com"]);
        let (subject, _) = alert_letter(Lang::En, &odd, chrono_tz::UTC);
        assert!(!subject.contains(['\r', '\n']), "{subject:?}");
    }
}
