use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{post, put};
use axum::{Json, Router};

use super::super::post::Delivery;
use super::super::weather::Fault;
use super::Counter;

/// The sandbox's own switches, for whoever tries things out by hand or from a browser's test.
pub fn router() -> Router<Counter> {
    Router::new()
        .route("/sandbox/delivery", put(deliver))
        .route("/sandbox/release", post(release))
        .route("/sandbox/faults", post(fault).delete(clear))
        .route("/sandbox/payments/{id}/capture", post(capture))
}

/// How webhooks travel from now on: held, lost, repeated, shuffled.
async fn deliver(State(counter): State<Counter>, Json(delivery): Json<Delivery>) -> StatusCode {
    counter.shared.lock().delivery = delivery;
    StatusCode::NO_CONTENT
}

/// Webhooks that were held go out.
async fn release(State(counter): State<Counter>) -> StatusCode {
    counter.shared.release();
    StatusCode::NO_CONTENT
}

async fn fault(State(counter): State<Counter>, Json(fault): Json<Fault>) -> StatusCode {
    counter.shared.lock().weather.bring(fault);
    StatusCode::NO_CONTENT
}

async fn clear(State(counter): State<Counter>) -> StatusCode {
    counter.shared.lock().weather.clear();
    StatusCode::NO_CONTENT
}

/// A payment that failed or is held goes through after all.
async fn capture(State(counter): State<Counter>, Path(id): Path<String>) -> StatusCode {
    let captured = counter.shared.lock().bank.capture(&id);
    counter.shared.post();
    if captured.is_some() { StatusCode::NO_CONTENT } else { StatusCode::NOT_FOUND }
}
