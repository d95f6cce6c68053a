//! Setting up alerts: limits of each kind, e-mail, webhook, a test, and what became of what was sent.

use eframe::egui::{Align2, Rect, Ui, vec2};

use super::super::desk::{clock, faint, row_room};
use super::super::{LeadState, headed_card_ui, lead_text, named_choices_ui, rows_ui};
use super::owners::owners_ui;
use crate::domain::alerts::AlertKind;
use crate::domain::alerts::notice::{Happened, NoticeState, Receiver};
use crate::domain::desk::EntryKind;
use crate::domain::worker::Language;
use crate::i18n::{self, AlertWord, DeskWord, OwnerWord, ReportWord};
use crate::station::alerts::form::{
    AlertField, AlertForm, AlertSecrets, AlertsOutcome, MailSecurity, RuleFields,
};
use crate::station::event::Event;
use crate::station::master_form::Secret;
use crate::station::snapshot::{NoticeRow, RunRow};
use crate::ui::draw::{Cut as _, text_ui};
use crate::ui::fields::{lead_cell_ui, lead_field_ui, lead_secret_ui};
use crate::ui::keys::{BigKey, Icon};
use crate::ui::scene::Scene;
use crate::ui::theme;

/// Height of a field with its caption.
const FIELD: f32 = 98.0;

/// Height of the keys.
const KEY: f32 = 72.0;

/// Height of a rule's row.
const RULE: f32 = 76.0;

/// Height of a notice's row.
const NOTICE: f32 = 164.0;

/// One part of the set-up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Page {
    /// Limits.
    #[default]
    Rules,
    /// E-mail.
    Mail,
    /// Webhook.
    Webhook,
    /// Deadlines of the exceptions desk.
    Deadlines,
    /// Who sees to what.
    Owners,
}

/// What somebody is filling in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    page: Page,
    form: AlertForm,
    /// As typed; go to their files and are forgotten.
    password: String,
    secret: String,
    /// Something was asked since the page was opened.
    was_asked: bool,
}

impl Draft {
    /// With what is in force.
    pub(super) fn of(scene: &Scene<'_>) -> Self {
        Self {
            page: Page::default(),
            form: scene.snapshot.alerts.form.clone(),
            password: String::new(),
            secret: String::new(),
            was_asked: false,
        }
    }

    fn typed(&self) -> AlertSecrets {
        let secret = |text: &String| (!text.is_empty()).then(|| Secret::new(text.clone()));
        AlertSecrets {
            password: secret(&self.password),
            secret: secret(&self.secret),
        }
    }
}

/// The whole set-up.
pub(in crate::ui::lead) fn setup_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    state: &mut LeadState,
    out: &mut Vec<Event>,
) {
    let Some(draft) = &mut state.alerts.draft else {
        return;
    };
    let (left, right) = body.cut_left(body.width() * 0.62, theme::GAP);
    let (keys, left) = left.cut_bottom(KEY, theme::GAP);
    let (tabs, form) = left.cut_top(KEY, theme::GAP);
    let pages = [
        (scene.alert_word(AlertWord::AlertsRules), Page::Rules),
        (scene.desk_word(DeskWord::DeskDeadlines), Page::Deadlines),
        (scene.owner_word(OwnerWord::OwnersHeading), Page::Owners),
        (scene.alert_word(AlertWord::AlertsMail), Page::Mail),
        (scene.alert_word(AlertWord::AlertsWebhook), Page::Webhook),
    ];
    named_choices_ui(ui, tabs, &pages, &mut draft.page);
    match draft.page {
        Page::Rules => rules_ui(ui, scene, form, &mut draft.form),
        Page::Deadlines => deadlines_ui(ui, scene, form, &mut draft.form),
        Page::Owners => owners_ui(ui, scene, form, &mut draft.form.owners),
        Page::Mail => mail_ui(ui, scene, form, draft),
        Page::Webhook => webhook_ui(ui, scene, form, draft),
    }
    keys_ui(ui, scene, keys, draft, out);
    let (back, right) = right.cut_bottom(KEY, theme::GAP);
    let (answer, sent) = right.cut_top(190.0, theme::GAP);
    let heading = scene.alert_word(AlertWord::AlertsAnswer);
    let room = headed_card_ui(ui, scene, answer, &heading);
    let kind = lead_text(scene).lines(4).at(Align2::LEFT_TOP);
    text_ui(ui, room, &answer_text(scene, draft.was_asked), kind);
    sent_ui(ui, scene, sent, out);
    let label = scene.alert_word(AlertWord::AlertsBack);
    let back_key = BigKey::new(&label).for_lead().icon(Icon::Undo);
    if back_key.show(ui, back) {
        state.alerts.draft = None;
    }
}

