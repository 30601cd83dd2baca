use std::net::IpAddr;

use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, Request, Uri};

use crate::base::{Code, Result};

/// Who may be meant by a request, and from which pages it may come.
///
/// Checking `Host` stops a page elsewhere from reaching the box under a name of its own that it
/// points at the box's address (DNS rebinding); checking `Origin` stops it from writing.
#[derive(Clone, Debug)]
pub struct Guard {
    names: Vec<String>,
}

impl Guard {
    /// `names`: those the box answers to besides IP addresses, `localhost` and `*.local`.
    pub fn new(names: &[String]) -> Guard {
        Guard { names: names.iter().map(|name| plain(name)).collect() }
    }

    /// Errors: `invalid_host`, `forbidden`.
    pub fn check<B>(&self, request: &Request<B>) -> Result<()> {
        let host = authority(request.uri(), request.headers()).ok_or(Code::InvalidHost)?;
        let (name, port) = split(host).ok_or(Code::InvalidHost)?;
        if !self.answers_to(&name) {
            return Err(Code::InvalidHost.into());
        }
        if !matters(request.method(), request.headers()) || is_way_back(request.uri().path()) {
            return Ok(());
        }
        let Some(origin) = request.headers().get(header::ORIGIN) else { return Ok(()) };
        let origin = origin.to_str().ok().and_then(split_origin).ok_or(Code::Forbidden)?;
        // Behind a proxy that speaks TLS the two ports are both left out.
        if origin != (name, port) {
            return Err(Code::Forbidden.into());
        }
        Ok(())
    }

    fn answers_to(&self, name: &str) -> bool {
        name == "localhost"
            || name.ends_with(".local")
            || name.parse::<IpAddr>().is_ok()
            || self.names.iter().any(|known| known == name)
    }
}

/// Whether the request may change something, or opens a channel that tells what changed.
fn matters(method: &Method, headers: &HeaderMap) -> bool {
    let reads = [Method::GET, Method::HEAD, Method::OPTIONS];
    !reads.contains(method) || headers.contains_key(header::UPGRADE)
}

/// Pages elsewhere may send a form here: it carries no token of ours, and what it says is believed
/// for its own signature only.
fn is_way_back(path: &str) -> bool {
    path.starts_with("/back/")
}

fn authority<'a>(uri: &'a Uri, headers: &'a HeaderMap) -> Option<&'a str> {
    let mut hosts = headers.get_all(header::HOST).iter();
    match (hosts.next(), hosts.next(), uri.authority()) {
        (_, Some(_), _) => None,
        (_, None, Some(authority)) => Some(authority.as_str()),
        (host, None, None) => host?.to_str().ok(),
    }
}

fn plain(name: &str) -> String {
    name.trim_end_matches('.').to_ascii_lowercase()
}

/// Name and port; an IPv6 address without its brackets.
fn split(authority: &str) -> Option<(String, Option<u16>)> {
    let (name, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (name, port) = rest.split_once(']')?;
            name.parse::<std::net::Ipv6Addr>().ok()?;
            (name, port.strip_prefix(':').or(port.is_empty().then_some(""))?)
        }
        None => authority.split_once(':').unwrap_or((authority, "")),
    };
    let port = if port.is_empty() { None } else { Some(port.parse().ok()?) };
    let name = plain(name);
    (!name.is_empty()).then_some((name, port))
}

/// Name and port of an origin; the port left out where it is the scheme's own, as in `Host`.
fn split_origin(origin: &str) -> Option<(String, Option<u16>)> {
    let (authority, own) = match origin.split_once("://")? {
        ("http", authority) => (authority, 80),
        ("https", authority) => (authority, 443),
        _ => return None,
    };
    let (name, port) = split(authority)?;
    Some((name, port.filter(|port| *port != own)))
}

const POLICY: &str = "default-src 'self'; object-src 'none'; base-uri 'none'; \
    frame-ancestors 'none'; form-action 'self'; img-src 'self' data:; style-src 'self'; \
    script-src 'self'; connect-src 'self' ws: wss:";

