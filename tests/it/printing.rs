//! Paper, over the API of a running box; printers are listeners that come and go.

use serde_json::{Value, json};
use std::net::SocketAddr;

use crate::kit::{Paper, Person, Place, TestBox, found, text_of};

fn setting(name: &str, at: SocketAddr) -> Value {
    json!({
        "name": name, "kind": "TCP", "address": at.to_string(), "width": 80,
        "stations": [], "is_receipts": false, "opens_drawer": false, "is_active": true,
    })
}

fn with(mut setting: Value, more: Value) -> Value {
    let more = more.as_object().expect("fields").clone();
    setting.as_object_mut().expect("a setting").extend(more);
    setting
}

/// A printer that every kitchen ticket comes out of.
async fn kitchen_printer(manager: &Person, name: &str, at: SocketAddr) -> Value {
    let stations = json!({ "stations": ["*"] });
    manager.post("/api/printers", with(setting(name, at), stations)).await.ok()
}

/// The newest print in a state, once there is one.
async fn print_in(person: &Person, state: &str) -> Value {
    let newest = async || {
        let page = person.get(&format!("/api/prints?state={state}")).await.ok();
        page["items"].as_array().and_then(|items| items.first()).cloned()
    };
    found(&format!("a print that is {state}"), newest).await
}

fn path(print: &Value, act: &str) -> String {
    format!("/api/prints/{}/{act}", print["id"].as_str().expect("an id"))
}

#[tokio::test]
async fn a_ticket_comes_out_once_and_says_what_to_cook() {
    let shop = TestBox::with_menu().await;
    let (manager, waiter) = (shop.staff("Manager").await, shop.staff("Waiter").await);
    let mut paper = Paper::plugged_in();
    kitchen_printer(&manager, "Kitchen", paper.address).await;
    let guest = shop.guest("5").await;
    guest.order(&[("Paneer Tikka", 2)]).await.ok();
    let text = text_of(&paper.next().await);
    assert!(text.contains("2 x Paneer Tikka") && text.contains("Table 5"), "{text}");
    let sent = print_in(&waiter, "SENT").await;
    assert_eq!((sent["copy"].as_u64(), sent["kind"].as_str()), (Some(0), Some("TICKET")));
    assert_eq!(manager.post(&path(&sent, "retry"), json!({})).await.code(), "print_over");
    assert_eq!(manager.post(&path(&sent, "drop"), json!({})).await.code(), "print_over");
    let again = format!("/api/kitchen/tickets/{}/print", sent["subject"].as_str().expect("one"));
    waiter.post(&again, json!({})).await.ok();
    let copy = text_of(&paper.next().await);
    assert!(copy.contains("REPRINT 1"), "{copy}");
    assert_eq!(paper.rest(), 0);
}

#[tokio::test]
async fn what_waits_comes_out_once_where_it_is_wanted_and_a_dead_printer_is_cleared_at_once() {
    let shop = TestBox::with_menu().await;
    let manager = shop.staff("Manager").await;
    let dead = Place::free();
    let kitchen = kitchen_printer(&manager, "Kitchen", dead.address).await;
    let guest = shop.guest("5").await;
    guest.order(&[("Garlic Naan", 1)]).await.ok();
    let waits = print_in(&manager, "QUEUED").await;
    let mut bar = Paper::plugged_in();
    let other = manager.post("/api/printers", setting("Bar", bar.address)).await.ok();
    let again = format!("/api/kitchen/tickets/{}/print", waits["subject"].as_str().expect("one"));
    let moved = manager.post(&again, json!({ "printer_id": other["id"] })).await.ok();
    assert_eq!((&moved["id"], &moved["copy"]), (&waits["id"], &json!(0)));
    let once = text_of(&bar.next().await);
    assert!(once.contains("1 x Garlic Naan") && !once.contains("REPRINT"), "{once}");
    for _ in 0..3 {
        guest.order(&[("Garlic Naan", 1)]).await.ok();
    }
    let drop = format!("/api/printers/{}/drop", kitchen["id"].as_str().expect("an id"));
    // The last may still be on its way from the order to the queue.
    let mut dropped = 0;
    while dropped < 3 {
        print_in(&manager, "QUEUED").await;
        let answer = manager.post(&drop, json!({})).await.ok();
        dropped += answer["dropped"].as_u64().expect("a number");
    }
    let gone = print_in(&manager, "DROPPED").await;
    assert_eq!(gone["printer_name"], "Kitchen");
    assert_eq!(bar.rest(), 0);
}

