//! Every bill with money on it has a way out, and what goes back goes back once.

use std::time::Duration;

use serde_json::{Value, json};
use tiffin::sandbox::{Choice, Fault, FaultKind, Sandbox};

use crate::kit::{Person, Screen, Shop, TestBox};
use crate::online::{Checkout, WAYS, ask, at_gateway, checkout, deliver, held, settled_once, wait};

const DAY: &str = "2026-11-21";
const NEXT: &str = "2026-11-22";

fn id(of: &Value) -> &str {
    of["id"].as_str().expect("an id")
}

fn paise(of: &Value) -> i64 {
    of.as_i64().expect("an amount")
}

fn bill_of(order: &Value) -> String {
    order["bill_id"].as_str().expect("a bill").to_owned()
}

async fn look(by: &Person, bill: &str) -> Value {
    by.get(&format!("/api/bills/{bill}")).await.ok()
}

async fn cash_part(by: &Person, bill: &str, amount: i64) -> Value {
    let body = json!({ "amount_paise": amount, "amount_received_paise": amount });
    by.patch(&format!("/api/payments/{bill}/cash"), body).await.ok()
}

async fn upi(by: &Person, bill: &str, amount: i64, utr: &str) -> Value {
    let body = json!({ "amount_paise": amount, "utr": utr });
    by.post(&format!("/api/payments/{bill}/upi"), body).await.ok()
}

async fn judge(by: &Person, taken: &Value, is_true: bool) -> crate::kit::Answer {
    let path = format!("/api/payments/{}/verified", id(&taken["payment"]));
    by.post(&path, json!({ "is_true": is_true })).await
}

async fn back(by: &Person, order: &Value, line: usize, quantity: u32) -> Value {
    let line = json!({ "line_id": order["lines"][line]["id"], "quantity": quantity });
    let body = json!({ "lines": [line], "reason": "cold" });
    by.post(&format!("/api/bills/{}/return", bill_of(order)), body).await.ok()
}

async fn owed(by: &Person) -> Vec<Value> {
    by.get("/api/refunds").await.ok()["items"].as_array().expect("refunds").clone()
}

async fn give_cash(by: &Person, refund: &Value) -> crate::kit::Answer {
    by.post(&format!("/api/refunds/{}/pay", id(refund)), json!({})).await
}

async fn close(by: &Person, day: &str) -> crate::kit::Answer {
    by.post(&format!("/api/days/{day}/close"), json!({})).await
}

async fn counter(by: &Person) -> Screen {
    let token = by.token.clone().expect("a token");
    Screen::open(&by.base, &token, "counter", None).await
}

/// What the accountant's accounts stand at, over all days.
async fn balance(by: &Person, account: &str) -> i64 {
    let journal = by.get(&format!("/api/reports/journal?from={DAY}&to={NEXT}")).await.ok();
    assert_eq!(journal["debit_paise"], journal["credit_paise"]);
    let postings = journal["postings"].as_array().expect("postings").iter();
    let own = postings.filter(|posting| posting["account"] == account);
    own.map(|p| paise(&p["debit_paise"]) - paise(&p["credit_paise"])).sum()
}

#[tokio::test]
async fn what_was_paid_twice_is_no_credit_for_what_is_brought_back() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    sandbox.deliver_as(held());
    let (manager, cashier) = (shop.staff("Manager").await, shop.staff("Cashier").await);
    let first = checkout(&shop, &sandbox, "5", "razorpay-order", 0).await;
    // Staff may ask for what a guest is paying just now.
    let bill = &first.order["bill_id"];
    let opened = ask(&cashier, "stripe-intent", bill, 0, "again").await.ok();
    let second = at_gateway(&sandbox, cashier.clone(), first.order.clone(), &opened);
    for one in [&first, &second] {
        sandbox.choose(&one.name, Choice::Pay).expect("paid");
    }
    wait(&shop, 6).await;
    settled_once(&shop, &sandbox, &cashier, &first).await;
    let kept = |one: &Checkout| sandbox.kept(&one.attempt);
    assert_eq!(kept(&first) + kept(&second), first.asked);
    let note = back(&manager, &first.order, 1, 1).await;
    assert_eq!((&note["kind"], &note["total_paise"]), (&json!("CREDIT_NOTE"), &json!(5_900)));
    assert_eq!(note["quote"]["round_off_paise"], 0);
    wait(&shop, 1).await;
    assert_eq!(kept(&first) + kept(&second), first.asked - 5_900, "the naan's money went back");
    let after = look(&cashier, &bill_of(&first.order)).await;
    assert_eq!((&after["credited_paise"], &after["due_paise"]), (&json!(5_900), &json!(0)));
}

