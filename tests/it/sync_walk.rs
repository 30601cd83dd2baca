//! The book through a line that loses, cuts, repeats and delays; books and logs that are put back.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use tiffin::config::Settings;
use tiffin::ledger;
use tiffin::wire::sync::{AlarmKind, Limits};
use tiffin::wire::{Actor, Fact};
use uuid::Uuid;

use crate::kit::hub::{TestHub, owner_of};
use crate::kit::line::BadLine;
use crate::kit::{Person, Shop, TestBox, rounds, within};
use crate::sync::{both_books, caught_up, enrol_by, tried_until};

/// How long a hundred thousand facts may take.
const LONG: Duration = Duration::from_secs(900);

/// Facts that nobody but the book takes an interest in.
async fn write(shop: &Shop, count: usize, text: &str) {
    const AT_ONCE: usize = 1_000;
    for first in (0..count).step_by(AT_ONCE) {
        let text = text.to_owned();
        let write = move |tx: &tiffin::store::Tx| {
            for n in first..count.min(first + AT_ONCE) {
                let said = format!("{text} {n} {}", "\u{935}\u{920}".repeat(n % 90));
                tx.record(Fact::CloudAlarmed { kind: AlarmKind::Gap, said });
            }
            Ok(())
        };
        shop.app.store.write(&Actor::the_box(), write).await.expect("facts");
    }
}

/// Waits for the line to move; the box hears of it a moment later.
async fn moved(line: &BadLine) {
    let moment = Duration::from_millis(50);
    let _ = tokio::time::timeout(moment, line.moved()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_thousand_facts_through_a_bad_line_arrive_once_in_order() {
    let limits = Limits { max_facts: rounds(100, 1_000), ..Limits::MOST };
    let (shop, hub) = (TestBox::with_menu().await, TestHub::with(limits).await);
    let line = BadLine::to(&hub.url, 7).await;
    let (owner, device) = enrol_by(&shop, &hub, &line.url).await;
    caught_up(&owner, &shop).await;
    line.pull();
    write(&shop, rounds(10_000, 100_000), "queued").await;
    let status = owner.get("/api/cloud").await.ok();
    assert!(status["behind"].as_i64() >= Some(10_000), "{status}");
    line.worsen();
    let half = shop.app.ledger.head() - 5_000;
    let to_half = async {
        while owner.get("/api/cloud").await.ok()["held_seq"].as_i64() < Some(half) {
            owner.post("/api/cloud/try", json!({})).await.ok();
            moved(&line).await;
        }
    };
    within(LONG, "half of it to be held", to_half).await;
    // The evening goes on meanwhile.
    let guest = shop.guest("5").await;
    let order = guest.order(&[("Garlic Naan", 2)]).await.ok();
    shop.staff("Cashier").await.cash(&order, 1_000_000).await.ok();
    let mut stood = 0;
    let to_end = async {
        while owner.get("/api/cloud").await.ok()["behind"] != 0 || !line.spared().is_empty() {
            owner.post("/api/cloud/try", json!({})).await.ok();
            if owner.get("/api/cloud").await.ok()["behind"] == 0 {
                write(&shop, 10, "one more").await;
                stood += 1;
                assert!(stood < 1_000, "the line was never {:?}", line.spared());
            }
            moved(&line).await;
        }
    };
    within(LONG, "all of it to be held, whatever happened to the line", to_end).await;
    line.mend();
    caught_up(&owner, &shop).await;
    let [mine, theirs] = both_books(&shop, &hub, device).await;
    assert_eq!(mine.len(), theirs.len());
    assert!(mine == theirs, "fact by fact, byte by byte");
    assert!(line.largest() < 2 << 20, "a batch of {} bytes", line.largest());
    let status = owner.get("/api/cloud").await.ok();
    assert_eq!(status["alarms"], json!([]), "a bad line is nobody's fault");
    assert_eq!(hub.count("SELECT count(*) FROM alarm").await, 0);
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir_all(&to).expect("a folder");
            copy(&entry.path(), &to);
        } else {
            // Something that was begun before the box ended may just be cleared away.
            let copied = std::fs::copy(entry.path(), to);
            assert!(copied.is_ok() || !entry.path().exists(), "{copied:?}");
        }
    }
}

/// A copy of a box's data, as a card is copied: the box does not know of it.
fn card_of(dir: &TempDir) -> Arc<TempDir> {
    let card = Arc::new(tempfile::tempdir().expect("a folder"));
    copy(dir.path(), card.path());
    card
}

