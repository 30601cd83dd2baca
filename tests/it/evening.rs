//! The evening of the product page, over the API, to the paisa.

use serde_json::json;

use crate::kit::TestBox;

#[tokio::test]
async fn an_evening_at_table_five_from_the_code_to_the_invoice() {
    let shop = TestBox::with_menu().await;
    let (wife, husband) = (shop.guest("5").await, shop.named_guest("5", "Ravi").await);
    let (cook, cashier) = (shop.staff("Cook").await, shop.staff("Cashier").await);
    let dishes = [("Paneer Tikka", 2), ("Dal Makhani", 1), ("Garlic Naan", 3)];
    let order = wife.order(&dishes).await.ok();
    assert_eq!(order["quote"]["subtotal_paise"], 96_000);
    assert_eq!(order["quote"]["tax_paise"], 17_280);
    assert_eq!(order["quote"]["total_paise"], 113_280);
    assert_eq!((&order["status"], &order["number"]), (&json!("CONFIRMED"), &json!(1)));
    assert_eq!(order["eta_minutes"], 15);

    let board = cook.get("/api/kitchen/board").await.ok();
    assert_eq!(board["tickets"].as_array().map(Vec::len), Some(2), "the tandoor and the curries");
    let id = order["id"].as_str().expect("an id");
    for tap in ["start", "done"] {
        cook.post(&format!("/api/kitchen/orders/{id}/{tap}"), json!({})).await.ok();
    }
    let seen = husband.get(&format!("/api/orders/{id}")).await.ok();
    assert_eq!(seen["status"], "READY", "one table, one bill: he sees her order");
    shop.staff("Waiter").await.step(&order, "SERVED").await.ok();

    let dal = &order["lines"][1]["id"].as_str().expect("a line");
    let off = json!({ "percent_bps": 1_500, "reason": "a long wait" });
    let path = format!("/api/orders/{id}/lines/{dal}/discount");
    let cheaper = cashier.post(&path, off).await.ok();
    assert_eq!(cheaper["quote"]["subtotal_paise"], 92_250);
    assert_eq!(cheaper["quote"]["tax_paise"], 16_605);
    assert_eq!(cheaper["quote"]["total_paise"], 108_855);

    assert_eq!(cashier.cash(&order, 108_854).await.code(), "amount_short");
    let paid = cashier.cash(&order, 110_000).await.ok();
    assert_eq!(paid["change_paise"], 1_145);
    let invoice = &paid["bill"]["invoice"];
    assert_eq!(invoice["number"], "K1/2627/000001");
    let tax = &invoice["quote"]["taxes"][0];
    assert_eq!((&tax["cgst_paise"], &tax["sgst_paise"]), (&json!(8_303), &json!(8_303)));
    assert_eq!(invoice["quote"]["round_off_paise"], -1);

    let done = cashier.get(&format!("/api/orders/{id}")).await.ok();
    assert_eq!((&done["status"], &done["money"]), (&json!("COMPLETED"), &json!("PAID")));
    let receipt = shop.stranger().get(invoice["receipt_path"].as_str().expect("a path")).await;
    let page = receipt.ok().as_str().map(str::to_owned).expect("a page");
    for printed in ["K1/2627/000001", "1,088.55", "83.03", "-0.01", "GSTIN", "FSSAI", "SAC"] {
        assert!(page.contains(printed), "{printed}");
    }
    let today = shop.staff("Owner").await.get("/api/reports/today").await.ok();
    assert_eq!(today["collected_paise"], 108_855);
    assert_eq!(today["by_hour"][19]["orders"], 1);
    assert_eq!(today["top_items"][0]["name"], "Garlic Naan");
}

#[tokio::test]
async fn a_lassi_from_another_phone_is_on_the_same_bill() {
    let shop = TestBox::with_menu().await;
    let (wife, husband) = (shop.guest("5").await, shop.named_guest("5", "Ravi").await);
    let first = wife.order(&[("Paneer Tikka", 1)]).await.ok();
    let second = husband.order(&[("Sweet Lassi", 1)]).await.ok();
    assert_eq!(first["bill_id"], second["bill_id"]);
    let path = format!("/api/bills/{}", first["bill_id"].as_str().expect("an id"));
    let bill = wife.get(&path).await.ok();
    assert_eq!(bill["lines"].as_array().map(Vec::len), Some(2));
    let stranger = shop.guest("6").await;
    assert_eq!(stranger.get(&path).await.code(), "not_found", "another table sees nothing");
    let cashier = shop.staff("Cashier").await;
    let due = bill["due_paise"].as_i64().expect("an amount");
    cashier.cash(&second, due).await.ok();
    assert_eq!(cashier.cash(&first, due).await.code(), "already_paid");
    assert_eq!(wife.order(&[("Garlic Naan", 1)]).await.code(), "sitting_closed");
}

#[tokio::test]
async fn an_order_that_waits_for_a_yes_keeps_the_bill_open() {
    let shop = TestBox::with_menu().await;
    let owner = shop.staff("Owner").await;
    let mut house = owner.get("/api/house/settings").await.ok();
    house["accept_mode"] = json!("APPROVAL");
    owner.put("/api/house/settings", house).await.ok();
    let guest = shop.guest("5").await;
    let order = guest.order(&[("Dal Makhani", 1)]).await.ok();
    assert_eq!(order["status"], "PENDING");
    let board = shop.staff("Cook").await.get("/api/kitchen/board").await.ok();
    assert_eq!(board["tickets"], json!([]), "the kitchen cooks nothing nobody accepted");
    let cashier = shop.staff("Cashier").await;
    assert_eq!(cashier.cash(&order, 100_000).await.code(), "orders_pending");
    let path = format!("/api/orders/{}", order["id"].as_str().expect("an id"));
    assert_eq!(
        cashier.post(&format!("{path}/reject"), json!({ "reason": " " })).await.code(),
        "reason_required"
    );
    cashier.post(&format!("{path}/accept"), json!({})).await.ok();
    cashier.post(&format!("{path}/accept"), json!({})).await.ok();
    let fired = "SELECT coalesce(sum(quantity), 0) FROM fired";
    assert_eq!(shop.count(fired), 1, "accepting twice fires once");
    cashier.cash(&order, 100_000).await.ok();
}