#[tokio::test]
async fn a_bill_paid_in_part_whose_orders_are_all_called_off_gives_everything_back() {
    let shop = TestBox::with_menu().await;
    let (waiter, cashier) = (shop.staff("Waiter").await, shop.staff("Cashier").await);
    let manager = shop.staff("Manager").await;
    let order = waiter.order_at(&shop, "5", &[("Dal Makhani", 2)]).await;
    let bill = bill_of(&order);
    let path = format!("/api/bills/{bill}/split");
    let shared = waiter.put(&path, json!({ "how": "EQUAL", "parts": 2 })).await.ok();
    let part = json!({ "part_id": shared["parts"][0]["id"], "reference": "SLIP0042" });
    let paid = cashier.post(&format!("/api/payments/{bill}/card"), part).await.ok();
    let half = paid["payment"]["amount_paise"].clone();
    let mut screen = counter(&waiter).await;
    manager.act(&order, "cancel", json!({ "reason": "the gas is out" })).await.ok();
    let empty = |bill: &Value| bill["data"]["refunds"][0]["amount_paise"] == half;
    screen.hear("bill", empty).await;
    let now = look(&cashier, &bill).await;
    assert_eq!((&now["money"], &now["state"]), (&json!("REFUND_DUE"), &json!("OPEN")));
    assert_eq!((&now["kept_paise"], &now["due_paise"]), (&json!(0), &json!(0)));
    assert_eq!(now["parts"], json!([]), "who had a part has their money back");
    let order_now = waiter.get(&format!("/api/orders/{}", id(&order))).await.ok();
    assert_eq!(order_now["money"], "REFUND_DUE");
    let details = close(&manager, DAY).await.body["error"]["details"].clone();
    assert_eq!(details["open_bills"], json!([]));
    assert_eq!(details["refunds_due"][0]["amount_paise"], half);

    // They stay, and order again on the same bill.
    let again = waiter.order_at(&shop, "5", &[("Garlic Naan", 1)]).await;
    assert_eq!(bill_of(&again), bill);
    assert_eq!(look(&cashier, &bill).await["due_paise"], 5_900, "what went back pays for nothing");
    cashier.open_drawer(200_000).await;
    let refund = owed(&cashier).await.remove(0);
    assert_eq!(refund["reason"], "CANCELLED");
    give_cash(&cashier, &refund).await.ok();
    cashier.cash(&again, 5_900).await.ok();
    let order_now = waiter.get(&format!("/api/orders/{}", id(&order))).await.ok();
    assert_eq!(order_now["money"], "REFUNDED");
    let done = look(&cashier, &bill).await;
    assert_eq!((&done["state"], &done["money"]), (&json!("PAID"), &json!("PAID")));
    assert_eq!((balance(&manager, "GUESTS").await, balance(&manager, "OWED_BACK").await), (0, 0));
}

