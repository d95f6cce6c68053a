//! The words of alerts: what is wrong, what to do, who decides until when; and of the letters that tell it elsewhere.

use fluent_bundle::FluentArgs;

use super::args::{Arg as _, Signed};
use super::word::words;
use super::{Lang, format, texts};
use crate::domain::alerts::notice::PostTrouble;
use crate::domain::alerts::{AlertKind, Raised, Reaction};
use crate::domain::units::Grams;

words! { AlertWord, alert_word;
    MenuAlerts "Menu: alerts.";
    MenuAlertsCalling { count: u64 } "Menu: alerts that nobody has seen.";
    LampAlerts "Lamp: alerts that nobody has seen.";
    AlertsBand { count: u64, what: String } "Lead’s screens: the band over them, with the newest alert.";
    AlertsOpen { count: u64 } "Alerts: heading over those that are open.";
    AlertsNone "Alerts: none is open.";
    AlertsPast "Alerts: heading over those that are over.";
    AlertsPastNone "Alerts: none is over yet.";
    AlertFailedLabels { count: u64, limit: u64 } "Alert: so many labels failed.";
    AlertStuckOrders { count: u64 } "Alert: so many orders stand still.";
    AlertStockDrift { share: String, limit: String } "Alert: the outside system counts another stock.";
    AlertSyncTrouble "Alert: bench and master.";
    AlertPackagingLow { name: String, left: u64, limit: u64 } "Alert: a packaging runs out.";
    AlertPackagingLasts { name: String, left: u64, days: u64 } "Alert: the same, with how many working days it lasts; 0: less than one.";
    AlertScaleDrift { scale: String, drift: Signed } "Alert: a scale shows another weight than it did.";
    AlertErrorRate { rate: u64, limit: u64 } "Alert: mis-picks are more than chance; both in a million lines.";
    AlertExceptions { count: u64 } "Alert: entries of the desk past their deadline.";
    AlertFailedLabelsHow "Alert: what to do.";
    AlertStuckOrdersHow "Alert: what to do.";
    AlertStockDriftHow "Alert: what to do.";
    AlertSyncTroubleHow "Alert: what to do.";
    AlertPackagingLowHow "Alert: what to do.";
    AlertScaleDriftHow "Alert: what to do.";
    AlertErrorRateHow "Alert: what to do.";
    AlertExceptionsHow "Alert: what to do.";
    AlertDo "Alert: caption over what to do.";
    AlertAbout { what: String } "Alert: which orders.";
    ReactionStop "Alert: nothing more goes out this way until it is mended.";
    ReactionLimit "Alert: work goes on with a second look.";
    ReactionFix "Alert: work goes on, and somebody mends it.";
    AlertSince { at: String, span: String } "Alert: since when.";
    AlertDue { who: String, at: String } "Alert: who decides until when.";
    AlertOverdue { who: String, at: String } "Alert: who should have decided until when.";
    AlertSeen { who: String, at: String } "Alert: who has seen it, and when.";
    AlertOver { from: String, to: String } "Alert that is over: from when to when.";
    AlertUnseen "Alert that is over: nobody said that he had seen it.";
    AlertNote "Alert, field: what is done about it; may stay empty.";
    AlertAcknowledge "Alert: button, I have seen it.";
    AlertsSetUp "Alerts: button, limits and receivers.";
    AlertsRules "Set-up of alerts: limits.";
    AlertsMail "Set-up of alerts: e-mail.";
    AlertsWebhook "Set-up of alerts: webhook.";
    AlertsLimit "Set-up of alerts, column: from how much on.";
    AlertsMinutes "Set-up of alerts, column: minutes.";
    KindFailedLabels "Kind of alert, with the unit of its limit.";
    KindStuckOrders "Kind of alert.";
    KindStockDrift "Kind of alert.";
    KindSyncTrouble "Kind of alert.";
    KindPackagingLow "Kind of alert.";
    KindScaleDrift "Kind of alert.";
    KindErrorRate "Kind of alert.";
    KindOverdue "Kind of alert.";
    UnitFailedLabels "Unit of the limit: labels, within the minutes.";
    UnitStuckOrders "Unit of the limit: orders, past their truck by the minutes.";
    UnitStockDrift "Unit of the limit: thousandths of the stock.";
    UnitSyncTrouble "What the minutes are: how long it lasts.";
    UnitPackagingLow "Where the limit comes from.";
    UnitScaleDrift "Unit of the limit: grams.";
    UnitErrorRate "Where the limit comes from.";
    UnitOverdue "Unit of the limit: entries past their deadline.";
    AlertsOn "Set-up of alerts: it is watched, or the receiver is told.";
    AlertsOff "Set-up of alerts: it is not.";
    AlertsLanguage "Set-up of alerts: the language of letters.";
    LanguagePolish "A language.";
    LanguageEnglish "A language.";
    MailHost "E-mail, field: the server.";
    MailPort "E-mail, field: its port.";
    MailLine "E-mail: how the line is kept.";
    MailStartTls "E-mail: begun in the clear, then encrypted.";
    MailTls "E-mail: encrypted.";
    MailPlain "E-mail: not encrypted.";
    MailUser "E-mail, field: the user; empty for a server without sign-in.";
    MailPassword "E-mail, field: the password.";
    MailPasswordKept "E-mail, field: the password; one is kept.";
    MailFrom "E-mail, field: the sender’s address.";
    MailTo "E-mail, field: the addresses of the receivers.";
    ReceiverCa "E-mail and webhook, field: the file with the authority’s certificate.";
    WebhookUrl "Webhook, field: the address.";
    WebhookSecret "Webhook, field: what both sides know, for the signature.";
    WebhookSecretKept "Webhook, field: the same; one is kept.";
    AlertsSave "Set-up of alerts: button.";
    AlertsTest "Set-up of alerts: button, send a test.";
    AlertsBack "Set-up of alerts: button, back to the alerts.";
    AlertsAnswer "Set-up of alerts: heading over what came of it.";
    AlertsHint "Set-up of alerts: nothing was asked yet.";
    AlertsSaved "Set-up of alerts: saved.";
    AlertsTestQueued "Set-up of alerts: the test is on its way.";
    AlertsNoReceiver "Set-up of alerts: nobody is set up to get a test.";
    AlertsBadRule { kind: String } "Set-up of alerts: a limit that cannot be.";
    AlertsBadField { field: String, text: String } "Set-up of alerts: a field that cannot be.";
    AlertsNotWritten { why: String } "Set-up of alerts: the disk refused.";
    AlertsPost "Set-up of alerts: heading over what was sent.";
    AlertsPostNone "Set-up of alerts: nothing was sent yet.";
    NoticeTest "A notice that only tries whether it arrives.";
    NoticeWaiting "A notice waits.";
    NoticeUnderWay "A notice is being sent.";
    NoticeSent { at: String } "A notice arrived.";
    NoticeUncertain "Nobody knows whether the letter arrived.";
    NoticeAgain "Button: send it again.";
    NoticeArrived "Button: it has arrived.";
    NoticeToWebhook "A notice goes to the webhook.";
    PostAway { why: String } "Why a notice did not arrive: nobody answers.";
    PostLater { why: String } "The server takes nothing now.";
    PostUntrusted { why: String } "The server’s certificate proves nothing.";
    PostSignIn { why: String } "User or password.";
    PostRefused { why: String } "The server refused it for good.";
    PostSetUp { why: String } "The set-up is wrong.";
    LetterSubject { what: String } "Subject of a letter.";
    LetterBench { bench: String } "Letter: which bench.";
    LetterSince { at: String } "Letter: since when.";
    LetterDue { who: String, at: String } "Letter: who decides until when.";
    LetterEnd "Letter: where to say that it was seen.";
    LetterTest "Letter: that it is a test.";
}

