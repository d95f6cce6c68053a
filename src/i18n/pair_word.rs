//! The words of actions against mis-picks: what is ordered, who does it until when, whether it helped; and the
//! warning that packers see.

use fluent_bundle::FluentArgs;

use super::args::Arg as _;
use super::word::words;
use super::{Lang, texts};

words! { PairWord, pair_word;
    PairActions "Heading over the list of actions.";
    PairActionsOpen { count: u64 } "Mis-picks: button, the list of actions; so many are open.";
    PairActionsLate { count: u64 } "Mis-picks: button, the list of actions; so many are overdue.";
    PairActionsNone "List of actions: empty.";
    PairActionOrder "Pair: button, order an action.";
    PairActionWhat "Order: caption over the actions.";
    PairActionWho "Order: caption over the people.";
    PairActionDue "Order, field: until when.";
    PairActionToday "Order: button, a day.";
    PairActionTomorrow "Order: button, a day.";
    PairActionWeek "Order: button, a day.";
    PairActionSend "Order: button.";
    PairActionProposed { what: String } "Order: an action that the program proposes.";
    PairActionWhose { who: String, due: String } "Action: who does it until when.";
    PairActionOverdue { who: String, due: String } "Action: who should have done it until when.";
    PairActionDoneOn { day: String, who: String } "Action: when it was done.";
    PairActionWithdrawnBy { who: String } "Action: it is wanted no longer.";
    PairActionIsDone "Action: button, it was done today.";
    PairActionWithdraw "Action: button.";
    PairActionWarns "Action: what a photo warning does.";
    PairEffect "Action: heading over its effect.";
    PairEffectNone "Action: its effect cannot be told yet.";
    PairEffectBefore { rate: String, low: String, high: String, errors: u64, scans: String } "Effect: errors of the pair before.";
    PairEffectAfter { rate: String, low: String, high: String, errors: u64, scans: String } "Effect: errors of the pair after.";
    PairEffectDifference { low: String, high: String, days: u64 } "Effect: in what range the true difference lies.";
    PairEffectLess "Effect: fewer errors, beyond chance.";
    PairEffectMore "Effect: more errors, beyond chance.";
    PairEffectSame "Effect: none seen.";
    PairEffectTooFew "Effect: too few to tell.";
    NotToConfuse { other: String } "Packing: beside the photo of the other product.";
    NotToConfuseBrief { sku: String } "Packing: the same in the row of the list that is next.";
}
