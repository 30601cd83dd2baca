use serde_json::json;

use crate::base::{Code, Error};
use crate::wire::sync::{Head, hex};

/// One life of a box's book, as far as it is held.
#[derive(Clone, Debug)]
pub struct Held {
    pub epoch: String,
    pub base_seq: i64,
    pub base_hash: [u8; 32],
    pub seq: i64,
    pub hash: [u8; 32],
    pub no: i64,
    /// A later life goes on from here: what is beyond counts no more.
    pub cut: Option<i64>,
}

impl Held {
    pub fn head(&self) -> Head {
        let (epoch, hash) = (self.epoch.clone(), hex(&self.hash));
        Head { epoch, seq: self.seq, hash, no: self.no }
    }

    /// Facts are missing between what is held and what came.
    pub fn gap(&self) -> Error {
        let expected = json!({ "expected_seq": self.seq + 1, "epoch": self.epoch });
        Error::new(Code::Gap).details(expected)
    }

    /// The box's book and this one say different things under one number.
    pub fn fork(&self, seq: i64, hash: &[u8; 32]) -> Error {
        let ours = json!({ "epoch": self.epoch, "seq": seq, "hash": hex(hash) });
        Error::new(Code::Fork).details(ours)
    }
}
