//! Sales at the hub: what it works out of a box's facts is what the box's own books say.

use std::time::Duration;

use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use tiffin::closing::ZReport;
use tiffin::hub::rebuild;
use tiffin::wire::sync::hex;

use crate::closing::{close, evening};
use crate::hub::{batch, book_of, enrolled};
use crate::kit::hub::{TestHub, owner_of};
use crate::kit::visitors::Visitor;
use crate::kit::{Person, TestBox, rounds};
use crate::sync::{caught_up, enrol_at};

const DAY: &str = "2026-11-21";

/// Every row that was worked out.
async fn worked_out(hub: &TestHub) -> Vec<String> {
    let client = owner_of(&hub.database).await;
    let mut rows = Vec::new();
    for table in ["sale", "sold", "closed_day", "unread"] {
        let sql = format!("SELECT row_to_json(t)::text FROM {table} t ORDER BY 1");
        let found = client.query(&sql, &[]).await.expect("rows");
        rows.extend(found.iter().map(|row| row.get::<_, String>(0)));
    }
    rows
}

/// The hub's view of a day at one outlet against the box's own books.
fn agree(at_hub: &Value, name: &str, z: &ZReport) {
    let outlets = at_hub["outlets"].as_array().expect("outlets");
    let outlet = outlets.iter().find(|outlet| outlet["name"] == name).expect("it is named");
    let sums = [
        ("bills", i64::from(z.sales.bills)),
        ("total_paise", z.sales.total_paise.0),
        ("credited_paise", z.credit_notes.total_paise.0),
        ("tax_paise", z.sales.tax_paise.0 - z.credit_notes.tax_paise.0),
        ("discount_paise", z.sales.discount_paise.0),
        ("closed_number", i64::from(z.number)),
        ("closed_total_paise", z.sales.total_paise.0),
    ];
    for (sum, ours) in sums {
        assert_eq!(outlet[sum], json!(ours), "{sum} of {name}: {outlet}");
    }
}

#[tokio::test]
async fn the_hub_s_day_is_the_box_s_z_to_the_paisa_and_can_be_worked_out_again() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..rounds(2, 30) {
        let hub = TestHub::start().await;
        let tenant = hub.tenant("Barah Mez").await;
        let at_hub = hub.owner_of(tenant).await;
        let (shop, sandbox) = TestBox::with_gateways().await;
        crate::liquor::pour(&shop, "Sweet Lassi", 1_050).await;
        let owner = enrol_at(&shop, &hub, tenant, "Bandra").await;
        let book = evening(&shop, &sandbox, &mut runner, 0).await;
        // Some of what one table ordered is on another's bill, and some of that is called off.
        let from = book.waiter.order_at(&shop, "11", &[("Garlic Naan", 5)]).await;
        let to = book.waiter.order_at(&shop, "12", &[("Dal Makhani", 1)]).await;
        transfer_and_void(&book.manager, &from, &to).await;
        let today = owner.get(&format!("/api/reports/today?day={DAY}")).await.ok();
        for order in [&from, &to] {
            book.manager.cash(order, 1_000_000).await.ok();
        }
        let z: ZReport =
            serde_json::from_value(close(&book.manager, DAY).await.ok()).expect("a report");
        caught_up(&owner, &shop).await;
        let seen = at_hub.get(&format!("/owner/today?day={DAY}")).await.body;
        agree(&seen, "Bandra", &z);
        assert_eq!(dishes(&seen), dishes(&today), "the same dishes");
        assert_eq!(hub.count("SELECT count(*) FROM unread").await, 0);
        let before = worked_out(&hub).await;
        assert!(rebuild(&hub.hub).await.expect("rebuilt") > 5);
        assert_eq!(worked_out(&hub).await, before);
    }
}

/// Those that sold best, by name: who sold as much as another may stand before or after it.
fn dishes(report: &Value) -> Vec<String> {
    let items = report["top_items"].as_array().expect("dishes");
    let mut items: Vec<_> = items.iter().map(Value::to_string).collect();
    items.sort();
    assert!(items.len() > 1);
    items
}

