//! Tests of the whole program, in one binary.

mod labels;
mod screens;
mod support;
