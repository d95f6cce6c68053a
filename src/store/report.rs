//! The first statistics for leads, computed from the journal alone.

/// The figures of some time at this bench.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// First local day, `YYYY-MM-DD`.
    pub from: String,
    /// Last local day, `YYYY-MM-DD`.
    pub to: String,
    /// Orders closed in that time; one that was re-opened and closed again counts once.
    pub orders: u64,
    /// Parcels closed in that time; each once.
    pub parcels: u64,
    /// Pick lines with at least one unit packed in that time and not taken out again.
    pub lines: u64,
    /// Units packed in that time, less those taken out again.
    pub units: u64,
    /// Inputs that were turned down.
    pub refusals: u64,
    /// Of the orders closed: those at which no mis-pick was ever refused, in thousandths. `None` without orders.
    pub first_pass_yield_permille: Option<u32>,
    /// Tenths of orders closed per working hour. A working hour is a clock hour with at least one fact.
    pub orders_per_hour_tenths: Option<u32>,
    /// Tenths of lines packed per working hour.
    pub lines_per_hour_tenths: Option<u32>,
    /// Refusals by kind, most frequent first.
    pub by_kind: Vec<(String, u64)>,
    /// Refusals by badge of the packer, most frequent first; refusals while nobody was signed in are left out.
    pub by_packer: Vec<(String, u64)>,
    /// Refusals by product, most frequent first; refusals that concern no product are left out.
    pub by_product: Vec<(String, u64)>,
    /// For each local hour of the day, 0 to 23: hour, refusals, orders closed, lines packed.
    ///
    /// An order counts in the hour of its last closing, a line in the hour of its first unit.
    pub by_hour: Vec<(u32, u64, u64, u64)>,
}
