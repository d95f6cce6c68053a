//! The master: where it is, whether it answers, and back to this bench alone.

use std::path::Path;

use eframe::egui::{Align2, Rect, Ui};

use super::{choices_ui, headed_card_ui, lead_text};
use crate::i18n::{self, Word};
use crate::station::event::Event;
use crate::station::master_form::{FormFault, MasterForm, Secret};
use crate::station::master_setup::{MasterOutcome, MasterView};
use crate::station::sync_view::LinkView;
use crate::ui::draw::{Cut as _, Type, mood_sign, text_ui, width_of};
use crate::ui::fields::{lead_field_ui, lead_secret_ui};
use crate::ui::files::{Ask, Files};
use crate::ui::keys::{BigKey, Icon};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Mood};

/// Height of a field with its caption.
const FIELD: f32 = 98.0;

/// Height of the keys.
const KEY: f32 = 72.0;

/// What somebody is filling in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MasterState {
    draft: Option<Draft>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Draft {
    form: MasterForm,
    /// As typed; goes to its file and is forgotten.
    password: String,
    /// Something was asked since the page was opened.
    was_asked: bool,
}

impl MasterState {
    /// Whether the page is open.
    pub(super) fn is_open(&self) -> bool {
        self.draft.is_some()
    }

    /// Opens the page with what is in force.
    pub(super) fn open(&mut self, scene: &Scene<'_>) {
        self.draft = Some(Draft {
            form: scene.snapshot.master.server.clone().unwrap_or_default(),
            password: String::new(),
            was_asked: false,
        });
    }

    /// Closes it; what was typed is forgotten.
    pub(super) fn close(&mut self) {
        self.draft = None;
    }

    /// Takes over the file that a dialog answered.
    pub(super) fn take_certificate(&mut self, file: &Path) {
        if let Some(draft) = &mut self.draft {
            draft.form.ca = file.display().to_string();
        }
    }
}

impl Draft {
    /// The password just typed, if there is one.
    fn secret(&self) -> Option<Secret> {
        (!self.password.is_empty()).then(|| Secret::new(self.password.clone()))
    }
}

pub(super) fn master_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    body: Rect,
    (state, files): (&mut MasterState, &mut Files),
    out: &mut Vec<Event>,
) {
    let Some(draft) = &mut state.draft else {
        return;
    };
    let (left, right) = body.cut_left(body.width() * 0.58, theme::GAP);
    let (keys, fields) = left.cut_bottom(KEY, theme::GAP);
    form_ui(ui, scene, fields, draft, files);
    keys_ui(ui, scene, keys, draft, out);
    let (back, right) = right.cut_bottom(KEY, theme::GAP);
    let (now, answer) = right.cut_top(right.height() * 0.5, theme::GAP);
    now_ui(ui, scene, now);
    answer_ui(ui, scene, answer, draft.was_asked);
    let (alone, back) = back.cut_left((back.width() - theme::GAP) * 0.5, theme::GAP);
    let is_alone = scene.snapshot.master.server.is_none();
    if BigKey::new(&scene.word(Word::SetMasterAloneKey))
        .for_lead()
        .enabled(!is_alone)
        .show(ui, alone)
    {
        draft.was_asked = true;
        out.push(Event::SetAlone);
    }
    if BigKey::new(&scene.word(Word::SetMasterBack))
        .for_lead()
        .icon(Icon::Undo)
        .show(ui, back)
    {
        state.close();
    }
}

