//! Cash in a cashier's drawer, from the float to the count.

use serde_json::{Value, json};

use crate::kit::{Person, TestBox};

fn path(drawer: &Value, what: &str) -> String {
    format!("/api/drawers/{}{what}", drawer["id"].as_str().expect("an id"))
}

async fn moved(who: &Person, drawer: &Value, kind: &str, paise: i64) -> Value {
    let body = json!({ "kind": kind, "amount_paise": paise, "reason": "from the bank" });
    who.post(&path(drawer, "/moves"), body).await.ok()
}

#[tokio::test]
async fn who_counts_hears_what_there_should_be_only_after_the_count() {
    let shop = TestBox::with_menu().await;
    let (cashier, manager) = (shop.staff("Cashier").await, shop.staff("Manager").await);
    let drawer = cashier.open_drawer(200_000).await;
    assert_eq!(drawer["expected_paise"], Value::Null);
    moved(&cashier, &drawer, "IN", 50_000).await;
    let blind = moved(&cashier, &drawer, "OUT", 12_000).await;
    assert_eq!((&blind["expected_paise"], &blind["sums"]), (&Value::Null, &Value::Null));
    let listed = cashier.get("/api/drawers?open=true").await.ok();
    assert_eq!(listed["items"][0]["expected_paise"], Value::Null);
    let seen = manager.get(&path(&drawer, "")).await.ok();
    assert_eq!(seen["expected_paise"], 238_000);
    let counts = json!({ "counts": { "50000": 4, "10000": 3, "5000": 1, "200": 10, "100": 0 } });
    let closed = cashier.post(&path(&drawer, "/close"), counts.clone()).await.ok();
    assert_eq!(
        (&closed["counted_paise"], &closed["expected_paise"]),
        (&json!(237_000), &json!(238_000))
    );
    assert_eq!(closed["difference_paise"], -1_000, "short by ten rupees");
    assert_eq!(closed["counts"], json!({ "200": 10, "5000": 1, "10000": 3, "50000": 4 }));
    let again = cashier.post(&path(&drawer, "/close"), counts).await;
    assert_eq!(again.code(), "drawer_closed");
    let late = json!({ "kind": "IN", "amount_paise": 1, "reason": "late" });
    assert_eq!(cashier.post(&path(&drawer, "/moves"), late).await.code(), "drawer_closed");
    cashier.open_drawer(0).await;
}

