use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::base::At;

/// What a request to AWS is signed with (Signature Version 4).
pub struct Signer<'a> {
    pub access_key: &'a str,
    pub secret_key: &'a str,
    pub region: &'a str,
    pub service: &'a str,
}

/// What of a request is signed. The query's parts are sorted and escaped, the headers' names are
/// sorted and in lower case.
pub struct Signed<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub query: &'a str,
    pub headers: &'a [(&'a str, &'a str)],
    pub body: &'a [u8],
}

/// `20150830T123600Z`.
pub fn stamp(at: At) -> String {
    // RFC 3339 without what AWS does without.
    let text = at.to_string();
    let seconds = text.split('.').next().unwrap_or_default();
    let digits: String = seconds.chars().filter(|c| *c != '-' && *c != ':').collect();
    format!("{digits}Z")
}

impl Signer<'_> {
    /// What goes into the `authorization` header, for a request that carries `x-amz-date: stamp`.
    pub fn authorization(&self, signed: &Signed, stamp: &str) -> String {
        let day = stamp.get(..8).unwrap_or_default();
        let scope = format!("{day}/{}/{}/aws4_request", self.region, self.service);
        let canonical = hex(&Sha256::digest(canonical(signed).as_bytes()));
        let text = format!("AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{canonical}");
        let signature = hex(&mac(&self.key(day), text.as_bytes()));
        let (access_key, names) = (self.access_key, names(signed.headers));
        format!(
            "AWS4-HMAC-SHA256 Credential={access_key}/{scope}, SignedHeaders={names}, \
             Signature={signature}"
        )
    }

    fn key(&self, day: &str) -> [u8; 32] {
        let first = mac(format!("AWS4{}", self.secret_key).as_bytes(), day.as_bytes());
        let of_region = mac(&first, self.region.as_bytes());
        mac(&mac(&of_region, self.service.as_bytes()), b"aws4_request")
    }
}

fn canonical(signed: &Signed) -> String {
    let Signed { method, path, query, headers, body } = signed;
    let lines: String =
        headers.iter().map(|(name, value)| format!("{name}:{}\n", value.trim())).collect();
    let body = hex(&Sha256::digest(body));
    format!("{method}\n{path}\n{query}\n{lines}\n{}\n{body}", names(headers))
}

fn names(headers: &[(&str, &str)]) -> String {
    headers.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";")
}

fn hex(bytes: &[u8]) -> String {
    HEXLOWER.encode(bytes)
}

fn mac(key: &[u8], text: &[u8]) -> [u8; 32] {
    // Any length is a key: longer ones than the hash's block are hashed, shorter ones padded.
    let mut block = [0; 64];
    match key.len() {
        0..=64 => block[..key.len()].copy_from_slice(key),
        _ => block[..32].copy_from_slice(&Sha256::digest(key)),
    }
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
    mac.update(text);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// AWS's own test case `get-vanilla-query-order-key-case`.
    #[test]
    fn a_known_request_has_the_known_signature() {
        let signer = Signer {
            access_key: "AKIDEXAMPLE",
            secret_key: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            region: "us-east-1",
            service: "service",
        };
        let stamp = "20150830T123600Z";
        let signed = Signed {
            method: "GET",
            path: "/",
            query: "Param1=value1&Param2=value2",
            headers: &[("host", "example.amazonaws.com"), ("x-amz-date", stamp)],
            body: b"",
        };
        let hash = hex(&Sha256::digest(canonical(&signed).as_bytes()));
        assert_eq!(hash, "816cd5b414d056048ba4f7c5386d6e0533120fb1fcfa93762cf0fc39e2cf19e0");
        let authorization = signer.authorization(&signed, stamp);
        assert_eq!(
            authorization,
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, \
             SignedHeaders=host;x-amz-date, \
             Signature=b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
        );
    }

    #[test]
    fn a_stamp_is_of_the_second_and_has_no_signs() {
        assert_eq!(stamp(At::from_millis(1_440_938_160_999)), "20150830T123600Z");
    }

    /// RFC 4231, case 6: a key longer than the block.
    #[test]
    fn long_keys_are_hashed_first() {
        let said = mac(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First");
        assert_eq!(hex(&said), "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    }
}