/// What is wrong, in one line.
pub fn alert_headline(lang: Lang, alert: &Raised) -> String {
    let whole = |number: i64| u64::try_from(number).unwrap_or(0);
    let share = |number: i64| format::permille(lang, u32::try_from(number).unwrap_or(u32::MAX));
    let (measure, limit) = (alert.measure, alert.limit);
    let word = match alert.kind {
        AlertKind::FailedLabels => AlertWord::AlertFailedLabels {
            count: whole(measure),
            limit: whole(limit),
        },
        AlertKind::StuckOrders => AlertWord::AlertStuckOrders {
            count: whole(measure),
        },
        AlertKind::StockDrift => AlertWord::AlertStockDrift {
            share: share(measure),
            limit: share(limit),
        },
        AlertKind::SyncTrouble => AlertWord::AlertSyncTrouble,
        AlertKind::PackagingLow => {
            let name = alert.about.first().unwrap_or(&alert.subject).clone();
            let left = whole(measure);
            // Alerts of before carry no days.
            match alert.about.get(1).and_then(|days| days.parse().ok()) {
                Some(days) => AlertWord::AlertPackagingLasts { name, left, days },
                None => AlertWord::AlertPackagingLow {
                    name,
                    left,
                    limit: whole(limit),
                },
            }
        }
        AlertKind::ScaleDrift => AlertWord::AlertScaleDrift {
            scale: alert.subject.clone(),
            drift: Signed(Grams(measure)),
        },
        AlertKind::ErrorRate => AlertWord::AlertErrorRate {
            rate: whole(measure),
            limit: whole(limit),
        },
        AlertKind::Overdue => AlertWord::AlertExceptions {
            count: whole(measure),
        },
    };
    alert_word(lang, word)
}

