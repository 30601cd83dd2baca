//! Liquor is outside GST: one bill for the guest, two papers for the law.

use std::time::Duration;

use serde_json::{Value, json};

use crate::kit::{Shop, TestBox};

const DAY: &str = "2026-11-21";

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

/// From now on this dish is liquor, under VAT at a rate.
pub async fn pour(shop: &Shop, dish: &str, rate_bps: u32) {
    let owner = shop.staff("Owner").await;
    let rate = json!({ "class": "liquor", "kind": "VAT", "rate_bps": rate_bps,
        "is_inclusive": false, "effective_from": shop.clock.now() });
    owner.put("/api/tax-rates", rate).await.ok();
    let changed = format!("UPDATE dish SET tax_class = 'liquor' WHERE name = '{dish}'");
    assert_eq!(shop.try_sql(&changed), Ok(1));
}

fn totals(bill: &Value) -> [i64; 3] {
    let of = |part: &Value| part["quote"]["total_paise"].as_i64().unwrap_or(0);
    [of(bill), of(&bill["invoice"]), of(&bill["vat_invoice"])]
}

#[tokio::test]
async fn one_bill_is_paid_and_two_papers_say_what_is_under_which_law() {
    let shop = TestBox::with_menu().await;
    pour(&shop, "Sweet Lassi", 1_000).await;
    let (waiter, cashier) = (shop.staff("Waiter").await, shop.staff("Cashier").await);
    let manager = shop.staff("Manager").await;
    let placed = waiter.order_at(&shop, "5", &[("Dal Makhani", 2), ("Sweet Lassi", 2)]).await;
    let bill = text(&placed["bill_id"]).to_owned();
    let off = json!({ "percent_bps": 1_000, "reason": "a regular" });
    manager.post(&format!("/api/bills/{bill}/discount"), off).await.ok();
    let path = format!("/api/bills/{bill}/split");
    let shared = cashier.put(&path, json!({ "how": "EQUAL", "parts": 2 })).await.ok();
    // 450.00 and 18 % of GST; 144.00 and 10 % of VAT.
    assert_eq!(totals(&shared)[0], 53_100 + 15_840);
    let vat: i64 = shared["parts"]
        .as_array()
        .expect("parts")
        .iter()
        .map(|part| part["vat_paise"].as_i64().expect("paise"))
        .sum();
    assert_eq!(vat, 1_440);
    for part in shared["parts"].as_array().expect("parts") {
        let body = json!({ "part_id": part["id"], "amount_received_paise": 50_000 });
        cashier.patch(&format!("/api/payments/{bill}/cash"), body).await.ok();
    }
    let paid = cashier.get(&format!("/api/bills/{bill}")).await.ok();
    assert_eq!(totals(&paid), [68_940, 53_100, 15_840]);
    let (gst, vat) = (&paid["invoice"], &paid["vat_invoice"]);
    assert_eq!((&gst["number"], &gst["kind"]), (&json!("K1/2627/000001"), &json!("TAX_INVOICE")));
    assert_eq!((&vat["number"], &vat["kind"]), (&json!("K1V/2627/000001"), &json!("VAT_INVOICE")));
    assert_eq!(
        (&gst["beside"]["number"], &vat["beside"]["number"]),
        (&vat["number"], &gst["number"])
    );
    assert_eq!(gst["lines"].as_array().map(Vec::len), Some(1));
    assert_eq!(vat["lines"][0]["name"], "Sweet Lassi");
    assert_eq!(
        (&vat["quote"]["discount_paise"], &vat["quote"]["taxes"][0]["vat_paise"]),
        (&json!(1_600), &json!(1_440))
    );
    for paper in [gst, vat] {
        let page = shop.stranger().get(text(&paper["receipt_path"])).await.ok();
        let page = page.as_str().expect("a page");
        assert!(page.contains(text(&paper["number"])), "{page}");
        assert!(page.contains(text(&paper["beside"]["number"])), "{page}");
    }

    // One of each comes back: on two papers, and the money for both.
    let line = |n: usize| json!({ "line_id": placed["lines"][n]["id"], "quantity": 1 });
    let body = json!({ "lines": [line(0), line(1)], "reason": "not what was asked for" });
    let note = manager.post(&format!("/api/bills/{bill}/return"), body).await.ok();
    assert_eq!(
        (&note["number"], &note["total_paise"]),
        (&json!("K1C/2627/000001"), &json!(26_550))
    );
    let now = cashier.get(&format!("/api/bills/{bill}")).await.ok();
    let other = &now["credit_notes"][1];
    assert_eq!(
        (&other["number"], &other["kind"]),
        (&json!("K1W/2627/000001"), &json!("VAT_CREDIT_NOTE"))
    );
    assert_eq!((&other["invoice_number"], &other["total_paise"]), (&vat["number"], &json!(7_920)));
    assert_eq!(now["credited_paise"], 26_550 + 7_920);

    let span = format!("?from={DAY}&to={DAY}");
    let gstr1 = manager.get(&format!("/api/reports/gstr1{span}")).await.ok();
    assert_eq!(gstr1["b2cs"].as_array().map(Vec::len), Some(1));
    assert_eq!(gstr1["b2cs"][0]["taxable_paise"], 22_500);
    assert_eq!((&gstr1["non_gst_paise"], &gstr1["untaxed_paise"]), (&json!(7_200), &json!(0)));
    let kinds: Vec<_> =
        gstr1["documents"].as_array().expect("them").iter().map(|d| text(&d["kind"])).collect();
    assert_eq!(kinds, ["TAX_INVOICE", "CREDIT_NOTE"]);
    let journal = manager.get(&format!("/api/reports/journal{span}")).await.ok();
    assert_eq!(journal["debit_paise"], journal["credit_paise"]);
    let booked = |side: &str| -> i64 {
        let postings = journal["postings"].as_array().expect("postings").iter();
        let own = postings.filter(|posting| posting["account"] == "VAT_PAYABLE");
        own.map(|posting| posting[side].as_i64().expect("paise")).sum()
    };
    assert_eq!((booked("credit_paise"), booked("debit_paise")), (1_440, 720));
    cashier.open_drawer(100_000).await;
    for refund in cashier.get("/api/refunds").await.ok()["items"].as_array().expect("them") {
        let path = format!("/api/refunds/{}/pay", text(&refund["id"]));
        cashier.post(&path, json!({})).await.ok();
    }
    let open = cashier.get("/api/drawers?open=true").await.ok();
    let path = format!("/api/drawers/{}/close", text(&open["items"][0]["id"]));
    cashier.post(&path, json!({ "counts": { "500": 1 } })).await.ok();
    let z = manager.post(&format!("/api/days/{DAY}/close"), json!({})).await.ok();
    assert_eq!((&z["sales"]["bills"], &z["sales"]["total_paise"]), (&json!(1), &json!(68_940)));
    let liquor = &z["liquor"];
    assert_eq!((&liquor["total_paise"], &liquor["vat_paise"]), (&json!(15_840), &json!(1_440)));
    assert_eq!((&liquor["invoices"], &liquor["credited_paise"]), (&json!(1), &json!(7_920)));
    let series: Vec<_> =
        z["series"].as_array().expect("them").iter().map(|one| text(&one["prefix"])).collect();
    for prefix in ["K1/2627/", "K1V/2627/", "K1C/2627/", "K1W/2627/"] {
        assert!(series.contains(&prefix), "{series:?}");
    }
}

