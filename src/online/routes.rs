mod mismatches;
mod refunds;

use axum::body::Body;
use axum::extract::rejection::FormRejection;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::back::{self, Claim};
use super::model::{Attempt, AttemptPage};
use super::open::{self, Wanted};
use super::page::{self, Page};
use super::ways::{Way, ways};
use super::{hear, sql};
use crate::app::App;
use crate::auth::{Asker, By, Device, Floor};
use crate::base::{
    AttemptId, BillId, ClaimId, Code, Error, Paise, PartId, Result, SittingId, limits,
};
use crate::billing::Payer;
use crate::gateways::pay::{Returned, Signed};
use crate::http::{self, Json, Keyed, Path, Query};
use crate::wire::PayMethod;
use crate::{house, tables};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(razorpay_order))
        .routes(routes!(razorpay_link))
        .routes(routes!(razorpay_verify))
        .routes(routes!(stripe_intent))
        .routes(routes!(show))
        .routes(routes!(list))
        .merge(mismatches::routes())
        .merge(refunds::routes())
        .routes(routes!(ways_to_pay))
        .routes(routes!(razorpay_webhook))
        .routes(routes!(stripe_webhook))
        .route("/pay/{attempt}", get(onward))
        .route("/pay.js", get(script))
        .route("/back/{attempt}", get(back_by_link).merge(post(back_by_form)))
}

/// What is to be paid: a bill, or the bill one of its orders is on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OnlineBody {
    pub order_id: Option<Uuid>,
    pub bill_id: Option<Uuid>,
    pub part_id: Option<PartId>,
    /// All that is due, if it is left out.
    pub amount_paise: Option<Paise>,
    pub tip_paise: Option<Paise>,
    /// What a guest chose: without an amount, that is paid.
    pub claim_id: Option<ClaimId>,
}

#[derive(Serialize, ToSchema)]
pub struct RazorpayOrder {
    pub attempt_id: AttemptId,
    pub razorpay_order_id: String,
    /// The public half of the house's keys.
    pub razorpay_key: String,
    pub amount_paise: Paise,
    /// Takes a browser to the hosted checkout.
    pub checkout_url: String,
}

