//! The words of the lead's screen of lorries: which orders will miss theirs, and what another packer would change.

use fluent_bundle::FluentArgs;

use super::args::Arg as _;
use super::word::words;
use super::{Lang, texts};

words! { LorryWord, lorry_word;
    MenuLorries "Menu: the lorries of the coming hours.";
    LorriesAllGo { count: u64 } "Lorries: giant line, all orders that wait make theirs.";
    LorriesNone "Lorries: no order waits for a lorry of the coming hours.";
    LorriesMiss { missing: u64, waiting: u64 } "Lorries: giant line, so many miss theirs.";
    LorriesNeeded { packers: u64 } "Lorries: below it, with so many packers more all make it.";
    LorriesNotEnough "Lorries: below it, not even nine packers more would do.";
    LorriesOneMore { missing: u64 } "Lorries: with one packer more so many miss it.";
    LorriesOneFewer { missing: u64 } "Lorries: with one packer fewer so many miss it.";
    LorriesTooFew { orders: u64 } "Lorries: nothing can be said before so many orders are packed.";
    LorriesService "Lorries, column: the carrier's service.";
    LorriesCutoff "Lorries, column: by when an order has to be packed.";
    LorriesPickup "Lorries, column: when the lorry comes.";
    LorriesWaiting "Lorries, column: orders that wait.";
    LorriesDone "Lorries, column: when the last order is packed that makes it.";
    LorriesMissing "Lorries, column: orders that miss it, and from how many to how many that may be.";
    LorriesMore "Lorries, column: orders that miss it with one packer more.";
    LorriesFewer "Lorries, column: orders that miss it with one packer fewer.";
    LorriesHeld { count: u64 } "Lorries: below the service, orders that something holds.";
    LorriesPace "Lorries: heading over how fast it goes.";
    LorriesEffort { order: u64, unit: u64 } "Lorries: seconds for an order, and for each unit.";
    LorriesToday "Lorries: the pace is today's.";
    LorriesDaysBefore "Lorries: today has too few orders, the pace is that of the last days.";
    LorriesBench { bench: String, orders: u64, percent: u64 } "Lorries: a bench at work, its orders and its pace.";
    LorriesNobody "Lorries: nobody has packed for a quarter of an hour.";
    LorriesStayBehind "Lorries: heading over the orders that miss theirs.";
    LorriesNobodyStays "Lorries: no order misses its lorry.";
    LorriesBreaks { breaks: String } "Lorries: the planned breaks, which the forecast leaves out.";
    LorriesNoBreaks "Lorries: no breaks are planned.";
    LorriesComing { count: u64, days: u64, weekday: String } "Lorries: orders still to come, and as on which days; `Mon` to `Sun`.";
    LorriesComingUnknown { weekday: String } "Lorries: none are counted, because too few such days are known.";
    LorriesMissingToCome { count: u64 } "Lorries: below the orders that miss theirs, those still to come.";
}
