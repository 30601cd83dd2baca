//! A stand-in for Razorpay and Stripe: their documented routes on a port of this machine, hosted
//! pages where nobody's money is spent, and signed webhooks that come late, often, in any order or
//! not at all, as asked; and for those who send texts, whose phones are a list. Started by
//! `tiffin demo` and by tests; the keys here open nothing else.

mod bank;
mod post;
mod routes;
mod texts;
mod weather;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::task::JoinHandle;

use crate::base::{Clock, Error, Result};
use crate::config::{
    Hidden, Msg91Settings, PaySettings, RazorpaySettings, SmsSettings, SnsSettings, StripeSettings,
    Template, TwilioSettings,
};
use crate::discovery::lan_address;
use crate::gateways::sms::TextGateway;
use crate::gateways::{Ask, Caller};

use bank::Bank;
use texts::Phones;
use weather::Weather;

pub use bank::{Choice, Payment, Refund, Status};
pub use post::{Delivery, Webhook};
pub use texts::TextTaken;
pub use weather::{Fault, FaultKind};

const RAZORPAY_KEY: &str = "rzp_test_sandbox";
const RAZORPAY_SECRET: &str = "sandbox secret, known to everybody";
const RAZORPAY_WEBHOOK_SECRET: &str = "sandbox webhook secret, known to everybody";
const STRIPE_KEY: &str = "sk_test_sandbox";
const TWILIO_SID: &str = "ACsandbox";
const TWILIO_TOKEN: &str = "sandbox token, known to everybody";
const TWILIO_FROM: &str = "+15005550006";
const TWILIO_SERVICE: &str = "MGsandbox";
const MSG91_KEY: &str = "msg91 sandbox key, known to everybody";
const MSG91_SENDER: &str = "TIFFIN";
const SNS_KEY: &str = "AKIASANDBOX";
const SNS_SECRET: &str = "sns sandbox secret, known to everybody";
const SNS_REGION: &str = "ap-south-1";
const SNS_SENDER: &str = "TIFFIN";
const DLT_ENTITY: &str = "1201159000000000001";
const STRIPE_WEBHOOK_SECRET: &str = "whsec_sandbox";
/// How long the restaurant has for a webhook.
const WEBHOOK_PATIENCE: Duration = Duration::from_secs(5);

/// A running sandbox. Clones are the same one; it ends with the last.
#[derive(Clone)]
pub struct Sandbox(Arc<Inner>);

struct Inner {
    url: String,
    shared: Shared,
    serving: JoinHandle<()>,
}

/// What the routes and whoever holds the sandbox both see.
#[derive(Clone)]
struct Shared {
    clock: Clock,
    caller: Caller,
    state: Arc<Mutex<State>>,
    /// How many requests are held, and whether they are let go.
    held: Arc<watch::Sender<usize>>,
    let_go: Arc<Notify>,
    /// How many answers were lost on their way.
    lost: Arc<watch::Sender<u64>>,
}

#[derive(Default)]
struct State {
    bank: Bank,
    phones: Phones,
    weather: Weather,
    delivery: Delivery,
    waiting: Vec<Webhook>,
    restaurant: Option<String>,
}

impl Sandbox {
    /// Opens it on `address`; port 0 takes any.
    pub async fn start(address: SocketAddr, clock: Clock) -> Result<Sandbox> {
        let listener = TcpListener::bind(address).await.map_err(Error::internal)?;
        let address = listener.local_addr().map_err(Error::internal)?;
        let url = format!("http://{}", seen_at(address));
        let caller = Caller::new(WEBHOOK_PATIENCE);
        let shared = Shared {
            clock,
            caller,
            state: Arc::default(),
            held: Arc::default(),
            let_go: Arc::default(),
            lost: Arc::default(),
        };
        let router = routes::router(shared.clone(), url.clone());
        let serving =
            tokio::spawn(crate::http::serve(listener, router, std::future::pending::<()>()));
        Ok(Sandbox(Arc::new(Inner { url, shared, serving })))
    }

    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// What a box needs to know to use it.
    pub fn settings(&self) -> PaySettings {
        PaySettings {
            razorpay: RazorpaySettings {
                url: format!("{}/razorpay/v1", self.0.url),
                key_id: RAZORPAY_KEY.into(),
                key_secret: Hidden::new(RAZORPAY_SECRET),
                webhook_secrets: vec![Hidden::new(RAZORPAY_WEBHOOK_SECRET)],
            },
            stripe: StripeSettings {
                url: format!("{}/stripe/v1", self.0.url),
                secret_key: Hidden::new(STRIPE_KEY),
                webhook_secrets: vec![Hidden::new(STRIPE_WEBHOOK_SECRET)],
            },
            ..PaySettings::default()
        }
    }

