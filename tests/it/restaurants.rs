//! Restaurants at the hub: registered, verified, online and silent, and found.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::kit::fresh_key;
use crate::kit::hub::{Signer, TestHub, enrol};
use crate::kit::visitors::{Reply, Visitor};

fn licence(number: u32) -> String {
    format!("115210340{number:05}")
}

pub fn body(number: u32) -> Value {
    json!({
        "name": format!("Barah Mez {number}"), "logo_url": "https://example.in/logo.png",
        "description": "Twelve tables.",
        "address": {
            "line": "12 MG Road", "city": "Pune", "state": "Maharashtra", "pin": "411001",
            "lat": 18.52, "long": 73.85,
        },
        "contact": {
            "name": "Asha", "email": format!("asha{number}@example.in"), "phone": "98765 43210",
        },
        "licence_number": licence(number), "gstin": "27AAPFU0939F1ZV",
        "cuisines": ["North Indian"], "dishes": ["Paneer Tikka", "Dal Makhani"],
    })
}

/// Sends a registration under a key.
async fn send(who: &Visitor, key: &str, body: &Value) -> Reply {
    let request = who.request(reqwest::Method::POST, "/restaurants").json(body);
    who.send(request.header("idempotency-key", key)).await
}

pub async fn register(who: &Visitor, body: &Value) -> Reply {
    send(who, &fresh_key(), body).await
}

fn id(reply: &Reply) -> Uuid {
    reply.word("id").parse().expect("an id")
}

/// A restaurant that was verified, and its owner, signed in.
pub async fn verified(hub: &TestHub, admin: &Visitor, body: &Value) -> (Uuid, Visitor) {
    let made = register(&Visitor::stranger(hub), body).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let done = review(admin, id(&made), json!({ "status": "ACTIVE" })).await;
    assert_eq!(done.status, 200, "{}", done.text);
    let email = body["contact"]["email"].as_str().expect("an address");
    (id(&made), hub.sign_in_by(&done.word("link"), email).await)
}

async fn review(admin: &Visitor, id: Uuid, body: Value) -> Reply {
    admin.post(&format!("/admin/restaurants/{id}/review"), body).await
}

#[tokio::test]
async fn a_registration_is_kept_once_and_waits_for_somebody_to_verify_it() {
    let hub = TestHub::start().await;
    let stranger = Visitor::stranger(&hub);
    let made = send(&stranger, "first", &body(1)).await;
    assert_eq!((made.status, made.word("status").as_str()), (201, "PENDING_VERIFICATION"));
    let other_node = Visitor { url: hub.another_node().await, ..stranger.clone() };
    let again = send(&other_node, "first", &body(1)).await;
    assert_eq!((again.status, &again.body), (201, &made.body), "the answer may have been lost");
    let reused = send(&stranger, "first", &body(2)).await;
    assert_eq!((reused.status, reused.code()), (409, "idempotency_key_reused"));
    let known = register(
        &stranger,
        &Value::Object({
            let mut same = body(2).as_object().expect("fields").clone();
            same.insert("licence_number".into(), json!(licence(1)));
            same
        }),
    )
    .await;
    assert_eq!((known.status, known.code()), (409, "licence_known"));
    let keyless = stranger.post("/restaurants", body(3)).await;
    assert_eq!((keyless.status, keyless.code()), (400, "idempotency_key_required"));
    assert_eq!(hub.count("SELECT count(*) FROM restaurant").await, 1);
    assert_eq!(hub.count("SELECT count(*) FROM tenant").await, 0, "nobody is in yet");
    let path = format!("/restaurants/{}", id(&made));
    assert_eq!(stranger.get(&path).await.status, 404, "nothing is shown before it is verified");
    let maker = stranger.bearing(Some(&made.word("status_token")));
    assert_eq!(maker.get(&path).await.word("status"), "PENDING_VERIFICATION");
    assert_eq!(maker.get("/me").await.status, 401, "it opens nothing else");
}

#[tokio::test]
async fn two_at_once_with_one_licence_are_one_restaurant() {
    let hub = TestHub::start().await;
    let stranger = Visitor::stranger(&hub);
    let answers = (0..8).map(|_| {
        let stranger = stranger.clone();
        tokio::spawn(async move { register(&stranger, &body(1)).await.status })
    });
    let mut heard = Vec::new();
    for answer in answers.collect::<Vec<_>>() {
        heard.push(answer.await.expect("an answer"));
    }
    heard.sort_unstable();
    assert_eq!(heard, [201, 409, 409, 409, 409, 409, 409, 409]);
    assert_eq!(hub.count("SELECT count(*) FROM restaurant").await, 1);
}

