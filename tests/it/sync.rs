//! The box's book at the hub: as it was written, through lost lines and put-back backups.

use std::time::Duration;

use serde_json::{Value, json};
use tiffin::ledger;
use tiffin::wire::sync::hex;
use uuid::Uuid;

use crate::kit::hub::{TestHub, owner_of};
use crate::kit::{Person, Shop, TestBox, until};

async fn enrol(shop: &Shop, hub: &TestHub) -> (Person, Uuid) {
    enrol_by(shop, hub, &hub.url).await
}

/// Makes a box one of the hub's, which it reaches by `url`.
pub async fn enrol_by(shop: &Shop, hub: &TestHub, url: &str) -> (Person, Uuid) {
    let tenant = hub.tenant("Barah Mez").await;
    enrol_in((shop, hub), tenant, "Till", url).await
}

/// Makes a box one of a tenant's, at a new place. Answers its owner.
pub async fn enrol_at(shop: &Shop, hub: &TestHub, tenant: Uuid, name: &str) -> Person {
    enrol_in((shop, hub), tenant, name, &hub.url).await.0
}

async fn enrol_in(
    (shop, hub): (&Shop, &TestHub),
    tenant: Uuid,
    name: &str,
    url: &str,
) -> (Person, Uuid) {
    let invited = hub.invite(tenant, name).await;
    let owner = shop.staff("Owner").await;
    let asked = json!({ "hub_url": url, "code": invited.code });
    let status = owner.post("/api/cloud/enrol", asked).await.ok();
    assert_eq!(status["name"], name);
    (owner, invited.device)
}

/// Waits until the hub holds all the box has written.
pub async fn caught_up(owner: &Person, shop: &Shop) {
    let is_held = |status: &Value| status["held_seq"].as_i64() == Some(shop.app.ledger.head());
    tried_until(owner, "all to be held", is_held).await;
}

/// Has the box try again until the cloud's status is as it should be; answers that status.
pub async fn tried_until(owner: &Person, what: &str, is_so: impl Fn(&Value) -> bool) -> Value {
    let mut status = Value::Null;
    let look = async || {
        let now = owner.get("/api/cloud").await.ok();
        if now != status {
            // Read where it never comes about.
            println!("{now}");
            status = now;
        }
        if !is_so(&status) {
            owner.post("/api/cloud/try", json!({})).await.ok();
        }
        is_so(&status)
    };
    until(what, look).await;
    status
}

/// Number, text and hash of each fact, as the box has it and, once it holds that many, the hub.
pub async fn both_books(
    shop: &Shop,
    hub: &TestHub,
    device: Uuid,
) -> [Vec<(i64, String, String)>; 2] {
    let mine = shop.app.store.read(|read| ledger::read_raw_after(read.conn(), 0, 100_000, 1 << 30));
    let mine = mine.await.expect("facts");
    let mine: Vec<_> = mine.into_iter().map(|f| (f.seq, f.body, hex(&f.hash))).collect();
    let last = mine.last().map_or(0, |(seq, ..)| *seq);
    // The box may write while it is looked at: what the hub has beyond that is not compared.
    let held = "SELECT coalesce(max(held_seq), 0) FROM epoch";
    until("all to be held", async || hub.count(held).await >= last).await;
    let client = owner_of(&hub.database).await;
    let sql = "SELECT seq, body, hash FROM fact WHERE device_id = $1 AND seq <= $2 ORDER BY seq";
    let rows = client.query(sql, &[&device, &last]).await.expect("facts");
    let theirs = rows.iter().map(|row| (row.get(0), row.get(1), hex(&row.get::<_, Vec<u8>>(2))));
    [mine, theirs.collect()]
}

#[tokio::test]
async fn the_hub_s_log_is_the_box_s_book() {
    let (shop, hub) = (TestBox::with_menu().await, TestHub::start().await);
    let guest = shop.guest("5").await;
    let order = guest.order(&[("Garlic Naan", 2)]).await.ok();
    let (owner, device) = enrol(&shop, &hub).await;
    caught_up(&owner, &shop).await;
    shop.staff("Cashier").await.cash(&order, 1_000_000).await.ok();
    caught_up(&owner, &shop).await;
    let [mine, theirs] = both_books(&shop, &hub, device).await;
    assert!(mine.len() > 10, "{}", mine.len());
    assert_eq!(mine, theirs, "fact by fact, byte by byte");
    let status = owner.get("/api/cloud").await.ok();
    assert_eq!((&status["behind"], &status["trouble"]), (&json!(0), &json!("")));
    let again = json!({ "hub_url": hub.url, "code": "0000-0000-0000" });
    assert_eq!(owner.post("/api/cloud/enrol", again).await.code(), "already_enrolled");
}

#[tokio::test]
async fn a_wrong_code_and_an_address_that_is_none_change_nothing() {
    let (shop, hub) = (TestBox::with_menu().await, TestHub::start().await);
    let owner = shop.staff("Owner").await;
    let ask = async |hub_url: &str, code: &str| {
        let asked = json!({ "hub_url": hub_url, "code": code });
        owner.post("/api/cloud/enrol", asked).await.code().to_owned()
    };
    assert_eq!(ask(&hub.url, "0000-0000-0000").await, "wrong_code");
    for bad in ["http://hub.example", "https://", "ftp://127.0.0.1", "hub", "https://a b"] {
        assert_eq!(ask(bad, "0000-0000-0000").await, "invalid_value", "{bad}");
    }
    assert_eq!(ask("http://127.0.0.1:9", "0000-0000-0000").await, "cloud_away");
    let status: Value = owner.get("/api/cloud").await.ok();
    assert_eq!(status["state"], "NOT_ENROLLED");
    assert_eq!(shop.staff("Waiter").await.get("/api/cloud").await.code(), "forbidden");
}

#[tokio::test]
async fn what_the_cloud_lacks_is_measured_and_the_doctor_knows_when_nobody_answers() {
    let (shop, hub) = (TestBox::with_menu().await, TestHub::start().await);
    let measured = async || {
        let answer = reqwest::get(format!("{}/metrics", shop.base)).await.expect("metrics");
        answer.text().await.expect("text")
    };
    let cloud = async || {
        let found = tiffin::ops::doctor(&shop.app).await;
        found.into_iter().find(|finding| finding.check == "cloud").expect("a finding")
    };
    assert!(!measured().await.contains("tiffin_sync"), "a house without a cloud is not behind");
    assert!(cloud().await.ok);
    let waiter = shop.staff("Waiter").await;
    let (owner, _) = enrol(&shop, &hub).await;
    caught_up(&owner, &shop).await;
    let text = measured().await;
    for line in ["tiffin_sync_behind 0\n", "tiffin_sync_tries_total{outcome=\"ONLINE\"} 1\n"] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(text.contains("tiffin_sync_last_contact_seconds "), "{text}");
    let reach = waiter.get("/api/cloud/reach").await.ok();
    assert_eq!((&reach["state"], &reach["behind"]), (&json!("ONLINE"), &json!(0)));
    assert!(reach.get("hub_url").is_none(), "no more than a screen needs");
    assert!(cloud().await.ok);
    shop.clock.pass(Duration::from_secs(25 * 60 * 60));
    let found = cloud().await;
    assert!(!found.ok && found.found.contains("not heard since"), "{found:?}");
}
