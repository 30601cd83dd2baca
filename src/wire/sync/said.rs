use serde::{Deserialize, Serialize};

use super::batch::{MAX_FACTS, MAX_RAW};
use crate::base::At;
use crate::words;

words! {
    /// How a box stands with the cloud.
    pub enum DeviceState {
        Active = "ACTIVE",
        /// Another box took its place.
        Fenced = "FENCED",
        /// Its key was withdrawn.
        Revoked = "REVOKED",
    }
}

words! {
    /// What somebody should look at, on either side.
    pub enum AlarmKind {
        /// The cloud holds less than it once said.
        Gap = "GAP",
        /// Two books say different things under one number.
        Fork = "FORK",
        /// The cloud holds facts that the box's storage has lost.
        HubAhead = "HUB_AHEAD",
        /// What was written before a new life goes on being written.
        TwoBoxes = "TWO_BOXES",
        /// The cloud does not know the box's key.
        Key = "KEY",
        /// The two speak no common version.
        Version = "VERSION",
    }
}

words! {
    /// Why a book has a new epoch.
    pub enum EpochReason {
        /// The database was made.
        New = "NEW",
        /// A backup was put in its place.
        Restored = "RESTORED",
        /// It was brought back from the cloud.
        FromHub = "FROM_HUB",
        /// The cloud holds facts the storage has lost.
        HubAhead = "HUB_AHEAD",
        /// A person said that the book here is the one that goes on.
        Begun = "BEGUN",
    }
}

/// One life of a book: the facts after `base_seq` that were written since its database was made or
/// put back. A number that is given out again in another epoch is another fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Epoch {
    /// 64 random bits, 16 hex digits.
    pub epoch: String,
    /// What it goes on from; none for the first.
    #[serde(default)]
    pub base_epoch: Option<String>,
    pub base_seq: i64,
    /// Hex.
    pub base_hash: String,
    pub reason: EpochReason,
}

/// The last fact of a book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    pub epoch: String,
    pub seq: i64,
    /// Hex.
    pub hash: String,
    /// The last change of rows.
    #[serde(default)]
    pub no: i64,
}

/// What a box says first: at each start, when the line is back, and after any disagreement.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Hello {
    pub version: u32,
    /// The program and its own version.
    pub program: String,
    /// Oldest first.
    pub epochs: Vec<Epoch>,
    pub head: Head,
    /// How much of the newest life the cloud has said it holds.
    #[serde(default)]
    pub held: i64,
    pub schema: i64,
}

/// What the cloud holds of a box, and what it may send.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HelloAnswer {
    pub hub: String,
    pub version: u32,
    pub now: At,
    pub state: DeviceState,
    pub held: Head,
    #[serde(default)]
    pub needs_snapshot: bool,
    pub limits: Limits,
}

/// What one batch may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    pub max_facts: usize,
    pub max_bytes: usize,
}

impl Limits {
    pub const MOST: Limits = Limits { max_facts: MAX_FACTS, max_bytes: MAX_RAW };
}

/// The answer to a batch, once it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Ingested {
    pub hub: String,
    pub now: At,
    pub state: DeviceState,
    pub held: Head,
    #[serde(default)]
    pub commands_waiting: u32,
}

/// Asks for hashes, to find where two books part.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Compare {
    pub epoch: String,
    /// At most 64 numbers.
    pub seqs: Vec<i64>,
}

/// The hashes asked for, in hex; none where there is no such fact.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Compared {
    pub hashes: Vec<Option<String>>,
}