#[tokio::test]
async fn each_field_that_is_not_right_is_named() {
    let hub = TestHub::start().await;
    let stranger = Visitor::stranger(&hub);
    let nothing = register(&stranger, &json!({})).await;
    assert_eq!((nothing.status, nothing.code()), (400, "invalid_fields"));
    let named = nothing.body["error"]["details"].as_object().expect("fields").clone();
    let required = [
        "address.city",
        "address.lat",
        "address.line",
        "address.long",
        "address.pin",
        "contact.email",
        "contact.name",
        "contact.phone",
        "licence_number",
        "name",
    ];
    assert_eq!(named.keys().map(String::as_str).collect::<Vec<_>>(), required);
    for (pointer, field, value) in [
        ("/name", "name", json!("")),
        ("/logo_url", "logo_url", json!("http://plain.example.in/x")),
        ("/description", "description", json!(5)),
        ("/address/pin", "address.pin", json!("12")),
        ("/address/lat", "address.lat", json!(91)),
        ("/address/long", "address.long", json!("east")),
        ("/contact/email", "contact.email", json!("nobody")),
        ("/contact/phone", "contact.phone", json!("123")),
        ("/licence_number", "licence_number", json!("123")),
        ("/gstin", "gstin", json!("27AAPFU0939F1ZW")),
        ("/dishes", "dishes", json!({})),
    ] {
        let mut sent = body(1);
        *sent.pointer_mut(pointer).expect("a field") = value;
        let refused = register(&stranger, &sent).await;
        assert_eq!(refused.status, 400, "{field}");
        let named = refused.body["error"]["details"].as_object().expect("fields");
        assert_eq!(named.keys().collect::<Vec<_>>(), [field]);
    }
    assert_eq!(hub.count("SELECT count(*) FROM restaurant").await, 0);
    let huge = register(&stranger, &json!({ "name": "x".repeat(300_000) })).await;
    assert_eq!((huge.status, huge.code()), (413, "body_too_large"));
}

#[tokio::test]
async fn a_network_address_registers_so_many_an_hour() {
    let hub = TestHub::start().await;
    let stranger = Visitor::stranger(&hub);
    for number in 0..30 {
        assert_eq!(register(&stranger, &body(number)).await.status, 201);
    }
    let refused = register(&stranger, &body(30)).await;
    assert_eq!((refused.status, refused.code()), (429, "too_many_requests"));
    hub.run("UPDATE tried SET until = now()").await;
    assert_eq!(register(&stranger, &body(30)).await.status, 201);
}

#[tokio::test]
async fn a_review_takes_in_or_refuses_with_a_reason_and_says_so() {
    let hub = TestHub::start().await;
    let (admin, stranger) = (hub.admin().await, Visitor::stranger(&hub));
    let made = register(&stranger, &body(1)).await;
    let waiting = admin.get("/admin/restaurants?state=PENDING_VERIFICATION").await;
    assert_eq!(waiting.body["items"][0]["id"], made.body["id"]);
    assert_eq!(admin.get("/admin/restaurants?state=LATE").await.status, 400);
    let reasonless = review(&admin, id(&made), json!({ "status": "REJECTED" })).await;
    assert_eq!((reasonless.status, reasonless.code()), (422, "reason_required"));
    let odd = review(&admin, id(&made), json!({ "status": "MAYBE" })).await;
    assert_eq!((odd.status, odd.code()), (400, "invalid_fields"));
    let back = review(&admin, id(&made), json!({ "status": "PENDING_VERIFICATION" })).await;
    assert_eq!(back.code(), "illegal_transition");
    assert_eq!(review(&admin, Uuid::nil(), json!({ "status": "ACTIVE" })).await.status, 404);

    let refusal = json!({ "status": "REJECTED", "reason": "The licence names another house" });
    for _ in 0..2 {
        let refused = review(&admin, id(&made), refusal.clone()).await;
        assert_eq!((refused.status, refused.word("status").as_str()), (200, "REJECTED"));
        assert_eq!(refused.body["link"], Value::Null);
        let notices = refused.body["notices"].as_array().expect("notices").clone();
        assert_eq!(notices.len(), 1, "said once");
        assert!(notices[0]["said"].as_str().expect("words").contains("names another house."));
    }
    let late = review(&admin, id(&made), json!({ "status": "ACTIVE" })).await;
    assert_eq!((late.status, late.code()), (409, "illegal_transition"));
    let maker = stranger.bearing(Some(&made.word("status_token")));
    let seen = maker.get(&format!("/restaurants/{}", id(&made))).await;
    assert_eq!(seen.word("reason"), "The licence names another house");

    let better = register(&stranger, &body(1)).await;
    assert_eq!(better.status, 201, "a refused licence may be registered anew: {}", better.text);
    let done = review(&admin, id(&better), json!({ "status": "ACTIVE" })).await;
    assert_eq!((done.status, done.word("status").as_str()), (200, "ACTIVE"), "{}", done.text);
    let again = review(&admin, id(&better), json!({ "status": "ACTIVE" })).await;
    assert_ne!(done.body["link"], again.body["link"], "the link was lost: another");
    let owner = hub.sign_in_by(&again.word("link"), "asha1@example.in").await;
    assert_eq!(owner.get("/me").await.word("tenant_name"), "Barah Mez 1");
    let once_more = review(&admin, id(&better), json!({ "status": "ACTIVE" })).await;
    assert_eq!(once_more.body["link"], Value::Null, "who has a password needs none");
    let places = owner.get("/owner/devices").await;
    assert_eq!(places.body["items"][0]["name"], "Barah Mez 1", "its box has a place");
    assert_eq!(hub.count("SELECT count(*) FROM device").await, 1);
    assert_eq!(owner.get("/admin/restaurants").await.code(), "forbidden");
    assert_eq!(stranger.get("/admin/restaurants").await.code(), "unauthorized");
}

