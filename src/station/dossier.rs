//! The papers of one parcel: its shipping label and its packing slip, ready before they are needed.

use std::path::{Path, PathBuf};

use super::config::{LabelLanguage, LabelPrinter};
use crate::connectors::csv_folder::document_file_name;
use crate::domain::customs;
use crate::domain::gs1::Sscc;
use crate::domain::ids::{OrderNo, Sku, TrackingNo};
use crate::domain::order::{BoxDocument, Order, Recipient};
use crate::domain::session::{Parcel, Session};
use crate::domain::settings::{Sender, Settings};
use crate::domain::shipping_rules::Ruling;
use crate::domain::units::{Grams, Minor};
use crate::labels::documents::{
    BoxPicture, CustomsDeclaration, DeclaredGoods, PackedParcel, PackingSlip, SlipLine,
    customs_declaration, packing_slip,
};
use crate::labels::{
    Address, CustomsWords, DocumentWords, LabelError, LabelSize, LabelWords, ShippingLabel,
    label_pdf, label_png, label_zpl,
};
use crate::store::{Store, StoreError};

/// The papers of the parcel that waits for its order number.
#[derive(Debug, Clone)]
pub(super) struct Dossier {
    /// The order.
    pub order: OrderNo,
    /// The parcel, from 1.
    pub parcel: u32,
    /// The tracking number on the label.
    pub tracking: TrackingNo,
    /// The weight on the label.
    pub gross: Grams,
    /// The service by the shipping rules; `None` in a shop without rules.
    pub service: Option<String>,
    /// The label.
    pub label: Vec<u8>,
    /// The label's language.
    pub language: LabelLanguage,
    /// A picture of the label.
    pub picture: Vec<u8>,
    /// The packing slip.
    pub slip: Vec<u8>,
    /// The customs declaration, where the parcel crosses a customs border.
    pub customs: Option<Vec<u8>>,
}

