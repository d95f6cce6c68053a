//! Every word a person reads, in Polish and English.
//!
//! Sentences of the bench come from [`say`], what to do next from [`instruction`], everything on
//! buttons, in captions and on paper from [`word`]. The texts themselves are in `assets/i18n`.

mod args;
pub mod format;
mod texts;
mod word;

pub use args::shown;
pub use word::{Word, word};

/// The language of a text.
pub use crate::domain::worker::Language as Lang;
