//! What others may try: forged news, forged returns, other people's bills.

use reqwest::Method;
use serde_json::{Value, json};
use tiffin::gateways::pay::sign;
use tiffin::sandbox::{Choice, Webhook};

use crate::kit::{Person, Shop, TestBox, fresh_key};
use crate::online::{ask, checkout, deliver, held, wait};

fn facts(shop: &Shop) -> i64 {
    shop.count("SELECT count(*) FROM fact")
}

#[tokio::test]
async fn news_is_believed_for_its_signature_only_and_once() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    sandbox.deliver_as(held());
    let one = checkout(&shop, &sandbox, "5", "razorpay-order", 0).await;
    sandbox.choose(&one.name, Choice::Pay).expect("paid");
    let two = checkout(&shop, &sandbox, "6", "stripe-intent", 0).await;
    sandbox.choose(&two.name, Choice::Pay).expect("paid");
    let webhooks = sandbox.take_webhooks();
    let before = facts(&shop);
    for webhook in &webhooks {
        for forged in forgeries(webhook) {
            assert_eq!(deliver(&shop, &forged).await.code(), "bad_signature", "{forged:?}");
        }
    }
    assert_eq!(facts(&shop), before);
    assert_eq!(shop.count("SELECT count(*) FROM gateway_event"), 0, "nothing is even kept");
    let cashier = shop.staff("Cashier").await;
    for webhook in webhooks.iter().chain(&webhooks) {
        deliver(&shop, webhook).await.ok();
    }
    let kept = shop.count("SELECT count(*) FROM gateway_event");
    assert_eq!(usize::try_from(kept), Ok(webhooks.len()), "each once");
    assert_eq!(one.state(&cashier).await, "SETTLED");
    let after = facts(&shop);
    // The event's id is not signed: the same news under another name is no more money.
    for webhook in &webhooks {
        let mut renamed = webhook.clone();
        for (name, value) in &mut renamed.headers {
            if *name == "x-razorpay-event-id" {
                *value = "evt_of_somebody_else".into();
            }
        }
        deliver(&shop, &renamed).await.ok();
    }
    assert_eq!(facts(&shop), after);
}

/// All the ways in which a good webhook can be spoilt.
fn forgeries(webhook: &Webhook) -> Vec<Webhook> {
    let signed = |change: &dyn Fn(&str) -> String| {
        let mut forged = webhook.clone();
        for (name, value) in &mut forged.headers {
            if name.ends_with("-signature") {
                *value = change(value);
            }
        }
        forged
    };
    let said = |body: String| Webhook { body, ..webhook.clone() };
    let key = "sandbox webhook secret, guessed";
    let stripe = sign(key, &[b"1795267800.", webhook.body.as_bytes()]);
    vec![
        signed(&|_| String::new()),
        signed(&|value| value.to_uppercase()),
        signed(&|value| value.chars().rev().collect()),
        signed(&|value| value.split_at(value.len() - 2).0.to_owned()),
        signed(&|_| sign(key, &[webhook.body.as_bytes()])),
        signed(&|_| format!("t=1795267800,v1={stripe}")),
        // An hour ago, and signed as it was then.
        signed(&|value| value.replace("t=17952678", "t=17952642")),
        said(webhook.body.replace("amount", "amounts")),
        said(format!("{} ", webhook.body)),
        said(String::new()),
        said("x".repeat(100_000)),
        Webhook { headers: Vec::new(), ..webhook.clone() },
        Webhook {
            path: match webhook.path {
                "/api/webhooks/stripe" => "/api/webhooks/razorpay",
                _ => "/api/webhooks/stripe",
            },
            ..webhook.clone()
        },
    ]
    .into_iter()
    .filter(|forged| {
        forged.body != webhook.body
            || forged.path != webhook.path
            || forged.headers != webhook.headers
    })
    .collect()
}

#[tokio::test]
async fn signed_nonsense_is_taken_in_and_changes_nothing() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    let settings = sandbox.settings();
    let (key, stripe) =
        (&settings.razorpay.webhook_secrets[0], &settings.stripe.webhook_secrets[0]);
    let before = facts(&shop);
    let payment = |payment: Value| json!({ "payload": { "payment": { "entity": payment } } });
    let unknown = json!({ "id": "pay_1", "order_id": "order_of_another_shop", "amount": 100,
        "currency": "INR", "status": "captured", "notes": [] });
    let bodies = [
        "not json".to_owned(),
        "[]".into(),
        "null".into(),
        json!({ "event": "payment.captured" }).to_string(),
        payment(json!({ "id": 7 })).to_string(),
        payment(unknown).to_string(),
        json!({ "type": "payment_intent.succeeded", "data": { "object": [] } }).to_string(),
        "{".repeat(10_000),
    ];
    for body in bodies {
        let signature = sign(key.reveal(), &[body.as_bytes()]);
        let headers = vec![("x-razorpay-signature", signature)];
        let webhook = Webhook { path: "/api/webhooks/razorpay", headers, body: body.clone() };
        deliver(&shop, &webhook).await.ok();
        let now = (shop.clock.now().millis() / 1_000).to_string();
        let signature = sign(stripe.reveal(), &[now.as_bytes(), b".", body.as_bytes()]);
        let headers = vec![("stripe-signature", format!("t={now},v1={signature}"))];
        deliver(&shop, &Webhook { path: "/api/webhooks/stripe", headers, body }).await.ok();
    }
    assert_eq!(facts(&shop), before);
    assert_eq!(shop.count("SELECT count(*) FROM gateway_event WHERE done_at IS NULL"), 0);
}

