use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::fill_random;

/// 32 secret bytes. Never printed, never serialised.
#[derive(Clone)]
pub struct Secret([u8; 32]);

impl Secret {
    pub fn from_bytes(bytes: [u8; 32]) -> Secret {
        Secret(bytes)
    }

    pub fn random() -> Secret {
        let mut bytes = [0; 32];
        fill_random(&mut bytes);
        Secret(bytes)
    }

    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A secret of its own for one purpose, so that no key is used for two things.
    pub fn derive(&self, purpose: &str) -> Secret {
        Secret(self.mac(&[b"tiffin/derive", purpose.as_bytes()]))
    }

    /// HMAC-SHA256 (RFC 2104) over `parts`, each preceded by its length so that no two lists of
    /// parts read alike.
    pub fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        // A key shorter than the hash's block is padded with zeros by definition.
        let mut key = [0; 64];
        key[..32].copy_from_slice(&self.0);
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&key.into());
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Compares in a time that tells nothing about where the two differ.
pub fn same_bytes(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).into()
}
