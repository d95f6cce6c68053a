//! Every word a person reads, in Polish and English.
