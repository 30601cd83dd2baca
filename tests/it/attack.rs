//! Bad input: a clear coded error, never a 500, and nothing changed.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use reqwest::Method;
use serde_json::{Map, Value, json};

use crate::kit::{Answer, Person, Shop, TestBox, rounds};
use crate::roles::{Route, nowhere, routes};

const FACTS: &str = "SELECT count(*) FROM fact";

/// Everything that could have changed, as one number each.
fn state(shop: &Shop) -> Vec<i64> {
    ["orders", "order_line", "payment", "invoice", "sitting", "guest", "dish", "fact"]
        .map(|table| shop.count(&format!("SELECT count(*) FROM {table}")))
        .into()
}

#[tokio::test]
async fn orders_nobody_can_mean_are_refused_and_change_nothing() {
    let shop = TestBox::with_menu().await;
    let guest = shop.guest("5").await;
    let dish = guest.items(&[("Dal Makhani", 1)]).await[0]["menu_item_id"].clone();
    let other_table = shop.table("6").await;
    let item =
        |quantity: Value| json!({ "items": [{ "menu_item_id": dish, "quantity": quantity }] });
    let note = |text: &str| {
        let item = json!({ "menu_item_id": dish, "quantity": 1, "special_instructions": text });
        json!({ "items": [item] })
    };
    let unknown = "00000000-0000-7000-8000-000000000000";
    let lines = vec![json!({ "menu_item_id": dish, "quantity": 1 }); 61];
    let cases = [
        (item(json!(0)), "invalid_value"),
        (item(json!(-1)), "malformed_json"),
        (item(json!(51)), "invalid_value"),
        (item(json!(4_294_967_296_i64)), "malformed_json"),
        (item(json!(1.5)), "malformed_json"),
        (item(json!("2")), "malformed_json"),
        (json!({ "items": [] }), "empty_order"),
        (json!({}), "empty_order"),
        (json!({ "items": [{ "menu_item_id": unknown, "quantity": 1 }] }), "invalid_choice"),
        (json!({ "items": [{ "menu_item_id": "dal", "quantity": 1 }] }), "malformed_json"),
        (json!({ "items": lines }), "limit_reached"),
        (json!({ "surprise": 1 }), "malformed_json"),
        (json!([1, 2]), "malformed_json"),
        (json!({ "table_id": other_table, "items": item(json!(1))["items"] }), "wrong_table"),
        (note("\u{0}"), "invalid_value"),
        (note("\u{1b}[2J"), "invalid_value"),
        (note("\u{202e}gnp.exe"), "invalid_value"),
        (note(&"क".repeat(281)), "invalid_value"),
        (json!({ "items": item(json!(1))["items"], "expected_total_paise": -5 }), "price_changed"),
        (json!({ "items": item(json!(1))["items"], "notes": "x".repeat(300) }), "invalid_value"),
    ];
    let before = state(&shop);
    for (body, code) in cases {
        let answer = guest.post("/api/orders", body.clone()).await;
        assert_eq!(answer.code(), code, "{body}");
    }
    assert_eq!(state(&shop), before);
}

#[tokio::test]
async fn every_script_and_emoji_is_welcome_where_people_write() {
    let shop = TestBox::with_menu().await;
    let guest = shop.guest("5").await;
    let dish = guest.items(&[("Dal Makhani", 1)]).await[0]["menu_item_id"].clone();
    for text in ["कम मिर्च", "குறைவான காரம்", "بدون بصل", "少辣", "🌶️🚫 👨‍👩‍👧", "<b>&\"'"]
    {
        let item = json!({ "menu_item_id": dish, "quantity": 1, "special_instructions": text });
        let order = guest.post("/api/orders", json!({ "items": [item] })).await.ok();
        assert_eq!(order["lines"][0]["special_instructions"], text);
    }
}

#[tokio::test]
async fn requests_that_are_not_requests_are_refused_by_name() {
    let shop = TestBox::with_menu().await;
    let guest = shop.guest("5").await;
    let before = shop.count(FACTS);
    let raw = |body: Vec<u8>| {
        guest
            .request(Method::POST, "/api/orders")
            .header("idempotency-key", "raw")
            .header("content-type", "application/json")
            .body(body)
    };
    for (body, code, status) in [
        (b"{\"items\": [".to_vec(), "malformed_json", 400),
        (b"\xff\xfe".to_vec(), "malformed_json", 400),
        (vec![b'['; 200_000], "malformed_json", 400),
        (vec![b' '; 10_000_000], "body_too_large", 413),
    ] {
        let answer = guest.send(raw(body)).await;
        assert_eq!((answer.code(), answer.status.as_u16()), (code, status));
    }
    let plain =
        guest.request(Method::POST, "/api/orders").header("idempotency-key", "p").body("{}");
    assert_eq!(guest.send(plain).await.code(), "unsupported_media_type");
    let keyless = guest.request(Method::POST, "/api/orders").json(&json!({ "items": [] }));
    assert_eq!(guest.send(keyless).await.code(), "idempotency_key_required");
    let bad_key = guest.keyed(Method::POST, "/api/orders", "a b", &json!({ "items": [] })).await;
    assert_eq!(bad_key.code(), "idempotency_key_invalid");
    let host = guest.request(Method::GET, "/api/house").header("host", "evil.example");
    assert_eq!(guest.send(host).await.code(), "invalid_host");
    assert_eq!(guest.get("/api/nothing").await.code(), "not_found");
    assert_eq!(guest.get("/api/orders/../../etc/passwd").await.code(), "not_found");
    assert_eq!(guest.get("/api/orders?limit=x").await.code(), "malformed_request");
    assert_eq!(guest.get("/api/orders/not-an-id").await.code(), "not_found");
    assert_eq!(shop.count(FACTS), before);
}

