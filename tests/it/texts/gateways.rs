//! Texts through those who send them, played by the sandbox, as strict as their documents.

use std::net::SocketAddr;
use std::time::Duration;

use serde_json::{Value, json};
use tiffin::base::{At, Clock, Phone};
use tiffin::config::{Hidden, SmsSettings, Template};
use tiffin::gateways::sms::TextGateway;
use tiffin::notifications::{Delivered, Note, deliver, queue_in};
use tiffin::sandbox::{Fault, FaultKind, Sandbox};
use tiffin::store::Tx;
use tiffin::wire::{Actor, MessageKind, Role};

use super::PHONE;
use crate::desk::{Answer, Ask, Desk, EVENING};
use crate::kit::in_time;

/// How long a gateway may take in tests in which one does not answer: the others must, in it.
const HASTY: Duration = Duration::from_secs(3);
const E164: &str = "+919876543210";

async fn sandbox() -> Sandbox {
    let (any_port, clock) = (SocketAddr::from(([127, 0, 0, 1], 0)), At::from_millis(EVENING));
    Sandbox::start(any_port, Clock::standing(clock)).await.expect("a sandbox")
}

fn strike(sandbox: &Sandbox, on: &str, kind: FaultKind, times: u32) {
    sandbox.bring(Fault { on: on.into(), kind, times });
}

async fn ask_for_code(desk: &Desk) -> Answer {
    let ask = json!({ "phone_number": PHONE });
    desk.ask(Ask::post("/api/auth/customer/otp", ask)).await
}

/// Lays out a text that an order is ready, a second after whatever was before.
async fn queue(desk: &Desk, subject: &str) {
    desk.pass(1);
    let phone: Phone = PHONE.parse().expect("a number");
    let (text, at) = (format!("{subject} is ready."), desk.clock.now());
    let note = Note { kind: MessageKind::Ready, subject: subject.into(), phone, text, at };
    let work = move |tx: &Tx| queue_in(tx, &note);
    desk.app.store.write(&Actor::the_box(), work).await.expect("queued").expect("new");
}

async fn told(desk: &Desk) -> Delivered {
    deliver(&desk.app).await.expect("delivered")
}

/// The newest message, as staff see it.
async fn newest(desk: &Desk, token: &str) -> Value {
    desk.ask(Ask::get("/api/messages").by(token)).await.body["items"][0].clone()
}

#[tokio::test]
async fn twilio_takes_texts_and_says_no_in_its_own_words() {
    let sandbox = sandbox().await;
    let desk = Desk::open_with(sandbox.twilio()).await;
    let waiter = desk.staff("Ravi", Role::Waiter).await;
    queue(&desk, "order-1").await;
    desk.pass(100);
    assert_eq!(told(&desk).await, Delivered::default());
    let taken = sandbox.texts();
    assert_eq!((taken.len(), taken[0].phone.as_str()), (1, E164));
    assert_eq!(taken[0].body, "order-1 is ready.");
    assert_eq!(taken[0].fields["ValidityPeriod"], "800", "Twilio gives it up when it is late");
    let message = newest(&desk, &waiter).await;
    assert_eq!((&message["state"], &message["gateway"]), (&json!("SENT"), &json!("TWILIO")));

    sandbox.make_landline(E164);
    queue(&desk, "order-2").await;
    assert_eq!(told(&desk).await, Delivered::default());
    let message = newest(&desk, &waiter).await;
    assert_eq!(message["state"], "FAILED");
    let why = message["why"].as_str().unwrap_or_default();
    assert!(why.contains("21614"), "{why}");
    assert_eq!(sandbox.texts().len(), 1);
}

#[tokio::test]
async fn wrong_keys_send_nothing_and_are_named() {
    let sandbox = sandbox().await;
    let mut settings = sandbox.twilio();
    settings.twilio.auth_token = Hidden::new("another");
    let desk = Desk::open_with(settings).await;
    let waiter = desk.staff("Ravi", Role::Waiter).await;
    queue(&desk, "order-1").await;
    told(&desk).await;
    let message = newest(&desk, &waiter).await;
    assert_eq!(message["state"], "FAILED");
    assert!(message["why"].as_str().is_some_and(|why| why.contains("20003")), "{message}");
    assert!(sandbox.texts().is_empty());
}

