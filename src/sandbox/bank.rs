use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use serde_json::{Value, json};

use crate::base::{At, fill_random};

/// What was asked to be paid: an order or link of Razorpay's, a checkout of Stripe's.
#[derive(Clone, Debug)]
pub struct Order {
    pub id: String,
    pub kind: Kind,
    pub amount: i64,
    /// The restaurant's own name for it.
    pub reference: String,
    pub about: String,
    pub return_url: String,
    pub created_at: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Order,
    Link,
    /// With its payment intent, which is there from the start here.
    Session,
}

#[derive(Clone, Debug)]
pub struct Payment {
    pub id: String,
    pub order: String,
    pub amount: i64,
    pub status: Status,
    pub refunded: i64,
    pub created_at: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    Created,
    Failed,
    Authorized,
    Captured,
}

#[derive(Clone, Debug)]
pub struct Refund {
    pub id: String,
    pub payment: String,
    pub amount: i64,
    /// What the restaurant calls it.
    pub key: Option<String>,
    pub is_done: bool,
}

/// What a person does on the hosted page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Pay,
    Decline,
    Abandon,
    /// The bank holds the money and has not said yes.
    Hold,
}

/// The money of people who do not exist.
#[derive(Default)]
pub struct Bank {
    pub orders: BTreeMap<String, Order>,
    pub payments: BTreeMap<String, Payment>,
    pub refunds: BTreeMap<String, Refund>,
    /// Answers to keys that were used: what was asked, and what was said.
    pub answered: BTreeMap<String, (String, u16, Value)>,
    /// Refunds stay pending until somebody settles them.
    pub slow_refunds: bool,
    /// What happened and is not yet told: gateway, kind of event, what it is about.
    pub happened: Vec<Happened>,
}

/// Something a webhook tells of, as it stood at that moment.
#[derive(Clone, Debug)]
pub struct Happened {
    pub is_stripe: bool,
    pub event: &'static str,
    pub payload: Value,
}

/// A name as gateways give them out: `order_3f09…`.
pub fn name(kind: &str) -> String {
    let mut bytes = [0; 7];
    fill_random(&mut bytes);
    format!("{kind}_{}", HEXLOWER.encode(&bytes))
}

impl Bank {
    pub fn payments_of(&self, order: &str) -> Vec<Payment> {
        self.payments.values().filter(|payment| payment.order == order).cloned().collect()
    }

    /// The restaurant's order of this reference.
    pub fn known(&self, kind: Kind, reference: &str) -> Option<&Order> {
        self.orders.values().find(|order| order.kind == kind && order.reference == reference)
    }

    pub fn open(&mut self, order: Order) {
        if order.kind == Kind::Session {
            let payment = self.begin(&order, order.amount, order.created_at);
            self.payments.insert(payment.id.clone(), payment);
        }
        self.orders.insert(order.id.clone(), order);
    }

    fn begin(&self, order: &Order, amount: i64, created_at: i64) -> Payment {
        let kind = if order.kind == Kind::Session { "pi" } else { "pay" };
        let (id, order) = (name(kind), order.id.clone());
        Payment { id, order, amount, status: Status::Created, refunded: 0, created_at }
    }

    /// Does what somebody chose on the page of `order`. None when there is none, or when it is paid
    /// or held for: a checkout is paid once.
    pub fn choose(&mut self, id: &str, choice: Choice, amount: i64, now: At) -> Option<Payment> {
        let order = self.orders.get(id)?.clone();
        let before = self.payments_of(id);
        if before.iter().any(|payment| payment.status >= Status::Authorized) {
            return None;
        }
        let intent = before.into_iter().next().filter(|_| order.kind == Kind::Session);
        let mut payment = match intent {
            Some(intent) => Payment { amount, ..intent },
            None => self.begin(&order, amount, now.millis() / 1_000),
        };
        payment.status = match choice {
            Choice::Pay => Status::Captured,
            Choice::Hold => Status::Authorized,
            Choice::Decline => Status::Failed,
            Choice::Abandon => return Some(payment),
        };
        self.payments.insert(payment.id.clone(), payment.clone());
        if order.kind != Kind::Session && choice == Choice::Pay {
            let held = Payment { status: Status::Authorized, ..payment.clone() };
            self.tell(&order, &held);
        }
        self.tell(&order, &payment);
        Some(payment)
    }

