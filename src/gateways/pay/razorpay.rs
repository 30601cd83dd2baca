use data_encoding::BASE64;
use hyper::Method;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::model::{
    Answer, Checkout, Form, Gateway, News, Opened, Page, PayError, Progress, RefundAsk,
    RefundProgress, Refunded, Returned, Seen, Signed,
};
use super::read::{read, refund_refused};
use super::signature;
use crate::base::{At, Paise};
use crate::config::RazorpaySettings;
use crate::gateways::call::{Ask, Caller};

/// Minutes a payment may take to go through; what comes later Razorpay gives back by itself.
const MINUTES_TO_CAPTURE: u32 = 30;
/// A payment link can be paid for so long.
const LINK_SECONDS: i64 = 24 * 3_600;

/// Orders with the hosted checkout, and payment links.
pub struct Razorpay {
    settings: RazorpaySettings,
    caller: Caller,
    now: Box<dyn Fn() -> At + Send + Sync>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
    short_url: Option<String>,
}

#[derive(Deserialize)]
struct Collection<T> {
    #[serde(alias = "payment_links")]
    items: Vec<T>,
}

#[derive(Deserialize)]
struct PaymentEntity {
    id: String,
    order_id: Option<String>,
    status: String,
    amount: i64,
    currency: String,
    /// Still true after the money went back.
    captured: Option<bool>,
    /// `[]` when there are none, an object when there are.
    notes: Option<Value>,
}

#[derive(Deserialize)]
struct LinkEntity {
    payments: Option<Vec<LinkPayment>>,
    currency: String,
}

#[derive(Deserialize)]
struct LinkPayment {
    payment_id: String,
    amount: i64,
    status: String,
}

#[derive(Deserialize)]
struct RefundEntity {
    id: String,
    payment_id: String,
    amount: i64,
    status: String,
    notes: Option<Value>,
}

impl Razorpay {
    pub fn new(
        settings: RazorpaySettings,
        caller: Caller,
        now: impl Fn() -> At + Send + Sync + 'static,
    ) -> Razorpay {
        Razorpay { settings, caller, now: Box::new(now) }
    }