#[tokio::test]
async fn a_text_waits_while_nobody_is_reached_and_is_not_told_when_it_is_late() {
    let sandbox = sandbox().await;
    let desk = Desk::open_with(sandbox.twilio()).await;
    let waiter = desk.staff("Ravi", Role::Waiter).await;
    strike(&sandbox, "twilio", FaultKind::Broken, 2);
    queue(&desk, "order-1").await;
    assert!(told(&desk).await.waits.is_some());
    assert_eq!(newest(&desk, &waiter).await["state"], "QUEUED");
    assert!(told(&desk).await.waits.is_some());
    assert_eq!(told(&desk).await, Delivered::default());
    assert_eq!(sandbox.texts().len(), 1, "once it is back");

    strike(&sandbox, "twilio", FaultKind::Broken, 1);
    queue(&desk, "order-2").await;
    assert!(told(&desk).await.waits.is_some());
    desk.pass(15 * 60);
    assert_eq!(told(&desk).await, Delivered::default());
    assert_eq!(newest(&desk, &waiter).await["state"], "EXPIRED");
    assert_eq!(sandbox.texts().len(), 1, "nobody is told a quarter of an hour later");
}

#[tokio::test]
async fn a_gateway_that_fails_five_times_rests_for_a_minute() {
    let sandbox = sandbox().await;
    let desk = Desk::open_with(sandbox.twilio()).await;
    let owner = desk.staff("Meera", Role::Owner).await;
    strike(&sandbox, "twilio", FaultKind::Broken, 5);
    queue(&desk, "order-1").await;
    for _ in 0..5 {
        assert!(told(&desk).await.waits.is_some());
    }
    let health = async || {
        let all = desk.ask(Ask::get("/api/texts/gateways").by(&owner)).await.body;
        all["gateways"][0].clone()
    };
    assert_eq!(health().await["rests_for"], 60);
    assert!(told(&desk).await.waits.is_some(), "it would answer, and is not asked");
    assert!(sandbox.texts().is_empty());
    desk.pass(60);
    assert_eq!(told(&desk).await, Delivered::default());
    let health = health().await;
    assert_eq!((&health["gateway"], &health["sent"]), (&json!("TWILIO"), &json!(1)));
    assert_eq!((&health["rests_for"], &health["last_error"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn a_text_that_may_have_gone_out_is_never_sent_again() {
    let sandbox = sandbox().await;
    let settings = SmsSettings { patience: HASTY, ..sandbox.twilio() };
    let desk = Desk::open_with(settings).await;
    let waiter = desk.staff("Ravi", Role::Waiter).await;
    for (lost, subject) in [(FaultKind::LostAfter, "order-1"), (FaultKind::LostBefore, "order-2")] {
        strike(&sandbox, "twilio", lost, 1);
        queue(&desk, subject).await;
        assert_eq!(told(&desk).await, Delivered::default(), "nothing waits");
        assert_eq!(newest(&desk, &waiter).await["state"], "FAILED");
        assert_eq!(told(&desk).await, Delivered::default());
    }
    let taken = sandbox.texts();
    assert_eq!(taken.len(), 1, "the one whose answer was lost: {taken:?}");
}

#[tokio::test]
async fn a_box_killed_between_claim_and_answer_tells_nobody_twice() {
    let sandbox = sandbox().await;
    let desk = Desk::open_with(sandbox.twilio()).await;
    queue(&desk, "order-1").await;
    strike(&sandbox, "twilio", FaultKind::LostAfter, 1);
    let app = desk.app.clone();
    let sending = tokio::spawn(async move { deliver(&app).await });
    in_time("the answer to be lost", sandbox.until_lost(1)).await;
    sending.abort();
    assert!(sending.await.is_err_and(|error| error.is_cancelled()), "cut off while it waited");
    let at = desk.clock.now().plus_seconds(1);
    let desk = desk.restart(at, false).await;
    let waiter = desk.staff("Ravi", Role::Waiter).await;
    assert_eq!(told(&desk).await, Delivered::default());
    assert_eq!(newest(&desk, &waiter).await["state"], "FAILED");
    assert_eq!(sandbox.texts().len(), 1, "told once");
}

#[tokio::test]
async fn a_code_goes_out_at_once_in_the_guest_s_language_and_is_on_the_counter_too() {
    let sandbox = sandbox().await;
    let desk = Desk::open_with(sandbox.twilio()).await;
    for (body, liked, hindi) in [
        (json!({ "phone_number": PHONE, "locale": "hi-IN" }), "en", true),
        (json!({ "phone_number": PHONE }), "hi;q=0.9,en;q=0.8", true),
        (json!({ "phone_number": PHONE }), "ta", false),
    ] {
        let ask = Ask::post("/api/auth/customer/otp", body).with("accept-language", liked);
        assert_eq!(desk.ask(ask).await.code(), "200");
        let text = sandbox.texts().pop().expect("a text");
        let shown = desk.app.sms.shown_codes();
        assert_eq!(shown.len(), 1);
        assert!(text.body.contains(&shown[0].code), "{}", text.body);
        assert_eq!(text.body.contains("कोड"), hindi, "{}", text.body);
        assert_eq!(text.fields["ValidityPeriod"], "300");
    }
    assert_eq!(sandbox.texts().len(), 3);
}

#[tokio::test]
async fn a_code_is_never_sent_late() {
    let sandbox = sandbox().await;
    let desk = Desk::open_with(sandbox.twilio()).await;
    let waiter = desk.staff("Ravi", Role::Waiter).await;
    strike(&sandbox, "twilio", FaultKind::Broken, 1);
    assert_eq!(ask_for_code(&desk).await.code(), "200", "the counter has it");
    assert_eq!(desk.app.sms.shown_codes().len(), 1);
    assert_eq!(newest(&desk, &waiter).await["state"], "FAILED");
    for _ in 0..3 {
        desk.pass(30);
        assert_eq!(told(&desk).await, Delivered::default(), "codes never wait");
    }
    assert!(sandbox.texts().is_empty());
}

#[tokio::test]
async fn who_answered_stop_is_told_nothing_more_until_they_say_so() {
    let sandbox = sandbox().await;
    let (desk, owner) = super::open_with(sandbox.twilio()).await;
    let guest = super::join(&desk, &owner).await;
    assert_eq!(super::show_phone(&desk, &guest).await.code(), "200");
    sandbox.stop_texts(E164);
    desk.pass(1);
    super::order(&desk, &guest, "o1").await;
    super::tell_twice(&desk).await;
    let kinds = async || {
        let messages = desk.ask(Ask::get("/api/messages").by(&owner)).await.body;
        let items = messages["items"].as_array().cloned().unwrap_or_default();
        let named = |item: &Value| format!("{} {}", item["kind"], item["state"]).replace('"', "");
        items.iter().rev().map(named).collect::<Vec<_>>()
    };
    assert_eq!(kinds().await, ["CODE SENT", "ORDER_RECEIVED FAILED"]);
    assert_eq!(desk.facts("customer_texts_set").await.len(), 1);
    super::order(&desk, &guest, "o2").await;
    super::tell_twice(&desk).await;
    assert_eq!(kinds().await.len(), 2, "nothing is even tried");

    let wish = json!({ "phone_number": PHONE, "texts": true });
    let again = desk.ask(Ask::put("/api/customers/texts", wish).by(&owner)).await;
    assert_eq!((again.code().as_str(), &again.body["texts"]), ("200", &json!(true)));
}

/// The words of the house's texts, as they are registered with the operators.
fn registered() -> Vec<Template> {
    let of = |kind, id: &str, text: &str| Template { kind, id: id.into(), text: text.into() };
    vec![
        of(
            MessageKind::Code,
            "1207160000000000001",
            "{#var#} is your code at Barah Mez. It is good for 5 minutes. Tell it to nobody.",
        ),
        of(MessageKind::Ready, "1207160000000000002", "{#var#} is ready."),
        of(
            MessageKind::OrderReceived,
            "1207160000000000003",
            "Barah Mez: we have your order {#var#}.",
        ),
        of(
            MessageKind::OrderReceived,
            "1207160000000000004",
            "Barah Mez: आपका ऑर्डर {#var#} मिल गया।",
        ),
    ]
}

/// A box with all gateways the sandbox plays, asked in this order.
async fn open_all(sandbox: &Sandbox, order: &[&str]) -> (Desk, String) {
    let (desk, owner) = super::open_with(sandbox.texting(registered())).await;
    set_order(&desk, &owner, order).await;
    (desk, owner)
}

async fn set_order(desk: &Desk, owner: &str, order: &[&str]) {
    let wish = Ask::put("/api/texts/gateways", json!({ "order": order })).by(owner);
    let set = desk.ask(wish).await;
    assert_eq!(set.code(), "200", "{}", set.body);
}

fn took(sandbox: &Sandbox) -> Vec<TextGateway> {
    sandbox.texts().into_iter().map(|text| text.gateway).collect()
}

#[tokio::test]
async fn msg91_is_sent_what_stands_in_the_places_of_a_registered_text() {
    let sandbox = sandbox().await;
    let (desk, owner) = open_all(&sandbox, &["MSG91"]).await;
    queue(&desk, "order-1").await;
    assert_eq!(told(&desk).await, Delivered::default());
    let taken = sandbox.texts();
    assert_eq!((taken[0].gateway, taken[0].phone.as_str()), (TextGateway::Msg91, E164));
    assert_eq!(
        (taken[0].body.as_str(), taken[0].fields["var1"].as_str()),
        ("order-1 is ready.", "order-1")
    );

    assert_eq!(ask_for_code(&desk).await.code(), "200");
    let (taken, shown) = (sandbox.texts(), desk.app.sms.shown_codes());
    assert_eq!(taken[1].fields["otp"], shown[0].code);
    assert_eq!(taken[1].fields["otp_expiry"], "5");
    assert!(taken[1].body.starts_with(&shown[0].code), "{}", taken[1].body);

    sandbox.refuse_texts(TextGateway::Msg91, true);
    queue(&desk, "order-2").await;
    told(&desk).await;
    let message = newest(&desk, &owner).await;
    assert_eq!(
        (&message["state"], &message["gateway"]),
        (&json!("FAILED"), &Value::Null),
        "a no that comes as 200"
    );
    assert!(message["why"].as_str().is_some_and(|why| why.contains("balance")), "{message}");
}

#[tokio::test]
async fn sns_takes_what_is_signed_and_carries_the_registered_text_s_id() {
    let sandbox = sandbox().await;
    let (desk, owner) = open_all(&sandbox, &["SNS"]).await;
    queue(&desk, "order-1").await;
    assert_eq!(told(&desk).await, Delivered::default());
    let taken = sandbox.texts();
    assert_eq!((taken[0].gateway, taken[0].body.as_str()), (TextGateway::Sns, "order-1 is ready."));
    assert_eq!(taken[0].fields["AWS.MM.SMS.TemplateId"], "1207160000000000002");
    let message = newest(&desk, &owner).await;
    assert_eq!((&message["state"], &message["gateway"]), (&json!("SENT"), &json!("SNS")));

    sandbox.refuse_texts(TextGateway::Sns, true);
    queue(&desk, "order-2").await;
    told(&desk).await;
    let why = newest(&desk, &owner).await["why"].to_string();
    assert!(why.contains("AuthorizationError"), "{why}");

    let mut settings = sandbox.texting(registered());
    settings.sns.secret_key = Hidden::new("another");
    let (desk, owner) = super::open_with(settings).await;
    set_order(&desk, &owner, &["SNS"]).await;
    queue(&desk, "order-3").await;
    told(&desk).await;
    let why = newest(&desk, &owner).await["why"].to_string();
    assert!(why.contains("SignatureDoesNotMatch"), "{why}");
    assert_eq!(sandbox.texts().len(), 1);
}

#[tokio::test]
async fn gateways_are_tried_in_the_owner_s_order_and_past_those_that_are_away_or_refuse() {
    let sandbox = sandbox().await;
    let (desk, owner) = open_all(&sandbox, &["SNS", "TWILIO", "MSG91"]).await;
    let mut orders = 0;
    let mut next = async || {
        orders += 1;
        queue(&desk, &format!("order-{orders}")).await;
        assert_eq!(told(&desk).await, Delivered::default());
        took(&sandbox).pop()
    };
    assert_eq!(next().await, Some(TextGateway::Sns));
    strike(&sandbox, "/sns", FaultKind::Broken, 1);
    assert_eq!(next().await, Some(TextGateway::Twilio), "the first is away");
    strike(&sandbox, "/sns", FaultKind::Broken, 1);
    sandbox.refuse_texts(TextGateway::Twilio, true);
    assert_eq!(next().await, Some(TextGateway::Msg91), "the second refuses");
    set_order(&desk, &owner, &["MSG91", "SNS"]).await;
    assert_eq!(next().await, Some(TextGateway::Msg91));
    assert_eq!(took(&sandbox).len(), 4, "each text once");

    let told_of = desk.facts("texting_set").await;
    assert_eq!(told_of.len(), 2);
    assert_eq!(told_of[1]["fact"]["data"]["order"], json!(["MSG91", "SNS"]));
    for bad in [json!(["SNS", "SNS"]), json!(["COUNTER"]), json!(["PIGEON"])] {
        let wish = Ask::put("/api/texts/gateways", json!({ "order": bad })).by(&owner);
        assert_ne!(desk.ask(wish).await.code(), "200", "{bad}");
    }
}

#[tokio::test]
async fn a_text_no_gateway_has_words_for_is_given_up_and_says_so() {
    let sandbox = sandbox().await;
    let (desk, owner) = open_all(&sandbox, &["MSG91", "SNS"]).await;
    let phone: Phone = PHONE.parse().expect("a number");
    for (kind, text) in [(MessageKind::Thanks, "Thank you."), (MessageKind::Ready, "All done.")] {
        desk.pass(1);
        let (subject, at, text) = ("bill-1".to_owned(), desk.clock.now(), text.to_owned());
        let note = Note { kind, subject, phone: phone.clone(), text, at };
        let work = move |tx: &Tx| queue_in(tx, &note);
        desk.app.store.write(&Actor::the_box(), work).await.expect("queued").expect("new");
        assert_eq!(told(&desk).await, Delivered::default());
        assert_eq!(newest(&desk, &owner).await["state"], "FAILED");
    }
    let why = newest(&desk, &owner).await["why"].to_string();
    assert!(why.contains("not the registered one"), "{why}");
    assert!(sandbox.texts().is_empty(), "what is not registered never leaves the house");
}

#[tokio::test]
async fn a_code_goes_on_to_the_next_gateway_and_stops_when_it_would_be_late() {
    let sandbox = sandbox().await;
    let (desk, _) = open_all(&sandbox, &["TWILIO", "MSG91"]).await;
    // An answer that was lost: a code twice harms nobody.
    let mut settings = sandbox.texting(registered());
    settings.patience = HASTY;
    let (hasty, _) = super::open_with(settings).await;
    strike(&sandbox, "twilio", FaultKind::LostAfter, 1);
    assert_eq!(ask_for_code(&hasty).await.code(), "200");
    assert_eq!(took(&sandbox), [TextGateway::Twilio, TextGateway::Msg91]);

    // While the first gateway is asked time runs out: the second is not asked any more.
    for passed in [16, 241] {
        strike(&sandbox, "twilio", FaultKind::Held, 1);
        strike(&sandbox, "twilio", FaultKind::Broken, 1);
        let asking = ask_for_code(&desk);
        let passing = async {
            in_time("the first to be asked", sandbox.until_held(1)).await;
            desk.pass(passed);
            sandbox.let_go();
        };
        let (asked, ()) = tokio::join!(asking, passing);
        assert_eq!(asked.code(), "200", "{passed}");
        assert_eq!(sandbox.texts().len(), 2, "nothing went out after {passed} s");
    }
}

#[tokio::test]
async fn what_is_sent_is_counted_by_gateway_and_outcome() {
    let sandbox = sandbox().await;
    let (desk, owner) = open_all(&sandbox, &["TWILIO"]).await;
    queue(&desk, "order-1").await;
    told(&desk).await;
    sandbox.refuse_texts(TextGateway::Twilio, true);
    queue(&desk, "order-2").await;
    told(&desk).await;
    let scraped = desk.ask(Ask::get("/metrics").by(&owner)).await;
    let text = String::from_utf8(scraped.bytes).expect("text");
    for line in [
        "tiffin_sms_sent_total{gateway=\"TWILIO\",outcome=\"sent\"} 1",
        "tiffin_sms_sent_total{gateway=\"TWILIO\",outcome=\"refused\"} 1",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
}
