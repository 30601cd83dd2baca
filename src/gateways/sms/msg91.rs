use serde::Deserialize;
use serde_json::json;

use super::model::{Accepted, Answer, Provider, SmsError, Text, broken, short};
use super::template::{self, Filled};
use crate::base::Clock;
use crate::config::{Msg91Settings, Template};
use crate::gateways::call::{Ask, Caller, Reply};
use crate::gateways::form::encode;

/// MSG91, an Indian gateway: it knows the registered texts by their ids and is sent what stands in
/// their places. Codes have a route of their own.
pub struct Msg91 {
    settings: Msg91Settings,
    templates: Vec<Template>,
    caller: Caller,
    clock: Clock,
}

/// A no comes as 200 too: only `type` tells.
#[derive(Deserialize)]
struct Said {
    r#type: String,
    message: Option<String>,
    request_id: Option<String>,
}

impl Msg91 {
    pub fn new(
        settings: Msg91Settings,
        templates: Vec<Template>,
        caller: Caller,
        clock: Clock,
    ) -> Msg91 {
        Msg91 { settings, templates, caller, clock }
    }

    pub fn is_set_up(settings: &Msg91Settings) -> bool {
        !settings.authkey.is_empty() && !settings.sender.is_empty()
    }

    fn ask(&self, text: &Text) -> Result<Ask, SmsError> {
        let filled = template::find(&self.templates, text.kind, &text.body)?;
        let headers = vec![
            ("authkey", self.settings.authkey.reveal().to_owned()),
            ("content-type", "application/json".into()),
            ("accept", "application/json".into()),
        ];
        // Digits with the country's code, without the plus.
        let mobile = text.phone.e164().trim_start_matches('+');
        let Some(code) = &text.code else {
            let url = format!("{}/flow/", self.settings.url);
            return Ok(Ask::post(url, headers, self.flow(mobile, &filled).into_bytes()));
        };
        let left = text.good_until.seconds_since(self.clock.now());
        let minutes = left.div_euclid(60).max(1).to_string();
        let query = encode(&[
            ("template_id", filled.id),
            ("mobile", mobile),
            ("otp", code.reveal()),
            ("otp_expiry", &minutes),
        ]);
        let url = format!("{}/otp?{query}", self.settings.url);
        Ok(Ask::post(url, headers, b"{}".to_vec()))
    }

    fn flow(&self, mobile: &str, filled: &Filled) -> String {
        let mut recipient = json!({ "mobiles": mobile });
        for (value, n) in filled.values.iter().zip(1..) {
            recipient[format!("var{n}")] = json!(value);
        }
        json!({
            "template_id": filled.id, "sender": self.settings.sender, "short_url": "0",
            "recipients": [recipient],
        })
        .to_string()
    }
}

impl Provider for Msg91 {
    fn send<'a>(&'a self, text: &'a Text) -> Answer<'a> {
        Box::pin(async move { read(&self.caller.send(self.ask(text)?).await?) })
    }
}

fn read(reply: &Reply) -> Result<Accepted, SmsError> {
    if let Some(error) = broken(reply) {
        return Err(error);
    }
    let said: Said = match serde_json::from_slice(&reply.body) {
        Ok(said) => said,
        Err(_) if reply.status < 300 => {
            return Err(SmsError::Unknown("its answer could not be read".into()));
        }
        Err(_) => return Err(SmsError::Refused(format!("it answered {}", reply.status))),
    };
    let message = said.message.unwrap_or_default();
    match said.r#type.as_str() {
        "success" if reply.status < 300 => {
            Ok(Accepted { id: short(&said.request_id.unwrap_or(message)) })
        }
        _ => Err(SmsError::Refused(short(&format!("{}: {message}", reply.status)))),
    }
}
