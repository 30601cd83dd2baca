use std::sync::Arc;

use axum::http::StatusCode;
use data_encoding::BASE64URL_NOPAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};
use tiffin::auth::{self, Claims};
use tiffin::base::{OnceKey, Secret};
use tiffin::wire::Role;
use tokio::task::JoinSet;

use crate::desk::{Ask, Desk};

async fn me(desk: &Desk, token: &str) -> String {
    desk.ask(Ask::get("/api/auth/me").by(token)).await.code()
}

#[tokio::test]
async fn staff_sign_in_by_name_and_pin_until_they_sign_out() {
    let desk = Desk::open().await;
    desk.hire("Lata", Role::Cashier, "4711").await;
    let session = desk.try_pin(" lata ", "4711").await;
    assert_eq!(session.body["staff"]["name"], "Lata");
    assert_eq!(session.body["expires_in"], 14 * 3_600);
    let token = session.text("access_token");
    let who = desk.ask(Ask::get("/api/auth/me").by(&token)).await.body;
    assert_eq!((&who["name"], &who["role"]), (&json!("Lata"), &json!("CASHIER")));
    let other = desk.sign_in("Lata", "4711").await;
    let out = desk.ask(Ask::post("/api/auth/staff/logout", json!({})).by(&token)).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    assert_eq!(me(&desk, &token).await, "token_expired");
    assert_eq!(me(&desk, &other).await, "200", "another device stays signed in");
    desk.pass(14 * 3_600);
    assert_eq!(me(&desk, &other).await, "token_expired");
    assert_eq!(desk.facts("staff_logged_in").await.len(), 2);
}

#[tokio::test]
async fn names_for_the_login_page_leave_out_who_left() {
    let desk = Desk::open().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let ravi = desk.hire("Ravi", Role::Waiter, "4711").await;
    let path = format!("/api/staff/{}", ravi.id);
    let left = desk.ask(Ask::patch(&path, json!({ "is_active": false })).by(&owner)).await;
    assert_eq!(left.body["is_active"], false);
    let names = desk.ask(Ask::get("/api/auth/staff/names")).await.body;
    assert_eq!(names, json!({ "items": [{ "name": "Meera", "role": "OWNER" }] }));
    assert_eq!(desk.try_pin("Ravi", "4711").await.code(), "wrong_pin");
}

#[tokio::test]
async fn a_wrong_pin_and_a_wrong_name_get_the_same_answer() {
    let desk = Desk::open().await;
    desk.hire("Lata", Role::Cashier, "4711").await;
    let (pin, name) = (desk.try_pin("Lata", "4712").await, desk.try_pin("Nobody", "4711").await);
    assert_eq!((pin.status, pin.body), (name.status, name.body));
    for bad in ["", "4711 ", "१२३४", "-4711"] {
        assert_eq!(desk.try_pin("Lata", bad).await.status, StatusCode::UNAUTHORIZED, "{bad:?}");
    }
    assert_eq!(desk.try_pin("Lata", &"4".repeat(100)).await.code(), "invalid_value");
    assert_eq!(desk.try_pin("\u{0}", "4711").await.code(), "invalid_value");
}

#[tokio::test]
async fn after_five_wrong_pins_a_name_waits_longer_and_longer() {
    let desk = Desk::open().await;
    desk.hire("Lata", Role::Cashier, "4711").await;
    desk.hire("Ravi", Role::Waiter, "4711").await;
    for _ in 0..5 {
        assert_eq!(desk.try_pin("Lata", "9999").await.code(), "wrong_pin");
    }
    for wait in [60, 300, 900, 3_600, 3_600] {
        let locked = desk.try_pin("Lata", "4711").await;
        assert_eq!((locked.code().as_str(), locked.retry_after()), ("locked", Some(wait)));
        assert_eq!(locked.body["error"]["details"]["retry_after"], wait);
        desk.turn(86_400);
        assert_eq!(desk.try_pin("Lata", "4711").await.code(), "locked", "turned forward");
        desk.turn(-2 * 86_400);
        desk.pass(wait);
        assert_eq!(desk.try_pin("Lata", "9999").await.code(), "wrong_pin");
    }
    assert_eq!(desk.try_pin("Ravi", "4711").await.status, StatusCode::OK, "others go on");
    assert_eq!(desk.facts("staff_locked_out").await.len(), 6);
    desk.pass(3_600);
    assert_eq!(desk.try_pin("Lata", "4711").await.status, StatusCode::OK);
    assert_eq!(desk.try_pin("Lata", "9999").await.code(), "wrong_pin");
    assert_eq!(desk.try_pin("Lata", "4711").await.status, StatusCode::OK, "success forgives");
}

