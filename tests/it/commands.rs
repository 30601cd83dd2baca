//! What the cloud asks of a box: it reaches it whichever way there is, and is done once.

use std::time::Duration;

use axum::Router;
use axum::routing::get;
use data_encoding::BASE64URL_NOPAD;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tiffin::base::At;
use tiffin::hub::{Asking, MenuDraft, PriceDraft, address, give_in, put_menu, put_price};
use tiffin::sandbox::Choice;
use tiffin::wire::sync::{Asked, Headers, hex, proof_text};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{ClientRequestBuilder, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use uuid::Uuid;

use crate::kit::hub::{Signer, TestHub, owner_of};
use crate::kit::{Person, Shop, TestBox, client, found, in_time, until, within};
use crate::online::{checkout, held};

/// A box that is one of the cloud's, by the address it was told.
pub async fn enrol(
    shop: &Shop,
    hub: &TestHub,
    tenant: Uuid,
    name: &str,
    url: &str,
) -> (Person, Uuid) {
    let invited = hub.invite(tenant, name).await;
    let owner = shop.staff("Owner").await;
    let asked = json!({ "hub_url": url, "code": invited.code });
    owner.post("/api/cloud/enrol", asked).await.ok();
    (owner, invited.device)
}

impl TestHub {
    /// Asks something of a box, at the node this is.
    pub async fn ask(&self, place: (Uuid, Uuid), kind: &str, body: Value) -> Uuid {
        let now = self.hub.clock.now();
        let tx = self.hub.db.as_tenant(place.0).await.expect("a transaction");
        let expires_at = now.plus_seconds(600);
        let asking = Asking { kind, body: &body, expires_at, digest: None };
        let id = give_in(&tx, place, now, &asking).await.expect("asked").expect("new");
        tx.commit().await.expect("kept");
        id
    }

    /// What came of it, once something did.
    pub async fn outcome(&self, id: Uuid) -> (String, Value) {
        let client = owner_of(&self.database).await;
        let sql = "SELECT outcome, result FROM command WHERE id = $1 AND outcome IS NOT NULL";
        let look = async || client.query_opt(sql, &[&id]).await.expect("a row");
        let row = found("an outcome", look).await;
        let result: &str = row.get(1);
        (row.get(0), serde_json::from_str(result).expect("JSON"))
    }
}

/// Dishes of head office, by category and name.
pub fn drafts(rev: i64, items: Value) -> MenuDraft {
    serde_json::from_value(json!({ "rev": rev, "items": items })).expect("a menu")
}

pub fn price(paise: i64) -> PriceDraft {
    serde_json::from_value(json!({ "price_paise": paise })).expect("a price")
}

/// Head office sells paneer tikka, alike everywhere.
pub async fn with_central_tikka(hub: &TestHub, tenant: Uuid) -> Uuid {
    let tikka = json!([{
        "category": "From the Tandoor", "name": "Paneer Tikka", "price_paise": 30_000,
        "description": "From the clay oven",
    }]);
    let menu = put_menu(&hub.hub, tenant, drafts(0, tikka)).await.expect("a menu");
    menu.items[0].central_id
}

pub async fn dish(who: &Person, name: &str) -> Option<Value> {
    let menu = who.get("/api/menu/items").await.ok();
    menu["items"].as_array().expect("dishes").iter().find(|dish| dish["name"] == name).cloned()
}

pub async fn costs(who: &Person, name: &str, paise: i64) {
    let what = format!("{name} at {paise}");
    until(&what, async || dish(who, name).await.is_some_and(|dish| dish["price_paise"] == paise))
        .await;
}

#[tokio::test]
async fn head_office_changes_a_price_and_both_menus_follow() {
    let hub = TestHub::start().await;
    let (one, other) = tokio::join!(TestBox::with_menu(), TestBox::with_menu());
    let tenant = hub.tenant("Barah Mez").await;
    let (fort, _) = enrol(&one, &hub, tenant, "Fort", &hub.url).await;
    let before = dish(&fort, "Paneer Tikka").await.expect("on the menu");
    let tikka = with_central_tikka(&hub, tenant).await;
    costs(&fort, "Paneer Tikka", 30_000).await;
    let adopted = dish(&fort, "Paneer Tikka").await.expect("on the menu");
    assert_eq!(adopted["id"], before["id"], "it is the dish that was there");
    assert_eq!(adopted["description"], "From the clay oven");
    for own in ["diet", "stations", "picture", "sort", "modifier_group_ids", "name_local"] {
        assert_eq!(adopted[own], before[own], "{own} is the house's");
    }
    // One that comes later is told what there is.
    let (bandra, _) = enrol(&other, &hub, tenant, "Bandra", &hub.url).await;
    costs(&bandra, "Paneer Tikka", 30_000).await;
    let menu = put_price(&hub.hub, tenant, tikka, price(32_500)).await.expect("a price");
    assert_eq!((menu.rev, menu.outlets.len()), (2, 2));
    tokio::join!(costs(&fort, "Paneer Tikka", 32_500), costs(&bandra, "Paneer Tikka", 32_500));
    until("both have said so", async || {
        hub.count("SELECT count(*) FROM command WHERE outcome IS NULL").await == 0
    })
    .await;
    let once = "SELECT count(*) FROM command WHERE kind = 'price_put' AND outcome = 'DONE'";
    assert_eq!(hub.count(once).await, 2, "one for each");
    let obeyed = "SELECT count(*) FROM fact WHERE kind = 'command_obeyed'";
    assert!(one.count(obeyed) >= 2 && other.count(obeyed) >= 2);
}

#[tokio::test]
async fn what_is_head_office_s_is_not_the_house_s_to_change() {
    let hub = TestHub::start().await;
    let shop = TestBox::with_menu().await;
    let tenant = hub.tenant("Barah Mez").await;
    let (owner, _) = enrol(&shop, &hub, tenant, "Fort", &hub.url).await;
    with_central_tikka(&hub, tenant).await;
    costs(&owner, "Paneer Tikka", 30_000).await;
    let tikka = dish(&owner, "Paneer Tikka").await.expect("on the menu");
    let path = format!("/api/menu/items/{}", tikka["id"].as_str().expect("an id"));
    let put = async |field: &str, value: Value| {
        let mut draft = tikka.clone();
        draft[field] = value;
        owner.put(&path, draft).await
    };
    for (field, value) in [
        ("price_paise", json!(1)),
        ("name", json!("Paneer Tikka Special")),
        ("description", json!("Ours")),
    ] {
        let refused = put(field, value).await;
        assert_eq!(refused.code(), "central_field");
        assert_eq!(refused.body["error"]["details"]["fields"], json!([field]));
    }
    assert_eq!(owner.delete(&path).await.code(), "central_field");
    put("prep_minutes", json!(25)).await.ok();
    let gone = json!({ "is_available": false });
    owner.patch(&format!("{path}/availability"), gone).await.ok();
    // What the house decides stays, whatever head office says later.
    let menu = put_menu(
        &hub.hub,
        tenant,
        drafts(
            1,
            json!([{
                "category": "from the tandoor", "name": "PANEER TIKKA", "price_paise": 31_000,
            }]),
        ),
    )
    .await
    .expect("a menu");
    assert_eq!((menu.rev, menu.items.len()), (2, 1));
    costs(&owner, "PANEER TIKKA", 31_000).await;
    let after = dish(&owner, "PANEER TIKKA").await.expect("on the menu");
    assert_eq!((&after["is_available"], &after["prep_minutes"]), (&json!(false), &json!(25)));
    assert_eq!(after["name_local"], tikka["name_local"]);
    let stale = put_menu(&hub.hub, tenant, drafts(1, json!([]))).await;
    assert_eq!(stale.expect_err("stale").code().as_str(), "stale_rev");
    put_menu(&hub.hub, tenant, drafts(2, json!([]))).await.expect("a menu");
    until("off the menu", async || dish(&owner, "PANEER TIKKA").await.is_none()).await;
    let naan = dish(&owner, "Garlic Naan").await.expect("the house's own");
    let path = format!("/api/menu/items/{}", naan["id"].as_str().expect("an id"));
    let mut draft = naan.clone();
    draft["price_paise"] = json!(7_000);
    owner.put(&path, draft).await.ok();
}

#[tokio::test]
async fn an_order_in_flight_keeps_its_quote_or_hears_that_the_price_changed() {
    let hub = TestHub::start().await;
    let shop = TestBox::with_menu().await;
    let tenant = hub.tenant("Barah Mez").await;
    let (owner, _) = enrol(&shop, &hub, tenant, "Fort", &hub.url).await;
    let tikka = with_central_tikka(&hub, tenant).await;
    costs(&owner, "Paneer Tikka", 30_000).await;
    let guest = shop.guest("5").await;
    let items = guest.items(&[("Paneer Tikka", 1)]).await;
    let placed = guest.post("/api/orders", json!({ "items": items })).await.ok();
    let total = placed["quote"]["total_paise"].clone();
    assert!(total.is_i64(), "{placed}");
    put_price(&hub.hub, tenant, tikka, price(40_000)).await.expect("a price");
    costs(&owner, "Paneer Tikka", 40_000).await;
    let late = json!({ "items": items, "expected_total_paise": total });
    assert_eq!(guest.post("/api/orders", late).await.code(), "price_changed");
    let id = placed["id"].as_str().expect("an id");
    let kept = guest.get(&format!("/api/orders/{id}")).await.ok();
    assert_eq!(kept["lines"][0]["unit_paise"], 30_000, "{kept}");
}

#[tokio::test]
async fn a_command_written_at_one_node_reaches_a_box_linked_to_another() {
    let hub = TestHub::start().await;
    let far = hub.another_node().await;
    let shop = TestBox::with_menu().await;
    let tenant = hub.tenant("Barah Mez").await;
    let (_, device) = enrol(&shop, &hub, tenant, "Fort", &far).await;
    linked(&hub, 1).await;
    // The first wakes by the call, the second after those who listen were cut off.
    for _ in 0..2 {
        let id = hub.ask((tenant, device), "never_heard_of", json!({})).await;
        let (outcome, result) = hub.outcome(id).await;
        assert_eq!((outcome.as_str(), &result["code"]), ("REFUSED", &json!("unknown_command")));
        let cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                   WHERE datname = current_database() AND query LIKE 'LISTEN%'";
        until("somebody to listen", async || hub.count(cut).await >= 1).await;
    }
    assert_eq!(hub.count("SELECT link_no FROM device").await, 1, "over one link all the time");
}

/// Waits until a box's link is open.
pub async fn linked(hub: &TestHub, no: i64) {
    until("a link", async || hub.count("SELECT max(link_no) FROM device").await >= no).await;
}

/// A way to the hub that refuses WebSockets, as some offices' do.
async fn without_links(url: &str) -> String {
    let to = url.to_owned();
    let pass = move |request: axum::extract::Request| {
        let to = to.clone();
        async move {
            let path = request.uri().path_and_query().expect("a path").to_string();
            let (parts, body) = request.into_parts();
            let body = axum::body::to_bytes(body, 1 << 24).await.expect("a body");
            let mut on = client().request(parts.method, format!("{to}{path}"));
            for (name, value) in &parts.headers {
                if name.as_str().starts_with("tiffin-") {
                    on = on.header(name, value);
                }
            }
            let answer = on.body(body).send().await.expect("an answer");
            (answer.status(), answer.bytes().await.expect("a body"))
        }
    };
    let front = Router::new()
        .route("/v1/link", get(async || (axum::http::StatusCode::FORBIDDEN, "no")))
        .fallback(pass);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, front).await });
    url
}