/// Why a parcel's papers cannot be made.
#[derive(Debug, thiserror::Error)]
pub(super) enum DossierError {
    /// The order is not in the cache.
    #[error("the order {0} is not in the cache")]
    UnknownOrder(OrderNo),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The customs declaration lacks something: it was taken out of the catalogue since.
    #[error("the customs declaration lacks something")]
    Customs,
    /// The label or the slip cannot be laid out.
    #[error(transparent)]
    Label(#[from] LabelError),
}

impl Dossier {
    /// Makes the papers of the parcel at hand.
    pub(super) fn make(
        store: &Store,
        settings: &Settings,
        (size, printer): (LabelSize, LabelPrinter),
        (session, parcel, ruling): (&Session, &Parcel, Option<&Ruling>),
        tracking: &TrackingNo,
        packed: Option<BoxPicture>,
    ) -> Result<Self, DossierError> {
        let gross = parcel.gross.unwrap_or_default();
        let mut order = store
            .order_content(&session.order)?
            .ok_or_else(|| DossierError::UnknownOrder(session.order.clone()))?;
        if let Some(ruling) = ruling {
            ruling.apply(&mut order);
        }
        let label = ShippingLabel {
            size,
            orientation: printer.orientation,
            sender: sender_address(&settings.sender),
            recipient: recipient_address(&order.recipient),
            service: service_name(&order.delivery_method),
            routing: routing(&order),
            order_no: order.order_no.clone(),
            parcel_index: parcel.number,
            parcel_count: session.expected_parcels(),
            gross,
            sscc: tracking.as_str().parse::<Sscc>().ok(),
            tracking: tracking.clone(),
            notes: vec![],
            words: label_words(&order),
        };
        Ok(Self {
            order: session.order.clone(),
            parcel: parcel.number,
            tracking: tracking.clone(),
            gross,
            service: ruling.map(|ruling| ruling.service.clone()),
            label: match printer.language {
                LabelLanguage::Pdf => label_pdf(&label, printer.dpi)?,
                LabelLanguage::Zpl => label_zpl(&label, printer.dpi, printer.text)?,
            },
            language: printer.language,
            picture: label_png(&label, printer.dpi)?,
            slip: slip(store, settings, &order, (session, parcel, packed), tracking)?,
            customs: declaration(store, settings, &order, session, parcel, tracking)?,
        })
    }
}

fn slip(
    store: &Store,
    settings: &Settings,
    order: &Order,
    (session, parcel, packed): (&Session, &Parcel, Option<BoxPicture>),
    tracking: &TrackingNo,
) -> Result<Vec<u8>, DossierError> {
    let mut lines = Vec::new();
    for line in session.lines.iter().filter(|line| line.opened.ordered > 0) {
        lines.push(SlipLine {
            sku: line.opened.sku.clone(),
            name: name_of(store, &line.opened.sku)?,
            ordered: line.opened.ordered,
            packed: line.packed,
            short: line.short,
        });
    }
    let contents = session.weighed_units(parcel);
    let slip = PackingSlip {
        order_no: order.order_no.clone(),
        sender: sender_address(&settings.sender),
        recipient: recipient_address(&order.recipient),
        lines,
        parcels: vec![PackedParcel {
            index: parcel.number,
            tracking: tracking.to_string(),
            gross: parcel.gross.unwrap_or_default(),
            contents: contents
                .into_iter()
                .map(|units| (units.sku, units.count))
                .collect(),
            picture: packed,
        }],
        notes: vec![],
        printed: String::new(),
    };
    Ok(packing_slip(&slip, &document_words(order))?)
}

/// No parcel gets a label for a customs border without everything that its declaration says.
fn declaration(
    store: &Store,
    settings: &Settings,
    order: &Order,
    session: &Session,
    parcel: &Parcel,
    tracking: &TrackingNo,
) -> Result<Option<Vec<u8>>, DossierError> {
    if !customs::needs_declaration(&settings.sender, order) {
        return Ok(None);
    }
    let lines = store.boxed_lines(order)?;
    if customs::fault(&settings.sender, order, &lines).is_some() {
        return Err(DossierError::Customs);
    }
    let worth = customs::worth(order, &lines);
    let known = |sku: &Sku| {
        let mut goods = lines.iter().flat_map(|(_, goods)| goods);
        goods.find(|it| it.sku == *sku)
    };
    let mut goods = Vec::new();
    for units in session.weighed_units(parcel) {
        let known = known(&units.sku).ok_or(DossierError::Customs)?;
        goods.push(DeclaredGoods {
            description: known.customs.description.clone(),
            hs_code: known.customs.hs_code.clone(),
            origin: known.customs.origin.clone(),
            quantity: units.count,
            net: (known.weight > Grams(0)).then(|| known.weight * units.count),
            value: worth
                .get(&units.sku)
                .map_or(Minor(0), |worth| worth.of(units.count)),
        });
    }
    let told = CustomsDeclaration {
        order_no: order.order_no.clone(),
        parcel: parcel.number,
        tracking: tracking.to_string(),
        sender: sender_address(&settings.sender),
        eori: settings.sender.eori.clone(),
        recipient: recipient_address(&order.recipient),
        goods,
        currency: order.currency.clone(),
        gross: parcel.gross.unwrap_or_default(),
    };
    Ok(Some(customs_declaration(&told, &CustomsWords::english())?))
}

/// A product's name, or its SKU when the catalogue has none.
pub(super) fn name_of(store: &Store, sku: &Sku) -> Result<String, StoreError> {
    Ok(store
        .product(sku)?
        .map_or_else(|| sku.0.clone(), |product| product.name))
}

fn sender_address(sender: &Sender) -> Address {
    Address {
        name: sender.name.clone(),
        company: None,
        lines: some_lines(&sender.street),
        postcode: sender.postcode.clone(),
        city: sender.city.clone(),
        country: sender.country.clone(),
        region: None,
        phone: Some(sender.phone.clone()).filter(|phone| !phone.is_empty()),
    }
}

fn recipient_address(recipient: &Recipient) -> Address {
    Address {
        name: recipient.name.clone(),
        company: None,
        lines: some_lines(&recipient.street),
        postcode: recipient.postcode.clone(),
        city: recipient.city.clone(),
        country: recipient.country.clone(),
        region: None,
        phone: Some(recipient.phone.clone()).filter(|phone| !phone.is_empty()),
    }
}

fn some_lines(street: &str) -> Vec<String> {
    Some(street.trim().to_owned())
        .filter(|line| !line.is_empty())
        .into_iter()
        .collect()
}

/// The service as people read it: the shop's own name for the delivery method, in words.
fn service_name(delivery_method: &str) -> String {
    delivery_method.replace('_', " ").to_uppercase()
}

/// Where the parcel is sorted to: the locker, or country and postcode.
fn routing(order: &Order) -> String {
    if order.locker.is_empty() {
        format!("{} {}", order.recipient.country, order.recipient.postcode)
            .trim()
            .to_owned()
    } else {
        order.locker.clone()
    }
}

/// Paper speaks the customer's language: Polish at home, English abroad.
fn label_words(order: &Order) -> LabelWords {
    if order.recipient.country == "PL" {
        LabelWords::polish()
    } else {
        LabelWords::english()
    }
}

fn document_words(order: &Order) -> DocumentWords {
    if order.recipient.country == "PL" {
        DocumentWords::polish()
    } else {
        DocumentWords::english()
    }
}

/// The file of a paper that belongs into the box.
pub(super) fn document_file(dir: &Path, order: &OrderNo, document: BoxDocument) -> PathBuf {
    dir.join("documents")
        .join(document_file_name(order, document))
}
