//! What settings may be. Each rule tidies what was typed, or says in one sentence what is wrong.

use super::model::House;
use crate::base::limits::{MAX_NAME, MAX_PAISE, MAX_TEXT};
use crate::base::{Calendar, Error, Result, clean_line, clean_note, is_fssai, is_gstin};

impl House {
    /// The same settings, tidied; or the first that cannot be used, by its field.
    pub fn checked(&self) -> Result<House> {
        let house = House {
            name: clean_line("name", &self.name, MAX_NAME)?,
            tagline: clean_note("tagline", &self.tagline, MAX_NAME)?,
            address: clean_note("address", &self.address, MAX_TEXT)?,
            phone: phone(&self.phone)?,
            gstin: checked_gstin(&self.gstin)?,
            fssai: fssai(&self.fssai)?,
            sac: sac(&self.sac)?,
            till_code: till_code(&self.till_code)?,
            upi_vpa: upi_vpa(&self.upi_vpa)?,
            wifi_ssid: wifi_ssid(&self.wifi_ssid)?,
            wifi_password: wifi_password(&self.wifi_password)?,
            base_url: base_url(&self.base_url)?,
            ..self.clone()
        };
        Calendar::new(&house.timezone, &house.day_cutoff)?;
        allow("currency", house.currency == "INR", "Only INR can be used.")?;
        let spoken = matches!(house.locale.as_str(), "en-IN" | "hi-IN");
        allow("locale", spoken, "Choose en-IN or hi-IN.")?;
        let steps = matches!(house.round_to_paise, 0 | 10 | 50 | 100);
        allow("round_to_paise", steps, "Round to 0 (off), 10, 50 or 100 paise.")?;
        let warm = (1..=240).contains(&house.warn_minutes);
        allow("warn_minutes", warm, "Choose 1 to 240 minutes.")?;
        let late = (house.warn_minutes + 1..=480).contains(&house.late_minutes);
        allow("late_minutes", late, "Late must come after the warning, within 480 minutes.")?;
        let grace = (5..=900).contains(&house.grace_seconds);
        allow("grace_seconds", grace, "Choose 5 to 900 seconds.")?;
        idle_minutes(house.idle_minutes)?;
        let unverified = (0..=MAX_PAISE).contains(&house.unverified_limit_paise);
        allow("unverified_limit_paise", unverified, "This is not an amount.")?;
        let off = (0..=10_000).contains(&house.cashier_discount_bps);
        allow("cashier_discount_bps", off, "Choose 0 to 100 %.")?;
        allow("expo_levels", matches!(house.expo_levels, 1 | 2), "Choose 1 or 2.")?;
        Ok(house)
    }
}

/// Minutes without anything new after which a visit is looked after.
pub fn idle_minutes(minutes: u32) -> Result<u32> {
    allow("idle_minutes", (5..=1_440).contains(&minutes), "Choose 5 to 1,440 minutes.")?;
    Ok(minutes)
}

fn allow(field: &str, fits: bool, sentence: &str) -> Result<()> {
    if fits { Ok(()) } else { Err(Error::invalid(field, sentence)) }
}

/// What was typed without outer space; `fits` decides unless it is empty, which means unset.
fn optional(
    field: &str,
    text: &str,
    fits: impl FnOnce(&str) -> bool,
    sentence: &str,
) -> Result<String> {
    let text = text.trim();
    allow(field, text.is_empty() || fits(text), sentence)?;
    Ok(text.to_owned())
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|c| c.is_ascii_digit())
}

fn phone(text: &str) -> Result<String> {
    let fits = |t: &str| {
        t.len() <= 40
            && t.chars().all(|c| c.is_ascii_digit() || "+-() /,".contains(c))
            && t.bytes().filter(u8::is_ascii_digit).count() >= 6
    };
    optional("phone", text, fits, "This is not a telephone number.")
}

/// A GSTIN in capitals, or nothing.
pub fn checked_gstin(text: &str) -> Result<String> {
    let text = text.to_ascii_uppercase();
    optional("gstin", &text, is_gstin, "This is not a GSTIN. Check the 15 letters and digits.")
}

fn fssai(text: &str) -> Result<String> {
    optional("fssai", text, is_fssai, "An FSSAI licence number has 14 digits.")
}

fn sac(text: &str) -> Result<String> {
    let fits = |t: &str| matches!(t.len(), 4 | 6) && is_digits(t);
    optional("sac", text, fits, "A SAC has 4 or 6 digits, such as 996331.")
}

/// At most four characters: an invoice's number has sixteen at most, and its year and serial
/// number take twelve.
fn till_code(text: &str) -> Result<String> {
    let text = text.trim().to_ascii_uppercase();
    let fits = (1..=4).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_alphanumeric());
    allow("till_code", fits, "A till code has 1 to 4 letters and digits.")?;
    Ok(text)
}

fn upi_vpa(text: &str) -> Result<String> {
    let fits = |t: &str| {
        t.split_once('@').is_some_and(|(who, bank)| {
            (2..=100).contains(&who.len())
                && who.bytes().all(|c| c.is_ascii_alphanumeric() || b"._-".contains(&c))
                && (2..=40).contains(&bank.len())
                && bank.bytes().all(|c| c.is_ascii_alphanumeric())
        })
    };
    optional("upi_vpa", text, fits, "A UPI address looks like name@bank.")
}

/// Characters that need no escape in a Wi-Fi code: phones do not agree on how to escape.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|c| c.is_ascii_alphanumeric() || b" _-".contains(&c))
}

fn wifi_ssid(text: &str) -> Result<String> {
    let sentence = "Use at most 32 letters, digits, spaces, - and _, so that every phone can scan.";
    optional("wifi_ssid", text, |t| t.len() <= 32 && is_plain(t), sentence)
}

fn wifi_password(text: &str) -> Result<String> {
    let sentence = "Use 8 to 63 letters, digits, spaces, - and _, so that every phone can scan.";
    optional("wifi_password", text, |t| (8..=63).contains(&t.len()) && is_plain(t), sentence)
}

fn base_url(text: &str) -> Result<String> {
    let text = text.trim().trim_end_matches('/').to_ascii_lowercase();
    let local = text.split(':').any(|part| part.ends_with(".local"));
    allow("base_url", !local, "Guests' phones cannot find .local names. Use the box's address.")?;
    optional("base_url", &text, is_base_url, "Use http://address or http://address:port.")
}

fn is_base_url(text: &str) -> bool {
    let rest = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
    let Some(rest) = rest.filter(|rest| rest.len() <= 200) else { return false };
    let (host, port) = rest.split_once(':').unwrap_or((rest, "80"));
    let label = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    host.split('.').all(label) && is_digits(port) && port.parse::<u16>().is_ok_and(|p| p > 0)
}
