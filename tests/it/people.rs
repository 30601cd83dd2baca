//! Who signs in at the hub: links, passwords, patience, sessions, and an owner's places.

use serde_json::{Value, json};

use crate::kit::hub::{Signer, TestHub, enrol};
use crate::kit::visitors::{PASSWORD, Visitor};

const CHOSEN: &str = "nine green mangoes";

#[tokio::test]
async fn a_link_lets_somebody_choose_a_password_once() {
    let hub = TestHub::start().await;
    let link = tiffin::hub::add_admin(&hub.hub, "Asha@Example.in").await.expect("a link");
    let token = link.path().split_once('#').expect("a fragment").1.to_owned();
    let visitor = Visitor::stranger(&hub);
    let choose = async |password: &str| {
        visitor.post("/welcome", json!({ "token": token, "password": password })).await
    };
    assert_eq!(choose("short").await.code(), "invalid_value");
    let chosen = choose(CHOSEN).await;
    assert_eq!(chosen.status, 200, "{:?}", chosen.body);
    let me = visitor.bearing(chosen.body["access_token"].as_str()).get("/me").await;
    assert_eq!(
        (me.body["role"].as_str(), me.body["email"].as_str()),
        (Some("ADMIN"), Some("asha@example.in"))
    );
    assert_eq!(choose(CHOSEN).await.code(), "code_expired");
    for stranger in ["", "x", &"A".repeat(64)] {
        let body = json!({ "token": stranger, "password": CHOSEN });
        assert_eq!(visitor.post("/welcome", body).await.code(), "code_expired");
    }
    let stored = "SELECT count(*) FROM person WHERE password_hash LIKE '$argon2id$%m=19456%'";
    assert_eq!(hub.count(stored).await, 1);
    let again = tiffin::hub::add_admin(&hub.hub, "asha@example.in").await.expect("a link");
    assert_eq!(hub.count("SELECT count(*) FROM person").await, 1, "the same person");
    let token = again.path().split_once('#').expect("a fragment").1.to_owned();
    let body = json!({ "token": token, "password": "another ten words" });
    assert_eq!(visitor.post("/welcome", body).await.status, 200);
    let old = visitor.bearing(chosen.body["access_token"].as_str()).get("/me").await;
    assert_eq!(old.code(), "token_expired", "a new password signs out everywhere");
}

#[tokio::test]
async fn who_is_not_known_hears_the_same_as_who_is_wrong() {
    let hub = TestHub::start().await;
    let admin = hub.admin().await;
    let visitor = Visitor::stranger(&hub);
    let sign_in = async |email: &str, password: &str| {
        visitor.post("/sign-in", json!({ "email": email, "password": password })).await
    };
    for email in [admin.email.as_str(), "nobody@example.in"] {
        for _ in 0..5 {
            let wrong = sign_in(email, "not the password").await;
            assert_eq!((wrong.status, wrong.code()), (401, "wrong_password"), "{email}");
        }
        let locked = sign_in(email, PASSWORD).await;
        assert_eq!((locked.status, locked.code()), (429, "locked"), "{email}");
        assert!(locked.body["error"]["details"]["retry_after"].as_i64() > Some(0));
    }
    hub.run("UPDATE tried SET until = now() + interval '1 hour'").await;
    let other_node = Visitor { url: hub.another_node().await, ..Visitor::stranger(&hub) };
    let body = json!({ "email": admin.email, "password": PASSWORD });
    assert_eq!(other_node.post("/sign-in", body.clone()).await.code(), "locked", "any node");
    hub.run("UPDATE tried SET until = now()").await;
    let signed_in = other_node.post("/sign-in", body).await;
    assert_eq!(signed_in.status, 200, "{:?}", signed_in.body);
    let left = "SELECT count(*) FROM tried";
    assert_eq!(hub.count(left).await, 1, "the right password is forgiven, nobody's is not");
}

#[tokio::test]
async fn many_guesses_at_once_are_no_more_than_one_after_another() {
    let hub = TestHub::start().await;
    let admin = hub.admin().await;
    let guesses = (0..20).map(|n| {
        let (visitor, email) = (Visitor::stranger(&hub), admin.email.clone());
        tokio::spawn(async move {
            let body = json!({ "email": email, "password": format!("guess number {n}") });
            visitor.post("/sign-in", body).await.status
        })
    });
    let mut heard = Vec::new();
    for guess in guesses.collect::<Vec<_>>() {
        heard.push(guess.await.expect("an answer"));
    }
    assert_eq!(heard.iter().filter(|status| **status == 401).count(), 5, "{heard:?}");
}