fn form_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, draft: &mut Draft, files: &mut Files) {
    let room = headed_card_ui(ui, scene, card, &scene.word(Word::SetMasterHeading));
    let form = &mut draft.form;
    let (row, room) = room.cut_top(FIELD, 8.0);
    let (host, port) = row.cut_left(row.width() * 0.75, theme::GAP);
    lead_field_ui(ui, host, &scene.word(Word::SetMasterHost), &mut form.host);
    lead_field_ui(ui, port, &scene.word(Word::SetMasterPort), &mut form.port);
    let (row, room) = room.cut_top(FIELD, 8.0);
    let (database, schema) = row.cut_left((row.width() - theme::GAP) * 0.5, theme::GAP);
    let caption = scene.word(Word::SetMasterDatabase);
    lead_field_ui(ui, database, &caption, &mut form.database);
    let caption = scene.word(Word::SetMasterSchema);
    lead_field_ui(ui, schema, &caption, &mut form.schema);
    let (row, room) = room.cut_top(FIELD, 8.0);
    let (account, password) = row.cut_left((row.width() - theme::GAP) * 0.5, theme::GAP);
    let caption = scene.word(Word::SetMasterAccount);
    lead_field_ui(ui, account, &caption, &mut form.account);
    let caption = scene.word(if scene.snapshot.master.has_password {
        Word::SetMasterPasswordKept
    } else {
        Word::SetMasterPassword
    });
    lead_secret_ui(ui, password, &caption, &mut draft.password);
    let (caption, room) = room.cut_top(30.0, 4.0);
    text_ui(
        ui,
        caption,
        &scene.word(Word::SetMasterLine),
        lead_text(scene),
    );
    let (row, room) = room.cut_top(KEY, theme::GAP);
    let ways = [(Word::SetMasterProved, true), (Word::SetMasterPlain, false)];
    choices_ui(ui, scene, row, &ways, &mut form.is_proved);
    if form.is_proved {
        let (row, _) = room.cut_top(FIELD, 0.0);
        certificate_ui(ui, scene, row, form, files);
    }
}

fn certificate_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    row: Rect,
    form: &mut MasterForm,
    files: &mut Files,
) {
    let (key, field) = row.cut_right(260.0, theme::GAP);
    lead_field_ui(ui, field, &scene.word(Word::SetMasterCa), &mut form.ca);
    let (_, key) = key.cut_top(31.0, 0.0);
    let (key, _) = key.cut_top(60.0, 0.0);
    let choose = scene.word(Word::SetMasterCaChoose);
    if BigKey::new(&choose)
        .for_lead()
        .enabled(!files.is_open())
        .show(ui, key)
    {
        files.ask(ui.ctx(), Ask::Certificate, &choose);
    }
}

fn keys_ui(ui: &mut Ui, scene: &Scene<'_>, place: Rect, draft: &mut Draft, out: &mut Vec<Event>) {
    let is_trying = scene.snapshot.master.outcome == MasterOutcome::Trying;
    let columns = place.columns(2, theme::GAP);
    let [try_it, save] = columns.as_slice() else {
        return;
    };
    if BigKey::new(&scene.word(Word::SetMasterTry))
        .for_lead()
        .enabled(!is_trying)
        .show(ui, *try_it)
    {
        draft.was_asked = true;
        out.push(Event::TryMaster {
            form: Box::new(draft.form.clone()),
            password: draft.secret(),
        });
    }
    if BigKey::new(&scene.word(Word::SetMasterSave))
        .for_lead()
        .primary()
        .enabled(!is_trying)
        .show(ui, *save)
    {
        draft.was_asked = true;
        out.push(Event::SetMaster {
            form: Box::new(draft.form.clone()),
            password: draft.secret(),
        });
        draft.password.clear();
    }
}

/// What is in force, and whether bench and master talk.
fn now_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect) {
    let room = headed_card_ui(ui, scene, card, &scene.word(Word::SetMasterNow));
    let MasterView { server, .. } = &*scene.snapshot.master;
    let address = match server {
        None => scene.word(Word::SetMasterIsAlone),
        Some(form) => scene.word(Word::SetMasterAddress {
            account: form.account.clone(),
            host: form.host.clone(),
            port: form.port.clone(),
            database: form.database.clone(),
            schema: form.schema.clone(),
        }),
    };
    let (above, below) = room.cut_top(100.0_f32.min(room.height() * 0.4), 8.0);
    text_ui(
        ui,
        above,
        &address,
        lead_text(scene).lines(3).at(Align2::LEFT_TOP),
    );
    let (mood, headline, remedy) = match &scene.snapshot.sync.link {
        LinkView::On => (Mood::Right, scene.word(Word::SyncOn), None),
        LinkView::Trying => (Mood::Calm, scene.word(Word::SyncTrying), None),
        LinkView::Off { trouble, .. } => {
            let said = i18n::link_trouble(scene.lang, trouble);
            (Mood::Wrong, said.headline, said.remedy)
        }
    };
    said_ui(ui, scene, below, mood, (&headline, remedy.as_deref()));
}

