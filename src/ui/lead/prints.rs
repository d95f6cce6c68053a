//! Print jobs: what waits, what failed and why, and a key to try again.

use eframe::egui::{Align2, Rect, Ui, pos2, vec2};

use super::{headed_card_ui, lead_text, rows_ui};
use crate::i18n::Word;
use crate::station::event::Event;
use crate::station::snapshot::PrintJobView;
use crate::ui::bars::print_text;
use crate::ui::draw::{Cut as _, Type, mood_sign, text_ui};
use crate::ui::keys::{BigKey, Icon};
use crate::ui::scene::Scene;
use crate::ui::theme::{self, Mood};

const ROW: f32 = 92.0;

pub(super) fn prints_ui(ui: &mut Ui, scene: &Scene<'_>, body: Rect, out: &mut Vec<Event>) {
    let jobs = &scene.snapshot.print_jobs;
    let count = u64::try_from(jobs.len()).unwrap_or(u64::MAX);
    let title = if jobs.is_empty() {
        Word::PrintHeading
    } else {
        Word::PrintWaiting { count }
    };
    let room = headed_card_ui(ui, scene, body, &scene.word(title));
    if jobs.is_empty() {
        let kind = Type::new(theme::LEAD_HEADING, scene.palette.faint).centered();
        text_ui(ui, room, &scene.word(Word::PrintNone), kind);
        return;
    }
    rows_ui(
        ui,
        room,
        (jobs.len(), ROW + theme::GRID),
        |ui, place, at| {
            let Some(job) = jobs.get(at) else { return };
            let (row, _) = place.cut_top(ROW, 0.0);
            job_ui(ui, scene, row, job, out);
        },
    );
}

fn job_ui(ui: &mut Ui, scene: &Scene<'_>, row: Rect, job: &PrintJobView, out: &mut Vec<Event>) {
    let palette = scene.palette;
    ui.painter().rect_filled(row, 12, palette.ground);
    let text = print_text(scene, job);
    let (mood, color) = if job.doubt.is_some() {
        (Mood::Question, palette.watch)
    } else if job.failed.is_some() {
        (Mood::Wrong, palette.alarm)
    } else {
        (Mood::Calm, palette.faint)
    };
    let (sign, words) = row.shrink2(vec2(20.0, 8.0)).cut_left(48.0, 20.0);
    mood_sign(ui, sign, 44.0, mood, [color, palette.raised]);
    let (key, words) = words.cut_right(320.0, 20.0);
    let (above, below) = words.cut_top(words.height() * 0.5, 0.0);
    text_ui(
        ui,
        above,
        &job.title,
        Type::new(28.0, palette.ink).bold().for_lead(),
    );
    text_ui(ui, below, &text, lead_text(scene).at(Align2::LEFT_CENTER));
    if job.failed.is_some() && job.doubt.is_none() && !job.under_way {
        let key = Rect::from_min_size(
            pos2(key.left(), row.top() + 8.0),
            vec2(key.width(), ROW - 16.0),
        );
        let text = scene.word(Word::PrintRetry);
        if BigKey::new(&text)
            .for_lead()
            .icon(Icon::Reopen)
            .show(ui, key)
        {
            out.push(Event::RetryPrint { job: job.job });
        }
    }
}
