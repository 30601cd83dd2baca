//! A bill shared by who sat where, and by who ordered what.

use serde_json::{Value, json};

use crate::kit::{Person, Shop, TestBox};

async fn split(by: &Person, order: &Value, how: &str) -> Vec<(String, i64)> {
    let bill = order["bill_id"].as_str().expect("a bill");
    let shared = by.put(&format!("/api/bills/{bill}/split"), json!({ "how": how })).await.ok();
    let parts: Vec<_> = shared["parts"]
        .as_array()
        .expect("parts")
        .iter()
        .map(|part| {
            let label = part["label"].as_str().expect("a label").to_owned();
            (label, part["total_paise"].as_i64().expect("an amount"))
        })
        .collect();
    let whole: i64 = parts.iter().map(|(_, total)| total).sum();
    assert_eq!(shared["quote"]["total_paise"], whole, "the parts are the whole");
    parts
}

async fn supper_at_seats(shop: &Shop, waiter: &Person, seats: &[Option<u32>]) -> Value {
    let naan = waiter.items(&[("Garlic Naan", 1)]).await[0].clone();
    let at = |seat: &Option<u32>| {
        let mut item = naan.clone();
        item["seat"] = json!(seat);
        item
    };
    let items: Vec<_> = seats.iter().map(at).collect();
    let body = json!({ "table_id": shop.table("3").await, "items": items });
    waiter.post("/api/orders", body).await.ok()
}

#[tokio::test]
async fn each_seat_pays_its_dishes_and_a_share_of_what_is_for_all() {
    let shop = TestBox::with_menu().await;
    let waiter = shop.staff("Waiter").await;
    let seats = [Some(1), Some(2), Some(2), Some(10), None];
    let order = supper_at_seats(&shop, &waiter, &seats).await;
    // Naan at 59.00 with tax; the one for all is 19.67 for each, the last paisa evens out.
    let parts = split(&waiter, &order, "SEAT").await;
    let labels: Vec<_> = parts.iter().map(|(label, _)| label.as_str()).collect();
    assert_eq!(labels, ["Seat 1", "Seat 2", "Seat 10"]);
    let near = |paise: i64, wanted: i64| (paise - wanted).abs() <= 2;
    for ((label, paise), wanted) in parts.iter().zip([7_867, 13_767, 7_867]) {
        assert!(near(*paise, wanted), "{label} pays {paise}");
    }
}

#[tokio::test]
async fn each_guest_pays_what_that_guest_ordered() {
    let shop = TestBox::with_menu().await;
    let (asha, ravi) = (shop.guest("3").await, shop.named_guest("3", "Ravi").await);
    asha.order(&[("Garlic Naan", 1)]).await.ok();
    ravi.order(&[("Garlic Naan", 2)]).await.ok();
    let order = asha.order(&[("Garlic Naan", 1)]).await.ok();
    let mut parts = split(&shop.staff("Waiter").await, &order, "GUEST").await;
    parts.sort();
    let two_naan = |name: &str| (name.to_owned(), 11_800);
    assert_eq!(parts, [two_naan("Asha"), two_naan("Ravi")]);
}
