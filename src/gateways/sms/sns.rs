use hyper::Uri;

use super::model::{Accepted, Answer, Provider, SmsError, Text, broken, short};
use super::sigv4::{Signed, Signer, stamp};
use super::template;
use crate::base::Clock;
use crate::config::{SnsSettings, Template};
use crate::gateways::call::{Ask, Caller, Reply};
use crate::gateways::form::encode;

/// Amazon SNS: `Publish` to a phone number, on the routes of India's operators.
pub struct Sns {
    settings: SnsSettings,
    entity_id: String,
    templates: Vec<Template>,
    caller: Caller,
    clock: Clock,
}

impl Sns {
    pub fn new(
        settings: SnsSettings,
        entity_id: String,
        templates: Vec<Template>,
        caller: Caller,
        clock: Clock,
    ) -> Sns {
        Sns { settings, entity_id, templates, caller, clock }
    }

    pub fn is_set_up(settings: &SnsSettings, entity_id: &str) -> bool {
        let has_keys = !settings.access_key.is_empty() && !settings.secret_key.is_empty();
        has_keys && !settings.sender_id.is_empty() && !entity_id.is_empty()
    }

    fn ask(&self, text: &Text) -> Result<Ask, SmsError> {
        // Numbers here are Indian: without a registered text AWS goes round by foreign routes.
        let filled = template::find(&self.templates, text.kind, &text.body)?;
        let region = &self.settings.region;
        let url = match &self.settings.url {
            Some(url) => format!("{url}/"),
            None => format!("https://sns.{region}.amazonaws.com/"),
        };
        let uri: Uri = url.parse().map_err(|_| SmsError::NotSetUp)?;
        let host = uri.authority().ok_or(SmsError::NotSetUp)?.as_str();
        let body = self.form(text, filled.id).into_bytes();
        let stamp = stamp(self.clock.now());
        let content_type = "application/x-www-form-urlencoded";
        let headers = [("content-type", content_type), ("host", host), ("x-amz-date", &stamp)];
        let signed =
            Signed { method: "POST", path: uri.path(), query: "", headers: &headers, body: &body };
        let signer = Signer {
            access_key: &self.settings.access_key,
            secret_key: self.settings.secret_key.reveal(),
            region,
            service: "sns",
        };
        let authorization = signer.authorization(&signed, &stamp);
        let headers = vec![
            ("content-type", content_type.to_owned()),
            ("x-amz-date", stamp),
            ("authorization", authorization),
        ];
        Ok(Ask::post(url, headers, body))
    }

    fn form(&self, text: &Text, template_id: &str) -> String {
        let mut form: Vec<(String, &str)> = vec![
            ("Action".into(), "Publish"),
            ("Version".into(), "2010-03-31"),
            ("PhoneNumber".into(), text.phone.e164()),
            ("Message".into(), &text.body),
        ];
        let attributes = [
            ("AWS.SNS.SMS.SMSType", "Transactional"),
            ("AWS.SNS.SMS.SenderID", &self.settings.sender_id),
            ("AWS.MM.SMS.EntityId", &self.entity_id),
            ("AWS.MM.SMS.TemplateId", template_id),
        ];
        for ((name, value), n) in attributes.into_iter().zip(1..) {
            let entry = format!("MessageAttributes.entry.{n}");
            form.push((format!("{entry}.Name"), name));
            form.push((format!("{entry}.Value.DataType"), "String"));
            form.push((format!("{entry}.Value.StringValue"), value));
        }
        encode(&form)
    }
}

impl Provider for Sns {
    fn send<'a>(&'a self, text: &'a Text) -> Answer<'a> {
        Box::pin(async move { read(&self.caller.send(self.ask(text)?).await?) })
    }
}

fn read(reply: &Reply) -> Result<Accepted, SmsError> {
    let body = String::from_utf8_lossy(&reply.body);
    if (200..300).contains(&reply.status) {
        let id = inside(&body, "MessageId");
        let id = id.ok_or_else(|| SmsError::Unknown("its answer could not be read".into()))?;
        return Ok(Accepted { id: short(id) });
    }
    let code = inside(&body, "Code").unwrap_or_default();
    // Throttling comes as a 400: it was not taken.
    if code.starts_with("Throttl") {
        return Err(SmsError::Down(short(code)));
    }
    if let Some(error) = broken(reply) {
        return Err(error);
    }
    let message = inside(&body, "Message").unwrap_or_default();
    if code == "OptedOut" || message.contains("opted out") {
        return Err(SmsError::OptedOut);
    }
    Err(SmsError::Refused(short(&format!("{} {code}: {message}", reply.status))))
}

/// What stands in the first element of this name.
fn inside<'a>(xml: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = xml.split_once(&format!("<{name}>"))?;
    let (inside, _) = after.split_once(&format!("</{name}>"))?;
    Some(inside.trim())
}
