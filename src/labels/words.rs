//! The captions on labels and documents, already in the reader's language.

use serde::{Deserialize, Serialize};

use crate::domain::worker::Language;

/// Captions of the shipping label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelWords {
    /// Over the sender's address.
    pub sender: String,
    /// Over the recipient's address.
    pub recipient: String,
    /// Over "1/2".
    pub parcel: String,
    /// Over the weight.
    pub weight: String,
    /// Before the order number.
    pub order: String,
    /// Over the carrier's service.
    pub service: String,
    /// Over the routing text.
    pub routing: String,
    /// Before the telephone number.
    pub phone: String,
    /// Over the tracking number where it is not an SSCC.
    pub tracking: String,
    /// Between kilograms and grams.
    pub decimal_mark: char,
}

impl LabelWords {
    /// Captions for a Polish reader.
    pub fn polish() -> Self {
        Self {
            sender: "Nadawca".into(),
            recipient: "Odbiorca".into(),
            parcel: "Paczka".into(),
            weight: "Waga".into(),
            order: "Zamówienie".into(),
            service: "Usługa".into(),
            routing: "Kierunek".into(),
            phone: "tel.".into(),
            tracking: "Numer przesyłki".into(),
            decimal_mark: ',',
        }
    }

    /// Captions for an English reader.
    pub fn english() -> Self {
        Self {
            sender: "Sender".into(),
            recipient: "Recipient".into(),
            parcel: "Parcel".into(),
            weight: "Weight".into(),
            order: "Order".into(),
            service: "Service".into(),
            routing: "Routing".into(),
            phone: "tel.".into(),
            tracking: "Tracking number".into(),
            decimal_mark: '.',
        }
    }
}

/// Captions of the A4 documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentWords {
    /// Title of the packing slip.
    pub packing_slip: String,
    /// Title of the pick list of one order.
    pub pick_list: String,
    /// Title of the pick list of one trolley.
    pub trolley: String,
    /// Before the order number.
    pub order: String,
    /// Over the sender's address.
    pub sender: String,
    /// Over the recipient's address.
    pub recipient: String,
    /// Column: our article number.
    pub sku: String,
    /// Column: name of the article.
    pub name: String,
    /// Column: units ordered.
    pub ordered: String,
    /// Column: units packed.
    pub packed: String,
    /// Column: units missing.
    pub short: String,
    /// Column: units to take.
    pub quantity: String,
    /// Column: where to take them.
    pub location: String,
    /// Before the place to look next when a bin is short.
    pub look_next: String,
    /// Before the names of products that one is not to be confused with.
    pub not_to_confuse: String,
    /// Column: to be ticked off.
    pub done: String,
    /// Before the number of a parcel.
    pub parcel: String,
    /// Before the numbers in the picture of a packed box, and what stands under them.
    pub packing_order: String,
    /// Column: the total of a row.
    pub total: String,
    /// Before a position of a trolley.
    pub position: String,
    /// Before the page number.
    pub page: String,
    /// Before the date of printing.
    pub printed: String,
    /// Between kilograms and grams.
    pub decimal_mark: char,
}

impl DocumentWords {
    /// Captions for a Polish reader.
    pub fn polish() -> Self {
        Self {
            packing_slip: "Lista zawartości".into(),
            pick_list: "Lista kompletacyjna".into(),
            trolley: "Lista kompletacyjna wózka".into(),
            order: "Zamówienie".into(),
            sender: "Nadawca".into(),
            recipient: "Odbiorca".into(),
            sku: "SKU".into(),
            name: "Nazwa".into(),
            ordered: "Zamówiono".into(),
            packed: "Spakowano".into(),
            short: "Brak".into(),
            quantity: "Ilość".into(),
            location: "Lokalizacja".into(),
            look_next: "Jeśli brak, szukaj:".into(),
            not_to_confuse: "Nie pomyl z:".into(),
            done: "OK".into(),
            parcel: "Paczka".into(),
            packing_order: "Kolejność pakowania".into(),
            total: "Razem".into(),
            position: "Pozycja".into(),
            page: "Strona".into(),
            printed: "Wydruk".into(),
            decimal_mark: ',',
        }
    }

