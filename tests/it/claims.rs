//! Guests choose on their phones what they pay: together never more than the whole.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use tiffin::sandbox::{Choice, Sandbox};
use tokio::task::JoinSet;

use crate::kit::{Answer, Person, TestBox, fresh_key, rounds};
use crate::online::{held, wait};

fn paise(value: &Value) -> i64 {
    value.as_i64().expect("an amount")
}

async fn choose(guest: &Person, bill: &Value, choice: Value) -> Answer {
    guest.post(&format!("/api/bills/{}/claims", bill.as_str().expect("a bill")), choice).await
}

async fn offered(guest: &Person, bill: &Value) -> Value {
    guest.get(&format!("/api/bills/{}/claims", bill.as_str().expect("a bill"))).await.ok()
}

async fn look(who: &Person, bill: &Value) -> Value {
    who.get(&format!("/api/bills/{}", bill.as_str().expect("a bill"))).await.ok()
}

/// Opens a checkout for a claim, and pays it there.
async fn pay(sandbox: &Sandbox, guest: &Person, way: &str, claim: &Value, tip: i64) -> i64 {
    let body = json!({ "bill_id": claim["bill_id"], "claim_id": claim["id"], "tip_paise": tip });
    let opened = guest.post(&format!("/api/payments/{way}"), body).await.ok();
    let attempt = opened["attempt_id"].as_str().expect("an attempt");
    let name = sandbox.order_of(attempt).expect("the gateway knows it");
    sandbox.choose(&name, Choice::Pay).expect("paid");
    paise(&opened["amount_paise"])
}

#[tokio::test]
async fn each_pays_what_they_ordered_and_the_waiter_s_bread_is_for_whoever_takes_it() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    let (waiter, cashier) = (shop.staff("Waiter").await, shop.staff("Cashier").await);
    let (asha, ravi) = (shop.named_guest("5", "Asha").await, shop.named_guest("5", "Ravi").await);
    let dal = asha.order(&[("Dal Makhani", 1)]).await.ok();
    let bill = &dal["bill_id"];
    let tikka = ravi.order(&[("Paneer Tikka", 1)]).await.ok();
    let items = waiter.items(&[("Garlic Naan", 2)]).await;
    let table = shop.table("5").await;
    waiter.post("/api/orders", json!({ "table_id": table, "items": items })).await.ok();

    let hers = offered(&asha, bill).await;
    assert_eq!(hers["mine"], json!([dal["lines"][0]["id"]]));
    assert_eq!((paise(&hers["mine_paise"]), paise(&hers["due_paise"])), (29_500, 74_340));
    let claim = choose(&asha, bill, json!({ "how": "MINE" })).await.ok();
    assert_eq!((&claim["amount_paise"], &claim["who"]), (&json!(29_500), &json!("Asha")));
    let his = offered(&ravi, bill).await;
    assert_eq!(his["mine"], json!([tikka["lines"][0]["id"]]));
    assert_eq!((paise(&his["held_paise"]), paise(&his["free_paise"])), (29_500, 44_840));
    assert_eq!(pay(&sandbox, &asha, "razorpay-order", &claim, 1_000).await, 30_500);
    wait(&shop, 6).await;
    let now = offered(&asha, bill).await;
    assert_eq!((paise(&now["mine_paise"]), paise(&now["due_paise"])), (0, 44_840));
    assert_eq!(now["items"], json!([]));
    assert_eq!(choose(&asha, bill, json!({ "how": "MINE" })).await.code(), "invalid_value");

    // He shows the waiter what his bank says, and the cashier types it in.
    let claim = choose(&ravi, bill, json!({ "how": "MINE" })).await.ok();
    let upi = format!("/api/bills/{}/upi?claim_id=", bill.as_str().expect("a bill"));
    let mut house = shop.staff("Owner").await.get("/api/house/settings").await.ok();
    house["upi_vpa"] = json!("tiffin@okaxis");
    shop.staff("Owner").await.put("/api/house/settings", house).await.ok();
    let code = ravi.get(&format!("{upi}{}", claim["id"].as_str().expect("an id"))).await.ok();
    assert_eq!(code["amount_paise"], 33_040);
    let foreign = asha.get(&format!("{upi}{}", claim["id"].as_str().expect("an id"))).await;
    assert_eq!(foreign.code(), "not_found", "it is not hers");
    let path = format!("/api/payments/{}/upi", bill.as_str().expect("a bill"));
    let utr = json!({ "utr": "412345678901", "claim_id": claim["id"] });
    let paid = cashier.post(&path, utr).await.ok();
    assert_eq!(paid["payment"]["amount_paise"], 33_040);
    assert_eq!(offered(&asha, bill).await["items"], json!([]), "nothing is held for it any more");
    let rest = json!({ "amount_received_paise": 20_000 });
    let path = format!("/api/payments/{}/cash", bill.as_str().expect("a bill"));
    let paid = cashier.patch(&path, rest).await.ok();
    assert_eq!((&paid["bill"]["state"], &paid["change_paise"]), (&json!("PAID"), &json!(8_200)));
    assert_eq!(
        choose(&asha, bill, json!({ "how": "EQUAL", "of": 2 })).await.code(),
        "already_paid"
    );
}

