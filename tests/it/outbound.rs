//! Facts told to the owner's own systems: in order, at least once, each by itself, and no more
//! than was chosen.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use data_encoding::BASE64;
use reqwest::Client;
use serde_json::{Value, json};
use tiffin::app::{App, Follower, Miss, Waits, follow};
use tiffin::base::limits;
use tiffin::ledger;
use tiffin::ops;
use tiffin::outbound::{self, sign};
use tiffin::store::{Read, Tx};
use tiffin::wire::{Actor, Fact, Recorded};

use crate::desk::Desk;
use crate::kit::{Far, Message, PATIENCE, Person, Reply, Shop, TestBox};
use crate::power;

const EVERYTHING: [&str; 6] = ["BILLS", "PAYMENTS", "REFUNDS", "CASH", "DAYS", "ORDERS"];

/// Has a system told of `topics`; answers the webhook, and its secret.
async fn add(owner: &Person, url: &str, topics: &[&str]) -> (Value, Vec<u8>) {
    let made = owner.post("/api/webhooks", json!({ "url": url, "topics": topics })).await.ok();
    let secret = made["secret"].as_str().and_then(|secret| secret.strip_prefix("whsec_"));
    let secret = BASE64.decode(secret.expect("a secret").as_bytes()).expect("base64");
    assert_eq!(secret.len(), 32);
    (made["webhook"].clone(), secret)
}

fn path(webhook: &Value, more: &str) -> String {
    format!("/api/webhooks/{}{more}", webhook["id"].as_str().expect("an id"))
}

fn name(webhook: &Value) -> String {
    format!("webhook:{}", webhook["id"].as_str().expect("an id"))
}

/// Facts of the topic BILLS, numbered from `first` to `last`.
async fn record(app: &App, first: u32, last: u32) {
    let work = move |tx: &Tx| {
        for n in first..=last {
            let (prefix, reason) = ("T/".to_owned(), "a test".to_owned());
            tx.record(Fact::SeriesSkipped { prefix, first: n, last: n, reason });
        }
        Ok(())
    };
    app.store.write(&Actor::the_box(), work).await.expect("recorded");
}

/// The numbers [`record`] gave.
fn numbers(heard: &[Message]) -> Vec<u64> {
    heard.iter().map(|one| one.body["body"]["first"].as_u64().expect("a number")).collect()
}

/// Looks until something holds; answers what was looked at.
async fn until<T>(what: &str, look: impl AsyncFn() -> T, is_so: impl Fn(&T) -> bool) -> T {
    let looking = async {
        loop {
            let seen = look().await;
            if is_so(&seen) {
                return seen;
            }
            tokio::task::yield_now().await;
        }
    };
    let seen = tokio::time::timeout(PATIENCE, looking).await;
    seen.unwrap_or_else(|_| panic!("waited for {what}"))
}

/// The webhook as its owner sees it, once it is as it should be.
async fn shown(
    owner: &Person,
    webhook: &Value,
    what: &str,
    is_so: impl Fn(&Value) -> bool,
) -> Value {
    let look = async || {
        let all = owner.get("/api/webhooks").await.ok();
        let all = all["items"].as_array().expect("webhooks").clone();
        all.into_iter().find(|one| one["id"] == webhook["id"]).expect("the webhook")
    };
    until(what, look, is_so).await
}

async fn letters(owner: &Person, count: usize) -> Vec<Value> {
    let look = async || {
        let letters = owner.get("/api/ops/dead-letters").await.ok();
        letters["items"].as_array().expect("letters").clone()
    };
    until("dead letters", look, |letters| letters.len() == count).await
}

async fn facts(shop: &Shop, kind: &'static str) -> Vec<Recorded> {
    let all = shop.app.store.read(|read| ledger::read_after(read.conn(), 0, 100_000)).await;
    all.expect("facts").into_iter().filter(|one| one.fact.kind() == kind).collect()
}

