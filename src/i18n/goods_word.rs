//! The short words of handling goods: the marks beside a product, and its own carton instead of a packaging.

use fluent_bundle::FluentArgs;

use super::args::Arg as _;
use super::word::words;
use super::{Lang, texts};
use crate::domain::handling::Mark;

words! { GoodsWord, goods_word;
    MarkThisSideUp "Mark of a product: its top stays up.";
    MarkLiesFlat "It lies on its largest face.";
    MarkFragile "It breaks: only fragile goods that are no heavier on it.";
    MarkNothingOnTop "Nothing on it.";
    MarkOwnCarton "It ships in its own carton.";
    MarkFolds "It may be folded.";
    MarkSort { sort: String } "Goods of this sort are in no parcel with another sort.";
    OwnCarton "Packaging: the goods' own carton instead of one of the shop's.";
    OwnCartonHow "Packaging: what the packer does with it.";
}

/// The words of a mark.
pub fn mark(lang: Lang, mark: &Mark) -> String {
    let word = match mark {
        Mark::ThisSideUp => GoodsWord::MarkThisSideUp,
        Mark::LiesFlat => GoodsWord::MarkLiesFlat,
        Mark::Fragile => GoodsWord::MarkFragile,
        Mark::NothingOnTop => GoodsWord::MarkNothingOnTop,
        Mark::OwnCarton => GoodsWord::MarkOwnCarton,
        Mark::Folds => GoodsWord::MarkFolds,
        Mark::Sort(sort) => GoodsWord::MarkSort { sort: sort.clone() },
    };
    goods_word(lang, word)
}