#[tokio::test]
async fn an_owner_registers_another_house_of_theirs() {
    let hub = TestHub::start().await;
    let admin = hub.admin().await;
    let (first, owner) = verified(&hub, &admin, &body(1)).await;
    let second = register(&owner, &body(2)).await;
    assert_eq!(second.status, 201, "{}", second.text);
    let done = review(&admin, id(&second), json!({ "status": "ACTIVE" })).await;
    assert_eq!((done.status, &done.body["link"]), (200, &Value::Null), "{}", done.text);
    let own = owner.get("/owner/restaurants").await;
    let ids: Vec<_> = own.body["items"].as_array().expect("items").iter().collect();
    assert_eq!(ids.len(), 2);
    assert_eq!(hub.count("SELECT count(*) FROM tenant").await, 1);
    let mut stranger_s = body(3);
    stranger_s["contact"]["email"] = json!("asha1@example.in");
    let other = register(&Visitor::stranger(&hub), &stranger_s).await;
    let refused = review(&admin, id(&other), json!({ "status": "ACTIVE" })).await;
    assert_eq!((refused.status, refused.code()), (409, "name_taken"), "nobody joins by a name");
    assert_eq!(hub.count("SELECT count(*) FROM tenant").await, 1, "and nothing was made");
    assert_eq!(owner.get(&format!("/restaurants/{first}")).await.word("status"), "ACTIVE");
}

#[tokio::test]
async fn a_silent_box_takes_its_restaurant_offline_and_speaking_brings_it_back() {
    let hub = TestHub::start().await;
    let admin = hub.admin().await;
    let (id, owner) = verified(&hub, &admin, &body(1)).await;
    let line = format!("/restaurants/{id}/status");
    let set = async |status: &str| owner.patch(&line, json!({ "status": status })).await;
    let seen = async || {
        let seen = Visitor::stranger(&hub).get(&format!("/restaurants/{id}")).await;
        seen.body["is_online"].as_bool().expect("a word")
    };
    assert!(!seen().await, "nobody said it is open");
    assert_eq!(set("SOON").await.status, 400);
    for _ in 0..2 {
        assert_eq!(set("ONLINE").await.word("online"), "ONLINE");
    }
    assert!(seen().await);
    tiffin::hub::sweep(&hub.hub).await.expect("swept");
    assert!(seen().await, "a box that never spoke is not silent");

    let places = owner.get("/owner/devices").await;
    let device = places.body["items"][0]["id"].as_str().expect("a place").to_owned();
    let code = owner.post(&format!("/owner/devices/{device}/code"), json!({ "kind": "BOX" })).await;
    let signer = Signer::new("0123456789abcdef");
    let (status, enrolled) = enrol(&signer, &hub, &code.word("code")).await;
    assert_eq!(status, 200, "{enrolled}");
    let silent = "UPDATE device SET last_seen_at = now() - interval '91 seconds'";
    let speaks = "UPDATE device SET last_seen_at = now() - interval '30 seconds'";
    hub.run(silent).await;
    let (one, other) = tokio::join!(tiffin::hub::sweep(&hub.hub), tiffin::hub::sweep(&hub.hub));
    assert_eq!(one.expect("swept") + other.expect("swept"), 1, "one node does it");
    assert!(!seen().await);
    let own = owner.get(&format!("/restaurants/{id}")).await;
    assert_eq!(own.word("offline_cause"), "SILENT");
    assert_eq!(own.word("wish"), "ONLINE");
    let wished = set("ONLINE").await;
    assert_eq!(wished.word("online"), "OFFLINE", "a wish is no box");
    hub.run(speaks).await;
    tiffin::hub::sweep(&hub.hub).await.expect("swept");
    assert!(seen().await, "it speaks again");

    hub.run(silent).await;
    tiffin::hub::sweep(&hub.hub).await.expect("swept");
    assert_eq!(set("OFFLINE").await.word("offline_cause"), "PERSON");
    hub.run(speaks).await;
    tiffin::hub::sweep(&hub.hub).await.expect("swept");
    assert!(!seen().await, "a person wants it so");
    let other = verified(&hub, &admin, &body(2)).await.1;
    assert_eq!(other.patch(&line, json!({ "status": "ONLINE" })).await.status, 404);
    let pending = register(&owner, &body(3)).await.word("id");
    let early = format!("/restaurants/{pending}/status");
    let early = owner.patch(&early, json!({ "status": "ONLINE" })).await;
    assert_eq!(early.code(), "illegal_transition");
}

