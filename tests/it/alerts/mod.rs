//! Alerts, from the journal to the lead's screen and to servers that we did not write.

mod bench;
mod commands;
#[cfg(unix)]
mod post;
mod screens;
#[cfg(unix)]
mod window;
