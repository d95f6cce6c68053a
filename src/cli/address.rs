//! `pakownia check-address`: can a parcel reach this address, and what of it was mended?

use std::io::{self, BufRead as _, Write as _};
use std::process::ExitCode;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Failure;
use crate::domain::address::{self, Address, Fault, Field, Repair, Rule};
use crate::domain::desk::owner::{Matter, Owner, Owners};
use crate::i18n::{self, Lang};

/// An address as it comes in. What is left out, or is null, is not asked for; what is empty is missing.
#[derive(Debug, Deserialize)]
struct Given {
    name: Option<String>,
    street: Option<String>,
    postcode: Option<String>,
    city: Option<String>,
    country: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    delivery_method: Option<String>,
    locker: Option<String>,
    vat: Option<String>,
}

impl From<Given> for Address {
    fn from(given: Given) -> Self {
        Self {
            name: given.name,
            street: given.street,
            postcode: given.postcode,
            city: given.city,
            country: given.country.unwrap_or_default(),
            phone: given.phone,
            email: given.email,
            // Files have a column for lockers, which is empty in most rows.
            locker: given
                .locker
                .filter(|locker| !locker.is_empty() || is_locker(given.delivery_method.as_deref())),
            delivery_method: given.delivery_method,
            vat: given.vat,
        }
    }
}

fn is_locker(method: Option<&str>) -> bool {
    method.is_some_and(|method| method.ends_with("_locker"))
}

/// What is said of one address.
#[derive(Debug, Serialize)]
struct Verdict {
    ok: bool,
    address: Address,
    repairs: Vec<Repair>,
    faults: Vec<Told>,
}

/// One fault in words.
#[derive(Debug, Serialize)]
struct Told {
    field: Field,
    value: String,
    rule: Rule,
    /// How the country writes its postcodes, where the postcode is at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<Vec<&'static str>>,
    /// Who mends it in a shop that has set nothing else: a bench's own set-up is not asked here.
    owner: Owner,
    remedy: InBoth,
}

#[derive(Debug, Serialize)]
struct InBoth {
    pl: String,
    en: String,
}

/// Reads one address a line and writes one answer a line.
pub(super) fn run() -> Result<ExitCode, Failure> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().split(b'\n') {
        let line = line?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let answer = match serde_json::from_slice::<Given>(&line) {
            Ok(given) => serde_json::to_string(&verdict(given.into())),
            Err(refused) => Ok(json!({"ok": false, "error": refused.to_string()}).to_string()),
        };
        writeln!(out, "{}", answer.map_err(io::Error::from)?)?;
        out.flush()?;
    }
    Ok(ExitCode::SUCCESS)
}

fn verdict(mut address: Address) -> Verdict {
    let repairs = address.repair();
    let faults = address.faults();
    Verdict {
        ok: faults.is_empty(),
        faults: faults
            .into_iter()
            .map(|fault| told(fault, &address.country))
            .collect(),
        address,
        repairs,
    }
}

fn told(fault: Fault, country: &str) -> Told {
    let in_words = |lang| i18n::address_fault(lang, &fault).one_line();
    let remedy = InBoth {
        pl: in_words(Lang::Pl),
        en: in_words(Lang::En),
    };
    let expected = (fault.field == Field::Postcode)
        .then(|| address::postcode_forms(country))
        .flatten()
        .map(|forms| forms.split('|').collect());
    Told {
        field: fault.field,
        value: fault.value,
        rule: fault.rule,
        expected,
        owner: Owners::default().of(Matter::Address),
        remedy,
    }
}