    async fn call<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
        headers: &[(&'static str, &str)],
    ) -> Result<T, PayError> {
        let keys = format!("{}:{}", self.settings.key_id, self.settings.key_secret.reveal());
        let mut all = vec![("authorization", format!("Basic {}", BASE64.encode(keys.as_bytes())))];
        all.extend(headers.iter().map(|(name, value)| (*name, (*value).to_owned())));
        if body.is_some() {
            all.push(("content-type", "application/json".into()));
        }
        let body = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
        let url = format!("{}{path}", self.settings.url);
        read(&self.caller.send(Ask { method, url, headers: all, body }).await?, explain)
    }

    async fn post<T: DeserializeOwned>(&self, path: &str, body: Value) -> Result<T, PayError> {
        self.call(Method::POST, path, Some(body), &[]).await
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, PayError> {
        self.call(Method::GET, path, None, &[]).await
    }

    async fn open_order(&self, checkout: &Checkout) -> Result<Opened, PayError> {
        let body = json!({
            "amount": checkout.amount.0,
            "currency": "INR",
            "receipt": checkout.reference,
            "notes": { "attempt": checkout.reference },
            // Whatever the dashboard says: what a guest paid is captured without anybody's help.
            "payment": {
                "capture": "automatic",
                "capture_options": {
                    "automatic_expiry_period": MINUTES_TO_CAPTURE,
                    "refund_speed": "normal",
                },
            },
        });
        let made = self.post::<Named>("/orders", body).await;
        let known = format!("/orders?receipt={}", checkout.reference);
        Ok(Opened { order: self.or_known(made, &known).await?.id, url: None })
    }

    async fn open_link(&self, checkout: &Checkout) -> Result<Opened, PayError> {
        let body = json!({
            "amount": checkout.amount.0,
            "currency": "INR",
            "accept_partial": false,
            "reference_id": checkout.reference,
            "description": checkout.about,
            "expire_by": (self.now)().millis() / 1_000 + LINK_SECONDS,
            "notify": { "sms": false, "email": false },
            "reminder_enable": false,
            "notes": { "attempt": checkout.reference },
            "callback_url": checkout.return_url,
            "callback_method": "get",
        });
        let made = self.post::<Named>("/payment_links", body).await;
        let known = format!("/payment_links?reference_id={}", checkout.reference);
        let link = self.or_known(made, &known).await?;
        let url = link.short_url.ok_or_else(|| PayError::Down("a link without address".into()))?;
        Ok(Opened { order: link.id, url: Some(url) })
    }

    /// The one that was made the time before, when its answer was lost.
    async fn or_known(
        &self,
        made: Result<Named, PayError>,
        known: &str,
    ) -> Result<Named, PayError> {
        match made {
            Err(PayError::Refused(why)) if why.contains("unique") || why.contains("already") => {
                let found: Collection<Named> = self.get(known).await?;
                found.items.into_iter().next().ok_or(PayError::Refused(why))
            }
            made => made,
        }
    }

    async fn look_at(&self, order: &str) -> Result<Vec<Seen>, PayError> {
        if order.starts_with("plink_") {
            let link: LinkEntity = self.get(&format!("/payment_links/{order}")).await?;
            let is_inr = link.currency == "INR";
            let payments = link.payments.unwrap_or_default().into_iter();
            let seen = payments.map(|payment| Seen {
                progress: progress(&payment.status, None),
                payment: payment.payment_id,
                amount: Paise(payment.amount),
                is_inr,
            });
            return Ok(seen.collect());
        }
        let found: Collection<PaymentEntity> =
            self.get(&format!("/orders/{order}/payments")).await?;
        Ok(found.items.into_iter().map(seen).collect())
    }
}

impl Gateway for Razorpay {
    fn open<'a>(&'a self, checkout: &'a Checkout) -> Answer<'a, Opened> {
        Box::pin(async move {
            match checkout.page {
                Page::Hosted => self.open_order(checkout).await,
                Page::Link => self.open_link(checkout).await,
            }
        })
    }

    fn form(&self, order: &str, checkout: &Checkout) -> Option<Form> {
        Some(Form {
            action: format!("{}/checkout/embedded", self.settings.url),
            fields: vec![
                ("key_id", self.settings.key_id.clone()),
                ("order_id", order.to_owned()),
                ("amount", checkout.amount.0.to_string()),
                ("currency", "INR".into()),
                ("name", checkout.about.clone()),
                ("callback_url", checkout.return_url.clone()),
                ("cancel_url", checkout.return_url.clone()),
            ],
        })
    }

    fn look<'a>(&'a self, order: &'a str) -> Answer<'a, Vec<Seen>> {
        Box::pin(self.look_at(order))
    }

    fn refund<'a>(&'a self, ask: &'a RefundAsk) -> Answer<'a, Refunded> {
        Box::pin(async move {
            let body = json!({
                "amount": ask.amount.0,
                "speed": "normal",
                "notes": { "refund": ask.reference },
                "receipt": ask.key,
            });
            let path = format!("/payments/{}/refund", ask.payment);
            let once = [("x-refund-idempotency", ask.key.as_str())];
            let made = self.call(Method::POST, &path, Some(body), &once).await;
            Ok(refunded(made.map_err(refund_refused)?))
        })
    }

    fn find_refund<'a>(&'a self, ask: &'a RefundAsk) -> Answer<'a, Option<Refunded>> {
        Box::pin(async move {
            let path = format!("/payments/{}/refunds?count=100", ask.payment);
            let found: Collection<RefundEntity> = self.get(&path).await?;
            let all = found.items.into_iter().map(refunded).collect();
            Ok(Refunded::ours(all, &ask.reference))
        })
    }

    fn look_at_refund<'a>(&'a self, refund: &'a str) -> Answer<'a, Refunded> {
        Box::pin(async move { Ok(refunded(self.get(&format!("/refunds/{refund}")).await?)) })
    }

    fn signed(&self, returned: &Returned) -> bool {
        let key = self.settings.key_secret.reveal();
        match *returned {
            Returned::Checkout { order, payment, signature } => {
                signature::checkout_holds(key, order, payment, signature)
            }
            Returned::Link { link, reference, status, payment, signature } => {
                signature::link_holds(key, [link, reference, status, payment], signature)
            }
        }
    }

    fn believe(&self, signed: Signed, _: At) -> Option<String> {
        let secrets = &self.settings.webhook_secrets;
        let holds = |key: &str| signature::holds(key, &[signed.body], signed.signature);
        secrets.iter().any(|secret| holds(secret.reveal())).then(|| {
            let named = signed.event_id.filter(|id| (1..=100).contains(&id.len()));
            named.unwrap_or_default().to_owned()
        })
    }

    fn read(&self, body: &[u8]) -> Option<Vec<News>> {
        let event: Value = serde_json::from_slice(body).ok()?;
        let entity = |name: &str| {
            let entity = event.pointer(&format!("/payload/{name}/entity"))?;
            entity.is_object().then(|| entity.clone())
        };
        let mut news = Vec::new();
        if let Some(refund) = entity("refund") {
            news.push(News::Refund(refunded(serde_json::from_value(refund).ok()?)));
        }
        if let Some(payment) = entity("payment") {
            let payment: PaymentEntity = serde_json::from_value(payment).ok()?;
            let link =
                entity("payment_link").and_then(|link| Some(link["id"].as_str()?.to_owned()));
            let reference = note(&payment.notes, "attempt");
            let order = link.or_else(|| payment.order_id.clone());
            news.push(News::Payment { order, reference, seen: seen(payment) });
        }
        Some(news)
    }
}

fn seen(payment: PaymentEntity) -> Seen {
    Seen {
        progress: progress(&payment.status, payment.captured),
        payment: payment.id,
        amount: Paise(payment.amount),
        is_inr: payment.currency == "INR",
    }
}

/// `refunded` is said of captured money that went back, and of held money that was let go.
fn progress(status: &str, captured: Option<bool>) -> Progress {
    match status {
        "captured" => Progress::Captured,
        "refunded" if captured == Some(true) => Progress::Captured,
        "authorized" => Progress::Authorized,
        "failed" | "refunded" => Progress::Failed,
        _ => Progress::Begun,
    }
}

fn refunded(refund: RefundEntity) -> Refunded {
    Refunded {
        progress: match refund.status.as_str() {
            "processed" => RefundProgress::Done,
            "failed" => RefundProgress::Failed,
            _ => RefundProgress::Pending,
        },
        reference: note(&refund.notes, "refund"),
        refund: refund.id,
        payment: refund.payment_id,
        amount: Paise(refund.amount),
    }
}

fn note(notes: &Option<Value>, name: &str) -> Option<String> {
    Some(notes.as_ref()?.get(name)?.as_str()?.to_owned())
}

fn explain(body: &Value) -> String {
    let said = |field: &str| body["error"][field].as_str().unwrap_or_default().to_owned();
    format!("{} {} {}", said("code"), said("reason"), said("description"))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::config::{Hidden, PaySettings};

    fn razorpay() -> Razorpay {
        let mut settings = PaySettings::default().razorpay;
        settings.key_secret = Hidden::new("rzp_demo_secret_0001");
        settings.webhook_secrets = vec![Hidden::new("the new one"), Hidden::new("whsec_demo_0001")];
        Razorpay::new(settings, Caller::new(Duration::from_secs(1)), || At::from_millis(0))
    }

    #[test]
    fn an_event_is_believed_under_the_new_and_the_old_secret_and_read_from_its_own_bytes() {
        let body = br#"{"entity":"event","event":"payment.captured","contains":["payment"],"payload":{"payment":{"entity":{"id":"pay_DEMO000000001","order_id":"order_DEMO000000001","amount":45000,"currency":"INR","status":"captured","notes":[]}}},"created_at":1760000000}"#;
        let signature = "59ea33385158e0275f4cdffc39d78fe25f4bfbe2413aac08867de9647c834317";
        let signed = Signed { signature, event_id: Some("ev_1"), body };
        let gateway = razorpay();
        assert_eq!(gateway.believe(signed, At::from_millis(0)).as_deref(), Some("ev_1"));
        let forged = Signed { signature: &"0".repeat(64), ..signed };
        assert_eq!(gateway.believe(forged, At::from_millis(0)), None);
        let seen = Seen {
            payment: "pay_DEMO000000001".into(),
            progress: Progress::Captured,
            amount: Paise(45_000),
            is_inr: true,
        };
        let order = Some("order_DEMO000000001".to_owned());
        let news = News::Payment { order, reference: None, seen };
        assert_eq!(gateway.read(body), Some(vec![news]));
    }

    #[test]
    fn money_that_was_held_and_let_go_never_was_ours() {
        assert_eq!(progress("refunded", Some(false)), Progress::Failed);
        assert_eq!(progress("refunded", Some(true)), Progress::Captured);
        assert_eq!(progress("something new", None), Progress::Begun);
    }

    #[test]
    fn events_of_other_things_say_nothing_and_nonsense_is_not_read() {
        let gateway = razorpay();
        assert_eq!(gateway.read(br#"{"event":"invoice.paid","payload":{}}"#), Some(Vec::new()));
        for bad in [&b"{"[..], b"\xff", br#"{"payload":{"payment":{"entity":{"id":1}}}}"#] {
            assert_eq!(gateway.read(bad), None);
        }
    }
}