#[tokio::test]
async fn what_was_chosen_is_told_in_order_and_signed_and_nothing_else() {
    let (shop, far) = (TestBox::with_menu().await, Far::start().await);
    let (owner, cashier) = (shop.staff("Owner").await, shop.staff("Cashier").await);
    record(&shop.app, 1, 3).await;
    let (webhook, secret) = add(&owner, &far.url, &["ORDERS", "BILLS", "PAYMENTS"]).await;
    assert_eq!(webhook["topics"], json!(["BILLS", "PAYMENTS", "ORDERS"]));
    let guest = shop.guest("5").await;
    let order = guest.order(&[("Garlic Naan", 2)]).await.ok();
    cashier.open_drawer(100_000).await;
    cashier.cash(&order, 1_000_000).await.ok();
    let made = facts(&shop, "webhook_set").await[0].seq;
    let all = shop.app.store.read(move |read| ledger::read_after(read.conn(), made, 1_000)).await;
    let topics = |kind: &str| {
        ["order_", "line_voided", "items_", "bill_paid", "payment_"]
            .iter()
            .any(|k| kind.starts_with(k))
            && !["order_rushed", "order_passed"].contains(&kind)
    };
    let wanted: Vec<_> =
        all.expect("facts").into_iter().filter(|f| topics(f.fact.kind())).collect();
    assert!(wanted.len() >= 4, "{wanted:?}");
    let heard = far.until(wanted.len()).await;
    let epoch = shop
        .app
        .store
        .read(|read: &Read| read.one("SELECT epoch FROM epoch", [], |row| row.get::<_, String>(0)));
    let epoch = epoch.await.expect("read").expect("a life");
    for (message, fact) in heard.iter().zip(&wanted) {
        let told = (message.body["seq"].as_i64(), message.kind().to_owned());
        assert_eq!(told, (Some(fact.seq), fact.fact.kind().to_owned()));
        assert_eq!(message.id(), format!("{epoch}:{}", fact.seq));
        assert_eq!(message.body["id"], message.id());
        assert_eq!(message.header("content-type"), "application/json");
        assert_eq!(message.header("tiffin-webhook-id"), webhook["id"].as_str().expect("an id"));
        let seconds = shop.clock.now().millis() / 1_000;
        assert_eq!(message.header("webhook-timestamp"), seconds.to_string());
        let signed = sign(&secret, message.id(), seconds, &message.raw);
        assert_eq!(message.header("webhook-signature"), signed);
    }
    let paid = heard.iter().find(|one| one.kind() == "bill_paid").expect("it is paid");
    let placed = heard.iter().find(|one| one.kind() == "order_placed").expect("it is placed");
    assert_eq!(paid.body["body"]["bill_id"], placed.body["body"]["bill_id"]);
    let is_told = |one: &Value| one["behind"] == 0 && one["told_at"].is_string();
    let seen = shown(&owner, &webhook, "all to be told", is_told).await;
    assert_eq!((&seen["trouble"], &seen["tries"]), (&Value::Null, &json!(0)));
    assert_eq!(far.heard().len(), wanted.len(), "and nothing else");

    let text = reqwest::get(format!("{}/metrics", shop.base)).await.expect("metrics");
    let text = text.text().await.expect("text");
    let id = webhook["id"].as_str().expect("an id");
    let told = wanted.len();
    for line in [
        format!("tiffin_webhook_sent_total{{webhook=\"{id}\",outcome=\"TAKEN\"}} {told}\n"),
        format!("tiffin_follower_waiting{{follower=\"webhook:{id}\"}} 0\n"),
        format!("tiffin_dead_letters{{follower=\"webhook:{id}\"}} 0\n"),
    ] {
        assert!(text.contains(&line), "{line}: {text}");
    }
}