const HEADERS: [(HeaderName, HeaderValue); 6] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
];

/// Puts on every answer what a browser needs to hear; what a handler said itself stays.
pub(super) fn secure(headers: &mut HeaderMap, is_api: bool) {
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(value);
    }
    if is_api {
        let none = HeaderValue::from_static("no-store");
        headers.entry(header::CACHE_CONTROL).or_insert(none);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(method: &str, host: &str, origin: Option<&str>) -> Result<()> {
        let mut request = Request::builder().method(method).uri("/x").header("host", host);
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        Guard::new(&["Tiffin.Example.".into()]).check(&request.body(()).expect("a request"))
    }

    #[test]
    fn the_box_answers_to_addresses_local_names_and_its_own() {
        for host in [
            "192.168.1.20:8080",
            "[fe80::1]:8080",
            "[::1]",
            "localhost",
            "tiffin.local:8080",
            "TIFFIN-2.LOCAL.",
            "tiffin.example",
        ] {
            assert!(check("GET", host, None).is_ok(), "{host}");
        }
    }

    #[test]
    fn the_box_answers_to_nobody_elses_name() {
        for host in [
            "evil.example",
            "tiffin.example.evil.example",
            "local",
            "evil-tiffin.example",
            "",
            ":80",
            "[::1",
            "[evil]:80",
            "localhost:99999",
            "localhost:80:80",
            "192.168.1.20@evil.example",
        ] {
            let refused = check("GET", host, None).expect_err(host);
            assert_eq!(refused.code(), Code::InvalidHost, "{host}");
        }
    }

    #[test]
    fn two_hosts_or_none_are_refused() {
        let two = Request::builder().header("host", "localhost").header("host", "localhost");
        assert!(Guard::new(&[]).check(&two.body(()).expect("a request")).is_err());
        assert!(Guard::new(&[]).check(&Request::new(())).is_err());
    }

    #[test]
    fn only_the_boxs_own_pages_may_write() {
        let host = "192.168.1.20:8080";
        assert!(check("POST", host, None).is_ok(), "no browser, no origin");
        assert!(check("POST", host, Some("http://192.168.1.20:8080")).is_ok());
        assert!(check("POST", "localhost", Some("http://localhost:80")).is_ok());
        assert!(check("POST", "tiffin.example", Some("https://tiffin.example")).is_ok());
        for origin in [
            "null",
            "http://evil.example",
            "http://192.168.1.21:8080",
            "http://192.168.1.20:9090",
            "ftp://192.168.1.20:8080",
            "192.168.1.20:8080",
        ] {
            for method in ["POST", "PUT", "PATCH", "DELETE"] {
                let refused = check(method, host, Some(origin)).expect_err(origin);
                assert_eq!(refused.code(), Code::Forbidden, "{origin}");
            }
            assert!(check("GET", host, Some(origin)).is_ok(), "reading is the browser's to guard");
        }
    }

    #[test]
    fn a_foreign_page_may_send_a_form_to_the_way_back_and_nowhere_else() {
        let post = |path: &str| {
            let request = Request::builder()
                .method("POST")
                .uri(path)
                .header("host", "localhost")
                .header("origin", "https://pay.example");
            Guard::new(&[]).check(&request.body(()).expect("a request"))
        };
        assert!(post("/back/01890000-0000-7000-8000-000000000000").is_ok());
        for path in ["/", "/back", "/api/back/1", "/api/payments/1/cash", "//back/1"] {
            assert!(post(path).is_err(), "{path}");
        }
    }

    #[test]
    fn a_foreign_page_may_not_open_a_socket() {
        let request = Request::builder()
            .header("host", "localhost")
            .header("upgrade", "websocket")
            .header("origin", "http://evil.example");
        let refused = Guard::new(&[]).check(&request.body(()).expect("a request"));
        assert_eq!(refused.expect_err("refused").code(), Code::Forbidden);
    }
}
