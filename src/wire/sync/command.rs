use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::DeviceState;
use crate::base::At;
use crate::words;

/// Most bytes of one message over a link, and of one answer to a poll.
pub const MAX_MESSAGE: usize = 1 << 20;
/// Commands handed out at once.
pub const MAX_COMMANDS: usize = 50;
/// Seconds a poll is held open while there is nothing to tell.
pub const POLL_SECONDS: u64 = 25;

/// How a link is ended when the same box opened another.
pub const CLOSE_REPLACED: u16 = 4001;
/// How a link is ended whose opener does not prove who it is, or is heard no more.
pub const CLOSE_REFUSED: u16 = 4003;
pub const CLOSE_SILENT: u16 = 4008;

words! {
    /// What came of a command.
    pub enum Outcome {
        Done = "DONE",
        /// The box does not do that; `code` in the result says why.
        Refused = "REFUSED",
        Expired = "EXPIRED",
    }
}

/// Something the cloud asks of a box. It has its effect once, however often it is told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Command {
    pub id: Uuid,
    /// Its place in the order of the box's commands.
    pub no: i64,
    pub kind: String,
    pub body: Value,
    /// By the cloud's clock.
    pub expires_at: At,
}

impl Command {
    /// What is the same when the same thing is asked again.
    pub fn digest(&self) -> [u8; 32] {
        // Names in an object are in one order: the text does not depend on who wrote it.
        Sha256::digest(format!("{}\n{}", self.kind, self.body)).into()
    }
}

/// What came of a command, told until the cloud has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ack {
    pub id: Uuid,
    pub outcome: Outcome,
    #[serde(default)]
    pub result: Value,
}

/// How the box is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Beat {
    /// The program and its own version.
    pub version: String,
    pub schema: i64,
    pub epoch: String,
    pub head_seq: i64,
    pub held_seq: i64,
    pub waiting_bytes: i64,
    pub disk_free: Option<u64>,
    /// Whether the box thinks it knows what time it is.
    pub clock_ok: bool,
    pub dead_letters: i64,
    pub open_orders: i64,
    pub alarms: Vec<BeatAlarm>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BeatAlarm {
    pub kind: String,
    #[serde(default)]
    pub text: String,
    pub at: At,
}

/// What the cloud says over a link.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum HubSaid {
    /// Prove that it is you, now: what is signed in the headers may have been recorded.
    Challenge {
        nonce: String,
    },
    Welcome {
        now: At,
        state: DeviceState,
    },
    Command(Command),
    /// These outcomes are kept.
    Acked {
        ids: Vec<Uuid>,
    },
    State {
        state: DeviceState,
    },
    #[serde(other)]
    Else,
}

/// What a box says over a link.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum BoxSaid {
    /// Base64url; over [`proof_text`].
    Proof {
        signature: String,
    },
    Ack(Ack),
    Beat(Box<Beat>),
    #[serde(other)]
    Else,
}

/// What a box signs to show that it opened this link just now.
pub fn proof_text(nonce: &str, device: Uuid, epoch: &str) -> Vec<u8> {
    format!("TIFFIN1-LINK\n{nonce}\n{device}\n{epoch}").into_bytes()
}

/// The answer to a poll.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Polled {
    pub hub: String,
    pub version: u32,
    pub now: At,
    pub state: DeviceState,
    pub commands: Vec<Command>,
}

/// Outcomes told by POST.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Acks {
    pub acks: Vec<Ack>,
}

/// Those that are kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Acked {
    pub ids: Vec<Uuid>,
}
