use serde::Serialize;
use utoipa::ToSchema;

use crate::base::limits::CODE_SECONDS;
use crate::base::{At, Language, MessageId, Phone};
use crate::config::Hidden;
use crate::gateways::sms::TextGateway;
use crate::wire::MessageKind;
use crate::words;

words! {
    /// What became of a text.
    pub enum MessageState {
        Queued = "QUEUED",
        /// The provider took it; whether it arrived is not known.
        Sent = "SENT",
        /// It was refused, or it is not known whether it was sent: it is not sent again.
        Failed = "FAILED",
        /// It could not be sent while it was worth telling.
        Expired = "EXPIRED",
    }
}

/// How long after it happened a text is still worth telling, in seconds.
pub fn good_for(kind: MessageKind) -> i64 {
    match kind {
        MessageKind::Code => CODE_SECONDS,
        MessageKind::OrderReceived | MessageKind::Preparing | MessageKind::Ready => 15 * 60,
        MessageKind::Served => 3_600,
        MessageKind::Thanks => 6 * 3_600,
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
    /// Which gateway took it.
    pub gateway: Option<TextGateway>,
    /// Why it did not go, or waits; empty when all is well.
    pub why: String,
}

/// A text that is to be told.
#[derive(Clone, Debug)]
pub struct Note {
    pub kind: MessageKind,
    /// What it tells of (an order, a bill): nobody is told twice. Empty for codes.
    pub subject: String,
    pub phone: Phone,
    pub text: String,
    /// When that happened.
    pub at: At,
}

/// A one-time code that is to be sent.
#[derive(Clone, Debug)]
pub struct Passcode {
    pub phone: Phone,
    pub code: Hidden,
    pub made_at: At,
    pub language: Option<Language>,
}

/// A text on its way out.
#[derive(Clone, Debug)]
pub struct Outgoing {
    pub id: MessageId,
    pub kind: MessageKind,
    pub phone: Phone,
    pub text: String,
    pub good_until: At,
}

/// What came of handing a text to the gateways.
#[derive(Clone, Debug)]
pub struct Sending {
    pub state: MessageState,
    pub gateway: Option<TextGateway>,
    pub provider_id: Option<String>,
    pub why: String,
}

/// What came of sending what waited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    /// Why the rest waits: no gateway was reached. None: nothing waits.
    pub waits: Option<String>,
    /// Numbers a gateway knows to want no texts.
    pub opted_out: Vec<Phone>,
}

/// How the house wants its texts sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texting {
    /// The first to be tried first.
    pub order: Vec<TextGateway>,
    /// When an owner has read what the law says of texts from a SIM, and who it was.
    pub modem_agreed: Option<(At, String)>,
}

impl Texting {
    /// What an owner may put in order, in the order that holds before they do.
    pub const ORDER: [TextGateway; 4] =
        [TextGateway::Twilio, TextGateway::Msg91, TextGateway::Sns, TextGateway::Modem];

    /// The gateways that may be tried: the modem only where that was agreed to.
    pub fn allowed(&self) -> Vec<TextGateway> {
        let may =
            |gateway: &TextGateway| *gateway != TextGateway::Modem || self.modem_agreed.is_some();
        self.order.iter().copied().filter(may).collect()
    }
}
