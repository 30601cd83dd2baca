use axum::http::StatusCode;
use serde_json::{Value, json};
use tiffin::auth::{Claims, issue, open};
use tiffin::base::{GuestId, SittingId};
use tiffin::customers;
use tiffin::house::{self, House, OtpMode};
use tiffin::wire::{Actor, Role};
use tokio::task::JoinSet;

use crate::desk::{Answer, Ask, Desk};
use crate::kit::Screen;

const PHONE: &str = "9876543210";

fn ask_for_code(phone: &str) -> Ask {
    Ask::post("/api/auth/customer/otp", json!({ "phone_number": phone }))
}

fn verify(phone: &str, otp: &str) -> Ask {
    Ask::post("/api/auth/customer/verify-otp", json!({ "phone_number": phone, "otp": otp }))
}

/// Asks for a code and reads it off the counter's screen.
async fn code_for(desk: &Desk, phone: &str) -> String {
    let sent = desk.ask(ask_for_code(phone)).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
    let shown = desk.app.sms.shown_codes();
    let shown = shown.into_iter().find(|s| s.phone.e164().ends_with(phone));
    shown.map(|shown| shown.code).unwrap_or_default()
}

/// A code that is not this one.
fn other_than(code: &str) -> String {
    let number: u32 = code.parse().expect("six digits");
    format!("{:06}", (number + 1) % 1_000_000)
}

async fn guess_wrong(desk: &Desk, times: usize, code: &str) -> Answer {
    let mut last = None;
    for _ in 0..times {
        last = Some(desk.ask(verify(PHONE, &other_than(code))).await);
    }
    last.expect("at least one try")
}

#[tokio::test]
async fn a_code_shows_that_a_phone_is_somebody_s_and_is_good_once() {
    let desk = Desk::open().await;
    let sent = desk.ask(ask_for_code("+91 98765 43210")).await;
    assert_eq!(sent.body["phone_masked"], "987****3210");
    assert_eq!(sent.body["expires_in"], 300);
    let code = code_for(&desk, PHONE).await;
    assert_eq!(code.len(), 6);
    let welcome = desk.ask(verify(PHONE, &code)).await;
    assert_eq!(welcome.status, StatusCode::OK, "{}", welcome.body);
    assert_eq!(welcome.body["customer"]["phone"], "+919876543210");
    assert_eq!(welcome.body["expires_in"], 28_800);
    let token = welcome.text("access_token");
    let claims = open(&desk.app, &token).expect("a good token");
    assert_eq!((claims.role, claims.phone.as_deref()), (Role::Customer, Some("+919876543210")));
    assert_eq!(desk.ask(Ask::get("/api/auth/me").by(&token)).await.body["role"], "CUSTOMER");
    assert_eq!(desk.ask(verify(PHONE, &code)).await.code(), "code_expired", "a replay");
    assert!(desk.app.sms.shown_codes().is_empty(), "it is off the counter's screen");

    let again = code_for(&desk, PHONE).await;
    let back = desk.ask(verify(PHONE, &again)).await;
    assert_eq!(back.body["customer"]["id"], welcome.body["customer"]["id"]);
}

#[tokio::test]
async fn a_code_is_good_for_five_minutes_whatever_the_clock_is_turned_to() {
    let desk = Desk::open().await;
    let code = code_for(&desk, PHONE).await;
    desk.pass(299);
    assert_eq!(desk.ask(verify(PHONE, &code)).await.status, StatusCode::OK);

    let code = code_for(&desk, PHONE).await;
    desk.pass(300);
    assert_eq!(desk.ask(verify(PHONE, &code)).await.code(), "code_expired");

    let code = code_for(&desk, PHONE).await;
    desk.pass(250);
    desk.turn(-200);
    desk.pass(50);
    assert_eq!(desk.ask(verify(PHONE, &code)).await.code(), "code_expired", "turned back");

    desk.pass(600);
    let code = code_for(&desk, PHONE).await;
    desk.turn(-1);
    assert_eq!(desk.ask(verify(PHONE, &code)).await.code(), "code_expired", "from the future");
    let code = code_for(&desk, PHONE).await;
    desk.turn(301);
    assert_eq!(desk.ask(verify(PHONE, &code)).await.code(), "code_expired", "turned forward");
}

