//! What a bill is, how it is shared and paid, and what goes back.

use serde_json::{Value, json};

use crate::kit::{Answer, PIN, Person, Screen, Shop, TestBox};

fn id(of: &Value) -> &str {
    of["id"].as_str().expect("an id")
}

fn bill_of(order: &Value) -> String {
    order["bill_id"].as_str().expect("a bill").to_owned()
}

/// A table of four with a bill of 1,132.80, 18 % on 960.00.
async fn supper(shop: &Shop) -> (Person, Person, Value) {
    let (waiter, cashier) = (shop.staff("Waiter").await, shop.staff("Cashier").await);
    let items = waiter.items(&[("Paneer Tikka", 2), ("Dal Makhani", 1), ("Garlic Naan", 3)]).await;
    let table = shop.table("5").await;
    let order = waiter.post("/api/orders", json!({ "table_id": table, "items": items })).await.ok();
    (waiter, cashier, order)
}

async fn split(by: &Person, bill: &str, how: Value) -> Answer {
    by.put(&format!("/api/bills/{bill}/split"), how).await
}

async fn pay(by: &Person, bill: &str, way: &str, body: Value) -> Answer {
    by.post(&format!("/api/payments/{bill}/{way}"), body).await
}

async fn look(by: &Person, bill: &str) -> Value {
    by.get(&format!("/api/bills/{bill}")).await.ok()
}

#[tokio::test]
async fn three_pay_their_parts_in_three_ways_and_the_last_brings_the_invoice() {
    let shop = TestBox::with_menu().await;
    let (waiter, cashier, order) = supper(&shop).await;
    let bill = bill_of(&order);
    let shared = split(&waiter, &bill, json!({ "how": "EQUAL", "parts": 3 })).await.ok();
    let parts = shared["parts"].as_array().expect("parts").clone();
    assert_eq!(parts.iter().map(|p| &p["total_paise"]).collect::<Vec<_>>(), [37_760; 3]);

    let part = |n: usize| parts[n]["id"].clone();
    let upi = json!({ "part_id": part(0), "utr": "412345678901" });
    let first = pay(&cashier, &bill, "upi", upi.clone()).await.ok();
    assert_eq!(first["payment"]["state"], "UNVERIFIED");
    assert_eq!(first["bill"]["money"], "PARTLY_PAID");
    assert_eq!(first["bill"]["due_paise"], 75_520);
    assert_eq!(look(&waiter, &bill).await["parts"][0]["state"], "PAID");
    let again = json!({ "part_id": part(1), "utr": "412345678901" });
    assert_eq!(pay(&cashier, &bill, "upi", again).await.code(), "reference_used");

    let number = json!({ "part_id": part(1), "reference": "4111111111111111" });
    assert_eq!(pay(&cashier, &bill, "card", number).await.code(), "invalid_value");
    let slip = json!({ "part_id": part(1), "reference": "SLIP0042", "tip_paise": 5_000 });
    let second = pay(&cashier, &bill, "card", slip).await.ok();
    assert_eq!(second["payment"]["received_paise"], 42_760);

    let gone = cashier.delete(&format!("/api/bills/{bill}/split")).await;
    assert_eq!(gone.code(), "part_paid");
    let cash = json!({ "part_id": part(2), "amount_received_paise": 40_000 });
    let last = cashier.patch(&format!("/api/payments/{bill}/cash"), cash).await.ok();
    assert_eq!(last["change_paise"], 2_240);
    let paid = &last["bill"];
    assert_eq!((&paid["state"], &paid["money"]), (&json!("PAID"), &json!("PAID")));
    assert_eq!((&paid["due_paise"], &paid["tips_paise"]), (&json!(0), &json!(5_000)));
    assert_eq!(paid["invoice"]["number"], "K1/2627/000001");
    assert_eq!(paid["invoice"]["payments"].as_array().map(Vec::len), Some(3));
    let done = waiter.get(&format!("/api/orders/{}", id(&order))).await.ok();
    assert_eq!(done["money"], "PAID");
}