#[derive(Serialize, ToSchema)]
pub struct PaymentUrl {
    pub attempt_id: AttemptId,
    /// The gateway's own page.
    pub payment_url: String,
    pub amount_paise: Paise,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VerifyBody {
    pub razorpay_order_id: String,
    pub razorpay_payment_id: String,
    pub razorpay_signature: String,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct AttemptQuery {
    /// Those of one bill; left out, those to which other money came than was asked for.
    pub bill_id: Option<BillId>,
}

#[derive(Serialize, ToSchema)]
pub struct Attempts {
    pub items: Vec<Attempt>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct WaysQuery {
    pub bill_id: Option<BillId>,
}

#[derive(Serialize, ToSchema)]
pub struct Ways {
    pub items: Vec<Way>,
}

fn guest_of(asker: &Asker) -> Option<SittingId> {
    match asker {
        Asker::Guest(guest) => Some(guest.sitting_id),
        Asker::Staff(_) => None,
    }
}

async fn begin(
    app: &App,
    asker: &Asker,
    device: &str,
    keyed: Keyed<OnlineBody>,
    (method, page): (PayMethod, AttemptPage),
) -> Result<Attempt> {
    let (key, body) = keyed.by(asker.scope())?;
    let target = body.bill_id.or(body.order_id);
    let wanted = Wanted {
        method,
        page,
        target: target.ok_or_else(|| Error::invalid("bill_id", "Say which bill is paid."))?,
        part: body.part_id,
        amount: body.amount_paise,
        tip: body.tip_paise.unwrap_or_default(),
        guest_of: guest_of(asker),
        claim: body.claim_id,
        payer: Payer(match asker {
            Asker::Guest(guest) => Some(guest.id),
            Asker::Staff(_) => None,
        }),
    };
    open::open(app, &asker.actor(device), key, wanted).await
}

fn payment_url(attempt: Attempt) -> Result<axum::Json<PaymentUrl>> {
    let amount_paise = attempt.asked();
    let payment_url = attempt.url.ok_or_else(|| Error::new(Code::WayClosed))?;
    Ok(axum::Json(PaymentUrl { attempt_id: attempt.id, payment_url, amount_paise }))
}

/// Open an order with Razorpay, and the page on which it is paid.
#[utoipa::path(post, path = "/api/payments/razorpay-order", tag = "payments",
    params(("Idempotency-Key" = String, Header, description = "The attempt's own name")),
    request_body = OnlineBody, responses((status = 200, body = RazorpayOrder)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn razorpay_order(
    State(app): State<App>,
    asker: Asker,
    Device(device): Device,
    keyed: Keyed<OnlineBody>,
) -> Result<axum::Json<RazorpayOrder>> {
    let way = (PayMethod::Razorpay, AttemptPage::Hosted);
    let attempt = begin(&app, &asker, &device, keyed, way).await?;
    let house = app.store.read(house::load).await?;
    Ok(axum::Json(RazorpayOrder {
        attempt_id: attempt.id,
        amount_paise: attempt.asked(),
        checkout_url: format!("{}{}", tables::base_url(&app, &house), page::pay_path(attempt.id)),
        razorpay_order_id: attempt.gateway_order,
        razorpay_key: app.settings.pay.razorpay.key_id.clone(),
    }))
}

/// Make a payment link with Razorpay: to be sent to somebody, or shown as a code.
#[utoipa::path(post, path = "/api/payments/razorpay-link", tag = "payments",
    params(("Idempotency-Key" = String, Header, description = "The attempt's own name")),
    request_body = OnlineBody, responses((status = 200, body = PaymentUrl)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn razorpay_link(
    State(app): State<App>,
    asker: Asker,
    Device(device): Device,
    keyed: Keyed<OnlineBody>,
) -> Result<axum::Json<PaymentUrl>> {
    let way = (PayMethod::Razorpay, AttemptPage::Link);
    payment_url(begin(&app, &asker, &device, keyed, way).await?)
}

/// Open a payment with Stripe, and the page on which it is paid.
#[utoipa::path(post, path = "/api/payments/stripe-intent", tag = "payments",
    params(("Idempotency-Key" = String, Header, description = "The attempt's own name")),
    request_body = OnlineBody, responses((status = 200, body = PaymentUrl)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn stripe_intent(
    State(app): State<App>,
    asker: Asker,
    Device(device): Device,
    keyed: Keyed<OnlineBody>,
) -> Result<axum::Json<PaymentUrl>> {
    let way = (PayMethod::Stripe, AttemptPage::Hosted);
    payment_url(begin(&app, &asker, &device, keyed, way).await?)
}

/// What Razorpay's checkout handed to the page. The gateway is asked before anything is believed.
#[utoipa::path(post, path = "/api/payments/razorpay/verify", tag = "payments",
    request_body = VerifyBody, responses((status = 200, body = Attempt)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn razorpay_verify(
    State(app): State<App>,
    asker: Asker,
    Json(body): Json<VerifyBody>,
) -> Result<axum::Json<Attempt>> {
    let claim = Claim {
        order: body.razorpay_order_id,
        payment: body.razorpay_payment_id,
        signature: body.razorpay_signature,
    };
    Ok(axum::Json(back::verify(&app, claim, guest_of(&asker)).await?))
}

/// How an attempt stands.
#[utoipa::path(get, path = "/api/payments/attempts/{id}", tag = "payments",
    params(("id" = AttemptId, Path)), responses((status = 200, body = Attempt)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn show(
    State(app): State<App>,
    asker: Asker,
    Path(id): Path<AttemptId>,
) -> Result<axum::Json<Attempt>> {
    let guest = guest_of(&asker);
    let found = app.store.read(move |read| open::find_seen_by(read, id, guest)).await?;
    Ok(axum::Json(found))
}

/// The last attempts of a bill, or those to which other money came than was asked for.
#[utoipa::path(get, path = "/api/payments/attempts", tag = "payments", params(AttemptQuery),
    responses((status = 200, body = Attempts)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn list(
    State(app): State<App>,
    _: By<Floor>,
    Query(query): Query<AttemptQuery>,
) -> Result<axum::Json<Attempts>> {
    let bill = query.bill_id;
    let look = app.store.read(move |read| sql::list_attempts(read, bill, limits::PAGE));
    Ok(axum::Json(Attempts { items: look.await? }))
}

/// The ways to pay that are open now.
#[utoipa::path(get, path = "/api/payments/ways", tag = "payments", params(WaysQuery),
    responses((status = 200, body = Ways)),
    security(("bearer" = ["GUEST", "OWNER", "MANAGER", "CASHIER", "WAITER"])))]
async fn ways_to_pay(
    State(app): State<App>,
    asker: Asker,
    Query(query): Query<WaysQuery>,
) -> Result<axum::Json<Ways>> {
    let guest = guest_of(&asker);
    let seen = app.store.read(move |read| {
        query.bill_id.map_or(Ok(()), |bill| open::may_see(read, bill, guest))?;
        house::load(read)
    });
    let house = seen.await?;
    Ok(axum::Json(Ways { items: ways(&app, &house, guest.is_some()) }))
}

/// News from Razorpay, signed over the raw body with `X-Razorpay-Signature`.
#[utoipa::path(post, path = "/api/webhooks/razorpay", tag = "payments",
    responses((status = 200, description = "It was written down")))]
async fn razorpay_webhook(State(app): State<App>, request: Request) -> Result<StatusCode> {
    webhook(&app, PayMethod::Razorpay, "x-razorpay-signature", request).await
}

/// News from Stripe, signed over the raw body with `Stripe-Signature`.
#[utoipa::path(post, path = "/api/webhooks/stripe", tag = "payments",
    responses((status = 200, description = "It was written down")))]
async fn stripe_webhook(State(app): State<App>, request: Request) -> Result<StatusCode> {
    webhook(&app, PayMethod::Stripe, "stripe-signature", request).await
}

async fn webhook(
    app: &App,
    method: PayMethod,
    signature: &str,
    request: Request<Body>,
) -> Result<StatusCode> {
    let headers: HeaderMap = request.headers().clone();
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let body = http::bytes(request, app).await?;
    let signed = Signed {
        signature: said(signature).unwrap_or_default(),
        event_id: said("x-razorpay-event-id"),
        body: &body,
    };
    hear::hear(app, method, signed).await?;
    Ok(StatusCode::OK)
}

async fn onward(State(app): State<App>, Path(id): Path<AttemptId>) -> Result<Response> {
    answer(page::onward(&app, id).await?)
}

async fn script() -> impl IntoResponse {
    let kind = HeaderValue::from_static("text/javascript; charset=utf-8");
    let cached = HeaderValue::from_static("public, max-age=3600");
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cached)], page::SCRIPT)
}