async fn transfer_and_void(manager: &Person, from: &Value, to: &Value) {
    let line = from["lines"][0]["id"].clone();
    let asked = json!({
        "to_bill_id": to["bill_id"], "lines": [{ "line_id": line, "quantity": 3 }],
    });
    let path = format!("/api/bills/{}/transfer", from["bill_id"].as_str().expect("a bill"));
    let bills = manager.post(&path, asked).await.ok();
    let naan = bills["to"]["lines"].as_array().expect("lines");
    let naan = naan.iter().find(|line| line["name"] == "Garlic Naan").expect("it went there");
    let order = naan["order_id"].as_str().expect("an order");
    let line = naan["line_id"].as_str().expect("a line");
    let body = json!({ "quantity": 2, "reason": "one too many" });
    manager.patch(&format!("/api/orders/{order}/lines/{line}"), body).await.ok();
}

#[tokio::test]
async fn two_outlets_are_one_day_of_their_owner_and_nothing_of_a_neighbour_s() {
    let hub = TestHub::start().await;
    let (tenant, neighbour) = (hub.tenant("Barah Mez").await, hub.tenant("Chai Stop").await);
    for (of, name, portions) in [(tenant, "Bandra", 2), (tenant, "दादर", 1), (neighbour, "Fort", 4)]
    {
        let shop = TestBox::with_menu().await;
        let owner = enrol_at(&shop, &hub, of, name).await;
        let order = shop.guest("5").await.order(&[("Garlic Naan", portions)]).await.ok();
        shop.staff("Cashier").await.cash(&order, 1_000_000).await.ok();
        caught_up(&owner, &shop).await;
        shop.clock.pass(Duration::from_secs(1));
    }
    let seen = hub.owner_of(tenant).await.get("/owner/today").await.body;
    assert_eq!((&seen["business_day"], &seen["bills"]), (&json!(DAY), &json!(2)));
    let names: Vec<_> = seen["outlets"].as_array().expect("outlets").iter().collect();
    assert_eq!((&names[0]["name"], &names[1]["name"]), (&json!("Bandra"), &json!("दादर")));
    assert_eq!(names.len(), 2);
    let sum = |at: usize| names[at]["total_paise"].as_i64().expect("a sum");
    assert_eq!(seen["total_paise"], json!(sum(0) + sum(1)));
    assert_eq!(
        seen["top_items"],
        json!([{
            "name": "Garlic Naan", "quantity": 3, "revenue_paise": seen["top_items"][0]["revenue_paise"],
        }])
    );
    let stranger = Visitor::stranger(&hub);
    assert_eq!(stranger.get("/owner/today").await.code(), "unauthorized");
    let owner = hub.owner_of(tenant).await;
    assert_eq!(owner.get("/owner/today?day=yesterday").await.status, 400);
}

#[tokio::test]
async fn what_is_beyond_a_cut_counts_no_more() {
    let hub = TestHub::start().await;
    let signer = enrolled(&hub, "Barah Mez").await;
    let closed = |paise: i64| {
        json!({ "type": "day_closed", "data":
            { "business_day": DAY, "number": 1, "total_paise": paise } })
    };
    let facts = book_of(&[("day_closed", closed(100)), ("day_closed", closed(250))]);
    let (status, answer) = signer.post(&hub.url, "/v1/ingest", batch(&facts)).await;
    assert_eq!((status, &answer["held"]["hash"]), (200, &json!(hex(&facts[1].hash))), "{answer}");
    let owner = hub.owner_of(signer.place.0).await;
    let total = async || {
        let seen = owner.get(&format!("/owner/today?day={DAY}")).await.body;
        seen["outlets"][0]["closed_total_paise"].clone()
    };
    assert_eq!(total().await, 250);
    let cut = "UPDATE epoch SET cut_seq = 1";
    owner_of(&hub.database).await.batch_execute(cut).await.expect("cut");
    assert_eq!(total().await, 100);
}
