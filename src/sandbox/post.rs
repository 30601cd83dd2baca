use serde::{Deserialize, Serialize};
use serde_json::json;

use super::bank::{Happened, name};
use super::{RAZORPAY_WEBHOOK_SECRET, STRIPE_WEBHOOK_SECRET};
use crate::base::{At, random_below};
use crate::gateways::pay::sign;

/// How webhooks travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Delivery {
    /// They wait until they are let go.
    pub is_held: bool,
    /// How often each is sent: 0 and it is lost.
    pub copies: u8,
    /// In any order, when several wait.
    pub is_shuffled: bool,
}

impl Default for Delivery {
    fn default() -> Delivery {
        Delivery { is_held: false, copies: 1, is_shuffled: false }
    }
}

/// A signed event on its way to the restaurant.
#[derive(Clone, Debug)]
pub struct Webhook {
    pub path: &'static str,
    pub headers: Vec<(&'static str, String)>,
    pub body: String,
}

impl Webhook {
    pub fn signed(happened: &Happened, now: At) -> Webhook {
        let (id, seconds) = (name("evt"), now.millis() / 1_000);
        let json_type = ("content-type", "application/json".to_owned());
        if happened.is_stripe {
            let body = json!({
                "id": id, "object": "event", "type": happened.event, "created": seconds,
                "data": { "object": happened.payload },
            })
            .to_string();
            let stamp = seconds.to_string();
            let parts = [stamp.as_bytes(), b".", body.as_bytes()];
            let signature = format!("t={stamp},v1={}", sign(STRIPE_WEBHOOK_SECRET, &parts));
            let headers = vec![json_type, ("stripe-signature", signature)];
            return Webhook { path: "/api/webhooks/stripe", headers, body };
        }
        let contains: Vec<&String> = happened
            .payload
            .as_object()
            .map(|payload| payload.keys().collect())
            .unwrap_or_default();
        let body = json!({
            "entity": "event", "account_id": "acc_sandbox", "event": happened.event,
            "contains": contains, "payload": happened.payload, "created_at": seconds,
        })
        .to_string();
        let signature = sign(RAZORPAY_WEBHOOK_SECRET, &[body.as_bytes()]);
        let headers =
            vec![json_type, ("x-razorpay-signature", signature), ("x-razorpay-event-id", id)];
        Webhook { path: "/api/webhooks/razorpay", headers, body }
    }
}

/// Each so often, and in any order where that was asked for.
pub fn laid_out(webhooks: Vec<Webhook>, delivery: Delivery) -> Vec<Webhook> {
    let copies = usize::from(delivery.copies);
    let mut all: Vec<Webhook> =
        webhooks.into_iter().flat_map(|webhook| std::iter::repeat_n(webhook, copies)).collect();
    if delivery.is_shuffled {
        for last in (1..all.len()).rev() {
            let bound = u32::try_from(last + 1).unwrap_or(u32::MAX);
            all.swap(last, random_below(bound) as usize);
        }
    }
    all
}
