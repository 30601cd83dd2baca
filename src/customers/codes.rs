use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::base::limits::{CODE_SECONDS, CODE_WINDOW_SECONDS, CODES_PER_ADDRESS, CODES_PER_PHONE};
use crate::base::{
    At, Code, Error, Language, Phone, Result, random_below, random_token, same_bytes,
};
use crate::config::Hidden;
use crate::gateways::sms::ShownCode;
use crate::live::{Audience, Message};
use crate::notifications::Passcode;

/// Where codes are kept, and where those that were asked for are counted.
const CODES: &str = "otp";
const ASKED: &str = "otp-asked";

/// A code that was sent, without the code.
#[derive(Serialize, Deserialize)]
struct Sent {
    mac: [u8; 32],
    at: At,
    /// What they would like to be told things in.
    #[serde(default)]
    language: Option<Language>,
}

/// What a code somebody typed is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Right(Option<Language>),
    Wrong,
    /// There is none, or no longer.
    Gone,
}

/// Asking is counted by one request at a time, so that none slips past the limit.
#[derive(Default)]
struct Counting(Mutex<()>);

/// Names a phone where its number must not stand.
pub fn phone_key(app: &App, phone: &Phone) -> String {
    HEXLOWER.encode(&app.key("otp").mac(&[b"phone", phone.e164().as_bytes()]))
}

fn mac(app: &App, phone: &Phone, code: &str) -> [u8; 32] {
    app.key("otp").mac(&[phone.e164().as_bytes(), code.as_bytes(), b"sign-in"])
}

/// A fresh code for this phone, which the counter's screen shows from now on. One that was made
/// before is no longer good.
pub fn make(app: &App, phone: &Phone, language: Option<Language>) -> Passcode {
    let (code, at) = (format!("{:06}", random_below(1_000_000)), app.clock.now());
    let sent = Sent { mac: mac(app, phone, &code), at, language };
    let life = Duration::from_secs(CODE_SECONDS.unsigned_abs());
    app.ephemeral.put(CODES, &phone_key(app, phone), &sent, life);
    let expires_at = at.plus_seconds(CODE_SECONDS);
    app.sms.show_code(ShownCode { phone: phone.clone(), code: code.clone(), expires_at });
    Passcode { phone: phone.clone(), code: Hidden::new(code), made_at: at, language }
}

/// Tells what `code` is for this phone. Changes nothing.
pub fn judge(app: &App, phone: &Phone, code: &str) -> Verdict {
    let Some(sent) = app.ephemeral.get::<Sent>(CODES, &phone_key(app, phone)) else {
        return Verdict::Gone;
    };
    // The store's own time to live does not follow the wall clock within one run; this bounds it
    // over a restart. A code from the future was sent before the clock was turned back.
    let age = app.clock.now().millis() - sent.at.millis();
    if !(0..CODE_SECONDS * 1_000).contains(&age) {
        return Verdict::Gone;
    }
    match same_bytes(&sent.mac, &mac(app, phone, code)) {
        true => Verdict::Right(sent.language),
        false => Verdict::Wrong,
    }
}

/// The phone's code is no longer good.
pub fn void(app: &App, phone: &Phone) {
    app.ephemeral.remove(CODES, &phone_key(app, phone));
    app.sms.hide_code(phone);
}

/// Tells the staff's screens to look at the codes again.
pub fn tell(app: &App) {
    let text = r#"{"type":"codes","seq":null,"data":{}}"#.into();
    app.live.publish(Message { seq: None, audience: Audience::Staff, text });
}

/// Counts that somebody at `address` asks for a code for this phone.
///
/// Error `too_many_codes`, with the seconds until there may be one more.
pub fn count(app: &App, phone: &Phone, address: &str) -> Result<()> {
    let counting = app.room::<Counting>();
    let _alone = counting.0.lock().unwrap_or_else(PoisonError::into_inner);
    let by_address = format!("address/{address}/");
    let by_phone = format!("phone/{}/", phone_key(app, phone));
    require_fewer(app, &by_address, CODES_PER_ADDRESS)?;
    require_fewer(app, &by_phone, CODES_PER_PHONE)?;
    let window = Duration::from_secs(CODE_WINDOW_SECONDS.unsigned_abs());
    for prefix in [by_address, by_phone] {
        let key = format!("{prefix}{}", random_token(9));
        app.ephemeral.put(ASKED, &key, &app.clock.now(), window);
    }
    Ok(())
}

/// Each request counts for itself and is forgotten by itself, when the window has passed it.
fn require_fewer(app: &App, prefix: &str, most: usize) -> Result<()> {
    let asked = app.ephemeral.list::<At>(ASKED, prefix, most);
    if asked.len() < most {
        return Ok(());
    }
    let first = asked.iter().map(|(_, at)| *at).min();
    let age = first.map_or(0, |first| app.clock.now().seconds_since(first));
    let wait = (CODE_WINDOW_SECONDS - age).clamp(1, CODE_WINDOW_SECONDS).unsigned_abs();
    Err(Error::new(Code::TooManyCodes).retry_after(wait))
}
