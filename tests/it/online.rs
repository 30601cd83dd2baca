//! Payments through a gateway, with a sandbox on the other side that loses what it can.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use tiffin::online::{METHODS, tend};
use tiffin::sandbox::{Choice, Delivery, Fault, FaultKind, Sandbox, Webhook};

use crate::kit::{Answer, Person, Shop, TestBox, fresh_key};

pub const WAYS: [&str; 3] = ["razorpay-order", "stripe-intent", "razorpay-link"];

pub fn held() -> Delivery {
    Delivery { is_held: true, ..Delivery::default() }
}

/// One bill, and a checkout for all of it.
pub struct Checkout {
    pub guest: Person,
    pub order: Value,
    pub attempt: String,
    /// The gateway's own name for it.
    pub name: String,
    pub asked: i64,
}

/// Asks for a checkout of a whole bill, under a key.
pub async fn ask(who: &Person, way: &str, bill: &Value, tip: i64, key: &str) -> Answer {
    let body = json!({ "bill_id": bill, "tip_paise": tip });
    who.keyed(Method::POST, &format!("/api/payments/{way}"), key, &body).await
}

/// A guest orders and opens a checkout.
pub async fn checkout(
    shop: &Shop,
    sandbox: &Sandbox,
    table: &str,
    way: &str,
    tip: i64,
) -> Checkout {
    let guest = shop.guest(table).await;
    let order = guest.order(&[("Paneer Tikka", 1), ("Garlic Naan", 2)]).await.ok();
    let opened = ask(&guest, way, &order["bill_id"], tip, &fresh_key()).await.ok();
    at_gateway(sandbox, guest, order, &opened)
}

pub fn at_gateway(sandbox: &Sandbox, guest: Person, order: Value, opened: &Value) -> Checkout {
    let attempt = opened["attempt_id"].as_str().expect("an attempt").to_owned();
    let name = sandbox.order_of(&attempt).expect("the gateway knows it");
    let asked = opened["amount_paise"].as_i64().expect("an amount");
    Checkout { guest, order, attempt, name, asked }
}

impl Checkout {
    pub async fn bill(&self, who: &Person) -> Value {
        let id = self.order["bill_id"].as_str().expect("a bill");
        who.get(&format!("/api/bills/{id}")).await.ok()
    }

    pub async fn state(&self, who: &Person) -> String {
        let attempt = who.get(&format!("/api/payments/attempts/{}", self.attempt)).await.ok();
        attempt["state"].as_str().expect("a state").to_owned()
    }
}

/// Brings a webhook to the box, as the hub's relay does.
pub async fn deliver(shop: &Shop, webhook: &Webhook) -> Answer {
    let stranger = shop.stranger();
    let mut request = stranger.request(Method::POST, webhook.path).body(webhook.body.clone());
    for (name, value) in &webhook.headers {
        request = request.header(*name, value);
    }
    stranger.send(request).await
}

/// Lets time pass, and the box do all that is due with its gateways.
pub async fn wait(shop: &Shop, seconds: u64) {
    shop.clock.pass(Duration::from_secs(seconds));
    for method in METHODS {
        tend(&shop.app, method).await.expect("tended");
    }
}