    /// What a box needs to know to send its texts here, by Twilio.
    pub fn twilio(&self) -> SmsSettings {
        SmsSettings {
            twilio: TwilioSettings {
                url: format!("{}/twilio", self.0.url),
                account_sid: TWILIO_SID.into(),
                auth_token: Hidden::new(TWILIO_TOKEN),
                from: TWILIO_FROM.into(),
                messaging_service: String::new(),
            },
            ..SmsSettings::default()
        }
    }

    /// What a box needs to know to send its texts here by all that are played, with these texts
    /// registered.
    pub fn texting(&self, templates: Vec<Template>) -> SmsSettings {
        let registered = templates.iter().map(|one| (one.id.clone(), one.text.clone()));
        self.lock().phones.registered.extend(registered);
        SmsSettings {
            msg91: Msg91Settings {
                url: format!("{}/msg91/api/v5", self.0.url),
                authkey: Hidden::new(MSG91_KEY),
                sender: MSG91_SENDER.into(),
            },
            sns: SnsSettings {
                url: Some(format!("{}/sns", self.0.url)),
                region: SNS_REGION.into(),
                access_key: SNS_KEY.into(),
                secret_key: Hidden::new(SNS_SECRET),
                sender_id: SNS_SENDER.into(),
            },
            dlt_entity_id: DLT_ENTITY.into(),
            templates,
            ..self.twilio()
        }
    }

    /// The texts that were taken, in order.
    pub fn texts(&self) -> Vec<TextTaken> {
        self.lock().phones.taken.clone()
    }

    /// Whose phone this is answers STOP.
    pub fn stop_texts(&self, phone: &str) {
        self.lock().phones.stopped.insert(phone.to_owned());
    }

    /// This number is that of no mobile phone.
    pub fn make_landline(&self, phone: &str) {
        self.lock().phones.landlines.insert(phone.to_owned());
    }

    /// A gateway refuses every text, with an error of its own, until it is told to stop that.
    pub fn refuse_texts(&self, gateway: TextGateway, refuses: bool) {
        let refusing = &mut self.lock().phones.refusing;
        match refuses {
            true => refusing.insert(gateway),
            false => refusing.remove(&gateway),
        };
    }

    /// Waits until so many requests are held.
    pub async fn until_held(&self, requests: usize) {
        let mut held = self.0.shared.held.subscribe();
        // The sender lives as long as the sandbox does.
        let _ = held.wait_for(|held| *held >= requests).await;
    }

    /// Waits until so many answers were lost on their way.
    pub async fn until_lost(&self, answers: u64) {
        let mut lost = self.0.shared.lost.subscribe();
        let _ = lost.wait_for(|lost| *lost >= answers).await;
    }

    /// Lets go what is held.
    pub fn let_go(&self) {
        self.0.shared.let_go.notify_waiters();
    }

    /// Where webhooks go: the box's own address.
    pub fn tell(&self, restaurant: impl Into<String>) {
        self.lock().restaurant = Some(restaurant.into());
    }

    pub fn deliver_as(&self, delivery: Delivery) {
        self.lock().delivery = delivery;
    }

    pub fn bring(&self, fault: Fault) {
        self.lock().weather.bring(fault);
    }

    pub fn clear_up(&self) {
        self.lock().weather.clear();
    }

    /// Somebody at the page of `order`; pays what it says.
    pub fn choose(&self, order: &str, choice: Choice) -> Option<Payment> {
        let amount = self.lock().bank.orders.get(order)?.amount;
        self.choose_amount(order, choice, amount)
    }

