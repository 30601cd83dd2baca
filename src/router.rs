//! The whole house on one page: every slice's routes, the pages, and the document of them all.

use axum::Router;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use crate::base::{Error, Result};
use crate::http::{self, Rules};
use crate::{
    auth, billing, cart, closing, customers, drawer, floor, followers, house, kitchen, menu,
    notifications, online, ops, ordering, outbound, payments, pricing, printing, reports, search,
    setup, stations, sync, tables,
};

#[derive(OpenApi)]
#[openapi(info(
    title = "Tiffin",
    description = "Ordering, kitchen and money of one restaurant. Money is in whole paise, times \
        are RFC 3339 UTC, ids are UUIDv7. Every POST that creates takes an Idempotency-Key; \
        errors are {\"error\":{\"code\",\"message\",\"details\"}}."
),
    // Named by query parameters only, which do not bring their schemas along.
    components(schemas(menu::MenuFormat, tables::Layout))
)]
struct Api;

/// The API with its document.
pub fn api() -> (Router<App>, Document) {
    let (router, mut document) = OpenApiRouter::with_openapi(Api::openapi())
        .merge(house::routes())
        .merge(auth::routes())
        .merge(customers::routes())
        .merge(notifications::routes())
        .merge(outbound::routes())
        .merge(tables::routes())
        .merge(menu::routes())
        .merge(stations::routes())
        .merge(pricing::routes())
        .merge(search::routes())
        .merge(drawer::routes())
        .merge(cart::routes())
        .merge(ordering::routes())
        .merge(kitchen::routes())
        .merge(billing::routes())
        .merge(payments::routes())
        .merge(online::routes())
        .merge(printing::routes())
        .merge(floor::routes())
        .merge(reports::routes())
        .merge(closing::routes())
        .merge(sync::routes())
        .merge(setup::routes())
        .merge(ops::routes())
        .merge(followers::routes())
        .split_for_parts();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    let components = document.components.get_or_insert_default();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    (router, document)
}

/// Everything the box answers, behind the whole way in.
pub fn router(app: App, rules: Rules) -> Result<Router> {
    let (api, document) = api();
    let docs = http::docs_page(&document.to_json().map_err(Error::internal)?)?;
    let document = document.to_json().map_err(Error::internal)?;
    let pages = Router::new()
        .route("/", get(|headers: HeaderMap| async move { http::page("index", &headers) }))
        .route("/t/{token}", get(|headers: HeaderMap| async move { http::page("guest", &headers) }))
        .route("/kitchen", get(staff))
        .route("/counter", get(staff))
        .route("/owner", get(owner))
        .route("/owner/{*page}", get(owner))
        .route("/setup", get(owner))
        .route("/favicon.ico", get(|| async { StatusCode::NO_CONTENT }))
        .route("/assets/{*path}", get(http::asset))
        .route("/api/openapi.json", get(move || async move { typed("application/json", document) }))
        .route("/api/docs", get(move || async move { typed("text/html; charset=utf-8", docs) }))
        .route("/docs.css", get(|| async { typed("text/css; charset=utf-8", http::DOCS_STYLE) }));
    let measured = api.merge(pages).layer(from_fn_with_state(app.clone(), ops::measure));
    Ok(http::stack(measured.with_state(app), rules))
}

async fn staff(headers: HeaderMap) -> impl IntoResponse {
    http::page("staff", &headers)
}

async fn owner(headers: HeaderMap) -> impl IntoResponse {
    http::page("owner", &headers)
}

fn typed(kind: &'static str, body: impl IntoResponse) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], body).into_response()
}

/// Serves the box on `listener` until `shutdown`, then finishes what was accepted and closes.
pub async fn run(
    app: App,
    listener: TcpListener,
    rules: Rules,
    shutdown: impl Future<Output = ()>,
) -> Result<()> {
    let router = router(app.clone(), rules)?;
    ops::know_followers(&app, followers::find);
    sync::prepare(&app).await?;
    let following = followers::start(&app);
    ops::ready(&app);
    let closing = app.clone();
    http::serve(listener, router, async move {
        shutdown.await;
        ops::stopping();
        closing.live.close().await;
    })
    .await;
    following.stop().await;
    app.close().await;
    Ok(())
}
