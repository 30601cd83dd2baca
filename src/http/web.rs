use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::Response;
use axum::http::header::HeaderMap;
use axum::response::IntoResponse as _;
use rust_embed::RustEmbed;

use super::kept::{Form, Kept};
use crate::base::Code;

/// What `make web` built. Without it the box still compiles, and says how to build it.
#[derive(RustEmbed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct Dist;

/// Hashed names never change what they mean.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";
const STUB: &str = include_str!("stub.html");

/// What was built for one program: every file with its compressed siblings, by its path.
pub struct Site(HashMap<String, Kept>);

impl Site {
    pub fn of<D: RustEmbed>() -> Site {
        Site(gather(D::iter().filter_map(|path| {
            let file = D::get(&path)?;
            let bytes = match file.data {
                Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                Cow::Owned(bytes) => bytes.into(),
            };
            Some((path.into_owned(), Form::new(bytes, &file.metadata.sha256_hash(), "")))
        })))
    }

    /// Answers a page by its name; the stub when they were not built.
    pub fn page(&self, name: &str, asked: &HeaderMap) -> Response<Body> {
        match self.0.get(&format!("{name}.html")) {
            Some(page) => page.answer(asked),
            None => Kept::new(content_type(".html"), ASK_AGAIN, STUB.into())
                .map_or_else(|error| error.into_response(), |stub| stub.answer(asked)),
        }
    }

    /// Answers what is asked for below `/assets`.
    pub fn asset(&self, path: &str, asked: &HeaderMap) -> Response<Body> {
        file(&self.0, &format!("assets/{path}"), asked)
    }
}

static SITE: LazyLock<Site> = LazyLock::new(Site::of::<Dist>);

/// Answers one of the pages, `guest`, `staff` or `owner`.
pub fn page(name: &str, asked: &HeaderMap) -> Response<Body> {
    SITE.page(name, asked)
}

/// Answers `/assets/{*path}`.
pub async fn asset(Path(path): Path<String>, asked: HeaderMap) -> Response<Body> {
    SITE.asset(&path, &asked)
}

fn file(files: &HashMap<String, Kept>, path: &str, asked: &HeaderMap) -> Response<Body> {
    files.get(path).map_or_else(|| Code::NotFound.into_response(), |file| file.answer(asked))
}

/// Puts `name.gz` and `name.br` with their `name`.
fn gather(files: impl Iterator<Item = (String, Form)>) -> HashMap<String, Kept> {
    let mut all: HashMap<String, Form> = files.collect();
    let names: Vec<String> = all.keys().filter(|name| !is_packed(name)).cloned().collect();
    let mut gathered = HashMap::with_capacity(names.len());
    for name in names {
        let gzip = all.remove(&format!("{name}.gz"));
        let brotli = all.remove(&format!("{name}.br"));
        let caching = if name.starts_with("assets/") { FOR_EVER } else { ASK_AGAIN };
        if let Some(plain) = all.remove(&name) {
            let kept = Kept::of(content_type(&name), caching, plain, gzip, brotli);
            gathered.insert(name, kept);
        }
    }
    gathered
}

fn is_packed(name: &str) -> bool {
    name.ends_with(".gz") || name.ends_with(".br")
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wav" => "audio/wav",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "pdf" => "application/pdf",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderValue, StatusCode, header};

    use super::*;

    fn files() -> HashMap<String, Kept> {
        let names = ["assets/a-1.js", "assets/a-1.js.br", "assets/a-1.js.gz", "assets/m.woff2"];
        gather(
            names
                .iter()
                .zip(1..)
                .map(|(name, n)| ((*name).to_owned(), Form::new(name.as_bytes(), &[n; 32], ""))),
        )
    }

    fn said<'a>(response: &'a Response<Body>, name: &str) -> Option<&'a str> {
        response.headers().get(name).and_then(|value| value.to_str().ok())
    }

    #[test]
    fn a_hashed_file_goes_out_compressed_and_for_ever() {
        let accept = HeaderValue::from_static("gzip, br");
        let asked = HeaderMap::from_iter([(header::ACCEPT_ENCODING, accept)]);
        let response = file(&files(), "assets/a-1.js", &asked);
        assert_eq!(said(&response, "content-encoding"), Some("br"));
        assert_eq!(said(&response, "content-type"), Some("text/javascript; charset=utf-8"));
        assert_eq!(said(&response, "cache-control"), Some(FOR_EVER));
        assert_eq!(said(&response, "vary"), Some("accept-encoding"));
        let plain = file(&files(), "assets/a-1.js", &HeaderMap::new());
        assert_eq!(said(&plain, "content-encoding"), None);
        assert_ne!(said(&plain, "etag"), said(&response, "etag"), "other bytes, another tag");
    }

    #[test]
    fn what_is_not_there_is_not_found_and_siblings_have_no_address() {
        for path in ["assets/none.js", "assets/a-1.js.gz", "", "../Cargo.toml"] {
            let response = file(&files(), path, &HeaderMap::new());
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[test]
    fn fonts_have_no_compressed_sibling_and_need_none() {
        let response = file(&files(), "assets/m.woff2", &HeaderMap::new());
        assert_eq!(said(&response, "content-type"), Some("font/woff2"));
        assert_eq!(said(&response, "vary"), None);
    }

    #[test]
    fn a_page_is_there_even_when_the_web_was_not_built() {
        let response = page("no-such-page", &HeaderMap::new());
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(said(&response, "cache-control"), Some("no-cache"));
        assert!(STUB.contains("make web"));
    }
}
