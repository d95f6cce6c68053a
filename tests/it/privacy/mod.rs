//! People are forgotten: a customer who asks or whose days are over, a worker who has left. What happened stays.

mod bench;
mod persons;
mod program;
mod screens;
