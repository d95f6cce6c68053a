//! PINs: how they are kept, and how one is proved.
//!
//! A stolen database must not give the PINs away: a six-digit PIN has only a million values. So
//! the PIN goes through an HMAC whose key, the pepper, lies in a file of its own outside the
//! database, and the result through Argon2id.

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::domain::session::input::PinProof;

/// Memory of one hash in KiB. Source: OWASP Password Storage Cheat Sheet, Argon2id minimum, 19 MiB.
const MEMORY_KIB: u32 = 19 * 1024;

/// Passes over the memory. Source: as above, t = 2.
const PASSES: u32 = 2;

/// Lanes. Source: as above, p = 1.
const LANES: u32 = 1;

/// Digits in front of a stored PIN that tell the pepper it was kept with.
///
/// Assumption: a shop has one pepper, at most a handful after mistakes; 32 bits tell those apart, and
/// tell nobody anything about the pepper.
const MARK_DIGITS: usize = 8;

/// File name of the pepper in the data directory.
const PEPPER_FILE: &str = "pepper";

/// The secret of one data directory, which never enters a database.
#[derive(Clone)]
pub struct Pepper([u8; 32]);

impl std::fmt::Debug for Pepper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pepper(…)")
    }
}

/// Why PINs cannot be kept or proved.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// The pepper's file cannot be read or made.
    #[error("the secret file {PEPPER_FILE} in the data directory cannot be used")]
    Pepper(#[source] io::Error),
    /// The pepper's file is not 64 hexadecimal digits. Bring it back from the copy.
    #[error("the secret file {PEPPER_FILE} in the data directory is damaged")]
    PepperDamaged,
    /// The system gave no random bytes.
    #[error("the system gave no random bytes: {0}")]
    NoRandom(getrandom::Error),
    /// The hash could not be made.
    #[error("the PIN could not be hashed: {0}")]
    Hash(argon2::password_hash::Error),
}

impl Pepper {
    /// The pepper of a data directory; made at the first use, readable by its owner only.
    pub fn of(dir: &Path) -> Result<Self, AuthError> {
        let file = dir.join(PEPPER_FILE);
        match fs::read_to_string(&file) {
            Ok(text) => Self::from_hex(text.trim()).ok_or(AuthError::PepperDamaged),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::make(&file),
            Err(error) => Err(AuthError::Pepper(error)),
        }
    }

    fn make(file: &Path) -> Result<Self, AuthError> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(AuthError::NoRandom)?;
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut out = options.open(file).map_err(AuthError::Pepper)?;
        let hex = super::hex(&secret);
        out.write_all(hex.as_bytes()).map_err(AuthError::Pepper)?;
        out.sync_all().map_err(AuthError::Pepper)?;
        Ok(Self(secret))
    }

    fn from_hex(text: &str) -> Option<Self> {
        let mut secret = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (at, byte) in secret.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok()?;
        }
        Some(Self(secret))
    }

    /// A digest of `bytes` that nobody without the pepper can try out.
    pub fn digest(&self, bytes: &[u8]) -> [u8; 32] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("an HMAC takes a key of any length");
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }

    /// What is stored of a PIN: the pepper's mark, and the hash in the PHC format.
    pub fn hash_pin(&self, pin: &str) -> Result<String, AuthError> {
        let hash = argon()
            .hash_password(&self.digest(pin.as_bytes()))
            .map_err(AuthError::Hash)?;
        Ok(format!("{}{hash}", self.mark()))
    }

    /// Whether `pin` is the one that is stored.
    pub fn proves(&self, pin: &str, stored: &str) -> PinProof {
        let (mark, hash) = parts(stored);
        if !mark.is_empty() && mark != self.mark() {
            return PinProof::OtherSecret;
        }
        let is_right = PasswordHash::new(hash).is_ok_and(|hash| {
            argon()
                .verify_password(&self.digest(pin.as_bytes()), &hash)
                .is_ok()
        });
        if is_right {
            PinProof::Right
        } else {
            PinProof::Wrong
        }
    }

    /// Whether a PIN was stored with another pepper than this one.
    pub fn is_foreign(&self, stored: &str) -> bool {
        let (mark, _hash) = parts(stored);
        !mark.is_empty() && mark != self.mark()
    }

    fn mark(&self) -> String {
        let mut mark = super::hex(&self.digest(b"the pepper's mark"));
        mark.truncate(MARK_DIGITS);
        mark
    }
}

/// The mark of a stored PIN, empty where it has none, and its hash.
fn parts(stored: &str) -> (&str, &str) {
    let at = stored.find('$').unwrap_or(stored.len());
    stored.split_at_checked(at).unwrap_or(("", stored))
}

fn argon() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
        .expect("the parameters are within Argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_proved_only_with_the_pepper_it_was_kept_with() {
        let (ours, theirs) = (Pepper([1; 32]), Pepper([2; 32]));
        let kept = ours.hash_pin("111111").unwrap();
        assert_eq!(ours.proves("111111", &kept), PinProof::Right);
        assert_eq!(ours.proves("111112", &kept), PinProof::Wrong);
        assert_eq!(theirs.proves("111111", &kept), PinProof::OtherSecret);
        assert!(theirs.is_foreign(&kept) && !ours.is_foreign(&kept));
        assert_eq!(ours.proves("111111", "$not a hash"), PinProof::Wrong);
        let before_marks = kept.split_at(MARK_DIGITS).1;
        assert_eq!(ours.proves("111111", before_marks), PinProof::Right);
        assert_eq!(theirs.proves("111111", before_marks), PinProof::Wrong);
    }

    #[test]
    fn the_pepper_is_made_once_and_only_its_owner_reads_it() {
        let dir = tempfile::tempdir().unwrap();
        let first = Pepper::of(dir.path()).unwrap();
        let again = Pepper::of(dir.path()).unwrap();
        assert_eq!(first.digest(b"x"), again.digest(b"x"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(dir.path().join(PEPPER_FILE))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
