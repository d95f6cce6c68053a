//! The names of things: each kind of key its own type, so that none is taken for another.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! text_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The key as it is written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )*};
}

text_id! {
    /// Our article number, as the shop writes it.
    Sku;
    /// The number of a customer's order.
    OrderNo;
    /// What stands on a worker's badge, for example `W-001`.
    Badge;
    /// The code of a kind of packaging, for example `KAR-S`.
    PackagingCode;
    /// The code on a tote, basket or trolley position.
    ToteCode;
    /// The name of a bench among all benches of a warehouse.
    StationId;
    /// The name a carrier (or our own counter) gave one parcel.
    TrackingNo;
}
