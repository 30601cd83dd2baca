use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

/// Where a request came from, as far as it can be counted: an IPv4 address, or the IPv6 network of
/// 64 bits, within which anybody has as many addresses as they like.
pub struct Address(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Address {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Address, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let ip = peer.map_or(Ipv4Addr::UNSPECIFIED.into(), |peer| peer.0.ip());
        Ok(Address(counted(ip)))
    }
}

/// Whom a proxy of ours had a request from: the last it wrote down. What stands before that was
/// said by whoever asks, and may be anything.
pub(super) fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

fn counted(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_proxy_itself_wrote_counts() {
        let from = |lines: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", axum::http::HeaderValue::from_static(line));
            }
            forwarded(&headers).map(|ip| ip.to_string())
        };
        assert_eq!(from(&["10.9.9.9, 203.0.113.7"]).as_deref(), Some("203.0.113.7"));
        assert_eq!(from(&["10.9.9.9", "2001:db8::1"]).as_deref(), Some("2001:db8::1"));
        assert_eq!(from(&["203.0.113.7, nobody"]), None);
        assert_eq!(from(&[]), None);
    }

    #[test]
    fn one_network_counts_as_one() {
        let counted = |text: &str| text.parse().map(counted).ok();
        assert_eq!(counted("2001:db8::1"), counted("2001:db8::ffff:1"));
        assert_ne!(counted("2001:db8::1"), counted("2001:db8:0:1::1"));
        assert_eq!(counted("::ffff:10.0.0.7"), counted("10.0.0.7"));
        assert_ne!(counted("10.0.0.7"), counted("10.0.0.8"));
    }
}
