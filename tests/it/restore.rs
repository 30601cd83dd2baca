//! A bare box is brought back from the cloud, goes on where the one before was last heard, and
//! that one is fenced off.

use std::collections::HashSet;
use std::fs;
use std::sync::Arc;

use reqwest::Method;
use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;
use tiffin::base::{Code, Error};
use tiffin::config::Settings;
use tiffin::hub::{add_restore_code, list_late};
use tiffin::store::{Store, Tx};
use tiffin::sync::{Restored, Step, Wanted, restore};
use tiffin::wire::Actor;
use uuid::Uuid;

use crate::kit::hub::TestHub;
use crate::kit::line::BadLine;
use crate::kit::{Mirrored, Person, Shop, TestBox, rows_of, until};
use crate::sync::both_books;

#[tokio::test]
async fn what_commits_changed_made_again_on_a_copy_is_the_box() {
    let shop = TestBox::with_menu().await;
    let mirrored = Mirrored::begin(&shop).await;
    let order = shop.guest("5").await.order(&[("Garlic Naan", 2)]).await.ok();
    shop.staff("Cashier").await.cash(&order, 1_000_000).await.ok();
    let owner = shop.staff("Owner").await;
    let off = json!({ "name": "Terrace" });
    owner.post("/api/areas", off).await;
    assert!(mirrored.agrees(&shop).await > 5);
}

/// A box that is one of the cloud's, with a copy of it there.
async fn enrolled(hub: &TestHub) -> (Shop, (Uuid, Uuid)) {
    enrolled_by(hub, &hub.url).await
}

/// The same; it reaches the hub by `url`.
async fn enrolled_by(hub: &TestHub, url: &str) -> (Shop, (Uuid, Uuid)) {
    let shop = TestBox::with_menu().await;
    let tenant = hub.tenant("Barah Mez").await;
    let invited = hub.invite(tenant, "Till").await;
    let asked = json!({ "hub_url": url, "code": invited.code });
    shop.staff("Owner").await.post("/api/cloud/enrol", asked).await.ok();
    until("a copy", async || hub.count(WHOLE).await >= 1).await;
    // And the box knows that it has brought it: it brings no other by itself.
    let brought = "SELECT count(*) FROM cloud_snapshot";
    until("word of the copy", async || shop.count(brought) == 1).await;
    (shop, (tenant, invited.device))
}

const WHOLE: &str = "SELECT count(*) FROM snapshot WHERE whole_at IS NOT NULL";

/// Waits until the hub holds all the box has written.
async fn held(hub: &TestHub, shop: &Shop) {
    let held = "SELECT max(held_seq) FROM epoch";
    until("all facts", async || hub.count(held).await == shop.app.ledger.head()).await;
}

#[tokio::test]
async fn the_hub_has_a_whole_copy_and_the_changes_since_and_no_more() {
    let hub = TestHub::start().await;
    let (shop, _) = enrolled(&hub).await;
    let order = shop.guest("5").await.order(&[("Garlic Naan", 2)]).await.ok();
    shop.staff("Cashier").await.cash(&order, 1_000_000).await.ok();
    held(&hub, &shop).await;
    let met = "SELECT max(head_seq) FROM change";
    assert_eq!(hub.count(met).await, shop.app.ledger.head(), "rows came along");
    let waiting = "SELECT count(*) FROM shipment WHERE head_seq < (SELECT max(seq) FROM fact)";
    until("what is held is let go", async || shop.count(waiting) == 0).await;
    for copies in [2, 2] {
        tiffin::sync::snapshot(&shop.app).await.expect("a copy");
        assert_eq!(hub.count(WHOLE).await, copies, "the last two are kept");
        shop.guest("6").await.order(&[("Dal Makhani", 1)]).await.ok();
    }
    let old = "SELECT count(*) FROM change WHERE last_no <= (SELECT min(no) FROM snapshot)";
    assert_eq!(hub.count(old).await, 0, "what only older copies need is let go");
}