#[tokio::test]
async fn a_narrow_printer_at_a_device_file_gets_hindi_as_a_picture() {
    let shop = TestBox::with_menu().await;
    let manager = shop.staff("Manager").await;
    let narrow = json!({ "kind": "FILE", "address": "narrow", "width": 58, "stations": ["*"] });
    let somewhere = SocketAddr::from(([127, 0, 0, 1], 9100));
    manager.post("/api/printers", with(setting("Narrow", somewhere), narrow)).await.ok();
    shop.guest("5").await.order(&[("Paneer Tikka", 2)]).await.ok();
    print_in(&manager, "SENT").await;
    let printed = std::fs::read(shop.app.settings.data_dir.join("prints/narrow.escpos"));
    let printed = printed.expect("what came out");
    let picture = [0x1d, b'v', b'0', 0, 48, 0];
    assert!(printed.windows(6).any(|bytes| bytes == picture), "384 dots across");
    assert!(text_of(&printed).lines().all(|line| line.len() <= 32));
}

#[tokio::test]
async fn a_dead_printer_holds_up_no_order_and_no_other_printer() {
    let shop = TestBox::with_menu().await;
    let manager = shop.staff("Manager").await;
    let dead = Place::free();
    let mut alive = Paper::plugged_in();
    kitchen_printer(&manager, "Dead", dead.address).await;
    let other = kitchen_printer(&manager, "Alive", alive.address).await;
    let guest = shop.guest("5").await;
    let order = guest.order(&[("Garlic Naan", 1)]).await.ok();
    assert_eq!(order["status"], "CONFIRMED");
    assert!(text_of(&alive.next().await).contains("1 x Garlic Naan"));
    let waits = print_in(&manager, "QUEUED").await;
    assert_eq!(waits["printer_name"], "Dead");
    let moved = manager.post(&path(&waits, "retry"), json!({ "printer_id": other["id"] })).await;
    assert_eq!(moved.ok()["copy"], 0, "nothing came out before");
    assert!(text_of(&alive.next().await).contains("1 x Garlic Naan"));
    assert_eq!(alive.rest(), 0);
}

#[tokio::test]
async fn a_printer_that_comes_back_prints_what_waited_once_and_in_order() {
    let shop = TestBox::with_menu().await;
    let manager = shop.staff("Manager").await;
    let away = Place::free();
    kitchen_printer(&manager, "Kitchen", away.address).await;
    let guest = shop.guest("5").await;
    for dish in ["Garlic Naan", "Paneer Tikka"] {
        guest.order(&[(dish, 1)]).await.ok();
        print_in(&manager, "QUEUED").await;
    }
    let mut back = away.plug_in();
    assert!(text_of(&back.next().await).contains("Garlic Naan"));
    assert!(text_of(&back.next().await).contains("Paneer Tikka"));
    assert_eq!(back.rest(), 0);
}

#[tokio::test]
async fn what_was_cut_off_waits_for_a_person_and_is_marked_when_it_is_printed_again() {
    let shop = TestBox::with_menu().await;
    let manager = shop.staff("Manager").await;
    let mut paper = Paper::that_breaks_off();
    kitchen_printer(&manager, "Kitchen", paper.address).await;
    shop.guest("5").await.order(&[("Garlic Naan", 1)]).await.ok();
    assert_eq!(paper.next().await.len(), 16);
    let unknown = print_in(&manager, "UNKNOWN").await;
    // Another order goes through; what is unknown is left alone.
    shop.guest("6").await.order(&[("Paneer Tikka", 1)]).await.ok();
    assert!(text_of(&paper.next().await).contains("Paneer Tikka"));
    assert_eq!(print_in(&manager, "UNKNOWN").await["id"], unknown["id"]);
    manager.post(&path(&unknown, "retry"), json!({})).await.ok();
    let again = text_of(&paper.next().await);
    assert!(again.contains("Garlic Naan") && again.contains("REPRINT 1"), "{again}");
}

#[tokio::test]
async fn a_box_that_was_cut_off_while_sending_does_not_print_again_by_itself() {
    let shop = TestBox::with_menu().await;
    let manager = shop.staff("Manager").await;
    let away = Place::free();
    kitchen_printer(&manager, "Kitchen", away.address).await;
    let guest = shop.guest("5").await;
    guest.order(&[("Garlic Naan", 1)]).await.ok();
    let waits = print_in(&manager, "QUEUED").await;
    let id = waits["id"].as_str().expect("an id").to_owned();
    let sending = move |tx: &tiffin::store::Tx| {
        tx.run("UPDATE print_job SET state = 'SENDING' WHERE id = ?1", [&id])
    };
    shop.app.store.write(&tiffin::wire::Actor::the_box(), sending).await.expect("sending");
    let shop = shop.restart().await;
    let manager = shop.staff("Manager").await;
    let unknown = print_in(&manager, "UNKNOWN").await;
    assert_eq!(unknown["id"], waits["id"]);
    let mut back = away.plug_in();
    shop.guest("6").await.order(&[("Paneer Tikka", 1)]).await.ok();
    assert!(text_of(&back.next().await).contains("Paneer Tikka"));
    assert_eq!(back.rest(), 0);
    let came_out = manager.post(&path(&unknown, "drop"), json!({ "came_out": true })).await.ok();
    assert_eq!(came_out["state"], "SENT");
}

