//! Many payments through a gateway, while everything between it and the box goes wrong.

use std::time::Duration;

use tiffin::sandbox::{Choice, Delivery, Fault, FaultKind, Sandbox, Webhook};

use crate::kit::{Person, Shop, TestBox, fresh_key, rounds};
use crate::online::{Checkout, WAYS, ask, at_gateway, checkout, deliver, held, settled_once, wait};

/// Chance that falls the same way in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

/// What people do at the page, and what their bank does then.
fn somebody_pays(sandbox: &Sandbox, dice: &mut Dice, name: &str) {
    match dice.below(4) {
        0 => {
            sandbox.choose(name, Choice::Decline).expect("declined");
            sandbox.choose(name, Choice::Pay).expect("paid");
        }
        1 => {
            let held = sandbox.choose(name, Choice::Hold).expect("held");
            sandbox.capture(&held.id).expect("captured");
        }
        2 => {
            let failed = sandbox.choose(name, Choice::Decline).expect("declined");
            sandbox.capture(&failed.id).expect("the bank says yes after all");
        }
        _ => {
            sandbox.choose(name, Choice::Pay).expect("paid");
        }
    }
}

#[tokio::test]
async fn webhooks_lost_repeated_late_and_in_any_order_pay_each_bill_once() {
    let (shop, sandbox) = TestBox::with_gateways().await;
    sandbox.deliver_as(held());
    let cashier = shop.staff("Cashier").await;
    let mut dice = Dice(2026);
    let (mut paid, mut late) = (0, Vec::new());
    for _ in 0..rounds(3, 84) {
        let mut evening = Vec::new();
        for table in 1..=12 {
            let way = WAYS[dice.below(WAYS.len())];
            let tip = [0, 5_000][dice.below(2)];
            let one = checkout(&shop, &sandbox, &table.to_string(), way, tip).await;
            somebody_pays(&sandbox, &mut dice, &one.name);
            evening.push(one);
        }
        // What was late from the round before comes among the rest.
        let mut webhooks: Vec<Webhook> = std::mem::take(&mut late);
        for webhook in sandbox.take_webhooks() {
            let copies = [0, 1, 3][dice.below(3)];
            match dice.below(5) {
                0 => late.extend(std::iter::repeat_n(webhook, copies)),
                _ => webhooks.extend(std::iter::repeat_n(webhook, copies)),
            }
        }
        dice.shuffle(&mut webhooks);
        for webhook in &webhooks {
            deliver(&shop, webhook).await.ok();
        }
        // What no webhook told is seen by looking.
        wait(&shop, 6).await;
        for one in &evening {
            assert_eq!(one.state(&cashier).await, "SETTLED");
            settled_once(&shop, &sandbox, &cashier, one).await;
            paid += 1;
        }
    }
    for webhook in &late {
        deliver(&shop, webhook).await.ok();
    }
    assert_eq!(shop.count("SELECT count(*) FROM payment"), paid, "one payment for each bill");
    assert_eq!(shop.count("SELECT count(*) FROM refund"), 0);
    assert_eq!(shop.count("SELECT count(*) FROM gateway_event WHERE done_at IS NULL"), 0);
    assert_eq!(shop.count("SELECT count(*) FROM gateway_event WHERE failure <> ''"), 0);
}

/// Where the line is cut: what the box asks the gateway, for each way to pay.
const STEPS: [(&str, [&str; 4]); 3] = [
    (
        "razorpay-order",
        ["POST /razorpay/v1/orders", "/payments", "/refund", "GET /razorpay/v1/refunds"],
    ),
    (
        "stripe-intent",
        [
            "POST /stripe/v1/checkout",
            "GET /stripe/v1/checkout",
            "POST /stripe/v1/refunds",
            "GET /stripe/v1/refunds",
        ],
    ),
    (
        "razorpay-link",
        [
            "POST /razorpay/v1/payment_links",
            "GET /razorpay/v1/payment_links",
            "/refund",
            "GET /razorpay/v1/refunds",
        ],
    ),
];

#[tokio::test]
async fn the_line_is_cut_in_the_middle_of_each_step_and_nobody_pays_twice() {
    let (shop, sandbox) = TestBox::with_gateways_for(Duration::from_millis(500)).await;
    sandbox.deliver_as(Delivery { copies: 0, ..Delivery::default() });
    let (mut table, mut cases) = (0, 0);
    for (way, steps) in STEPS {
        for step in steps {
            for kind in [FaultKind::LostBefore, FaultKind::LostAfter, FaultKind::Broken] {
                // Each twice: somebody waits, or somebody pays cash meanwhile.
                for impatient in [false, true] {
                    cases += 1;
                    // Every fifth meets each step, each fault and both kinds of people.
                    if cases % rounds(5, 1) != 0 {
                        continue;
                    }
                    table = table % 12 + 1;
                    // Hours pass with each: nobody's shift lasts as long as this test.
                    let cashier = shop.staff("Cashier").await;
                    let case = format!("{way}: {step} {kind:?}, impatient: {impatient}");
                    let fault = Fault { on: step.into(), kind, times: 2 };
                    let one = cut(&shop, &sandbox, &cashier, (table, way, fault, impatient)).await;
                    sandbox.clear_up();
                    for _ in 0..6 {
                        wait(&shop, 61).await;
                    }
                    sandbox.settle_refunds();
                    // The box's own look may have been under way when the refund went through.
                    for _ in 0..3 {
                        wait(&shop, 3_601).await;
                    }
                    assert_eq!(one.state(&cashier).await, "SETTLED", "{case}");
                    settled_once(&shop, &sandbox, &cashier, &one).await;
                    let refunds = i64::from(impatient);
                    let id = one.order["bill_id"].as_str().expect("a bill");
                    let sql = format!("SELECT count(*) FROM refund WHERE bill_id = '{id}'");
                    assert_eq!(shop.count(&sql), refunds, "{case}");
                }
            }
        }
    }
}

/// One payment during which the line is cut.
async fn cut(
    shop: &Shop,
    sandbox: &Sandbox,
    cashier: &Person,
    (table, way, fault, impatient): (i32, &str, Fault, bool),
) -> Checkout {
    sandbox.slow_refunds();
    let guest = shop.guest(&table.to_string()).await;
    let order = guest.order(&[("Dal Makhani", 1)]).await.ok();
    sandbox.bring(fault);
    let key = fresh_key();
    let mut opened = ask(&guest, way, &order["bill_id"], 0, &key).await;
    let mut refused = 0;
    while !opened.status.is_success() {
        assert_eq!(opened.code(), "way_closed");
        refused += 1;
        assert!(refused < 100, "it is never open again");
        shop.clock.pass(Duration::from_secs(61));
        opened = ask(&guest, way, &order["bill_id"], 0, &key).await;
    }
    let one = at_gateway(sandbox, guest, order, &opened.ok());
    sandbox.choose(&one.name, Choice::Pay).expect("paid");
    if impatient {
        // Nobody has heard of the money yet, and the guest wants to go.
        cashier.cash(&one.order, 1_000_000).await.ok();
    }
    wait(shop, 6).await;
    wait(shop, 16).await;
    one
}