#[tokio::test]
async fn what_one_is_about_to_pay_is_offered_to_nobody_else_for_a_while() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    let (asha, ravi) = (shop.named_guest("5", "Asha").await, shop.named_guest("5", "Ravi").await);
    let cashier = shop.staff("Cashier").await;
    let order = asha.order(&[("Dal Makhani", 1), ("Paneer Tikka", 1)]).await.ok();
    let bill = &order["bill_id"];
    let due = paise(&look(&asha, bill).await["due_paise"]);
    let amount = |paise: i64| json!({ "how": "AMOUNT", "amount_paise": paise });
    let most = choose(&asha, bill, amount(due - 10_000)).await.ok();
    let refused = choose(&ravi, bill, amount(10_001)).await;
    assert_eq!(refused.code(), "bill_held");
    assert_eq!(refused.body["error"]["details"]["free_paise"], 10_000);
    assert_eq!(choose(&ravi, bill, amount(due + 1)).await.code(), "more_than_due");
    assert_eq!(choose(&ravi, bill, amount(0)).await.code(), "invalid_value");
    assert_eq!(
        choose(&ravi, bill, json!({ "how": "EQUAL", "of": 1 })).await.code(),
        "invalid_value"
    );
    let whole = json!({ "bill_id": bill });
    let refused = ravi.post("/api/payments/stripe-intent", whole.clone()).await;
    assert_eq!(refused.code(), "bill_held", "without a choice before as well");
    // She thinks again: what she held is free.
    let less = choose(&asha, bill, amount(10_000)).await.ok();
    let his = choose(&ravi, bill, amount(due - 10_000)).await.ok();
    let path = format!("/api/bills/{}/claims/", bill.as_str().expect("a bill"));
    let own = |claim: &Value| format!("{path}{}", claim["id"].as_str().expect("an id"));
    assert_eq!(ravi.delete(&own(&less)).await.code(), "not_found", "it is not his");
    ravi.delete(&own(&his)).await.ok();
    ravi.delete(&own(&his)).await.ok();
    assert_eq!(offered(&asha, bill).await["held_paise"], 0);
    // She goes to the gateway and does not come back; after a while he may pay all of it.
    let body = json!({ "bill_id": bill, "claim_id": less["id"] });
    let opened = asha.post("/api/payments/razorpay-order", body).await.ok();
    assert_eq!(ravi.post("/api/payments/stripe-intent", whole.clone()).await.code(), "bill_held");
    shop.clock.pass(Duration::from_secs(901));
    let all = ravi.post("/api/payments/stripe-intent", whole).await.ok();
    for (who, opened) in [("Ravi", &all), ("Asha", &opened)] {
        let attempt = opened["attempt_id"].as_str().expect("an attempt");
        let name = sandbox.order_of(attempt).expect("the gateway knows it");
        sandbox.choose(&name, Choice::Pay).expect(who);
        wait(&shop, 6).await;
    }
    wait(&shop, 20).await;
    let paid = look(&cashier, bill).await;
    assert_eq!((&paid["state"], &paid["money"]), (&json!("PAID"), &json!("PAID")), "{paid}");
    let back = &paid["refunds"][0];
    assert_eq!((&back["amount_paise"], &back["state"]), (&json!(10_000), &json!("DONE")));
    assert_ne!(most["id"], less["id"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn equal_shares_chosen_at_once_are_the_bill_and_no_paisa_more() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    let cashier = shop.staff("Cashier").await;
    let mut guests = Vec::new();
    for n in 0..7 {
        guests.push(shop.named_guest("5", &format!("Guest {n}")).await);
    }
    let order = guests[0].order(&[("Dal Makhani", 1), ("Garlic Naan", 1)]).await.ok();
    let bill = &order["bill_id"];
    let due = paise(&look(&guests[0], bill).await["due_paise"]);
    let mut at_once = JoinSet::new();
    for guest in guests.clone() {
        let bill = bill.clone();
        at_once
            .spawn(async move { choose(&guest, &bill, json!({ "how": "EQUAL", "of": 7 })).await });
    }
    let claims: Vec<Value> = at_once.join_all().await.into_iter().map(Answer::ok).collect();
    assert_eq!(claims.iter().map(|claim| paise(&claim["amount_paise"])).sum::<i64>(), due);
    let late = shop.named_guest("5", "Late").await;
    let refused = choose(&late, bill, json!({ "how": "EQUAL", "of": 7 })).await;
    assert_eq!(refused.code(), "bill_held");
    for claim in &claims {
        let mine = |guest: &&Person| {
            let token = guest.token.as_deref().unwrap_or_default();
            let claims = token.split('.').nth(1).expect("claims");
            let text = data_encoding::BASE64URL_NOPAD.decode(claims.as_bytes()).expect("text");
            String::from_utf8_lossy(&text).contains(claim["guest_id"].as_str().expect("a guest"))
        };
        let guest = guests.iter().find(mine).expect("the guest");
        pay(&sandbox, guest, "stripe-intent", claim, 0).await;
    }
    wait(&shop, 6).await;
    let paid = look(&cashier, bill).await;
    assert_eq!((&paid["state"], &paid["refunds"]), (&json!("PAID"), &json!([])), "{paid}");
}

#[tokio::test]
async fn a_part_that_staff_has_made_is_one_guest_s_at_a_time() {
    let shop = TestBox::with_menu().await;
    let (asha, ravi) = (shop.named_guest("5", "Asha").await, shop.named_guest("5", "Ravi").await);
    let waiter = shop.staff("Waiter").await;
    let order = asha.order(&[("Dal Makhani", 2)]).await.ok();
    let bill = &order["bill_id"];
    let path = format!("/api/bills/{}/split", bill.as_str().expect("a bill"));
    let shared = waiter.put(&path, json!({ "how": "EQUAL", "parts": 2 })).await.ok();
    let part = |n: usize| json!({ "how": "PART", "part_id": shared["parts"][n]["id"] });
    assert_eq!(choose(&asha, bill, json!({ "how": "MINE" })).await.ok()["amount_paise"], 59_000);
    let some = json!({ "how": "EQUAL", "of": 3 });
    assert_eq!(choose(&asha, bill, some).await.code(), "part_required");
    assert_eq!(choose(&asha, bill, part(0)).await.ok()["amount_paise"], 29_500);
    assert_eq!(choose(&ravi, bill, part(0)).await.code(), "bill_held");
    let his = choose(&ravi, bill, part(1)).await.ok();
    assert_eq!((&his["amount_paise"], &his["how"]), (&json!(29_500), &json!("PART")));
    let nobody = json!({ "how": "PART", "part_id": "00000000-0000-7000-8000-000000000000" });
    assert_eq!(choose(&ravi, bill, nobody).await.code(), "not_found");
    let other = shop.guest("6").await;
    assert_eq!(choose(&other, bill, part(1)).await.code(), "not_found", "another table's");
}

/// Chance that falls the same way in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: i64) -> i64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).expect("31 bits") % bound
    }
}