#[tokio::test]
async fn a_lock_outlasts_a_restart() {
    let desk = Desk::open().await;
    desk.hire("Lata", Role::Cashier, "4711").await;
    for _ in 0..4 {
        desk.try_pin("Lata", "9999").await;
    }
    let at = desk.clock.now().plus_seconds(5);
    let desk = desk.restart(at, true).await;
    assert_eq!(desk.try_pin("Lata", "9999").await.code(), "wrong_pin");
    let at = desk.clock.now().plus_seconds(20);
    let desk = desk.restart(at, true).await;
    let locked = desk.try_pin("Lata", "4711").await;
    assert_eq!((locked.code().as_str(), locked.retry_after()), ("locked", Some(40)));
}

#[tokio::test]
async fn pins_tried_all_at_once_are_counted_one_by_one() {
    let desk = Arc::new(Desk::open().await);
    desk.hire("Lata", Role::Cashier, "4711").await;
    let mut tries = JoinSet::new();
    for _ in 0..12 {
        let desk = desk.clone();
        tries.spawn(async move { desk.try_pin("Lata", "9999").await.code() });
    }
    let mut codes = tries.join_all().await;
    codes.sort();
    assert_eq!(codes[..7], ["locked"; 7]);
    assert_eq!(codes[7..], ["wrong_pin"; 5]);
}

#[tokio::test]
async fn managers_take_people_on_and_only_owners_touch_owners() {
    let desk = Desk::open().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let meera = desk.ask(Ask::get("/api/staff").by(&owner)).await.body["items"][0].clone();
    let manager = desk.staff("Arif", Role::Manager).await;
    let cashier = desk.staff("Lata", Role::Cashier).await;
    let hire = |name: &str, role: &str, pin: &str, key: &str| {
        let body = json!({ "name": name, "role": role, "pin": pin });
        Ask::post("/api/staff", body).keyed(key)
    };
    let ravi = desk.ask(hire("Ravi", "WAITER", "4711", "k1").by(&manager)).await;
    assert_eq!(ravi.status, StatusCode::CREATED, "{}", ravi.body);
    for (ask, code) in [
        (hire("RAVI", "WAITER", "4711", "k2").by(&manager), "name_taken"),
        (hire("Sunita", "OWNER", "4711", "k3").by(&manager), "forbidden"),
        (hire("Sunita", "GUEST", "4711", "k4").by(&manager), "malformed_json"),
        (hire("Sunita", "WAITER", "1234", "k5").by(&manager), "invalid_value"),
        (hire("Sunita", "WAITER", "123", "k6").by(&manager), "invalid_value"),
        (hire("", "WAITER", "4711", "k7").by(&manager), "invalid_value"),
        (hire("Sunita", "WAITER", "4711", "k8").by(&cashier), "forbidden"),
        (hire("Sunita", "WAITER", "4711", "k9"), "unauthorized"),
        (Ask::get("/api/staff").by(&cashier), "forbidden"),
    ] {
        assert_eq!(desk.ask(ask).await.code(), code);
    }
    let (meera, ravi) = (meera["id"].as_str().unwrap_or_default(), ravi.text("id"));
    let change = |id: &str, body| Ask::patch(&format!("/api/staff/{id}"), body);
    for (ask, code) in [
        (change(meera, json!({ "pin": "4712" })).by(&manager), "forbidden"),
        (change(meera, json!({ "name": "Me" })).by(&manager), "forbidden"),
        (change(&ravi, json!({ "role": "OWNER" })).by(&manager), "forbidden"),
        (change(&ravi, json!({ "role": "CUSTOMER" })).by(&manager), "malformed_json"),
        (change(&ravi, json!({ "name": "meera" })).by(&manager), "name_taken"),
        (change("x", json!({})).by(&manager), "not_found"),
        (change(&uuid::Uuid::nil().to_string(), json!({})).by(&manager), "not_found"),
        (change(&ravi, json!({ "name": "Ravindra" })).by(&cashier), "forbidden"),
        (change(&ravi, json!({ "name": "ravi" })).by(&manager), "200"),
        (change(&ravi, json!({ "role": "OWNER" })).by(&owner), "200"),
    ] {
        assert_eq!(desk.ask(ask).await.code(), code);
    }
}