#[tokio::test]
async fn where_no_socket_comes_through_the_box_polls_and_follows_alike() {
    let hub = TestHub::start().await;
    let front = without_links(&hub.url).await;
    let shop = TestBox::with_menu().await;
    let tenant = hub.tenant("Barah Mez").await;
    let (owner, device) = enrol(&shop, &hub, tenant, "Fort", &front).await;
    let tikka = with_central_tikka(&hub, tenant).await;
    costs(&owner, "Paneer Tikka", 30_000).await;
    put_price(&hub.hub, tenant, tikka, price(33_000)).await.expect("a price");
    costs(&owner, "Paneer Tikka", 33_000).await;
    let id = hub.ask((tenant, device), "price_put", json!({ "rev": 9 })).await;
    let (outcome, result) = hub.outcome(id).await;
    assert_eq!((outcome.as_str(), &result["code"]), ("REFUSED", &json!("malformed_request")));
    assert_eq!(hub.count("SELECT link_no FROM device").await, 0, "there never was a link");
    assert_eq!(hub.count("SELECT count(*) FROM device WHERE beat LIKE '%head_seq%'").await, 1);
}

#[tokio::test]
async fn a_command_that_comes_again_has_one_effect_and_one_answer() {
    let hub = TestHub::start().await;
    let shop = TestBox::with_menu().await;
    let tenant = hub.tenant("Barah Mez").await;
    let (owner, device) = enrol(&shop, &hub, tenant, "Fort", &hub.url).await;
    let tikka = with_central_tikka(&hub, tenant).await;
    costs(&owner, "Paneer Tikka", 30_000).await;
    drop(owner);
    let body = |paise: i64| {
        let item = json!({ "central_id": tikka, "price_paise": paise });
        json!({ "rev": 2, "items": [item] })
    };
    let id = hub.ask((tenant, device), "price_put", body(31_000)).await;
    let (outcome, first) = hub.outcome(id).await;
    assert_eq!((outcome.as_str(), &first["changed"]), ("DONE", &json!(1)));
    let client = owner_of(&hub.database).await;
    // The answer was lost: the hub asks the same again, over another link.
    let forget = format!("UPDATE command SET outcome = NULL, result = NULL WHERE id = '{id}'");
    client.batch_execute(&forget).await.expect("forgotten");
    let shop = shop.restart().await;
    let (outcome, again) = hub.outcome(id).await;
    assert_eq!((outcome.as_str(), &again), ("DONE", &first), "the same answer");
    let obeyed = format!("SELECT count(*) FROM fact WHERE body LIKE '%{id}%'");
    assert_eq!(shop.count(&obeyed), 1, "one effect");
    // Under the same id something else is asked.
    let other = body(1).to_string();
    let change = format!(
        "UPDATE command SET outcome = NULL, result = NULL, body = '{other}' WHERE id = '{id}'"
    );
    client.batch_execute(&change).await.expect("changed");
    let shop = shop.restart().await;
    let (outcome, result) = hub.outcome(id).await;
    assert_eq!((outcome.as_str(), &result["code"]), ("REFUSED", &json!("command_changed")));
    let owner = shop.staff("Owner").await;
    costs(&owner, "Paneer Tikka", 31_000).await;
    let rung = "SELECT count(*) FROM alarm WHERE kind = 'COMMAND_CHANGED'";
    assert_eq!(hub.count(rung).await, 1);
    // What is older than what the dish has is passed over.
    let old = json!({ "rev": 1, "items": [{ "central_id": tikka, "price_paise": 5 }] });
    let id = hub.ask((tenant, device), "price_put", old).await;
    assert_eq!(hub.outcome(id).await.1["kept"], 1);
    costs(&owner, "Paneer Tikka", 31_000).await;
}

