use std::fmt;
use std::path::Path;
use std::time::Duration;

use super::settings::Overrides;
use crate::base::{Error, Result, is_safe_url};

/// A secret as text. Never printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Hidden(String);

/// What the box needs to let others take cards and UPI for it. Never in the database.
#[derive(Clone, Debug)]
pub struct PaySettings {
    pub razorpay: RazorpaySettings,
    pub stripe: StripeSettings,
    /// A public HTTPS page guests come back to; without one they come back to the box.
    pub return_url: Option<String>,
    /// How long a gateway has for one answer.
    pub patience: Duration,
}

#[derive(Clone, Debug)]
pub struct RazorpaySettings {
    pub url: String,
    pub key_id: String,
    pub key_secret: Hidden,
    /// Two while one is being replaced: events of before are still signed with the old one.
    pub webhook_secrets: Vec<Hidden>,
}

#[derive(Clone, Debug)]
pub struct StripeSettings {
    pub url: String,
    pub secret_key: Hidden,
    pub webhook_secrets: Vec<Hidden>,
}

impl Hidden {
    pub fn new(text: impl Into<String>) -> Hidden {
        Hidden(text.into())
    }

    /// The secret itself: for signing and for the gateway's own header, never for a log.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "none" } else { "…" })
    }
}

impl Default for PaySettings {
    fn default() -> PaySettings {
        PaySettings {
            razorpay: RazorpaySettings {
                url: "https://api.razorpay.com/v1".into(),
                key_id: String::new(),
                key_secret: Hidden::default(),
                webhook_secrets: Vec::new(),
            },
            stripe: StripeSettings {
                url: "https://api.stripe.com/v1".into(),
                secret_key: Hidden::default(),
                webhook_secrets: Vec::new(),
            },
            return_url: None,
            patience: Duration::from_secs(8),
        }
    }
}

impl PaySettings {
    /// Errors: a secret's file that cannot be read, an address that would send secrets in the clear.
    pub(super) fn with(self, over: &Overrides) -> Result<PaySettings> {
        let text = |new: &Option<String>, old: String| new.clone().unwrap_or(old);
        let list = |new: &Option<Vec<String>>, old: Vec<Hidden>| match new {
            Some(new) => new.iter().map(Hidden::new).collect(),
            None => old,
        };
        let (razorpay, stripe) = (self.razorpay, self.stripe);
        Ok(PaySettings {
            razorpay: RazorpaySettings {
                url: safe_url("razorpay_url", text(&over.razorpay_url, razorpay.url))?,
                key_id: text(&over.razorpay_key_id, razorpay.key_id),
                key_secret: secret(
                    &over.razorpay_key_secret,
                    over.razorpay_key_secret_file.as_deref(),
                    razorpay.key_secret,
                )?,
                webhook_secrets: list(&over.razorpay_webhook_secrets, razorpay.webhook_secrets),
            },
            stripe: StripeSettings {
                url: safe_url("stripe_url", text(&over.stripe_url, stripe.url))?,
                secret_key: secret(
                    &over.stripe_secret_key,
                    over.stripe_secret_key_file.as_deref(),
                    stripe.secret_key,
                )?,
                webhook_secrets: list(&over.stripe_webhook_secrets, stripe.webhook_secrets),
            },
            return_url: over.payment_return_url.clone().or(self.return_url),
            patience: self.patience,
        })
    }
}

pub(super) fn secret(text: &Option<String>, file: Option<&Path>, old: Hidden) -> Result<Hidden> {
    match (text, file) {
        (Some(text), _) => Ok(Hidden::new(text.trim())),
        (None, Some(path)) => {
            let read = std::fs::read_to_string(path).map_err(|e| {
                Error::invalid("settings", format!("cannot read {}: {e}", path.display()))
            })?;
            Ok(Hidden::new(read.trim()))
        }
        (None, None) => Ok(old),
    }
}

/// HTTPS, or plain HTTP to this machine itself, as the sandbox speaks it.
pub(super) fn safe_url(key: &str, url: String) -> Result<String> {
    let url = url.trim_end_matches('/').to_owned();
    if !is_safe_url(&url) {
        return Err(Error::invalid("settings", format!("{key} must be an https:// address")));
    }
    Ok(url)
}
