use std::io::Write as _;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use data_encoding::HEXLOWER;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::base::{Error, Result};

/// A document made once and served many times: plain and gzipped, each with a strong `ETag`.
/// A clone shares the bytes; answering copies none.
#[derive(Clone)]
pub struct Kept {
    kind: HeaderValue,
    caching: HeaderValue,
    plain: Form,
    gzipped: Form,
}

#[derive(Clone)]
struct Form {
    bytes: Bytes,
    etag: HeaderValue,
}

impl Kept {
    /// Compresses `bytes` as small as gzip can, which takes a while: once per change, off the
    /// threads that answer.
    pub fn new(kind: &'static str, caching: &'static str, bytes: Vec<u8>) -> Result<Kept> {
        let digest = HEXLOWER.encode(&Sha256::digest(&bytes)[..10]);
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        let packed = gzip.write_all(&bytes).and_then(|()| gzip.finish());
        Ok(Kept {
            kind: HeaderValue::from_static(kind),
            caching: HeaderValue::from_static(caching),
            plain: Form::new(bytes, format!("\"{digest}\""))?,
            gzipped: Form::new(packed.map_err(Error::internal)?, format!("\"{digest}-gz\""))?,
        })
    }

    /// The document, or 304 when the asker has it already.
    pub fn answer(&self, asked: &HeaderMap) -> Response {
        let gzip = accepts_gzip(asked);
        let form = if gzip { &self.gzipped } else { &self.plain };
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.insert(header::ETAG, form.etag.clone());
        headers.insert(header::CACHE_CONTROL, self.caching.clone());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        if self.is_known(asked) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers.insert(header::CONTENT_TYPE, self.kind.clone());
        if gzip {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        *response.body_mut() = Body::from(form.bytes.clone());
        response
    }

    /// RFC 9110, 13.1.2: `*`, or one of the tags, weakly compared.
    fn is_known(&self, asked: &HeaderMap) -> bool {
        asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|v| v.to_str().ok()).any(|tags| {
            tags.split(',').map(|tag| tag.trim()).any(|tag| {
                let tag = tag.strip_prefix("W/").unwrap_or(tag);
                tag == "*" || self.plain.etag == tag || self.gzipped.etag == tag
            })
        })
    }
}

impl Form {
    fn new(bytes: Vec<u8>, etag: String) -> Result<Form> {
        let etag = HeaderValue::try_from(etag).map_err(Error::internal)?;
        Ok(Form { bytes: bytes.into(), etag })
    }
}

/// RFC 9110, 12.5.3: named, or covered by `*`, and not with a weight of nothing.
fn accepts_gzip(asked: &HeaderMap) -> bool {
    let mut by_star = false;
    for value in asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|v| v.to_str().ok()) {
        for coding in value.split(',') {
            let (name, rest) = coding.split_once(';').unwrap_or((coding, ""));
            let weight = rest.trim().strip_prefix("q=").map_or(Ok(1.0), str::parse::<f32>);
            let wanted = weight.is_ok_and(|q| q > 0.0);
            match name.trim() {
                name if name.eq_ignore_ascii_case("gzip") => return wanted,
                "*" => by_star = wanted,
                _ => {}
            }
        }
    }
    by_star
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept() -> Kept {
        Kept::new("text/plain", "no-cache", b"dal makhani ".repeat(50)).expect("a document")
    }

    fn ask(kept: &Kept, name: header::HeaderName, value: &str) -> Response {
        let mut asked = HeaderMap::new();
        asked.insert(name, HeaderValue::try_from(value).expect("a header"));
        kept.answer(&asked)
    }

    #[test]
    fn gzip_goes_to_those_who_take_it() {
        for (accepts, packed) in [
            ("gzip, br", true),
            ("br;q=1.0, GZIP;q=0.5", true),
            ("*", true),
            ("gzip;q=0, *", false),
            ("br", false),
            ("", false),
        ] {
            let response = ask(&kept(), header::ACCEPT_ENCODING, accepts);
            let coding = response.headers().get(header::CONTENT_ENCODING);
            assert_eq!(coding.is_some(), packed, "{accepts}");
            assert_eq!(response.headers()[header::VARY], "accept-encoding");
        }
    }

    #[test]
    fn who_has_it_hears_304_with_the_same_tag() {
        let document = kept();
        let first = document.answer(&HeaderMap::new());
        let tag = first.headers()[header::ETAG].to_str().expect("a tag").to_owned();
        assert!(tag.starts_with('"'), "strong: {tag}");
        for asked in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".into()] {
            let again = ask(&document, header::IF_NONE_MATCH, &asked);
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{asked}");
            assert_eq!(again.headers()[header::ETAG], first.headers()[header::ETAG]);
        }
        assert_eq!(ask(&document, header::IF_NONE_MATCH, "\"x\"").status(), StatusCode::OK);
    }
}