fn claim(order: &str, payment: &str, signature: &str) -> Value {
    json!({ "razorpay_order_id": order, "razorpay_payment_id": payment,
        "razorpay_signature": signature })
}

#[tokio::test]
async fn what_a_page_brings_back_is_no_money_until_the_gateway_says_so() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    sandbox.deliver_as(held());
    let one = checkout(&shop, &sandbox, "5", "razorpay-order", 0).await;
    let key = sandbox.settings().razorpay.key_secret;
    let signed =
        |payment: &str| sign(key.reveal(), &[one.name.as_bytes(), b"|", payment.as_bytes()]);
    let verify =
        async |who: &Person, claim: Value| who.post("/api/payments/razorpay/verify", claim).await;
    let forged = verify(&one.guest, claim(&one.name, "pay_1", &"0".repeat(64))).await;
    assert_eq!(forged.code(), "bad_signature");
    let swapped = claim("order_other", "pay_1", &signed("pay_1"));
    assert_eq!(verify(&one.guest, swapped).await.code(), "not_found");
    // A good signature over a payment nobody made.
    let early = verify(&one.guest, claim(&one.name, "pay_1", &signed("pay_1"))).await.ok();
    assert_eq!(early["state"], "OPEN");
    let held = sandbox.choose(&one.name, Choice::Hold).expect("held");
    let good = claim(&one.name, &held.id, &signed(&held.id));
    assert_eq!(verify(&one.guest, good.clone()).await.ok()["state"], "AUTHORIZED");
    assert_eq!(one.bill(&one.guest).await["state"], "OPEN", "held money is no money");
    let neighbour = shop.guest("6").await;
    assert_eq!(verify(&neighbour, good.clone()).await.code(), "not_found");
    sandbox.capture(&held.id).expect("captured");
    assert_eq!(verify(&one.guest, good).await.ok()["state"], "SETTLED");
    assert_eq!(one.bill(&shop.staff("Cashier").await).await["state"], "PAID");
}

#[tokio::test]
async fn a_browser_goes_to_the_gateway_and_comes_back_from_a_foreign_page() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    sandbox.deliver_as(held());
    let one = checkout(&shop, &sandbox, "5", "razorpay-order", 0).await;
    let stranger = shop.stranger();
    let page = stranger.get(&format!("/pay/{}", one.attempt)).await.ok();
    let page = page.as_str().expect("a page");
    assert!(page.contains(&one.name) && page.contains(sandbox.url()), "{page}");
    assert!(!page.contains("<script>"), "nothing inline");
    let paid = sandbox.choose(&one.name, Choice::Pay).expect("paid");
    let back = async |signature: &str| {
        let form = format!(
            "razorpay_payment_id={}&razorpay_order_id={}&razorpay_signature={signature}",
            paid.id, one.name
        );
        let request = stranger
            .request(Method::POST, &format!("/back/{}", one.attempt))
            .header("origin", sandbox.url())
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        stranger.send(request).await.ok().as_str().expect("a page").to_owned()
    };
    let key = sandbox.settings().razorpay.key_secret;
    let signature = sign(key.reveal(), &[one.name.as_bytes(), b"|", paid.id.as_bytes()]);
    let page = back(&signature).await;
    assert!(page.contains(r#"data-state="SETTLED""#) && page.contains("/t/"), "{page}");
    assert_eq!(back("forged").await, page, "it is over: nothing more can be done to it");
    assert_eq!(
        stranger.get("/back/00000000-0000-7000-8000-000000000000").await.code(),
        "not_found"
    );
    assert_eq!(stranger.get("/pay/nothing").await.code(), "not_found");
    let elsewhere = stranger
        .request(Method::POST, "/api/payments/razorpay-order")
        .header("origin", sandbox.url())
        .json(&json!({}));
    assert_eq!(stranger.send(elsewhere).await.code(), "forbidden", "only the way back is open");
}

#[tokio::test]
async fn nobody_opens_or_sees_a_checkout_of_another_table() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    let one = checkout(&shop, &sandbox, "5", "razorpay-order", 0).await;
    let neighbour = shop.guest("6").await;
    let bill = &one.order["bill_id"];
    for way in crate::online::WAYS {
        assert_eq!(ask(&neighbour, way, bill, 0, &fresh_key()).await.code(), "not_found");
        for tip in [-1, -1_000_000, 20_000_000_000_i64] {
            assert_eq!(ask(&one.guest, way, bill, tip, &fresh_key()).await.code(), "invalid_value");
        }
    }
    let attempt = format!("/api/payments/attempts/{}", one.attempt);
    assert_eq!(neighbour.get(&attempt).await.code(), "not_found");
    let path = format!("/api/payments/ways?bill_id={}", bill.as_str().expect("a bill"));
    assert_eq!(neighbour.get(&path).await.code(), "not_found");
    let over = json!({ "bill_id": bill, "amount_paise": one.asked + 1 });
    let asked = one.guest.post("/api/payments/stripe-intent", over).await;
    assert_eq!(asked.code(), "more_than_due");
    let cook = shop.staff("Cook").await;
    assert_eq!(ask(&cook, "razorpay-order", bill, 0, "k").await.code(), "forbidden");
    wait(&shop, 6).await;
}