/// Brings a box back into an empty folder; the first time each step is reached it is cut off, and
/// begun again with the same code.
async fn bring_back(shop: &Shop, hub: &TestHub, code: &str) -> (Arc<TempDir>, Restored) {
    let dir = Arc::new(tempfile::tempdir().expect("a directory"));
    let (mut cuts, mut seen) = (0, HashSet::new());
    loop {
        let done = restore(wanted(shop, hub, code, &dir), |step| {
            let again = matches!(step, Step::LetIn | Step::Rebuilt | Step::KeysPlaced);
            match seen.insert(step) || !again {
                true => Err(Error::new(Code::TimedOut)),
                false => Ok(()),
            }
        });
        match done.await {
            Ok(restored) => {
                assert!(seen.len() == 6 && cuts >= 6, "cut off {cuts} times at {seen:?}");
                return (dir, restored);
            }
            Err(error) => assert_eq!(error.code(), Code::TimedOut, "{error}"),
        }
        cuts += 1;
        assert!(cuts < 100, "it comes to an end");
    }
}

fn wanted(shop: &Shop, hub: &TestHub, code: &str, dir: &TempDir) -> Wanted {
    let data_dir = dir.path().to_path_buf();
    Wanted {
        settings: Settings { data_dir, mdns: false, ..Settings::default() },
        clock: shop.clock.clone(),
        hub_url: hub.url.clone(),
        code: code.to_owned(),
    }
}

fn at(shop: &Shop, person: &Person) -> Person {
    Person { base: shop.base.clone(), ..person.clone() }
}

#[tokio::test]
async fn a_bare_box_has_the_evening_back_and_closes_the_day_and_the_old_one_refuses_to_sell() {
    let hub = TestHub::start().await;
    let line = BadLine::to(&hub.url, 1).await;
    let (old, place) = enrolled_by(&hub, &line.url).await;
    let (cashier, code) = (old.staff("Cashier").await, old.code("6").await);
    let first = old.guest("5").await.order(&[("Garlic Naan", 2)]).await.ok();
    let paid = cashier.cash(&first, 1_000_000).await.ok();
    assert_eq!(paid["bill"]["invoice"]["number"], "K1/2627/000001");
    let guest = old.guest("6").await;
    let body = json!({ "items": guest.items(&[("Dal Makhani", 1)]).await });
    let ask = async |by: &Person| {
        by.keyed(Method::POST, "/api/orders", "the-same-key", &body).await.ok()["id"].clone()
    };
    let ordered = ask(&guest).await;
    let third = old.guest("7").await.order(&[("Garlic Naan", 1)]).await.ok();
    held(&hub, &old).await;

    line.pull();
    let restore_code = add_restore_code(&hub.hub, place, "Owner").await.expect("a code");
    let (dir, restored) = bring_back(&old, &hub, &restore_code).await;
    println!("{restored:?}");
    assert_eq!((restored.open_bills, restored.left_behind), (2, 0));
    same_rows(&old, &dir);
    let new = TestBox::start(dir, old.clock.clone()).await;

    // The old one has not heard of it yet: what it sells now is late.
    let late = cashier.cash(&third, 1_000_000).await.ok()["bill"]["invoice"]["number"].clone();
    assert_eq!(late, "K1/2627/000002", "which a box that left no gap would give out again");
    assert_eq!((restored.skipped[0].first, restored.skipped[0].last), (2, 1_001));
    line.mend();
    is_fenced(&old, &cashier, &guest).await;
    let told = "SELECT count(*) FROM alarm WHERE kind = 'LATE_FACTS' AND said LIKE
        '%1 invoices%K1/2627/000002%'";
    until("the alarm", async || hub.count(told).await == 1).await;
    let late = list_late(&hub.hub, place).await.expect("facts");
    assert!(late.iter().any(|fact| fact.kind == "bill_paid"));

    // The new one goes on: the same order, the same code on the table, the same PIN.
    assert_eq!(ask(&at(&new, &guest)).await, ordered, "the same key, the same answer");
    let joined = new.stranger().post(&format!("/api/tables/{code}/join"), json!({})).await.ok();
    assert_eq!(joined["table"]["name"].as_str().unwrap_or("6"), "6");
    let (cashier, manager) = (new.staff("Cashier").await, new.staff("Manager").await);
    let number = async |order: &Value| {
        let paid = cashier.cash(order, 1_000_000).await.ok();
        paid["bill"]["invoice"]["number"].clone()
    };
    assert_eq!(number(&json!({ "id": ordered })).await, "K1/2627/001002");
    assert_eq!(number(&third).await, "K1/2627/001003");
    let z = manager.post("/api/days/2026-11-21/close", json!({})).await.ok();
    let series = &z["series"][0];
    assert_eq!((&series["first"], &series["missing"]), (&json!("K1/2627/000001"), &json!([])));
    assert_eq!(series["skipped"][0]["first"], 2);
    assert_eq!(series["skipped"][0]["last"], 1_001);
    assert_eq!(z["sales"]["bills"], 3);
    held(&hub, &new).await;
    let [mine, theirs] = both_books(&new, &hub, place.1).await;
    assert_eq!(mine, theirs, "one book, in two lives; what was late is not in it");
    until("a copy of its own", async || hub.count(WHOLE).await == 2).await;

    // A box that was brought back can be brought back.
    let again = add_restore_code(&hub.hub, place, "Owner").await.expect("a code");
    let (_dir, again) = bring_back(&new, &hub, &again).await;
    assert!(again.facts > restored.facts && again.open_bills == 0);
    old.app.store.write(&Actor::the_box(), |_| Ok(())).await.expect("only people are refused");
    let old = old.restart().await;
    let refused = at(&old, &guest).order(&[("Garlic Naan", 1)]).await;
    assert_eq!(refused.code(), "box_fenced", "it knows after a start too");
}