/// A restaurant so many metres north of the middle, found by its dishes.
async fn at(hub: &TestHub, admin: &Visitor, number: u32, north: f64, dishes: &[&str]) -> Uuid {
    let mut sent = body(number);
    sent["address"]["lat"] = json!(18.52 + north / 111_318.0);
    sent["name"] = json!(format!("House {number}"));
    sent["cuisines"] = json!([]);
    sent["dishes"] = json!(dishes);
    verified(hub, admin, &sent).await.0
}

async fn find(hub: &TestHub, rest: &str) -> Vec<String> {
    let path = format!("/search/restaurants?lat=18.52&long=73.85{rest}");
    let found = Visitor::stranger(hub).get(&path).await;
    assert_eq!(found.status, 200, "{}", found.text);
    let items = found.body["items"].as_array().expect("items");
    items.iter().map(|item| item["name"].as_str().expect("a name").to_owned()).collect()
}

#[tokio::test]
async fn restaurants_are_found_by_place_by_dish_and_with_typos() {
    let hub = TestHub::start().await;
    let admin = hub.admin().await;
    at(&hub, &admin, 1, 4_990.0, &["Paneer Tikka", "Masala Dosa"]).await;
    at(&hub, &admin, 2, 100.0, &["Chicken Biryani"]).await;
    at(&hub, &admin, 3, 5_010.0, &["Paneer Tikka"]).await;
    at(&hub, &admin, 4, 2_000.0, &["Hyderabadi Biryani", "Palak Paneer"]).await;
    assert_eq!(find(&hub, "").await, ["House 2", "House 4", "House 1"], "5 km, nearest first");
    assert_eq!(find(&hub, "&radius=5100").await.len(), 4);
    assert_eq!(find(&hub, "&radius=150").await, ["House 2"]);
    for (typed, expected) in [
        ("paneer", &["House 4", "House 1"][..]),
        ("panir", &["House 4", "House 1"]),
        ("panner", &["House 4", "House 1"]),
        ("paner tika", &["House 1"]),
        ("biriyani", &["House 2", "House 4"]),
        ("briyani", &["House 2", "House 4"]),
        ("BIRYANI chicken", &["House 2"]),
        ("hyderabadi", &["House 4"]),
        ("hydrabadi", &["House 4"]),
        ("hyder", &["House 4"]),
        ("house 4", &["House 4"]),
        ("dosaa", &["House 1"]),
        ("paak", &["House 4"]),
        ("pizza", &[]),
        ("paneer pizza", &[]),
        ("%25_'", &["House 2", "House 4", "House 1"]),
    ] {
        assert_eq!(find(&hub, &format!("&query={typed}")).await, expected, "{typed}");
    }
    let path = "/search/restaurants?lat=18.52&long=73.85&query=panner";
    let found = Visitor::stranger(&hub).get(path).await;
    let item = &found.body["items"][0];
    assert_eq!((&item["matched"], &item["rating"]), (&json!(["Palak Paneer"]), &Value::Null));
    let metres = item["distance_m"].as_i64().expect("metres");
    assert!((1_990..=2_010).contains(&metres), "{metres}");
}