fn keys_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, draft: &mut Draft, out: &mut Vec<Event>) {
    let (test, save) = place.cut_left(place.width() * 0.36, theme::GAP);
    let label = scene.alert_word(AlertWord::AlertsTest);
    if BigKey::new(&label).for_lead().show(ui, test) {
        draft.was_asked = true;
        out.push(Event::TestAlerts);
    }
    let label = scene.alert_word(AlertWord::AlertsSave);
    if BigKey::new(&label).for_lead().primary().show(ui, save) {
        draft.was_asked = true;
        out.push(Event::SetAlerts {
            form: Box::new(draft.form.clone()),
            typed: draft.typed(),
        });
        draft.password.clear();
        draft.secret.clear();
    }
}

fn answer_text(scene: &Scene<'_>, was_asked: bool) -> String {
    let outcome = &scene.snapshot.alerts.outcome;
    let word = match outcome {
        _ if !was_asked => AlertWord::AlertsHint,
        AlertsOutcome::Nothing => AlertWord::AlertsHint,
        AlertsOutcome::Saved => AlertWord::AlertsSaved,
        AlertsOutcome::TestQueued => AlertWord::AlertsTestQueued,
        AlertsOutcome::NoReceiver => AlertWord::AlertsNoReceiver,
        AlertsOutcome::BadRule(kind) => {
            let [kind, _] = i18n::alert_kind(scene.lang, *kind);
            AlertWord::AlertsBadRule { kind }
        }
        AlertsOutcome::BadDeadline(kind) => {
            let kind = i18n::entry_kind(scene.lang, *kind);
            return scene.desk_word(DeskWord::DeskBadDeadline { kind });
        }
        AlertsOutcome::BadField(field, text) => AlertWord::AlertsBadField {
            field: scene.alert_word(field_name(*field)),
            text: text.clone(),
        },
        AlertsOutcome::NotWritten(why) => AlertWord::AlertsNotWritten { why: why.clone() },
    };
    scene.alert_word(word)
}

fn field_name(field: AlertField) -> AlertWord {
    match field {
        AlertField::Host => AlertWord::MailHost,
        AlertField::Port => AlertWord::MailPort,
        AlertField::From => AlertWord::MailFrom,
        AlertField::To => AlertWord::MailTo,
        AlertField::Url => AlertWord::WebhookUrl,
    }
}

/// Watched or not, the limit, the minutes.
fn rules_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, form: &mut AlertForm) {
    let heading = scene.alert_word(AlertWord::AlertsRules);
    let mut room = headed_card_ui(ui, scene, card, &heading);
    for (kind, rule) in AlertKind::ALL.into_iter().zip(&mut form.rules) {
        let (row, rest) = room.cut_top(RULE, 4.0);
        rule_ui(ui, scene, row, kind, rule);
        room = rest;
    }
    // Beside the heading: eight rows leave no room below them.
    let (row, _) = card.shrink2(vec2(20.0, 6.0)).cut_top(54.0, 0.0);
    let (_, row) = row.cut_left(row.width() * 0.24, theme::GAP);
    let (caption, keys) = row.cut_left(row.width() * 0.36, theme::GAP);
    let text = scene.alert_word(AlertWord::AlertsLanguage);
    text_ui(ui, caption, &text, lead_text(scene));
    let languages = [
        (scene.alert_word(AlertWord::LanguagePolish), Language::Pl),
        (scene.alert_word(AlertWord::LanguageEnglish), Language::En),
    ];
    named_choices_ui(ui, keys, &languages, &mut form.language);
}

fn rule_ui(ui: &mut Ui, scene: &Scene<'_>, row: Rect, kind: AlertKind, rule: &mut RuleFields) {
    let (words, rest) = row.cut_left(row.width() * 0.38, theme::GAP);
    let (keys, fields) = rest.cut_left(rest.width() * 0.5, theme::GAP);
    let [name, unit] = i18n::alert_kind(scene.lang, kind);
    let (above, below) = words.cut_top(words.height() * 0.52, 0.0);
    text_ui(ui, above, &name, lead_text(scene).bold());
    text_ui(ui, below, &unit, faint(scene).lines(2));
    on_off_ui(ui, scene, keys.shrink2(vec2(0.0, 6.0)), &mut rule.on);
    let (limit, minutes) = fields.cut_left((fields.width() - theme::GAP) * 0.5, theme::GAP);
    let captions = [AlertWord::AlertsLimit, AlertWord::AlertsMinutes];
    let [of_limit, of_minutes] = captions.map(|word| scene.alert_word(word));
    if kind.has_limit() {
        lead_cell_ui(ui, limit, (&of_limit, &name), &mut rule.limit);
    }
    if kind.has_minutes() {
        lead_cell_ui(ui, minutes, (&of_minutes, &name), &mut rule.minutes);
    }
}

