use std::fmt;

use data_encoding::HEXLOWER;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use sha2::{Digest, Sha256};

use super::{Secret, fill_random};

/// An Ed25519 key (RFC 8032), made from 32 secret bytes.
pub struct SigningKey(Ed25519KeyPair);

/// What others check signatures with.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublicKey([u8; 32]);

impl SigningKey {
    pub fn of(seed: &Secret) -> SigningKey {
        // A seed is refused only for its length, which its type fixes.
        match Ed25519KeyPair::from_seed_unchecked(seed.bytes()) {
            Ok(pair) => SigningKey(pair),
            Err(error) => panic!("32 bytes are a seed: {error}"),
        }
    }

    pub fn public(&self) -> PublicKey {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(self.0.public_key().as_ref());
        PublicKey(bytes)
    }

    pub fn sign(&self, text: &[u8]) -> [u8; 64] {
        let mut bytes = [0; 64];
        bytes.copy_from_slice(self.0.sign(text).as_ref());
        bytes
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}…)", self.public().id())
    }
}

impl PublicKey {
    pub fn from_bytes(bytes: [u8; 32]) -> PublicKey {
        PublicKey(bytes)
    }

    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// What a key is called where it is listed: the beginning of its SHA-256, 16 hex digits.
    pub fn id(&self) -> String {
        HEXLOWER.encode(&Sha256::digest(self.0)[..8])
    }

    pub fn verifies(&self, text: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.0).verify(text, signature).is_ok()
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.id())
    }
}

/// Locks `plain` under a key, for `about` and nothing else: ChaCha20-Poly1305 (RFC 8439), with a
/// nonce of its own in front.
pub fn seal(key: &Secret, about: &[u8], plain: &[u8]) -> Vec<u8> {
    let mut nonce = [0; NONCE_LEN];
    fill_random(&mut nonce);
    let mut text = plain.to_vec();
    let locked = lock(key).seal_in_place_append_tag(
        Nonce::assume_unique_for_key(nonce),
        Aad::from(about),
        &mut text,
    );
    // Only texts beyond 256 GiB are refused.
    assert!(locked.is_ok(), "the text is too long to be sealed");
    [nonce.as_slice(), &text].concat()
}

/// Opens what [`seal`] locked. None when the key or `about` is another, or a byte was changed.
pub fn open(key: &Secret, about: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, text) = sealed.split_at_checked(NONCE_LEN)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let mut text = text.to_vec();
    let plain = lock(key).open_in_place(nonce, Aad::from(about), &mut text).ok()?.len();
    text.truncate(plain);
    Some(text)
}

fn lock(key: &Secret) -> LessSafeKey {
    match UnboundKey::new(&CHACHA20_POLY1305, key.bytes()) {
        Ok(key) => LessSafeKey::new(key),
        Err(error) => panic!("32 bytes are a key: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64URL_NOPAD;

    use super::*;

    #[test]
    fn a_signature_is_known_and_no_other_text_has_it() {
        let key = SigningKey::of(&Secret::from_bytes([7; 32]));
        let public = BASE64URL_NOPAD.encode(key.public().bytes());
        assert_eq!(public, "6kpsY-KcUgq-9VB7Ey7F-ZVHdq6-vnuSQh7qaRRG0iw");
        let signature = key.sign(b"a text");
        assert!(key.public().verifies(b"a text", &signature));
        assert!(!key.public().verifies(b"a tex", &signature));
        assert!(!key.public().verifies(b"a text", &signature[..63]));
        let other = SigningKey::of(&Secret::from_bytes([8; 32]));
        assert!(!other.public().verifies(b"a text", &signature));
        assert_ne!(key.public().id(), other.public().id());
    }

    #[test]
    fn what_is_sealed_opens_with_its_key_for_its_purpose_unchanged_and_not_otherwise() {
        let key = Secret::from_bytes([1; 32]);
        let sealed = seal(&key, b"evening", b"nineteen tables");
        assert_eq!(open(&key, b"evening", &sealed).as_deref(), Some(&b"nineteen tables"[..]));
        assert_ne!(seal(&key, b"evening", b"nineteen tables"), sealed, "never the same nonce");
        assert_eq!(open(&key, b"morning", &sealed), None);
        assert_eq!(open(&Secret::from_bytes([2; 32]), b"evening", &sealed), None);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(open(&key, b"evening", &changed), None, "byte {at}");
            assert_eq!(open(&key, b"evening", &sealed[..at]), None, "cut at {at}");
        }
    }
}
