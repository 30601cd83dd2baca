//! How the boxes are, for whoever runs the service and for owners.

use serde_json::json;

use crate::hub::{batch, book, enrolled};
use crate::kit::hub::TestHub;

#[tokio::test]
async fn the_fleet_is_seen_by_the_service_and_an_owner_sees_their_own() {
    let hub = TestHub::start().await;
    let (mine, other) = (enrolled(&hub, "Barah Mez").await, enrolled(&hub, "Chai Stop").await);
    hub.invite(mine.place.0, "Empty").await;
    for signer in [&mine, &other] {
        signer.post(&hub.url, "/v1/ingest", batch(&book(&["a", "b"]))).await;
    }
    let (admin, owner) = (hub.admin().await, hub.owner_of(mine.place.0).await);
    hub.run(&format!(
        "UPDATE device SET last_seen_at = now(), head_seq = 9 WHERE device_id = '{}';
         UPDATE device SET last_seen_at = now() - interval '2 minutes' WHERE device_id = '{}'",
        mine.place.1, other.place.1
    ))
    .await;
    let all = admin.get("/admin/fleet").await.body;
    let seen: Vec<_> = all["items"].as_array().expect("places").iter().collect();
    let standings: Vec<_> =
        seen.iter().map(|place| (&place["tenant_name"], &place["standing"])).collect();
    assert_eq!(
        standings,
        [
            (&json!("Barah Mez"), &json!("EMPTY")),
            (&json!("Chai Stop"), &json!("SILENT")),
            (&json!("Barah Mez"), &json!("HEARD")),
        ],
        "who was heard longest ago first"
    );
    assert_eq!((&seen[2]["held_seq"], &seen[2]["lag"]), (&json!(2), &json!(7)));
    let own = owner.get("/owner/fleet").await.body;
    assert_eq!(own["items"].as_array().map(Vec::len), Some(2));
    assert!(!own.to_string().contains("Chai Stop"));
    for path in ["/admin/fleet", "/admin/alarms"] {
        assert_eq!(owner.get(path).await.code(), "forbidden");
    }
    assert_eq!(admin.get("/owner/fleet").await.code(), "forbidden");
}

#[tokio::test]
async fn an_alarm_rings_until_somebody_of_the_tenant_has_seen_to_it_and_then_anew() {
    let hub = TestHub::start().await;
    let (mine, other) = (enrolled(&hub, "Barah Mez").await, enrolled(&hub, "Chai Stop").await);
    let ring = async || mine.post(&hub.url, "/v1/ingest", batch(&book(&["a", "b"])[1..])).await;
    ring().await;
    ring().await;
    let (owner, neighbour) = (hub.owner_of(mine.place.0).await, hub.owner_of(other.place.0).await);
    let alarms = owner.get("/owner/alarms").await.body;
    let alarm = &alarms["items"][0];
    assert_eq!((&alarm["kind"], &alarm["times"]), (&json!("GAP"), &json!(2)));
    assert_eq!(neighbour.get("/owner/alarms").await.body["items"], json!([]));
    let everywhere = hub.admin().await.get("/admin/alarms").await.body;
    assert_eq!(everywhere["items"][0]["tenant_name"], "Barah Mez");
    let clear = format!("/owner/alarms/{}/clear", alarm["id"].as_str().expect("an id"));
    assert_eq!(neighbour.post(&clear, json!({})).await.code(), "not_found");
    for _ in 0..2 {
        assert_eq!(owner.post(&clear, json!({})).await.status, 204, "clear twice is clear");
    }
    let over = owner.get("/owner/alarms").await.body;
    assert!(over["items"][0]["cleared_at"].is_string(), "{over}");
    ring().await;
    let alarms = owner.get("/owner/alarms").await.body;
    let rings: Vec<_> = alarms["items"].as_array().expect("alarms").iter().collect();
    assert_eq!((rings.len(), &rings[0]["times"]), (2, &json!(1)), "the same trouble again");
    assert!(rings[0]["cleared_at"].is_null());
}

#[tokio::test]
async fn what_a_box_says_of_itself_is_seen_as_it_said_it_last() {
    let hub = TestHub::start().await;
    let (mine, other) = (enrolled(&hub, "Barah Mez").await, enrolled(&hub, "Chai Stop").await);
    let beat = |disk_free: u64, head_seq: i64| {
        json!({
            "version": "tiffin 0.1.0", "schema": 30, "epoch": mine.epoch, "head_seq": head_seq,
            "held_seq": 0, "waiting_bytes": 4_096, "disk_free": disk_free, "clock_ok": false,
            "dead_letters": 2, "open_orders": 5,
            "alarms": [{ "kind": "DISK", "text": "nearly full", "at": "2026-11-21T14:00:00Z" }],
        })
    };
    for (disk, head) in [(9_000_000, 3), (7_000_000, 4)] {
        let said = beat(disk, head).to_string().into_bytes();
        assert_eq!(mine.post(&hub.url, "/v1/beat", said).await.0, 200);
    }
    let (admin, owner) = (hub.admin().await, hub.owner_of(mine.place.0).await);
    let device = json!(mine.place.1);
    for (who, path) in [(&admin, "/admin/fleet"), (&owner, "/owner/fleet")] {
        let seen = who.get(path).await.body;
        let items = seen["items"].as_array().expect("places");
        let place = items.iter().find(|one| one["device_id"] == device).expect("the place");
        assert_eq!((&place["disk_free"], &place["lag"]), (&json!(7_000_000), &json!(4)));
        assert_eq!((&place["waiting_bytes"], &place["open_orders"]), (&json!(4_096), &json!(5)));
        assert_eq!((&place["clock_ok"], &place["dead_letters"]), (&json!(false), &json!(2)));
        assert_eq!((&place["rings"], &place["standing"]), (&json!(["DISK"]), &json!("HEARD")));
        assert_eq!(place["program"], "tiffin 0.1.0");
        assert!(place["told_at"].is_string(), "{place}");
    }
    let seen = hub.owner_of(other.place.0).await.get("/owner/fleet").await.body;
    assert_eq!(seen["items"][0]["disk_free"], json!(null), "the neighbour's said nothing yet");
    assert_eq!(seen["items"][0]["rings"], json!([]));
    // A box of another time says it in another way: then it was not said.
    hub.run("UPDATE device SET beat = '{\"disk_free\":\"plenty\"}'").await;
    assert_eq!(admin.get("/admin/fleet").await.body["items"][0]["disk_free"], json!(null));
}