/// Minutes by kind of entry.
fn deadlines_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, form: &mut AlertForm) {
    let heading = scene.desk_word(DeskWord::DeskDeadlines);
    let room = headed_card_ui(ui, scene, card, &heading);
    let (how, mut room) = room.cut_top(68.0, theme::GAP);
    let text = scene.desk_word(DeskWord::DeskDeadlinesHow);
    text_ui(ui, how, &text, lead_text(scene).lines(2));
    let minutes = scene.desk_word(DeskWord::DeskMinutes);
    for (kind, text) in EntryKind::ALL.into_iter().zip(&mut form.deadlines) {
        let (row, rest) = room.cut_top(FIELD, 4.0);
        let (words, field) = row.cut_left(row.width() * 0.6, theme::GAP);
        let name = i18n::entry_kind(scene.lang, kind);
        text_ui(ui, words, &name, lead_text(scene).bold());
        lead_cell_ui(ui, field, (&minutes, &name), text);
        room = rest;
    }
}

fn on_off_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, is_on: &mut bool) {
    let choices = [
        (scene.alert_word(AlertWord::AlertsOn), true),
        (scene.alert_word(AlertWord::AlertsOff), false),
    ];
    named_choices_ui(ui, place, &choices, is_on);
}

fn mail_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, draft: &mut Draft) {
    let heading = scene.alert_word(AlertWord::AlertsMail);
    let room = headed_card_ui(ui, scene, card, &heading);
    let form = &mut draft.form;
    let word = |what| scene.alert_word(what);
    let (row, room) = room.cut_top(64.0, theme::GAP);
    on_off_ui(ui, scene, row, &mut form.mail_on);
    let (row, room) = room.cut_top(FIELD, 8.0);
    let (host, port) = row.cut_left(row.width() * 0.75, theme::GAP);
    lead_field_ui(ui, host, &word(AlertWord::MailHost), &mut form.host);
    lead_field_ui(ui, port, &word(AlertWord::MailPort), &mut form.port);
    let (caption, room) = room.cut_top(30.0, 4.0);
    text_ui(ui, caption, &word(AlertWord::MailLine), faint(scene));
    let (row, room) = room.cut_top(64.0, theme::GAP);
    let lines = [
        (word(AlertWord::MailStartTls), MailSecurity::StartTls),
        (word(AlertWord::MailTls), MailSecurity::Tls),
        (word(AlertWord::MailPlain), MailSecurity::None),
    ];
    named_choices_ui(ui, row, &lines, &mut form.security);
    let (row, room) = room.cut_top(FIELD, 8.0);
    let (user, password) = row.cut_left((row.width() - theme::GAP) * 0.5, theme::GAP);
    lead_field_ui(ui, user, &word(AlertWord::MailUser), &mut form.user);
    let caption = word(if scene.snapshot.alerts.has_password {
        AlertWord::MailPasswordKept
    } else {
        AlertWord::MailPassword
    });
    lead_secret_ui(ui, password, &caption, &mut draft.password);
    let (row, room) = room.cut_top(FIELD, 8.0);
    let (from, ca) = row.cut_left((row.width() - theme::GAP) * 0.5, theme::GAP);
    lead_field_ui(ui, from, &word(AlertWord::MailFrom), &mut form.from);
    lead_field_ui(ui, ca, &word(AlertWord::ReceiverCa), &mut form.mail_ca);
    let (row, _) = room.cut_top(FIELD, 8.0);
    lead_field_ui(ui, row, &word(AlertWord::MailTo), &mut form.to);
}

fn webhook_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, draft: &mut Draft) {
    let heading = scene.alert_word(AlertWord::AlertsWebhook);
    let room = headed_card_ui(ui, scene, card, &heading);
    let form = &mut draft.form;
    let word = |what| scene.alert_word(what);
    let (row, room) = room.cut_top(64.0, theme::GAP);
    on_off_ui(ui, scene, row, &mut form.webhook_on);
    let (row, room) = room.cut_top(FIELD, 8.0);
    lead_field_ui(ui, row, &word(AlertWord::WebhookUrl), &mut form.url);
    let (row, room) = room.cut_top(FIELD, 8.0);
    let caption = word(if scene.snapshot.alerts.has_secret {
        AlertWord::WebhookSecretKept
    } else {
        AlertWord::WebhookSecret
    });
    lead_secret_ui(ui, row, &caption, &mut draft.secret);
    let (row, _) = room.cut_top(FIELD, 8.0);
    lead_field_ui(ui, row, &word(AlertWord::ReceiverCa), &mut form.webhook_ca);
}