/// What to do about it.
pub fn alert_how(lang: Lang, kind: AlertKind) -> String {
    alert_word(
        lang,
        match kind {
            AlertKind::FailedLabels => AlertWord::AlertFailedLabelsHow,
            AlertKind::StuckOrders => AlertWord::AlertStuckOrdersHow,
            AlertKind::StockDrift => AlertWord::AlertStockDriftHow,
            AlertKind::SyncTrouble => AlertWord::AlertSyncTroubleHow,
            AlertKind::PackagingLow => AlertWord::AlertPackagingLowHow,
            AlertKind::ScaleDrift => AlertWord::AlertScaleDriftHow,
            AlertKind::ErrorRate => AlertWord::AlertErrorRateHow,
            AlertKind::Overdue => AlertWord::AlertExceptionsHow,
        },
    )
}

/// A kind's name, and what its limit counts.
pub fn alert_kind(lang: Lang, kind: AlertKind) -> [String; 2] {
    let (name, unit) = match kind {
        AlertKind::FailedLabels => (AlertWord::KindFailedLabels, AlertWord::UnitFailedLabels),
        AlertKind::StuckOrders => (AlertWord::KindStuckOrders, AlertWord::UnitStuckOrders),
        AlertKind::StockDrift => (AlertWord::KindStockDrift, AlertWord::UnitStockDrift),
        AlertKind::SyncTrouble => (AlertWord::KindSyncTrouble, AlertWord::UnitSyncTrouble),
        AlertKind::PackagingLow => (AlertWord::KindPackagingLow, AlertWord::UnitPackagingLow),
        AlertKind::ScaleDrift => (AlertWord::KindScaleDrift, AlertWord::UnitScaleDrift),
        AlertKind::ErrorRate => (AlertWord::KindErrorRate, AlertWord::UnitErrorRate),
        AlertKind::Overdue => (AlertWord::KindOverdue, AlertWord::UnitOverdue),
    };
    [alert_word(lang, name), alert_word(lang, unit)]
}

/// What is done first.
pub fn alert_reaction(lang: Lang, reaction: Reaction) -> String {
    alert_word(
        lang,
        match reaction {
            Reaction::Stop => AlertWord::ReactionStop,
            Reaction::Limit => AlertWord::ReactionLimit,
            Reaction::Fix => AlertWord::ReactionFix,
        },
    )
}

/// Why a notice did not arrive.
pub fn post_trouble(lang: Lang, trouble: &PostTrouble) -> String {
    let why = |why: &String| why.clone();
    alert_word(
        lang,
        match trouble {
            PostTrouble::Away { why: it } => AlertWord::PostAway { why: why(it) },
            PostTrouble::Later { why: it } => AlertWord::PostLater { why: why(it) },
            PostTrouble::Untrusted { why: it } => AlertWord::PostUntrusted { why: why(it) },
            PostTrouble::SignIn { why: it } => AlertWord::PostSignIn { why: why(it) },
            PostTrouble::Refused { why: it } => AlertWord::PostRefused { why: why(it) },
            PostTrouble::SetUp { why: it } => AlertWord::PostSetUp { why: why(it) },
        },
    )
}