#[tokio::test]
async fn a_drawer_is_one_persons_and_each_has_one() {
    let shop = TestBox::with_menu().await;
    let (cashier, manager) = (shop.staff("Cashier").await, shop.staff("Manager").await);
    let own = manager.open_drawer(10_000).await;
    let theirs = cashier.open_drawer(20_000).await;
    let second = cashier.post("/api/drawers", json!({ "float_paise": 0 })).await;
    assert_eq!(second.code(), "drawer_open");
    assert_eq!(cashier.get(&path(&own, "")).await.code(), "not_found");
    let count = json!({ "counts": {} });
    assert_eq!(cashier.post(&path(&own, "/close"), count.clone()).await.code(), "not_found");
    let move_out = json!({ "kind": "OUT", "amount_paise": 1, "reason": "x" });
    assert_eq!(cashier.post(&path(&own, "/moves"), move_out).await.code(), "not_found");
    let mine = cashier.get("/api/drawers").await.ok();
    assert_eq!(mine["items"].as_array().map(Vec::len), Some(1));
    let all = manager.get("/api/drawers?open=true").await.ok();
    assert_eq!(all["items"].as_array().map(Vec::len), Some(2));
    manager.post(&path(&theirs, "/close"), count).await.ok();
    let all = manager.get("/api/drawers?open=true").await.ok();
    assert_eq!(all["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(shop.staff("Waiter").await.get("/api/drawers").await.code(), "forbidden");
}

#[tokio::test]
async fn what_nobody_can_mean_changes_nothing() {
    let shop = TestBox::with_menu().await;
    let cashier = shop.staff("Cashier").await;
    let float = |paise: i64| json!({ "float_paise": paise });
    for wrong in [-1, 10_000_000_001] {
        assert_eq!(cashier.post("/api/drawers", float(wrong)).await.code(), "invalid_value");
    }
    let drawer = cashier.open_drawer(100).await;
    let cases = [
        (json!({ "kind": "IN", "amount_paise": 0, "reason": "x" }), "invalid_value"),
        (json!({ "kind": "IN", "amount_paise": -5, "reason": "x" }), "invalid_value"),
        (json!({ "kind": "OUT", "amount_paise": 5, "reason": "  " }), "reason_required"),
        (json!({ "kind": "SALE", "amount_paise": 5, "reason": "x" }), "malformed_json"),
    ];
    for (body, code) in cases {
        assert_eq!(cashier.post(&path(&drawer, "/moves"), body).await.code(), code);
    }
    for (counts, code) in [
        (json!({ "300": 1 }), "invalid_value"),
        (json!({ "100": 100_001 }), "invalid_value"),
        (json!({ "100": -1 }), "malformed_json"),
        (json!({ "hundred": 1 }), "malformed_json"),
    ] {
        let body = json!({ "counts": counts });
        assert_eq!(cashier.post(&path(&drawer, "/close"), body).await.code(), code);
    }
    assert_eq!(shop.count("SELECT count(*) FROM drawer_entry"), 1, "the float alone");
    assert_eq!(shop.count("SELECT count(*) FROM drawer WHERE closed_at IS NULL"), 1);
}

#[tokio::test]
async fn the_same_opening_move_and_count_twice_is_one() {
    use reqwest::Method;
    let shop = TestBox::with_menu().await;
    let cashier = shop.staff("Cashier").await;
    let twice = async |path: &str, key: &str, body: Value| {
        let first = cashier.keyed(Method::POST, path, key, &body).await.ok();
        let again = cashier.keyed(Method::POST, path, key, &body).await.ok();
        assert_eq!(first, again);
        first
    };
    let drawer = twice("/api/drawers", "a", json!({ "float_paise": 500 })).await;
    let body = json!({ "kind": "IN", "amount_paise": 700, "reason": "coins" });
    twice(&path(&drawer, "/moves"), "b", body).await;
    let closed = twice(&path(&drawer, "/close"), "c", json!({ "counts": { "100": 12 } })).await;
    assert_eq!(closed["difference_paise"], 0);
    let facts = "SELECT count(*) FROM fact WHERE kind IN
        ('drawer_opened', 'cash_moved', 'drawer_closed')";
    assert_eq!(shop.count(facts), 3);
}

#[tokio::test]
async fn no_entry_and_no_counted_drawer_can_be_changed() {
    let shop = TestBox::with_menu().await;
    let cashier = shop.staff("Cashier").await;
    let drawer = cashier.open_drawer(500).await;
    let refused = |sql: &str| shop.try_sql(sql).expect_err(sql);
    assert!(refused("UPDATE drawer_entry SET amount_paise = 1").contains("never changed"));
    assert!(refused("DELETE FROM drawer_entry").contains("never deleted"));
    assert!(refused("UPDATE drawer SET float_paise = 1").contains("counted once"));
    cashier.post(&path(&drawer, "/close"), json!({ "counts": {} })).await.ok();
    assert!(refused("UPDATE drawer SET counted_paise = 500").contains("counted once"));
    assert!(refused("DELETE FROM drawer").contains("never deleted"));
    let late = "INSERT INTO drawer_entry SELECT 'x', id, 'IN', 1, NULL, '', business_day, 1, '', ''
                FROM drawer";
    assert!(refused(late).contains("counted"));
}

#[tokio::test]
async fn cash_goes_into_the_drawer_of_who_takes_it_and_comes_out_of_who_gives_it_back() {
    let shop = TestBox::with_menu().await;
    let (cashier, manager) = (shop.staff("Cashier").await, shop.staff("Manager").await);
    let guest = shop.guest("5").await;
    let order = guest.order(&[("Dal Makhani", 1)]).await.ok();
    let bill = order["bill_id"].as_str().expect("a bill");
    let drawer = cashier.open_drawer(100_000).await;
    let due = guest.get(&format!("/api/bills/{bill}")).await.ok()["due_paise"].clone();
    let due = due.as_i64().expect("an amount");
    let half = json!({ "amount_received_paise": 50_000, "amount_paise": 10_000, "tip_paise": 500 });
    cashier.patch(&format!("/api/payments/{bill}/cash"), half).await.ok();
    // The manager has no drawer: what he takes is outside of any.
    manager.cash(&order, due).await.ok();
    let seen = manager.get(&path(&drawer, "")).await.ok();
    let sums = (&seen["sums"]["sales_paise"], &seen["sums"]["tips_paise"]);
    assert_eq!(sums, (&json!(10_000), &json!(500)));
    assert_eq!(seen["expected_paise"], 110_500);
    let line = json!({ "line_id": order["lines"][0]["id"], "quantity": 1 });
    let back = json!({ "lines": [line], "reason": "cold" });
    manager.post(&format!("/api/bills/{bill}/return"), back).await.ok();
    let owed = cashier.get("/api/refunds").await.ok();
    for refund in owed["items"].as_array().expect("refunds") {
        let pay = format!("/api/refunds/{}/pay", refund["id"].as_str().expect("an id"));
        assert_eq!(manager.post(&pay, json!({})).await.code(), "drawer_required");
        cashier.post(&pay, json!({})).await.ok();
    }
    let seen = manager.get(&path(&drawer, "")).await.ok();
    assert_eq!(seen["sums"]["refunds_paise"], due);
    assert_eq!(seen["expected_paise"], 110_500 - due);
}