#[tokio::test]
async fn a_code_that_is_forged_replaced_or_old_opens_no_table() {
    let shop = TestBox::with_menu().await;
    let code = shop.code("5").await;
    let join = async |code: &str| {
        shop.stranger().post(&format!("/api/tables/{code}/join"), json!({ "name": "A" })).await
    };
    for at in 0..code.len() {
        let mut forged: Vec<char> = code.chars().collect();
        forged[at] = if forged[at] == 'A' { 'B' } else { 'A' };
        let forged: String = forged.into_iter().collect();
        let answer = join(&forged).await;
        assert!(!answer.status.is_success(), "{forged} opened a table");
    }
    let guest = shop.guest("5").await;
    let id = shop.table("5").await;
    let owner = shop.staff("Owner").await;
    owner.post(&format!("/api/tables/{id}/rotate-code"), json!({})).await.ok();
    assert_eq!(join(&code).await.code(), "table_code_rotated");
    guest.order(&[("Garlic Naan", 1)]).await.ok();
    shop.clock.pass(std::time::Duration::from_secs(9 * 3_600));
    assert_eq!(guest.order(&[("Garlic Naan", 1)]).await.code(), "token_expired");
}

/// Values that break careless code.
fn nasty() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        prop::sample::select(vec![
            json!(0),
            json!(-1),
            json!(i64::MAX),
            json!(i64::MIN),
            json!(u64::MAX),
            json!(1e308),
            json!(0.1),
            json!(""),
            json!(" "),
            json!("\u{0}"),
            json!("\u{202e}"),
            json!("💥"),
            json!("00000000-0000-7000-8000-000000000000"),
            json!("PAID"),
            json!("2026-02-30"),
            json!("' OR 1=1 --"),
            json!("../../x"),
            json!("क".repeat(5_000)),
        ]),
        ".*".prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[a-z_]{1,12}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// The names of the fields a route's body has, from the document.
fn fields(document: &Value, route: &Route) -> Vec<String> {
    let schema = &route.operation["requestBody"]["content"]["application/json"]["schema"];
    let name = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next()).unwrap_or_default();
    let properties = &document["components"]["schemas"][name]["properties"];
    properties.as_object().map(|p| p.keys().cloned().collect()).unwrap_or_default()
}

/// Sends nonsense of the right shape to every route that takes a body, as a manager and a guest.
#[tokio::test]
async fn no_body_makes_the_box_stumble() {
    let shop = TestBox::with_menu().await;
    let document = shop.stranger().get("/api/openapi.json").await.ok();
    let (manager, guest) = (shop.staff("Manager").await, shop.guest("5").await);
    let mut runner = TestRunner::deterministic();
    let mut tried = 0;
    for route in routes(&document) {
        let fields = fields(&document, &route);
        // Setting up and signing in are held back by limits of their own, tested elsewhere.
        if fields.is_empty() || route.path.contains("/auth/") || route.path == "/api/setup" {
            continue;
        }
        for who in [&manager, &guest] {
            for _ in 0..rounds(12, 1_000) {
                let mut body = Map::new();
                for field in &fields {
                    let value = nasty().new_tree(&mut runner).expect("a value").current();
                    body.insert(field.clone(), value);
                }
                let answer = send(who, &route, &Value::Object(body)).await;
                assert!(
                    answer.status.as_u16() < 500,
                    "{} {}: {}",
                    route.method,
                    route.path,
                    answer.body
                );
                if !answer.status.is_success() {
                    assert!(!answer.code().is_empty(), "{}: {}", route.path, answer.body);
                }
                tried += 1;
            }
        }
    }
    assert!(tried > 400, "only {tried} bodies were tried");
}

async fn send(who: &Person, route: &Route, body: &Value) -> Answer {
    let key = tiffin::base::random_token(9);
    who.keyed(route.method.clone(), &nowhere(&route.path), &key, body).await
}