#[tokio::test]
async fn what_comes_first_is_chosen_and_what_is_open_too() {
    let hub = TestHub::start().await;
    let admin = hub.admin().await;
    for (number, north) in [(1, 300.0), (2, 200.0), (3, 100.0)] {
        at(&hub, &admin, number, north, &["Dal"]).await;
    }
    hub.run(
        "UPDATE listing SET rating = 4.5, popularity = 3 WHERE name = 'House 1';
         UPDATE listing SET rating = 4.9, popularity = 9 WHERE name = 'House 2';
         UPDATE listing SET popularity = 5 WHERE name = 'House 3'",
    )
    .await;
    assert_eq!(find(&hub, "&sort_by=distance").await, ["House 3", "House 2", "House 1"]);
    assert_eq!(find(&hub, "&sort_by=rating").await, ["House 2", "House 1", "House 3"]);
    assert_eq!(find(&hub, "&sort_by=popularity").await, ["House 2", "House 3", "House 1"]);
    // By the hub's clock it is Saturday, seven in the evening, in India.
    hub.run(
        "UPDATE listing SET is_online = true;
         UPDATE listing SET hours = '{[8340,8350)}' WHERE name = 'House 1';
         UPDATE listing SET hours = '{[8330,8340)}' WHERE name = 'House 2'",
    )
    .await;
    assert_eq!(find(&hub, "&open_now=true").await, ["House 3", "House 1"]);
    assert_eq!(find(&hub, "&open_now=false").await.len(), 3);
    hub.run("UPDATE listing SET is_online = false WHERE name = 'House 3'").await;
    assert_eq!(find(&hub, "&open_now=true&query=dal").await, ["House 1"]);
}

#[tokio::test]
async fn a_search_says_what_is_not_right_and_leafs_to_the_end() {
    let hub = TestHub::start().await;
    let admin = hub.admin().await;
    let stranger = Visitor::stranger(&hub);
    for (asked, field) in [
        ("", "lat"),
        ("?lat=18.5", "long"),
        ("?lat=x&long=73", "lat"),
        ("?lat=NaN&long=73", "lat"),
        ("?lat=18&long=181", "long"),
        ("?lat=18&long=73&radius=99", "radius"),
        ("?lat=18&long=73&radius=50001", "radius"),
        ("?lat=18&long=73&sort_by=price", "sort_by"),
        ("?lat=18&long=73&open_now=yes", "open_now"),
        ("?lat=18&long=73&cursor=-1", "cursor"),
        ("?lat=18&long=73&query=%00", "query"),
    ] {
        let refused = stranger.get(&format!("/search/restaurants{asked}")).await;
        assert_eq!((refused.status, refused.code()), (400, "invalid_fields"), "{asked}");
        assert!(refused.body["error"]["details"][field].is_string(), "{}", refused.text);
    }
    verified(&hub, &admin, &body(1)).await;
    hub.run(
        "INSERT INTO listing SELECT tenant_id, gen_random_uuid(), 'Copy ' || n, logo_url,
             description, address, cuisines, dishes, lat, lon, place, terms, hours, rating,
             popularity, is_online FROM listing, generate_series(1, 44) AS n",
    )
    .await;
    let (mut seen, mut cursor) = (std::collections::HashSet::new(), Some(0));
    while let Some(at) = cursor {
        let path = format!("/search/restaurants?lat=18.52&long=73.85&query=panir&cursor={at}");
        let page = stranger.get(&path).await;
        for item in page.body["items"].as_array().expect("items") {
            assert!(seen.insert(item["id"].to_string()), "seen twice");
        }
        cursor = page.body["next"].as_i64();
    }
    assert_eq!(seen.len(), 45);
}

#[tokio::test]
async fn an_owner_s_new_dish_is_found_and_the_old_one_no_more() {
    let hub = TestHub::start().await;
    let admin = hub.admin().await;
    let (id, owner) = verified(&hub, &admin, &body(1)).await;
    let path = format!("/restaurants/{id}");
    let refused = owner.patch(&path, json!({ "name": "Other", "dishes": ["Idli"] })).await;
    assert_eq!((refused.status, refused.code()), (400, "invalid_fields"));
    let hours = json!({ "sat": [["18:30", "23:00"]] });
    let changed = owner.patch(&path, json!({ "dishes": ["Idli"], "hours": hours })).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    assert_eq!(find(&hub, "&query=idly").await, ["Barah Mez 1"]);
    assert!(find(&hub, "&query=paneer").await.is_empty());
    let shown = Visitor::stranger(&hub).get(&path).await;
    assert_eq!(shown.body["dishes"], json!(["Idli"]));
    assert!(shown.body.get("contact").is_none() && shown.body.get("gstin").is_none());
    let other = verified(&hub, &admin, &body(2)).await.1;
    assert_eq!(other.patch(&path, json!({ "dishes": [] })).await.status, 404);
}