#[tokio::test]
async fn whatever_guests_choose_in_whatever_order_the_whole_is_paid_once() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    sandbox.deliver_as(held());
    let cashier = shop.staff("Cashier").await;
    let mut dice = Dice(7);
    for round in 0..rounds(4, 60) {
        let table = (round % 12 + 1).to_string();
        let mut guests = Vec::new();
        for name in ["Asha", "Ravi", "Meera"] {
            let guest = shop.named_guest(&table, name).await;
            let n = u32::try_from(dice.below(3) + 1).expect("a number");
            let order = guest.order(&[("Garlic Naan", n), ("Dal Makhani", 1)]).await.ok();
            guests.push((guest, order));
        }
        let bill = guests[0].1["bill_id"].clone();
        // Who has paid waits for word of it.
        let mut waits = [false; 3];
        for _ in 0..30 {
            let n = usize::try_from(dice.below(3)).expect("a guest");
            let (guest, _) = &guests[n];
            if waits[n] {
                wait(&shop, 6).await;
                waits = [false; 3];
            }
            let now = offered(guest, &bill).await;
            let (due, free) = (paise(&now["due_paise"]), paise(&now["free_paise"]));
            if due == 0 {
                break;
            }
            let choice = match dice.below(4) {
                0 => json!({ "how": "MINE" }),
                1 => json!({ "how": "EQUAL", "of": dice.below(4) + 2 }),
                2 => json!({ "how": "AMOUNT", "amount_paise": free }),
                _ => json!({ "how": "AMOUNT", "amount_paise": dice.below(due) + 1 }),
            };
            let wanted = paise_or(&choice["amount_paise"]);
            let answer = choose(guest, &bill, choice.clone()).await;
            if !answer.status.is_success() {
                // The box may have heard of a payment meanwhile: less is due then, or nothing.
                let over = answer.code() == "already_paid" && free == 0;
                let refusals = ["bill_held", "invalid_value", "more_than_due"];
                let refused = refusals.contains(&answer.code());
                assert!(refused || over, "{}", answer.body);
                assert!(wanted.is_none_or(|wanted| wanted > free || wanted == 0), "{choice} {now}");
                continue;
            }
            let claim = answer.body;
            assert!(paise(&claim["amount_paise"]) <= free, "{claim} {now}");
            if dice.below(2) == 0 && paise(&claim["amount_paise"]) >= 100 {
                pay(&sandbox, guest, "stripe-intent", &claim, 0).await;
                waits[n] = true;
            }
            shop.clock.pass(Duration::from_secs(7));
        }
        wait(&shop, 61).await;
        let now = look(&cashier, &bill).await;
        if now["state"] == "OPEN" {
            let path = format!("/api/payments/{}/cash", bill.as_str().expect("a bill"));
            let key = fresh_key();
            let body = json!({ "amount_received_paise": 1_000_000 });
            cashier.keyed(Method::PATCH, &path, &key, &body).await.ok();
        }
        let paid = look(&cashier, &bill).await;
        assert_eq!((&paid["state"], &paid["refunds"]), (&json!("PAID"), &json!([])), "{paid}");
        let came: i64 = paid["payments"]
            .as_array()
            .expect("them")
            .iter()
            .map(|p| paise(&p["amount_paise"]))
            .sum();
        assert_eq!(paid["invoice"]["quote"]["total_paise"], came);
    }
}

fn paise_or(value: &Value) -> Option<i64> {
    value.as_i64()
}
