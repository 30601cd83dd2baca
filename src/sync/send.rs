use std::time::Duration;

use super::copies::Copying;
use super::hello::{Introduction, greet, introduce};
use super::line::{Line, Question};
use super::model::{CloudState, Trouble, span};
use super::pace;
use super::part::go_on;
use super::ship::{changes_key, next_batch};
use super::status::{Desk, Doing};
use super::{alarm, epoch, sql};
use crate::app::App;
use crate::base::{Code, Error, Result, Secret, SigningKey, backoff};
use crate::store::{Read, Tx, forget_shipments};
use crate::wire::Actor;
use crate::wire::sync::{AlarmKind, DeviceState, Head, Ingested, Limits, MAX_FACTS, MAX_RAW};

/// How often a box that may not speak looks whether it may again.
const LATER: Duration = Duration::from_secs(3_600);

/// The box's key, by which the cloud knows it.
pub fn signing_key(app: &App) -> Result<SigningKey> {
    Ok(SigningKey::of(&app.data_dir.key("machine", Secret::random)?))
}

/// Sends the book to the cloud while there is one, until the box closes: a batch at a time, the
/// next when the last is held.
pub async fn run(app: App) -> Result<()> {
    let line = Line::new(signing_key(&app)?);
    let desk = app.room::<Desk>();
    let mut tries = 0;
    loop {
        if app.store.read(sql::find_cloud).await?.is_none() {
            desk.hurry.notified().await;
            continue;
        }
        let trouble = match keep_up(&app, &line, &mut tries).await {
            Ok(()) => return Ok(()),
            Err(trouble) => trouble,
        };
        let wait = settle(&app, trouble, &mut tries).await?;
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = desk.hurry.notified() => {}
        }
    }
}

/// Says hello and sends until the box closes, or something is in the way.
async fn keep_up(app: &App, line: &Line, tries: &mut u32) -> std::result::Result<(), Trouble> {
    let desk = app.room::<Desk>();
    desk.set(Doing { state: Some(CloudState::Connecting), tries: *tries, ..Doing::default() });
    loop {
        let said = app.store.read(introduce).await.map_err(ours)?;
        let answer = greet(app, line, &said).await?;
        match answer.state {
            DeviceState::Active => {}
            // What it had not sent it still hands over.
            DeviceState::Fenced => drop(fence(app).await.map_err(ours)?),
            DeviceState::Revoked => return Err(Trouble::Revoked),
        }
        let (held, head) = (answer.held, said.hello.head.seq);
        let span = span(&said.hello.epochs, &held.epoch);
        let span = span.ok_or_else(|| strange("it goes on with a life this book never had"))?;
        if span.until.is_some_and(|until| until <= held.seq) {
            return Err(strange("it does not go on with the next life"));
        }
        if span.until.is_none() && answer.state == DeviceState::Active {
            note_loss(app, said.hello.held, held.seq).await.map_err(ours)?;
            if held.seq > head && epoch::draws(app) {
                go_on(app, line, &said.cloud, &said.epoch, (head, held.seq)).await?;
                continue;
            }
        }
        note(app, &held, answer.now).await.map_err(ours)?;
        if answer.needs_snapshot {
            app.store.write(&Actor::the_box(), sql::delete_snapshot).await.map_err(ours)?;
            app.room::<Copying>().hurry.notify_one();
        }
        *tries = 0;
        desk.set(Doing { state: Some(CloudState::Online), ..Doing::default() });
        let limits = Limits {
            max_facts: answer.limits.max_facts.clamp(1, MAX_FACTS),
            max_bytes: answer.limits.max_bytes.clamp(1, MAX_RAW),
        };
        let known = answer.state;
        let sending = Sending { app, line, said: &said, until: span.until, limits, known };
        if !sending.follow(held).await? {
            return Ok(());
        }
    }
}

/// The facts of one life, as they go.
struct Sending<'a> {
    app: &'a App,
    line: &'a Line,
    said: &'a Introduction,
    /// Where the next life begins.
    until: Option<i64>,
    limits: Limits,
    /// How the box stood when it said hello.
    known: DeviceState,
}

