//! How a station reaches its window from any thread: it sounds an answer, and it wakes the screen.
//!
//! A packer hears an answer as soon as it is on disk. A picture takes longer, and may still be busy
//! with the one before.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use eframe::egui;

use super::next::mood_of;
use super::sound::Sounds;
use crate::station::snapshot::Snapshot;

/// The window's bell.
#[derive(Clone)]
pub struct Bell {
    ctx: egui::Context,
    sounds: Arc<Mutex<Sounds>>,
}

impl Bell {
    /// The bell of the window on `ctx`.
    pub(super) fn new(ctx: &egui::Context, sounds: Sounds) -> Self {
        Self {
            ctx: ctx.clone(),
            sounds: Arc::new(Mutex::new(sounds)),
        }
    }

    /// Sounds the answers of a new picture that were not heard yet.
    pub fn hear(&self, snapshot: &Snapshot) {
        self.sounds().hear(&snapshot.answers, mood_of);
    }

    /// Lets the window draw its next picture.
    pub fn wake(&self) {
        self.ctx.request_repaint();
    }

    /// What it sounds with.
    pub(super) fn sounds(&self) -> MutexGuard<'_, Sounds> {
        self.sounds.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::theme::Mood;

    #[test]
    fn a_bell_that_is_turned_off_stays_off_for_everybody_who_holds_it() {
        let (sounds, played) = Sounds::listened_to();
        let bell = Bell::new(&egui::Context::default(), sounds);
        let held_elsewhere = bell.clone();
        held_elsewhere.sounds().play(Mood::Right);
        bell.sounds().turn(true);
        held_elsewhere.sounds().play(Mood::Wrong);
        assert_eq!(played.try_iter().collect::<Vec<_>>(), [Mood::Right]);
    }
}
