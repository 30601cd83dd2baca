use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::base::At;
use crate::wire::sync::Outcome;

/// A command, as whoever it belongs to sees it.
#[derive(Clone, Debug, Serialize)]
pub struct CommandView {
    pub id: Uuid,
    pub device_id: Uuid,
    pub kind: String,
    /// Empty for what the hub asks by itself.
    pub asked_by: String,
    pub created_at: At,
    /// It is not begun after that.
    pub expires_at: At,
    /// None while the box has not said: it may have been done all the same.
    pub outcome: Option<Outcome>,
    pub result: Option<Value>,
    pub answered_at: Option<At>,
}

/// What an owner asks of a box of theirs.
pub struct Wish<'a> {
    pub kind: &'a str,
    pub body: Value,
    /// Seconds in which it may be begun.
    pub good_for: i64,
    pub once: Once<'a>,
}

/// What is the same wish, said again.
pub enum Once<'a> {
    /// Nothing is: each is done.
    Never,
    /// One of this kind that waits.
    WhileItWaits,
    /// One that came with this name within two days.
    Named(&'a crate::base::OnceKey),
}