#[tokio::test]
async fn what_came_too_late_is_not_done() {
    let hub = TestHub::start().await;
    let shop = TestBox::with_menu().await;
    let tenant = hub.tenant("Barah Mez").await;
    let invited = hub.invite(tenant, "Fort").await;
    let place = (tenant, invited.device);
    let id = hub.ask(place, "menu_drop", json!({ "rev": 1, "central_ids": [] })).await;
    let owner = owner_of(&hub.database).await;
    let late = "UPDATE command SET expires_at = $1";
    let past = At::from_millis(hub.hub.clock.now().millis() - 1).millis();
    owner.execute(late, &[&past]).await.expect("late");
    let asked = json!({ "hub_url": hub.url, "code": invited.code });
    shop.staff("Owner").await.post("/api/cloud/enrol", asked).await.ok();
    assert_eq!(hub.outcome(id).await.0, "EXPIRED");
}

#[tokio::test]
async fn commands_that_ended_long_ago_are_forgotten() {
    let hub = TestHub::start().await;
    let tenant = hub.tenant("Barah Mez").await;
    let place = (tenant, hub.invite(tenant, "Fort").await.device);
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.push(hub.ask(place, "menu_drop", json!({ "rev": 1, "central_ids": [] })).await);
    }
    let owner = owner_of(&hub.database).await;
    let answered = "UPDATE command SET outcome = 'DONE', result = '{}',
                        acked_at = now() - make_interval(days => $2) WHERE id = $1";
    owner.execute(answered, &[&ids[0], &91]).await.expect("answered long ago");
    owner.execute(answered, &[&ids[1], &89]).await.expect("answered lately");
    let expired = "UPDATE command SET expires_at = $2 WHERE id = $1";
    let days_ago = |days: i64| hub.hub.clock.now().plus_seconds(-days * 86_400).millis();
    owner.execute(expired, &[&ids[2], &days_ago(91)]).await.expect("expired long ago");
    owner.execute(expired, &[&ids[3], &days_ago(89)]).await.expect("expired lately");
    let newest = hub.ask(place, "menu_drop", json!({ "rev": 2, "central_ids": [] })).await;
    let rows = owner.query("SELECT id FROM command ORDER BY no", &[]).await.expect("rows");
    let left: Vec<Uuid> = rows.iter().map(|row| row.get(0)).collect();
    assert_eq!(left, [ids[1], ids[3], newest]);
}

