use sha2::{Digest, Sha256};

use crate::base::At;

/// What the first fact is chained to.
pub const BEGINNING: [u8; 32] = [0; 32];

/// A fact's hash: SHA-256 over the hash before it and every column, each text preceded by its
/// length. Over the text as it is written, so that others keep what they cannot read.
pub fn chain(before: &[u8; 32], seq: i64, at: At, kind: &str, actor: &str, body: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(before);
    hash.update(seq.to_be_bytes());
    hash.update(at.millis().to_be_bytes());
    for text in [kind, actor, body] {
        hash.update((text.len() as u64).to_be_bytes());
        hash.update(text);
    }
    hash.finalize().into()
}
