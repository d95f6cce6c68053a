//! The figures a lead steers by: counted by the bench, and counted again in another way from the exported facts.

mod board;
mod by_hand;
mod made_up;
mod recount;
mod screens;
mod story;
