use super::hello::introduce;
use super::line::{Line, Question};
use super::model::{Cloud, Trouble, points};
use super::send::{ours, signing_key};
use super::settle::{GAP, settle_in};
use super::status::{CloudStatus, Desk, status};
use super::{alarm, epoch, sql};
use crate::app::App;
use crate::base::{Code, Error, Result, clean_line, limits};
use crate::ledger;
use crate::store::Tx;
use crate::wire::Actor;
use crate::wire::sync::{AlarmKind, Compare, Compared, Epoch, EpochReason, unhex};

type Base = (i64, [u8; 32]);

/// The last fact of a life that this book and the cloud's log share.
async fn shared(
    app: &App,
    line: &Line,
    cloud: &Cloud,
    life: &Epoch,
    head: i64,
) -> std::result::Result<Base, Trouble> {
    let mut base = (life.base_seq, unhex(&life.base_hash).map_err(ours)?);
    let mut beyond = head + 1;
    while base.0 + 1 < beyond {
        let seqs = points(base.0, beyond);
        let asked = Compare { epoch: life.epoch.clone(), seqs: seqs.clone() };
        let question = Question::json("/v1/compare", &asked);
        let answer = line.ask::<Compared>(cloud, &life.epoch, app.clock.now(), question).await?;
        let read = app.store.read(move |read| {
            let own = |seq: i64| Ok((seq, ledger::hash_at(read.conn(), seq)?));
            seqs.into_iter().map(own).collect::<Result<Vec<_>>>()
        });
        let mut theirs = answer.hashes.into_iter();
        for (seq, own) in read.await.map_err(ours)? {
            // What is alike at one number is alike before it.
            let their = theirs.next().flatten().and_then(|hash| unhex(&hash).ok());
            match own.filter(|own| Some(*own) == their) {
                Some(hash) => base = (seq, hash),
                None => {
                    beyond = seq;
                    break;
                }
            }
        }
    }
    Ok(base)
}

/// The storage has lost facts the cloud holds: from the last one both have, the book goes on as
/// another life, so that no number means two facts.
pub async fn go_on(
    app: &App,
    line: &Line,
    cloud: &Cloud,
    life: &Epoch,
    (head, held): (i64, i64),
) -> std::result::Result<(), Trouble> {
    let base = shared(app, line, cloud, life, head).await?;
    let lost = held - base.0;
    let drawn = life.epoch.clone();
    let draw = move |tx: &Tx| {
        let said = format!("The cloud holds {lost} facts that this box has lost.");
        alarm::ring_in(tx, AlarmKind::HubAhead, &said)?;
        epoch::draw_in(tx, Some(drawn), base, EpochReason::HubAhead)?;
        settle_in(tx, GAP).map(drop)
    };
    app.store.write(&Actor::the_box(), draw).await.map_err(ours)
}

/// Somebody says that the book here is the one that goes on: from the last fact both have, as
/// another life of it. What the cloud has beyond stays there, and counts no more.
///
/// Errors: `not_found` for a box without a cloud; `invalid_value` without a reason;
/// `illegal_transition` where the two books do not disagree; `cloud_away`.
pub async fn begin_life(app: &App, actor: &Actor, reason: &str) -> Result<CloudStatus> {
    clean_line("reason", reason, limits::MAX_NAME)?;
    let said = app.store.read(introduce).await?;
    let alarms = app.store.read(sql::list_alarms).await?;
    if !alarms.iter().any(|alarm| alarm.kind == AlarmKind::Fork) {
        return Err(Code::IllegalTransition.into());
    }
    let line = Line::new(signing_key(app)?);
    let found = shared(app, &line, &said.cloud, &said.epoch, said.hello.head.seq).await;
    let base = found.map_err(|_| Error::from(Code::CloudAway))?;
    let drawn = said.epoch.epoch;
    let draw = move |tx: &Tx| {
        alarm::clear_in(tx, AlarmKind::Fork)?;
        epoch::draw_in(tx, Some(drawn), base, EpochReason::Begun)?;
        settle_in(tx, GAP).map(drop)
    };
    app.store.write(actor, draw).await?;
    app.room::<Desk>().hurry.notify_one();
    status(app).await
}
