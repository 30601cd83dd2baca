//! The day's close: what it refuses, what it says, and that it says the same ever after.

use std::time::Duration;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use reqwest::Method;
use serde_json::{Value, json};
use tiffin::base::{AreaId, Day, Paise, Word as _};
use tiffin::closing::{self, ZReport};
use tiffin::sandbox::{Choice, Sandbox};
use tiffin::store::Tx;
use tiffin::tables::{self, TableDraft};
use tiffin::wire::{Actor, Role};
use tokio::task::JoinSet;

use crate::kit::{Mirrored, Person, Shop, TestBox, rounds};
use crate::online::wait;

const DAY: &str = "2026-11-21";
const NEXT: &str = "2026-11-22";

fn id(of: &Value) -> &str {
    of["id"].as_str().expect("an id")
}

pub async fn close(by: &Person, day: &str) -> crate::kit::Answer {
    by.post(&format!("/api/days/{day}/close"), json!({})).await
}

/// The report of a closed day, worked out again from the books.
async fn again(shop: &Shop, day: &str, issued: &ZReport) -> ZReport {
    let day: Day = day.parse().expect("a day");
    let (number, at, by) = (issued.number, issued.issued_at, issued.issued_by.clone());
    let issue = closing::Issue { number, at, by };
    shop.app.store.read(move |read| closing::work_out(read, day, issue)).await.expect("a report")
}

#[tokio::test]
async fn a_day_is_closed_when_nothing_is_open_and_what_comes_after_is_the_next_days() {
    let shop = TestBox::with_menu().await;
    let (waiter, cashier) = (shop.staff("Waiter").await, shop.staff("Cashier").await);
    let manager = shop.staff("Manager").await;
    let drawer = cashier.open_drawer(100_000).await;
    let one = waiter.order_at(&shop, "1", &[("Dal Makhani", 2), ("Garlic Naan", 1)]).await;
    let two = waiter.order_at(&shop, "2", &[("Paneer Tikka", 1)]).await;
    let refused = close(&manager, DAY).await;
    assert_eq!(refused.code(), "day_not_ready");
    let details = &refused.body["error"]["details"];
    assert_eq!(details["open_bills"].as_array().map(Vec::len), Some(2));
    assert_eq!(details["open_drawers"][0]["cashier"], "Cashier");
    assert_eq!(close(&manager, NEXT).await.code(), "invalid_value", "it has not begun");
    assert_eq!(close(&manager, "2025-01-01").await.code(), "not_found");
    assert_eq!(close(&cashier, DAY).await.code(), "forbidden");

    cashier.cash(&one, 100_000).await.ok();
    let bill = two["bill_id"].as_str().expect("a bill");
    let utr = json!({ "utr": "412345678901" });
    let upi = cashier.post(&format!("/api/payments/{bill}/upi"), utr).await.ok();
    let line = json!({ "line_id": one["lines"][1]["id"], "quantity": 1 });
    let back = json!({ "lines": [line], "reason": "burnt" });
    let first = one["bill_id"].as_str().expect("a bill");
    manager.post(&format!("/api/bills/{first}/return"), back).await.ok();
    let details = close(&manager, DAY).await.body["error"]["details"].clone();
    assert_eq!(details["open_bills"], json!([]));
    assert_eq!(details["unverified"][0]["payment_id"], upi["payment"]["id"]);
    let refund = details["refunds_due"][0]["refund_id"].as_str().expect("a refund").to_owned();
    cashier.post(&format!("/api/refunds/{refund}/pay"), json!({})).await.ok();
    let verified = format!("/api/payments/{}/verified", id(&upi["payment"]));
    manager.post(&verified, json!({ "is_true": true })).await.ok();
    let counts = json!({ "counts": { "50000": 3 } });
    cashier.post(&format!("/api/drawers/{}/close", id(&drawer)), counts).await.ok();

    let issued = close(&manager, DAY).await.ok();
    assert_eq!((&issued["number"], &issued["sales"]["bills"]), (&json!(1), &json!(2)));
    assert_eq!(issued["series"][0]["first"], "K1/2627/000001");
    assert_eq!(issued["series"][0]["last"], "K1/2627/000002");
    assert_eq!(issued["series"][0]["missing"], json!([]));
    assert_eq!(close(&manager, DAY).await.ok(), issued, "closing again answers the same");
    let kept: ZReport = serde_json::from_value(issued.clone()).expect("a report");
    assert_eq!(again(&shop, DAY, &kept).await, kept);

    // The evening goes on: it is tomorrow's.
    shop.clock.pass(Duration::from_secs(60));
    let late = waiter.order_at(&shop, "3", &[("Dal Makhani", 1)]).await;
    cashier.cash(&late, 100_000).await.ok();
    let days = manager.get("/api/days").await.ok();
    assert_eq!((&days["today"], &days["items"][0]["business_day"]), (&json!(NEXT), &json!(NEXT)));
    assert_eq!(days["items"][1]["number"], 1);
    assert_eq!(again(&shop, DAY, &kept).await, kept, "what came after changes nothing");
    assert_eq!(manager.get(&format!("/api/days/{DAY}/z")).await.ok(), issued);
    assert_eq!(manager.get(&format!("/api/days/{NEXT}/z")).await.code(), "not_found");
    assert!(shop.try_sql("UPDATE z_report SET document = '{}'").is_err());
    assert!(shop.try_sql("DELETE FROM closed_day").is_err());
}

