use serde::Serialize;
use utoipa::ToSchema;

use crate::base::{At, MessageId, Phone};
use crate::words;

words! {
    /// What a text is about.
    pub enum MessageKind {
        Code = "CODE",
        OrderReceived = "ORDER_RECEIVED",
        Ready = "READY",
        Thanks = "THANKS",
    }
}

words! {
    /// What became of a text.
    pub enum MessageState {
        Queued = "QUEUED",
        /// The provider took it; whether it arrived is not known.
        Sent = "SENT",
        /// It was refused, or it is not known whether it was sent: it is not sent again.
        Failed = "FAILED",
    }
}

/// A text, as staff may see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Message {
    pub id: MessageId,
    pub kind: MessageKind,
    #[schema(example = "987****3210")]
    pub phone_masked: String,
    pub text: String,
    pub at: At,
    pub state: MessageState,
}

/// A text on its way out.
#[derive(Clone, Debug)]
pub struct Outgoing {
    pub id: MessageId,
    pub phone: Phone,
    pub text: String,
    /// This one included.
    pub tries: u32,
}
