use std::io::Write as _;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use data_encoding::HEXLOWER;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::base::{Error, Result};

/// A document made once and served many times: plain and compressed, each form with a strong
/// `ETag` of its own. A clone shares the bytes; answering copies none.
#[derive(Clone)]
pub struct Kept {
    kind: HeaderValue,
    caching: HeaderValue,
    plain: Form,
    gzip: Option<Form>,
    brotli: Option<Form>,
}

/// The document's bytes as they travel.
#[derive(Clone)]
pub(super) struct Form {
    bytes: Bytes,
    etag: HeaderValue,
}

impl Kept {
    /// Compresses `bytes` as small as gzip can, which takes a while: once per change, off the
    /// threads that answer.
    pub fn new(kind: &'static str, caching: &'static str, bytes: Vec<u8>) -> Result<Kept> {
        let digest = Sha256::digest(&bytes);
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        let packed = gzip.write_all(&bytes).and_then(|()| gzip.finish());
        let packed = packed.map_err(Error::internal)?;
        let gzip = (packed.len() < bytes.len()).then(|| Form::new(packed, &digest, "-gz"));
        let plain = Form::new(bytes, &digest, "");
        Ok(Kept::of(kind, caching, plain, gzip, None))
    }

    /// A document whose compressed forms were made before.
    pub(super) fn of(
        kind: &'static str,
        caching: &'static str,
        plain: Form,
        gzip: Option<Form>,
        brotli: Option<Form>,
    ) -> Kept {
        let (kind, caching) = (HeaderValue::from_static(kind), HeaderValue::from_static(caching));
        Kept { kind, caching, plain, gzip, brotli }
    }

    /// The document, or 304 when the asker has it already.
    pub fn answer(&self, asked: &HeaderMap) -> Response {
        let (form, coding) = self.choose(asked);
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.insert(header::ETAG, form.etag.clone());
        headers.insert(header::CACHE_CONTROL, self.caching.clone());
        if self.gzip.is_some() || self.brotli.is_some() {
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        if self.is_known(asked) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        headers.insert(header::CONTENT_TYPE, self.kind.clone());
        if let Some(coding) = coding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        *response.body_mut() = Body::from(form.bytes.clone());
        response
    }

    /// The smallest form the asker takes.
    fn choose(&self, asked: &HeaderMap) -> (&Form, Option<&'static str>) {
        for (form, coding) in [(&self.brotli, "br"), (&self.gzip, "gzip")] {
            if let Some(form) = form.as_ref().filter(|_| accepts(asked, coding)) {
                return (form, Some(coding));
            }
        }
        (&self.plain, None)
    }

    /// RFC 9110, 13.1.2: `*`, or one of the tags, weakly compared.
    fn is_known(&self, asked: &HeaderMap) -> bool {
        let forms = [Some(&self.plain), self.gzip.as_ref(), self.brotli.as_ref()];
        words(asked, header::IF_NONE_MATCH).any(|tag| {
            let tag = tag.strip_prefix("W/").unwrap_or(tag);
            tag == "*" || forms.iter().flatten().any(|form| form.etag == tag)
        })
    }
}

impl Form {
    /// `digest` is of the plain bytes; `suffix` keeps the tags of the forms apart, because a
    /// strong tag names exact bytes.
    pub fn new(bytes: impl Into<Bytes>, digest: &[u8], suffix: &str) -> Form {
        let digest = HEXLOWER.encode(digest.get(..10).unwrap_or(digest));
        let etag = HeaderValue::try_from(format!("\"{digest}{suffix}\""));
        Form { bytes: bytes.into(), etag: etag.unwrap_or(HeaderValue::from_static("\"\"")) }
    }
}

/// RFC 9110, 12.5.3: named, or covered by `*`, and not with a weight of nothing.
fn accepts(asked: &HeaderMap, coding: &str) -> bool {
    let mut by_star = false;
    for choice in words(asked, header::ACCEPT_ENCODING) {
        let (name, rest) = choice.split_once(';').unwrap_or((choice, ""));
        let weight = rest.trim().strip_prefix("q=").map_or(Ok(1.0), str::parse::<f32>);
        let wanted = weight.is_ok_and(|q| q > 0.0);
        match name.trim() {
            name if name.eq_ignore_ascii_case(coding) => return wanted,
            "*" => by_star = wanted,
            _ => {}
        }
    }
    by_star
}

fn words(asked: &HeaderMap, name: header::HeaderName) -> impl Iterator<Item = &str> {
    let values = asked.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).map(str::trim)
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

    #[test]
    fn brotli_goes_before_gzip_and_each_form_has_its_own_tag() {
        let mut document = kept();
        document.brotli = Some(Form::new("packed", b"0123456789", "-br"));
        let coding = |accepts: &str| {
            let response = ask(&document, header::ACCEPT_ENCODING, accepts);
            let headers = response.headers();
            let coding = headers.get(header::CONTENT_ENCODING).cloned();
            (coding.and_then(|c| c.to_str().ok().map(str::to_owned)), headers[header::ETAG].clone())
        };
        let (brotli, gzip, plain) = (coding("gzip, br"), coding("br;q=0, *;q=0.1"), coding(""));
        assert_eq!((brotli.0.as_deref(), gzip.0.as_deref()), (Some("br"), Some("gzip")));
        assert_eq!(plain.0, None);
        assert!(brotli.1 != gzip.1 && gzip.1 != plain.1 && brotli.1 != plain.1);
    }

    #[test]
    fn what_gzip_makes_larger_is_sent_plain() {
        let small = Kept::new("text/plain", "no-cache", b"hello".to_vec()).expect("a document");
        let response = ask(&small, header::ACCEPT_ENCODING, "gzip");
        assert!(response.headers().get(header::CONTENT_ENCODING).is_none());
        assert!(response.headers().get(header::VARY).is_none());
    }
}
