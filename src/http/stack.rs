use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::HttpBody as _;
use axum::extract::{ConnectInfo, DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tracing::Instrument as _;

use super::address::forwarded;
use super::guard::{self, Guard};
use super::limit::{Rate, RateLimit};
use crate::base::{Clock, Code, Error, limits, random_token};

/// What the way in is set up with.
pub struct Rules {
    pub clock: Clock,
    /// Names the box answers to besides IP addresses, `localhost` and `*.local`.
    pub hosts: Vec<String>,
    /// Requests of one address; None counts nobody.
    pub rate: Option<Rate>,
    /// Whether all that comes has passed a proxy of ours, which says whom it was from.
    pub is_behind_proxy: bool,
    pub timeout: Duration,
    /// Bytes of a body. A route that takes more says so with a `DefaultBodyLimit` of its own.
    pub max_body: usize,
}

impl Rules {
    pub fn new(clock: Clock, hosts: Vec<String>) -> Rules {
        let rate = Some(Rate::GENEROUS);
        let (timeout, max_body) = (limits::REQUEST_TIMEOUT, limits::MAX_BODY);
        Rules { clock, hosts, rate, is_behind_proxy: false, timeout, max_body }
    }
}

struct Gate {
    clock: Clock,
    guard: Guard,
    limit: Option<RateLimit>,
    is_behind_proxy: bool,
    timeout: Duration,
}

/// The whole way in. A request meets the layers from the last line to the first, its answer from
/// the first to the last.
pub fn stack(router: Router, rules: Rules) -> Router {
    let limit = rules.rate.map(|rate| RateLimit::new(rules.clock.clone(), rate));
    let gate = Arc::new(Gate {
        guard: Guard::new(&rules.hosts),
        clock: rules.clock,
        limit,
        is_behind_proxy: rules.is_behind_proxy,
        timeout: rules.timeout,
    });
    router
        // What no route takes is answered in the same form as everything else.
        .fallback(|| async { Code::NotFound })
        .method_not_allowed_fallback(|| async { Code::MethodNotAllowed })
        // A body is counted while it is read, so that none without a length slips through.
        .layer(DefaultBodyLimit::max(rules.max_body))
        // A mistake of ours costs one answer, not the connection.
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            Error::internal("a handler panicked").into_response()
        }))
        // Nobody waits for ever, and nobody makes us wait by sending a byte a minute.
        .layer(from_fn_with_state(gate.clone(), in_time))
        // Wrong host, foreign page, too many, too long: refused before a byte of it is read.
        .layer(from_fn_with_state(gate.clone(), admit))
        // Refusals carry the security headers too.
        .layer(axum::middleware::from_fn(secure))
        // Everything above is logged under the request's id.
        .layer(from_fn_with_state(gate, trace))
}

async fn trace(State(gate): State<Arc<Gate>>, request: Request, next: Next) -> Response {
    const ID: HeaderName = HeaderName::from_static("x-request-id");
    let id = request_id(request.headers().get(&ID));
    let method = request.method().clone();
    // The route, not the path: paths carry tokens, and queries carry what people typed.
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    let span = tracing::info_span!("request", id, %method, route);
    let began = gate.clock.mono();
    let mut response = next.run(request).instrument(span.clone()).await;
    let micros = (gate.clock.mono() - began).as_micros();
    let status = response.status().as_u16();
    // A quiet evening's log is what changed and what failed.
    span.in_scope(|| {
        if method == Method::GET && status < 500 {
            tracing::debug!(status, micros, "answered");
        } else {
            tracing::info!(status, micros, "answered");
        }
    });
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(ID, id);
    }
    response
}

/// The caller's id if it is one that can be put into a log, else a fresh one.
fn request_id(given: Option<&HeaderValue>) -> String {
    let fits = |c: u8| c.is_ascii_alphanumeric() || c == b'-' || c == b'_';
    given
        .and_then(|value| value.to_str().ok())
        .filter(|id| (8..=64).contains(&id.len()) && id.bytes().all(fits))
        .map_or_else(|| random_token(12), str::to_owned)
}

async fn secure(request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    guard::secure(response.headers_mut(), is_api);
    response
}

async fn admit(
    State(gate): State<Arc<Gate>>,
    mut request: Request,
    next: Next,
) -> Result<Response, Error> {
    if gate.is_behind_proxy
        && let Some(from) = forwarded(request.headers())
    {
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(from, 0)));
    }
    if let Some(limit) = &gate.limit {
        limit.take(address(&request))?;
    }
    gate.guard.check(&request)?;
    let most = u64::try_from(limits::MAX_IMPORT.max(limits::MAX_BODY)).unwrap_or(u64::MAX);
    if announced(request.headers()).max(request.body().size_hint().lower()) > most {
        return Err(Code::BodyTooLarge.into());
    }
    Ok(next.run(request).await)
}

fn address(request: &Request) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    peer.map_or(Ipv4Addr::UNSPECIFIED.into(), |peer| peer.0.ip())
}

fn announced(headers: &HeaderMap) -> u64 {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    length.and_then(|length| length.parse().ok()).unwrap_or(0)
}

async fn in_time(State(gate): State<Arc<Gate>>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(gate.timeout, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Error::new(Code::TimedOut).retry_after(1).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_id_that_could_spoil_a_log_is_replaced() {
        let id = |text: &str| request_id(HeaderValue::from_bytes(text.as_bytes()).ok().as_ref());
        assert_eq!(id("phone-7_0001"), "phone-7_0001");
        for bad in ["", "short", "new line", "a\"quoted", "नमस्ते-नमस्ते", &"x".repeat(65)]
        {
            assert_ne!(id(bad), bad);
            assert_eq!(id(bad).len(), 16, "{bad}");
        }
    }
}
