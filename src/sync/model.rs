use serde::Deserialize;
use uuid::Uuid;

use crate::base::At;
use crate::wire::sync::{DeviceState, Head, hex};
use crate::words;

/// Who this box is in the cloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cloud {
    pub hub_url: String,
    pub tenant: Uuid,
    pub device: Uuid,
    pub name: String,
    pub state: DeviceState,
    /// The last fact the cloud said it holds.
    pub held_seq: i64,
    /// The cloud's clock less ours.
    pub skew_ms: i64,
    pub last_contact_at: Option<At>,
}

words! {
    /// How the line to the cloud is, in a word.
    pub enum CloudState {
        NotEnrolled = "NOT_ENROLLED",
        Connecting = "CONNECTING",
        /// All the cloud shall have it has, or gets just now.
        Online = "ONLINE",
        /// It is not reached, and asked again in a while.
        Waiting = "WAITING",
        /// The two books say different things: a person decides.
        Forked = "FORKED",
        Fenced = "FENCED",
        Revoked = "REVOKED",
    }
}

/// What a failed try means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nobody was reached, or it was busy: again after a while, `seconds` if it said so.
    Away {
        why: String,
        seconds: Option<u64>,
    },
    /// Facts before these are missing there: go back to what it holds.
    Gap {
        expected: i64,
    },
    Fork {
        why: String,
    },
    Fenced,
    Revoked,
    /// It does not understand, or does not know us: a person looks.
    Refused {
        why: String,
    },
}

/// What an error of the cloud says.
#[derive(Deserialize)]
pub struct Said {
    pub error: SaidError,
}

#[derive(Deserialize)]
pub struct SaidError {
    pub code: String,
    #[serde(default)]
    pub message: String,
    #[serde(default)]
    pub details: serde_json::Value,
}

impl Trouble {
    /// Reads an answer that was no yes. What is no answer of a hub at all, a page of the Wi-Fi's
    /// that wants a click, counts as nobody reached.
    pub fn of(status: u16, body: &[u8]) -> Trouble {
        let Ok(Said { error }) = serde_json::from_slice::<Said>(body) else {
            let why = format!("something that is not the cloud answered {status}");
            return Trouble::Away { why, seconds: None };
        };
        let number = |name: &str| error.details[name].as_i64();
        let why = format!("{}: {}", error.code, error.message);
        match error.code.as_str() {
            "gap" => match number("expected_seq") {
                Some(expected) => Trouble::Gap { expected },
                None => Trouble::Refused { why },
            },
            "fork" => Trouble::Fork { why },
            "fenced" => Trouble::Fenced,
            "revoked" => Trouble::Revoked,
            _ if matches!(status, 429 | 500..) => Trouble::Away { why, seconds: None },
            _ => Trouble::Refused { why },
        }
    }
}

/// Where the box's book ends.
pub fn head(epoch: &str, seq: i64, hash: &[u8; 32]) -> Head {
    Head { epoch: epoch.to_owned(), seq, hash: hex(hash), no: 0 }
}
