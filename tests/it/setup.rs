use axum::http::StatusCode;
use serde_json::{Value, json};
use tiffin::setup;

use crate::desk::{Answer, Ask, Desk};

async fn printed(desk: &Desk) -> Option<String> {
    setup::code(&desk.app).await.expect("a look")
}

fn request(code: &str) -> Value {
    json!({
        "setup_code": code,
        "house": { "name": "Barah Mez", "address": "12 Namuna Path, Pune", "phone": "",
                   "gstin": "27AAAFB0000B1ZP", "fssai": "11500000000012" },
        "tax_percent": 18,
        "tables": 12,
        "owner": { "name": "Meera", "pin": "4711" },
    })
}

async fn set_up(desk: &Desk, key: &str, request: Value) -> Answer {
    desk.ask(Ask::post("/api/setup", request).keyed(key)).await
}

#[tokio::test]
async fn the_printed_code_opens_the_box_once() {
    let desk = Desk::open().await;
    let code = printed(&desk).await.expect("a new box prints one");
    assert_eq!((code.len(), printed(&desk).await), (8, Some(code.clone())));
    let opened = set_up(&desk, "k1", request(&code)).await;
    assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.body);
    let owner = opened.text("access_token");
    let house = desk.ask(Ask::get("/api/house/settings").by(&owner)).await.body;
    assert_eq!((&house["name"], &house["gstin"]), (&json!("Barah Mez"), &json!("27AAAFB0000B1ZP")));
    let floor = desk.ask(Ask::get("/api/tables").by(&owner)).await.body;
    assert_eq!(floor["areas"][0]["name"], "Hall");
    assert_eq!(floor["tables"].as_array().map(Vec::len), Some(12));

    assert_eq!(printed(&desk).await, None);
    assert_eq!(set_up(&desk, "k2", request(&code)).await.code(), "already_set_up");
    desk.sign_in("Meera", "4711").await;
}

#[tokio::test]
async fn the_same_key_again_gives_the_same_answer_also_after_a_restart() {
    let desk = Desk::open().await;
    let code = printed(&desk).await.unwrap_or_default();
    let first = set_up(&desk, "k1", request(&code)).await;
    let second = set_up(&desk, "k1", request(&code)).await;
    assert_eq!((first.status, &first.body), (second.status, &second.body));
    let at = desk.clock.now().plus_seconds(60);
    let desk = desk.restart(at, true).await;
    let third = set_up(&desk, "k1", request(&code)).await;
    assert_eq!((first.status, &first.body), (third.status, &third.body));
    let other = set_up(&desk, "k1", request("00000000")).await;
    assert_eq!(other.code(), "idempotency_key_reused");
}

#[tokio::test]
async fn ten_wrong_codes_lock_the_set_up_until_the_box_starts_again() {
    let desk = Desk::open().await;
    let code = printed(&desk).await.unwrap_or_default();
    for n in 0..10 {
        let wrong = if n == 0 { String::new() } else { format!("{code}{n}") };
        let refused = set_up(&desk, &format!("k{n}"), request(&wrong)).await;
        assert_eq!(refused.code(), "wrong_setup_code");
    }
    assert_eq!(set_up(&desk, "k10", request(&code)).await.code(), "locked");
    let at = desk.clock.now().plus_seconds(60);
    let desk = desk.restart(at, false).await;
    let fresh = printed(&desk).await.unwrap_or_default();
    assert_eq!(set_up(&desk, "k11", request(&fresh)).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_set_up_that_is_refused_leaves_nothing_behind() {
    let desk = Desk::open().await;
    let code = printed(&desk).await.unwrap_or_default();
    for (path, value, field) in [
        ("/house/name", json!(""), "name"),
        ("/house/gstin", json!("27AAAFB0000B1ZX"), "gstin"),
        ("/house/fssai", json!("1"), "fssai"),
        ("/tax_percent", json!(12), "tax_percent"),
        ("/tables", json!(1_000_000), "tables"),
        ("/owner/name", json!(" "), "owner"),
        ("/owner/pin", json!("1234"), "pin"),
    ] {
        let mut draft = request(&code);
        *draft.pointer_mut(path).expect("a field") = value;
        let refused = set_up(&desk, "k1", draft).await;
        assert_eq!(refused.body["error"]["details"]["field"], field, "{}", refused.body);
    }
    let house = desk.ask(Ask::get("/api/house")).await.body;
    assert_eq!((&house["setup_needed"], &house["name"]), (&json!(true), &json!("")));
    assert_eq!(desk.app.ledger.head(), 0, "no fact was recorded");
    assert_eq!(set_up(&desk, "k1", request(&code)).await.status, StatusCode::CREATED);
}
