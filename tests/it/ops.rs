use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::StatusCode;
use serde_json::json;
use tiffin::app::{App, Follower, Miss};
use tiffin::ledger;
use tiffin::ops;
use tiffin::store::Tx;
use tiffin::wire::{Actor, Fact, Recorded, Role};

use crate::desk::{Ask, Desk};

static IS_WELL: AtomicBool = AtomicBool::new(false);

async fn digest(_: App, _: Recorded) -> Result<(), Miss> {
    match IS_WELL.load(Ordering::SeqCst) {
        true => Ok(()),
        false => Err(Miss::Never("still too much".into())),
    }
}

fn find(name: &str) -> Option<Follower> {
    (name == "texts").then(|| Follower::new("texts", digest))
}

/// A letter of `follower` about a fact that is recorded for it; answers the letter's id.
async fn lay_aside(desk: &Desk, owner: &str, follower: &'static str) -> String {
    let record = |tx: &Tx| {
        tx.record(Fact::HouseSet { name: "Barah Mez".into() });
        Ok(())
    };
    desk.app.store.write(&Actor::the_box(), record).await.expect("recorded");
    let seq = desk.app.ledger.head();
    let bury = move |tx: &Tx| {
        ledger::advance(tx.conn(), follower, seq)?;
        ledger::bury(tx.conn(), follower, seq, "too much", 8, tx.now())
    };
    desk.app.store.write(&Actor::the_box(), bury).await.expect("buried");
    let letters = desk.ask(Ask::get("/api/ops/dead-letters").by(owner)).await;
    assert_eq!(letters.body["items"][0]["reason"], "too much");
    letters.body["items"][0]["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_box_that_can_write_is_ready_and_a_closed_one_is_not() {
    let desk = Desk::open().await;
    assert_eq!(desk.ask(Ask::get("/health/live")).await.body, json!({ "status": "ok" }));
    let ready = desk.ask(Ask::get("/health/ready")).await;
    assert_eq!((ready.status, ready.text("status").as_str()), (StatusCode::OK, "ready"));
    assert_eq!(ready.body["checks"]["write"], "ok");
    desk.app.close().await;
    let after = desk.ask(Ask::get("/health/ready")).await;
    assert_eq!(after.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(after.text("status"), "not_ready");
    assert_eq!(after.body["checks"]["write"], "storage_failed");
}

#[tokio::test]
async fn the_status_names_followers_and_how_far_they_are() {
    let desk = Desk::open().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    lay_aside(&desk, &owner, "texts").await;
    let status = desk.ask(Ask::get("/api/ops/status").by(&owner)).await.body;
    assert_eq!(status["head_seq"], desk.app.ledger.head());
    assert_eq!(status["storage"], "ok");
    assert_eq!(status["clock_ok"], true);
    let texts = &status["followers"][0];
    assert_eq!((&texts["name"], &texts["dead_letters"]), (&json!("texts"), &json!(1)));
    assert_eq!((&texts["behind"], &texts["last_error"]), (&json!(0), &json!("too much")));
    desk.turn(-86_400);
    let status = desk.ask(Ask::get("/api/ops/status").by(&owner)).await.body;
    assert_eq!(status["clock_ok"], false, "{status}");
}

#[tokio::test]
async fn a_letter_tried_again_goes_when_it_is_digested() {
    let desk = Desk::open().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let id = lay_aside(&desk, &owner, "texts").await;
    let retry =
        || desk.ask(Ask::post(&format!("/api/ops/dead-letters/{id}/retry"), json!({})).by(&owner));
    assert_eq!(retry().await.code(), "not_found", "nobody of that name follows");
    ops::know_followers(&desk.app, find);
    let failed = retry().await.body;
    assert_eq!(failed, json!({ "done": false, "reason": "still too much" }));
    let letters = desk.ask(Ask::get("/api/ops/dead-letters").by(&owner)).await.body;
    assert_eq!(letters["items"][0]["id"], id.as_str());
    assert_eq!(letters["items"][0]["tries"], 9);
    IS_WELL.store(true, Ordering::SeqCst);
    assert_eq!(retry().await.body, json!({ "done": true, "reason": null }));
    let letters = desk.ask(Ask::get("/api/ops/dead-letters").by(&owner)).await.body;
    assert_eq!(letters["items"], json!([]));
    assert_eq!(desk.facts("dead_letter_retried").await.len(), 2);
    assert_eq!(retry().await.code(), "not_found");
}

#[tokio::test]
async fn a_letter_is_dropped_once_and_on_record() {
    let desk = Desk::open().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let id = lay_aside(&desk, &owner, "texts").await;
    let path = format!("/api/ops/dead-letters/{id}");
    let drop_it = || desk.ask(Ask::delete(&path).by(&owner));
    assert_eq!(drop_it().await.status, StatusCode::NO_CONTENT);
    assert_eq!(drop_it().await.code(), "not_found");
    let facts = desk.facts("dead_letter_dropped").await;
    assert_eq!((facts.len(), &facts[0]["by"]["who"]), (1, &json!("Meera")));
}

#[tokio::test]
async fn what_is_measured_can_be_read_by_anybody() {
    let desk = Desk::open().await;
    let metrics = desk.ask(Ask::get("/metrics")).await;
    assert_eq!(metrics.status, StatusCode::OK);
    let kind = metrics.headers["content-type"].to_str().expect("a kind");
    assert!(kind.starts_with("application/openmetrics-text"), "{kind}");
    let text = String::from_utf8(metrics.bytes).expect("text");
    for name in ["tiffin_facts_head", "tiffin_open_orders", "tiffin_storage_state 0"] {
        assert!(text.contains(name), "{name}: {text}");
    }
    assert!(text.ends_with("# EOF\n"));
}

#[tokio::test]
async fn the_doctor_finds_what_was_altered() {
    let desk = Desk::open().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    lay_aside(&desk, &owner, "texts").await;
    let ill = |findings: Vec<ops::Finding>| -> Vec<_> {
        findings.into_iter().filter(|f| !f.ok).map(|f| f.check).collect()
    };
    assert_eq!(ill(ops::doctor(&desk.app).await), ["dead letters", "menu and tables"]);
    let forge = |tx: &Tx| tx.run("UPDATE fact SET actor = '{}' WHERE seq = 1", []);
    desk.app.store.write(&Actor::the_box(), forge).await.expect("forged");
    desk.turn(-86_400);
    let found = ops::doctor(&desk.app).await;
    assert!(found.iter().all(|finding| finding.ok == finding.fix.is_empty()));
    assert_eq!(ill(found), ["facts", "clock", "dead letters", "menu and tables"]);
}