#[tokio::test]
async fn a_pizza_s_third_is_a_third_of_its_price_with_tax() {
    let shop = TestBox::with_menu().await;
    let (waiter, _, order) = supper(&shop).await;
    let bill = bill_of(&order);
    let line = |n: usize| order["lines"][n]["id"].clone();
    let of = |n: usize, num: u32, den: u32| json!({ "line_id": line(n), "numerator": num, "denominator": den });
    let parts = json!([
        { "label": "Asha", "lines": [of(0, 1, 3)] },
        { "label": "Ravi", "lines": [of(0, 1, 3), of(1, 1, 1)] },
        { "label": "The rest" },
    ]);
    let shared = split(&waiter, &bill, json!({ "how": "ITEM", "parts": parts })).await.ok();
    let totals: Vec<i64> = shared["parts"]
        .as_array()
        .expect("parts")
        .iter()
        .map(|part| part["total_paise"].as_i64().expect("paise"))
        .collect();
    // 560.00 of paneer is 660.80 with tax, a third 220.27; the dal is 295.00; the naan 177.00.
    assert_eq!(totals, [22_027, 51_527, 39_726]);
    let more = json!([{ "lines": [of(0, 2, 3)] }, { "lines": [of(0, 1, 2)] }]);
    let more = split(&waiter, &bill, json!({ "how": "ITEM", "parts": more })).await;
    assert_eq!(more.code(), "invalid_value", "seven sixths of a pizza");
}

#[tokio::test]
async fn what_is_ordered_after_a_part_was_paid_is_for_the_others() {
    let shop = TestBox::with_menu().await;
    let (waiter, cashier, order) = supper(&shop).await;
    let bill = bill_of(&order);
    let shared = split(&waiter, &bill, json!({ "how": "EQUAL", "parts": 2 })).await.ok();
    let first = shared["parts"][0]["id"].clone();
    let cash = json!({ "part_id": first, "amount_received_paise": 56_640 });
    cashier.patch(&format!("/api/payments/{bill}/cash"), cash).await.ok();
    let items = waiter.items(&[("Garlic Naan", 2)]).await;
    let table = shop.table("5").await;
    waiter.post("/api/orders", json!({ "table_id": table, "items": items })).await.ok();
    let now = look(&waiter, &bill).await;
    assert_eq!(now["parts"][0]["due_paise"], 0);
    assert_eq!(now["parts"][1]["due_paise"], 56_640 + 11_800);
    assert_eq!(now["due_paise"], 56_640 + 11_800);
    let short = cashier
        .patch(
            &format!("/api/payments/{bill}/cash"),
            json!({ "amount_paise": 1_000, "amount_received_paise": 1_000 }),
        )
        .await;
    assert_eq!(short.code(), "part_required");
    let rest = cashier
        .patch(&format!("/api/payments/{bill}/cash"), json!({ "amount_received_paise": 70_000 }))
        .await
        .ok();
    assert_eq!(rest["change_paise"], 70_000 - 68_440);
    assert_eq!(rest["bill"]["state"], "PAID");
}