#[tokio::test]
async fn an_overpaid_bill_that_a_gateway_settles_still_owes_what_is_too_much() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    sandbox.deliver_as(held());
    let (waiter, cashier) = (shop.staff("Waiter").await, shop.staff("Cashier").await);
    let manager = shop.staff("Manager").await;
    let guest = shop.guest("5").await;
    let order = guest.order(&[("Dal Makhani", 2), ("Paneer Tikka", 1)]).await.ok();
    let bill = bill_of(&order);
    let total = paise(&look(&cashier, &bill).await["quote"]["total_paise"]);
    let body = json!({ "bill_id": bill, "amount_paise": 10_000 });
    let opened = guest.post("/api/payments/razorpay-order", body).await.ok();
    let late = at_gateway(&sandbox, guest.clone(), order.clone(), &opened);
    cash_part(&cashier, &bill, total - 10_000).await;
    // A lassi waits for a yes while the paneer is called off: the bill cannot be settled now.
    let owner = shop.staff("Owner").await;
    let mut house = owner.get("/api/house/settings").await.ok();
    house["accept_mode"] = json!("APPROVAL");
    owner.put("/api/house/settings", house).await.ok();
    let lassi = guest.order(&[("Sweet Lassi", 1)]).await.ok();
    assert_eq!(lassi["status"], "PENDING");
    manager.amend(&order, 1, json!({ "quantity": 0, "reason": "none left" })).await.ok();
    let now = look(&cashier, &bill).await;
    assert_eq!(now["state"], "OPEN");
    let over = paise(&now["overpaid_paise"]);
    assert!(over > 0, "{now}");
    sandbox.choose(&late.name, Choice::Pay).expect("paid");
    wait(&shop, 6).await;
    let mut screen = counter(&waiter).await;
    waiter.step(&lassi, "REJECTED").await.ok();
    let settled = |bill: &Value| bill["data"]["state"] == "PAID";
    screen.hear("bill", settled).await;
    wait(&shop, 1).await;
    assert_eq!(sandbox.kept(&late.attempt), 0, "nothing was due for it");
    let owed = owed(&cashier).await;
    assert_eq!(owed.len(), 1, "{owed:?}");
    assert_eq!((&owed[0]["method"], paise(&owed[0]["amount_paise"])), (&json!("CASH"), over));
}

#[tokio::test]
async fn a_bill_paid_while_a_dish_waited_for_a_yes_is_settled_by_the_no() {
    let shop = TestBox::with_menu().await;
    let (waiter, cashier) = (shop.staff("Waiter").await, shop.staff("Cashier").await);
    let owner = shop.staff("Owner").await;
    let guest = shop.guest("5").await;
    let order = guest.order(&[("Dal Makhani", 1)]).await.ok();
    let bill = bill_of(&order);
    let mut house = owner.get("/api/house/settings").await.ok();
    house["accept_mode"] = json!("APPROVAL");
    owner.put("/api/house/settings", house).await.ok();
    cash_part(&cashier, &bill, 20_000).await;
    let lassi = guest.order(&[("Sweet Lassi", 1)]).await.ok();
    let off = json!({ "amount_paise": 10_000, "reason": "a regular" });
    let mut screen = counter(&waiter).await;
    owner.post(&format!("/api/bills/{bill}/discount"), off).await.ok();
    assert_eq!(look(&cashier, &bill).await["state"], "OPEN", "the lassi waits");
    waiter.step(&lassi, "REJECTED").await.ok();
    let settled = |bill: &Value| bill["data"]["state"] == "PAID";
    let done = screen.hear("bill", settled).await;
    let total = paise(&done["data"]["invoice"]["quote"]["total_paise"]);
    assert_eq!(paise(&owed(&cashier).await[0]["amount_paise"]), 20_000 - total);
}

#[tokio::test]
async fn nothing_goes_back_of_a_transfer_nobody_has_found_and_nothing_of_one_that_never_came() {
    let shop = TestBox::with_menu().await;
    let (waiter, cashier) = (shop.staff("Waiter").await, shop.staff("Cashier").await);
    let manager = shop.staff("Manager").await;
    cashier.open_drawer(200_000).await;
    let order = waiter.order_at(&shop, "5", &[("Dal Makhani", 2), ("Garlic Naan", 1)]).await;
    let bill = bill_of(&order);
    let taken = upi(&cashier, &bill, 64_900, "412345678901").await;
    assert_eq!(taken["bill"]["state"], "PAID");
    let note = back(&manager, &order, 1, 1).await;
    assert_eq!(note["total_paise"], 5_900);
    let refund = owed(&cashier).await.remove(0);
    assert_eq!((&refund["state"], &refund["payment_state"]), (&json!("DUE"), &json!("UNVERIFIED")));
    assert_eq!(give_cash(&cashier, &refund).await.code(), "payment_unverified");
    judge(&manager, &taken, false).await.ok();
    assert_eq!(owed(&cashier).await, Vec::<Value>::new(), "nothing goes back");
    assert_eq!(give_cash(&cashier, &refund).await.code(), "refund_not_due");
    let now = look(&cashier, &bill).await;
    assert_eq!(
        (&now["due_paise"], &now["refunds"][0]["state"]),
        (&json!(59_000), &json!("WITHDRAWN"))
    );
    cash_part(&cashier, &bill, 59_000).await;
    assert_eq!(look(&cashier, &bill).await["due_paise"], 0);
    assert_eq!((balance(&manager, "GUESTS").await, balance(&manager, "OWED_BACK").await), (0, 0));

    // One that is found goes back as ever.
    let order = waiter.order_at(&shop, "6", &[("Dal Makhani", 2), ("Garlic Naan", 1)]).await;
    let taken = upi(&cashier, &bill_of(&order), 64_900, "412345678902").await;
    back(&manager, &order, 1, 1).await;
    judge(&manager, &taken, true).await.ok();
    give_cash(&cashier, &owed(&cashier).await[0]).await.ok();
}