    /// Somebody at the page of `order`, and the bank moves another amount than it says.
    pub fn choose_amount(&self, order: &str, choice: Choice, amount: i64) -> Option<Payment> {
        self.0.shared.choose(order, choice, amount)
    }

    /// A payment that failed or is held goes through after all.
    pub fn capture(&self, payment: &str) -> Option<Payment> {
        let captured = self.lock().bank.capture(payment);
        self.0.shared.post();
        captured
    }

    /// Somebody at the gateway's own dashboard gives money back.
    pub fn refund_by_hand(&self, payment: &str, amount: i64) -> Option<Refund> {
        let refund = self.lock().bank.refund(payment, amount, None);
        self.0.shared.post();
        refund
    }

    /// Refunds take until [`Sandbox::settle_refunds`].
    pub fn slow_refunds(&self) {
        self.lock().bank.slow_refunds = true;
    }

    pub fn settle_refunds(&self) {
        self.lock().bank.settle_refunds();
        self.0.shared.post();
    }

    /// More than a day passes: what was answered under a key is not remembered any more.
    pub fn forget_keys(&self) {
        self.lock().bank.answered.clear();
    }

    /// The signed webhooks that wait, each as it is: for whoever delivers them by hand.
    pub fn take_webhooks(&self) -> Vec<Webhook> {
        std::mem::take(&mut self.lock().waiting)
    }

    /// Everything that came in, less what went back, for a reference of the restaurant's.
    pub fn kept(&self, reference: &str) -> i64 {
        let state = self.lock();
        let of = |payment: &&Payment| {
            let order = state.bank.orders.get(&payment.order);
            order.is_some_and(|order| order.reference == reference)
        };
        let captured = |payment: &&Payment| payment.status == Status::Captured;
        let payments = state.bank.payments.values().filter(of).filter(captured);
        payments.map(|payment| payment.amount - payment.refunded).sum()
    }

    /// The gateway's name for what the restaurant calls `reference`.
    pub fn order_of(&self, reference: &str) -> Option<String> {
        let state = self.lock();
        let order = state.bank.orders.values().find(|order| order.reference == reference);
        order.map(|order| order.id.clone())
    }

    pub fn count_orders(&self) -> usize {
        self.lock().bank.orders.len()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.shared.lock()
    }
}

/// Where a phone on the same Wi-Fi finds what listens on `address`.
fn seen_at(address: SocketAddr) -> SocketAddr {
    match address.ip().is_unspecified() {
        true => {
            let ip = lan_address().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
            SocketAddr::new(ip, address.port())
        }
        false => address,
    }
}

impl Shared {
    async fn hold(&self) {
        let let_go = self.let_go.notified();
        self.held.send_modify(|held| *held += 1);
        let_go.await;
        self.held.send_modify(|held| *held -= 1);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn choose(&self, order: &str, choice: Choice, amount: i64) -> Option<Payment> {
        let chosen = self.lock().bank.choose(order, choice, amount, self.clock.now());
        self.post();
        chosen
    }

    /// Signs what happened, and sends it off unless webhooks are held.
    fn post(&self) {
        let mut state = self.lock();
        let now = self.clock.now();
        let happened = std::mem::take(&mut state.bank.happened);
        state.waiting.extend(happened.iter().map(|happened| Webhook::signed(happened, now)));
        let held = state.delivery.is_held;
        drop(state);
        if !held {
            self.release();
        }
    }

    /// Sends off what waits, as often and in such an order as was asked for.
    fn release(&self) {
        let mut state = self.lock();
        let waiting = std::mem::take(&mut state.waiting);
        let all = post::laid_out(waiting, state.delivery);
        let Some(restaurant) = state.restaurant.clone() else { return };
        drop(state);
        let caller = self.caller.clone();
        tokio::spawn(async move {
            for webhook in all {
                let url = format!("{restaurant}{}", webhook.path);
                let ask = Ask::post(url, webhook.headers, webhook.body.into_bytes());
                if let Err(error) = caller.send(ask).await {
                    tracing::debug!(?error, "a webhook of the sandbox did not arrive");
                }
            }
        });
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
