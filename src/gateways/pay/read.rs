use serde::de::DeserializeOwned;

use super::model::PayError;
use crate::gateways::call::{CallError, Reply};

impl From<CallError> for PayError {
    /// Whether it was heard or not: the same question with the same name harms nobody.
    fn from(error: CallError) -> PayError {
        PayError::Down(error.why())
    }
}

/// The answer as it was meant. Errors: `Down` when the gateway is broken, overrun or does not
/// speak as documented; `Later` while it still does the same thing; `NotNow` while it does not
/// know the house's keys; `Refused` with what `explain` finds in the answer's body.
pub fn read<T: DeserializeOwned>(
    reply: &Reply,
    explain: fn(&serde_json::Value) -> String,
) -> Result<T, PayError> {
    match reply.status {
        200..=299 => serde_json::from_slice(&reply.body).map_err(|e| PayError::Down(e.to_string())),
        409 => Err(PayError::Later("it is still busy with this".into())),
        429 | 500.. => Err(PayError::Down(format!("it answered {}", reply.status))),
        status => {
            let body = serde_json::from_slice(&reply.body).unwrap_or_default();
            let why = format!("{status}: {}", explain(&body));
            match status {
                401 | 403 => Err(PayError::NotNow(why)),
                _ => Err(PayError::Refused(why)),
            }
        }
    }
}

/// A refund is refused for good, but for want of money in the account: tomorrow's sales mend that.
pub fn refund_refused(error: PayError) -> PayError {
    match error {
        PayError::Refused(why) if why.to_lowercase().contains("balance") => PayError::NotNow(why),
        PayError::Refused(why) if why.to_lowercase().contains("insufficient") => {
            PayError::NotNow(why)
        }
        error => error,
    }
}