/// What nobody may lose: each bill paid once, and what the gateway kept is what the bill says.
pub async fn settled_once(shop: &Shop, sandbox: &Sandbox, cashier: &Person, paid: &Checkout) {
    let bill = paid.bill(cashier).await;
    assert_eq!(bill["state"], "PAID", "{bill}");
    assert_eq!(bill["due_paise"], 0);
    let payments = bill["payments"].as_array().expect("payments");
    let refunded: i64 = bill["refunds"]
        .as_array()
        .expect("refunds")
        .iter()
        .inspect(|refund| assert_eq!(refund["state"], "DONE", "{refund}"))
        .map(|refund| refund["amount_paise"].as_i64().expect("an amount"))
        .sum();
    let online = |payment: &&Value| payment["method"] != "CASH";
    let came: i64 =
        payments.iter().filter(online).filter_map(|p| p["received_paise"].as_i64()).sum();
    let bill_id = paid.order["bill_id"].as_str().expect("a bill");
    let attempts = cashier.get(&format!("/api/payments/attempts?bill_id={bill_id}")).await.ok();
    let attempts = attempts["items"].as_array().expect("attempts");
    let kept: i64 =
        attempts.iter().filter_map(|a| a["id"].as_str()).map(|id| sandbox.kept(id)).sum();
    assert_eq!(kept, came - refunded, "the gateway kept what the books say: {bill}");
    let taken: i64 = payments.iter().filter_map(|p| p["amount_paise"].as_i64()).sum();
    assert_eq!(bill["invoice"]["quote"]["total_paise"], taken, "paid once: {bill}");
    let invoices = format!("SELECT count(*) FROM invoice WHERE bill_id = '{bill_id}'");
    assert_eq!(shop.count(&invoices), 1);
}

#[tokio::test]
async fn a_gateway_that_is_gone_is_left_alone_and_the_other_ways_stay_open() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    let guest = shop.guest("5").await;
    let order = guest.order(&[("Dal Makhani", 1)]).await.ok();
    let ways = async || {
        let path = format!("/api/payments/ways?bill_id={}", order["bill_id"].as_str().expect("id"));
        guest.get(&path).await.ok()["items"].as_array().expect("ways").clone()
    };
    let razorpay = async || ways().await.into_iter().find(|way| way["method"] == "RAZORPAY");
    assert_eq!(razorpay().await.expect("a way")["is_open"], true);
    sandbox.bring(Fault { on: "/razorpay/".into(), kind: FaultKind::Broken, times: 100 });
    let ask = async |key: &str| ask(&guest, "razorpay-order", &order["bill_id"], 0, key).await;
    for key in ["a", "b", "c", "d", "e"] {
        let refused = ask(key).await;
        assert_eq!(refused.code(), "way_closed");
        assert_eq!(refused.body["error"]["details"]["why"], "NO_ANSWER");
    }
    let refused = ask("f").await;
    assert_eq!(refused.body["error"]["details"]["why"], "RESTING", "nobody is asked any more");
    let closed = razorpay().await.expect("a way");
    assert_eq!((&closed["is_open"], &closed["why"]), (&json!(false), &json!("RESTING")));
    let stripe = ways().await.into_iter().find(|way| way["method"] == "STRIPE").expect("a way");
    assert_eq!(stripe["is_open"], true, "the other one is not to blame");
    guest.order(&[("Garlic Naan", 1)]).await.ok();
    sandbox.clear_up();
    assert_eq!(ask("f").await.code(), "way_closed", "it is not tried before a minute is over");
    shop.clock.pass(Duration::from_secs(61));
    ask("f").await.ok();
    assert_eq!(razorpay().await.expect("a way")["is_open"], true);
}

#[tokio::test]
async fn two_phones_that_pay_one_bill_pay_it_once_and_one_gets_all_back() {
    for way in WAYS {
        let (shop, sandbox) = TestBox::with_gateways().await;
        sandbox.deliver_as(held());
        let cashier = shop.staff("Cashier").await;
        let first = checkout(&shop, &sandbox, "5", way, 2_000).await;
        let husband = shop.named_guest("5", "Ravi").await;
        let bill = &first.order["bill_id"];
        let early = ask(&husband, "stripe-intent", bill, 3_000, "his-own").await;
        assert_eq!(early.code(), "bill_held", "she is about to pay it");
        shop.clock.pass(Duration::from_secs(901));
        let opened = ask(&husband, "stripe-intent", bill, 3_000, "his-own").await.ok();
        let second = at_gateway(&sandbox, husband, first.order.clone(), &opened);
        sandbox.choose(&second.name, Choice::Pay).expect("paid");
        sandbox.choose(&first.name, Choice::Pay).expect("paid as well");
        for webhook in sandbox.take_webhooks() {
            deliver(&shop, &webhook).await.ok();
        }
        wait(&shop, 6).await;
        settled_once(&shop, &sandbox, &cashier, &first).await;
        let bill = first.bill(&cashier).await;
        let refunds = bill["refunds"].as_array().expect("refunds");
        assert_eq!(refunds.len(), 1, "{bill}");
        assert_eq!(refunds[0]["reason"], "DOUBLE_PAYMENT");
        // Who is heard of first pays: the webhooks tell of him, and the box may look for her.
        let kept = [&first, &second].map(|one| sandbox.kept(&one.attempt));
        let tip = match kept[0] {
            0 => 3_000,
            _ => 2_000,
        };
        let asked = if tip == 3_000 { [0, second.asked] } else { [first.asked, 0] };
        assert_eq!(kept, asked, "one pays, the other has all back, with the tip");
        assert_eq!(bill["tips_paise"], tip);
    }
}

