use data_encoding::BASE64;
use serde_json::json;

use super::{Doing, parse};
use crate::app::App;
use crate::base::{Code, Error, Result};
use crate::gateways::pay::Signed;
use crate::online;
use crate::wire::PayMethod;
use crate::wire::sync::{Command, RelayedWebhook};

/// A gateway's news that came to the cloud: believed by the gateway's own signature, whoever
/// brings it.
pub fn webhook(app: &App, command: &Command) -> Result<Doing> {
    let RelayedWebhook { gateway, signature, event_id, body_b64, received_at } = parse(command)?;
    let malformed = |what: &str| Error::new(Code::MalformedRequest).message(what);
    let method = match gateway.as_str() {
        "razorpay" => PayMethod::Razorpay,
        "stripe" => PayMethod::Stripe,
        _ => return Err(malformed("There is no such gateway.")),
    };
    let body = BASE64.decode(body_b64.as_bytes()).map_err(|_| malformed("The body is cut."))?;
    let signed = Signed { signature: &signature, event_id: event_id.as_deref(), body: &body };
    let event = online::believe(app, method, signed, received_at)?;
    let app = app.clone();
    Ok(Doing::Now {
        effect: Box::new(move |tx| Ok(json!({ "is_new": online::note_in(tx, &event)? }))),
        after: Some(Box::pin(async move {
            if let Err(error) = online::digest_waiting(&app).await {
                tracing::warn!(%error, "a webhook is written down, and digested at the next look");
            }
        })),
    })
}