/// What was shipped, made again, is what was there: but for what the restore itself did.
fn same_rows(old: &Shop, dir: &TempDir) {
    let open = |path| rows_of(&Connection::open(path).expect("a database"));
    let before = open(old.app.data_dir.database());
    let after = open(dir.path().join("tiffin.db"));
    assert_eq!(before.len(), after.len());
    for (table, rows) in before {
        if !["invoice_series", "series_skip", "message"].contains(&table.as_str()) {
            assert_eq!(Some(&rows), after.get(&table), "{table}");
        }
    }
}

/// Whatever people do at a box whose place was taken is refused; they may look.
async fn is_fenced(old: &Shop, cashier: &Person, guest: &Person) {
    let state = async || cashier.get("/api/cloud").await.status.as_u16();
    assert_eq!(state().await, 403, "not for cashiers");
    let fenced = async || old.count("SELECT state = 'FENCED' FROM cloud") == 1;
    until("it hears of it", fenced).await;
    let refused = async || cashier.post("/api/drawers", json!({ "float_paise": 0 })).await;
    until("it is shut", async || refused().await.status == 409).await;
    let answer = refused().await;
    assert_eq!((answer.status.as_u16(), answer.code()), (409, "box_fenced"));
    assert_eq!(guest.order(&[("Garlic Naan", 1)]).await.code(), "box_fenced");
    cashier.get("/api/tables").await.ok();
}

#[tokio::test]
async fn a_code_takes_a_place_or_stands_beside_and_never_both() {
    let hub = TestHub::start().await;
    let (old, place) = enrolled(&hub).await;
    let dir = tempfile::tempdir().expect("a directory");
    let refused = async |code: &str, dir: &TempDir| {
        restore(wanted(&old, &hub, code, dir), |_| Ok(())).await.expect_err("refused").code()
    };
    let beside = hub.invite(place.0, "Bar").await.code;
    assert_eq!(refused(&beside, &dir).await, Code::WrongCode, "it lets a box in beside");
    let code = add_restore_code(&hub.hub, place, "Owner").await.expect("a code");
    let other = TestBox::with_menu().await;
    let asked = json!({ "hub_url": hub.url, "code": code });
    let owner = other.staff("Owner").await;
    assert_eq!(owner.post("/api/cloud/enrol", asked).await.code(), "wrong_code");
    let active = "SELECT count(*) FROM machine WHERE state = 'ACTIVE'";
    assert_eq!(hub.count(active).await, 1, "nobody was fenced off");
    fs::write(dir.path().join("tiffin.db"), b"data").expect("a file");
    assert_eq!(refused(&code, &dir).await, Code::InvalidValue, "there is data already");
    let bare = tempfile::tempdir().expect("a directory");
    restore(wanted(&old, &hub, &code, &bare), |_| Ok(())).await.expect("brought back");
    let thief = tempfile::tempdir().expect("a directory");
    assert_eq!(refused(&code, &thief).await, Code::WrongCode, "it was used");
    let empty = hub.invite(place.0, "Terrace").await.device;
    let code = add_restore_code(&hub.hub, (place.0, empty), "Owner").await.expect("a code");
    assert_eq!(refused(&code, &thief).await, Code::CloudAway, "nothing was ever kept of it");
}