#[tokio::test]
async fn money_that_comes_after_the_cash_goes_back() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    let cashier = shop.staff("Cashier").await;
    let one = checkout(&shop, &sandbox, "5", "razorpay-order", 0).await;
    let failed = sandbox.choose(&one.name, Choice::Decline).expect("declined");
    wait(&shop, 6).await;
    assert_eq!(one.state(&cashier).await, "FAILED");
    cashier.cash(&one.order, 1_000_000).await.ok();
    // The bank says yes two days later, and its webhook is lost.
    sandbox.deliver_as(Delivery { copies: 0, ..Delivery::default() });
    shop.clock.pass(Duration::from_secs(2 * 86_400));
    let cashier = shop.staff("Cashier").await;
    sandbox.capture(&failed.id).expect("captured");
    wait(&shop, 301).await;
    wait(&shop, 301).await;
    settled_once(&shop, &sandbox, &cashier, &one).await;
    assert_eq!(sandbox.kept(&one.attempt), 0);
    let bill = one.bill(&cashier).await;
    assert_eq!(bill["refunds"][0]["reason"], "DOUBLE_PAYMENT", "{bill}");
}

#[tokio::test]
async fn another_amount_than_was_asked_for_is_flagged_and_goes_back() {
    for (way, difference) in [("razorpay-order", -1), ("stripe-intent", 1), ("razorpay-link", -100)]
    {
        let (shop, sandbox) = TestBox::with_gateways().await;
        let cashier = shop.staff("Cashier").await;
        sandbox.deliver_as(held());
        let one = checkout(&shop, &sandbox, "5", way, 0).await;
        sandbox.choose_amount(&one.name, Choice::Pay, one.asked + difference).expect("moved");
        for webhook in sandbox.take_webhooks() {
            deliver(&shop, &webhook).await.ok();
        }
        wait(&shop, 6).await;
        assert_eq!(one.state(&cashier).await, "MISMATCHED", "{way}");
        let bill = one.bill(&cashier).await;
        assert_eq!((&bill["state"], &bill["paid_paise"]), (&json!("OPEN"), &json!(0)), "{bill}");
        let flagged = cashier.get("/api/payments/attempts").await.ok();
        assert_eq!(flagged["items"][0]["id"], one.attempt.as_str());
        assert_eq!(sandbox.kept(&one.attempt), 0, "{way}: nobody keeps it");
        cashier.cash(&one.order, 1_000_000).await.ok();
    }
}

async fn mismatches(by: &Person) -> Vec<Value> {
    let list = by.get("/api/payments/mismatches").await.ok();
    list["items"].as_array().expect("them").clone()
}

async fn resolve(by: &Person, one: &Value, how: &str, note: &str) -> Answer {
    let body = json!({ "attempt_id": one["attempt_id"], "payment": one["payment"], "how": how,
        "note": note });
    by.post("/api/payments/mismatches", body).await
}

