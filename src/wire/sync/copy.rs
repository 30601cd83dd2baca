use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Epoch;

/// Bytes of a copy in one piece, before it is sealed.
pub const PIECE: usize = 1 << 20;
/// Pieces a copy may have.
pub const MAX_PIECES: u32 = 4_096;

/// A copy of a box's rows, with its root key in front, packed, and sealed piece by piece.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    pub epoch: String,
    /// The last change, and the last fact, that is in it.
    pub no: i64,
    pub head_seq: i64,
    pub schema: i64,
    /// Of all pieces, before they are sealed.
    pub bytes: i64,
    /// Hex; of the same.
    pub sha256: String,
    pub pieces: u32,
}

/// Under what a copy is known at the hub, and which of its pieces are there already.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CopyBegun {
    pub hub: String,
    pub snapshot_id: Uuid,
    pub have: Vec<u32>,
}

/// A copy is whole.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CopyDone {
    pub hub: String,
}

/// What a box that takes another's place is brought back from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Lives of the book, oldest first; the last is the one that begins.
    pub epochs: Vec<Epoch>,
    pub snapshot_id: Uuid,
    pub copy: Copy,
    /// Whole days since the box before was heard.
    pub silent_days: i64,
    /// Facts that are held, whose rows are not.
    pub left_behind: i64,
}

impl Plan {
    /// The life that begins.
    pub fn begins(&self) -> Option<&Epoch> {
        self.epochs.last()
    }
}

/// Asks for one piece of a copy.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PieceWanted {
    pub snapshot_id: Uuid,
    pub n: u32,
}

/// Asks for the changes of a life after number `after`. The answer is batches without facts, each
/// with its length in four bytes in front; none: that was all.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ChangesWanted {
    pub epoch: String,
    pub after: i64,
}

/// Asks for the facts after number `after`, up to where the asker's own life begins. The answer is
/// a batch; without facts: that was all.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FactsWanted {
    pub after: i64,
}