    /// A payment that failed or is held goes through after all.
    pub fn capture(&mut self, payment: &str) -> Option<Payment> {
        let known = self.payments.get_mut(payment)?;
        known.status = Status::Captured;
        let payment = known.clone();
        let order = self.orders.get(&payment.order)?.clone();
        self.tell(&order, &payment);
        Some(payment)
    }

    fn tell(&mut self, order: &Order, payment: &Payment) {
        let mut told = |is_stripe, event, payload| {
            self.happened.push(Happened { is_stripe, event, payload });
        };
        if order.kind == Kind::Session {
            let intent = intent_json(order, payment);
            match payment.status {
                Status::Created => {}
                Status::Failed => told(true, "payment_intent.payment_failed", intent),
                Status::Authorized => told(true, "payment_intent.processing", intent),
                Status::Captured => {
                    told(true, "payment_intent.succeeded", intent);
                    let session = session_json(order, payment, false);
                    told(true, "checkout.session.completed", session);
                }
            }
            return;
        }
        let entity = |entity: Value| json!({ "entity": entity });
        let of_payment = json!({ "payment": entity(payment_json(order, payment)) });
        match payment.status {
            Status::Created => {}
            Status::Failed => told(false, "payment.failed", of_payment),
            Status::Authorized => told(false, "payment.authorized", of_payment),
            Status::Captured => {
                told(false, "payment.captured", of_payment.clone());
                let mut both = of_payment;
                if order.kind == Kind::Link {
                    both["payment_link"] = entity(link_json(order, std::slice::from_ref(payment)));
                    told(false, "payment_link.paid", both);
                } else {
                    both["order"] = entity(order_json(order, std::slice::from_ref(payment)));
                    told(false, "order.paid", both);
                }
            }
        }
    }

    /// Gives money back. None when there is not as much to give.
    pub fn refund(&mut self, payment: &str, amount: i64, key: Option<String>) -> Option<Refund> {
        let slow = self.slow_refunds;
        let known = self.payments.get_mut(payment)?;
        if known.status != Status::Captured || amount < 1 || known.refunded + amount > known.amount
        {
            return None;
        }
        known.refunded += amount;
        let kind = if payment.starts_with("pi_") { "re" } else { "rfnd" };
        let refund =
            Refund { id: name(kind), payment: payment.to_owned(), amount, key, is_done: !slow };
        self.refunds.insert(refund.id.clone(), refund.clone());
        self.tell_refund(&refund, "created");
        if refund.is_done {
            self.tell_refund(&refund, "processed");
        }
        Some(refund)
    }

    /// All refunds of a payment, newest first.
    pub fn refunds_of(&self, payment: &str) -> Vec<Refund> {
        let of = self.refunds.values().filter(|refund| refund.payment == payment);
        of.rev().cloned().collect()
    }

    /// Pending refunds go through.
    pub fn settle_refunds(&mut self) {
        self.slow_refunds = false;
        let pending: Vec<_> = self.refunds.values_mut().filter(|refund| !refund.is_done).collect();
        let mut done = Vec::new();
        for refund in pending {
            refund.is_done = true;
            done.push(refund.clone());
        }
        for refund in done {
            self.tell_refund(&refund, "processed");
        }
    }

    fn tell_refund(&mut self, refund: &Refund, what: &str) {
        let is_stripe = refund.payment.starts_with("pi_");
        let (event, payload) = match (is_stripe, what) {
            (true, "created") => ("refund.created", stripe_refund_json(refund)),
            (true, _) => ("refund.updated", stripe_refund_json(refund)),
            (false, "created") => ("refund.created", refund_payload(refund)),
            (false, _) => ("refund.processed", refund_payload(refund)),
        };
        self.happened.push(Happened { is_stripe, event, payload });
    }
}

fn refund_payload(refund: &Refund) -> Value {
    json!({ "refund": { "entity": refund_json(refund) } })
}

/// Razorpay's notes: a list when there are none.
fn notes(key: &str, value: &str) -> Value {
    if value.is_empty() { json!([]) } else { json!({ key: value }) }
}