#[tokio::test]
async fn a_manager_sees_money_that_was_not_asked_for_until_they_have_seen_to_it() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    let (manager, cashier) = (shop.staff("Manager").await, shop.staff("Cashier").await);
    let one = checkout(&shop, &sandbox, "5", "razorpay-order", 0).await;
    sandbox.choose_amount(&one.name, Choice::Pay, one.asked - 100).expect("moved");
    wait(&shop, 6).await;
    let listed = mismatches(&manager).await;
    let seen = &listed[0];
    assert_eq!(
        (&seen["asked_paise"], &seen["came_paise"]),
        (&json!(one.asked), &json!(one.asked - 100))
    );
    assert_eq!((&seen["table_name"], &seen["refund_state"]), (&json!("5"), &json!("DONE")));
    assert_eq!(cashier.get("/api/payments/mismatches").await.code(), "forbidden");
    assert_eq!(resolve(&cashier, seen, "NOTED", "").await.code(), "forbidden");
    for how in ["ACCEPT", "PART_PAYMENT", "TAKE"] {
        assert_eq!(resolve(&manager, seen, how, "").await.status, 400, "there is no such way");
    }
    assert_eq!(resolve(&manager, seen, "GIVE_BACK", "").await.code(), "illegal_transition");
    cashier.cash(&one.order, 1_000_000).await.ok();
    let day = "/api/days/2026-11-21";
    let refused = manager.post(&format!("{day}/close"), json!({})).await;
    assert_eq!(
        refused.body["error"]["details"]["mismatches"][0]["attempt_id"],
        one.attempt.as_str()
    );
    let noted = resolve(&manager, seen, "NOTED", "told the guest").await.ok();
    assert_eq!(
        (&noted["resolved_by"], &noted["note"]),
        (&json!("Manager"), &json!("told the guest"))
    );
    resolve(&manager, seen, "NOTED", "").await.ok();
    assert_eq!(resolve(&manager, seen, "GIVEN_BACK", "x").await.code(), "illegal_transition");
    assert!(mismatches(&manager).await.is_empty());
    let all = manager.get("/api/payments/mismatches?all=true").await.ok();
    assert_eq!(all["items"][0]["resolution"], "NOTED");
    let facts = "SELECT count(*) FROM fact WHERE kind = 'mismatch_resolved'";
    assert_eq!(shop.count(facts), 1);
    let paid = "SELECT sum(amount_paise) FROM payment WHERE method = 'RAZORPAY'";
    assert_eq!(shop.count(paid), 0, "no bill took it");
    manager.post(&format!("{day}/close"), json!({})).await.ok();
}

#[tokio::test]
async fn odd_money_the_gateway_will_not_give_back_goes_back_in_another_way() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    let manager = shop.staff("Manager").await;
    let one = checkout(&shop, &sandbox, "5", "razorpay-order", 0).await;
    sandbox.deliver_as(held());
    let paid = sandbox.choose_amount(&one.name, Choice::Pay, one.asked + 500).expect("moved");
    // Somebody gave it back at the gateway's own dashboard before we could.
    sandbox.refund_by_hand(&paid.id, one.asked + 500).expect("refunded");
    wait(&shop, 6).await;
    wait(&shop, 1).await;
    let seen = mismatches(&manager).await.pop().expect("one");
    assert_eq!(seen["refund_state"], "FAILED", "{seen}");
    assert_eq!(resolve(&manager, &seen, "NOTED", "").await.code(), "refund_not_due");
    resolve(&manager, &seen, "GIVE_BACK", "").await.ok();
    wait(&shop, 1).await;
    let seen = mismatches(&manager).await.pop().expect("still there");
    assert_eq!(seen["refund_state"], "FAILED", "it is refused again: {seen}");
    assert_eq!(resolve(&manager, &seen, "GIVEN_BACK", " ").await.code(), "reason_required");
    let done = resolve(&manager, &seen, "GIVEN_BACK", "at the dashboard, rfnd_9").await.ok();
    assert_eq!(
        (&done["refund_state"], &done["resolution"]),
        (&json!("DONE"), &json!("GIVEN_BACK"))
    );
    assert!(mismatches(&manager).await.is_empty());
    let facts = "SELECT count(*) FROM fact WHERE kind = 'mismatch_resolved'";
    assert_eq!(shop.count(facts), 2);
}

