//! The screens: draw a snapshot, collect commands.