#[tokio::test]
async fn what_goes_to_the_accountant_is_balanced_and_safe_to_open() {
    let shop = TestBox::with_menu().await;
    let (waiter, manager) = (shop.staff("Waiter").await, shop.staff("Manager").await);
    let owner = shop.staff("Owner").await;
    let order = waiter.order_at(&shop, "1", &[("Dal Makhani", 2), ("Garlic Naan", 1)]).await;
    let line = format!("/api/orders/{}/lines/{}/discount", id(&order), id(&order["lines"][1]));
    let reason = "=HYPERLINK(1)";
    owner.post(&line, json!({ "percent_bps": 10_000, "reason": reason })).await.ok();
    manager.cash(&order, 100_000).await.ok();
    let span = format!("?from={DAY}&to={DAY}");
    let gstr1 = manager.get(&format!("/api/reports/gstr1{span}")).await.ok();
    let sold = &gstr1["b2cs"][0];
    assert_eq!((&sold["rate_bps"], &sold["taxable_paise"]), (&json!(1_800), &json!(50_000)));
    assert_eq!((&sold["cgst_paise"], &sold["sgst_paise"]), (&json!(4_500), &json!(4_500)));
    assert_eq!(gstr1["hsn"][0]["taxable_paise"], 50_000);
    let papers = &gstr1["documents"][0];
    assert_eq!(
        (&papers["total"], &papers["cancelled"], &papers["net"]),
        (&json!(1), &json!(0), &json!(1))
    );
    let journal = manager.get(&format!("/api/reports/journal{span}")).await.ok();
    assert_eq!(
        (&journal["debit_paise"], &journal["open_days"]),
        (&journal["credit_paise"], &json!([DAY]))
    );
    let issued = close(&manager, DAY).await.ok();
    assert_eq!(issued["comps"][0]["reason"], reason);
    assert_eq!(
        (&issued["discounts"], &issued["cash"]["outside_paise"]),
        (&json!([]), &json!(59_000))
    );
    for (path, columns) in [
        (format!("/api/days/{DAY}/z.csv"), 4),
        (format!("/api/reports/gstr1.csv{span}"), 12),
        (format!("/api/reports/journal.csv{span}"), 5),
    ] {
        let sheet = manager.get(&path).await.ok();
        let sheet = sheet.as_str().expect("a sheet");
        let mut rows = csv::Reader::from_reader(sheet.as_bytes());
        let rows: Vec<_> = rows.records().map(|row| row.expect("a row")).collect();
        assert!(rows.len() > 2 && rows.iter().all(|row| row.len() == columns), "{path}: {sheet}");
        assert!(!sheet.contains(",=") && !sheet.contains("\n="), "{sheet}");
    }
    for wrong in ["?from=2026-11-22&to=2026-11-21", "?from=2026-01-01&to=2026-12-31"] {
        let answer = manager.get(&format!("/api/reports/journal{wrong}")).await;
        assert_eq!(answer.code(), "invalid_value");
    }
}

