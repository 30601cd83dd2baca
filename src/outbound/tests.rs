use std::time::Duration;

use data_encoding::BASE64;
use hyper::body::Bytes;
use serde_json::{Value, json};

use super::desk::{Desk, Outcome};
use super::model::{Meaning, Message, Setting, Topic, meaning, shown};
use super::signature::{sign, written};
use crate::app::Miss;
use crate::base::{At, Clock, Code, Secret, WebhookId, Word as _};
use crate::gateways::Reply;
use crate::wire::{Actor, Fact, Recorded};

/// As in the specification's own libraries.
#[test]
fn a_signature_is_the_known_one() {
    let key = BASE64.decode(b"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("base64");
    let body = br#"{"test": 2432232314}"#;
    let signed = sign(&key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, body);
    assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    assert_ne!(sign(&key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_331, body), signed);
    let secret = written(&Secret::from_bytes([7; 32]));
    assert_eq!(secret, "whsec_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=");
}

fn setting(url: &str) -> Setting {
    Setting { url: url.into(), topics: vec![Topic::Bills], is_on: true }
}

#[test]
fn facts_go_nowhere_in_the_clear() {
    for good in [
        "https://books.example.in/tiffin?key=a%20b",
        "https://192.168.1.9:8443/",
        "http://127.0.0.1:9000/in",
        "http://[::1]:9000",
        "http://localhost/x",
        "  https://books.example.in ",
    ] {
        let checked = setting(good).checked().unwrap_or_else(|error| panic!("{good}: {error}"));
        assert_eq!(checked.url, good.trim());
    }
    for bad in ["", "http://books.example.in", "https://me:secret@books.example.in/"] {
        let error = setting(bad).checked().expect_err(bad);
        assert_eq!(error.code(), Code::InvalidValue, "{bad}");
    }
}

#[test]
fn topics_are_kept_once_and_one_is_needed() {
    let topics = vec![Topic::Days, Topic::Bills, Topic::Days];
    let checked = Setting { topics, ..setting("https://a.example") }.checked().expect("fine");
    assert_eq!(checked.topics, [Topic::Bills, Topic::Days]);
    let none = Setting { topics: Vec::new(), ..setting("https://a.example") };
    assert_eq!(none.checked().expect_err("none").code(), Code::InvalidValue);
}

#[test]
fn every_kind_of_a_topic_is_a_kind_of_fact_and_of_one_topic() {
    let mut kinds: Vec<_> = Topic::ALL.iter().flat_map(|topic| topic.kinds()).collect();
    for kind in &kinds {
        let empty = json!({ "type": kind, "data": {} });
        let error = serde_json::from_value::<Fact>(empty).expect_err("it has fields").to_string();
        assert!(error.starts_with("missing field"), "{kind}: {error}");
    }
    let all = kinds.len();
    kinds.sort();
    kinds.dedup();
    assert_eq!(kinds.len(), all);
    for kind in kinds {
        let about_people = ["staff", "guest", "customer", "table", "house", "cloud", "command"];
        assert!(!about_people.iter().any(|word| kind.starts_with(word)), "{kind}");
    }
}

fn reply(status: u16, retry_after: Option<u64>, body: &'static str) -> Reply {
    Reply { status, retry_after, body: Bytes::from_static(body.as_bytes()) }
}

#[test]
fn an_answer_says_whether_it_is_taken_tried_again_or_laid_aside() {
    for status in [200, 201, 204, 299] {
        assert_eq!(meaning(&reply(status, None, "")), Meaning::Taken, "{status}");
    }
    assert_eq!(meaning(&reply(410, None, "")), Meaning::Gone);
    for status in [400, 401, 403, 404, 409, 413, 422, 451] {
        let meant = meaning(&reply(status, None, "no such\nledger"));
        let why = format!("It answered {status}: no such ledger");
        assert_eq!(meant, Meaning::Not(Miss::Never(why)));
    }
    for status in [408, 425, 429, 502, 503, 504, 301, 308] {
        let meant = meaning(&reply(status, None, ""));
        assert!(matches!(meant, Meaning::Not(Miss::Away { .. })), "{status}: {meant:?}");
    }
    for status in [500, 501, 505, 599, 100, 199] {
        let meant = meaning(&reply(status, None, ""));
        assert!(matches!(meant, Meaning::Not(Miss::Later(_))), "{status}: {meant:?}");
    }
}

#[test]
fn who_asks_to_be_left_alone_is_but_not_for_ever() {
    for (asked, rest) in [(None, 0), (Some(90), 90), (Some(u64::MAX), 3_600)] {
        let Meaning::Not(Miss::Away { at_least, .. }) = meaning(&reply(429, asked, "")) else {
            panic!("{asked:?}");
        };
        assert_eq!(at_least, Duration::from_secs(rest));
    }
}

#[test]
fn of_an_answer_a_line_is_shown_whatever_it_is() {
    assert_eq!(shown(b"  no\r\n\tsuch \0 ledger "), "no such ledger");
    assert_eq!(shown(&[0xff, 0xfe]), "\u{fffd}\u{fffd}");
    assert_eq!(shown("ऑ".repeat(500).as_bytes()).chars().count(), 120);
}

#[test]
fn a_far_end_that_fails_five_times_rests_and_is_asked_again_after_a_minute() {
    let clock = Clock::standing(At::from_millis(0));
    let (desk, id) = (Desk::default(), WebhookId::new(clock.now()));
    let fail = || desk.note(id, Outcome::Away, Some("no answer".into()), clock.mono());
    for _ in 0..4 {
        fail();
        assert_eq!(desk.rests(id, clock.mono()), None);
    }
    fail();
    let other = WebhookId::new(clock.now());
    assert_eq!(desk.rests(other, clock.mono()), None, "each has a breaker of its own");
    let rest = Some((Duration::from_secs(60), "no answer".to_owned()));
    assert_eq!(desk.rests(id, clock.mono()), rest);
    clock.pass(Duration::from_secs(60));
    assert_eq!(desk.rests(id, clock.mono()), None, "the probe");
    assert!(desk.rests(id, clock.mono()).is_some(), "only one");
    desk.note(id, Outcome::Taken, None, clock.mono());
    assert_eq!(desk.rests(id, clock.mono()), None);
    assert_eq!(desk.tally(), [(id, Outcome::Taken, 1), (id, Outcome::Away, 5)]);
}

#[test]
fn what_a_guest_wrote_stays_in_the_house() {
    let placed = json!({ "type": "order_placed", "data": {
        "order_id": WebhookId::new(At::from_millis(1)), "bill_id": WebhookId::new(At::from_millis(1)),
        "sitting_id": WebhookId::new(At::from_millis(1)),
        "table_id": WebhookId::new(At::from_millis(1)), "table_name": "5", "number": 7,
        "business_day": "2026-11-21", "source": "GUEST", "guest_id": null, "total_paise": 100,
        "notes": "call me at 98765 43210",
        "lines": [{ "line_id": WebhookId::new(At::from_millis(1)),
            "menu_item_id": WebhookId::new(At::from_millis(1)), "name": "Naan",
            "variant_name": "", "modifiers": [], "quantity": 1, "unit_paise": 100,
            "diet": "VEG", "tax_class": "food", "special_instructions": "I am Asha" }],
    }});
    let fact: Fact = serde_json::from_value(placed).expect("a fact");
    let recorded = Recorded { seq: 3, at: At::from_millis(0), by: Actor::the_box(), fact };
    let message = Message::of("0123456789abcdef", recorded);
    assert_eq!((message.id.as_str(), message.kind), ("0123456789abcdef:3", "order_placed"));
    let sent = serde_json::to_value(&message).expect("JSON");
    assert_eq!(sent["body"]["lines"][0]["name"], "Naan");
    for (part, is) in [("notes", &sent["body"]["notes"]), ("by", &sent["by"])] {
        assert!(matches!(is, Value::Null) || is == "", "{part}: {is}");
    }
    let text = sent.to_string();
    assert!(!text.contains("98765") && !text.contains("Asha"), "{text}");
}