/// What gateways append to the address, or send as a form. Whatever is missing is empty.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Brought {
    razorpay_payment_id: String,
    razorpay_order_id: String,
    razorpay_signature: String,
    razorpay_payment_link_id: String,
    razorpay_payment_link_reference_id: String,
    razorpay_payment_link_status: String,
}

impl Brought {
    fn returned(&self) -> Option<Returned<'_>> {
        let (payment, signature) = (&self.razorpay_payment_id, &self.razorpay_signature);
        if signature.is_empty() {
            return None;
        }
        Some(match self.razorpay_payment_link_id.as_str() {
            "" => Returned::Checkout { order: &self.razorpay_order_id, payment, signature },
            link => Returned::Link {
                link,
                reference: &self.razorpay_payment_link_reference_id,
                status: &self.razorpay_payment_link_status,
                payment,
                signature,
            },
        })
    }
}

async fn back_by_link(
    State(app): State<App>,
    Path(id): Path<AttemptId>,
    Query(brought): Query<Brought>,
) -> Result<Response> {
    came_back(&app, id, &brought).await
}

async fn back_by_form(
    State(app): State<App>,
    Path(id): Path<AttemptId>,
    form: Result<axum::Form<Brought>, FormRejection>,
) -> Result<Response> {
    let brought = form.map(|form| form.0).unwrap_or_default();
    came_back(&app, id, &brought).await
}

async fn came_back(app: &App, id: AttemptId, brought: &Brought) -> Result<Response> {
    let attempt = back::come_back(app, id, brought.returned()).await?;
    answer(page::returned(app, &attempt).await?)
}

fn answer(page: Page) -> Result<Response> {
    let policy = format!(
        "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; \
         frame-ancestors 'none'; form-action 'self' {}",
        page.form_action
    );
    let policy = HeaderValue::from_str(&policy).map_err(Error::internal)?;
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    let private = HeaderValue::from_static("no-store");
    let headers = [
        (header::CONTENT_TYPE, html),
        (header::CACHE_CONTROL, private),
        (header::CONTENT_SECURITY_POLICY, policy),
    ];
    Ok((headers, page.html).into_response())
}