/// Texts of all facts the hub holds of a place, whatever life they are of, and how often.
async fn held(hub: &TestHub, device: Uuid, text: &str) -> i64 {
    let client = owner_of(&hub.database).await;
    let sql = "SELECT count(*) FROM fact WHERE device_id = $1 AND body LIKE '%' || $2 || '%'";
    client.query_one(sql, &[&device, &text]).await.expect("a count").get(0)
}

/// A box whose first twenty facts of ours the hub holds.
struct Begun {
    hub: TestHub,
    line: BadLine,
    shop: Shop,
    owner: Person,
    device: Uuid,
}

async fn begun() -> Begun {
    let (hub, shop) = (TestHub::start().await, TestBox::with_menu().await);
    let line = BadLine::to(&hub.url, 1).await;
    let (owner, device) = enrol_by(&shop, &hub, &line.url).await;
    write(&shop, 20, "before").await;
    caught_up(&owner, &shop).await;
    Begun { hub, line, shop, owner, device }
}

/// Stops a box and copies its card; the box goes on, has `text` held by the hub, and is gone.
async fn card_before(shop: Shop, count: usize, text: &str) -> Arc<TempDir> {
    let clock = shop.clock.clone();
    let dir = shop.stop().await;
    let card = card_of(&dir);
    let shop = TestBox::start(dir, clock).await;
    write(&shop, count, text).await;
    caught_up(&shop.staff("Owner").await, &shop).await;
    drop(shop.stop().await);
    card
}

struct PutBack {
    _line: BadLine,
    shop: Shop,
    owner: Person,
    hub: TestHub,
    device: Uuid,
}

/// A box whose card is put back to before twenty facts the hub holds, and that goes on.
async fn put_back(draws_epochs: bool) -> PutBack {
    let Begun { hub, line, shop, device, .. } = begun().await;
    let clock = shop.clock.clone();
    let card = card_before(shop, 20, "lost on the box").await;
    let settings = Settings { draws_epochs, ..Settings::default() };
    let shop = TestBox::start_with(card, clock, settings).await;
    write(&shop, 5, "after it").await;
    let owner = shop.staff("Owner").await;
    PutBack { _line: line, shop, owner, hub, device }
}

#[tokio::test]
async fn a_card_that_is_put_back_begins_another_life_and_no_fact_is_lost() {
    let PutBack { shop, owner, hub, device, _line } = put_back(true).await;
    caught_up(&owner, &shop).await;
    write(&shop, 30, "and on").await;
    caught_up(&owner, &shop).await;
    for (text, count) in [("before", 20), ("lost on the box", 20), ("after it", 5), ("and on", 30)]
    {
        assert_eq!(held(&hub, device, text).await, count, "{text}");
    }
    // Of each number one fact counts: those of the book that goes on.
    let counted = "SELECT count(*) FROM fact f JOIN epoch e USING (tenant_id, device_id, epoch)
        WHERE f.seq <= coalesce(e.cut_seq, f.seq)";
    assert_eq!(hub.count(counted).await, shop.app.ledger.head());
    let doubled = "SELECT count(*) FROM (SELECT f.seq FROM fact f
        JOIN epoch e USING (tenant_id, device_id, epoch)
        WHERE f.seq <= coalesce(e.cut_seq, f.seq) GROUP BY f.seq HAVING count(*) > 1) twice";
    assert_eq!(hub.count(doubled).await, 0);
    let status = owner.get("/api/cloud").await.ok();
    assert_eq!(status["alarms"][0]["kind"], "HUB_AHEAD", "{status}");
    let rung = "SELECT count(*) FROM alarm WHERE kind = 'HUB_AHEAD' AND cleared_at IS NULL";
    assert_eq!(hub.count(rung).await, 1);
    let cleared = owner.delete("/api/cloud/alarms/HUB_AHEAD").await.ok();
    assert_eq!(cleared["alarms"], json!([]));
}

/// The control of the test above: what a hub that counts numbers alone would lose.
#[tokio::test]
async fn without_lives_of_the_book_what_comes_after_a_card_was_put_back_is_lost() {
    let PutBack { shop, owner, hub, device, _line } = put_back(false).await;
    let is_settled = |status: &Value| status["state"] == "ONLINE" || status["state"] == "FORKED";
    let status = tried_until(&owner, "an end", is_settled).await;
    assert!(status["held_seq"].as_i64() >= Some(shop.app.ledger.head()), "{status}");
    assert_eq!(status["behind"], 0, "the box believes that all is well");
    assert_eq!(held(&hub, device, "after it").await, 0, "and it is lost");
}

