//! Product pictures: read and shrunk by a worker, a bounded number kept for the screen.

use std::collections::VecDeque;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread;

use eframe::egui::{self, ColorImage, TextureHandle, TextureOptions};

/// Pictures kept ready; an order of 32 different products is already a long one.
const PICTURES_KEPT: usize = 32;
/// Requests that may wait; the screen asks again with the next picture it draws.
const REQUESTS: usize = 64;
/// Longest side of a picture on the screen, in pixels; 32 of them stay below 32 MB.
const SIDE_MAX: u32 = 512;
/// A picture file may not ask for more memory than this while it is read, in bytes.
const DECODE_MAX: u64 = 256 * 1024 * 1024;

enum Kept {
    Waiting,
    Ready(TextureHandle),
    /// No such file, or not a picture.
    None,
}

struct Request {
    file: PathBuf,
}

struct Answer {
    file: PathBuf,
    image: Option<ColorImage>,
}

/// The pictures that are ready, and the worker that reads others.
pub struct Pictures {
    kept: VecDeque<(PathBuf, Kept)>,
    requests: Option<SyncSender<Request>>,
    answers: Receiver<Answer>,
}

impl Pictures {
    /// Starts the worker. `ctx` is woken when a picture is ready.
    pub fn new(ctx: &egui::Context) -> Self {
        let (requests, inbox) = sync_channel::<Request>(REQUESTS);
        let (outbox, answers) = sync_channel::<Answer>(REQUESTS);
        let ctx = ctx.clone();
        let worker = thread::Builder::new()
            .name("pictures".into())
            .spawn(move || {
                for Request { file } in inbox {
                    let image = read(&file);
                    if outbox.send(Answer { file, image }).is_err() {
                        return;
                    }
                    ctx.request_repaint();
                }
            });
        if let Err(error) = &worker {
            tracing::warn!(%error, "no thread for pictures: products are shown without them");
        }
        Self {
            kept: VecDeque::new(),
            requests: worker.is_ok().then_some(requests),
            answers,
        }
    }

    /// Takes what the worker has finished. Call once a picture.
    pub fn collect(&mut self, ctx: &egui::Context) {
        while let Ok(Answer { file, image }) = self.answers.try_recv() {
            let Some((_, kept)) = self.kept.iter_mut().find(|(name, _)| *name == file) else {
                continue;
            };
            *kept = image.map_or(Kept::None, |image| {
                Kept::Ready(ctx.load_texture(
                    file.display().to_string(),
                    image,
                    TextureOptions::LINEAR,
                ))
            });
        }
    }

    /// The picture, if it is ready; else it is asked for and `None` is answered.
    pub fn get(&mut self, folder: &Path, name: &str) -> Option<TextureHandle> {
        // A file name comes from a catalogue and must not lead out of the folder.
        let is_plain = Path::new(name)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        if name.is_empty() || !is_plain {
            return None;
        }
        let file = folder.join(name);
        if let Some(at) = self.kept.iter().position(|(known, _)| *known == file) {
            let entry = self.kept.remove(at)?;
            let texture = match &entry.1 {
                Kept::Ready(texture) => Some(texture.clone()),
                Kept::Waiting | Kept::None => None,
            };
            // The newest stand behind.
            self.kept.push_back(entry);
            return texture;
        }
        self.ask(file);
        None
    }

    fn ask(&mut self, file: PathBuf) {
        let Some(requests) = &self.requests else {
            return;
        };
        match requests.try_send(Request { file: file.clone() }) {
            Ok(()) => self.kept.push_back((file, Kept::Waiting)),
            Err(TrySendError::Full(_)) => {}
            Err(TrySendError::Disconnected(_)) => self.requests = None,
        }
        while self.kept.len() > PICTURES_KEPT {
            self.kept.pop_front();
        }
    }
}

fn read(file: &Path) -> Option<ColorImage> {
    let mut reader = image::ImageReader::open(file)
        .ok()?
        .with_guessed_format()
        .ok()?;
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(DECODE_MAX);
    reader.limits(limits);
    let picture = reader
        .decode()
        .inspect_err(|error| tracing::debug!(%error, ?file, "not a picture"))
        .ok()?;
    let picture = if picture.width() > SIDE_MAX || picture.height() > SIDE_MAX {
        picture.thumbnail(SIDE_MAX, SIDE_MAX)
    } else {
        picture
    };
    let rgba = picture.to_rgba8();
    let size = [
        usize::try_from(rgba.width()).ok()?,
        usize::try_from(rgba.height()).ok()?,
    ];
    Some(ColorImage::from_rgba_unmultiplied(size, rgba.as_raw()))
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    fn wait_for(pictures: &mut Pictures, ctx: &egui::Context, folder: &Path, name: &str) -> bool {
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(10) {
            if pictures.get(folder, name).is_some() {
                return true;
            }
            thread::sleep(Duration::from_millis(5));
            pictures.collect(ctx);
            let is_none = pictures
                .kept
                .iter()
                .any(|(_, kept)| matches!(kept, Kept::None));
            if is_none {
                return false;
            }
        }
        false
    }

    #[test]
    fn a_picture_comes_after_a_while_and_a_broken_file_never_does() {
        let folder = tempfile::tempdir().unwrap();
        image::RgbImage::new(900, 30)
            .save(folder.path().join("mug.png"))
            .unwrap();
        std::fs::write(folder.path().join("broken.png"), b"not a picture").unwrap();
        let ctx = egui::Context::default();
        let mut pictures = Pictures::new(&ctx);
        assert!(wait_for(&mut pictures, &ctx, folder.path(), "mug.png"));
        assert!(!wait_for(&mut pictures, &ctx, folder.path(), "broken.png"));
        let texture = pictures.get(folder.path(), "mug.png").unwrap();
        assert!(texture.size()[0] <= 512);
    }

    #[test]
    fn no_more_than_the_bound_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let ctx = egui::Context::default();
        let mut pictures = Pictures::new(&ctx);
        for number in 0..200 {
            pictures.get(folder.path(), &format!("{number}.png"));
            assert!(pictures.kept.len() <= PICTURES_KEPT);
        }
    }

    #[test]
    fn a_name_that_leads_out_of_the_folder_is_not_opened() {
        let ctx = egui::Context::default();
        let mut pictures = Pictures::new(&ctx);
        for name in ["../secret.png", "/etc/passwd", ""] {
            assert!(pictures.get(Path::new("/tmp"), name).is_none());
        }
        assert!(pictures.kept.is_empty());
    }
}