#[tokio::test]
async fn a_webhook_the_cloud_relays_pays_the_bill_once() {
    let hub = TestHub::start().await;
    let (shop, sandbox) = TestBox::with_gateways().await;
    let tenant = hub.tenant("Barah Mez").await;
    let (_, device) = enrol(&shop, &hub, tenant, "Fort", &hub.url).await;
    let hooks = address(&hub.hub, (tenant, device)).await.expect("an address");
    let cashier = shop.staff("Cashier").await;
    for (way, table, path) in
        [("razorpay-order", "5", &hooks.razorpay), ("stripe-intent", "6", &hooks.stripe)]
    {
        sandbox.deliver_as(held());
        let paid = checkout(&shop, &sandbox, table, way, 0).await;
        sandbox.choose(&paid.name, Choice::Pay).expect("paid");
        let webhook = sandbox.take_webhooks().pop().expect("news");
        let client = client();
        let bring = async |path: &str, body: &str| {
            let mut request = client.post(format!("{}{path}", hub.url)).body(body.to_owned());
            for (name, value) in &webhook.headers {
                request = request.header(*name, value);
            }
            request.send().await.expect("an answer").status().as_u16()
        };
        let token = path.split('/').nth(2).expect("a token");
        assert_eq!(bring(&path.replace(token, "nobody"), &webhook.body).await, 404);
        // Somebody who knows the address and not the secret.
        let mut forged = webhook.body.clone();
        forged.push(' ');
        assert_eq!(bring(path, &forged).await, 200, "kept, and not believed");
        for _ in 0..3 {
            assert_eq!(bring(path, &webhook.body).await, 200);
        }
        until("the bill is paid", async || paid.bill(&cashier).await["state"] == "PAID").await;
        crate::online::settled_once(&shop, &sandbox, &cashier, &paid).await;
    }
    until("all is answered", async || {
        hub.count("SELECT count(*) FROM command WHERE outcome IS NULL").await == 0
    })
    .await;
    let with = |outcome: &str| {
        format!("SELECT count(*) FROM command WHERE kind = 'webhook' AND outcome = '{outcome}'")
    };
    assert_eq!(hub.count(&with("DONE")).await, 2, "the same news is kept once");
    assert_eq!(hub.count(&with("REFUSED")).await, 2, "the forged");
}

