//! The words of the board on the wall.

use fluent_bundle::FluentArgs;

use super::args::Arg as _;
use super::word::words;
use super::{Lang, texts};

words! { BoardWord, board_word;
    LeftForLorry "Caption: orders left until the next lorry.";
    BoardUntil { who: String, when: String } "Below it: which lorry, when, in how long.";
    BoardNoneLeft "Below it: no order waits for a lorry.";
    BoardPerHour "Caption: orders in a working hour today.";
    BoardFirstPass "Caption: first-pass yield of today, in per cent.";
    BoardAlerts "Caption: open alerts.";
    BoardNoAlerts "Below it: none is open.";
    BoardBlocked "Caption: orders that something keeps from being packed.";
    BoardNothingBlocked "Below it: none.";
    BoardMendData "Below it: what to do.";
    BoardPacked "Caption: orders packed today; below it the time of day.";
}