#[tokio::test]
async fn a_session_is_a_cookie_no_script_reads_and_ends() {
    let hub = TestHub::start().await;
    let admin = hub.admin().await;
    let visitor = Visitor::stranger(&hub);
    let body = json!({ "email": admin.email, "password": PASSWORD });
    let signed_in = visitor.post("/sign-in", body).await;
    let cookie = signed_in.cookie.expect("a cookie");
    for part in ["tiffin=", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let pair = cookie.split(';').next().expect("a pair").to_owned();
    let browser = Visitor { cookie: Some(pair), ..visitor.clone() };
    assert_eq!(browser.get("/me").await.status, 200);
    assert_eq!(browser.post("/sign-out", json!({})).await.status, 204);
    assert_eq!(browser.get("/me").await.code(), "token_expired");
    assert_eq!(browser.post("/sign-out", json!({})).await.status, 204, "over is over");
    assert_eq!(visitor.get("/me").await.code(), "unauthorized");
    hub.run("UPDATE session SET expires_at = now()").await;
    assert_eq!(admin.get("/me").await.code(), "token_expired");
}

#[tokio::test]
async fn a_password_is_changed_by_who_knows_it() {
    let hub = TestHub::start().await;
    let admin = hub.admin().await;
    let change = async |present: &str| {
        let body = json!({ "present": present, "password": CHOSEN });
        admin.post("/me/password", body).await
    };
    assert_eq!(change("not it at all").await.code(), "wrong_password");
    assert_eq!(change(PASSWORD).await.status, 200);
    assert_eq!(admin.get("/me").await.code(), "token_expired", "signed out everywhere");
    let body = json!({ "email": admin.email, "password": CHOSEN });
    assert_eq!(admin.post("/sign-in", body).await.status, 200);
}

#[tokio::test]
async fn an_address_is_one_person_of_one_tenant() {
    let hub = TestHub::start().await;
    let (admin, mine, other) =
        (hub.admin().await, hub.tenant("Barah Mez").await, hub.tenant("Chai Stop").await);
    let owners = |tenant: uuid::Uuid| format!("/admin/tenants/{tenant}/owners");
    let ask =
        async |tenant, email: &str| admin.post(&owners(tenant), json!({ "email": email })).await;
    assert_eq!(ask(mine, "owner@example.in").await.status, 200);
    assert_eq!(ask(mine, "owner@example.in").await.status, 200, "another link");
    assert_eq!(ask(other, "Owner@example.in").await.code(), "name_taken");
    assert_eq!(ask(other, &admin.email).await.code(), "name_taken");
    assert_eq!(ask(uuid::Uuid::nil(), "new@example.in").await.code(), "not_found");
    assert_eq!(ask(other, "new").await.code(), "invalid_value");
    assert_eq!(hub.count("SELECT count(*) FROM person WHERE role = 'OWNER'").await, 1);
}

#[tokio::test]
async fn an_owner_adds_a_place_renews_its_code_and_withdraws_its_key() {
    let hub = TestHub::start().await;
    let tenant = hub.tenant("Barah Mez").await;
    let owner = hub.owner_of(tenant).await;
    let ask = async |path: &str, body: Value| owner.post(path, body).await;
    assert_eq!(ask("/owner/devices", json!({ "name": " " })).await.code(), "invalid_value");
    let first = ask("/owner/devices", json!({ "name": "Till" })).await;
    assert_eq!(first.status, 201, "{:?}", first.body);
    let again = ask("/owner/devices", json!({ "name": "Till" })).await;
    assert_eq!(first.body["device_id"], again.body["device_id"], "not made twice");
    let signer = Signer::new("0123456789abcdef");
    let code = |answer: &Value| answer["code"].as_str().expect("a code").to_owned();
    assert_eq!(enrol(&signer, &hub, &code(&first.body)).await.0, 401, "the older code is gone");
    assert_eq!(enrol(&signer, &hub, &code(&again.body)).await.0, 200);
    assert_eq!(ask("/owner/devices", json!({ "name": "Till" })).await.code(), "name_taken");
    let device = first.body["device_id"].as_str().expect("an id").to_owned();
    let of = |rest: &str| format!("/owner/devices/{device}/{rest}");
    let restore = ask(&of("code"), json!({ "kind": "RESTORE" })).await;
    assert_eq!((restore.status, &restore.body["kind"]), (200, &json!("RESTORE")));
    assert_eq!(ask(&of("code"), json!({ "kind": "KEY" })).await.status, 400);
    let listed = owner.get("/owner/devices").await;
    let key = listed.body["items"][0]["machines"][0].clone();
    assert_eq!(key["state"], "ACTIVE");
    let revoke = of(&format!("machines/{}/revoke", key["key"].as_str().expect("a key")));
    for _ in 0..2 {
        assert_eq!(ask(&revoke, json!({})).await.status, 204);
    }
    let signer = Signer { place: (tenant, device.parse().expect("an id")), ..signer };
    let (status, answer) = signer.post(&hub.url, "/v1/hello", b"{}".to_vec()).await;
    assert_eq!((status, &answer["error"]["code"]), (403, &json!("revoked")));
    assert_eq!(ask(&of("machines/0000000000000000/revoke"), json!({})).await.status, 404);
}