#[tokio::test]
async fn after_five_wrong_codes_the_phone_waits_a_quarter_of_an_hour() {
    let desk = Desk::open().await;
    let code = code_for(&desk, PHONE).await;
    for left in (0..5).rev() {
        let wrong = guess_wrong(&desk, 1, &code).await;
        assert_eq!(wrong.code(), "wrong_code");
        assert_eq!(wrong.body["error"]["details"]["tries_left"], left);
    }
    let locked = desk.ask(verify(PHONE, &code)).await;
    assert_eq!((locked.code().as_str(), locked.retry_after()), ("locked", Some(900)));
    assert_eq!(desk.ask(ask_for_code(PHONE)).await.code(), "locked");
    desk.turn(7 * 86_400);
    assert_eq!(desk.ask(verify(PHONE, &code)).await.code(), "locked", "turned forward");
    desk.turn(-14 * 86_400);
    desk.pass(899);
    assert_eq!(desk.ask(verify(PHONE, &code)).await.retry_after(), Some(1), "turned back");
    desk.pass(1);
    let code = code_for(&desk, PHONE).await;
    assert_eq!(desk.ask(verify(PHONE, &code)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn pulling_the_plug_gives_no_fresh_tries_and_opens_no_lock() {
    let desk = Desk::open().await;
    let code = code_for(&desk, PHONE).await;
    guess_wrong(&desk, 3, &code).await;
    let at = desk.clock.now().plus_seconds(20);
    let desk = desk.restart(at, true).await;
    assert_eq!(desk.ask(verify(PHONE, &code)).await.code(), "code_expired", "codes may be lost");
    let code = code_for(&desk, PHONE).await;
    assert_eq!(guess_wrong(&desk, 1, &code).await.body["error"]["details"]["tries_left"], 1);
    assert_eq!(guess_wrong(&desk, 1, &code).await.body["error"]["details"]["tries_left"], 0);

    let at = desk.clock.now().plus_seconds(100);
    let desk = desk.restart(at, true).await;
    assert_eq!(desk.ask(ask_for_code(PHONE)).await.retry_after(), Some(800));
    let at = desk.clock.now().plus_seconds(-86_400);
    let desk = desk.restart(at, true).await;
    assert_eq!(desk.ask(ask_for_code(PHONE)).await.retry_after(), Some(900), "turned back");
}

#[tokio::test]
async fn codes_tried_all_at_once_are_counted_one_by_one() {
    let desk = std::sync::Arc::new(Desk::open().await);
    let code = code_for(&desk, PHONE).await;
    let mut tries = JoinSet::new();
    for _ in 0..40 {
        let (desk, guess) = (desk.clone(), other_than(&code));
        tries.spawn(async move { desk.ask(verify(PHONE, &guess)).await.code() });
    }
    let mut codes = tries.join_all().await;
    codes.sort();
    assert_eq!(codes[..35], ["locked"; 35]);
    assert_eq!(codes[35..], ["wrong_code"; 5]);
}

#[tokio::test]
async fn a_new_code_takes_the_place_of_the_old() {
    let desk = Desk::open().await;
    let old = code_for(&desk, PHONE).await;
    let mut new = code_for(&desk, PHONE).await;
    if new == old {
        new = code_for(&desk, PHONE).await;
    }
    assert_eq!(desk.ask(verify(PHONE, &old)).await.code(), "wrong_code");
    assert_eq!(desk.ask(verify(PHONE, &new)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_phone_may_ask_three_times_in_ten_minutes_and_an_address_twenty_times() {
    let desk = Desk::open().await;
    for _ in 0..3 {
        desk.pass(60);
        assert_eq!(desk.ask(ask_for_code(PHONE)).await.status, StatusCode::OK);
    }
    let refused = desk.ask(ask_for_code(PHONE).from([10, 0, 0, 77])).await;
    assert_eq!((refused.code().as_str(), refused.retry_after()), ("too_many_codes", Some(480)));
    desk.turn(86_400);
    assert_eq!(desk.ask(ask_for_code(PHONE)).await.code(), "too_many_codes", "turned forward");
    desk.pass(480);
    assert_eq!(desk.ask(ask_for_code(PHONE)).await.status, StatusCode::OK);

    desk.pass(600);
    for n in 0..20 {
        let sent = desk.ask(ask_for_code(&format!("70000000{n:02}"))).await;
        assert_eq!(sent.status, StatusCode::OK);
    }
    assert_eq!(desk.ask(ask_for_code("7000000099")).await.code(), "too_many_codes");
    let elsewhere = desk.ask(ask_for_code("7000000099").from([10, 0, 0, 77])).await;
    assert_eq!(elsewhere.status, StatusCode::OK);
}

#[tokio::test]
async fn nobody_learns_whether_a_number_is_known() {
    let desk = Desk::open().await;
    let code = code_for(&desk, PHONE).await;
    desk.ask(verify(PHONE, &code)).await;
    let masked = |mut answer: Answer| {
        answer.body["phone_masked"] = Value::Null;
        (answer.status, answer.body)
    };
    let known = masked(desk.ask(ask_for_code(PHONE)).await);
    assert_eq!(known, masked(desk.ask(ask_for_code("9123456780")).await));
    let wrong = async |phone: &str| {
        let code = code_for(&desk, phone).await;
        let answer = desk.ask(verify(phone, &other_than(&code))).await;
        (answer.status, answer.body)
    };
    assert_eq!(wrong(PHONE).await, wrong("9123456780").await);
    let never_asked = desk.ask(verify("9000000001", "123456")).await;
    assert_eq!(never_asked.code(), "code_expired");
}

#[tokio::test]
async fn a_guest_who_shows_a_phone_is_from_then_on_known_by_it() {
    let desk = Desk::open().await;
    let now = desk.clock.now();
    let (guest, sitting) = (GuestId::new(now), SittingId::new(now));
    let claims = Claims {
        guest: Some(guest),
        sitting: Some(sitting),
        ..Claims::new(&desk.app, guest.to_string(), Role::Guest, 3_600)
    };
    let token = issue(&desk.app, &claims).expect("a token");
    let code = code_for(&desk, PHONE).await;
    let refused = desk.ask(verify(PHONE, &code).by("not-a-token")).await;
    assert_eq!(refused.code(), "unauthorized");
    assert_eq!(desk.ask(verify(PHONE, &code).by(&token)).await.status, StatusCode::OK);
    let look = move |read: &tiffin::store::Read| match customers::customer_of(read, guest)? {
        Some(customer) => customers::find_phone(read, customer),
        None => Ok(None),
    };
    let phone = desk.app.store.read(look).await.expect("a look");
    assert_eq!(phone.map(|p| p.e164().to_owned()).as_deref(), Some("+919876543210"));
}

#[tokio::test]
async fn a_house_that_asks_for_no_numbers_sends_no_codes() {
    let desk = Desk::open().await;
    let code = code_for(&desk, PHONE).await;
    let house = House { name: "Quiet".into(), otp_mode: OtpMode::Never, ..House::default() };
    house::save(&desk.app, &Actor::the_box(), house).await.expect("saved");
    assert_eq!(desk.ask(ask_for_code("9123456780")).await.code(), "forbidden");
    assert_eq!(desk.ask(verify(PHONE, &code)).await.code(), "forbidden");
}

#[tokio::test]
async fn what_is_no_number_is_refused() {
    let desk = Desk::open().await;
    for bad in ["", "12345", "+1 212 555 0100", "९८७६५४३२१०", "98765\u{0}43210"]
    {
        assert_eq!(desk.ask(ask_for_code(bad)).await.code(), "invalid_phone", "{bad:?}");
        assert_eq!(desk.ask(verify(bad, "123456")).await.code(), "invalid_phone", "{bad:?}");
    }
    let code = code_for(&desk, PHONE).await;
    for bad in ["", "१२३४५६", &"9".repeat(10_000), "\u{202e}"] {
        assert_eq!(desk.ask(verify(PHONE, bad)).await.status, StatusCode::UNAUTHORIZED, "{bad:?}");
    }
    assert_eq!(desk.ask(verify(PHONE, &code)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn codes_are_shown_to_the_floor_and_written_down_nowhere() {
    let desk = Desk::open().await;
    let waiter = desk.staff("Ravi", Role::Waiter).await;
    let cook = desk.staff("Salim", Role::KitchenStaff).await;
    let code = code_for(&desk, PHONE).await;
    let shown = desk.ask(Ask::get("/api/auth/codes").by(&waiter)).await;
    assert_eq!(shown.body["items"][0]["code"], code);
    assert_eq!(shown.body["items"][0]["phone_masked"], "987****3210");
    assert_eq!(desk.ask(Ask::get("/api/auth/codes").by(&cook)).await.code(), "forbidden");

    let messages = desk.ask(Ask::get("/api/messages").by(&waiter)).await;
    assert_eq!(messages.body["items"][0]["kind"], "CODE");
    assert_eq!(messages.body["items"][0]["state"], "SENT");
    let written = messages.body.to_string();
    assert!(!written.contains(&code) && !written.contains("9876543210"), "{written}");
    let kept = desk.app.ephemeral.list::<Value>("otp", "", 10);
    let kept = format!("{kept:?}");
    assert!(kept.contains("mac") && !kept.contains(&code), "{kept}");
    assert!(!kept.contains("9876543210"), "{kept}");
}

/// Waits for a message of this type; what comes before it does not matter.
#[tokio::test]
async fn the_counter_s_screen_is_told_when_a_code_comes_and_when_it_goes() {
    let desk = Desk::open().await;
    let waiter = desk.staff("Ravi", Role::Waiter).await;
    let base = format!("http://{}", desk.listen().await);
    let mut screen = Screen::open(&base, &waiter, "counter", None).await;
    let code = code_for(&desk, PHONE).await;
    screen.hear("codes", |_| true).await;
    desk.ask(verify(PHONE, &code)).await;
    screen.hear("codes", |_| true).await;
}
