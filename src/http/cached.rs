use std::io::Write as _;

use axum::body::{Body, Bytes};
use axum::http::header::{self, HeaderMap, HeaderValue};
use axum::http::{Response, StatusCode};
use data_encoding::BASE64URL_NOPAD;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// Bytes as they travel, ready to be sent any number of times.
#[derive(Clone)]
pub struct Cached {
    pub(super) identity: Variant,
    pub(super) gzip: Option<Variant>,
    pub(super) brotli: Option<Variant>,
}

/// One encoding of them. Each has a tag of its own, because a strong tag names exact bytes.
#[derive(Clone)]
pub(super) struct Variant {
    bytes: Bytes,
    etag: HeaderValue,
}

impl Variant {
    pub fn new(bytes: Bytes, hash: [u8; 32]) -> Variant {
        let text = format!("\"{}\"", BASE64URL_NOPAD.encode(&hash[..18]));
        let etag = HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("\"\""));
        Variant { bytes, etag }
    }

    fn of(bytes: Bytes) -> Variant {
        let hash = Sha256::digest(&bytes).into();
        Variant::new(bytes, hash)
    }
}

impl Cached {
    /// Compresses and hashes: keep the result.
    pub fn new(bytes: impl Into<Bytes>) -> Cached {
        let bytes = bytes.into();
        let gzip = pack(&bytes).filter(|packed| packed.len() < bytes.len());
        Cached {
            identity: Variant::of(bytes),
            gzip: gzip.map(|packed| Variant::of(packed.into())),
            brotli: None,
        }
    }

    /// The bytes themselves, not compressed.
    pub fn identity(&self) -> &Bytes {
        &self.identity.bytes
    }
}

fn pack(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(7));
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

/// Answers with the encoding the asker likes best, or 304 when they have it already. They may
/// keep it, but must ask again before they use it.
pub fn bytes_with_etag(
    asked: &HeaderMap,
    content_type: &'static str,
    cached: &Cached,
) -> Response<Body> {
    respond(asked, content_type, "no-cache", cached)
}

pub(super) fn respond(
    asked: &HeaderMap,
    content_type: &'static str,
    cache_control: &'static str,
    cached: &Cached,
) -> Response<Body> {
    let (variant, encoding) = choose(asked, cached);
    let known = has(asked, &variant.etag);
    let body = if known { Body::empty() } else { Body::from(variant.bytes.clone()) };
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::ETAG, variant.etag.clone());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache_control));
    if cached.gzip.is_some() || cached.brotli.is_some() {
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

fn choose<'a>(asked: &HeaderMap, cached: &'a Cached) -> (&'a Variant, Option<&'static str>) {
    for (variant, encoding) in [(&cached.brotli, "br"), (&cached.gzip, "gzip")] {
        if let Some(variant) = variant.as_ref().filter(|_| accepts(asked, encoding)) {
            return (variant, Some(encoding));
        }
    }
    (&cached.identity, None)
}

/// Whether the asker takes this encoding: it, or `*`, is named, and not with `q=0`.
fn accepts(asked: &HeaderMap, encoding: &str) -> bool {
    let mut any = false;
    for choice in words(asked, header::ACCEPT_ENCODING) {
        let (name, weight) = choice.split_once(';').unwrap_or((choice, ""));
        let refused = weight
            .trim()
            .strip_prefix("q=")
            .is_some_and(|q| q.bytes().all(|digit| digit == b'0' || digit == b'.'));
        let name = name.trim();
        if name.eq_ignore_ascii_case(encoding) {
            return !refused;
        }
        any |= name == "*" && !refused;
    }
    any
}

fn has(asked: &HeaderMap, etag: &HeaderValue) -> bool {
    words(asked, header::IF_NONE_MATCH)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag).as_bytes() == etag)
}

fn words(asked: &HeaderMap, name: header::HeaderName) -> impl Iterator<Item = &str> {
    let values = asked.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).expect("a value"))])
    }

    #[test]
    fn the_best_encoding_the_asker_takes_is_chosen() {
        let mut cached = Cached::new("paneer ".repeat(500));
        cached.brotli = cached.gzip.clone();
        for (accept, chosen) in [
            ("gzip, deflate, br", Some("br")),
            ("gzip", Some("gzip")),
            ("GZIP;q=0.5", Some("gzip")),
            ("br;q=0, gzip", Some("gzip")),
            ("*", Some("br")),
            ("br;q=0, *;q=0.1", Some("gzip")),
            ("*;q=0.0", None),
            ("identity", None),
            ("", None),
        ] {
            let asked = asked(header::ACCEPT_ENCODING, accept);
            assert_eq!(choose(&asked, &cached).1, chosen, "{accept}");
        }
    }

    #[test]
    fn small_bytes_are_not_made_larger() {
        assert!(Cached::new("hello").gzip.is_none());
    }

    #[test]
    fn a_tag_is_known_among_many_and_weak_ones_too() {
        let etag = HeaderValue::from_static("\"abc\"");
        for (tags, known) in [
            ("\"abc\"", true),
            ("\"x\", W/\"abc\"", true),
            ("*", true),
            ("\"abcd\"", false),
            ("abc", false),
        ] {
            assert_eq!(has(&asked(header::IF_NONE_MATCH, tags), &etag), known, "{tags}");
        }
    }
}
