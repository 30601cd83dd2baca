use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::texts::{TextTaken, named};
use super::super::{MSG91_KEY, MSG91_SENDER};
use super::{Counter, No};
use crate::gateways::sms::TextGateway;

pub fn router() -> Router<Counter> {
    Router::new().route("/api/v5/flow/", post(flow)).route("/api/v5/otp", post(otp))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Flow {
    template_id: String,
    sender: String,
    short_url: String,
    recipients: Vec<BTreeMap<String, String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Otp {
    template_id: String,
    mobile: String,
    otp: String,
    otp_expiry: u32,
}

type Said = Result<Json<Value>, No>;

fn admit(headers: &HeaderMap) -> Result<(), No> {
    match headers.get("authkey").and_then(|value| value.to_str().ok()) {
        Some(MSG91_KEY) => Ok(()),
        _ => {
            let said =
                json!({ "message": "AuthenticationFailure", "type": "error", "code": "201" });
            Err(No(StatusCode::UNAUTHORIZED, said))
        }
    }
}

/// Its no comes as 200.
fn no(message: &str) -> No {
    No(StatusCode::OK, json!({ "type": "error", "message": message }))
}

fn mobile(text: &str) -> Result<String, No> {
    let is_indian = text.len() == 12 && text.starts_with("91");
    match is_indian && text.bytes().all(|c| c.is_ascii_digit()) {
        true => Ok(format!("+{text}")),
        false => Err(no("Please provide valid mobile no.")),
    }
}

async fn flow(State(counter): State<Counter>, headers: HeaderMap, Json(flow): Json<Flow>) -> Said {
    admit(&headers)?;
    let [recipient] = flow.recipients.as_slice() else { return Err(no("one at a time")) };
    if flow.sender != MSG91_SENDER || flow.short_url != "0" {
        return Err(no("Sender id is not approved"));
    }
    let mut values = recipient.clone();
    let phone = mobile(&values.remove("mobiles").unwrap_or_default())?;
    let in_order: Option<Vec<String>> =
        (1..=values.len()).map(|n| values.get(&format!("var{n}")).cloned()).collect();
    let in_order = in_order.ok_or_else(|| no("a variable has another name"))?;
    take(&counter, &flow.template_id, phone, &in_order, values)
}

async fn otp(State(counter): State<Counter>, headers: HeaderMap, Query(otp): Query<Otp>) -> Said {
    admit(&headers)?;
    let phone = mobile(&otp.mobile)?;
    let is_code = (4..=9).contains(&otp.otp.len()) && otp.otp.bytes().all(|c| c.is_ascii_digit());
    if !is_code || otp.otp_expiry == 0 {
        return Err(no("Invalid OTP"));
    }
    let fields = BTreeMap::from([
        ("otp".to_owned(), otp.otp.clone()),
        ("otp_expiry".to_owned(), otp.otp_expiry.to_string()),
    ]);
    take(&counter, &otp.template_id, phone, &[otp.otp], fields)
}

fn take(
    counter: &Counter,
    template: &str,
    phone: String,
    values: &[String],
    fields: BTreeMap<String, String>,
) -> Said {
    let mut state = counter.shared.lock();
    let text = state.phones.registered.get(template).ok_or_else(|| no("template id missing"))?;
    let slots = text.matches("{#var#}").count();
    let mut body = text.clone();
    // Of a code's text only the code is sent along: the rest is as registered.
    for value in values.iter().cycle().take(if values.is_empty() { 0 } else { slots }) {
        body = body.replacen("{#var#}", value, 1);
    }
    let is_code = fields.contains_key("otp");
    if !is_code && slots != values.len() {
        return Err(no("a variable is missing"));
    }
    if state.phones.refuses(TextGateway::Msg91) {
        return Err(no("Insufficient balance"));
    }
    let gateway = TextGateway::Msg91;
    state.phones.taken.push(TextTaken { gateway, phone, body, fields });
    let id = named("", 24);
    Ok(Json(match is_code {
        true => json!({ "type": "success", "request_id": id }),
        false => json!({ "type": "success", "message": id }),
    }))
}
