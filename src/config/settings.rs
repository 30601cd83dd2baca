use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::pay::PaySettings;
use super::sms::{SmsSettings, TemplateText};
use crate::base::{Error, Result, Word};
use crate::words;

words! {
    /// How log lines look.
    pub enum LogFormat {
        Text = "text",
        Json = "json",
    }
}

/// What the box runs with.
#[derive(Clone, Debug)]
pub struct Settings {
    pub data_dir: PathBuf,
    pub listen: SocketAddr,
    pub log: String,
    pub log_format: LogFormat,
    /// Announce the box on the LAN, and under which name (`tiffin` → `tiffin.local`).
    pub mdns: bool,
    pub mdns_name: String,
    /// Names besides IP addresses, `localhost` and `*.local` the box answers to.
    pub hosts: Vec<String>,
    /// Those who take cards and UPI for the house.
    pub pay: PaySettings,
    /// Those who send texts for it.
    pub sms: SmsSettings,
    /// A book that was put back goes on as another life of it. Nobody can switch that off: a test
    /// does, to show what would be lost.
    pub draws_epochs: bool,
}

/// What a file, the variables or the flags say; silence leaves what was there.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overrides {
    pub data_dir: Option<PathBuf>,
    pub listen: Option<SocketAddr>,
    pub log: Option<String>,
    pub log_format: Option<LogFormat>,
    pub mdns: Option<bool>,
    pub mdns_name: Option<String>,
    pub hosts: Option<Vec<String>>,
    pub razorpay_url: Option<String>,
    pub razorpay_key_id: Option<String>,
    pub razorpay_key_secret: Option<String>,
    pub razorpay_key_secret_file: Option<PathBuf>,
    pub razorpay_webhook_secrets: Option<Vec<String>>,
    pub stripe_url: Option<String>,
    pub stripe_secret_key: Option<String>,
    pub stripe_secret_key_file: Option<PathBuf>,
    pub stripe_webhook_secrets: Option<Vec<String>>,
    pub payment_return_url: Option<String>,
    pub twilio_url: Option<String>,
    pub twilio_account_sid: Option<String>,
    pub twilio_auth_token: Option<String>,
    pub twilio_auth_token_file: Option<PathBuf>,
    pub twilio_from: Option<String>,
    pub twilio_messaging_service: Option<String>,
    pub msg91_url: Option<String>,
    pub msg91_authkey: Option<String>,
    pub msg91_authkey_file: Option<PathBuf>,
    pub msg91_sender: Option<String>,
    pub sns_url: Option<String>,
    pub sns_region: Option<String>,
    pub sns_access_key: Option<String>,
    pub sns_secret_key: Option<String>,
    pub sns_secret_key_file: Option<PathBuf>,
    pub sns_sender_id: Option<String>,
    pub dlt_entity_id: Option<String>,
    pub modem_device: Option<PathBuf>,
    pub modem_daily_cap: Option<usize>,
    /// In a file only.
    pub sms_templates: Option<BTreeMap<String, TemplateText>>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            data_dir: PathBuf::from("tiffin-data"),
            listen: SocketAddr::from(([0, 0, 0, 0], 8080)),
            log: "info".into(),
            log_format: LogFormat::Text,
            mdns: true,
            mdns_name: "tiffin".into(),
            hosts: Vec::new(),
            pay: PaySettings::default(),
            sms: SmsSettings::default(),
            draws_epochs: true,
        }
    }
}

impl Settings {
    /// Defaults, then the file, then the variables, then the flags.
    ///
    /// Errors name the file's line, or the variable, that cannot be used.
    pub fn gather(
        file: Option<&Path>,
        variables: impl Iterator<Item = (String, String)>,
        flags: Overrides,
    ) -> Result<Settings> {
        let file = file.map(read_file).transpose()?.unwrap_or_default();
        let variables = read_variables(variables)?;
        Settings::default().with(file)?.with(variables)?.with(flags)
    }

    fn with(self, over: Overrides) -> Result<Settings> {
        Ok(Settings {
            pay: self.pay.with(&over)?,
            sms: self.sms.with(&over)?,
            data_dir: over.data_dir.unwrap_or(self.data_dir),
            listen: over.listen.unwrap_or(self.listen),
            log: over.log.unwrap_or(self.log),
            log_format: over.log_format.unwrap_or(self.log_format),
            mdns: over.mdns.unwrap_or(self.mdns),
            mdns_name: over.mdns_name.unwrap_or(self.mdns_name),
            hosts: over.hosts.unwrap_or(self.hosts),
            draws_epochs: self.draws_epochs,
        })
    }
}

fn refuse(message: String) -> Error {
    Error::invalid("settings", message)
}

fn read_file(path: &Path) -> Result<Overrides> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| refuse(format!("cannot read {}: {e}", path.display())))?;
    // The parser's own text names the line, the column and the key.
    toml::from_str(&text).map_err(|e| refuse(format!("{}: {e}", path.display())))
}