#[tokio::test]
async fn a_paid_bill_opens_the_drawer_comes_out_and_again_only_as_a_copy() {
    let shop = TestBox::with_menu().await;
    let (manager, cashier) = (shop.staff("Manager").await, shop.staff("Cashier").await);
    let mut paper = Paper::plugged_in();
    let till = json!({ "is_receipts": true, "opens_drawer": true });
    manager.post("/api/printers", with(setting("Till", paper.address), till)).await.ok();
    let order = shop.guest("5").await.order(&[("Garlic Naan", 2)]).await.ok();
    let bill = order["bill_id"].as_str().expect("a bill").to_owned();
    let print = format!("/api/bills/{bill}/print");
    cashier.post(&print, json!({})).await.ok();
    let proforma = text_of(&paper.next().await);
    assert!(proforma.contains("not a tax invoice") && !proforma.contains("COPY"), "{proforma}");
    cashier.cash(&order, 1_000_000).await.ok();
    let mut jobs = [paper.next().await, paper.next().await];
    jobs.sort_by_key(Vec::len);
    let [kick, invoice] = jobs;
    assert!(kick.windows(2).any(|pair| pair == [0x1b, b'p']), "the drawer opens");
    let invoice = text_of(&invoice);
    let number = cashier.get(&format!("/api/bills/{bill}")).await.ok()["invoice"].clone();
    let number_text = number["number"].as_str().expect("a number");
    assert!(invoice.contains(number_text) && !invoice.contains("COPY"), "{invoice}");
    cashier.post(&print, json!({})).await.ok();
    let copy = text_of(&paper.next().await);
    assert!(copy.contains("COPY 1") && copy.contains(number_text), "{copy}");
    let receipt = number["receipt_path"].as_str().expect("a path");
    let file = shop.stranger();
    let file = file.request(reqwest::Method::GET, &format!("{receipt}.pdf"));
    let file = file.send().await.expect("an answer");
    assert_eq!(file.headers()["content-type"], "application/pdf");
    assert!(file.bytes().await.expect("a body").starts_with(b"%PDF"));
}

#[tokio::test]
async fn whoever_asks_for_an_invoice_before_it_came_out_gets_the_one_that_was_coming() {
    let shop = TestBox::with_menu().await;
    let (manager, cashier) = (shop.staff("Manager").await, shop.staff("Cashier").await);
    let away = Place::free();
    let till = json!({ "is_receipts": true });
    manager.post("/api/printers", with(setting("Till", away.address), till)).await.ok();
    let order = shop.guest("5").await.order(&[("Garlic Naan", 2)]).await.ok();
    cashier.cash(&order, 1_000_000).await.ok();
    let print = format!("/api/bills/{}/print", order["bill_id"].as_str().expect("a bill"));
    let first = cashier.post(&print, json!({})).await.ok();
    assert_eq!((&first["kind"], &first["copy"]), (&json!("INVOICE"), &json!(0)));
    let mut paper = away.plug_in();
    let invoice = text_of(&paper.next().await);
    assert!(invoice.contains("K1/2627/000001") && !invoice.contains("COPY"), "{invoice}");
    print_in(&manager, "SENT").await;
    assert_eq!(paper.rest(), 0);
}

#[tokio::test]
async fn liquor_s_own_invoice_comes_out_beside_the_other() {
    let shop = TestBox::with_menu().await;
    crate::liquor::pour(&shop, "Sweet Lassi", 1_000).await;
    let (manager, cashier) = (shop.staff("Manager").await, shop.staff("Cashier").await);
    let mut paper = Paper::plugged_in();
    let till = json!({ "is_receipts": true });
    manager.post("/api/printers", with(setting("Till", paper.address), till)).await.ok();
    let order = shop.guest("5").await.order(&[("Garlic Naan", 1), ("Sweet Lassi", 1)]).await.ok();
    cashier.cash(&order, 1_000_000).await.ok();
    let (gst, vat) = (text_of(&paper.next().await), text_of(&paper.next().await));
    assert!(gst.contains("K1/2627/000001") && gst.contains("Garlic Naan"), "{gst}");
    assert!(vat.contains("K1V/2627/000001") && vat.contains("Sweet Lassi"), "{vat}");
    assert!(!gst.contains("Sweet Lassi") && !vat.contains("Garlic Naan"));
}
