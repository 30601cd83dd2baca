use std::future::Future;
use std::pin::Pin;

use crate::base::{At, Phone};
use crate::config::Hidden;
use crate::gateways::call::{CallError, Reply};
use crate::wire::MessageKind;
use crate::words;

words! {
    /// A way a text can go.
    pub enum TextGateway {
        Twilio = "TWILIO",
        Msg91 = "MSG91",
        Sns = "SNS",
        /// A phone's SIM in this box.
        Modem = "MODEM",
        /// The counter's screen: codes are read out, other texts are only kept on record.
        Counter = "COUNTER",
    }
}

words! {
    /// How a gateway took a text.
    pub enum Outcome {
        Sent = "sent",
        Down = "down",
        Unknown = "unknown",
        Refused = "refused",
        OptedOut = "opted_out",
        NotSetUp = "not_set_up",
    }
}

/// A text to be sent.
pub struct Text {
    pub phone: Phone,
    pub kind: MessageKind,
    pub body: String,
    /// The one-time code in it, if it carries one.
    pub code: Option<Hidden>,
    /// After this it is better not told.
    pub good_until: At,
}

/// A gateway took a text. That it has arrived is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The gateway's own name for it.
    pub id: String,
}

/// Why a text was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SmsError {
    /// It certainly did not take it.
    Down(String),
    /// Nobody knows whether it took it.
    Unknown(String),
    /// It will not take this one.
    Refused(String),
    /// Whose number it is wants no texts.
    OptedOut,
    /// It cannot send a text of this kind.
    NotSetUp,
    /// It would come too late.
    Late,
}

pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<Accepted, SmsError>> + Send + 'a>>;

/// Somebody who sends texts for the house.
pub trait Provider: Send + Sync {
    fn send<'a>(&'a self, text: &'a Text) -> Answer<'a>;
}

impl SmsError {
    pub fn outcome(&self) -> Outcome {
        match self {
            SmsError::Down(_) | SmsError::Late => Outcome::Down,
            SmsError::Unknown(_) => Outcome::Unknown,
            SmsError::Refused(_) => Outcome::Refused,
            SmsError::OptedOut => Outcome::OptedOut,
            SmsError::NotSetUp => Outcome::NotSetUp,
        }
    }

    /// What happened, in words for whoever looks after the box.
    pub fn why(&self) -> &str {
        match self {
            SmsError::Down(why) | SmsError::Unknown(why) | SmsError::Refused(why) => why,
            SmsError::OptedOut => "this number wants no texts",
            SmsError::NotSetUp => "it has no registered text for this",
            SmsError::Late => "it would come too late",
        }
    }
}

impl From<CallError> for SmsError {
    fn from(error: CallError) -> SmsError {
        match error {
            CallError::Down(why) => SmsError::Down(why),
            CallError::Unknown(why) => SmsError::Unknown(why),
        }
    }
}

/// What a status says that is the same everywhere. "Too many" and "not now" are said before a text
/// is looked at; after any other error of the far end it may have gone out all the same.
pub fn broken(reply: &Reply) -> Option<SmsError> {
    let why = format!("it answered {}", reply.status);
    match reply.status {
        429 | 503 => Some(SmsError::Down(why)),
        500.. => Some(SmsError::Unknown(why)),
        _ => None,
    }
}

/// At most so much of what a gateway said is written down.
pub fn short(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(160).collect()
}