pub fn order_json(order: &Order, payments: &[Payment]) -> Value {
    let paid = payments.iter().filter(|payment| payment.status == Status::Captured);
    let paid = paid.map(|payment| payment.amount).sum::<i64>();
    let status = match (paid >= order.amount, payments.is_empty()) {
        (true, _) => "paid",
        (false, false) => "attempted",
        (false, true) => "created",
    };
    json!({
        "id": order.id, "entity": "order", "amount": order.amount, "amount_paid": paid,
        "amount_due": order.amount - paid, "currency": "INR", "receipt": order.reference,
        "status": status, "attempts": payments.len(),
        "notes": notes("attempt", &order.reference), "created_at": order.created_at,
    })
}

pub fn payment_json(order: &Order, payment: &Payment) -> Value {
    let status = match payment.status {
        Status::Created => "created",
        Status::Failed => "failed",
        Status::Authorized => "authorized",
        Status::Captured if payment.refunded >= payment.amount => "refunded",
        Status::Captured => "captured",
    };
    // A link's payments are of an order nobody was told of.
    let order_id = match order.kind {
        Kind::Link => format!("order_{}", order.id.trim_start_matches("plink_")),
        _ => order.id.clone(),
    };
    json!({
        "id": payment.id, "entity": "payment", "amount": payment.amount, "currency": "INR",
        "status": status, "order_id": order_id, "method": "upi",
        "captured": payment.status == Status::Captured, "amount_refunded": payment.refunded,
        "notes": [], "created_at": payment.created_at,
    })
}

pub fn link_json(order: &Order, payments: &[Payment]) -> Value {
    let listed = payments.iter().filter(|payment| payment.status == Status::Captured).map(|p| {
        json!({ "payment_id": p.id, "amount": p.amount, "status": "captured", "method": "upi" })
    });
    let listed: Vec<Value> = listed.collect();
    json!({
        "id": order.id, "amount": order.amount, "currency": "INR",
        "reference_id": order.reference, "description": order.about,
        "status": if listed.is_empty() { "created" } else { "paid" },
        "payments": if listed.is_empty() { Value::Null } else { json!(listed) },
        "notes": notes("attempt", &order.reference), "created_at": order.created_at,
    })
}

pub fn refund_json(refund: &Refund) -> Value {
    json!({
        "id": refund.id, "entity": "refund", "amount": refund.amount, "currency": "INR",
        "payment_id": refund.payment,
        "notes": notes("refund", refund.key.as_deref().unwrap_or_default()),
        "status": if refund.is_done { "processed" } else { "pending" },
        "speed_requested": "normal", "speed_processed": "normal",
    })
}

pub fn intent_json(order: &Order, payment: &Payment) -> Value {
    let (status, error) = match payment.status {
        Status::Created => ("requires_payment_method", Value::Null),
        Status::Failed => ("requires_payment_method", json!({ "code": "card_declined" })),
        Status::Authorized => ("processing", Value::Null),
        Status::Captured => ("succeeded", Value::Null),
    };
    let received = if payment.status == Status::Captured { payment.amount } else { 0 };
    json!({
        "id": payment.id, "object": "payment_intent", "amount": payment.amount,
        "amount_received": received, "currency": "inr", "status": status,
        "last_payment_error": error, "metadata": { "attempt": order.reference },
    })
}

pub fn session_json(order: &Order, payment: &Payment, expanded: bool) -> Value {
    let paid = payment.status == Status::Captured;
    let intent = match expanded {
        true => intent_json(order, payment),
        false => json!(payment.id),
    };
    json!({
        "id": order.id, "object": "checkout.session", "mode": "payment",
        "amount_total": payment.amount, "currency": "inr",
        "client_reference_id": order.reference, "metadata": { "attempt": order.reference },
        "payment_intent": intent,
        "payment_status": if paid { "paid" } else { "unpaid" },
        "status": if paid { "complete" } else { "open" },
    })
}

pub fn stripe_refund_json(refund: &Refund) -> Value {
    json!({
        "id": refund.id, "object": "refund", "amount": refund.amount, "currency": "inr",
        "payment_intent": refund.payment,
        "status": if refund.is_done { "succeeded" } else { "pending" },
        "metadata": refund.key.as_ref().map_or(json!({}), |key| json!({ "refund": key })),
    })
}
