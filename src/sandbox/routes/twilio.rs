use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::post;
use axum::{Form, Json, Router};
use data_encoding::BASE64;
use serde_json::{Value, json};

use super::super::texts::{Phones, TextTaken, named};
use super::super::{TWILIO_FROM, TWILIO_SERVICE, TWILIO_SID, TWILIO_TOKEN};
use super::{Counter, No};
use crate::gateways::sms::TextGateway;

type Fields = BTreeMap<String, String>;

pub fn router() -> Router<Counter> {
    Router::new().route("/2010-04-01/Accounts/{sid}/Messages.json", post(send))
}

fn no(status: StatusCode, code: i64, message: &str) -> No {
    let more = format!("https://www.twilio.com/docs/errors/{code}");
    let body = json!({
        "code": code, "message": message, "more_info": more, "status": status.as_u16(),
    });
    No(status, body)
}

fn bad(code: i64, message: &str) -> No {
    no(StatusCode::BAD_REQUEST, code, message)
}

async fn send(
    State(counter): State<Counter>,
    Path(account): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Fields>,
) -> Result<(StatusCode, Json<Value>), No> {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let wanted = BASE64.encode(format!("{TWILIO_SID}:{TWILIO_TOKEN}").as_bytes());
    if account != TWILIO_SID || given != Some(&format!("Basic {wanted}")) {
        return Err(no(StatusCode::UNAUTHORIZED, 20_003, "Authenticate"));
    }
    let mut state = counter.shared.lock();
    check(&form, &state.phones)?;
    let (to, body) = (form["To"].clone(), form["Body"].clone());
    if state.phones.stopped.contains(&to) {
        return Err(bad(21_610, "Attempt to send to unsubscribed recipient"));
    }
    if state.phones.refuses(TextGateway::Twilio) {
        return Err(bad(21_901, "Invalid DLT template id"));
    }
    let sid = named("SM", 32);
    let told = json!({
        "sid": sid, "account_sid": account, "to": to, "body": body, "status": "queued",
        "error_code": null, "error_message": null, "num_segments": "1", "direction": "outbound-api",
    });
    let gateway = TextGateway::Twilio;
    state.phones.taken.push(TextTaken { gateway, phone: to, body, fields: form });
    Ok((StatusCode::CREATED, Json(told)))
}

fn check(form: &Fields, phones: &Phones) -> Result<(), No> {
    let field = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    let known = ["To", "From", "MessagingServiceSid", "Body", "ValidityPeriod"];
    if let Some(other) = form.keys().find(|name| !known.contains(&name.as_str())) {
        return Err(bad(20_001, &format!("{other} is not a parameter")));
    }
    let to = field("To");
    let digits = to.strip_prefix('+').unwrap_or_default();
    if !(11..=15).contains(&digits.len()) || !digits.bytes().all(|c| c.is_ascii_digit()) {
        return Err(bad(21_211, "The 'To' number is not a valid phone number."));
    }
    if phones.landlines.contains(to) {
        return Err(bad(21_614, "'To' number is not a valid mobile number"));
    }
    match (field("From"), field("MessagingServiceSid")) {
        (TWILIO_FROM, "") | ("", TWILIO_SERVICE) => {}
        ("", "") => return Err(bad(21_603, "A 'From' phone number is required.")),
        _ => return Err(bad(21_606, "The 'From' number cannot send this message.")),
    }
    match field("Body").chars().count() {
        0 => return Err(bad(21_602, "Message body is required.")),
        1..=1_600 => {}
        _ => return Err(bad(21_617, "The message body exceeds the 1600 character limit.")),
    }
    match form.get("ValidityPeriod").map(|seconds| seconds.parse::<u32>()) {
        None | Some(Ok(1..=14_400)) => Ok(()),
        _ => Err(bad(21_621, "The 'ValidityPeriod' is not valid.")),
    }
}