#[tokio::test]
async fn one_that_does_not_answer_holds_up_no_other_and_has_all_when_it_is_back() {
    let shop = TestBox::with_menu().await;
    let owner = shop.staff("Owner").await;
    let (deaf, other) = (Far::that_says(|_, _| Reply::Status(503)).await, Far::start().await);
    let (to_deaf, _) = add(&owner, &deaf.url, &["BILLS"]).await;
    let (to_other, _) = add(&owner, &other.url, &["BILLS"]).await;
    record(&shop.app, 1, 5).await;
    assert_eq!(numbers(&other.until(5).await), [1, 2, 3, 4, 5]);
    shown(&owner, &to_other, "the other to be done", |one| one["behind"] == 0).await;
    let seen = shown(&owner, &to_deaf, "the deaf one to wait", |one| one["tries"] != 0).await;
    assert_eq!((&seen["behind"], &seen["trouble"]), (&json!(5), &json!("It answered 503.")));
    assert!(seen["next_try_in_seconds"].is_u64(), "{seen}");
    let status = owner.get("/api/ops/status").await.ok();
    let followers = status["followers"].as_array().expect("followers");
    let waits = |webhook| {
        followers.iter().find(|one| one["name"] == name(webhook)).expect("it")["waits"].clone()
    };
    assert_eq!(waits(&to_deaf)["why"], "It answered 503.");
    assert_eq!(waits(&to_other), Value::Null);

    let was = deaf.heard().len();
    deaf.says(|_, _| Reply::Status(204));
    owner.post(&path(&to_deaf, "/try"), json!({})).await.ok();
    shown(&owner, &to_deaf, "all to be told", |one| one["behind"] == 0).await;
    // The last try before may still have been heard out while it was deaf.
    let heard = deaf.heard();
    assert_eq!(numbers(&heard[heard.len() - 5..]), [1, 2, 3, 4, 5]);
    assert!(
        heard.len() >= was + 5 && heard[..heard.len() - 4].iter().all(|m| m.id() == heard[0].id())
    );
    assert!(letters(&owner, 0).await.is_empty(), "being away makes no dead letters");
}

#[tokio::test]
async fn what_cannot_be_taken_is_laid_aside_with_the_reason_and_the_next_goes_on() {
    let (shop, far) = (TestBox::with_menu().await, Far::start().await);
    let owner = shop.staff("Owner").await;
    let poison = |_, message: &Message| match message.body["body"]["first"].as_u64() {
        Some(2 | 4) => Reply::With(422, Vec::new(), "no such\nledger".into()),
        _ => Reply::Status(200),
    };
    far.says(poison);
    let (webhook, _) = add(&owner, &far.url, &["BILLS"]).await;
    record(&shop.app, 1, 5).await;
    let heard = far.until(5).await;
    assert_eq!(numbers(&heard), [1, 2, 3, 4, 5]);
    let left = letters(&owner, 2).await;
    for letter in &left {
        assert_eq!(letter["follower"], name(&webhook).as_str());
        assert_eq!(letter["reason"], "It answered 422: no such ledger");
    }
    let is_done = |one: &Value| one["given_up"] == 2 && one["behind"] == 0;
    shown(&owner, &webhook, "two to be given up and all to be told", is_done).await;

    let of =
        |n: usize| left.iter().find(|one| one["seq"] == heard[n].body["seq"]).expect("a letter");
    let act =
        |letter: &Value| format!("/api/ops/dead-letters/{}", letter["id"].as_str().expect("an id"));
    let retry = format!("{}/retry", act(of(1)));
    let again = owner.post(&retry, json!({})).await.ok();
    let why = json!("It answered 422: no such ledger");
    assert_eq!(again, json!({ "done": false, "reason": why }));
    far.says(|_, _| Reply::Status(200));
    assert_eq!(owner.post(&retry, json!({})).await.ok()["done"], true);
    let heard = far.until(7).await;
    assert!(heard[5..].iter().all(|one| one.id() == heard[1].id() && one.raw == heard[1].raw));
    assert_eq!(owner.delete(&act(of(3))).await.status, 204);
    letters(&owner, 0).await;
    let retried: Vec<_> = facts(&shop, "dead_letter_retried").await;
    assert_eq!((retried.len(), retried[0].by.who.as_str()), (2, "Owner"));
    let dropped = facts(&shop, "dead_letter_dropped").await;
    assert_eq!((dropped.len(), dropped[0].by.who.as_str()), (1, "Owner"));
}