fn list(value: &str) -> Vec<String> {
    value.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

fn read_variables(variables: impl Iterator<Item = (String, String)>) -> Result<Overrides> {
    let mut over = Overrides::default();
    for (name, value) in variables {
        let Some(key) = name.strip_prefix("TIFFIN_") else { continue };
        let bad = |_| refuse(format!("{name} is not a value that can be used"));
        match key {
            "DATA_DIR" => over.data_dir = Some(value.into()),
            "LISTEN" => over.listen = Some(value.parse().map_err(|_| bad(()))?),
            "LOG" => over.log = Some(value),
            "LOG_FORMAT" => over.log_format = Some(LogFormat::parse(&value).map_err(|_| bad(()))?),
            "MDNS" => over.mdns = Some(value.parse().map_err(|_| bad(()))?),
            "MDNS_NAME" => over.mdns_name = Some(value),
            "HOSTS" => over.hosts = Some(list(&value)),
            "RAZORPAY_URL" => over.razorpay_url = Some(value),
            "RAZORPAY_KEY_ID" => over.razorpay_key_id = Some(value),
            "RAZORPAY_KEY_SECRET" => over.razorpay_key_secret = Some(value),
            "RAZORPAY_KEY_SECRET_FILE" => over.razorpay_key_secret_file = Some(value.into()),
            "RAZORPAY_WEBHOOK_SECRETS" => over.razorpay_webhook_secrets = Some(list(&value)),
            "STRIPE_URL" => over.stripe_url = Some(value),
            "STRIPE_SECRET_KEY" => over.stripe_secret_key = Some(value),
            "STRIPE_SECRET_KEY_FILE" => over.stripe_secret_key_file = Some(value.into()),
            "STRIPE_WEBHOOK_SECRETS" => over.stripe_webhook_secrets = Some(list(&value)),
            "PAYMENT_RETURN_URL" => over.payment_return_url = Some(value),
            "TWILIO_URL" => over.twilio_url = Some(value),
            "TWILIO_ACCOUNT_SID" => over.twilio_account_sid = Some(value),
            "TWILIO_AUTH_TOKEN" => over.twilio_auth_token = Some(value),
            "TWILIO_AUTH_TOKEN_FILE" => over.twilio_auth_token_file = Some(value.into()),
            "TWILIO_FROM" => over.twilio_from = Some(value),
            "TWILIO_MESSAGING_SERVICE" => over.twilio_messaging_service = Some(value),
            "MSG91_URL" => over.msg91_url = Some(value),
            "MSG91_AUTHKEY" => over.msg91_authkey = Some(value),
            "MSG91_AUTHKEY_FILE" => over.msg91_authkey_file = Some(value.into()),
            "MSG91_SENDER" => over.msg91_sender = Some(value),
            "SNS_URL" => over.sns_url = Some(value),
            "SNS_REGION" => over.sns_region = Some(value),
            "SNS_ACCESS_KEY" => over.sns_access_key = Some(value),
            "SNS_SECRET_KEY" => over.sns_secret_key = Some(value),
            "SNS_SECRET_KEY_FILE" => over.sns_secret_key_file = Some(value.into()),
            "SNS_SENDER_ID" => over.sns_sender_id = Some(value),
            "DLT_ENTITY_ID" => over.dlt_entity_id = Some(value),
            "MODEM_DEVICE" => over.modem_device = Some(value.into()),
            "MODEM_DAILY_CAP" => {
                over.modem_daily_cap = Some(value.parse().map_err(|_| bad(()))?);
            }
            _ => return Err(refuse(format!("{name} is not a setting"))),
        }
    }
    Ok(over)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn gather(file: &str, variables: &[(&str, &str)]) -> Result<Settings> {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("tiffin.toml");
        fs::write(&path, file).expect("a file");
        let variables = variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        Settings::gather(Some(&path), variables, Overrides::default())
    }

    #[test]
    fn variables_go_over_the_file_and_the_file_over_defaults() {
        let file = "log = \"debug\"\nmdns_name = \"lunch\"\n";
        let settings = gather(file, &[("TIFFIN_LOG", "warn"), ("PATH", "x")]).expect("settings");
        assert_eq!((settings.log.as_str(), settings.mdns_name.as_str()), ("warn", "lunch"));
        assert_eq!(settings.listen.port(), 8080);
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let error = gather("log = \"info\"\nlissten = \"x\"\n", &[]).expect_err("refused");
        let text = error.to_string();
        assert!(text.contains("line 2") && text.contains("lissten"), "{text}");
        let error = gather("", &[("TIFFIN_COLOUR", "red")]).expect_err("refused");
        assert!(error.to_string().contains("TIFFIN_COLOUR"));
    }

    #[test]
    fn secrets_come_from_files_too_and_are_never_printed_or_sent_in_the_clear() {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("secret");
        fs::write(&path, "not for the log\n").expect("a file");
        let file = path.to_str().expect("a path");
        let variables = [
            ("TIFFIN_RAZORPAY_KEY_SECRET_FILE", file),
            ("TIFFIN_RAZORPAY_WEBHOOK_SECRETS", "new one, old one"),
            ("TIFFIN_STRIPE_URL", "http://127.0.0.1:9000/stripe/v1/"),
        ];
        let pay = gather("razorpay_key_id = \"rzp_test_1\"\n", &variables).expect("settings").pay;
        assert_eq!(pay.razorpay.key_secret.reveal(), "not for the log");
        assert_eq!(pay.razorpay.webhook_secrets.len(), 2);
        assert_eq!(pay.stripe.url, "http://127.0.0.1:9000/stripe/v1");
        let printed = format!("{pay:?}");
        assert!(!printed.contains("not for") && !printed.contains("old one"), "{printed}");
        for url in ["http://pay.example/v1", "http://127.0.0.1.evil.example", "ftp://x", "pay"] {
            let error = gather("", &[("TIFFIN_RAZORPAY_URL", url)]).expect_err(url);
            assert!(error.to_string().contains("razorpay_url"), "{error}");
        }
    }
}
