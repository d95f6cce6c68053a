//! The short words of figures that are of several benches: whose they are, and up to when.

use fluent_bundle::FluentArgs;

use super::args::Arg as _;
use super::word::words;
use super::{Lang, texts};

words! { AllBenchesWord, all_benches_word;
    BenchesKeyAll "Key: figures of all benches together.";
    BenchesKeyEach "Key: figures of each bench beside the others.";
    BenchesKeyHere "Key: figures of this bench.";
    BenchesAll { count: u64, until: String } "Above figures: of how many benches, and up to when.";
    BenchesAllUnread { count: u64 } "Above figures: the master has not told all yet.";
    BenchesOne { bench: String, until: String } "Above figures: of which bench, and up to when.";
    BenchesOneUnread { bench: String } "Above figures: nothing is known of how far that bench is in.";
    BenchesBehind { bench: String, until: String } "Beside it: the bench of which nothing newer is in.";
    BenchesBehindMore { bench: String, until: String, count: u64 } "The same where there are more such benches.";
    BenchesHereOnly "Above figures: they are of this bench alone.";
    BenchesRefused "Above figures: the master does not let this station read what other benches did.";
    BenchesEachHeading "Heading of the table of benches.";
    BenchesColumn "Column: the bench.";
    BenchesUntil "Column: up to when a bench is in the figures.";
    BenchesSet "Set-up: whether this is a lead’s station.";
    MisPickByBench "Key: rows by bench.";
}