#[tokio::test]
async fn one_that_wants_no_more_is_switched_off_and_goes_on_where_it_was_when_it_is_on_again() {
    let (shop, far) = (TestBox::with_menu().await, Far::start().await);
    let owner = shop.staff("Owner").await;
    far.says(|n, _| Reply::Status(if n == 1 { 410 } else { 200 }));
    let url = format!("{}/tok_do_not_tell", far.url);
    let (webhook, _) = add(&owner, &url, &["BILLS"]).await;
    record(&shop.app, 1, 3).await;
    let seen = shown(&owner, &webhook, "it to be off", |one| one["is_on"] == false).await;
    assert_eq!(seen["off_reason"], "It answered 410: it wants nothing more.");
    let set = facts(&shop, "webhook_set").await;
    let Fact::WebhookSet { host, is_on, reason, .. } = &set[1].fact else { panic!("{set:?}") };
    assert_eq!((host.as_str(), *is_on, set[1].by.who.as_str()), ("127.0.0.1", false, "box"));
    assert!(reason.contains("410"));
    let found = ops::doctor(&shop.app).await;
    let found = found.into_iter().find(|finding| finding.check == "webhooks").expect("a finding");
    assert!(!found.ok && found.found.contains("127.0.0.1"), "{found:?}");

    record(&shop.app, 4, 4).await;
    let seen = shown(&owner, &webhook, "three to wait", |one| one["behind"] == 3).await;
    assert_eq!((&seen["trouble"], &seen["given_up"]), (&Value::Null, &json!(0)));
    assert_eq!(far.heard().len(), 2, "nothing is sent while it is off");
    let on = json!({ "url": url, "topics": ["BILLS"], "is_on": true });
    let seen = owner.put(&path(&webhook, ""), on).await.ok();
    assert_eq!((&seen["is_on"], &seen["off_reason"]), (&json!(true), &Value::Null));
    let is_last = |heard: &Vec<Message>| numbers(heard).last() == Some(&4);
    let mut told = numbers(&until("the rest to be told", async || far.heard(), is_last).await);
    assert!(told.len() >= 5, "the one it said no to is told again: {told:?}");
    told.dedup();
    assert_eq!(told, [1, 2, 3, 4]);
    let all = facts(&shop, "webhook_set").await;
    assert_eq!((all.len(), all[2].by.who.as_str()), (3, "Owner"));
    let told = serde_json::to_string(&all).expect("JSON");
    assert!(!told.contains("tok_do_not_tell"), "what may be secret in an address: {told}");
}

#[tokio::test]
async fn how_long_it_wants_to_be_left_alone_is_seen_and_a_new_address_is_tried_at_once() {
    let shop = TestBox::with_menu().await;
    let owner = shop.staff("Owner").await;
    let busy = |_: usize, _: &Message| {
        Reply::With(429, vec![("retry-after", "900".into())], String::new())
    };
    let (far, new) = (Far::that_says(busy).await, Far::start().await);
    let (webhook, _) = add(&owner, &far.url, &["BILLS"]).await;
    record(&shop.app, 1, 2).await;
    // The clock stands: what is left does not run out while it is looked at.
    let waits = |one: &Value| one["next_try_in_seconds"] == 900;
    let seen = shown(&owner, &webhook, "it to be left alone", waits).await;
    assert_eq!(seen["trouble"], "It answered 429.");
    shop.clock.pass(Duration::from_secs(860));
    shown(&owner, &webhook, "40 s", |one| one["next_try_in_seconds"] == 40).await;
    assert_eq!(far.heard().len(), 1);
    let moved = json!({ "url": new.url, "topics": ["BILLS"], "is_on": true });
    owner.put(&path(&webhook, ""), moved).await.ok();
    assert_eq!(numbers(&new.until(2).await), [1, 2]);
    assert_eq!(new.heard()[0].id(), far.heard()[0].id());
}

#[tokio::test]
async fn redirects_are_not_followed_and_a_long_answer_is_an_answer() {
    let shop = TestBox::with_menu().await;
    let owner = shop.staff("Owner").await;
    let beyond = Far::start().await;
    let to = beyond.url.clone();
    let moved = move |_: usize, _: &Message| {
        Reply::With(308, vec![("location", to.clone())], String::new())
    };
    let (far, wordy) = (Far::that_says(moved).await, Far::start().await);
    wordy.says(|_, _| Reply::With(200, Vec::new(), "thanks ".repeat(100_000)));
    let (webhook, _) = add(&owner, &far.url, &["BILLS"]).await;
    add(&owner, &wordy.url, &["BILLS"]).await;
    record(&shop.app, 1, 2).await;
    assert_eq!(numbers(&wordy.until(2).await), [1, 2]);
    let seen = shown(&owner, &webhook, "trouble", |one| one["tries"] != 0).await;
    assert_eq!(seen["trouble"], "It answered 308: set the address it has moved to.");
    assert!(beyond.heard().is_empty());
}

