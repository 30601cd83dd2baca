use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use data_encoding::BASE64;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::bank::{self, Bank, Kind, Order, name};
use super::super::{RAZORPAY_KEY, RAZORPAY_SECRET};
use super::{Counter, No};

pub fn router() -> Router<Counter> {
    Router::new()
        .route("/orders", post(open_order).get(find_orders))
        .route("/orders/{id}", get(order))
        .route("/orders/{id}/payments", get(payments))
        .route("/payments/{id}", get(payment))
        .route("/payments/{id}/refund", post(refund))
        .route("/payments/{id}/refunds", get(refunds))
        .route("/refunds/{id}", get(find_refund))
        .route("/payment_links", post(open_link).get(find_links))
        .route("/payment_links/{id}", get(link))
}

fn refused(description: &str) -> No {
    let error = json!({ "error": {
        "code": "BAD_REQUEST_ERROR", "description": description, "source": "business",
        "step": "payment_initiation", "reason": "input_validation_failed", "metadata": {},
    } });
    No(StatusCode::BAD_REQUEST, error)
}

/// The scheme must be written exactly `Basic `.
fn admit(headers: &HeaderMap) -> Result<(), No> {
    let keys = BASE64.encode(format!("{RAZORPAY_KEY}:{RAZORPAY_SECRET}").as_bytes());
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    match given.and_then(|given| given.strip_prefix("Basic ")) {
        Some(given) if given == keys => Ok(()),
        _ => Err(No(StatusCode::UNAUTHORIZED, Value::Null)),
    }
}

fn found(value: Option<Value>) -> Response {
    match value {
        Some(value) => Json(value).into_response(),
        None => refused("The id provided does not exist").into_response(),
    }
}

fn only(body: &Value, known: &[&str]) -> bool {
    body.as_object().is_some_and(|body| body.keys().all(|key| known.contains(&key.as_str())))
}

/// Checks what orders and links have in common. `named` is the field with the restaurant's name.
fn checked(body: &Value, named: &str) -> Result<(i64, String), No> {
    let Some(amount) = body["amount"].as_i64().filter(|amount| *amount >= 100) else {
        return Err(refused("Order amount less than minimum amount allowed"));
    };
    let reference = body[named].as_str().unwrap_or_default().to_owned();
    if body["currency"] != "INR" || reference.len() > 40 {
        return Err(refused("The request is not valid"));
    }
    let notes = body["notes"].as_object();
    let fits = |(_, note): (&String, &Value)| note.as_str().is_some_and(|note| note.len() <= 256);
    if notes.is_some_and(|notes| notes.len() > 15 || !notes.iter().all(fits)) {
        return Err(refused("Notes are too long"));
    }
    Ok((amount, reference))
}