#[derive(Clone, Debug)]
struct Party {
    items: Vec<(usize, u32)>,
    discount_bps: Option<u32>,
    tip: i64,
    /// In hundredths of what is due, each in one way to pay; the last takes the rest.
    shares: Vec<(usize, i64)>,
    is_true: bool,
    returns: bool,
    moved: Option<(bool, i64)>,
    /// Something was called off after it was paid for.
    is_overpaid: bool,
    /// Somebody is at a gateway with the whole bill, and pays there when it is paid already.
    is_paid_twice: bool,
}

const DISHES: [&str; 4] = ["Dal Makhani", "Paneer Tikka", "Garlic Naan", "Sweet Lassi"];
const WAYS: [&str; 6] = ["cash", "upi", "card", "razorpay-order", "stripe-intent", "razorpay-link"];

fn parties() -> impl Strategy<Value = Vec<Party>> {
    let items = proptest::collection::vec((0..DISHES.len(), 1_u32..4), 1..4);
    let shares = proptest::collection::vec((0..WAYS.len(), 1_i64..60), 1..4);
    let discount = proptest::option::of(1_u32..2_000);
    let moved = proptest::option::of((any::<bool>(), 1_i64..100_000));
    let odd = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let party = (items, discount, 0_i64..5_000, shares, odd, moved);
    let party = party.prop_map(|(items, discount_bps, tip, shares, odd, moved)| {
        let (is_true, returns, is_overpaid, is_paid_twice) = odd;
        let party = Party {
            items,
            discount_bps,
            tip,
            shares,
            is_true,
            returns,
            moved,
            is_overpaid,
            is_paid_twice,
        };
        match party.items.as_slice() {
            // Some have a piece of bread: their bill is small.
            [(_, 1)] => Party { items: vec![(2, 1)], ..party },
            _ => party,
        }
    });
    proptest::collection::vec(party, 1..7)
}

pub struct Evening<'a> {
    shop: &'a Shop,
    sandbox: &'a Sandbox,
    attempts: Vec<String>,
    pub waiter: Person,
    cashier: Person,
    pub manager: Person,
    references: u32,
}