#[tokio::test]
async fn a_backup_that_is_put_back_begins_another_life_before_anything_is_written() {
    let Begun { hub, line: _line, shop, device, .. } = begun().await;
    let clock = shop.clock.clone();
    let card = card_before(shop, 7, "lost on the box").await;
    // A backup of that card takes its place.
    let (database, copied) = (card.path().join("tiffin.db"), card.path().join("copied"));
    tiffin::store::Store::backup(&database, &copied).expect("a backup");
    std::fs::rename(copied, database).expect("in its place");
    let shop = TestBox::start(card, clock).await;
    write(&shop, 9, "after it").await;
    let owner = shop.staff("Owner").await;
    caught_up(&owner, &shop).await;
    for (text, count) in [("before", 20), ("lost on the box", 7), ("after it", 9)] {
        assert_eq!(held(&hub, device, text).await, count, "{text}");
    }
    let reasons = "SELECT count(*) FROM epoch WHERE reason = 'RESTORED'";
    assert_eq!(hub.count(reasons).await, 1);
}

#[tokio::test]
async fn a_hub_of_yesterday_gets_again_what_it_has_lost() {
    let Begun { hub, line, shop, owner, device } = begun().await;
    let yesterday = hub.copy().await;
    write(&shop, 300, "lost at the hub").await;
    caught_up(&owner, &shop).await;
    line.lead_to(&yesterday.url);
    write(&shop, 3, "after it").await;
    caught_up(&owner, &shop).await;
    let [mine, theirs] = both_books(&shop, &yesterday, device).await;
    assert!(mine == theirs, "fact by fact, byte by byte");
    let status: Value = owner.get("/api/cloud").await.ok();
    assert_eq!(status["alarms"][0]["kind"], "GAP", "{status}");
    let rung = "SELECT count(*) FROM alarm WHERE kind = 'GAP' AND cleared_at IS NULL";
    assert_eq!(yesterday.count(rung).await, 1);
}

#[tokio::test]
async fn two_books_that_part_wait_for_a_person_who_says_which_goes_on() {
    let Begun { hub, line, shop, owner, device } = begun().await;
    let clock = shop.clock.clone();
    let refused = owner.post("/api/cloud/begin-epoch", json!({ "reason": "why not" })).await;
    assert_eq!(refused.code(), "illegal_transition");
    let card = card_before(shop, 4, "of the first").await;
    // The copy writes more than the first did before it ever hears of the hub.
    line.pull();
    let shop = TestBox::start(card, clock).await;
    write(&shop, 10, "of the second").await;
    let owner = shop.staff("Owner").await;
    // A try that began before they were written would say hello without them.
    let tries = owner.get("/api/cloud").await.ok()["tries"].as_i64();
    let two_more = |status: &Value| status["tries"].as_i64() >= tries.map(|tries| tries + 2);
    tried_until(&owner, "two more tries", two_more).await;
    line.mend();
    let is_rung = |status: &Value| status["alarms"][0]["kind"] == "FORK";
    tried_until(&owner, "the alarm", is_rung).await;
    assert_eq!(hub.count("SELECT count(*) FROM alarm WHERE kind = 'FORK'").await, 1);
    assert!(hub.count("SELECT count(*) FROM quarantine").await > 0, "what was sent is laid aside");
    assert_eq!(held(&hub, device, "of the second").await, 0);
    let manager = shop.staff("Manager").await;
    let reason = json!({ "reason": "the other card broke" });
    let refused = manager.post("/api/cloud/begin-epoch", reason.clone()).await;
    assert_eq!(refused.code(), "forbidden");
    owner.post("/api/cloud/begin-epoch", reason).await.ok();
    caught_up(&owner, &shop).await;
    for (text, count) in [("before", 20), ("of the first", 4), ("of the second", 10)] {
        assert_eq!(held(&hub, device, text).await, count, "{text}");
    }
    assert_eq!(owner.get("/api/cloud").await.ok()["alarms"], json!([]));
    let facts = shop.app.store.read(|read| ledger::read_after(read.conn(), 0, 10_000)).await;
    let begun = facts.expect("facts").into_iter().filter(|recorded| {
        matches!(recorded.fact, Fact::EpochBegun { .. }) && recorded.by.who == "Owner"
    });
    assert_eq!(begun.count(), 1, "who said so is on record");
}
