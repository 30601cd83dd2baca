use hyper::Method;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::model::{
    Answer, Checkout, Form, Gateway, News, Opened, PayError, Progress, RefundAsk, RefundProgress,
    Refunded, Returned, Seen, Signed,
};
use super::read::{read, refund_refused};
use super::signature;
use crate::base::{At, Paise};
use crate::config::StripeSettings;
use crate::gateways::call::{Ask, Caller};
use crate::gateways::form::{encode, escape};

/// Payment intents behind the hosted checkout page: the guest goes there by a full redirect, so no
/// client secret is ever seen here.
pub struct Stripe {
    settings: StripeSettings,
    caller: Caller,
}

#[derive(Deserialize)]
struct Session {
    id: String,
    url: Option<String>,
    payment_intent: Option<Value>,
}

#[derive(Deserialize)]
struct Intent {
    id: String,
    amount: i64,
    amount_received: Option<i64>,
    currency: String,
    status: String,
    last_payment_error: Option<Value>,
    metadata: Option<Value>,
}

#[derive(Deserialize)]
struct PaidSession {
    payment_intent: Option<String>,
    payment_status: String,
    amount_total: i64,
    currency: String,
    client_reference_id: Option<String>,
    id: String,
}

#[derive(Deserialize)]
struct List<T> {
    data: Vec<T>,
}

#[derive(Deserialize)]
struct RefundObject {
    id: String,
    amount: i64,
    payment_intent: Option<String>,
    status: Option<String>,
    metadata: Option<Value>,
}

impl Stripe {
    pub fn new(settings: StripeSettings, caller: Caller) -> Stripe {
        Stripe { settings, caller }
    }

    async fn call<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        form: &[(&str, &str)],
        once: Option<&str>,
    ) -> Result<T, PayError> {
        let bearer = format!("Bearer {}", self.settings.secret_key.reveal());
        let mut headers = vec![("authorization", bearer)];
        headers.extend(once.map(|key| ("idempotency-key", key.to_owned())));
        if method == Method::POST {
            headers.push(("content-type", "application/x-www-form-urlencoded".into()));
        }
        let url = format!("{}{path}", self.settings.url);
        let body = encode(form).into_bytes();
        read(&self.caller.send(Ask { method, url, headers, body }).await?, explain)
    }
}

impl Gateway for Stripe {
    fn open<'a>(&'a self, checkout: &'a Checkout) -> Answer<'a, Opened> {
        Box::pin(async move {
            let (amount, reference) = (checkout.amount.0.to_string(), &checkout.reference);
            let form = [
                ("mode", "payment"),
                ("line_items[0][quantity]", "1"),
                ("line_items[0][price_data][currency]", "inr"),
                ("line_items[0][price_data][unit_amount]", &amount),
                ("line_items[0][price_data][product_data][name]", &checkout.about),
                ("client_reference_id", reference),
                ("metadata[attempt]", reference),
                ("payment_intent_data[metadata][attempt]", reference),
                ("success_url", &checkout.return_url),
                ("cancel_url", &checkout.return_url),
            ];
            let made = self.call(Method::POST, "/checkout/sessions", &form, Some(reference));
            let session: Session = made.await?;
            if session.url.is_none() {
                return Err(PayError::Down("a checkout without address".into()));
            }
            Ok(Opened { order: session.id, url: session.url })
        })
    }

    fn form(&self, _: &str, _: &Checkout) -> Option<Form> {
        None
    }

    fn look<'a>(&'a self, order: &'a str) -> Answer<'a, Vec<Seen>> {
        Box::pin(async move {
            let path = format!("/checkout/sessions/{order}?expand%5B%5D=payment_intent");
            let session: Session = self.call(Method::GET, &path, &[], None).await?;
            let intent = session.payment_intent.filter(Value::is_object);
            let intent = intent.map(serde_json::from_value::<Intent>).transpose();
            let intent = intent.map_err(|e| PayError::Down(e.to_string()))?;
            Ok(intent.map(seen).into_iter().collect())
        })
    }

    fn refund<'a>(&'a self, ask: &'a RefundAsk) -> Answer<'a, Refunded> {
        Box::pin(async move {
            let amount = ask.amount.0.to_string();
            let form = [
                ("payment_intent", ask.payment.as_str()),
                ("amount", &amount),
                ("metadata[refund]", &ask.reference),
            ];
            let made = self.call(Method::POST, "/refunds", &form, Some(&ask.key)).await;
            Ok(refunded(made.map_err(refund_refused)?))
        })
    }

    fn find_refund<'a>(&'a self, ask: &'a RefundAsk) -> Answer<'a, Option<Refunded>> {
        Box::pin(async move {
            let mut path = "/refunds?limit=100&payment_intent=".to_owned();
            escape(&ask.payment, &mut path);
            let found: List<RefundObject> = self.call(Method::GET, &path, &[], None).await?;
            let all = found.data.into_iter().map(refunded).collect();
            Ok(Refunded::ours(all, &ask.reference))
        })
    }

    fn look_at_refund<'a>(&'a self, refund: &'a str) -> Answer<'a, Refunded> {
        Box::pin(async move {
            Ok(refunded(self.call(Method::GET, &format!("/refunds/{refund}"), &[], None).await?))
        })
    }