impl Evening<'_> {
    async fn host(&mut self, table: usize, party: &Party, drawer: &Value) {
        let items: Vec<_> = party.items.iter().map(|(dish, n)| (DISHES[*dish], *n)).collect();
        let order = self.waiter.order_at(self.shop, &(table + 1).to_string(), &items).await;
        let bill = order["bill_id"].as_str().expect("a bill").to_owned();
        if let Some(bps) = party.discount_bps {
            let body = json!({ "percent_bps": bps, "reason": "a regular" });
            self.manager.post(&format!("/api/bills/{bill}/discount"), body).await.ok();
        }
        let twice = match party.is_paid_twice {
            true => self.checkout(&bill, "stripe-intent", self.due(&bill).await, party.tip).await,
            false => None,
        };
        for (way, percent) in &party.shares {
            let due = self.due(&bill).await;
            self.pay(&bill, WAYS[*way], due * percent / 100, party.tip, party.is_true).await;
        }
        if party.is_overpaid && party.items.len() > 1 {
            let line = id(&order["lines"][0]);
            let path = format!("/api/orders/{}/lines/{line}", id(&order));
            let body = json!({ "quantity": 0, "reason": "never came" });
            self.manager.patch(&path, body).await.ok();
        }
        let rest = self.due(&bill).await;
        self.pay(&bill, "cash", rest, 0, true).await;
        // One that was found not to be true is due again.
        let rest = self.due(&bill).await;
        self.pay(&bill, "card", rest, 0, true).await;
        self.settle(&bill).await;
        if let Some(name) = twice {
            self.sandbox.choose(&name, Choice::Pay).expect("paid twice");
            // It was looked at before it was paid, and is every five minutes from then on.
            wait(self.shop, 301).await;
        }
        if party.returns && !(party.is_overpaid && party.items.len() > 1) {
            let line = json!({ "line_id": order["lines"][0]["id"], "quantity": 1 });
            let body = json!({ "lines": [line], "reason": "cold" });
            self.manager.post(&format!("/api/bills/{bill}/return"), body).await.ok();
        }
        if let Some((is_in, paise)) = party.moved {
            let kind = if is_in { "IN" } else { "OUT" };
            let body = json!({ "kind": kind, "amount_paise": paise, "reason": "the bank" });
            self.cashier.post(&format!("/api/drawers/{}/moves", id(drawer)), body).await.ok();
        }
    }

    async fn due(&self, bill: &str) -> i64 {
        let bill = self.cashier.get(&format!("/api/bills/{bill}")).await.ok();
        bill["due_paise"].as_i64().expect("an amount")
    }

    /// Where more was paid than is to be paid now, nothing is taken, and the rest goes back.
    async fn settle(&self, bill: &str) {
        let now = self.cashier.get(&format!("/api/bills/{bill}")).await.ok();
        if now["state"] == "OPEN" {
            let path = format!("/api/payments/{bill}/cash");
            let closed = self.cashier.patch(&path, json!({ "amount_received_paise": 0 })).await;
            // The box may have closed it by itself meanwhile.
            assert!(closed.status.is_success() || closed.code() == "already_paid");
        }
    }

    /// Opens a checkout; answers the gateway's own name for it.
    async fn checkout(&mut self, bill: &str, way: &str, amount: i64, tip: i64) -> Option<String> {
        if amount < 100 {
            return None;
        }
        let body = json!({ "bill_id": bill, "amount_paise": amount, "tip_paise": tip });
        let opened = self.cashier.post(&format!("/api/payments/{way}"), body).await.ok();
        let attempt = opened["attempt_id"].as_str().expect("an attempt").to_owned();
        let name = self.sandbox.order_of(&attempt).expect("the gateway knows it");
        self.attempts.push(attempt);
        Some(name)
    }

    async fn pay(&mut self, bill: &str, way: &str, amount: i64, tip: i64, is_true: bool) {
        if amount == 0 {
            return;
        }
        if way.contains('-') {
            if let Some(name) = self.checkout(bill, way, amount, tip).await {
                self.sandbox.choose(&name, Choice::Pay).expect("paid");
                wait(self.shop, 6).await;
            }
            return;
        }
        self.references += 1;
        let path = format!("/api/payments/{bill}/{way}");
        let mut body = json!({ "amount_paise": amount, "tip_paise": tip });
        match way {
            "cash" => {
                body["amount_received_paise"] = json!(amount + tip + 300);
                self.cashier.patch(&path, body).await.ok();
            }
            "card" => {
                body["reference"] = json!(format!("SLIP{:06}", self.references));
                self.manager.post(&path, body).await.ok();
            }
            _ => {
                body["utr"] = json!(format!("4{:011}", self.references));
                let taken = self.cashier.post(&path, body).await.ok();
                let path = format!("/api/payments/{}/verified", id(&taken["payment"]));
                self.manager.post(&path, json!({ "is_true": is_true })).await.ok();
            }
        }
    }

    async fn give_back(&self) {
        // What came through a gateway goes back through it.
        wait(self.shop, 1).await;
        let owed = self.cashier.get("/api/refunds").await.ok();
        for refund in owed["items"].as_array().expect("refunds") {
            let path = format!("/api/refunds/{}/pay", id(refund));
            self.cashier.post(&path, json!({})).await.ok();
        }
    }
}