/// What came of the last key.
fn answer_ui(ui: &mut Ui, scene: &Scene<'_>, card: Rect, was_asked: bool) {
    let room = headed_card_ui(ui, scene, card, &scene.word(Word::SetMasterAnswer));
    let outcome = if was_asked {
        &scene.snapshot.master.outcome
    } else {
        &MasterOutcome::Nothing
    };
    let word = |word| scene.word(word);
    let (mood, headline, remedy) = match outcome {
        MasterOutcome::Nothing => (Mood::Calm, word(Word::SetMasterNothing), None),
        MasterOutcome::Trying => (Mood::Calm, word(Word::SetMasterTrying), None),
        MasterOutcome::Found(found) => {
            let what = Word::SetMasterFoundWhat {
                server: found.server.clone(),
                schema: found.schema.to_string(),
                ledger: found.ledger.clone(),
            };
            (Mood::Right, word(Word::SetMasterFound), Some(word(what)))
        }
        MasterOutcome::Trouble(trouble) => {
            let said = i18n::link_trouble(scene.lang, trouble);
            (Mood::Wrong, said.headline, said.remedy)
        }
        MasterOutcome::Form(fault) => (Mood::Blocked, word(field_word(*fault)), None),
        MasterOutcome::Saved => (Mood::Right, word(Word::SetMasterSaved), None),
        MasterOutcome::Alone => (Mood::Right, word(Word::SetMasterAloneDone), None),
        MasterOutcome::Unsent { facts } => {
            let facts = *facts;
            (Mood::Blocked, word(Word::SetMasterUnsent { facts }), None)
        }
        MasterOutcome::OrderOpen => (Mood::Blocked, word(Word::SetMasterOrderOpen), None),
        MasterOutcome::Failed { why } => {
            let why = why.clone();
            (Mood::Wrong, word(Word::SetMasterFailed { why }), None)
        }
    };
    said_ui(ui, scene, room, mood, (&headline, remedy.as_deref()));
}

fn field_word(fault: FormFault) -> Word {
    match fault {
        FormFault::Host => Word::SetMasterHostWrong,
        FormFault::Port => Word::SetMasterPortWrong,
        FormFault::Database => Word::SetMasterDatabaseWrong,
        FormFault::Schema => Word::SetMasterSchemaWrong,
        FormFault::Account => Word::SetMasterAccountWrong,
    }
}

/// A sign, a sentence, and what to do.
fn said_ui(
    ui: &mut Ui,
    scene: &Scene<'_>,
    room: Rect,
    mood: Mood,
    (headline, remedy): (&str, Option<&str>),
) {
    let palette = scene.palette;
    let color = match mood {
        Mood::Right => palette.good,
        Mood::Wrong => palette.alarm,
        Mood::Blocked => palette.watch,
        _ => palette.faint,
    };
    let (sign, words) = room.cut_left(64.0, 20.0);
    let (sign, _) = sign.cut_top(64.0, 0.0);
    mood_sign(ui, sign, 56.0, mood, [color, palette.card]);
    let Some(remedy) = remedy else {
        let kind = lead_text(scene).bold().lines(5).at(Align2::LEFT_TOP);
        text_ui(ui, words, headline, kind);
        return;
    };
    let kind = Type::new(theme::LEAD_TEXT, palette.ink).bold().for_lead();
    // A sentence that just fits one line may break all the same.
    let lines = if width_of(ui, headline, kind) < words.width() * 0.95 {
        1.4
    } else {
        3.9
    };
    let (above, below) = words.cut_top(theme::LEAD_TEXT * lines, 8.0);
    text_ui(ui, above, headline, kind.lines(3).at(Align2::LEFT_TOP));
    text_ui(
        ui,
        below,
        remedy,
        lead_text(scene).lines(6).at(Align2::LEFT_TOP),
    );
}