impl Sending<'_> {
    /// Sends what comes after `held`, until the life ends where the next begins: false when the
    /// box closes.
    async fn follow(&self, mut held: Head) -> std::result::Result<bool, Trouble> {
        let mut head = self.app.ledger.watch();
        loop {
            let end = self.until.unwrap_or(*head.borrow_and_update());
            while held.seq < end {
                held = self.one(held).await?;
            }
            if self.until.is_some() {
                return Ok(true);
            }
            if self.known == DeviceState::Fenced {
                return Err(Trouble::Fenced);
            }
            if head.changed().await.is_err() {
                return Ok(false);
            }
        }
    }

    /// Sends one batch of what comes after `held`, the changes of rows along with the facts;
    /// answers how much is held then.
    async fn one(&self, held: Head) -> std::result::Result<Head, Trouble> {
        let Sending { app, line, said, until, limits, known } = *self;
        let cap = app.store.read(sql::find_cloud).await.map_err(ours)?.map_or(0, |c| c.cap_kbps);
        let limits = Limits { max_bytes: pace::most(limits.max_bytes, cap), ..limits };
        let (cloud, key) = (said.cloud.clone(), changes_key(&app.data_dir));
        let from = held.clone();
        let read =
            move |read: &Read| next_batch(read, (&cloud, key.as_ref()), (&from, until), limits);
        let Some(batch) = app.store.read(read).await.map_err(ours)? else { return Ok(held) };
        let body = batch.encode().map_err(ours)?;
        app.room::<Desk>().wait_for_line(app, body.len(), cap).await;
        let question = Question { path: "/v1/ingest", body };
        let now = app.clock.now();
        let answer: Ingested = line.ask(&said.cloud, &said.epoch.epoch, now, question).await?;
        if (answer.held.seq, answer.held.no) <= (held.seq, held.no) {
            let why = format!("it holds {} after {} was sent", answer.held.seq, held.seq);
            return Err(strange(&why));
        }
        note(app, &answer.held, answer.now).await.map_err(ours)?;
        match answer.state {
            state if state == known => Ok(answer.held),
            DeviceState::Revoked => Err(Trouble::Revoked),
            // It goes on where hello says.
            _ => Err(Trouble::Fenced),
        }
    }
}

fn strange(why: &str) -> Trouble {
    Trouble::Refused { kind: None, why: why.to_owned() }
}

/// Rings when the cloud holds less of the life that goes on than it once said.
async fn note_loss(app: &App, before: i64, held: i64) -> Result<()> {
    if held >= before {
        return Ok(());
    }
    let what = format!("The cloud held {before} facts and holds {held}: it gets them again.");
    ring(app, AlarmKind::Gap, &what).await
}

async fn note(app: &App, held: &Head, their_now: crate::base::At) -> Result<()> {
    let now = app.clock.now();
    let skew = their_now.millis() - now.millis();
    let (seq, no) = (held.seq, held.no);
    let note = move |tx: &Tx| {
        forget_shipments(tx, no)?;
        sql::mark_held(tx, seq, now, skew)
    };
    app.store.write(&Actor::the_box(), note).await
}

/// Another box took this one's place: people write no more here. False when that was known.
pub(super) async fn fence(app: &App) -> Result<bool> {
    app.store.close_to_people(Code::BoxFenced);
    let was = app.store.read(sql::find_cloud).await?.map(|cloud| cloud.state);
    mark(app, DeviceState::Fenced).await?;
    Ok(was != Some(DeviceState::Fenced))
}

/// Something of the box itself is in the way; the cloud is asked again when it is over.
pub(super) fn ours(error: Error) -> Trouble {
    Trouble::Away { why: error.to_string(), seconds: None }
}

/// Notes what is in the way, and says how long to wait.
async fn settle(app: &App, trouble: Trouble, tries: &mut u32) -> Result<Duration> {
    *tries = tries.saturating_add(1);
    let waiting = backoff(*tries);
    let (state, wait, why) = match trouble {
        Trouble::Away { why, seconds } => {
            let asked = seconds.map(Duration::from_secs).unwrap_or_default();
            (CloudState::Waiting, waiting.max(asked), why)
        }
        // The book is never trimmed: hello tells where to go on.
        Trouble::Gap { expected } => {
            let why = format!("The cloud holds less than it said: {expected} is next.");
            ring(app, AlarmKind::Gap, &why).await?;
            (CloudState::Connecting, waiting, why)
        }
        Trouble::Fork { why } => {
            ring(app, AlarmKind::Fork, &why).await?;
            (CloudState::Forked, LATER, why)
        }
        Trouble::Refused { kind, why } => {
            if let Some(kind) = kind {
                ring(app, kind, &why).await?;
            }
            (CloudState::Waiting, waiting, why)
        }
        Trouble::Fenced => {
            // At once, the first time: to hand over what it had not sent.
            let wait = if fence(app).await? { Duration::ZERO } else { LATER };
            (CloudState::Fenced, wait, "another box took this one's place".to_owned())
        }
        Trouble::Revoked => {
            mark(app, DeviceState::Revoked).await?;
            (CloudState::Revoked, LATER, "this box's key was withdrawn".to_owned())
        }
    };
    tracing::debug!(?state, tries = *tries, "the cloud: {why}");
    let next_try = Some(app.clock.mono() + wait);
    let doing = Doing { state: Some(state), tries: *tries, next_try, trouble: why };
    app.room::<Desk>().set(doing);
    Ok(wait)
}

async fn ring(app: &App, kind: AlarmKind, said: &str) -> Result<()> {
    let said = said.to_owned();
    app.store.write(&Actor::the_box(), move |tx| alarm::ring_in(tx, kind, &said)).await
}

async fn mark(app: &App, state: DeviceState) -> Result<()> {
    app.store.write(&Actor::the_box(), move |tx| sql::mark_state(tx, state)).await
}