    /// Captions for an English reader.
    pub fn english() -> Self {
        Self {
            packing_slip: "Packing slip".into(),
            pick_list: "Pick list".into(),
            trolley: "Trolley pick list".into(),
            order: "Order".into(),
            sender: "Sender".into(),
            recipient: "Recipient".into(),
            sku: "SKU".into(),
            name: "Name".into(),
            ordered: "Ordered".into(),
            packed: "Packed".into(),
            short: "Short".into(),
            quantity: "Quantity".into(),
            location: "Location".into(),
            look_next: "If short, look at:".into(),
            not_to_confuse: "Not to be confused with:".into(),
            done: "OK".into(),
            parcel: "Parcel".into(),
            packing_order: "Packing order".into(),
            total: "Total".into(),
            position: "Position".into(),
            page: "Page".into(),
            printed: "Printed".into(),
            decimal_mark: '.',
        }
    }
}

/// Captions of the customs declaration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomsWords {
    /// Title.
    pub title: String,
    /// Below it: for which form its data are.
    pub form: String,
    /// Before the order number.
    pub order: String,
    /// Before the number of a parcel.
    pub parcel: String,
    /// Over the sender's address.
    pub sender: String,
    /// Over the recipient's address.
    pub recipient: String,
    /// Before the sender's EORI number.
    pub eori: String,
    /// Column: what the goods are.
    pub description: String,
    /// Column: the number in the Harmonized System.
    pub hs_code: String,
    /// Column: where they were made.
    pub origin: String,
    /// Column: units.
    pub quantity: String,
    /// Column: net weight.
    pub net: String,
    /// Column: value, with the currency behind it.
    pub value: String,
    /// Last row.
    pub total: String,
    /// Before the gross weight.
    pub gross: String,
    /// What kind of sending it is.
    pub category: String,
    /// What the sender signs.
    pub certificate: String,
    /// Below the line for it.
    pub signature: String,
    /// Before the page number.
    pub page: String,
    /// Between kilograms and grams, units and cents.
    pub decimal_mark: char,
}

impl CustomsWords {
    /// English, which customs take everywhere.
    ///
    /// Source: UPU Convention Manual, forms CN 22 and CN 23 (2021): fields 1 to 15, the certificate, "in English,
    /// French or a language accepted in the destination country".
    pub fn english() -> Self {
        Self {
            title: "Customs declaration".into(),
            form: "Data for CN 22 / CN 23".into(),
            order: "Order".into(),
            parcel: "Parcel".into(),
            sender: "Sender".into(),
            recipient: "Recipient".into(),
            eori: "EORI".into(),
            description: "Description of contents".into(),
            hs_code: "HS code".into(),
            origin: "Origin".into(),
            quantity: "Quantity".into(),
            net: "Net kg".into(),
            value: "Value".into(),
            total: "Total".into(),
            gross: "Gross weight".into(),
            category: "Category: sale of goods".into(),
            certificate: "I certify that the particulars given in this customs declaration are correct and that this item \
                does not contain any dangerous article prohibited by legislation or by postal or customs regulations."
                .into(),
            signature: "Date and sender\u{2019}s signature".into(),
            page: "Page".into(),
            decimal_mark: '.',
        }
    }
}

/// Captions of the list that goes with a driver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOverWords {
    /// Its title; the carrier stands behind it.
    pub title: String,
    /// Before the list's number.
    pub number: String,
    /// Before the shop.
    pub sender: String,
    /// Before the time at which it was closed.
    pub closed: String,
    /// Before the number of parcels.
    pub parcels: String,
    /// Column: the place in the list.
    pub row: String,
    /// Column: the number on the label.
    pub tracking: String,
    /// Column: the order.
    pub order: String,
    /// Column: where it goes.
    pub destination: String,
    /// Column and total: the weight.
    pub weight: String,
    /// Under the line on which the warehouse signs.
    pub handed_by: String,
    /// Under the line on which the driver signs.
    pub taken_by: String,
    /// Before the page number.
    pub page: String,
    /// Before the date of printing.
    pub printed: String,
    /// Between kilograms and grams.
    pub decimal_mark: char,
}

impl HandOverWords {
    /// Captions in a reader's language.
    pub fn of(lang: Language) -> Self {
        match lang {
            Language::Pl => Self::polish(),
            Language::En => Self::english(),
        }
    }

    /// Captions for a Polish reader.
    pub fn polish() -> Self {
        Self {
            title: "Lista przekazania".into(),
            number: "Numer listy".into(),
            sender: "Nadawca".into(),
            closed: "Zamknięta".into(),
            parcels: "Paczki".into(),
            row: "Lp.".into(),
            tracking: "Numer przesyłki".into(),
            order: "Zamówienie".into(),
            destination: "Dokąd".into(),
            weight: "Waga".into(),
            handed_by: "Wydał (magazyn): podpis, data, godzina".into(),
            taken_by: "Odebrał (kierowca): podpis, numer pojazdu".into(),
            page: "Strona".into(),
            printed: "Wydruk".into(),
            decimal_mark: ',',
        }
    }