/// The books say one thing, whichever of them is asked.
fn agree(shop: &Shop, z: &ZReport, journal: &Value, facts: &str) {
    let of = |sql: &str| shop.count(&sql.replace("DAY", &z.business_day.to_string()));
    let paid = of("SELECT coalesce(sum(amount_paise), 0) FROM payment
        WHERE state <> 'REJECTED' AND business_day = 'DAY'");
    let all =
        of("SELECT coalesce(sum(received_paise + tip_paise + surplus_paise - change_paise), 0)
        FROM payment WHERE state <> 'REJECTED' AND business_day = 'DAY'");
    let back = of("SELECT coalesce(sum(amount_paise), 0) FROM refund WHERE done_day = 'DAY'");
    let drawn = of("SELECT coalesce(sum(amount_paise), 0) FROM drawer_entry
        WHERE business_day = 'DAY' AND kind <> 'FLOAT'");
    let sum = Paise;
    assert_eq!(z.payments.iter().map(|p| p.amount_paise).sum::<Paise>(), sum(paid));
    let kept = sum(paid) - z.vouchers.overpaid_paise;
    assert_eq!(kept, z.sales.total_paise, "every bill was paid, once");
    assert_eq!(z.sales.taxable_paise + z.sales.tax_paise + z.sales.round_off_paise, kept);
    assert_eq!(
        sum(of(&facts.replace("WHAT", "payment_taken"))),
        sum(all) + z.rejected.amount_paise
    );
    assert_eq!(z.refunds.iter().map(|r| r.amount_paise).sum::<Paise>(), sum(back));
    let papers = z.credit_notes.total_paise + z.vouchers.total_paise;
    assert_eq!(papers, sum(back), "every refund has its paper");
    assert_eq!(z.refunds_pending.count, 0);
    let memos = of("SELECT coalesce(sum(total_paise), 0) FROM invoice
        WHERE business_day = 'DAY' AND document ->> '$.kind' = 'CASH_MEMO'");
    let whole = of("SELECT coalesce(sum(total_paise), 0) FROM consolidated_invoice
        WHERE business_day = 'DAY'");
    assert_eq!(whole, memos, "one invoice stands for the small bills");
    let through = z.cash.in_drawers_paise + z.cash.put_in_paise - z.cash.taken_out_paise;
    assert_eq!(through - z.cash.refunded_paise, sum(drawn));
    assert_eq!(z.cash.outside_paise, sum(0), "the cashier has a drawer");
    for series in &z.series {
        assert_eq!(series.missing, [0_u32; 0], "{series:?}");
    }
    let expected: i64 = z.drawers.iter().map(|d| d.expected_paise.0 - d.float_paise.0).sum();
    assert_eq!(expected, drawn);
    let postings = journal["postings"].as_array().expect("postings");
    let balance = |account: &str| -> i64 {
        let own = postings.iter().filter(|p| p["account"] == account);
        own.map(|p| {
            p["debit_paise"].as_i64().unwrap_or(0) - p["credit_paise"].as_i64().unwrap_or(0)
        })
        .sum()
    };
    assert_eq!(journal["debit_paise"], journal["credit_paise"]);
    assert_eq!((balance("GUESTS"), balance("OWED_BACK")), (0, 0), "nobody owes, nothing is owed");
    assert_eq!(balance("CASH") + balance("OVER_SHORT"), drawn);
    assert_eq!(balance("TIPS_PAYABLE"), -z.tips_paise.0);
    assert_eq!(balance("CGST_PAYABLE"), balance("SGST_PAYABLE"));
}

const FACTS: &str = "SELECT coalesce(sum(body ->> '$.data.amount_paise')
    + sum(body ->> '$.data.tip_paise') + sum(body ->> '$.data.surplus_paise'), 0)
    FROM fact WHERE kind = 'WHAT' AND body ->> '$.data.business_day' = 'DAY'";

/// An evening of random parties, up to its counted drawer: only the day is open still.
pub async fn evening<'a>(
    shop: &'a Shop,
    sandbox: &'a Sandbox,
    runner: &mut TestRunner,
    references: u32,
) -> Evening<'a> {
    let (waiter, cashier) = (shop.staff("Waiter").await, shop.staff("Cashier").await);
    let manager = shop.staff("Manager").await;
    let drawer = cashier.open_drawer(200_000).await;
    let evening = parties().new_tree(runner).expect("an evening").current();
    let attempts = Vec::new();
    let mut book = Evening { shop, sandbox, attempts, waiter, cashier, manager, references };
    for (table, party) in evening.iter().enumerate() {
        book.host(table, party, &drawer).await;
    }
    book.give_back().await;
    let counts = json!({ "counts": { "50000": evening.len(), "100": 7 } });
    book.cashier.post(&format!("/api/drawers/{}/close", id(&drawer)), counts).await.ok();
    book
}

#[tokio::test]
async fn random_evenings_close_with_books_that_agree_to_the_paisa() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..rounds(4, 100) {
        let (shop, sandbox) = TestBox::with_gateways().await;
        let owner = shop.staff("Owner").await;
        let mut house = owner.get("/api/house/settings").await.ok();
        house["consolidates_small_bills"] = json!(true);
        owner.put("/api/house/settings", house).await.ok();
        crate::liquor::pour(&shop, "Sweet Lassi", 1_050).await;
        let mut kept: Vec<ZReport> = Vec::new();
        let mirrored = Mirrored::begin(&shop).await;
        for day in [DAY, NEXT] {
            let references = kept.len() as u32 * 10_000;
            let book = evening(&shop, &sandbox, &mut runner, references).await;
            let issued = close(&book.manager, day).await.ok();
            let z: ZReport = serde_json::from_value(issued).expect("a report");
            let span = format!("/api/reports/journal?from={day}&to={day}");
            agree(&shop, &z, &book.manager.get(&span).await.ok(), FACTS);
            let held: i64 = book.attempts.iter().map(|attempt| sandbox.kept(attempt)).sum();
            let through = |method: &str| method == "RAZORPAY" || method == "STRIPE";
            let came = z.payments.iter().filter(|p| through(p.method.as_str()));
            let came: Paise = came.map(|p| p.amount_paise + p.tips_paise + p.surplus_paise).sum();
            let back = z.refunds.iter().filter(|r| through(r.method.as_str()));
            let back: Paise = back.map(|refund| refund.amount_paise).sum();
            assert_eq!(Paise(held), came - back, "the gateways hold what the books say");
            kept.push(z);
            for z in &kept {
                assert_eq!(again(&shop, &z.business_day.to_string(), z).await, *z);
            }
            shop.clock.pass(Duration::from_secs(9 * 3_600));
        }
        assert_eq!(kept.iter().map(|z| z.number).collect::<Vec<_>>(), [1, 2]);
        assert!(mirrored.agrees(&shop).await > 20, "what was changed, made again, is the box");
    }
}

/// Fifty people at fifty tills; each has taken an order at a table of their own.
async fn fifty(shop: &Shop) -> Vec<(Person, Value)> {
    let manager = shop.staff("Manager").await;
    let floor = manager.get("/api/tables").await.ok();
    let area: AreaId = serde_json::from_value(floor["tables"][0]["area_id"].clone()).expect("one");
    let app = shop.app.clone();
    let hash = tiffin::auth::hash_pin(&app, "8264").await.expect("a hash");
    let owner = Actor { who: "Owner".into(), role: Some(Role::Owner), device: "test".into() };
    let work = move |tx: &Tx| {
        (0..50)
            .map(|n| {
                let name = format!("Till {n}");
                let staff = tiffin::auth::add_staff_in(tx, &name, Role::Cashier, &hash)?;
                let draft = TableDraft { area_id: area, name: format!("F{n}"), seats: 2 };
                let table = tables::add_table_in(tx, draft)?;
                Ok((tiffin::auth::open_session_in(tx, &staff, "test")?, table.id))
            })
            .collect::<tiffin::base::Result<Vec<_>>>()
    };
    let sessions = shop.app.store.write(&owner, work).await.expect("fifty sessions");
    let items = manager.items(&[("Dal Makhani", 1), ("Garlic Naan", 2)]).await;
    let mut tills = Vec::new();
    for (session, table) in &sessions {
        let token = tiffin::auth::issue_for(&shop.app, session).expect("a token");
        let till = shop.with_token(&json!(token));
        let order = json!({ "table_id": table, "items": items });
        tills.push((till.clone(), till.post("/api/orders", order).await.ok()));
    }
    tills
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_cashiers_at_once_give_out_numbers_without_a_gap() {
    let shop = TestBox::with_menu().await;
    let tills = fifty(&shop).await;
    let mut at_once = JoinSet::new();
    for (till, order) in tills {
        at_once.spawn(async move {
            till.open_drawer(10_000).await;
            // Each asks twice, as an impatient hand does.
            let path = format!("/api/payments/{}/cash", id(&order));
            let body = json!({ "amount_received_paise": 1_000_000 });
            let key = tiffin::base::random_token(12);
            let first = till.keyed(Method::PATCH, &path, &key, &body).await.ok();
            assert_eq!(till.keyed(Method::PATCH, &path, &key, &body).await.ok(), first);
        });
    }
    at_once.join_all().await;
    let numbers = "SELECT count(DISTINCT number) FROM invoice";
    assert_eq!(shop.count(numbers), 50);
    let last = "SELECT max(CAST(substr(number, -6) AS INTEGER)) FROM invoice";
    assert_eq!(shop.count(last), 50, "consecutive, without a gap");
    let sales = "SELECT sum(amount_paise) - (SELECT sum(total_paise) FROM invoice)
        FROM drawer_entry WHERE kind = 'SALE'";
    assert_eq!(shop.count(sales), 0, "all of it is in somebody's drawer, once");
}