#[tokio::test]
async fn a_box_whose_place_is_taken_is_told_and_asked_nothing() {
    let hub = TestHub::start().await;
    let shop = TestBox::with_menu().await;
    let tenant = hub.tenant("Barah Mez").await;
    let (owner, device) = enrol(&shop, &hub, tenant, "Fort", &hub.url).await;
    linked(&hub, 1).await;
    let client = owner_of(&hub.database).await;
    client
        .batch_execute(&format!(
            "UPDATE machine SET state = 'FENCED'; SELECT pg_notify('tiffin_wake', '{device}')"
        ))
        .await
        .expect("fenced");
    until("it knows", async || owner.get("/api/cloud").await.ok()["state"] == "FENCED").await;
    hub.ask((tenant, device), "menu_drop", json!({ "rev": 1, "central_ids": [] })).await;
    let stranger = Signer::new("0123456789abcdef");
    let refused = stranger.post(&hub.url, "/v1/acks", br#"{"acks":[]}"#.to_vec()).await;
    assert_eq!(refused.0, 400);
    assert_eq!(shop.count("SELECT count(*) FROM command"), 0);
}

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A box as the hub sees it, let in at a new place.
pub async fn let_in(hub: &TestHub) -> Signer {
    let tenant = hub.tenant("Barah Mez").await;
    let invited = hub.invite(tenant, "Fort").await;
    let signer = Signer::new("0123456789abcdef");
    let public_key = BASE64URL_NOPAD.encode(signer.public().bytes());
    let base_hash = hex(&tiffin::wire::BEGINNING);
    let epoch = json!({
        "epoch": signer.epoch, "base_seq": 0, "base_hash": base_hash, "reason": "NEW",
    });
    let body = json!({ "code": invited.code, "public_key": public_key, "epochs": [epoch] });
    let (status, answer) = signer.post(&hub.url, "/v1/enrol", body.to_string().into_bytes()).await;
    assert_eq!(status, 200, "{answer}");
    Signer { place: (tenant, invited.device), ..signer }
}

async fn dial(hub: &TestHub, signer: &Signer) -> Socket {
    let asked = Asked { method: "GET", path: "/v1/link", body: b"" };
    let headers = Headers::sign(&asked, signer.place, &signer.epoch, signer.at, &signer.key).list();
    let url = format!("{}/v1/link", hub.url.replacen("http", "ws", 1));
    let mut request = ClientRequestBuilder::new(url.parse().expect("an address"));
    for (name, value) in headers {
        request = request.with_header(name, value);
    }
    let (socket, _) =
        connect_async(request.into_client_request().expect("a request")).await.expect("a socket");
    socket
}

/// The next thing the hub says, or the code it hangs up with.
async fn hear(socket: &mut Socket) -> Result<Value, u16> {
    let heard = async {
        loop {
            match socket.next().await.expect("an end").expect("a frame") {
                Message::Text(text) => return Ok(serde_json::from_str(&text).expect("JSON")),
                Message::Close(close) => return Err(close.map_or(0, |close| close.code.into())),
                _ => {}
            }
        }
    };
    in_time("a word", heard).await
}

/// Dials, proves who it is, and is welcome.
async fn welcomed(hub: &TestHub, signer: &Signer) -> Socket {
    let mut socket = dial(hub, signer).await;
    let challenge = hear(&mut socket).await.expect("a challenge");
    let nonce = challenge["nonce"].as_str().expect("a nonce");
    let proof = signer.key.sign(&proof_text(nonce, signer.place.1, &signer.epoch));
    let proof = BASE64URL_NOPAD.encode(&proof);
    say(&mut socket, json!({ "type": "proof", "signature": proof })).await;
    assert_eq!(hear(&mut socket).await.expect("a welcome")["type"], "welcome");
    socket
}

async fn say(socket: &mut Socket, said: Value) {
    socket.send(Message::text(said.to_string())).await.expect("said");
}

#[tokio::test]
async fn a_link_is_its_who_signs_now_and_the_newest_one_is_told() {
    let hub = TestHub::start().await;
    let signer = let_in(&hub).await;
    let proof = |nonce: &Value| {
        let text = proof_text(nonce.as_str().expect("a nonce"), signer.place.1, &signer.epoch);
        BASE64URL_NOPAD.encode(&signer.key.sign(&text))
    };
    let mut first = dial(&hub, &signer).await;
    let challenge = hear(&mut first).await.expect("a challenge");
    let recorded = proof(&challenge["nonce"]);
    say(&mut first, json!({ "type": "proof", "signature": recorded })).await;
    let welcome = hear(&mut first).await.expect("a welcome");
    assert_eq!((&welcome["type"], &welcome["state"]), (&json!("welcome"), &json!("ACTIVE")));
    // Headers and proof of another time open nothing.
    let mut thief = dial(&hub, &signer).await;
    hear(&mut thief).await.expect("a challenge");
    say(&mut thief, json!({ "type": "proof", "signature": recorded })).await;
    assert_eq!(hear(&mut thief).await, Err(4003));
    let body = json!({ "rev": 1, "central_ids": [] });
    let id = hub.ask(signer.place, "menu_drop", body.clone()).await;
    let command = hear(&mut first).await.expect("a command");
    assert_eq!((&command["id"], &command["body"]), (&json!(id), &body));
    // Not answered: the next link is told again, and the first is over.
    let mut second = dial(&hub, &signer).await;
    let challenge = hear(&mut second).await.expect("a challenge");
    say(&mut second, json!({ "type": "proof", "signature": proof(&challenge["nonce"]) })).await;
    hear(&mut second).await.expect("a welcome");
    assert_eq!(hear(&mut second).await.expect("a command")["id"], json!(id));
    assert_eq!(hear(&mut first).await, Err(4001));
    say(&mut second, json!({ "type": "from_another_version", "more": 1 })).await;
    say(&mut second, json!({ "type": "ack", "id": id, "outcome": "DONE", "result": {} })).await;
    let acked = hear(&mut second).await.expect("a word");
    assert_eq!((&acked["type"], &acked["ids"]), (&json!("acked"), &json!([id])));
}

#[tokio::test]
async fn links_that_take_each_other_s_place_ring_after_six() {
    let hub = TestHub::start().await;
    let signer = let_in(&hub).await;
    let mut link = welcomed(&hub, &signer).await;
    let rung = "SELECT count(*) FROM alarm WHERE kind = 'TWO_BOXES'";
    for replaced in 1..=7 {
        let newer = welcomed(&hub, &signer).await;
        assert_eq!(hear(&mut link).await, Err(4001), "the older one is over");
        until("it is counted", async || {
            hub.count("SELECT replaced::bigint FROM device").await == replaced
        })
        .await;
        assert_eq!(hub.count(rung).await, i64::from(replaced > 6), "{replaced} were replaced");
        link = newer;
    }
    // Of ten minutes ago nobody speaks any more.
    hub.run("UPDATE device SET replaced_from = now() - interval '11 minutes'").await;
    welcomed(&hub, &signer).await;
    assert_eq!(hear(&mut link).await, Err(4001));
    until("it is counted anew", async || {
        hub.count("SELECT replaced::bigint FROM device").await == 1
    })
    .await;
    let times = "SELECT times::bigint FROM alarm WHERE kind = 'TWO_BOXES'";
    assert_eq!(hub.count(times).await, 1);
}

#[tokio::test]
async fn a_key_that_is_withdrawn_is_told_over_its_link_at_once() {
    let hub = TestHub::start().await;
    for (fence, state) in [(false, "REVOKED"), (true, "FENCED")] {
        let signer = let_in(&hub).await;
        let owner = hub.owner_of(signer.place.0).await;
        let mut link = welcomed(&hub, &signer).await;
        let key = signer.public().id();
        let path = format!("/owner/devices/{}/machines/{key}/revoke", signer.place.1);
        assert_eq!(owner.post(&path, json!({ "fence": fence })).await.status, 204);
        // Sooner than the hub looks by itself, every 25 seconds.
        let told = within(Duration::from_secs(20), "a call", hear(&mut link)).await;
        let told = told.expect("a word");
        assert_eq!((&told["type"], &told["state"]), (&json!("state"), &json!(state)));
        // And is asked nothing.
        hub.ask(signer.place, "backup", json!({})).await;
        let polled = signer.get(&hub.url, "/v1/commands?after=0&wait=0").await;
        assert!(polled.0 == 403 || polled.1["commands"] == json!([]), "{polled:?}");
    }
}

#[tokio::test]
async fn a_gateway_s_address_is_made_by_the_owner_and_shown_once() {
    let hub = TestHub::start().await;
    let (mine, other) = (let_in(&hub).await, let_in(&hub).await);
    let (owner, neighbour) = (hub.owner_of(mine.place.0).await, hub.owner_of(other.place.0).await);
    let path = format!("/owner/devices/{}/hooks", mine.place.1);
    assert_eq!(neighbour.post(&path, json!({})).await.code(), "not_found");
    let made = async || {
        let made = owner.post(&path, json!({})).await;
        assert_eq!(made.status, 201, "{}", made.text);
        made.word("stripe")
    };
    let bring = async |path: &str| {
        let news = client().post(format!("{}{path}", hub.url));
        let news = news.header("stripe-signature", "t=1,v1=00").body(path.to_owned());
        news.send().await.expect("an answer").status().as_u16()
    };
    let first = made().await;
    assert_eq!(bring(&first).await, 200);
    let second = made().await;
    assert_ne!(first, second, "nobody can be shown it again");
    // The gateway is told in peace.
    assert_eq!((bring(&first).await, bring(&second).await), (200, 200));
    let third = made().await;
    assert_eq!((bring(&first).await, bring(&second).await, bring(&third).await), (404, 200, 200));
    let to_mine = format!(
        "SELECT count(*) FROM command WHERE kind = 'webhook' AND device_id = '{}'",
        mine.place.1
    );
    assert_eq!(hub.count(&to_mine).await, 3, "each news once, for this box");
    let token = third.split('/').nth(2).expect("a token");
    let plain = format!(
        "SELECT count(*) FROM relay_address
         WHERE encode(token_hash, 'escape') LIKE '%{token}%'"
    );
    assert_eq!(hub.count(&plain).await, 0, "a hash is kept");
}