/// A commit that changes more than is kept of one.
async fn change_too_much(shop: &Shop) {
    let work = |tx: &Tx| {
        let sql =
            "INSERT INTO once (scope, key, request, answer, at) VALUES ('x', 'x', x'00', ?1, 1)";
        tx.run(sql, ["x".repeat(5 << 20)]).map(drop)
    };
    shop.app.store.write(&Actor::the_box(), work).await.expect("written");
}

#[tokio::test]
async fn changes_that_were_let_go_are_never_skipped_over() {
    let hub = TestHub::start().await;
    let (old, place) = enrolled(&hub).await;
    old.guest("5").await.order(&[("Garlic Naan", 2)]).await.ok();
    held(&hub, &old).await;
    let whole = old.app.ledger.head();
    change_too_much(&old).await;
    old.guest("6").await.order(&[("Garlic Naan", 2)]).await.ok();
    held(&hub, &old).await;
    let code = async || add_restore_code(&hub.hub, place, "Owner").await.expect("a code");
    // The copy that would make it good is on its way only: what there is ends before the hole.
    let bare = tempfile::tempdir().expect("a directory");
    let code_before = code().await;
    assert_eq!(hub.count("SELECT max(head_seq) FROM change").await, old.app.ledger.head());
    let reach = restore(wanted(&old, &hub, &code_before, &bare), |_| Ok(())).await.expect("back");
    let (back, head) = (reach.facts - skipped_facts(&reach), old.app.ledger.head());
    assert!(back >= whole && back < head, "rows and facts meet before the hole: {back}");
    assert_eq!(reach.left_behind, head - back, "and it says what it could not bring");
}

#[tokio::test]
async fn a_copy_after_the_hole_has_it_all() {
    let hub = TestHub::start().await;
    let (old, place) = enrolled(&hub).await;
    change_too_much(&old).await;
    old.guest("6").await.order(&[("Garlic Naan", 2)]).await.ok();
    held(&hub, &old).await;
    tiffin::sync::snapshot(&old.app).await.expect("a copy");
    old.guest("7").await.order(&[("Garlic Naan", 2)]).await.ok();
    held(&hub, &old).await;
    let code = add_restore_code(&hub.hub, place, "Owner").await.expect("a code");
    let bare = tempfile::tempdir().expect("a directory");
    let back = restore(wanted(&old, &hub, &code, &bare), |_| Ok(())).await.expect("brought back");
    assert_eq!((back.left_behind, back.open_bills), (0, 2));
    same_rows(&old, &bare);
}

/// What the restore itself wrote in the book.
fn skipped_facts(back: &Restored) -> i64 {
    1 + i64::try_from(back.skipped.len()).expect("a few")
}

#[tokio::test]
async fn a_backup_that_is_put_back_begins_a_life_and_leaves_a_thousand_numbers_free() {
    let old = TestBox::with_menu().await;
    let first = old.guest("5").await.order(&[("Garlic Naan", 2)]).await.ok();
    old.staff("Cashier").await.cash(&first, 1_000_000).await.ok();
    let second = old.guest("6").await.order(&[("Garlic Naan", 2)]).await.ok();
    let dir = Arc::new(tempfile::tempdir().expect("a directory"));
    let file = dir.path().join("evening.backup");
    Store::backup(&old.app.data_dir.database(), &file).expect("a backup");
    Store::restore(&file, &dir.path().join("tiffin.db")).expect("put back");
    let secrets = dir.path().join("secrets");
    fs::create_dir(&secrets).expect("a folder");
    fs::copy(old.app.data_dir.secrets().join("root.key"), secrets.join("root.key")).expect("a key");
    let new = TestBox::start(dir, old.clock.clone()).await;
    let paid = new.staff("Cashier").await.cash(&second, 1_000_000).await.ok();
    assert_eq!(paid["bill"]["invoice"]["number"], "K1/2627/001002");
    let lives = "SELECT group_concat(reason, ' ') FROM (SELECT reason FROM epoch ORDER BY n)";
    let conn = Connection::open(new.app.data_dir.database()).expect("the database");
    let lives: String = conn.query_row(lives, [], |row| row.get(0)).expect("lives");
    assert_eq!(lives, "NEW RESTORED");
    let new = new.restart().await;
    assert_eq!(new.count("SELECT count(*) FROM epoch"), 2, "once");
    assert_eq!(new.count("SELECT count(*) FROM series_skip WHERE prefix = 'K1/2627/'"), 1);
}