/// What was sent, those first that need a hand.
fn sent_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, out: &mut Vec<Event>) {
    let heading = scene.alert_word(AlertWord::AlertsPost);
    let room = headed_card_ui(ui, scene, card, &heading);
    let (all, reports) = (
        &scene.snapshot.alerts.notices,
        &scene.snapshot.alerts.reports,
    );
    if all.is_empty() && reports.is_empty() {
        let text = scene.alert_word(AlertWord::AlertsPostNone);
        text_ui(ui, room, &text, lead_text(scene).centered());
        return;
    }
    rows_ui(
        ui,
        room,
        (reports.len() + all.len(), NOTICE + theme::GRID),
        |ui, place, at| {
            let (row, _) = place.cut_top(NOTICE, 0.0);
            if let Some(report) = reports.get(at) {
                report_ui(ui, scene, row, report);
            } else if let Some(notice) = all.get(at - reports.len()) {
                notice_ui(ui, scene, row, notice, out);
            }
        },
    );
}

/// A report that its folder did not take.
fn report_ui(ui: &mut Ui, scene: &Scene<'_>, row: Rect, report: &RunRow) {
    let room = row_room(ui, scene, row);
    let (above, below) = room.cut_top(62.0, 0.0);
    let what = i18n::run_title(scene.lang, report.run);
    let kind = lead_text(scene).bold().lines(2).at(Align2::LEFT_CENTER);
    text_ui(ui, above, &what, kind);
    let why = report.why.clone().unwrap_or_default();
    let state = i18n::report_word(scene.lang, ReportWord::ReportNotPlaced { why });
    text_ui(
        ui,
        below,
        &state,
        faint(scene).lines(3).at(Align2::LEFT_TOP),
    );
}

fn notice_ui(ui: &mut Ui, scene: &Scene<'_>, row: Rect, notice: &NoticeRow, out: &mut Vec<Event>) {
    let room = row_room(ui, scene, row);
    let needs_hand = matches!(
        notice.state,
        NoticeState::Failed { .. } | NoticeState::Uncertain
    );
    let words = if needs_hand {
        let (keys, words) = room.cut_right(190.0, 12.0);
        hand_ui(ui, scene, keys, notice, out);
        words
    } else {
        room
    };
    let (above, below) = words.cut_top(62.0, 0.0);
    let to = match notice.receiver {
        Receiver::Mail => notice.address.clone(),
        Receiver::Webhook => scene.alert_word(AlertWord::NoticeToWebhook),
    };
    let what = match &notice.notice.happened {
        Happened::Test => scene.alert_word(AlertWord::NoticeTest),
        Happened::Raised { alert } | Happened::Cleared { alert } => {
            i18n::alert_headline(scene.lang, alert)
        }
        Happened::Report { run } => i18n::run_title(scene.lang, *run),
    };
    let kind = lead_text(scene).bold().lines(2).at(Align2::LEFT_CENTER);
    text_ui(ui, above, &what, kind);
    let kind = faint(scene).lines(3).at(Align2::LEFT_TOP);
    let state = format!("{to}: {}", state_text(scene, notice));
    text_ui(ui, below, &state, kind);
}

fn state_text(scene: &Scene<'_>, notice: &NoticeRow) -> String {
    match &notice.state {
        NoticeState::Waiting { why: None } => scene.alert_word(AlertWord::NoticeWaiting),
        NoticeState::Waiting { why: Some(why) } => {
            let waits = scene.alert_word(AlertWord::NoticeWaiting);
            format!("{waits}. {}", i18n::post_trouble(scene.lang, why))
        }
        NoticeState::UnderWay => scene.alert_word(AlertWord::NoticeUnderWay),
        NoticeState::Sent => scene.alert_word(AlertWord::NoticeSent {
            at: clock(scene, notice.changed_at),
        }),
        NoticeState::Failed { why } => i18n::post_trouble(scene.lang, why),
        NoticeState::Uncertain => scene.alert_word(AlertWord::NoticeUncertain),
    }
}

/// Send it again; or, where nobody knows, that it has arrived.
fn hand_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, notice: &NoticeRow, out: &mut Vec<Event>) {
    let is_uncertain = notice.state == NoticeState::Uncertain;
    let (again, arrived) = if is_uncertain {
        let (above, below) = place.cut_top((place.height() - 4.0) * 0.5, 4.0);
        (above, Some(below))
    } else {
        (place, None)
    };
    let mut key = |place: Rect, word: AlertWord, has_arrived: bool| {
        let label = scene.alert_word(word);
        if BigKey::new(&label).for_lead().size(20.0).show(ui, place) {
            out.push(Event::SettleNotice {
                notice: notice.id,
                has_arrived,
            });
        }
    };
    key(again, AlertWord::NoticeAgain, false);
    if let Some(place) = arrived {
        key(place, AlertWord::NoticeArrived, true);
    }
}
