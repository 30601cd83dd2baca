use std::net::IpAddr;

use hyper::Uri;

use super::limits;

/// Whether a host, as a URL or a `Host` header names it without its port, is this very machine.
pub fn is_this_machine(host: &str) -> bool {
    let name = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Whether secrets may go to this address: over TLS, or in the clear to this machine itself. One
/// with a name, a password or a fragment in it is not.
pub fn is_safe_url(url: &str) -> bool {
    if url.len() > limits::MAX_URL || url.contains('#') {
        return false;
    }
    let Ok(uri) = url.parse::<Uri>() else { return false };
    let (Some(authority), Some(host)) = (uri.authority(), uri.host()) else { return false };
    let names_port = authority.as_str().len() > host.len();
    let is_port = authority.port_u16().is_some_and(|port| port > 0);
    if authority.as_str().contains('@') || host.is_empty() || names_port && !is_port {
        return false;
    }
    match uri.scheme_str() {
        Some("https") => true,
        Some("http") => is_this_machine(host),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_nowhere_in_the_clear() {
        for good in [
            "https://books.example.in/tiffin?key=a%20b",
            "https://192.168.1.9:8443/",
            "http://127.0.0.1:9000/in",
            "http://[::1]:9000",
            "http://localhost/x",
        ] {
            assert!(is_safe_url(good), "{good}");
        }
        let long = format!("https://books.example.in/{}", "x".repeat(500));
        for bad in [
            "",
            "books.example.in",
            "http://books.example.in",
            "http://localhost.example.in/",
            "http://127.0.0.1@books.example.in/",
            "http://localhost:x@books.example.in/",
            "https://me:secret@books.example.in/",
            "https://",
            "https:///x",
            "https://books.example.in:0/",
            "https://books.example.in:99999/",
            "https://books.example.in:/",
            "https://books.example.in/#x",
            "https://books.example.in/a b",
            "ftp://127.0.0.1/",
            "file:///etc/passwd",
            &long,
        ] {
            assert!(!is_safe_url(bad), "{bad}");
        }
    }

    #[test]
    fn this_machine_has_few_names() {
        for own in ["localhost", "127.0.0.1", "127.9.9.9", "::1", "[::1]"] {
            assert!(is_this_machine(own), "{own}");
        }
        for other in ["", "localhost.example.in", "192.168.1.9", "[::2]", "tiffin.local", "[::1"] {
            assert!(!is_this_machine(other), "{other}");
        }
    }
}