async fn open_order(
    State(counter): State<Counter>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Result<Response, No> {
    admit(&headers)?;
    let (amount, reference) = checked(&body, "receipt")?;
    let mut state = counter.shared.lock();
    if state.bank.known(Kind::Order, &reference).is_some() {
        return Err(refused("Order receipt should be unique."));
    }
    let order = Order {
        id: name("order"),
        kind: Kind::Order,
        amount,
        reference,
        about: String::new(),
        return_url: String::new(),
        created_at: counter.shared.clock.now().millis() / 1_000,
    };
    let shown = bank::order_json(&order, &[]);
    state.bank.open(order);
    Ok(Json(shown).into_response())
}

#[derive(Deserialize)]
struct Receipt {
    receipt: String,
}

async fn find_orders(
    State(counter): State<Counter>,
    headers: HeaderMap,
    Query(query): Query<Receipt>,
) -> Result<Response, No> {
    admit(&headers)?;
    let state = counter.shared.lock();
    let known = state.bank.known(Kind::Order, &query.receipt);
    let items: Vec<Value> =
        known.map(|order| shown_order(&state.bank, order)).into_iter().collect();
    Ok(Json(json!({ "entity": "collection", "count": items.len(), "items": items }))
        .into_response())
}

fn shown_order(bank: &Bank, order: &Order) -> Value {
    bank::order_json(order, &bank.payments_of(&order.id))
}

async fn order(
    State(counter): State<Counter>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, No> {
    admit(&headers)?;
    let state = counter.shared.lock();
    let order = state.bank.orders.get(&id).filter(|order| order.kind == Kind::Order);
    Ok(found(order.map(|order| shown_order(&state.bank, order))))
}

async fn payments(
    State(counter): State<Counter>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, No> {
    admit(&headers)?;
    let state = counter.shared.lock();
    Ok(found(state.bank.orders.get(&id).map(|order| {
        let payments = state.bank.payments_of(&id);
        let items: Vec<Value> =
            payments.iter().map(|payment| bank::payment_json(order, payment)).collect();
        json!({ "entity": "collection", "count": items.len(), "items": items })
    })))
}

async fn payment(
    State(counter): State<Counter>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, No> {
    admit(&headers)?;
    let state = counter.shared.lock();
    let shown = state.bank.payments.get(&id).and_then(|payment| {
        Some(bank::payment_json(state.bank.orders.get(&payment.order)?, payment))
    });
    Ok(found(shown))
}

async fn refund(
    State(counter): State<Counter>,
    headers: HeaderMap,
    Path(id): Path<String>,
    Json(body): Json<Value>,
) -> Result<Response, No> {
    admit(&headers)?;
    if !only(&body, &["amount", "speed", "notes", "receipt"]) {
        return Err(refused("Extra fields are sent"));
    }
    let once = headers.get("x-refund-idempotency").and_then(|value| value.to_str().ok());
    let fits = |key: &str| {
        key.len() >= 10 && key.bytes().all(|c| c.is_ascii_alphanumeric() || b"-_".contains(&c))
    };
    if once.is_some_and(|key| !fits(key)) {
        return Err(refused("The idempotency key is not valid"));
    }
    let asked = format!("{id} {body}");
    let mut state = counter.shared.lock();
    if let Some((before, _, answer)) = once.and_then(|key| state.bank.answered.get(key)) {
        let other = "Different request with the same idempotency key has already been processed.";
        return match *before == asked {
            true => Ok(Json(answer.clone()).into_response()),
            false => Err(refused(other)),
        };
    }
    let whole = state.bank.payments.get(&id).map_or(0, |payment| payment.amount);
    let key = body["notes"]["refund"].as_str().map(str::to_owned);
    let Some(refund) = state.bank.refund(&id, body["amount"].as_i64().unwrap_or(whole), key) else {
        return Err(refused("The total refund amount is greater than the refund payment amount"));
    };
    let answer = bank::refund_json(&refund);
    if let Some(key) = once {
        state.bank.answered.insert(key.to_owned(), (asked, 200, answer.clone()));
    }
    drop(state);
    counter.shared.post();
    Ok(Json(answer).into_response())
}

async fn refunds(
    State(counter): State<Counter>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, No> {
    admit(&headers)?;
    let state = counter.shared.lock();
    let items: Vec<Value> = state.bank.refunds_of(&id).iter().map(bank::refund_json).collect();
    Ok(Json(json!({ "entity": "collection", "count": items.len(), "items": items }))
        .into_response())
}

async fn find_refund(
    State(counter): State<Counter>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, No> {
    admit(&headers)?;
    Ok(found(counter.shared.lock().bank.refunds.get(&id).map(bank::refund_json)))
}

async fn open_link(
    State(counter): State<Counter>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Result<Response, No> {
    admit(&headers)?;
    let (amount, reference) = checked(&body, "reference_id")?;
    if body.get("callback_url").is_some() && body["callback_method"] != "get" {
        return Err(refused("callback_method must be get"));
    }
    let mut state = counter.shared.lock();
    if state.bank.known(Kind::Link, &reference).is_some() {
        return Err(refused("payment link already exists with this reference_id"));
    }
    let text = |field: &str| body[field].as_str().unwrap_or_default().to_owned();
    let order = Order {
        id: name("plink"),
        kind: Kind::Link,
        amount,
        reference,
        about: text("description"),
        return_url: text("callback_url"),
        created_at: counter.shared.clock.now().millis() / 1_000,
    };
    let shown = shown_link(&counter, &order, &state.bank);
    state.bank.open(order);
    Ok(Json(shown).into_response())
}

fn shown_link(counter: &Counter, order: &Order, bank: &Bank) -> Value {
    let mut shown = bank::link_json(order, &bank.payments_of(&order.id));
    shown["short_url"] = json!(format!("{}/pay/{}", counter.url, order.id));
    shown
}

#[derive(Deserialize)]
struct Reference {
    reference_id: String,
}

async fn find_links(
    State(counter): State<Counter>,
    headers: HeaderMap,
    Query(query): Query<Reference>,
) -> Result<Response, No> {
    admit(&headers)?;
    let state = counter.shared.lock();
    let known = state.bank.known(Kind::Link, &query.reference_id);
    let links: Vec<Value> =
        known.map(|order| shown_link(&counter, order, &state.bank)).into_iter().collect();
    Ok(Json(json!({ "payment_links": links })).into_response())
}

async fn link(
    State(counter): State<Counter>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, No> {
    admit(&headers)?;
    let state = counter.shared.lock();
    let link = state.bank.orders.get(&id).filter(|order| order.kind == Kind::Link);
    Ok(found(link.map(|order| shown_link(&counter, order, &state.bank))))
}