#[tokio::test]
async fn the_last_owner_stays() {
    let desk = Desk::open().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let staff = desk.ask(Ask::get("/api/staff").by(&owner)).await;
    let meera = staff.body["items"][0]["id"].as_str().unwrap_or_default().to_owned();
    let change = |body| Ask::patch(&format!("/api/staff/{meera}"), body).by(&owner);
    for body in [json!({ "role": "MANAGER" }), json!({ "is_active": false })] {
        assert_eq!(desk.ask(change(body)).await.code(), "last_owner");
    }
    let second = desk.hire("Asha", Role::Owner, "4711").await;
    let path = format!("/api/staff/{}", second.id);
    let left = desk.ask(Ask::patch(&path, json!({ "is_active": false })).by(&owner)).await;
    assert_eq!(left.status, StatusCode::OK);
    assert_eq!(desk.ask(change(json!({ "role": "MANAGER" }))).await.code(), "last_owner");
    desk.ask(Ask::patch(&path, json!({ "is_active": true })).by(&owner)).await;
    assert_eq!(desk.ask(change(json!({ "role": "MANAGER" }))).await.code(), "200");
}

#[tokio::test]
async fn another_pin_another_role_and_leaving_end_the_sessions() {
    let desk = Desk::open().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let ravi = desk.hire("Ravi", Role::Waiter, "4711").await;
    let path = format!("/api/staff/{}", ravi.id);
    let change = async |body: Value| desk.ask(Ask::patch(&path, body).by(&owner)).await;
    let token = desk.sign_in("Ravi", "4711").await;
    change(json!({ "name": "Ravindra", "role": "WAITER", "is_active": true })).await;
    assert_eq!(me(&desk, &token).await, "200", "a new name is no reason");
    change(json!({ "pin": "4712" })).await;
    assert_eq!(me(&desk, &token).await, "token_expired");
    assert_eq!(desk.try_pin("Ravindra", "4711").await.code(), "wrong_pin");

    let token = desk.sign_in("Ravindra", "4712").await;
    change(json!({ "role": "CASHIER" })).await;
    assert_eq!(me(&desk, &token).await, "token_expired");
    let token = desk.sign_in("Ravindra", "4712").await;
    change(json!({ "is_active": false })).await;
    assert_eq!(me(&desk, &token).await, "token_expired");
    change(json!({ "is_active": true })).await;
    assert_eq!(me(&desk, &token).await, "token_expired", "an ended session stays ended");
    assert_eq!(me(&desk, &owner).await, "200");
}

#[tokio::test]
async fn the_same_key_takes_one_person_on_and_keeps_no_trace_of_the_pin() {
    let desk = Desk::open().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let body = json!({ "name": "Ravi", "role": "WAITER", "pin": "4711" });
    let hire = Ask::post("/api/staff", body.clone()).keyed("k1").by(&owner);
    let (first, second) = (desk.ask(hire.clone()).await, desk.ask(hire).await);
    assert_eq!((first.status, first.body), (second.status, second.body));
    let other = json!({ "name": "Ravi", "role": "WAITER", "pin": "4712" });
    let other = desk.ask(Ask::post("/api/staff", other).keyed("k1").by(&owner)).await;
    assert_eq!(other.code(), "idempotency_key_reused");
    let keyless = desk.ask(Ask::post("/api/staff", body.clone()).by(&owner)).await;
    assert_eq!(keyless.code(), "idempotency_key_required");

    let asked = body.to_string();
    let plain = OnceKey::new("x".into(), "k1", &[b"POST /api/staff", asked.as_bytes()]);
    let plain = plain.expect("a key").request;
    let sql = "SELECT count(*), sum(request = ?1) FROM once";
    let found = move |read: &tiffin::store::Read| {
        read.one(sql, [plain], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))
    };
    assert_eq!(desk.app.store.read(found).await.ok().flatten(), Some((1, 0)));
}

#[tokio::test]
async fn a_forgotten_pin_is_reset_from_the_console() {
    let desk = Desk::open().await;
    let token = desk.staff("Meera", Role::Owner).await;
    for _ in 0..5 {
        desk.try_pin("Meera", "9999").await;
    }
    assert_eq!(desk.try_pin("Meera", "4711").await.code(), "locked");
    auth::reset_pin(&desk.app, "meera", "5858").await.expect("reset");
    assert_eq!(me(&desk, &token).await, "token_expired");
    desk.sign_in("Meera", "5858").await;
    assert!(auth::reset_pin(&desk.app, "Nobody", "5858").await.is_err());
    assert!(auth::reset_pin(&desk.app, "Meera", "0000").await.is_err());
    let told = desk.facts("staff_set").await;
    assert_eq!(told.last().map(|fact| fact["by"]["device"].clone()), Some(json!("cli")));
}

