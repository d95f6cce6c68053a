//! The shop: orders that come, change and are cancelled, whatever the benches do with them.

use pakownia::domain::order::{Order, OrderLine, Recipient};
use pakownia::domain::units::Minor;

use super::bench::clock;
use super::books::order_no;
use super::faults::{Fault, MINUTE, SECOND, within};
use super::world::{Event, World};

/// What the shop knows.
#[derive(Debug, Default)]
pub(super) struct Shop {
    /// All orders as they are now, by number.
    pub(super) orders: Vec<Order>,
}

fn order(number: usize, lines: usize) -> Order {
    let line = |line: usize| OrderLine {
        line: u32::try_from(line).unwrap() + 1,
        sku: format!("SKU-{line}").as_str().into(),
        quantity: 2,
        unit_value: None,
    };
    Order {
        order_no: order_no(number),
        channel: "shop".to_owned(),
        customer: String::new(),
        paid_at: Some(clock(0)),
        delivery_method: "dpd_courier".to_owned(),
        locker: String::new(),
        recipient: Recipient {
            name: "Żaneta Łącka".to_owned(),
            street: "Źródlana 1".to_owned(),
            postcode: "00-001".to_owned(),
            city: "Warszawa".to_owned(),
            country: "PL".to_owned(),
            phone: "+48600100200".to_owned(),
            email: crate::sample::email_of(order_no(number).as_str()),
        },
        value: Minor(1_000),
        currency: "PLN".to_owned(),
        tags: vec![],
        note: String::new(),
        documents: vec![],
        cancelled: false,
        service_level: String::new(),
        cash_on_delivery: None,
        lines: (0..lines).map(line).collect(),
    }
}

impl World {
    /// A new order; every third goes out in two parcels.
    pub(super) fn new_order(&mut self) -> usize {
        let number = self.shop.orders.len();
        let lines = if self.dice.percent(33) { 2 } else { 1 };
        self.shop.orders.push(order(number, lines));
        number
    }

    /// Something happens at the shop, and is sent to the master.
    pub(super) fn shop_does(&mut self, fault: &Fault) {
        let number = match *fault {
            Fault::NewOrder => self.new_order(),
            Fault::Edit { order } | Fault::Cancel { order } | Fault::Uncancel { order } => order,
            _ => return,
        };
        let Some(order) = self.shop.orders.get_mut(number) else {
            return;
        };
        match fault {
            Fault::Edit { .. } => order.lines[0].quantity += 1,
            Fault::Cancel { .. } => order.cancelled = true,
            Fault::Uncancel { .. } => order.cancelled = false,
            _ => {}
        }
        self.later(0, Event::Import(vec![number]));
    }

    /// The connector opens a transaction; while the master is away it tries again.
    pub(super) fn import(&mut self, orders: Vec<usize>) {
        if self.master.down_until > self.now {
            self.later(MINUTE, Event::Import(orders));
            return;
        }
        let transaction = self.master.begin();
        let long = if self.dice.percent(25) {
            5 * MINUTE
        } else {
            SECOND
        };
        let work = within(&mut self.dice, long);
        let life = self.master.life;
        self.later(work, Event::Imported(life, transaction, orders));
    }

    /// The transaction is committed with what the shop knows by then, or is lost and begun again.
    pub(super) fn imported(&mut self, life: u64, transaction: u64, orders: Vec<usize>) {
        if life != self.master.life {
            self.later(MINUTE, Event::Import(orders));
            return;
        }
        let now = self.masters_clock();
        self.trace.note(self.now, 0, "import", || {
            format!("{orders:?} in {transaction}")
        });
        for number in orders {
            let order = &self.shop.orders[number];
            self.master.books.import(transaction, order, now);
        }
        self.master.end(transaction);
    }
}
