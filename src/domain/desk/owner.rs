//! Whose business is it? Who mends what holds an order, and who sees to everything else on the desk.
//!
//! What is wrong says what it is a matter of; which desk of the shop a matter goes to is set, with a usual answer.

use serde::{Deserialize, Serialize};

use super::{Entry, What};
use crate::domain::customs::CustomsField;
use crate::domain::gate::Hold;
use crate::domain::label_debt::DebtReason;

/// A desk of the shop that sees to something. People who sign in at a bench have a role instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// Talks with customers.
    CustomerService,
    /// Looks after money.
    Bookkeeping,
    /// Looks after products and buys them.
    Catalogue,
    /// Leads the shift.
    Lead,
    /// Sets benches, carriers and calendars up.
    Admin,
}

impl Owner {
    /// All of them, as they stand on the keys.
    pub const ALL: [Self; 5] = [
        Self::CustomerService,
        Self::Bookkeeping,
        Self::Catalogue,
        Self::Lead,
        Self::Admin,
    ];

    /// The word given to programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::CustomerService => "customer_service",
            Self::Bookkeeping => "bookkeeping",
            Self::Catalogue => "catalogue",
            Self::Lead => "lead",
            Self::Admin => "admin",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|owner| owner.name() == name)
    }
}

/// What something is a matter of: by it goes who mends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// What the customer gave: name, address, telephone, e-mail, locker, VAT number.
    Address,
    /// Money that has not come.
    Payment,
    /// What was ordered: nothing at all, or the same twice.
    Content,
    /// What the catalogue knows of the goods, and what customs want to know of them.
    Goods,
    /// A shipping rule.
    Rule,
    /// The shop's own settings: sender, calendar.
    Settings,
    /// A packer put the order aside.
    PutAside,
    /// Units that were not there.
    Stock,
    /// A parcel that was let go although its weight is off.
    Weight,
    /// A label that could not be made or did not come out.
    Label,
    /// What master and floor tell differently.
    Conflict,
}

impl Matter {
    /// All of them, in the order in which an order meets them.
    pub const ALL: [Self; 11] = [
        Self::Address,
        Self::Payment,
        Self::Content,
        Self::Goods,
        Self::Rule,
        Self::Settings,
        Self::PutAside,
        Self::Stock,
        Self::Weight,
        Self::Label,
        Self::Conflict,
    ];

    /// The matter of a field of a label: the recipient's is the customer's, the sender's our own.
    fn of_field(field: &str) -> Self {
        match field.split('.').next().unwrap_or_default() {
            "recipient" => Self::Address,
            "sender" => Self::Settings,
            "customs" | "customs_description" | "hs_code" | "origin" | "unit_value" => Self::Goods,
            _ => Self::Label,
        }
    }
}

impl Hold {
    /// What it is a matter of; `None` where nobody has to do anything: the order waits for its day, its bench, or for
    /// nothing any more.
    pub fn matter(&self) -> Option<Matter> {
        Some(match self {
            Self::Unpaid => Matter::Payment,
            Self::NoLines | Self::Duplicate { .. } => Matter::Content,
            Self::NoName
            | Self::NoStreet
            | Self::BadPostcode { .. }
            | Self::NoCity
            | Self::BadCountry { .. }
            | Self::BadPhone { .. }
            | Self::NoLocker
            | Self::BadLocker { .. }
            | Self::CityElsewhere { .. }
            | Self::BadEmail { .. } => Matter::Address,
            Self::Customs(fault) if fault.field == CustomsField::Eori => Matter::Settings,
            Self::Customs(_) => Matter::Goods,
            Self::ByRule { .. } => Matter::Rule,
            Self::NoCollection => Matter::Settings,
            Self::PutAside { .. } => Matter::PutAside,
            Self::BenchCopied => Matter::Conflict,
            Self::Cancelled
            | Self::TakenElsewhere
            | Self::MasterAway
            | Self::LeaseOver
            | Self::AfterCutoff { .. }
            | Self::HandedOver { .. } => return None,
        })
    }
}

impl What {
    /// What it is a matter of.
    pub fn matter(&self) -> Matter {
        match self {
            // What holds an order without anybody's doing comes to no desk; a lead looks why it is there.
            Self::Held { hold } => hold.matter().unwrap_or(Matter::PutAside),
            Self::PutAside { .. } => Matter::PutAside,
            Self::ShortPick { .. } => Matter::Stock,
            Self::WeightReleased { .. } => Matter::Weight,
            Self::LabelRefused { field }
            | Self::LabelOwed {
                reason: DebtReason::LabelImpossible { field },
                ..
            } => Matter::of_field(field),
            Self::LabelOwed { .. } | Self::LabelNotPrinted { .. } => Matter::Label,
            Self::Conflict { .. } => Matter::Conflict,
        }
    }
}