#[tokio::test]
async fn a_test_says_what_was_answered_and_counts_for_nothing() {
    let (shop, far) = (TestBox::with_menu().await, Far::start().await);
    let owner = shop.staff("Owner").await;
    let (webhook, secret) = add(&owner, &far.url, &["BILLS"]).await;
    let test = async || owner.post(&path(&webhook, "/test"), json!({})).await.ok();
    assert_eq!(test().await, json!({ "is_taken": true, "status": 200, "said": "" }));
    let heard = far.until(1).await;
    assert_eq!((heard[0].kind(), &heard[0].body["seq"]), ("test", &json!(0)));
    let seconds = shop.clock.now().millis() / 1_000;
    let signed = sign(&secret, heard[0].id(), seconds, &heard[0].raw);
    assert_eq!(heard[0].header("webhook-signature"), signed);
    far.says(|_, _| Reply::With(404, Vec::new(), "nobody\there".into()));
    assert_eq!(test().await, json!({ "is_taken": false, "status": 404, "said": "nobody here" }));
    far.says(|_, _| Reply::Status(410));
    test().await;
    let seen = shown(&owner, &webhook, "it to be there", |_| true).await;
    assert_eq!((&seen["is_on"], &seen["given_up"]), (&json!(true), &json!(0)));
    let (nobody, _) = add(&owner, "http://127.0.0.1:9/", &["BILLS"]).await;
    let missed = owner.post(&path(&nobody, "/test"), json!({})).await.ok();
    assert_eq!((&missed["is_taken"], &missed["status"]), (&json!(false), &Value::Null));
    assert_ne!(missed["said"], "");
    let gone = "/api/webhooks/00000000-0000-7000-8000-000000000000/test";
    assert_eq!(owner.post(gone, json!({})).await.code(), "not_found");
}

#[tokio::test]
async fn there_can_be_ten_and_who_is_no_owner_sees_none() {
    let shop = TestBox::with_menu().await;
    let owner = shop.staff("Owner").await;
    let ask = |n: usize| json!({ "url": format!("http://127.0.0.1:9/{n}"), "topics": ["DAYS"] });
    let first = owner.keyed(reqwest::Method::POST, "/api/webhooks", "one", &ask(0)).await.ok();
    let again = owner.keyed(reqwest::Method::POST, "/api/webhooks", "one", &ask(0)).await.ok();
    assert_eq!(first, again, "one, whose answer was lost");
    for n in 1..limits::MAX_WEBHOOKS {
        owner.post("/api/webhooks", ask(n)).await.ok();
    }
    assert_eq!(owner.post("/api/webhooks", ask(10)).await.code(), "limit_reached");
    for bad in [
        json!({ "url": "http://books.example.in/", "topics": ["DAYS"] }),
        json!({ "url": "https://books.example.in/", "topics": [] }),
    ] {
        assert_eq!(owner.post("/api/webhooks", bad).await.code(), "invalid_value");
    }
    let unknown = json!({ "url": "https://books.example.in/", "topics": ["STAFF"] });
    assert_eq!(owner.post("/api/webhooks", unknown).await.code(), "malformed_json");
    let all = owner.get("/api/webhooks").await.ok();
    assert_eq!(all["items"].as_array().map(Vec::len), Some(10));
    assert!(!all.to_string().contains("whsec_"), "the secret is told once");
    assert_eq!(shop.staff("Manager").await.get("/api/webhooks").await.code(), "forbidden");
    // The secret is in nothing that is written down.
    let secret = first["secret"].as_str().expect("a secret").trim_start_matches("whsec_");
    for (table, column) in [("once", "answer"), ("fact", "body"), ("webhook", "url")] {
        let sql = format!("SELECT count(*) FROM {table} WHERE instr({column}, '{secret}') > 0");
        assert_eq!(shop.count(&sql), 0, "{table}");
    }
}

