//! Threads around wires: scanner, scale, printer, and simulators that speak the same bytes.

pub mod wedge;
