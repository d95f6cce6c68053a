//! Whose business something is: the desks of a shop, and the matters that go to them.

use fluent_bundle::FluentArgs;

use super::args::Arg as _;
use super::word::words;
use super::{Lang, texts};
use crate::domain::desk::owner::{Matter, Owner};

words! { OwnerWord, owner_word;
    OwnersHeading "Set-up of alerts: who sees to what.";
    OwnersHow "Below it: what that means.";
    OwnerOf { matter: String, who: String } "Set-up of alerts: what a screen reader calls a key.";
    OwnerCustomerService "Desk of the shop.";
    OwnerBookkeeping "Desk of the shop.";
    OwnerCatalogue "Desk of the shop.";
    OwnerLead "Desk of the shop.";
    OwnerAdmin "Desk of the shop.";
    MatterAddress "What something is a matter of.";
    MatterPayment "What something is a matter of.";
    MatterContent "What something is a matter of.";
    MatterGoods "What something is a matter of.";
    MatterRule "What something is a matter of.";
    MatterSettings "What something is a matter of.";
    MatterPutAside "What something is a matter of.";
    MatterStock "What something is a matter of.";
    MatterWeight "What something is a matter of.";
    MatterLabel "What something is a matter of.";
    MatterConflict "What something is a matter of.";
}

/// A desk of the shop.
pub fn owner(lang: Lang, owner: Owner) -> String {
    owner_word(
        lang,
        match owner {
            Owner::CustomerService => OwnerWord::OwnerCustomerService,
            Owner::Bookkeeping => OwnerWord::OwnerBookkeeping,
            Owner::Catalogue => OwnerWord::OwnerCatalogue,
            Owner::Lead => OwnerWord::OwnerLead,
            Owner::Admin => OwnerWord::OwnerAdmin,
        },
    )
}

/// What something is a matter of.
pub fn matter(lang: Lang, matter: Matter) -> String {
    owner_word(
        lang,
        match matter {
            Matter::Address => OwnerWord::MatterAddress,
            Matter::Payment => OwnerWord::MatterPayment,
            Matter::Content => OwnerWord::MatterContent,
            Matter::Goods => OwnerWord::MatterGoods,
            Matter::Rule => OwnerWord::MatterRule,
            Matter::Settings => OwnerWord::MatterSettings,
            Matter::PutAside => OwnerWord::MatterPutAside,
            Matter::Stock => OwnerWord::MatterStock,
            Matter::Weight => OwnerWord::MatterWeight,
            Matter::Label => OwnerWord::MatterLabel,
            Matter::Conflict => OwnerWord::MatterConflict,
        },
    )
}
