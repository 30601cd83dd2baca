//! A bare box is brought back from the cloud, goes on where the one before was last heard, and
//! that one is fenced off.

use std::time::Duration;

use serde_json::json;

use crate::kit::hub::TestHub;
use crate::kit::{Mirrored, TestBox};

/// Waits until `look` answers yes.
async fn until(what: &str, mut look: impl AsyncFnMut() -> bool) {
    let wait = async {
        while !look().await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), wait).await.expect(what);
}

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

#[tokio::test]
async fn the_hub_has_a_whole_copy_and_the_changes_since_and_no_more() {
    let (shop, hub) = (TestBox::with_menu().await, TestHub::start().await);
    let tenant = hub.tenant("Barah Mez").await;
    let invited = hub.invite(tenant, "Till").await;
    let owner = shop.staff("Owner").await;
    let asked = json!({ "hub_url": hub.url, "code": invited.code });
    owner.post("/api/cloud/enrol", asked).await.ok();
    let whole = "SELECT count(*) FROM snapshot WHERE whole_at IS NOT NULL";
    until("a copy", async || hub.count(whole).await == 1).await;
    let order = shop.guest("5").await.order(&[("Garlic Naan", 2)]).await.ok();
    shop.staff("Cashier").await.cash(&order, 1_000_000).await.ok();
    let held = "SELECT max(held_seq) FROM epoch";
    until("all facts", async || hub.count(held).await == shop.app.ledger.head()).await;
    let met = "SELECT max(head_seq) FROM change";
    assert_eq!(hub.count(met).await, shop.app.ledger.head(), "rows came along");
    let waiting = "SELECT count(*) FROM shipment WHERE head_seq < (SELECT max(seq) FROM fact)";
    until("what is held is let go", async || shop.count(waiting) == 0).await;
    for copies in [2, 2] {
        tiffin::sync::snapshot(&shop.app).await.expect("a copy");
        assert_eq!(hub.count(whole).await, copies, "the last two are kept");
        shop.guest("6").await.order(&[("Dal Makhani", 1)]).await.ok();
    }
    let old = "SELECT count(*) FROM change WHERE last_no <= (SELECT min(no) FROM snapshot)";
    assert_eq!(hub.count(old).await, 0, "what only older copies need is let go");
}
