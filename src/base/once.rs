use sha2::{Digest, Sha256};

use super::{Code, Result};

/// A write's own name: who asks, the key they chose, and a hash of what they ask for.
#[derive(Clone, Debug)]
pub struct OnceKey {
    pub scope: String,
    pub key: String,
    pub request: [u8; 32],
}

impl OnceKey {
    /// `key`: 1 to 64 letters, digits, `-` or `_`. `request`: the route and the raw body.
    pub fn new(scope: String, key: &str, request: &[&[u8]]) -> Result<OnceKey> {
        let fits = |c: u8| c.is_ascii_alphanumeric() || c == b'-' || c == b'_';
        if key.is_empty() || key.len() > 64 || !key.bytes().all(fits) {
            return Err(Code::IdempotencyKeyInvalid.into());
        }
        let mut hash = Sha256::new();
        for part in request {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        Ok(OnceKey { scope, key: key.to_owned(), request: hash.finalize().into() })
    }
}
