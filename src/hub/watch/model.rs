use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::base::At;
use crate::words;

/// Seconds without a word after which a box counts as silent: three of its beats.
pub const SILENT_SECONDS: i64 = 90;

words! {
    /// How a place stands.
    pub enum Standing {
        /// No box came to it yet.
        Empty = "EMPTY",
        Heard = "HEARD",
        Silent = "SILENT",
        /// Its box's key was withdrawn, and none came in its place.
        ShutOut = "SHUT_OUT",
    }
}

/// How a place's box is.
#[derive(Debug, Serialize)]
pub struct Watched {
    pub device_id: Uuid,
    pub name: String,
    pub tenant_id: Uuid,
    pub tenant_name: String,
    pub standing: Standing,
    pub last_seen_at: Option<At>,
    /// The program and its version.
    pub program: String,
    /// Facts it wrote, and facts that are held.
    pub head_seq: i64,
    pub held_seq: i64,
    /// Facts that are not held yet.
    pub lag: i64,
    /// Its clock less ours, in milliseconds.
    pub skew_ms: i64,
    pub disk_free: Option<u64>,
    pub clock_ok: Option<bool>,
    pub dead_letters: Option<i64>,
    pub open_alarms: i64,
    /// When the box last said how it is; what follows, and the disk above, is from then.
    pub told_at: Option<At>,
    /// Bytes that wait at the box to be sent.
    pub waiting_bytes: Option<i64>,
    pub open_orders: Option<i64>,
    /// What rings at the box itself, by kind.
    pub rings: Vec<String>,
}

/// What of a beat is shown. What a later box says besides is left alone.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct BeatSeen {
    pub head_seq: i64,
    pub disk_free: Option<u64>,
    pub clock_ok: Option<bool>,
    pub dead_letters: Option<i64>,
    pub waiting_bytes: Option<i64>,
    pub open_orders: Option<i64>,
    pub alarms: Vec<RingSeen>,
}

#[derive(Debug, Deserialize)]
pub struct RingSeen {
    pub kind: String,
}

/// What somebody should look at.
#[derive(Debug, Serialize)]
pub struct Alarm {
    pub id: Uuid,
    pub device_id: Uuid,
    pub device_name: String,
    pub tenant_name: String,
    pub kind: String,
    pub said: String,
    pub at: At,
    /// How often it rang since somebody looked.
    pub times: i64,
    pub cleared_at: Option<At>,
}

/// How a place stands, by its keys and when it was heard.
pub fn standing(keys: i64, is_let_in: bool, last_seen: Option<At>, now: At) -> Standing {
    let heard = |at: At| now.millis() - at.millis() <= SILENT_SECONDS * 1_000;
    match (keys, is_let_in, last_seen) {
        (0, ..) => Standing::Empty,
        (_, false, _) => Standing::ShutOut,
        (_, true, Some(at)) if heard(at) => Standing::Heard,
        _ => Standing::Silent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_silent_after_three_missed_beats() {
        let now = At::from_millis(1_795_267_800_000);
        let seen = |ago: i64| Some(now.plus_seconds(-ago));
        assert_eq!(standing(0, false, None, now), Standing::Empty);
        assert_eq!(standing(2, false, seen(1), now), Standing::ShutOut);
        assert_eq!(standing(1, true, None, now), Standing::Silent, "it enrolled and was gone");
        assert_eq!(standing(1, true, seen(90), now), Standing::Heard);
        assert_eq!(standing(1, true, seen(91), now), Standing::Silent);
        assert_eq!(standing(1, true, seen(-5), now), Standing::Heard, "another node's clock");
    }
}
