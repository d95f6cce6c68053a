//! Has anybody changed the journal? Each fact carries a digest of itself and of the one before.
//!
//! One byte encoding, for ever. The hash of a fact is SHA-256 over, in this order:
//!
//! 1. the 32 bytes of the hash of the fact before (32 zero bytes for the first),
//! 2. each field as its length in bytes (4 bytes, most significant first) and its bytes:
//!    the text `pakownia fact 1`; station (UTF-8); epoch; number; time in milliseconds since 1970;
//!    worker (the byte 1 and the badge in UTF-8, or nothing when nobody was signed in); fence;
//!    kind (UTF-8); body (the stored JSON text in UTF-8, byte for byte).
//!
//! Whole numbers are 8 bytes, most significant first. The columns for searching (order, parcel,
//! product) repeat what the body says; the check compares them with it.

use sha2::{Digest as _, Sha256};

/// A SHA-256 digest.
pub type Hash = [u8; 32];

/// The hash before the first fact.
pub const BEGINNING: Hash = [0; 32];

const ENCODING: &[u8] = b"pakownia fact 1";

/// What of a fact is hashed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link<'a> {
    pub(super) station: &'a str,
    pub(super) epoch: u64,
    pub(super) number: u64,
    pub(super) at_millis: i64,
    pub(super) worker: Option<&'a str>,
    pub(super) fence: u64,
    pub(super) kind: &'a str,
    pub(super) body: &'a str,
}

/// The hash of a fact that follows `previous`.
pub(super) fn hash(previous: &Hash, link: &Link<'_>) -> Hash {
    let mut sum = Sha256::new();
    sum.update(previous);
    field(&mut sum, &[ENCODING]);
    field(&mut sum, &[link.station.as_bytes()]);
    field(&mut sum, &[&link.epoch.to_be_bytes()]);
    field(&mut sum, &[&link.number.to_be_bytes()]);
    field(&mut sum, &[&link.at_millis.to_be_bytes()]);
    match link.worker {
        Some(badge) => field(&mut sum, &[&[1], badge.as_bytes()]),
        None => field(&mut sum, &[]),
    }
    field(&mut sum, &[&link.fence.to_be_bytes()]);
    field(&mut sum, &[link.kind.as_bytes()]);
    field(&mut sum, &[link.body.as_bytes()]);
    sum.finalize().into()
}

fn field(sum: &mut Sha256, parts: &[&[u8]]) {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let length = u32::try_from(length).expect("a fact is far smaller than 4 GiB");
    sum.update(length.to_be_bytes());
    for part in parts {
        sum.update(part);
    }
}

/// What a `LabelStored` fact commits to: SHA-256 of the salt and the label's bytes, in hex.
///
/// With the bytes erased, the salt goes too, and nobody can guess the text from the commitment.
pub fn commitment(salt: &[u8], bytes: &[u8]) -> String {
    let mut sum = Sha256::new();
    sum.update(salt);
    sum.update(bytes);
    hex(&sum.finalize())
}

/// Bytes as lower-case hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| {
        char::from(if nibble < 10 {
            b'0' + nibble
        } else {
            b'a' + (nibble - 10)
        })
    };
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: Link<'_> = Link {
        station: "bench",
        epoch: 7,
        number: 1,
        at_millis: 1_700_000_000_000,
        worker: Some("W-001"),
        fence: 3,
        kind: "OrderWithdrawn",
        body: r#"{"fact":"OrderWithdrawn","order":"ZAM-1"}"#,
    };

    /// The same bytes put together by hand, so that the encoding cannot change unnoticed.
    #[test]
    fn the_encoding_is_the_documented_one() {
        let mut bytes = vec![0_u8; 32];
        let mut put = |field: &[u8]| {
            bytes.extend(u32::try_from(field.len()).unwrap().to_be_bytes());
            bytes.extend(field);
        };
        put(b"pakownia fact 1");
        put(b"bench");
        put(&[0, 0, 0, 0, 0, 0, 0, 7]);
        put(&[0, 0, 0, 0, 0, 0, 0, 1]);
        put(&1_700_000_000_000_i64.to_be_bytes());
        put(b"\x01W-001");
        put(&[0, 0, 0, 0, 0, 0, 0, 3]);
        put(b"OrderWithdrawn");
        put(LINK.body.as_bytes());
        let expected: Hash = Sha256::digest(&bytes).into();
        assert_eq!(hash(&BEGINNING, &LINK), expected);
    }

    #[test]
    fn moving_a_letter_from_one_field_to_the_next_changes_the_hash() {
        let moved = Link {
            kind: "OrderWithdraw",
            body: "n",
            ..LINK
        };
        let other = Link {
            kind: "OrderWithdrawn",
            body: "",
            ..LINK
        };
        assert_ne!(hash(&BEGINNING, &moved), hash(&BEGINNING, &other));
        let nobody = Link {
            worker: None,
            ..LINK
        };
        let nameless = Link {
            worker: Some(""),
            ..LINK
        };
        assert_ne!(hash(&BEGINNING, &nobody), hash(&BEGINNING, &nameless));
    }

    /// Source: FIPS 180-4, example of SHA-256 for the message "abc".
    #[test]
    fn a_commitment_is_a_sha_256_in_hex() {
        assert_eq!(
            commitment(b"a", b"bc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