#[tokio::test]
async fn money_in_pieces_settles_once_and_never_takes_more_than_is_due() {
    let shop = TestBox::with_menu().await;
    let (_, cashier, order) = supper(&shop).await;
    let (bill, cash) = (bill_of(&order), format!("/api/payments/{}/cash", bill_of(&order)));
    let part = json!({ "amount_paise": 50_000, "amount_received_paise": 50_000 });
    let first = cashier.keyed(reqwest::Method::PATCH, &cash, "first", &part).await.ok();
    let same = cashier.keyed(reqwest::Method::PATCH, &cash, "first", &part).await.ok();
    assert_eq!(first["payment"]["id"], same["payment"]["id"], "the same key is the same money");
    let more = json!({ "amount_paise": 63_281, "amount_received_paise": 70_000 });
    assert_eq!(cashier.patch(&cash, more).await.code(), "more_than_due");
    let nothing = json!({ "amount_paise": 0, "amount_received_paise": 0 });
    assert_eq!(cashier.patch(&cash, nothing).await.code(), "invalid_value");
    let negative = json!({ "amount_paise": -5, "amount_received_paise": 0 });
    assert_eq!(cashier.patch(&cash, negative).await.code(), "invalid_value");
    let rest = cashier.patch(&cash, json!({ "amount_received_paise": 63_280 })).await.ok();
    assert_eq!(rest["bill"]["state"], "PAID");
    assert_eq!(
        cashier.patch(&cash, json!({ "amount_received_paise": 1 })).await.code(),
        "already_paid"
    );
    assert_eq!(look(&cashier, &bill).await["payments"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn a_transfer_that_never_came_is_due_again() {
    let shop = TestBox::with_menu().await;
    let (_, cashier, order) = supper(&shop).await;
    let bill = bill_of(&order);
    let paid = pay(&cashier, &bill, "upi", json!({ "utr": "412345678901" })).await.ok();
    assert_eq!(paid["bill"]["state"], "PAID");
    let listed = cashier.get("/api/payments/unverified").await.ok();
    assert_eq!(listed["items"][0]["id"], paid["payment"]["id"]);
    let path = format!("/api/payments/{}/verified", id(&paid["payment"]));
    let manager = shop.staff("Manager").await;
    assert_eq!(cashier.post(&path, json!({ "is_true": true })).await.code(), "forbidden");
    manager.post(&path, json!({ "is_true": false })).await.ok();
    manager.post(&path, json!({ "is_true": false })).await.ok();
    let owed = look(&cashier, &bill).await;
    assert_eq!((&owed["due_paise"], &owed["money"]), (&json!(113_280), &json!("UNPAID")));
    assert_eq!(owed["invoice"]["number"], "K1/2627/000001", "the invoice stands");
    let cash = format!("/api/payments/{bill}/cash");
    let now = cashier.patch(&cash, json!({ "amount_received_paise": 113_280 })).await.ok();
    assert_eq!((&now["bill"]["money"], &now["bill"]["due_paise"]), (&json!("PAID"), &json!(0)));
    assert_eq!(shop.count("SELECT count(*) FROM invoice"), 1);
}

#[tokio::test]
async fn unverified_money_stays_within_what_the_owner_dares() {
    let shop = TestBox::with_menu().await;
    let owner = shop.staff("Owner").await;
    let mut house = owner.get("/api/house/settings").await.ok();
    house["unverified_limit_paise"] = json!(60_000);
    owner.put("/api/house/settings", house).await.ok();
    let (_, cashier, order) = supper(&shop).await;
    let bill = bill_of(&order);
    let half = |utr: &str| json!({ "amount_paise": 56_640, "utr": utr });
    pay(&cashier, &bill, "upi", half("412345678901")).await.ok();
    let more = pay(&cashier, &bill, "upi", half("412345678902")).await;
    assert_eq!(more.code(), "unverified_limit");
    let listed = cashier.get("/api/payments/unverified").await.ok();
    let path = format!("/api/payments/{}/verified", id(&listed["items"][0]));
    owner.post(&path, json!({ "is_true": true })).await.ok();
    pay(&cashier, &bill, "upi", half("412345678902")).await.ok();
    assert_eq!(look(&cashier, &bill).await["state"], "PAID");
}

#[tokio::test]
async fn what_is_brought_back_has_a_credit_note_and_its_money() {
    let shop = TestBox::with_menu().await;
    let (_, cashier, order) = supper(&shop).await;
    let (bill, manager) = (bill_of(&order), shop.staff("Manager").await);
    let cash = format!("/api/payments/{bill}/cash");
    let back = format!("/api/bills/{bill}/return");
    let naan = json!({ "line_id": order["lines"][2]["id"], "quantity": 1 });
    let one = json!({ "lines": [naan], "reason": "burnt" });
    assert_eq!(manager.post(&back, one.clone()).await.code(), "refund_not_due", "it is not paid");
    cashier.patch(&cash, json!({ "amount_received_paise": 113_280 })).await.ok();
    assert_eq!(cashier.post(&back, one.clone()).await.code(), "forbidden");
    let note = manager.post(&back, one).await.ok();
    assert_eq!((&note["number"], &note["total_paise"]), (&json!("K1C/2627/000001"), &json!(5_900)));
    assert_eq!(note["invoice_number"], "K1/2627/000001");
    let tax = &note["quote"]["taxes"][0];
    assert_eq!(
        (&tax["taxable_paise"], &tax["cgst_paise"], &tax["sgst_paise"]),
        (&json!(5_000), &json!(450), &json!(450))
    );
    let owed = cashier.get("/api/refunds").await.ok();
    let refund = &owed["items"][0];
    assert_eq!((&refund["amount_paise"], &refund["state"]), (&json!(5_900), &json!("DUE")));
    assert_eq!(look(&cashier, &bill).await["money"], "REFUND_DUE");
    let path = format!("/api/refunds/{}/pay", id(refund));
    assert_eq!(cashier.post(&path, json!({})).await.code(), "drawer_required");
    cashier.open_drawer(100_000).await;
    cashier.post(&path, json!({})).await.ok();
    assert_eq!(cashier.post(&path, json!({})).await.code(), "refund_not_due");
    assert_eq!(look(&cashier, &bill).await["money"], "PAID");

    let all = |n: usize, quantity: u32| json!({ "line_id": order["lines"][n]["id"], "quantity": quantity });
    let rest = json!({ "lines": [all(0, 2), all(1, 1), all(2, 3)], "reason": "all cold" });
    assert_eq!(manager.post(&back, rest).await.code(), "invalid_value", "one naan is back already");
    let rest = json!({ "lines": [all(0, 2), all(1, 1), all(2, 2)], "reason": "all cold" });
    let note = manager.post(&back, rest).await.ok();
    assert_eq!(note["total_paise"], 113_280 - 5_900);
    assert_eq!(look(&cashier, &bill).await["credited_paise"], 113_280);
}

#[tokio::test]
async fn a_paid_order_that_is_called_off_is_owed_back_by_itself() {
    let shop = TestBox::with_menu().await;
    let (waiter, cashier, order) = supper(&shop).await;
    let (bill, manager) = (bill_of(&order), shop.staff("Manager").await);
    let cash = format!("/api/payments/{bill}/cash");
    cashier.patch(&cash, json!({ "amount_received_paise": 113_280 })).await.ok();
    let token = waiter.token.clone().expect("a token");
    let mut screen = Screen::open(&waiter.base, &token, "counter", None).await;
    let called_off =
        manager.act(&order, "cancel", json!({ "reason": "the gas is out" })).await.ok();
    assert_eq!(called_off["money"], "REFUND_DUE");
    let owed = |bill: &Value| bill["data"]["refunds"][0]["amount_paise"] == 113_280;
    screen.hear("bill", owed).await;
    let owed = cashier.get("/api/refunds").await.ok();
    assert_eq!(owed["items"][0]["reason"], "CANCELLED");
    cashier.open_drawer(200_000).await;
    cashier.post(&format!("/api/refunds/{}/pay", id(&owed["items"][0])), json!({})).await.ok();
    let order = waiter.get(&format!("/api/orders/{}", id(&order))).await.ok();
    assert_eq!(order["money"], "REFUNDED");
    assert_eq!(shop.count("SELECT count(*) FROM credit_note"), 1);
}

#[tokio::test]
async fn what_was_called_off_after_part_was_paid_leaves_the_rest_to_go_back() {
    let shop = TestBox::with_menu().await;
    let (_, cashier, order) = supper(&shop).await;
    let (bill, manager) = (bill_of(&order), shop.staff("Manager").await);
    let cash = format!("/api/payments/{bill}/cash");
    let most = json!({ "amount_paise": 100_000, "amount_received_paise": 100_000 });
    cashier.patch(&cash, most).await.ok();
    let token = manager.token.clone().expect("a token");
    let mut screen = Screen::open(&manager.base, &token, "counter", None).await;
    manager.amend(&order, 0, json!({ "quantity": 0, "reason": "none left" })).await.ok();
    // 400.00 of dal and naan is 472.00 with tax: nothing is due any more, and nothing waits.
    let settled = |bill: &Value| bill["data"]["state"] == "PAID";
    let done = screen.hear("bill", settled).await;
    assert_eq!(done["data"]["invoice"]["quote"]["total_paise"], 47_200);
    let owed = cashier.get("/api/refunds").await.ok();
    assert_eq!(owed["items"][0]["amount_paise"], 100_000 - 47_200);
    assert_eq!(owed["items"][0]["note"], "K1R/2627/000001");
}

#[tokio::test]
async fn packing_and_what_is_not_on_the_menu_are_on_the_bill_and_taxed() {
    let shop = TestBox::with_menu().await;
    let (_, cashier, order) = supper(&shop).await;
    let bill = bill_of(&order);
    let extras = format!("/api/bills/{bill}/extras");
    let packing = json!({ "kind": "PACKING", "unit_paise": 2_000 });
    let on = cashier.post(&extras, packing).await.ok();
    assert_eq!(on["quote"]["total_paise"], 113_280 + 2_360);
    let cake = json!({ "kind": "OPEN", "name": "Cake plate", "unit_paise": 10_000, "quantity": 2 });
    let on = cashier.post(&extras, cake).await.ok();
    assert_eq!(on["quote"]["total_paise"], 113_280 + 2_360 + 23_600);
    for bad in [
        json!({ "kind": "DISH", "unit_paise": 100 }),
        json!({ "kind": "OPEN", "unit_paise": 100 }),
        json!({ "kind": "OPEN", "name": "Free", "unit_paise": 0 }),
        json!({ "kind": "OPEN", "name": "Many", "unit_paise": 1, "quantity": 51 }),
        json!({ "kind": "OPEN", "name": "Less", "unit_paise": -100 }),
    ] {
        assert_eq!(cashier.post(&extras, bad).await.code(), "invalid_value");
    }
    let line = on["lines"].as_array().and_then(|lines| lines.last()).expect("a line").clone();
    let line = line["line_id"].as_str().expect("an id");
    for _ in 0..2 {
        let off = cashier.delete(&format!("{extras}/{line}")).await.ok();
        assert_eq!(off["quote"]["total_paise"], 113_280 + 2_360);
    }
    let buyer = json!({ "name": "Sharma Traders", "address": "Pune", "gstin": "27AAPFU0939F1ZV" });
    cashier.put(&format!("/api/bills/{bill}/buyer"), buyer).await.ok();
    let cash = format!("/api/payments/{bill}/cash");
    let paid = cashier.patch(&cash, json!({ "amount_received_paise": 115_640 })).await.ok();
    assert_eq!(paid["bill"]["invoice"]["buyer"]["gstin"], "27AAPFU0939F1ZV");
    assert_eq!(
        cashier.post(&extras, json!({ "kind": "PACKING", "unit_paise": 1 })).await.code(),
        "already_paid"
    );
}

#[tokio::test]
async fn a_upi_code_asks_for_what_is_due_and_proves_nothing() {
    let shop = TestBox::with_menu().await;
    let (_, cashier, order) = supper(&shop).await;
    let bill = bill_of(&order);
    let path = format!("/api/bills/{bill}/upi");
    assert_eq!(cashier.get(&path).await.code(), "upi_not_set_up");
    let owner = shop.staff("Owner").await;
    let mut house = owner.get("/api/house/settings").await.ok();
    house["upi_vpa"] = json!("tiffin@okaxis");
    owner.put("/api/house/settings", house).await.ok();
    let guest = shop.guest("5").await;
    let code = guest.get(&path).await.ok();
    assert!(code["uri"].as_str().is_some_and(|uri| uri.contains("&am=1132.80&cu=INR")), "{code}");
    assert!(code["svg"].as_str().is_some_and(|svg| svg.starts_with("<svg")));
    let other = shop.guest("6").await;
    assert_eq!(other.get(&path).await.code(), "not_found", "somebody else's bill");
    assert_eq!(cashier.get(&format!("{path}?amount_paise=113281")).await.code(), "more_than_due");
    assert_eq!(look(&cashier, &bill).await["money"], "UNPAID");
}

#[tokio::test]
async fn a_cashier_gives_so_much_and_more_with_a_manager_s_word() {
    let shop = TestBox::with_menu().await;
    let (waiter, cashier, order) = supper(&shop).await;
    let bill = bill_of(&order);
    let path = format!("/api/bills/{bill}/discount");
    let off = |bps: u32| json!({ "percent_bps": bps, "reason": "a birthday" });
    cashier.post(&path, off(2_000)).await.ok();
    let more = cashier.post(&path, off(2_001)).await;
    assert_eq!(more.code(), "discount_limit");
    assert_eq!(more.body["error"]["details"]["limit_bps"], 2_000);
    assert_eq!(cashier.agreed("Cashier", PIN, &path, off(5_000)).await.code(), "forbidden");
    assert_eq!(cashier.agreed("Manager", "000000", &path, off(5_000)).await.code(), "wrong_pin");
    let half = cashier.agreed("Manager", PIN, &path, off(5_000)).await.ok();
    assert_eq!(half["quote"]["subtotal_paise"], 48_000);
    assert_eq!(half["discount"]["reason"], "a birthday (agreed: Manager)");

    let cook = shop.staff("Cook").await;
    cook.post(&format!("/api/kitchen/orders/{}/start", id(&order)), json!({})).await.ok();
    let off = json!({ "reason": "they left" });
    let cancel = format!("/api/orders/{}/cancel", id(&order));
    assert_eq!(waiter.post(&cancel, off.clone()).await.code(), "forbidden");
    let gone = waiter.agreed("Manager", PIN, &cancel, off).await.ok();
    assert_eq!(gone["status"], "CANCELLED");
    let last = gone["history"].as_array().and_then(|steps| steps.last()).expect("a step").clone();
    assert_eq!(
        (&last["by"], &last["reason"]),
        (&json!("Waiter"), &json!("they left (agreed: Manager)"))
    );
}

#[tokio::test]
async fn a_rate_holds_for_bills_opened_from_its_time_on() {
    let shop = TestBox::with_menu().await;
    let (owner, manager) = (shop.staff("Owner").await, shop.staff("Manager").await);
    let rates = manager.get("/api/tax-rates").await.ok();
    assert_eq!(rates["items"][0]["class"], "restaurant");
    let at = |seconds: i64| shop.clock.now().plus_seconds(seconds);
    let five = |seconds: i64| {
        json!({ "class": "restaurant", "rate_bps": 500, "is_inclusive": false,
            "effective_from": at(seconds) })
    };
    assert_eq!(manager.put("/api/tax-rates", five(60)).await.code(), "forbidden");
    assert_eq!(owner.put("/api/tax-rates", five(-60)).await.code(), "invalid_value");
    let odd = json!({ "class": "restaurant", "rate_bps": 501, "is_inclusive": false,
        "effective_from": at(60) });
    assert_eq!(owner.put("/api/tax-rates", odd).await.code(), "invalid_value");
    let set = five(60);
    owner.put("/api/tax-rates", set.clone()).await.ok();
    owner.put("/api/tax-rates", set).await.ok();
    let (waiter, cashier, before) = supper(&shop).await;
    shop.clock.pass(std::time::Duration::from_secs(61));
    let items = waiter.items(&[("Dal Makhani", 1)]).await;
    let table = shop.table("6").await;
    let after = waiter.post("/api/orders", json!({ "table_id": table, "items": items })).await.ok();
    assert_eq!(look(&cashier, &bill_of(&before)).await["quote"]["total_paise"], 113_280);
    assert_eq!(look(&cashier, &bill_of(&after)).await["quote"]["total_paise"], 26_250);
}

#[tokio::test]
async fn small_bills_have_one_invoice_a_day_where_the_owner_wants_it() {
    let shop = TestBox::with_menu().await;
    let owner = shop.staff("Owner").await;
    let mut house = owner.get("/api/house/settings").await.ok();
    house["consolidates_small_bills"] = json!(true);
    owner.put("/api/house/settings", house).await.ok();
    let (_, cashier, big) = supper(&shop).await;
    let mut numbers = Vec::new();
    let mut pay = async |order: &Value| {
        let paid = cashier.cash(order, 200_000).await.ok();
        numbers.push(paid["bill"]["invoice"]["number"].as_str().expect("a number").to_owned());
    };
    for table in ["1", "2", "3"] {
        let small = owner.order_at(&shop, table, &[("Sweet Lassi", 1)]).await;
        if table == "3" {
            let path = format!("/api/bills/{}/buyer", bill_of(&small));
            owner
                .put(&path, json!({ "name": "A guest who asks", "address": "", "gstin": "" }))
                .await
                .ok();
        }
        pay(&small).await;
    }
    pay(&big).await;
    assert_eq!(numbers, ["K1M/2627/000001", "K1M/2627/000002", "K1/2627/000001", "K1/2627/000002"]);
    let by = tiffin::wire::Actor::the_box();
    let whole = || {
        let day = "2026-11-21".parse().expect("a day");
        let issue = move |tx: &tiffin::store::Tx| tiffin::billing::consolidate_in(tx, day);
        shop.app.store.write(&by, issue)
    };
    let issued = whole().await.expect("issued").expect("an invoice");
    assert_eq!((issued.number.as_str(), issued.count), ("K1/2627/000003", 2));
    assert_eq!(
        (issued.total_paise.0, issued.taxes[0].cgst_paise),
        (18_880, issued.taxes[0].sgst_paise)
    );
    assert_eq!(whole().await.expect("again").expect("the same").number, issued.number);
}