#[tokio::test]
async fn a_refund_on_its_way_stands_in_the_day_s_list_and_in_its_report() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    let manager = shop.staff("Manager").await;
    let one = checkout(&shop, &sandbox, "5", "stripe-intent", 0).await;
    sandbox.choose(&one.name, Choice::Pay).expect("paid");
    wait(&shop, 6).await;
    sandbox.slow_refunds();
    let path = format!("/api/bills/{}/return", one.order["bill_id"].as_str().expect("a bill"));
    let line = &one.order["lines"][1]["id"];
    let body = json!({ "lines": [{ "line_id": line, "quantity": 1 }], "reason": "burnt" });
    manager.post(&path, body).await.ok();
    let day = "/api/days/2026-11-21";
    // The box asks for it by itself: it is owed, or on its way already.
    let open = manager.get(&format!("{day}/open")).await.ok();
    let lists = ["refunds_due", "refunds_pending"].map(|list| open[list].as_array().cloned());
    let waits = lists.into_iter().flatten().flatten().map(|refund| refund["amount_paise"].clone());
    assert_eq!(waits.collect::<Vec<_>>(), [5_900]);
    wait(&shop, 1).await;
    let open = manager.get(&format!("{day}/open")).await.ok();
    assert_eq!(
        (&open["refunds_due"], &open["refunds_pending"][0]["amount_paise"]),
        (&json!([]), &json!(5_900))
    );
    let z = manager.post(&format!("{day}/close"), json!({})).await.ok();
    assert_eq!(z["refunds_pending"], json!({ "count": 1, "amount_paise": 5_900 }));
    sandbox.settle_refunds();
    wait(&shop, 3_601).await;
    assert_eq!(one.bill(&manager).await["refunds"][0]["state"], "DONE");
    let kept = serde_json::from_value::<tiffin::closing::ZReport>(z).expect("a report");
    let (number, at, by) = (kept.number, kept.issued_at, kept.issued_by.clone());
    let issue = tiffin::closing::Issue { number, at, by };
    let day = kept.business_day;
    let work = move |read: &tiffin::store::Read| tiffin::closing::work_out(read, day, issue);
    assert_eq!(shop.app.store.read(work).await.expect("a report"), kept, "it says what it said");
}

#[tokio::test]
async fn the_same_press_ten_times_at_once_opens_one_checkout() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    let guest = shop.guest("5").await;
    let order = guest.order(&[("Dal Makhani", 1)]).await.ok();
    for way in WAYS {
        let mut presses = tokio::task::JoinSet::new();
        for _ in 0..10 {
            let (guest, bill) = (guest.clone(), order["bill_id"].clone());
            presses.spawn(async move { ask(&guest, way, &bill, 0, way).await.ok() });
        }
        let answers = presses.join_all().await;
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
        let attempt = answers[0]["attempt_id"].as_str().expect("an attempt");
        assert!(sandbox.order_of(attempt).is_some());
    }
    assert_eq!(shop.count("SELECT count(*) FROM attempt"), 3);
    assert_eq!(sandbox.count_orders(), 3);
}

#[tokio::test]
async fn a_box_that_was_off_finds_out_what_it_missed() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    sandbox.deliver_as(Delivery { copies: 0, ..Delivery::default() });
    let one = checkout(&shop, &sandbox, "5", "razorpay-order", 0).await;
    sandbox.choose(&one.name, Choice::Pay).expect("paid");
    let shop = shop.restart().await;
    let cashier = shop.staff("Cashier").await;
    wait(&shop, 6).await;
    settled_once(&shop, &sandbox, &cashier, &one).await;
}

