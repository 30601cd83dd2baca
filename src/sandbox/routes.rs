mod control;
mod msg91;
mod pages;
mod razorpay;
mod sns;
mod stripe;
mod twilio;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use serde_json::{Value, json};

use super::Shared;
use super::weather::FaultKind;

/// What a route sees.
#[derive(Clone)]
pub struct Counter {
    pub shared: Shared,
    /// Where this sandbox is.
    pub url: String,
}

/// A gateway's no, in its own words.
pub struct No(pub StatusCode, pub Value);

impl IntoResponse for No {
    fn into_response(self) -> Response {
        (self.0, Json(self.1)).into_response()
    }
}

pub fn router(shared: Shared, url: String) -> Router {
    let counter = Counter { shared, url };
    Router::new()
        .nest("/razorpay/v1", razorpay::router())
        .nest("/stripe/v1", stripe::router())
        .nest("/twilio", twilio::router())
        .nest("/msg91", msg91::router())
        .merge(sns::router())
        // Only the gateways break down; their pages and the switches work.
        .layer(from_fn_with_state(counter.clone(), weather))
        .merge(pages::router())
        .merge(control::router())
        .with_state(counter)
}

/// An account without money, in both gateways' words.
fn poor() -> Value {
    let told = "Your account does not have enough balance to carry out the refund operation.";
    json!({ "error": { "code": "balance_insufficient", "description": told, "message": told } })
}

async fn weather(State(counter): State<Counter>, request: Request, next: Next) -> Response {
    let named = format!("{} {}", request.method(), request.uri().path());
    loop {
        let strikes = counter.shared.lock().weather.strikes(&named);
        return match strikes {
            None => next.run(request).await,
            Some(FaultKind::Held) => {
                // Whatever else is to come of it comes once it is let go.
                counter.shared.hold().await;
                continue;
            }
            Some(FaultKind::Broken) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
            Some(FaultKind::Stranger) => StatusCode::UNAUTHORIZED.into_response(),
            Some(FaultKind::Poor) => No(StatusCode::BAD_REQUEST, poor()).into_response(),
            Some(FaultKind::LostBefore) => std::future::pending().await,
            Some(FaultKind::LostAfter) => {
                next.run(request).await;
                counter.shared.lost.send_modify(|lost| *lost += 1);
                std::future::pending().await
            }
        };
    }
}
