use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::base::{At, PublicKey, fill_random};
use crate::wire::sync::DeviceState;
use crate::words;

words! {
    /// What a code lets a box do.
    pub enum CodeKind {
        /// Stand at a place.
        Box = "BOX",
        /// Take the place of the box before, with all it had.
        Restore = "RESTORE",
    }
}

/// A place a box stands at, as its owner sees it.
#[derive(Clone, Debug, Serialize)]
pub struct Place {
    pub id: Uuid,
    pub name: String,
    pub last_seen_at: Option<At>,
    pub program: String,
    /// Newest first; one at most is active.
    pub machines: Vec<PlaceKey>,
    /// The newest whole copy of what its box holds.
    pub copy: Option<PlaceCopy>,
}

/// A whole copy of a box that is kept here.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceCopy {
    pub at: At,
    pub bytes: i64,
}

/// A box's key that was let in.
#[derive(Clone, Debug, Serialize)]
pub struct PlaceKey {
    pub key: String,
    pub state: DeviceState,
    pub since: At,
}

/// A box's key as the hub knows it.
#[derive(Clone, Debug)]
pub struct Key {
    pub public: PublicKey,
    pub state: DeviceState,
}

/// Crockford's 32 letters: none looks like another.
const LETTERS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code of twelve letters, as it is read out: `XXXX-XXXX-XXXX`.
pub fn new_code() -> String {
    let mut bytes = [0; 12];
    fill_random(&mut bytes);
    let letters = LETTERS.as_bytes();
    // 256 is a multiple of 32: no letter comes more often than another.
    let code: Vec<_> = bytes.iter().map(|b| char::from(letters[usize::from(b % 32)])).collect();
    let fours: Vec<String> = code.chunks(4).map(|four| four.iter().collect()).collect();
    fours.join("-")
}

/// A code as it was meant, however it was typed. None when it can be none.
pub fn tidy_code(typed: &str) -> Option<String> {
    let meant = |c: char| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    };
    let code: String =
        typed.chars().filter(|c| !matches!(c, '-' | ' ')).map(meant).take(13).collect();
    (code.len() == 12 && code.chars().all(|c| LETTERS.contains(c))).then_some(code)
}

/// What is kept of a code. Sixty random bits that live for fifteen minutes need no slow hash.
pub fn hash_of_code(tidy: &str) -> Vec<u8> {
    Sha256::digest(format!("tiffin/enrol/1|{tidy}")).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_was_meant() {
        let code = new_code();
        assert_eq!(code.len(), 14);
        let tidy = tidy_code(&code).expect("a code");
        assert_eq!(tidy_code(&code.to_lowercase()), Some(tidy.clone()));
        assert_eq!(tidy_code(&tidy), Some(tidy));
        assert_eq!(tidy_code("O0OO-iIlL-1111").as_deref(), Some("000011111111"));
        for bad in ["", "0000-0000-000", "0000-0000-00000", "0000-0000-000U", "नमस्ते"]
        {
            assert_eq!(tidy_code(bad), None, "{bad}");
        }
        assert_ne!(new_code(), new_code());
    }
}
