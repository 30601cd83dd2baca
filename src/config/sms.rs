use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;

use super::pay::{Hidden, safe_url, secret};
use super::settings::Overrides;
use crate::base::{Error, Language, Result, Word};
use crate::wire::MessageKind;

/// What the box needs to let others send texts for it. Never in the database.
#[derive(Clone, Debug)]
pub struct SmsSettings {
    pub twilio: TwilioSettings,
    pub msg91: Msg91Settings,
    pub sns: SnsSettings,
    /// Who sends, as registered with India's operators (DLT).
    pub dlt_entity_id: String,
    /// The texts registered with them.
    pub templates: Vec<Template>,
    /// A GSM modem's line, such as `/dev/ttyUSB0`.
    pub modem_device: Option<PathBuf>,
    /// Texts its SIM may send in a day.
    pub modem_daily_cap: usize,
    /// How long it has to hand a text over.
    pub modem_patience: Duration,
    /// How long a gateway has for one answer.
    pub patience: Duration,
}

#[derive(Clone, Debug)]
pub struct TwilioSettings {
    pub url: String,
    pub account_sid: String,
    pub auth_token: Hidden,
    /// The number texts come from, unless a messaging service chooses one.
    pub from: String,
    pub messaging_service: String,
}

#[derive(Clone, Debug)]
pub struct Msg91Settings {
    pub url: String,
    pub authkey: Hidden,
    pub sender: String,
}

#[derive(Clone, Debug, Default)]
pub struct SnsSettings {
    /// None: the region's own address.
    pub url: Option<String>,
    pub region: String,
    pub access_key: String,
    pub secret_key: Hidden,
    pub sender_id: String,
}

/// A text as it is registered: what is sent must be this, but for what stands at `{#var#}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pub kind: MessageKind,
    pub id: String,
    pub text: String,
}

/// A template as a file has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateText {
    id: String,
    text: String,
}

impl Default for SmsSettings {
    fn default() -> SmsSettings {
        SmsSettings {
            twilio: TwilioSettings {
                url: "https://api.twilio.com".into(),
                account_sid: String::new(),
                auth_token: Hidden::default(),
                from: String::new(),
                messaging_service: String::new(),
            },
            msg91: Msg91Settings {
                url: "https://control.msg91.com/api/v5".into(),
                authkey: Hidden::default(),
                sender: String::new(),
            },
            sns: SnsSettings { region: "ap-south-1".into(), ..SnsSettings::default() },
            dlt_entity_id: String::new(),
            templates: Vec::new(),
            modem_device: None,
            modem_daily_cap: 100,
            modem_patience: Duration::from_secs(60),
            patience: Duration::from_secs(6),
        }
    }
}

impl SmsSettings {
    /// Errors: as of payments' settings; a template for a text that is never sent.
    pub(super) fn with(self, over: &Overrides) -> Result<SmsSettings> {
        let text = |new: &Option<String>, old: String| new.clone().unwrap_or(old);
        let (twilio, msg91, sns) = (self.twilio, self.msg91, self.sns);
        let sns_url = over.sns_url.clone().or(sns.url);
        Ok(SmsSettings {
            twilio: TwilioSettings {
                url: safe_url("twilio_url", text(&over.twilio_url, twilio.url))?,
                account_sid: text(&over.twilio_account_sid, twilio.account_sid),
                auth_token: secret(
                    &over.twilio_auth_token,
                    over.twilio_auth_token_file.as_deref(),
                    twilio.auth_token,
                )?,
                from: text(&over.twilio_from, twilio.from),
                messaging_service: text(&over.twilio_messaging_service, twilio.messaging_service),
            },
            msg91: Msg91Settings {
                url: safe_url("msg91_url", text(&over.msg91_url, msg91.url))?,
                authkey: secret(
                    &over.msg91_authkey,
                    over.msg91_authkey_file.as_deref(),
                    msg91.authkey,
                )?,
                sender: text(&over.msg91_sender, msg91.sender),
            },
            sns: SnsSettings {
                url: sns_url.map(|url| safe_url("sns_url", url)).transpose()?,
                region: region(text(&over.sns_region, sns.region))?,
                access_key: text(&over.sns_access_key, sns.access_key),
                secret_key: secret(
                    &over.sns_secret_key,
                    over.sns_secret_key_file.as_deref(),
                    sns.secret_key,
                )?,
                sender_id: text(&over.sns_sender_id, sns.sender_id),
            },
            dlt_entity_id: text(&over.dlt_entity_id, self.dlt_entity_id),
            templates: match &over.sms_templates {
                Some(templates) => read_templates(templates)?,
                None => self.templates,
            },
            modem_device: over.modem_device.clone().or(self.modem_device),
            modem_daily_cap: over.modem_daily_cap.unwrap_or(self.modem_daily_cap),
            modem_patience: self.modem_patience,
            patience: self.patience,
        })
    }
}

/// A region becomes a part of the address secrets are sent to.
fn region(name: String) -> Result<String> {
    let fits = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-';
    match !name.is_empty() && name.len() <= 40 && name.bytes().all(fits) {
        true => Ok(name),
        false => Err(Error::invalid("settings", "sns_region is no region of AWS")),
    }
}

/// `READY`, or `READY_HI` for the text in Hindi.
fn read_templates(templates: &BTreeMap<String, TemplateText>) -> Result<Vec<Template>> {
    let kind_of = |name: &str| {
        let plain = MessageKind::parse(name).ok();
        plain.or_else(|| {
            let (kind, language) = name.rsplit_once('_')?;
            Language::of_tag(language)?;
            MessageKind::parse(kind).ok()
        })
    };
    let read = |(name, template): (&String, &TemplateText)| {
        let kind = kind_of(name).ok_or_else(|| {
            let known: Vec<_> = MessageKind::ALL.iter().map(|kind| kind.as_str()).collect();
            let known = known.join(", ");
            let message = format!("sms_templates.{name}: there are {known}, with _HI for Hindi");
            Error::invalid("settings", message)
        })?;
        Ok(Template { kind, id: template.id.clone(), text: template.text.clone() })
    };
    templates.iter().map(read).collect()
}
