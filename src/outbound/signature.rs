use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::app::App;
use crate::base::{Secret, WebhookId};

/// What a webhook's messages are signed with. Worked out of the box's root key each time: it is in
/// no database, and no backup but with that key.
pub fn secret_of(app: &App, id: WebhookId) -> Secret {
    app.key(&format!("webhook/{id}"))
}

/// A secret as its owner copies it: `whsec_` and base64.
pub fn written(secret: &Secret) -> String {
    format!("whsec_{}", BASE64.encode(secret.bytes()))
}

/// The header `webhook-signature` of the Standard Webhooks specification, version 1.0.0:
/// HMAC-SHA256 over `id.seconds.body`, in base64. `seconds` is the time of this try.
pub fn sign(key: &[u8], id: &str, seconds: i64, body: &[u8]) -> String {
    // A key of any length is a key of HMAC's.
    let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(key) else {
        return String::new();
    };
    mac.update(format!("{id}.{seconds}.").as_bytes());
    mac.update(body);
    format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes()))
}
