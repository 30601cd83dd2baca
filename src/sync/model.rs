use serde::Deserialize;
use uuid::Uuid;

use crate::base::At;
use crate::wire::sync::{AlarmKind, DeviceState, Epoch, Head, hex};
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
    /// Kilobits a second that may be sent; 0: no cap.
    pub cap_kbps: u32,
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
        kind: Option<AlarmKind>,
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
    pub fn of(status: u16, body: &[u8], seconds: Option<u64>) -> Trouble {
        let Ok(Said { error }) = serde_json::from_slice::<Said>(body) else {
            let why = format!("something that is not the cloud answered {status}");
            return Trouble::Away { why, seconds };
        };
        let number = |name: &str| error.details[name].as_i64();
        let why = format!("{}: {}", error.code, error.message);
        match error.code.as_str() {
            "gap" => match number("expected_seq") {
                Some(expected) => Trouble::Gap { expected },
                None => Trouble::Refused { kind: None, why },
            },
            "fork" => Trouble::Fork { why },
            "fenced" => Trouble::Fenced,
            "revoked" => Trouble::Revoked,
            "version_unsupported" => Trouble::Refused { kind: Some(AlarmKind::Version), why },
            "bad_signature" => Trouble::Refused { kind: Some(AlarmKind::Key), why },
            _ if matches!(status, 429 | 500..) => Trouble::Away { why, seconds },
            _ => Trouble::Refused { kind: None, why },
        }
    }
}

/// The facts of one life of the book: those after `after`, up to where the next life begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub epoch: String,
    pub after: i64,
    /// None for the life that goes on.
    pub until: Option<i64>,
}

/// What a life is made of. None for one this book never had.
pub fn span(epochs: &[Epoch], name: &str) -> Option<Span> {
    let n = epochs.iter().position(|epoch| epoch.epoch == name)?;
    // A later life may go on from further back: those between have no facts any more.
    let until = epochs.get(n + 1..)?.iter().map(|epoch| epoch.base_seq).min();
    Some(Span { epoch: name.to_owned(), after: epochs.get(n)?.base_seq, until })
}

/// Numbers to compare, to find the last one below `beyond` that two books share; `low` they share.
pub fn points(low: i64, beyond: i64) -> Vec<i64> {
    const AT_ONCE: i64 = 64;
    let between = beyond - low - 1;
    let count = between.clamp(0, AT_ONCE);
    (1..=count).map(|n| low + n * between / count).collect()
}

/// Where the box's book ends.
pub fn head(epoch: &str, seq: i64, hash: &[u8; 32]) -> Head {
    Head { epoch: epoch.to_owned(), seq, hash: hex(hash), no: 0 }
}
