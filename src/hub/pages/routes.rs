use std::sync::LazyLock;

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, Response};
use axum::routing::get;
use rust_embed::RustEmbed;

use crate::http::Site;
use crate::hub::Hub;

/// What `make web` built. Without it the hub still compiles, and says how to build it.
#[derive(RustEmbed)]
#[folder = "web/dist-hub"]
#[allow_missing = true]
struct Dist;

static SITE: LazyLock<Site> = LazyLock::new(Site::of::<Dist>);

pub fn routes() -> Router<Hub> {
    Router::new()
        .route("/", get(page))
        .route("/welcome", get(page))
        .route("/office", get(page))
        .route("/office/{*path}", get(page))
        .route("/assets/{*path}", get(asset))
}

async fn page(asked: HeaderMap) -> Response<Body> {
    SITE.page("hub", &asked)
}

async fn asset(Path(path): Path<String>, asked: HeaderMap) -> Response<Body> {
    SITE.asset(&path, &asked)
}