#[tokio::test]
async fn what_was_never_paid_is_not_owed_back_but_no_longer_due() {
    let shop = TestBox::with_menu().await;
    let (waiter, cashier) = (shop.staff("Waiter").await, shop.staff("Cashier").await);
    let manager = shop.staff("Manager").await;
    let order = waiter.order_at(&shop, "5", &[("Dal Makhani", 2), ("Garlic Naan", 1)]).await;
    let bill = bill_of(&order);
    cash_part(&cashier, &bill, 34_900).await;
    let taken = upi(&cashier, &bill, 30_000, "412345678901").await;
    judge(&manager, &taken, false).await.ok();
    back(&manager, &order, 1, 1).await;
    let now = look(&cashier, &bill).await;
    assert_eq!((&now["due_paise"], &now["kept_paise"]), (&json!(24_100), &json!(34_900)));
    assert_eq!(owed(&cashier).await, Vec::<Value>::new());
    // More comes back than is due: the rest goes back.
    back(&manager, &order, 0, 2).await;
    let now = look(&cashier, &bill).await;
    assert_eq!((&now["due_paise"], &now["kept_paise"]), (&json!(0), &json!(0)));
    assert_eq!(owed(&cashier).await[0]["amount_paise"], 34_900);
    cashier.open_drawer(200_000).await;
    give_cash(&cashier, &owed(&cashier).await[0]).await.ok();
    assert_eq!((balance(&manager, "GUESTS").await, balance(&manager, "OWED_BACK").await), (0, 0));
}

#[tokio::test]
async fn an_invoice_that_is_due_again_stays_as_it_was_issued() {
    let shop = TestBox::with_menu().await;
    let (waiter, cashier) = (shop.staff("Waiter").await, shop.staff("Cashier").await);
    let manager = shop.staff("Manager").await;
    let order = waiter.order_at(&shop, "5", &[("Dal Makhani", 2), ("Garlic Naan", 1)]).await;
    let bill = bill_of(&order);
    let taken = upi(&cashier, &bill, 64_900, "412345678901").await;
    judge(&manager, &taken, false).await.ok();
    let less = json!({ "quantity": 0, "reason": "they left" });
    assert_eq!(manager.amend(&order, 1, less).await.code(), "already_paid");
    let off = json!({ "percent_bps": 5_000, "reason": "sorry" });
    let line = format!("/api/orders/{}/lines/{}/discount", id(&order), id(&order["lines"][0]));
    assert_eq!(manager.post(&line, off.clone()).await.code(), "already_paid");
    assert_eq!(
        manager.post(&format!("/api/bills/{bill}/discount"), off).await.code(),
        "already_paid"
    );
    assert_eq!(look(&cashier, &bill).await["due_paise"], 64_900, "only the money is due again");
    cash_part(&cashier, &bill, 64_900).await;
}

