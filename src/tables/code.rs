use data_encoding::BASE64URL_NOPAD;

use crate::base::{Secret, same_bytes};

/// The purpose the box's key for table codes is derived for.
pub const KEY: &str = "table-code";

const NAMED: usize = 4;
const SEAL: usize = 10;

/// What the code on a table says: which table, and which of its codes, the first being 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableCode {
    pub number: u16,
    pub version: u16,
}

impl TableCode {
    /// 19 letters that are safe in a URL: number, version, and 80 bits of HMAC-SHA256 over both, so
    /// that nobody finds the code of the next table by counting.
    pub fn sign(self, key: &Secret) -> String {
        let named = self.named();
        let mut bytes = named.to_vec();
        bytes.extend(seal(key, &named));
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// Reads a code this box signed; None for any other text.
    pub fn read(key: &Secret, token: &str) -> Option<TableCode> {
        let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).ok()?;
        let bytes: [u8; NAMED + SEAL] = bytes.try_into().ok()?;
        let (named, sealed) = bytes.split_at(NAMED);
        if !same_bytes(&seal(key, named), sealed) {
            return None;
        }
        let [n1, n2, v1, v2] = *named else { return None };
        let number = u16::from_be_bytes([n1, n2]);
        Some(TableCode { number, version: u16::from_be_bytes([v1, v2]) })
    }

    fn named(self) -> [u8; NAMED] {
        let ([n1, n2], [v1, v2]) = (self.number.to_be_bytes(), self.version.to_be_bytes());
        [n1, n2, v1, v2]
    }
}

fn seal(key: &Secret, named: &[u8]) -> [u8; SEAL] {
    let mac = key.mac(&[named]);
    std::array::from_fn(|i| mac[i])
}
