//! Headless commands, each a thin door to the same code.
