use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::base::{At, same_bytes};

/// How old, and how far ahead, a signed time may be.
const TOLERANCE_SECONDS: i64 = 300;

/// HMAC-SHA256 over `parts`, one after the other, in lower-case hex.
pub fn sign(key: &str, parts: &[&[u8]]) -> String {
    HEXLOWER.encode(&mac(key, parts))
}

fn mac(key: &str, parts: &[&[u8]]) -> Vec<u8> {
    // A key of any length is a key of HMAC's.
    let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(key.as_bytes()) else {
        return Vec::new();
    };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().to_vec()
}

/// Whether `given` is the signature of `parts`. Takes as long for a near miss as for a wild one.
pub fn holds(key: &str, parts: &[&[u8]], given: &str) -> bool {
    let Ok(given) = HEXLOWER.decode(given.as_bytes()) else { return false };
    // An empty key would make a signature anybody can make.
    !key.is_empty() && given.len() == 32 && same_bytes(&mac(key, parts), &given)
}

/// What Razorpay's checkout brings back: the order we stored, not the one the browser names.
pub fn checkout_holds(key: &str, order: &str, payment: &str, given: &str) -> bool {
    holds(key, &[order.as_bytes(), b"|", payment.as_bytes()], given)
}

/// `plink_id|reference_id|status|payment_id`.
pub fn link_holds(key: &str, parts: [&str; 4], given: &str) -> bool {
    holds(key, &[parts.join("|").as_bytes()], given)
}

/// Stripe's header, `t=<unix>,v1=<hex>[,v1=<hex>…]`: any `v1` may hold, other schemes are passed
/// over, and the time it signs must be now, give or take five minutes.
pub fn stamped_holds(key: &str, header: &str, body: &[u8], now: At) -> bool {
    let named = |name: &'static str| {
        let pairs = header.split(',').filter_map(|pair| pair.trim().split_once('='));
        pairs.filter(move |(key, _)| *key == name).map(|(_, value)| value)
    };
    let Some(stamp) = named("t").next() else { return false };
    let Ok(at) = stamp.parse::<i64>() else { return false };
    if (now.millis() / 1_000).abs_diff(at) > TOLERANCE_SECONDS.unsigned_abs() {
        return false;
    }
    // A handful are sent while a secret is replaced; more is somebody trying.
    named("v1").take(4).any(|given| holds(key, &[stamp.as_bytes(), b".", body], given))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "rzp_demo_secret_0001";
    const ORDER: &str = "order_DEMO000000001";
    const PAYMENT: &str = "pay_DEMO000000001";
    const CHECKOUT: &str = "f2b6c4b39e6c7c119480b9a2627758622d6c00276d5bd4921b27c02cf6a3adcd";
    const WEBHOOK: &[u8] = br#"{"entity":"event","event":"payment.captured","contains":["payment"],"payload":{"payment":{"entity":{"id":"pay_DEMO000000001","order_id":"order_DEMO000000001","amount":45000,"currency":"INR","status":"captured","notes":[]}}},"created_at":1760000000}"#;

    #[test]
    fn a_checkout_is_signed_over_order_and_payment() {
        assert!(checkout_holds(KEY, ORDER, PAYMENT, CHECKOUT));
        assert!(!checkout_holds(KEY, PAYMENT, ORDER, CHECKOUT), "the other way round");
        assert!(!checkout_holds(KEY, "order_DEMO000000002", PAYMENT, CHECKOUT));
        assert!(!checkout_holds("", ORDER, PAYMENT, CHECKOUT));
    }

    #[test]
    fn a_payment_link_is_signed_over_four_things() {
        let known = "f28032e428f93877e7214d5b2dcf9593e5af2fcdabcd6973264f197e744e15ff";
        let parts = ["plink_DEMO00000001", "R1-2026-0001", "paid", PAYMENT];
        assert!(link_holds(KEY, parts, known));
        assert!(!link_holds(
            KEY,
            ["plink_DEMO00000001", "R1-2026-0001", "expired", PAYMENT],
            known
        ));
    }

    #[test]
    fn a_webhook_is_signed_over_its_raw_bytes() {
        let known = "59ea33385158e0275f4cdffc39d78fe25f4bfbe2413aac08867de9647c834317";
        assert_eq!(WEBHOOK.len(), 248);
        assert!(holds("whsec_demo_0001", &[WEBHOOK], known));
        let mut other = WEBHOOK.to_vec();
        for at in 0..other.len() {
            other[at] ^= 1;
            assert!(!holds("whsec_demo_0001", &[&other], known), "byte {at}");
            other[at] ^= 1;
        }
    }

    #[test]
    fn only_a_whole_lower_case_signature_is_one() {
        for bad in ["", "f2", &CHECKOUT[..62], &CHECKOUT.to_uppercase(), &"0".repeat(64), "héx"] {
            assert!(!checkout_holds(KEY, ORDER, PAYMENT, bad), "{bad}");
        }
        assert!(!checkout_holds(KEY, ORDER, PAYMENT, &format!("{CHECKOUT}00")));
    }

    #[test]
    fn a_stamp_holds_for_five_minutes_either_way() {
        let known = "2b2c5d32db4106c0ecc7017dd09222f41a21825d41ce89c97edb65456d494b63";
        let body = br#"{"id":"evt_demo","object":"event","type":"payment_intent.succeeded"}"#;
        let at = |seconds: i64| At::from_millis((1_760_000_000 + seconds) * 1_000);
        let check =
            |header: &str, seconds| stamped_holds("whsec_demo_stripe", header, body, at(seconds));
        let header = format!("t=1760000000,v1={known}");
        for (seconds, fits) in [(0, true), (300, true), (-300, true), (301, false), (-301, false)] {
            assert_eq!(check(&header, seconds), fits, "{seconds}");
        }
        let wrong = "0".repeat(64);
        assert!(check(&format!("t=1760000000,v1={wrong},v1={known},v0=x"), 0), "a new secret");
        assert!(!check(&format!("t=1760000000,v0={known}"), 0), "another scheme");
        assert!(!check(&format!("t=1760000001,v1={known}"), 0), "another time");
        for bad in ["", "t=", "v1=", "t=x,v1=y", &format!("v1={known}")] {
            assert!(!check(bad, 0), "{bad}");
        }
    }
}