/// Who sees to each matter until a lead gives it to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Owners {
    /// To what the customer gave.
    pub address: Owner,
    /// To money.
    pub payment: Owner,
    /// To what was ordered.
    pub content: Owner,
    /// To data of goods and customs.
    pub goods: Owner,
    /// To shipping rules.
    pub rule: Owner,
    /// To settings and calendar.
    pub settings: Owner,
    /// To what was put aside.
    pub put_aside: Owner,
    /// To goods that were not there.
    pub stock: Owner,
    /// To weights.
    pub weight: Owner,
    /// To labels.
    pub label: Owner,
    /// To what master and floor tell differently.
    pub conflict: Owner,
}

impl Default for Owners {
    /// Source: warehouse rules, "Exceptions are first-class: reason, owner, escalation, deadline"; they name no desks.
    ///
    /// Assumption: whoever can ask the customer mends what the customer gave and says whether both of two equal orders
    /// are wanted; money is bookkeeping's, data of goods are the catalogue's; what was set up wrongly and a label that
    /// fails for no field's sake are the administrator's; everything on the floor is the shift lead's. The customer may
    /// settle it, and sets it in the window.
    fn default() -> Self {
        Self {
            address: Owner::CustomerService,
            payment: Owner::Bookkeeping,
            content: Owner::CustomerService,
            goods: Owner::Catalogue,
            rule: Owner::Lead,
            settings: Owner::Admin,
            put_aside: Owner::Lead,
            stock: Owner::Lead,
            weight: Owner::Lead,
            label: Owner::Admin,
            conflict: Owner::Lead,
        }
    }
}

impl Owners {
    /// Whose a matter is.
    pub fn of(&self, matter: Matter) -> Owner {
        let mut owners = *self;
        *owners.of_mut(matter)
    }

    /// The same to change it.
    pub fn of_mut(&mut self, matter: Matter) -> &mut Owner {
        match matter {
            Matter::Address => &mut self.address,
            Matter::Payment => &mut self.payment,
            Matter::Content => &mut self.content,
            Matter::Goods => &mut self.goods,
            Matter::Rule => &mut self.rule,
            Matter::Settings => &mut self.settings,
            Matter::PutAside => &mut self.put_aside,
            Matter::Stock => &mut self.stock,
            Matter::Weight => &mut self.weight,
            Matter::Label => &mut self.label,
            Matter::Conflict => &mut self.conflict,
        }
    }

    /// Who mends a hold, where somebody has to.
    pub fn of_hold(&self, hold: &Hold) -> Option<Owner> {
        hold.matter().map(|matter| self.of(matter))
    }

    /// Who sees to an entry until a lead gives it to a person.
    pub fn of_entry(&self, entry: &Entry) -> Owner {
        self.of(entry.what.matter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::customs::CustomsFault;

    fn usual(hold: &Hold) -> Option<Owner> {
        Owners::default().of_hold(hold)
    }

    fn customs(field: CustomsField) -> Hold {
        Hold::from(CustomsFault {
            field,
            sku: None,
            value: String::new(),
        })
    }

    #[test]
    fn what_is_wrong_says_whose_it_is() {
        let phone = Hold::BadPhone {
            phone: "12".to_owned(),
        };
        let twin = Hold::Duplicate { of: "Z-1".into() };
        assert_eq!(usual(&phone), Some(Owner::CustomerService));
        assert_eq!(usual(&Hold::NoLocker), Some(Owner::CustomerService));
        assert_eq!(usual(&twin), Some(Owner::CustomerService));
        assert_eq!(usual(&Hold::Unpaid), Some(Owner::Bookkeeping));
        assert_eq!(
            usual(&customs(CustomsField::HsCode)),
            Some(Owner::Catalogue)
        );
        assert_eq!(usual(&customs(CustomsField::Eori)), Some(Owner::Admin));
        assert_eq!(usual(&Hold::NoCollection), Some(Owner::Admin));
        assert_eq!(usual(&Hold::TakenElsewhere), None);
    }

    #[test]
    fn a_label_that_lacks_a_field_is_the_business_of_whoever_knows_the_field() {
        let owner = |field: &str| {
            let field = field.to_owned();
            Owners::default().of(What::LabelRefused { field }.matter())
        };
        assert_eq!(owner("recipient.city"), Owner::CustomerService);
        assert_eq!(owner("sender.phone"), Owner::Admin);
        assert_eq!(owner("hs_code"), Owner::Catalogue);
        assert_eq!(owner("sscc"), Owner::Admin);
    }

    #[test]
    fn every_matter_is_set_by_itself_and_every_owner_is_found_by_its_name() {
        for matter in Matter::ALL {
            for owner in Owner::ALL {
                let mut owners = Owners::default();
                *owners.of_mut(matter) = owner;
                assert_eq!(owners.of(matter), owner);
                let others = Matter::ALL.into_iter().filter(|other| *other != matter);
                for other in others {
                    assert_eq!(owners.of(other), Owners::default().of(other));
                }
            }
        }
        for owner in Owner::ALL {
            assert_eq!(Owner::named(owner.name()), Some(owner));
        }
        assert_eq!(Owner::named("office"), None);
    }
}
