use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use serde::Deserialize;

use super::super::bank::{Choice, Kind, Order, Payment};
use super::super::{RAZORPAY_KEY, RAZORPAY_SECRET};
use super::Counter;
use crate::base::{Paise, escape_html as esc};
use crate::gateways::pay::sign;

pub fn router() -> Router<Counter> {
    Router::new()
        .route("/razorpay/v1/checkout/embedded", post(embedded))
        .route("/pay/{order}", get(hosted))
        .route("/pay/{order}/{choice}", post(choose))
}

#[derive(Deserialize)]
struct Embedded {
    key_id: String,
    order_id: String,
    amount: i64,
    #[serde(default)]
    name: String,
    callback_url: String,
}

/// Razorpay's hosted checkout: a form brings the browser here.
async fn embedded(State(counter): State<Counter>, Form(form): Form<Embedded>) -> Response {
    let mut state = counter.shared.lock();
    let order = state.bank.orders.get_mut(&form.order_id);
    let fits = |order: &&mut Order| order.amount == form.amount && order.kind == Kind::Order;
    match order.filter(fits) {
        Some(order) if form.key_id == RAZORPAY_KEY => {
            order.about = form.name;
            order.return_url = form.callback_url;
            Redirect::to(&format!("/pay/{}", order.id)).into_response()
        }
        _ => (StatusCode::BAD_REQUEST, "There is no such order.").into_response(),
    }
}

async fn hosted(State(counter): State<Counter>, Path(id): Path<String>) -> Response {
    match counter.shared.lock().bank.orders.get(&id) {
        Some(order) => page(order, "").into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn page(order: &Order, said: &str) -> Html<String> {
    let who = if order.kind == Kind::Session { "Stripe" } else { "Razorpay" };
    let button = |choice: &str, label: &str| {
        format!(
            r#"<form method="post" action="/pay/{}/{choice}"><button id="{choice}">{label}</button></form>"#,
            order.id
        )
    };
    Html(format!(
        r#"<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Sandbox: {who}</title>
<style>body{{font:1.1rem/1.5 system-ui,sans-serif;max-width:26rem;margin:2rem auto;padding:0 1rem}}
button{{font:inherit;width:100%;padding:.8rem;margin:.3rem 0}}</style></head>
<body><p>Sandbox of {who}. Nobody's money is spent here.</p><h1>₹{amount}</h1><p>{about}</p>
<p role="status">{said}</p>{pay}{decline}{abandon}</body></html>"#,
        amount = Paise(order.amount),
        about = esc(&order.about),
        pay = button("pay", "Pay"),
        decline = button("decline", "Decline the card"),
        abandon = button("abandon", "Go back without paying"),
    ))
}

async fn choose(
    State(counter): State<Counter>,
    Path((id, choice)): Path<(String, String)>,
) -> Response {
    let choice = match choice.as_str() {
        "pay" => Choice::Pay,
        "decline" => Choice::Decline,
        "abandon" => Choice::Abandon,
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let Some(order) = counter.shared.lock().bank.orders.get(&id).cloned() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Some(payment) = counter.shared.choose(&id, choice, order.amount) else {
        return page(&order, "This has been paid.").into_response();
    };
    match (choice, order.kind) {
        (Choice::Decline, _) => page(&order, "The bank said no. Nothing was paid.").into_response(),
        (Choice::Pay, Kind::Order) => back_with_signature(&order, &payment).into_response(),
        (Choice::Pay, Kind::Link) => Redirect::to(&signed_link(&order, &payment)).into_response(),
        _ => Redirect::to(&order.return_url).into_response(),
    }
}

/// The callback is a form that the browser sends: by itself, or by a tap without scripts.
fn back_with_signature(order: &Order, payment: &Payment) -> Html<String> {
    let signature = sign(RAZORPAY_SECRET, &[order.id.as_bytes(), b"|", payment.id.as_bytes()]);
    let hidden = |name: &str, value: &str| {
        format!(r#"<input type="hidden" name="{name}" value="{}">"#, esc(value))
    };
    Html(format!(
        r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Paid</title></head>
<body><form method="post" action="{back}">{}{}{}<button id="back">Back to the restaurant</button>
</form><script>document.forms[0].submit()</script></body></html>"#,
        hidden("razorpay_payment_id", &payment.id),
        hidden("razorpay_order_id", &order.id),
        hidden("razorpay_signature", &signature),
        back = esc(&order.return_url),
    ))
}

fn signed_link(order: &Order, payment: &Payment) -> String {
    let message = format!("{}|{}|paid|{}", order.id, order.reference, payment.id);
    format!(
        "{}?razorpay_payment_id={}&razorpay_payment_link_id={}&razorpay_payment_link_reference_id={}\
         &razorpay_payment_link_status=paid&razorpay_signature={}",
        order.return_url,
        payment.id,
        order.id,
        order.reference,
        sign(RAZORPAY_SECRET, &[message.as_bytes()])
    )
}