    /// Stripe signs nothing it sends a browser back with: it is asked instead.
    fn signed(&self, _: &Returned) -> bool {
        false
    }

    fn believe(&self, signed: Signed, now: At) -> Option<String> {
        let secrets = &self.settings.webhook_secrets;
        let holds = |key| signature::stamped_holds(key, signed.signature, signed.body, now);
        if !secrets.iter().any(|secret| holds(secret.reveal())) {
            return None;
        }
        let event: Value = serde_json::from_slice(signed.body).unwrap_or_default();
        let id = event["id"].as_str().filter(|id| (1..=100).contains(&id.len()));
        Some(id.unwrap_or_default().to_owned())
    }

    fn read(&self, body: &[u8]) -> Option<Vec<News>> {
        let mut event: Value = serde_json::from_slice(body).ok()?;
        let object = event.pointer_mut("/data/object").map(Value::take);
        let kind = event["type"].as_str()?;
        let news = if kind.starts_with("payment_intent.") {
            let intent: Intent = serde_json::from_value(object?).ok()?;
            let reference = note(&intent.metadata, "attempt");
            News::Payment { order: None, reference, seen: seen(intent) }
        } else if kind.starts_with("checkout.session.") {
            let session: PaidSession = serde_json::from_value(object?).ok()?;
            let Some(payment) = session.payment_intent else { return Some(Vec::new()) };
            let paid = session.payment_status == "paid";
            News::Payment {
                order: Some(session.id),
                reference: session.client_reference_id,
                seen: Seen {
                    payment,
                    progress: if paid { Progress::Captured } else { Progress::Begun },
                    amount: Paise(session.amount_total),
                    is_inr: session.currency == "inr",
                },
            }
        } else if kind.starts_with("refund.") || kind.starts_with("charge.refund.") {
            News::Refund(refunded(serde_json::from_value(object?).ok()?))
        } else {
            return Some(Vec::new());
        };
        Some(vec![news])
    }
}

fn seen(intent: Intent) -> Seen {
    let progress = match intent.status.as_str() {
        "succeeded" => Progress::Captured,
        "requires_capture" => Progress::Authorized,
        "canceled" => Progress::Failed,
        "requires_payment_method" if intent.last_payment_error.is_some() => Progress::Failed,
        _ => Progress::Begun,
    };
    let amount = match progress {
        Progress::Captured => intent.amount_received.unwrap_or(intent.amount),
        _ => intent.amount,
    };
    Seen { payment: intent.id, progress, amount: Paise(amount), is_inr: intent.currency == "inr" }
}

fn refunded(refund: RefundObject) -> Refunded {
    Refunded {
        progress: match refund.status.as_deref() {
            Some("succeeded") => RefundProgress::Done,
            Some("failed" | "canceled") => RefundProgress::Failed,
            _ => RefundProgress::Pending,
        },
        reference: note(&refund.metadata, "refund"),
        refund: refund.id,
        payment: refund.payment_intent.unwrap_or_default(),
        amount: Paise(refund.amount),
    }
}

fn note(notes: &Option<Value>, name: &str) -> Option<String> {
    Some(notes.as_ref()?.get(name)?.as_str()?.to_owned())
}

fn explain(body: &Value) -> String {
    let said = |field: &str| body["error"][field].as_str().unwrap_or_default().to_owned();
    format!("{} {} {}", said("type"), said("code"), said("message"))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::config::PaySettings;

    #[test]
    fn a_form_survives_every_character() {
        let form = [("a[b]", "Dal & rice = ₹1 + 1%"), ("c", "")];
        assert_eq!(encode(&form), "a%5Bb%5D=Dal%20%26%20rice%20%3D%20%E2%82%B91%20%2B%201%25&c=");
    }

    #[test]
    fn an_intent_and_the_checkout_it_belongs_to_tell_of_the_same_money() {
        let stripe =
            Stripe::new(PaySettings::default().stripe, Caller::new(Duration::from_secs(1)));
        let intent = br#"{"id":"evt_1","type":"payment_intent.succeeded","data":{"object":{"id":"pi_1","amount":45000,"amount_received":45000,"currency":"inr","status":"succeeded","metadata":{"attempt":"a1"}}}}"#;
        let session = br#"{"id":"evt_2","type":"checkout.session.completed","data":{"object":{"id":"cs_1","payment_intent":"pi_1","payment_status":"paid","amount_total":45000,"currency":"inr","client_reference_id":"a1"}}}"#;
        let said = |body: &[u8]| match stripe.read(body)?.pop()? {
            News::Payment { reference, seen, .. } => Some((reference, seen)),
            News::Refund(_) => None,
        };
        assert_eq!(said(intent), said(session));
        let seen = said(intent).expect("a payment").1;
        assert_eq!((seen.progress, seen.amount), (Progress::Captured, Paise(45_000)));
        assert_eq!(stripe.read(br#"{"type":"customer.created"}"#), Some(Vec::new()));
        assert_eq!(stripe.read(br#"{"type":"payment_intent.succeeded"}"#), None);
    }
}
