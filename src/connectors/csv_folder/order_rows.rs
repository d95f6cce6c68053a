//! The rows of orders and their lines. An order is its row together with all of its lines.

use chrono::{DateTime, Utc};

use crate::domain::address::{Field, Repair};
use crate::domain::ids::{OrderNo, Sku};
use crate::domain::import_problem::{ImportFile, NoteKind, RowProblem};
use crate::domain::order::{BoxDocument, Order, OrderLine, Recipient, Tag};
use crate::domain::units::Minor;

use super::cells::{CODE_MAX, Cells, LINE_NUMBER, MONEY_MINOR, QUANTITY, TEXT_MAX};
use super::table::Layout;
use super::text::parse_time;

pub(super) const ORDER_LINES: Layout = Layout {
    file: ImportFile::OrderLines,
    required: &["order_no", "line", "sku", "quantity"],
    optional: &["unit_value_minor"],
};

pub(super) const ORDERS: Layout = Layout {
    file: ImportFile::Orders,
    required: &[
        "order_no",
        "channel",
        "paid_at",
        "delivery_method",
        "locker",
        "name",
        "street",
        "postcode",
        "city",
        "country",
        "phone",
        "email",
        "value_minor",
        "currency",
        "tags",
        "note",
    ],
    optional: &[
        "customer",
        "status",
        "documents",
        "service_level",
        "cod_minor",
    ],
};

/// The line, and its order's number even when the rest was refused.
pub(super) fn order_line(cells: &mut Cells<'_>) -> (Option<String>, Option<OrderLine>) {
    let order_no = cells.scannable("order_no");
    let line = cells.count("line", LINE_NUMBER);
    let sku = cells.code("sku", CODE_MAX);
    let quantity = cells.count("quantity", QUANTITY);
    let unit_value = amount(cells, "unit_value_minor");
    let read = || {
        Some(OrderLine {
            line: line?,
            sku: Sku(sku?),
            quantity: quantity?,
            unit_value: unit_value?,
        })
    };
    let item = read();
    (order_no, item)
}

/// The order without its lines, and its number even when the rest was refused.
///
/// What can be read and not shipped (unpaid, no telephone, a wrong postcode)
/// comes in: the queue holds it and says why.
pub(super) fn order(cells: &mut Cells<'_>) -> (Option<String>, Option<Order>) {
    let order_no = cells.scannable("order_no");
    let channel = cells.text("channel", CODE_MAX);
    let customer = cells.text("customer", CODE_MAX);
    let paid_at = paid_at(cells);
    let delivery_method = cells.code("delivery_method", CODE_MAX);
    let locker = cells.text("locker", CODE_MAX);
    let recipient = recipient(cells);
    let value = cells.whole("value_minor", MONEY_MINOR);
    let currency = currency(cells);
    let tags = cells.word_set("tags", &Tag::WORDS, &RowProblem::BadTag);
    let note = cells.note_text("note");
    let documents = cells.word_set("documents", &BOX_DOCUMENTS, &RowProblem::BadDocument);
    let cancelled = cells.word("status", &STATUSES, RowProblem::BadStatus);
    let service_level = cells.text("service_level", CODE_MAX);
    let cash_on_delivery = amount(cells, "cod_minor");
    let read = || {
        Some(Order {
            order_no: OrderNo(order_no.clone()?),
            channel: channel?,
            customer: customer?,
            paid_at: paid_at?,
            delivery_method: delivery_method?,
            locker: locker?,
            recipient: recipient?,
            value: Minor(value?),
            currency: currency?,
            tags: tags?,
            note: note?,
            documents: documents?,
            cancelled: cancelled?,
            service_level: service_level?,
            cash_on_delivery: cash_on_delivery?,
            lines: Vec::new(),
        })
    };
    let item = read().map(|mut order| {
        mend_address(cells, &mut order);
        order
    });
    (order_no, item)
}

/// The words of the column `documents`.
pub(super) const BOX_DOCUMENTS: [(&str, BoxDocument); 2] = [
    ("invoice", BoxDocument::Invoice),
    ("return_slip", BoxDocument::ReturnSlip),
];

/// The words of the column `status`, and whether the order is cancelled.
const STATUSES: [(&str, bool); 2] = [("", false), ("cancelled", true)];

#[expect(
    clippy::option_option,
    reason = "the outer one is whether the cell could be read"
)]
fn paid_at(cells: &mut Cells<'_>) -> Option<Option<DateTime<Utc>>> {
    let text = cells.raw("paid_at");
    if text.is_empty() {
        return Some(None);
    }
    cells.taken("paid_at", parse_time(text)).map(Some)
}

#[expect(
    clippy::option_option,
    reason = "the outer one is whether the cell could be read"
)]
fn amount(cells: &mut Cells<'_>, column: &'static str) -> Option<Option<Minor>> {
    if cells.raw(column).is_empty() {
        return Some(None);
    }
    cells
        .whole(column, MONEY_MINOR)
        .map(|amount| Some(Minor(amount)))
}

fn recipient(cells: &mut Cells<'_>) -> Option<Recipient> {
    let name = cells.text("name", TEXT_MAX);
    let street = cells.text("street", TEXT_MAX);
    let city = cells.text("city", TEXT_MAX);
    let phone = cells.text("phone", CODE_MAX);
    let email = cells.text("email", TEXT_MAX);
    let country = cells.text("country", CODE_MAX);
    let postcode = cells.text("postcode", CODE_MAX);
    Some(Recipient {
        name: name?,
        street: street?,
        postcode: postcode?,
        city: city?,
        country: country?,
        phone: phone?,
        email: email?,
    })
}

/// Mends what of the address is surely only written wrongly, and says so.
fn mend_address(cells: &mut Cells<'_>, order: &mut Order) {
    for Repair { field, to, .. } in order.repair_address() {
        let mended = to;
        match field {
            Field::Country => cells.note("country", NoteKind::CountryMended { mended }),
            Field::Postcode => cells.note("postcode", NoteKind::PostcodeMended { mended }),
            other => cells.note(column_of(other), NoteKind::AddressMended { mended }),
        }
    }
}

/// The column that a part of the address comes from.
fn column_of(field: Field) -> &'static str {
    match field {
        Field::Name => "name",
        Field::Locker => "locker",
        Field::Country => "country",
        Field::Street => "street",
        Field::Postcode => "postcode",
        Field::City => "city",
        Field::Phone => "phone",
        Field::Email => "email",
        Field::Vat => "vat",
    }
}

fn currency(cells: &mut Cells<'_>) -> Option<String> {
    let text = cells.raw("currency");
    let is_code = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let currency = if is_code {
        Ok(text.to_owned())
    } else {
        Err(RowProblem::BadCurrency)
    };
    cells.taken("currency", currency)
}
