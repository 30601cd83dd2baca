use serde::Serialize;
use utoipa::ToSchema;

use crate::store::Storage;

/// How the box is doing.
#[derive(Debug, Serialize, ToSchema)]
pub struct Status {
    pub version: &'static str,
    /// The number of the last fact.
    pub head_seq: i64,
    pub followers: Vec<FollowerStatus>,
    pub storage: Storage,
    /// False when the clock stands before the last fact: the machine has forgotten the time.
    pub clock_ok: bool,
    /// True when carts and codes were lost at the last start.
    pub ephemeral_reset: bool,
}

/// How far a follower has read.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FollowerStatus {
    pub name: String,
    pub seq: i64,
    pub behind: i64,
    pub dead_letters: u32,
    /// Why the last dead letter became one.
    pub last_error: Option<String>,
    /// What keeps it from going on.
    pub waits: Option<FollowerWait>,
}

/// What a follower waits for before it tries a fact again.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct FollowerWait {
    /// Times it was tried without success.
    pub tries: u32,
    pub next_try_in_seconds: u64,
    pub why: String,
}

/// What the doctor found, and what to do about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    pub check: &'static str,
    pub ok: bool,
    /// What was seen, in a sentence.
    pub found: String,
    /// What to do; empty when all is well.
    pub fix: &'static str,
}

impl Finding {
    pub fn well(check: &'static str, found: impl Into<String>) -> Finding {
        Finding { check, ok: true, found: found.into(), fix: "" }
    }

    pub fn ill(check: &'static str, found: impl Into<String>, fix: &'static str) -> Finding {
        Finding { check, ok: false, found: found.into(), fix }
    }
}