#[tokio::test]
async fn beer_alone_has_one_paper_and_a_small_bill_s_bread_is_in_the_day_s_invoice() {
    let shop = TestBox::with_menu().await;
    let owner = shop.staff("Owner").await;
    let mut house = owner.get("/api/house/settings").await.ok();
    house["consolidates_small_bills"] = json!(true);
    owner.put("/api/house/settings", house).await.ok();
    pour(&shop, "Sweet Lassi", 2_000).await;
    let (waiter, cashier) = (shop.staff("Waiter").await, shop.staff("Cashier").await);
    let beer = waiter.order_at(&shop, "1", &[("Sweet Lassi", 1)]).await;
    let paid = cashier.cash(&beer, 100_000).await.ok()["bill"].clone();
    assert_eq!(
        (&paid["invoice"]["kind"], &paid["vat_invoice"]),
        (&json!("VAT_INVOICE"), &json!(null))
    );
    assert_eq!(totals(&paid), [9_600, 9_600, 0]);
    let both = waiter.order_at(&shop, "2", &[("Garlic Naan", 1), ("Sweet Lassi", 3)]).await;
    let paid = cashier.cash(&both, 100_000).await.ok()["bill"].clone();
    assert_eq!(totals(&paid), [5_900 + 28_800, 5_900, 28_800]);
    assert_eq!(paid["invoice"]["kind"], "CASH_MEMO");
    assert_eq!(paid["vat_invoice"]["number"], "K1V/2627/000002");
    let z = owner.post(&format!("/api/days/{DAY}/close"), json!({})).await.ok();
    assert_eq!((&z["sales"]["bills"], &z["liquor"]["invoices"]), (&json!(2), &json!(2)));
    let whole = shop.count("SELECT total_paise FROM consolidated_invoice");
    assert_eq!(whole, 5_900, "what is under VAT is in no invoice under GST");
}

#[tokio::test]
async fn who_collects_no_gst_collects_vat_and_rates_hold_from_their_time_on() {
    let shop = TestBox::with_menu().await;
    let owner = shop.staff("Owner").await;
    pour(&shop, "Sweet Lassi", 1_000).await;
    let (waiter, cashier) = (shop.staff("Waiter").await, shop.staff("Cashier").await);
    let before = waiter.order_at(&shop, "1", &[("Sweet Lassi", 1)]).await;
    shop.clock.pass(Duration::from_secs(60));
    let rate = |class: &str, kind: &str, bps: u32| {
        json!({ "class": class, "kind": kind, "rate_bps": bps, "is_inclusive": false,
            "effective_from": shop.clock.now() })
    };
    let rates = "/api/tax-rates";
    assert_eq!(owner.put(rates, rate("restaurant", "VAT", 1_000)).await.code(), "invalid_value");
    assert_eq!(owner.put(rates, rate("liquor", "VAT", 10_001)).await.code(), "invalid_value");
    assert_eq!(owner.put(rates, rate("wine", "GST", 1_075)).await.code(), "invalid_value");
    owner.put(rates, rate("liquor", "VAT", 2_075)).await.ok();
    let paid = cashier.cash(&before, 100_000).await.ok()["bill"].clone();
    assert_eq!(totals(&paid)[0], 8_800, "it was sold under the rate of its hour");
    let mut house = owner.get("/api/house/settings").await.ok();
    house["tax_scheme"] = json!("COMPOSITION");
    owner.put("/api/house/settings", house).await.ok();
    let after = waiter.order_at(&shop, "2", &[("Dal Makhani", 1), ("Sweet Lassi", 1)]).await;
    let paid = cashier.cash(&after, 100_000).await.ok()["bill"].clone();
    assert_eq!(totals(&paid), [25_000 + 9_660, 25_000, 9_660]);
    assert_eq!(paid["invoice"]["kind"], "BILL_OF_SUPPLY");
    assert_eq!(paid["invoice"]["quote"]["taxes"], json!([]));
    assert_eq!(paid["vat_invoice"]["quote"]["taxes"][0]["label"], "VAT 20.75%");
}