#[tokio::test]
async fn each_pays_a_part_through_a_gateway_with_a_tip_of_their_own() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    let cashier = shop.staff("Cashier").await;
    let wife = shop.guest("5").await;
    let husband = shop.named_guest("5", "Ravi").await;
    let order = wife.order(&[("Paneer Tikka", 1), ("Sweet Lassi", 1)]).await.ok();
    let bill = order["bill_id"].as_str().expect("a bill").to_owned();
    let path = format!("/api/bills/{bill}/split");
    let shared = cashier.put(&path, json!({ "how": "EQUAL", "parts": 2 })).await.ok();
    let mut opened = Vec::new();
    for (at, (who, way)) in
        [(&wife, "razorpay-order"), (&husband, "stripe-intent")].iter().enumerate()
    {
        let part = &shared["parts"][at];
        let body = json!({ "bill_id": bill, "part_id": part["id"], "tip_paise": 1_000 });
        let answer = who.post(&format!("/api/payments/{way}"), body).await.ok();
        let due = part["due_paise"].as_i64().expect("an amount");
        assert_eq!(answer["amount_paise"], due + 1_000);
        opened.push(at_gateway(&sandbox, (*who).clone(), order.clone(), &answer));
    }
    for one in &opened {
        sandbox.choose(&one.name, Choice::Pay).expect("paid");
    }
    wait(&shop, 6).await;
    settled_once(&shop, &sandbox, &cashier, &opened[0]).await;
    let paid = opened[0].bill(&cashier).await;
    assert_eq!(paid["tips_paise"], 2_000);
    assert!(paid["parts"].as_array().expect("parts").iter().all(|part| part["state"] == "PAID"));
    assert_eq!(paid["refunds"], json!([]));
}

#[tokio::test]
async fn what_is_brought_back_is_refunded_the_way_it_was_paid() {
    for way in WAYS {
        let (shop, sandbox) = TestBox::with_gateways().await;
        let manager = shop.staff("Manager").await;
        let one = checkout(&shop, &sandbox, "5", way, 0).await;
        sandbox.choose(&one.name, Choice::Pay).expect("paid");
        wait(&shop, 6).await;
        sandbox.deliver_as(held());
        sandbox.slow_refunds();
        let path = format!("/api/bills/{}/return", one.order["bill_id"].as_str().expect("a bill"));
        let line = &one.order["lines"][1]["id"];
        let body = json!({ "lines": [{ "line_id": line, "quantity": 1 }], "reason": "burnt" });
        manager.post(&path, body).await.ok();
        wait(&shop, 1).await;
        let refund = one.bill(&manager).await["refunds"][0].clone();
        assert_eq!((&refund["state"], &refund["reason"]), (&json!("PENDING"), &json!("RETURNED")));
        let cash = format!("/api/refunds/{}/pay", refund["id"].as_str().expect("a refund"));
        assert_eq!(manager.post(&cash, json!({})).await.code(), "refund_not_due", "not twice");
        sandbox.settle_refunds();
        for webhook in sandbox.take_webhooks() {
            deliver(&shop, &webhook).await.ok();
        }
        wait(&shop, 0).await;
        let refund = one.bill(&manager).await["refunds"][0].clone();
        assert_eq!(refund["state"], "DONE", "{way}: {refund}");
        let back = refund["amount_paise"].as_i64().expect("an amount");
        assert_eq!(sandbox.kept(&one.attempt), one.asked - back);
    }
}

#[tokio::test]
async fn a_refund_the_gateway_refuses_stays_owed_and_is_shown() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    let manager = shop.staff("Manager").await;
    let one = checkout(&shop, &sandbox, "5", "razorpay-order", 0).await;
    let paid = sandbox.choose(&one.name, Choice::Pay).expect("paid");
    wait(&shop, 6).await;
    // Somebody gave it all back at the gateway's own dashboard.
    sandbox.refund_by_hand(&paid.id, one.asked).expect("refunded");
    let path = format!("/api/bills/{}/return", one.order["bill_id"].as_str().expect("a bill"));
    let line = &one.order["lines"][0]["id"];
    let body = json!({ "lines": [{ "line_id": line, "quantity": 1 }], "reason": "cold" });
    manager.post(&path, body).await.ok();
    wait(&shop, 1).await;
    let refund = one.bill(&manager).await["refunds"][0].clone();
    assert_eq!(refund["state"], "FAILED", "{refund}");
    assert!(refund["failure"].as_str().is_some_and(|why| why.contains("greater")), "{refund}");
}
