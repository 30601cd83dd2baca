use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::{ConstCounter, Counter};
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::{ConstGauge, Gauge};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

use super::model::FollowerStatus;
use super::sql::{self, Counts};
use super::status::{VERSION, add_waits};
use crate::app::App;
use crate::base::{Error, Result, Word as _};
use crate::ledger;
use crate::outbound;
use crate::store::{Read, Storage};
use crate::sync::{self, CloudState, CloudStatus};

/// Upper bounds of the answer times that are counted, in seconds.
const BOUNDS: [f64; 10] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0, 10.0];

/// Routes, methods and statuses are closed lists, so what is counted here stays small.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// What is counted while requests pass.
pub struct Metrics {
    answered: Family<Answered, Counter>,
    seconds: Family<Route, Histogram, fn() -> Histogram>,
}

impl Default for Metrics {
    fn default() -> Metrics {
        let buckets: fn() -> Histogram = || Histogram::new(BOUNDS);
        let seconds = Family::new_with_constructor(buckets);
        Metrics { answered: Family::default(), seconds }
    }
}

impl Metrics {
    /// Counts one answer to a request for `route`, as the router names it.
    pub fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        let (method, route) = (known(method), route.to_owned());
        self.seconds.get_or_create(&Route { route: route.clone() }).observe(took.as_secs_f64());
        self.answered.get_or_create(&Answered { method, route, status }).inc();
    }
}

/// A method may be any word: only known ones are counted by name.
fn known(method: &str) -> &'static str {
    const METHODS: [&str; 6] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];
    METHODS.into_iter().find(|known| *known == method).unwrap_or("OTHER")
}

/// What the database knows at this moment.
struct Seen {
    head: i64,
    followers: Vec<FollowerStatus>,
    open: Counts,
    ever: (i64, i64),
}

fn see(read: &Read) -> Result<Seen> {
    let head = ledger::head(read.conn())?;
    let (followers, open) = (sql::list_followers(read, head)?, sql::count_open(read)?);
    Ok(Seen { head, followers, open, ever: sql::count_ever(read)? })
}

/// Everything that is measured, in the OpenMetrics text format.
pub async fn scrape(app: &App) -> Result<String> {
    let mut seen = app.store.read(see).await?;
    add_waits(app, &mut seen.followers);
    let mut registry = Registry::with_prefix("tiffin");
    about_requests(&mut registry, &app.room::<Metrics>());
    about_the_box(&mut registry, app);
    about_the_house(&mut registry, app, &seen);
    about_followers(&mut registry, &seen.followers);
    about_the_cloud(&mut registry, app, &sync::status(app).await?);
    about_texts(&mut registry, app);
    about_webhooks(&mut registry, app);
    let mut text = String::new();
    encode(&mut text, &registry).map_err(Error::internal)?;
    Ok(text)
}

pub(super) fn about_requests(registry: &mut Registry, metrics: &Metrics) {
    let help = "Requests answered, by route and status";
    registry.register("http_requests", help, metrics.answered.clone());
    let help = "Time from request to answer";
    registry.register("http_request_seconds", help, metrics.seconds.clone());
}

fn about_the_box(registry: &mut Registry, app: &App) {
    registry.register("build", "The program that runs", Info::new([("version", VERSION)]));
    let uptime = ConstGauge::new(app.clock.mono().as_secs_f64());
    registry.register("uptime_seconds", "Time since the start", uptime);
    let level = match app.store.storage() {
        Storage::Ok => 0_i64,
        Storage::Low => 1,
        Storage::Failed => 2,
    };
    let help = "0 all is well, 1 the disk is full, 2 nothing is written";
    registry.register("storage_state", help, ConstGauge::new(level));
    let help = "Jobs that wait for the writer";
    let waiting = i64::try_from(app.store.waiting()).unwrap_or(i64::MAX);
    registry.register("writer_queue", help, ConstGauge::new(waiting));
}

fn about_the_house(registry: &mut Registry, app: &App, seen: &Seen) {
    registry.register("facts_head", "The number of the last fact", ConstGauge::new(seen.head));
    let count = |n: i64| ConstCounter::new(n.unsigned_abs());
    registry.register("orders", "Orders placed", count(seen.ever.0));
    registry.register("invoices", "Bills paid and numbered", count(seen.ever.1));
    let open = |n: i64| ConstGauge::new(n);
    registry.register("open_orders", "Orders not finished", open(seen.open.open_orders));
    registry.register("open_sittings", "Tables with guests", open(seen.open.open_sittings));
    registry.register("open_calls", "Calls nobody has taken", open(seen.open.open_calls));
    let screens = Family::<[(&str, String); 1], Gauge>::default();
    for screen in app.live.screens() {
        screens.get_or_create(&[("kind", screen.kind)]).inc();
    }
    registry.register("live_screens", "Screens that follow now", screens);
}

fn about_followers(registry: &mut Registry, followers: &[FollowerStatus]) {
    type Named = [(&'static str, String); 1];
    let (behind, dead) = (Family::<Named, Gauge>::default(), Family::<Named, Gauge>::default());
    let waiting = Family::<Named, Gauge>::default();
    for follower in followers {
        let label = [("follower", follower.name.clone())];
        behind.get_or_create(&label).set(follower.behind);
        dead.get_or_create(&label).set(follower.dead_letters.into());
        waiting.get_or_create(&label).set(follower.waits.is_some().into());
    }
    registry.register("follower_behind", "Facts a follower has not read", behind);
    registry.register("dead_letters", "Facts a follower gave up on", dead);
    registry.register("follower_waiting", "1 while a follower cannot go on", waiting);
}

/// Nothing where there is no cloud: a house without one is not behind.
fn about_the_cloud(registry: &mut Registry, app: &App, cloud: &CloudStatus) {
    if cloud.state == CloudState::NotEnrolled {
        return;
    }
    let behind = ConstGauge::new(cloud.behind);
    registry.register("sync_behind", "Facts the cloud does not hold yet", behind);
    if let Some(at) = cloud.last_contact_at {
        let passed = ConstGauge::new(seconds(app.clock.now().millis() - at.millis()));
        registry.register("sync_last_contact_seconds", "Time since the cloud was heard", passed);
    }
    let skew = ConstGauge::new(seconds(cloud.skew_ms));
    registry.register("sync_skew_seconds", "The cloud's clock less ours", skew);
    let tries = Family::<[(&str, &str); 1], Counter>::default();
    for (state, count) in sync::tries(app) {
        tries.get_or_create(&[("outcome", state.as_str())]).inc_by(count);
    }
    registry.register("sync_tries", "Tries to reach the cloud, by how they ended", tries);
}

/// From milliseconds. Times of this world are exact as f64.
fn seconds(millis: i64) -> f64 {
    millis as f64 / 1_000.0
}

fn about_texts(registry: &mut Registry, app: &App) {
    let sent = Family::<[(&str, &str); 2], Counter>::default();
    for (gateway, outcome, times) in app.sms.tally() {
        let label = [("gateway", gateway.as_str()), ("outcome", outcome.as_str())];
        sent.get_or_create(&label).inc_by(times);
    }
    registry.register("sms_sent", "Texts handed to gateways, and how that went", sent);
}

fn about_webhooks(registry: &mut Registry, app: &App) {
    let sent = Family::<[(&str, String); 2], Counter>::default();
    for (webhook, outcome, times) in outbound::tally(app) {
        let label = [("webhook", webhook.to_string()), ("outcome", outcome.to_string())];
        sent.get_or_create(&label).inc_by(times);
    }
    registry.register("webhook_sent", "Facts told to the owner's own systems, and how", sent);
}