#[tokio::test]
async fn what_is_due_again_is_in_the_manager_s_list_until_it_is_paid_or_written_off() {
    let shop = TestBox::with_menu().await;
    let (waiter, cashier) = (shop.staff("Waiter").await, shop.staff("Cashier").await);
    let manager = shop.staff("Manager").await;
    let mut bills = Vec::new();
    for (table, utr) in [("5", "412345678901"), ("6", "412345678902")] {
        let order = waiter.order_at(&shop, table, &[("Garlic Naan", 2)]).await;
        let taken = upi(&cashier, &bill_of(&order), 11_800, utr).await;
        judge(&manager, &taken, false).await.ok();
        bills.push((bill_of(&order), taken));
    }
    // Both were opened in one moment of a clock that stands.
    bills.sort_by(|one, other| one.0.cmp(&other.0));
    let list = async || {
        let page = manager.get("/api/bills/due-again").await.ok();
        page["items"]
            .as_array()
            .expect("bills")
            .iter()
            .map(|b| id(b).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(list().await, [bills[0].0.as_str(), bills[1].0.as_str()]);
    assert_eq!(cashier.get("/api/bills/due-again").await.code(), "forbidden");
    let refused = close(&manager, DAY).await;
    assert_eq!(refused.code(), "day_not_ready");
    let due = &refused.body["error"]["details"]["due_again"];
    assert_eq!(due[0], json!({ "bill_id": bills[0].0, "due_paise": 11_800 }));

    cash_part(&cashier, &bills[0].0, 11_800).await;
    let path = format!("/api/bills/{}/write-off", bills[1].0);
    let lost = json!({ "reason": "they drove off" });
    assert_eq!(cashier.post(&path, lost.clone()).await.code(), "forbidden");
    assert_eq!(manager.post(&path, json!({ "reason": " " })).await.code(), "reason_required");
    let after = manager.post(&path, lost.clone()).await.ok();
    assert_eq!((&after["written_off_paise"], &after["due_paise"]), (&json!(11_800), &json!(0)));
    assert_eq!(manager.post(&path, lost.clone()).await.code(), "already_paid");
    assert!(list().await.is_empty());
    let open = waiter.order_at(&shop, "7", &[("Garlic Naan", 1)]).await;
    let wrong = format!("/api/bills/{}/write-off", bill_of(&open));
    assert_eq!(manager.post(&wrong, lost).await.code(), "illegal_transition", "it is not invoiced");
    assert_eq!(balance(&manager, "BAD_DEBT").await, 11_800);

    // They come back and show that they had paid.
    judge(&manager, &bills[1].1, true).await.ok();
    let after = look(&manager, &bills[1].0).await;
    assert_eq!((&after["written_off_paise"], &after["money"]), (&json!(0), &json!("PAID")));
    assert_eq!(balance(&manager, "BAD_DEBT").await, 0);
    cashier.cash(&open, 10_000).await.ok();
    let z = close(&manager, DAY).await.ok();
    assert_eq!(z["written_off"], json!({ "count": 2, "amount_paise": 0 }));
    assert_eq!((balance(&manager, "GUESTS").await, balance(&manager, "OWED_BACK").await), (0, 0));
    let facts = "SELECT count(*) FROM fact WHERE kind = 'bill_written_off'";
    assert_eq!(shop.count(facts), 2);
}

#[tokio::test]
async fn a_mistaken_no_is_taken_back_on_the_same_day_and_not_after() {
    let shop = TestBox::with_menu().await;
    let (waiter, cashier) = (shop.staff("Waiter").await, shop.staff("Cashier").await);
    let manager = shop.staff("Manager").await;
    let order = waiter.order_at(&shop, "5", &[("Garlic Naan", 2)]).await;
    let bill = bill_of(&order);
    let taken = upi(&cashier, &bill, 11_800, "412345678901").await;
    judge(&manager, &taken, false).await.ok();
    assert_eq!(judge(&cashier, &taken, true).await.code(), "forbidden");
    // The guest is asked again and pays cash; then the transfer is found.
    cash_part(&cashier, &bill, 11_800).await;
    let found = judge(&manager, &taken, true).await.ok();
    assert_eq!(found["state"], "VERIFIED");
    let refunds = owed(&cashier).await;
    assert_eq!(
        (&refunds[0]["method"], &refunds[0]["amount_paise"]),
        (&json!("CASH"), &json!(11_800))
    );
    assert_eq!(judge(&manager, &taken, false).await.code(), "illegal_transition");
    cashier.open_drawer(100_000).await;
    give_cash(&cashier, &refunds[0]).await.ok();
    assert_eq!((balance(&manager, "GUESTS").await, balance(&manager, "OWED_BACK").await), (0, 0));

    // On an open bill it settles as if nothing had been said.
    let order = waiter.order_at(&shop, "6", &[("Garlic Naan", 2)]).await;
    let bill = bill_of(&order);
    let taken = upi(&cashier, &bill, 5_900, "412345678902").await;
    judge(&manager, &taken, false).await.ok();
    assert_eq!(look(&cashier, &bill).await["due_paise"], 11_800);
    judge(&manager, &taken, true).await.ok();
    assert_eq!(look(&cashier, &bill).await["due_paise"], 5_900);
    judge(&manager, &taken, true).await.ok();
    cash_part(&cashier, &bill, 5_900).await;
    assert_eq!(look(&cashier, &bill).await["state"], "PAID");

    let order = waiter.order_at(&shop, "7", &[("Garlic Naan", 1)]).await;
    let taken = upi(&cashier, &bill_of(&order), 5_900, "412345678903").await;
    judge(&manager, &taken, false).await.ok();
    shop.clock.pass(Duration::from_secs(10 * 3_600));
    let manager = shop.staff("Manager").await;
    assert_eq!(judge(&manager, &taken, true).await.code(), "illegal_transition");
}

/// Patience with gateways where one does not answer: the others must, in it.
const HASTY: Duration = Duration::from_secs(1);

/// A guest who paid it all through `way`, a manager, and a dish brought back that is owed: the box
/// asks for it by itself, and meets with this fault.
async fn returned(
    shop: &Shop,
    sandbox: &Sandbox,
    way: &str,
    (on, kind): (&str, FaultKind),
) -> (Checkout, Person) {
    let manager = shop.staff("Manager").await;
    let one = checkout(shop, sandbox, "5", way, 0).await;
    sandbox.choose(&one.name, Choice::Pay).expect("paid");
    wait(shop, 6).await;
    sandbox.bring(Fault { on: on.into(), kind, times: 1 });
    back(&manager, &one.order, 1, 1).await;
    (one, manager)
}

async fn refund_of(by: &Person, one: &Checkout) -> Value {
    one.bill(by).await["refunds"][0].clone()
}

#[tokio::test]
async fn a_refund_whose_answer_was_lost_is_looked_for_before_it_is_asked_again() {
    for way in WAYS {
        let (shop, sandbox) = TestBox::with_gateways_for(HASTY).await;
        sandbox.deliver_as(held());
        let on = if way == "stripe-intent" { "POST /stripe/v1/refunds" } else { "/refund" };
        let lost = (on, FaultKind::LostAfter);
        let (one, manager) = returned(&shop, &sandbox, way, lost).await;
        wait(&shop, 1).await;
        let refund = refund_of(&manager, &one).await;
        assert_eq!(refund["state"], "PENDING", "{refund}");
        assert!(refund["failure"].as_str().is_some_and(|why| why.contains("in time")), "{refund}");
        assert_eq!(give_cash(&manager, &refund).await.code(), "refund_not_due", "it may be made");
        // A day without internet: the gateway forgets its keys.
        sandbox.forget_keys();
        shop.clock.pass(Duration::from_secs(25 * 3_600));
        let manager = shop.staff("Manager").await;
        wait(&shop, 1).await;
        assert_eq!(refund_of(&manager, &one).await["state"], "DONE");
        assert_eq!(sandbox.kept(&one.attempt), one.asked - 5_900, "{way}: it went back once");
    }
}

#[tokio::test]
async fn what_a_gateway_refuses_for_now_is_asked_again_or_goes_back_in_cash_and_never_both() {
    for (way, kind) in [("razorpay-order", FaultKind::Poor), ("stripe-intent", FaultKind::Stranger)]
    {
        let (shop, sandbox) = TestBox::with_gateways().await;
        sandbox.deliver_as(held());
        let (one, manager) = returned(&shop, &sandbox, way, ("refund", kind)).await;
        wait(&shop, 1).await;
        let refund = refund_of(&manager, &one).await;
        assert_eq!(refund["state"], "FAILED", "{refund}");
        assert_ne!(refund["failure"], "");
        let refused = close(&manager, DAY).await;
        let stands = refused.body["error"]["details"]["refunds_due"][0].clone();
        assert_eq!((&stands["refund_id"], &stands["state"]), (&refund["id"], &json!("FAILED")));
        // The account has money again: it goes back by itself.
        wait(&shop, 16).await;
        assert_eq!(refund_of(&manager, &one).await["state"], "DONE", "{way}");
        assert_eq!(sandbox.kept(&one.attempt), one.asked - 5_900);

        // The next one is given in cash before the gateway is asked again.
        sandbox.bring(Fault { on: "refund".into(), kind, times: 1 });
        back(&manager, &one.order, 1, 1).await;
        wait(&shop, 1).await;
        manager.open_drawer(100_000).await;
        let refund = one.bill(&manager).await["refunds"][1].clone();
        give_cash(&manager, &refund).await.ok();
        let retry = format!("/api/refunds/{}/retry", id(&refund));
        assert_eq!(manager.post(&retry, json!({})).await.code(), "refund_not_due");
        wait(&shop, 3_600).await;
        let refund = one.bill(&manager).await["refunds"][1].clone();
        assert_eq!((&refund["state"], &refund["reference"]), (&json!("DONE"), &json!("cash")));
        assert_eq!(sandbox.kept(&one.attempt), one.asked - 5_900, "{way}: not both");
    }
}

#[tokio::test]
async fn a_person_may_ask_a_gateway_again_and_gives_no_cash_meanwhile() {
    let (shop, sandbox) = TestBox::with_gateways_for(HASTY).await;
    sandbox.deliver_as(held());
    let manager = shop.staff("Manager").await;
    let one = checkout(&shop, &sandbox, "5", "razorpay-order", 0).await;
    let paid = sandbox.choose(&one.name, Choice::Pay).expect("paid");
    wait(&shop, 6).await;
    sandbox.refund_by_hand(&paid.id, one.asked).expect("refunded");
    back(&manager, &one.order, 0, 1).await;
    wait(&shop, 1).await;
    let refund = refund_of(&manager, &one).await;
    assert_eq!(refund["state"], "FAILED", "for good: {refund}");
    wait(&shop, 7_200).await;
    assert_eq!(refund_of(&manager, &one).await["state"], "FAILED", "nobody asked");
    let retry = format!("/api/refunds/{}/retry", id(&refund));
    let cook = shop.staff("Cook").await;
    assert_eq!(cook.post(&retry, json!({})).await.code(), "forbidden");
    let lost = Fault { on: "/refund".into(), kind: FaultKind::LostBefore, times: 2 };
    sandbox.bring(lost);
    let asked = manager.post(&retry, json!({})).await.ok();
    assert_eq!(asked["state"], "PENDING");
    manager.open_drawer(1_000_000).await;
    assert_eq!(give_cash(&manager, &refund).await.code(), "refund_not_due");
    wait(&shop, 1).await;
    assert_eq!(give_cash(&manager, &refund).await.code(), "refund_not_due", "no answer, no cash");
    sandbox.clear_up();
    for _ in 0..3 {
        wait(&shop, 3_601).await;
    }
    let refund = refund_of(&manager, &one).await;
    assert_eq!(refund["state"], "FAILED", "{refund}");
    give_cash(&manager, &refund).await.ok();
    assert_eq!(shop.count("SELECT count(*) FROM refund WHERE state <> 'DONE'"), 0);
}

#[tokio::test]
async fn a_refund_is_not_held_up_by_those_that_wait() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    sandbox.deliver_as(held());
    sandbox.slow_refunds();
    let manager = shop.staff("Manager").await;
    let guest = shop.guest("5").await;
    let order = guest.order(&[("Garlic Naan", 22)]).await.ok();
    let opened = ask(&guest, "razorpay-order", &order["bill_id"], 0, "all").await.ok();
    let one = at_gateway(&sandbox, guest, order, &opened);
    sandbox.choose(&one.name, Choice::Pay).expect("paid");
    wait(&shop, 6).await;
    for _ in 0..21 {
        back(&manager, &one.order, 0, 1).await;
    }
    wait(&shop, 0).await;
    wait(&shop, 0).await;
    let asked = "SELECT count(*) FROM refund WHERE state = 'PENDING'";
    assert_eq!(shop.count(asked), 21, "each was asked for");
    sandbox.settle_refunds();
    for _ in 0..3 {
        wait(&shop, 3_601).await;
    }
    assert_eq!(shop.count("SELECT count(*) FROM refund WHERE state = 'DONE'"), 21);
}

#[tokio::test]
async fn odd_money_is_in_the_books_and_in_the_one_list_of_refunds() {
    for way in WAYS {
        let (shop, sandbox) = TestBox::with_gateways().await;
        sandbox.deliver_as(held());
        let (manager, cashier) = (shop.staff("Manager").await, shop.staff("Cashier").await);
        let one = checkout(&shop, &sandbox, "5", way, 0).await;
        sandbox.bring(Fault { on: "refund".into(), kind: FaultKind::Poor, times: 1 });
        sandbox.choose_amount(&one.name, Choice::Pay, one.asked - 1).expect("moved");
        for webhook in sandbox.take_webhooks() {
            deliver(&shop, &webhook).await.ok();
        }
        wait(&shop, 6).await;
        let refund = owed(&cashier).await.remove(0);
        assert_eq!((&refund["reason"], &refund["state"]), (&json!("MISMATCH"), &json!("FAILED")));
        assert_eq!(paise(&refund["amount_paise"]), one.asked - 1);
        assert!(refund["note"].as_str().is_some_and(|note| note.starts_with("K1R/")), "{refund}");
        let bill = one.bill(&cashier).await;
        assert_eq!((&bill["paid_paise"], &bill["due_paise"]), (&json!(0), &json!(one.asked)));
        cashier.cash(&one.order, 1_000_000).await.ok();
        let details = close(&manager, DAY).await.body["error"]["details"].clone();
        assert_eq!(details["refunds_due"][0]["refund_id"], refund["id"]);
        wait(&shop, 16).await;
        assert_eq!(sandbox.kept(&one.attempt), 0, "{way}: nobody keeps it");
        assert_eq!(owed(&cashier).await, Vec::<Value>::new());
        assert_eq!(
            (balance(&manager, "GUESTS").await, balance(&manager, "OWED_BACK").await),
            (0, 0)
        );
        assert_eq!(shop.count("SELECT count(*) FROM payment WHERE surplus_paise > 0"), 1);
    }
}

#[tokio::test]
async fn looks_a_gateway_refuses_become_rare_and_end() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    sandbox.deliver_as(held());
    let one = checkout(&shop, &sandbox, "5", "stripe-intent", 0).await;
    sandbox.bring(Fault {
        on: "GET /stripe/v1/checkout".into(),
        kind: FaultKind::Stranger,
        times: 10_000,
    });
    let refused = "SELECT sum(refused) FROM attempt";
    for _ in 0..60 {
        wait(&shop, 60).await;
    }
    let in_an_hour = shop.count(refused);
    assert!((3..=9).contains(&in_an_hour), "{in_an_hour}");
    for _ in 0..80 {
        wait(&shop, 3_601).await;
    }
    let cashier = shop.staff("Cashier").await;
    assert_eq!(one.state(&cashier).await, "ABANDONED");
    let at_the_end = shop.count(refused);
    wait(&shop, 100_000).await;
    assert_eq!(shop.count(refused), at_the_end, "nobody asks any more");
}

#[tokio::test]
async fn a_checkout_that_is_open_is_answered_while_the_gateway_rests() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    let guest = shop.guest("5").await;
    let order = guest.order(&[("Dal Makhani", 1)]).await.ok();
    let bill = &order["bill_id"];
    let opened = ask(&guest, "razorpay-order", bill, 0, "mine").await.ok();
    sandbox.bring(Fault { on: "/razorpay/".into(), kind: FaultKind::Broken, times: 100 });
    for key in ["a", "b", "c", "d", "e"] {
        assert_eq!(ask(&guest, "razorpay-order", bill, 0, key).await.code(), "way_closed");
    }
    assert_eq!(ask(&guest, "razorpay-order", bill, 0, "f").await.code(), "way_closed");
    assert_eq!(ask(&guest, "razorpay-order", bill, 0, "mine").await.ok(), opened);
}
