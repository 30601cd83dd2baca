use data_encoding::BASE64;
use serde::Deserialize;

use super::model::{Accepted, Answer, Provider, SmsError, Text, broken, short};
use crate::base::Clock;
use crate::config::TwilioSettings;
use crate::gateways::call::{Ask, Caller, Reply};
use crate::gateways::form::encode;

/// The longest a text may wait at Twilio, in seconds.
const LONGEST: i64 = 14_400;
/// "Attempt to send to unsubscribed recipient".
const UNSUBSCRIBED: i64 = 21_610;

/// Twilio's Programmable Messaging.
pub struct Twilio {
    settings: TwilioSettings,
    caller: Caller,
    clock: Clock,
}

#[derive(Deserialize)]
struct Message {
    sid: String,
}

#[derive(Deserialize)]
struct No {
    code: Option<i64>,
    message: Option<String>,
}

impl Twilio {
    pub fn new(settings: TwilioSettings, caller: Caller, clock: Clock) -> Twilio {
        Twilio { settings, caller, clock }
    }

    pub fn is_set_up(settings: &TwilioSettings) -> bool {
        let has_sender = !settings.from.is_empty() || !settings.messaging_service.is_empty();
        !settings.account_sid.is_empty() && !settings.auth_token.is_empty() && has_sender
    }

    fn ask(&self, text: &Text) -> Ask {
        let TwilioSettings { url, account_sid, auth_token, from, messaging_service } =
            &self.settings;
        // Twilio gives up what it could not pass on by then: nobody is told late.
        let left = text.good_until.seconds_since(self.clock.now()).clamp(1, LONGEST).to_string();
        let sender = match messaging_service.is_empty() {
            true => ("From", from.as_str()),
            false => ("MessagingServiceSid", messaging_service.as_str()),
        };
        let form =
            [("To", text.phone.e164()), sender, ("Body", &text.body), ("ValidityPeriod", &left)];
        let basic = BASE64.encode(format!("{account_sid}:{}", auth_token.reveal()).as_bytes());
        let headers = vec![
            ("authorization", format!("Basic {basic}")),
            ("content-type", "application/x-www-form-urlencoded".into()),
        ];
        let url = format!("{url}/2010-04-01/Accounts/{account_sid}/Messages.json");
        Ask::post(url, headers, encode(&form).into_bytes())
    }
}

impl Provider for Twilio {
    fn send<'a>(&'a self, text: &'a Text) -> Answer<'a> {
        Box::pin(async move { read(&self.caller.send(self.ask(text)).await?) })
    }
}

fn read(reply: &Reply) -> Result<Accepted, SmsError> {
    if let Some(error) = broken(reply) {
        return Err(error);
    }
    if (200..300).contains(&reply.status) {
        let message: Message = serde_json::from_slice(&reply.body)
            .map_err(|_| SmsError::Unknown("its answer could not be read".into()))?;
        return Ok(Accepted { id: short(&message.sid) });
    }
    let no = serde_json::from_slice(&reply.body).unwrap_or(No { code: None, message: None });
    if no.code == Some(UNSUBSCRIBED) {
        return Err(SmsError::OptedOut);
    }
    let code = no.code.unwrap_or(reply.status.into());
    Err(SmsError::Refused(short(&format!("{code}: {}", no.message.unwrap_or_default()))))
}