    /// Captions for an English reader.
    pub fn english() -> Self {
        Self {
            title: "Hand-over list".into(),
            number: "List number".into(),
            sender: "Sender".into(),
            closed: "Closed".into(),
            parcels: "Parcels".into(),
            row: "No.".into(),
            tracking: "Tracking number".into(),
            order: "Order".into(),
            destination: "Destination".into(),
            weight: "Weight".into(),
            handed_by: "Handed over (warehouse): signature, date, time".into(),
            taken_by: "Taken over (driver): signature, vehicle".into(),
            page: "Page".into(),
            printed: "Printed".into(),
            decimal_mark: '.',
        }
    }
}

/// Captions of an order's dossier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierWords {
    /// The document's name.
    pub title: String,
    /// Over the order's barcode.
    pub order: String,
    /// Over the parcels.
    pub parcels: String,
    /// Column of tracking numbers.
    pub tracking: String,
    /// Column of benches.
    pub bench: String,
    /// Column of packagings.
    pub packaging: String,
    /// Column of weights.
    pub weight: String,
    /// Column of the hours at which parcels were closed.
    pub closed: String,
    /// Over the labels.
    pub labels: String,
    /// Before a label's revision.
    pub revision: String,
    /// Before the revisions that are void.
    pub void: String,
    /// A label that cannot be drawn here.
    pub not_drawn: String,
    /// Before the bench that keeps a label.
    pub elsewhere: String,
    /// A label whose bytes are not here.
    pub gone: String,
    /// Over everything that happened.
    pub happened: String,
    /// Column of hours.
    pub at: String,
    /// Column of people.
    pub who: String,
    /// Column of what happened.
    pub what: String,
    /// Column of the places in the journal, with the beginnings of the hashes.
    pub entry: String,
    /// How a reader can prove that nothing was altered.
    pub proof: String,
    /// Before the page number.
    pub page: String,
    /// Before the date of printing.
    pub printed: String,
}

impl DossierWords {
    /// Captions in a reader's language.
    pub fn of(lang: Language) -> Self {
        match lang {
            Language::Pl => Self::polish(),
            Language::En => Self::english(),
        }
    }

    /// Captions for a Polish reader.
    pub fn polish() -> Self {
        Self {
            title: "Historia zamówienia".into(),
            order: "Zamówienie".into(),
            parcels: "Paczki".into(),
            tracking: "Numer przesyłki".into(),
            bench: "Stanowisko".into(),
            packaging: "Opakowanie".into(),
            weight: "Waga".into(),
            closed: "Zamknięta".into(),
            labels: "Etykiety, jak je wydrukowano".into(),
            revision: "wersja".into(),
            void: "nieważne".into(),
            not_drawn: "Jej obrazu nie da się tu narysować.".into(),
            elsewhere: "Etykieta jest na stanowisku".into(),
            gone: "Treści etykiety tu nie ma: usunięto ją albo jej nie wydrukowano.".into(),
            happened: "Co się działo".into(),
            at: "Kiedy".into(),
            who: "Kto, gdzie".into(),
            what: "Co".into(),
            entry: "Wpis".into(),
            proof: "Wpis: numer w dzienniku stanowiska i początek skrótu SHA-256, który obejmuje wszystkie wcześniejsze \
                    wpisy. Że żadnego nie zmieniono, dowodzi na tym stanowisku polecenie: pakownia doctor --verify-journal."
                .into(),
            page: "Strona".into(),
            printed: "Wydruk".into(),
        }
    }

    /// Captions for an English reader.
    pub fn english() -> Self {
        Self {
            title: "Order history".into(),
            order: "Order".into(),
            parcels: "Parcels".into(),
            tracking: "Tracking number".into(),
            bench: "Bench".into(),
            packaging: "Packaging".into(),
            weight: "Weight".into(),
            closed: "Closed".into(),
            labels: "Labels as they were printed".into(),
            revision: "revision".into(),
            void: "void".into(),
            not_drawn: "Its picture cannot be drawn here.".into(),
            elsewhere: "The label is kept at the bench".into(),
            gone: "The label\u{2019}s content is not here: it was erased, or never printed.".into(),
            happened: "What happened".into(),
            at: "When".into(),
            who: "Who, where".into(),
            what: "What".into(),
            entry: "Entry".into(),
            proof: "Entry: its number in the bench\u{2019}s journal, and the beginning of the SHA-256 hash, which covers all \
                    entries before it. That none was altered is proved at that bench by: pakownia doctor --verify-journal."
                .into(),
            page: "Page".into(),
            printed: "Printed".into(),
        }
    }
}