#[tokio::test]
async fn a_dropped_one_is_told_nothing_more_and_leaves_nothing_behind() {
    let (shop, far) = (TestBox::with_menu().await, Far::start().await);
    let owner = shop.staff("Owner").await;
    far.says(|n, _| if n == 0 { Reply::Status(400) } else { Reply::Silence });
    let (webhook, _) = add(&owner, &far.url, &["BILLS"]).await;
    record(&shop.app, 1, 3).await;
    far.until(2).await;
    letters(&owner, 1).await;
    assert_eq!(owner.delete(&path(&webhook, "")).await.status, 204);
    assert_eq!(owner.delete(&path(&webhook, "")).await.status, 204, "it is gone already");
    letters(&owner, 0).await;
    let followers = async || {
        let status = owner.get("/api/ops/status").await.ok();
        status["followers"].to_string()
    };
    until("its follower to be forgotten", followers, |all| !all.contains("webhook:")).await;
    assert_eq!(facts(&shop, "webhook_dropped").await.len(), 1);
    record(&shop.app, 4, 4).await;
    let (other, _) = add(&owner, &far.url, &["DAYS"]).await;
    shown(&owner, &other, "another to follow", |one| one["behind"] == 0).await;
    assert_eq!(far.heard().len(), 2);
}

#[tokio::test]
async fn what_is_private_never_leaves_the_house() {
    let (shop, far) = (TestBox::with_menu().await, Far::start().await);
    let owner = shop.staff("Owner").await;
    add(&owner, &far.url, &EVERYTHING).await;
    let code = shop.code("5").await;
    let guest = shop.named_guest("5", "Ashalata").await;
    let phone = json!({ "phone_number": "9876543210" });
    guest.post("/api/auth/customer/otp", phone).await.ok();
    let otp = shop.app.sms.shown_codes().first().expect("a code").code.clone();
    let verify = json!({ "phone_number": "9876543210", "otp": otp });
    let verified = guest.post("/api/auth/customer/verify-otp", verify).await.ok();
    let mut items = guest.items(&[("Garlic Naan", 1)]).await;
    items[0]["special_instructions"] = json!("for 9876543210 Ashalata");
    let order = json!({ "items": items, "notes": "ring 9876543210" });
    let order = guest.post("/api/orders", order).await.ok();
    let hired = json!({ "name": "Zubeida", "role": "WAITER", "pin": "640951" });
    owner.post("/api/staff", hired).await.ok();
    shop.staff("Cashier").await.open_drawer(100_000).await;
    shop.staff("Cashier").await.cash(&order, 1_000_000).await.ok();
    record(&shop.app, 77, 77).await;
    let is_last = |heard: &[Message]| heard.iter().any(|one| one.body["body"]["first"] == 77);
    until("all to be told", async || far.heard(), |heard| is_last(heard)).await;
    let secrets = [
        "9876543210".to_owned(),
        "Ashalata".into(),
        "Zubeida".into(),
        code,
        guest.token.expect("a token"),
        verified["access_token"].as_str().expect("a token").to_owned(),
        owner.token.clone().expect("a token"),
    ];
    let heard = far.heard();
    assert!(heard.iter().any(|one| one.kind() == "order_placed"), "{heard:?}");
    for message in &heard {
        let text = String::from_utf8(message.raw.clone()).expect("text");
        let said = secrets.iter().find(|secret| text.contains(secret.as_str()));
        assert_eq!(said, None, "{text}");
        let fields: Vec<_> = message.body.as_object().expect("an object").keys().collect();
        assert_eq!(fields, ["at", "body", "id", "kind", "seq"]);
    }
    // Digits as a PIN has them may be in any id: they are looked for where words are.
    for digits in [&otp, "640951", crate::kit::PIN] {
        let word = format!("\"{digits}\"");
        assert!(!heard.iter().any(|one| one.body.to_string().contains(&word)), "{digits}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_box_killed_between_sending_and_noting_tells_it_again_under_the_same_id() {
    let dir = tempfile::tempdir().expect("a directory");
    power::furnish(dir.path()).await;
    let far = Far::that_says(|n, _| if n == 0 { Reply::Silence } else { Reply::Status(200) }).await;
    let (mut child, base) = power::start(dir.path()).await;
    let mut person = Person { client: Client::new(), base, token: None };
    let sign_in = async |person: &Person, name: &str| {
        let login = json!({ "name": name, "pin": power::PIN });
        let session = person.post("/api/auth/staff/login", login).await.ok();
        let token = session["access_token"].as_str().map(str::to_owned);
        Person { token, ..person.clone() }
    };
    let owner = sign_in(&person, "Owner").await;
    add(&owner, &far.url, &["CASH"]).await;
    let cashier = sign_in(&person, "Cashier").await;
    cashier.open_drawer(100_000).await;
    far.until(1).await;
    child.kill().await.expect("kill -9");
    let (mut child, base) = power::start(dir.path()).await;
    let heard = far.until(2).await;
    assert_eq!((heard[0].id(), &heard[0].raw), (heard[1].id(), &heard[1].raw));
    assert_eq!(heard[1].kind(), "drawer_opened");
    person.base = base;
    let owner = sign_in(&person, "Owner").await;
    let all = async || owner.get("/api/webhooks").await.ok()["items"][0].clone();
    let seen = until("it to be noted", all, |one| one["behind"] == 0).await;
    assert!(seen["told_at"].is_string(), "{seen}");
    assert!(far.heard().iter().all(|one| one.id() == heard[0].id()));
    child.kill().await.expect("the end");
}

#[tokio::test]
async fn a_box_that_starts_again_goes_on_where_it_was() {
    let (shop, far) = (TestBox::with_menu().await, Far::start().await);
    let owner = shop.staff("Owner").await;
    let (webhook, _) = add(&owner, &far.url, &["BILLS"]).await;
    record(&shop.app, 1, 3).await;
    shown(&owner, &webhook, "three to be told", |one| one["behind"] == 0).await;
    let shop = shop.restart().await;
    record(&shop.app, 4, 5).await;
    assert_eq!(numbers(&far.until(5).await), [1, 2, 3, 4, 5], "each once");
}

/// As after its place was taken by what the cloud held: cursors do not travel.
#[tokio::test]
async fn a_box_that_was_brought_back_goes_on_after_what_was_told() {
    let shop = TestBox::with_menu().await;
    let far = Far::that_says(|n, _| Reply::Status(if n < 2 { 200 } else { 503 })).await;
    let owner = shop.staff("Owner").await;
    let (webhook, _) = add(&owner, &far.url, &["BILLS"]).await;
    record(&shop.app, 1, 4).await;
    let third = far.until(3).await[2].body["seq"].as_i64().expect("a number");
    let name = name(&webhook);
    let work = move |tx: &Tx| {
        ledger::forget(tx.conn(), &name)?;
        outbound::go_on_in(tx)?;
        ledger::cursor(tx.conn(), &name)
    };
    let cursor = shop.app.store.write(&Actor::the_box(), work).await.expect("a cursor");
    assert_eq!(cursor, Some(third - 1));
}

#[tokio::test(start_paused = true)]
async fn what_fails_eight_times_is_laid_aside_and_what_it_waited_for_was_seen() {
    let desk = Desk::open().await;
    let record = |tx: &Tx| {
        tx.record(Fact::HouseSet { name: "one".into() });
        tx.record(Fact::HouseSet { name: "two".into() });
        ledger::advance(tx.conn(), "fails", 0)
    };
    desk.app.store.write(&Actor::the_box(), record).await.expect("recorded");
    let (heard, hears) = tokio::sync::mpsc::unbounded_channel();
    let was_seen = Arc::new(AtomicBool::new(false));
    let seen = was_seen.clone();
    let fails = Follower::new("fails", move |app: App, fact: Recorded| {
        let (heard, seen) = (heard.clone(), seen.clone());
        async move {
            let wait = app.room::<Waits>().of("fails");
            if wait.is_some_and(|wait| wait.tries == 7 && wait.why == "not now") {
                seen.store(true, Ordering::SeqCst);
            }
            heard.send(fact.seq).map_err(|_| Miss::Never("nobody hears".into()))?;
            if fact.seq == 1 { Err(Miss::Later("not now".into())) } else { Ok(()) }
        }
    });
    let following = tokio::spawn(follow(desk.app.clone(), fails));
    let mut hears = hears;
    let mut times = 0;
    while hears.recv().await.expect("it follows") == 1 {
        times += 1;
    }
    following.abort();
    assert_eq!((times, was_seen.load(Ordering::SeqCst)), (limits::MAX_TRIES, true));
    assert_eq!(desk.app.room::<Waits>().of("fails"), None);
    let letters = desk.app.store.read(|read| ledger::dead_letters(read.conn(), 10)).await;
    let letters = letters.expect("letters");
    assert_eq!((letters.len(), letters[0].reason.as_str(), letters[0].tries), (1, "not now", 8));
}