/// The claims of a token that is good, to be spoiled.
fn claims_of(token: &str) -> Value {
    let part = token.split('.').nth(1).unwrap_or_default();
    let bytes = BASE64URL_NOPAD.decode(part.as_bytes()).expect("base64");
    serde_json::from_slice(&bytes).expect("claims")
}

fn signed(claims: &Value, algorithm: Algorithm, key: &Secret) -> String {
    encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(key.bytes()))
        .expect("a token")
}

#[tokio::test]
async fn a_token_this_box_did_not_sign_for_now_opens_nothing() {
    let desk = Desk::open().await;
    let good = desk.staff("Meera", Role::Owner).await;
    let (claims, key) = (claims_of(&good), desk.app.key("token"));
    assert_eq!(me(&desk, &signed(&claims, Algorithm::HS256, &key)).await, "200");

    let parts: Vec<&str> = good.split('.').collect();
    let none = BASE64URL_NOPAD.encode(br#"{"alg":"none","typ":"JWT"}"#);
    let mut waiter = claims.clone();
    waiter["sub"] = json!("somebody else");
    let swapped = BASE64URL_NOPAD.encode(waiter.to_string().as_bytes());
    let without = |field: &str| {
        let mut claims = claims.clone();
        claims.as_object_mut().map(|claims| claims.remove(field));
        signed(&claims, Algorithm::HS256, &key)
    };
    let with = |field: &str, value: Value| {
        let mut claims = claims.clone();
        claims[field] = value;
        signed(&claims, Algorithm::HS256, &key)
    };
    for (bad, code) in [
        (format!("{none}.{}.", parts[1]), "unauthorized"),
        (format!("{none}.{}.{}", parts[1], parts[2]), "unauthorized"),
        (format!("{}.{swapped}.{}", parts[0], parts[2]), "unauthorized"),
        (format!("{}.{}.", parts[0], parts[1]), "unauthorized"),
        (signed(&claims, Algorithm::HS512, &key), "unauthorized"),
        (signed(&claims, Algorithm::HS256, &Secret::random()), "unauthorized"),
        (signed(&claims, Algorithm::HS256, &desk.app.key("otp")), "unauthorized"),
        (with("tenant_id", json!("0123456789abcdef")), "unauthorized"),
        (with("exp", json!(1)), "token_expired"),
        (with("role", json!("EMPEROR")), "unauthorized"),
        (with("role", json!("GUEST")), "unauthorized"),
        (with("role", json!("CUSTOMER")), "200"),
        (with("session", json!(uuid::Uuid::nil())), "token_expired"),
        (without("session"), "unauthorized"),
        (without("tenant_id"), "unauthorized"),
        (without("exp"), "unauthorized"),
        ("".into(), "unauthorized"),
        ("x".repeat(5_000), "unauthorized"),
    ] {
        assert_eq!(me(&desk, &bad).await, code, "{bad}");
    }
    let as_customer = with("role", json!("CUSTOMER"));
    assert_eq!(desk.ask(Ask::get("/api/staff").by(&as_customer)).await.code(), "forbidden");
    assert_eq!(desk.ask(Ask::get("/api/auth/me")).await.code(), "unauthorized");
}

#[tokio::test]
async fn a_token_of_another_box_is_a_stranger_s() {
    let (here, there) = (Desk::open().await, Desk::open().await);
    let foreign = there.staff("Meera", Role::Owner).await;
    here.staff("Meera", Role::Owner).await;
    assert_eq!(me(&here, &foreign).await, "unauthorized");
}

#[tokio::test]
async fn turning_the_clock_back_brings_no_token_to_life_that_was_signed_out() {
    let desk = Desk::open().await;
    let token = desk.staff("Ravi", Role::Waiter).await;
    desk.ask(Ask::post("/api/auth/staff/logout", json!({})).by(&token)).await;
    desk.turn(-86_400);
    assert_eq!(me(&desk, &token).await, "token_expired");
    let claims = Claims::new(&desk.app, "x".into(), Role::Owner, 3_600);
    let token = auth::issue(&desk.app, &claims).expect("a token");
    assert_eq!(me(&desk, &token).await, "unauthorized", "staff need a session");
}
