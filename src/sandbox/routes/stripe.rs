use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::STRIPE_KEY;
use super::super::bank::{self, Bank, Kind, Order, name};
use super::{Counter, No};

/// The restaurant's own words for a checkout and a refund, among others.
type Fields = BTreeMap<String, String>;

pub fn router() -> Router<Counter> {
    Router::new()
        .route("/checkout/sessions", post(open))
        .route("/checkout/sessions/{id}", get(session))
        .route("/payment_intents/{id}", get(intent))
        .route("/refunds", post(refund).get(find_refunds))
        .route("/refunds/{id}", get(find_refund))
}

fn refused(message: &str) -> No {
    let error = json!({ "error": { "type": "invalid_request_error", "message": message } });
    No(StatusCode::BAD_REQUEST, error)
}

fn missing() -> No {
    let error = json!({ "error": { "type": "invalid_request_error", "code": "resource_missing" } });
    No(StatusCode::NOT_FOUND, error)
}

fn admit(headers: &HeaderMap) -> Result<(), No> {
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    match given.and_then(|given| given.strip_prefix("Bearer ")) {
        Some(STRIPE_KEY) => Ok(()),
        _ => Err(No(StatusCode::UNAUTHORIZED, Value::Null)),
    }
}

/// What was answered to this key before: the same again, or a no to other words under it.
fn before(bank: &Bank, headers: &HeaderMap, asked: &str) -> Option<Response> {
    let (before, status, answer) = bank.answered.get(&key(headers)?)?;
    if before != asked {
        let other = "Keys for idempotent requests can only be used with the same request.";
        return Some(refused(other).into_response());
    }
    let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::OK);
    Some((status, Json(answer.clone())).into_response())
}

fn key(headers: &HeaderMap) -> Option<String> {
    Some(headers.get("idempotency-key")?.to_str().ok()?.to_owned())
}

fn remember(bank: &mut Bank, headers: &HeaderMap, asked: String, answer: &Value) {
    if let Some(key) = key(headers) {
        bank.answered.insert(key, (asked, 200, answer.clone()));
    }
}

async fn open(
    State(counter): State<Counter>,
    headers: HeaderMap,
    Form(form): Form<Fields>,
) -> Result<Response, No> {
    admit(&headers)?;
    let asked = format!("{form:?}");
    let mut state = counter.shared.lock();
    if let Some(answer) = before(&state.bank, &headers, &asked) {
        return Ok(answer);
    }
    let text = |field: &str| form.get(field).cloned().unwrap_or_default();
    let amount = text("line_items[0][price_data][unit_amount]").parse::<i64>().unwrap_or(0);
    let currency = text("line_items[0][price_data][currency]");
    if text("mode") != "payment" || amount < 100 || currency != "inr" {
        return Err(refused("This cannot be paid."));
    }
    if text("line_items[0][quantity]") != "1" || text("success_url").is_empty() {
        return Err(refused("Something is missing."));
    }
    let order = Order {
        id: name("cs"),
        kind: Kind::Session,
        amount,
        reference: text("payment_intent_data[metadata][attempt]"),
        about: text("line_items[0][price_data][product_data][name]"),
        return_url: text("success_url"),
        created_at: counter.shared.clock.now().millis() / 1_000,
    };
    state.bank.open(order.clone());
    let mut answer = shown(&state.bank, &order, false).ok_or_else(missing)?;
    answer["url"] = json!(format!("{}/pay/{}", counter.url, order.id));
    remember(&mut state.bank, &headers, asked, &answer);
    Ok(Json(answer).into_response())
}

fn shown(bank: &Bank, order: &Order, expanded: bool) -> Option<Value> {
    let payment = bank.payments_of(&order.id).into_iter().next()?;
    Some(bank::session_json(order, &payment, expanded))
}

async fn session(
    State(counter): State<Counter>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, No> {
    admit(&headers)?;
    let state = counter.shared.lock();
    let order = state.bank.orders.get(&id).ok_or_else(missing)?;
    Ok(Json(shown(&state.bank, order, true).ok_or_else(missing)?).into_response())
}

async fn intent(
    State(counter): State<Counter>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, No> {
    admit(&headers)?;
    let state = counter.shared.lock();
    let payment = state.bank.payments.get(&id).ok_or_else(missing)?;
    let order = state.bank.orders.get(&payment.order).ok_or_else(missing)?;
    Ok(Json(bank::intent_json(order, payment)).into_response())
}

async fn refund(
    State(counter): State<Counter>,
    headers: HeaderMap,
    Form(form): Form<Fields>,
) -> Result<Response, No> {
    admit(&headers)?;
    let asked = format!("{form:?}");
    let mut state = counter.shared.lock();
    if let Some(answer) = before(&state.bank, &headers, &asked) {
        return Ok(answer);
    }
    let payment = form.get("payment_intent").cloned().unwrap_or_default();
    let whole = state.bank.payments.get(&payment).map_or(0, |payment| payment.amount);
    let amount = form.get("amount").map_or(Some(whole), |amount| amount.parse().ok());
    let key = form.get("metadata[refund]").cloned();
    let Some(refund) = state.bank.refund(&payment, amount.unwrap_or(0), key) else {
        return Err(refused("Refund amount is greater than unrefunded amount on charge."));
    };
    let answer = bank::stripe_refund_json(&refund);
    remember(&mut state.bank, &headers, asked, &answer);
    drop(state);
    counter.shared.post();
    Ok(Json(answer).into_response())
}

#[derive(Deserialize)]
struct Intent {
    payment_intent: String,
}

async fn find_refunds(
    State(counter): State<Counter>,
    headers: HeaderMap,
    Query(query): Query<Intent>,
) -> Result<Response, No> {
    admit(&headers)?;
    let state = counter.shared.lock();
    let refunds = state.bank.refunds_of(&query.payment_intent);
    let data: Vec<Value> = refunds.iter().map(bank::stripe_refund_json).collect();
    Ok(Json(json!({ "object": "list", "data": data, "has_more": false })).into_response())
}

async fn find_refund(
    State(counter): State<Counter>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, No> {
    admit(&headers)?;
    let state = counter.shared.lock();
    let refund = state.bank.refunds.get(&id).ok_or_else(missing)?;
    Ok(Json(bank::stripe_refund_json(refund)).into_response())
}
