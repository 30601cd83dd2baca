use std::collections::BTreeMap;

use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::response::Response;
use axum::routing::get;
use serde::Serialize;
use serde_json::json;
use utoipa_axum::router::OpenApiRouter;

use super::changed::{BillKey, Changed};
use crate::app::App;
use crate::auth::{self, Roles, StaffMembers, Who};
use crate::base::{BillId, Code, Error, Result, limits};
use crate::billing;
use crate::kitchen;
use crate::ledger;
use crate::live::{self, Admission, Audience, CatchUp, Hello, Message, Viewer};
use crate::ordering;
use crate::store::Read;
use crate::tables;
use crate::wire::Recorded;

/// Facts that are turned into messages at once.
const BATCH: usize = 200;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().route("/api/live", get(open))
}

/// The one socket of every screen.
async fn open(State(app): State<App>, upgrade: WebSocketUpgrade) -> Response {
    let hub = app.live.clone();
    live::answer(upgrade, hub, move |hello| welcome(app, hello))
}

/// Lets a screen in and tells it what it missed.
async fn welcome(app: App, hello: Hello) -> Result<Admission> {
    let viewer = match auth::authenticate(&app, &hello.token).await? {
        Who::Staff(staff) if StaffMembers::ROLES.contains(&staff.role) => {
            Viewer { is_staff: true, group: None, session: Some(staff.session.0) }
        }
        Who::Guest(guest) => {
            Viewer { is_staff: false, group: Some(guest.sitting_id.0), session: None }
        }
        _ => return Err(Code::Forbidden.into()),
    };
    app.store.read(move |read| catch_up(read, viewer, hello.since)).await
}

fn catch_up(read: &Read, viewer: Viewer, since: Option<i64>) -> Result<Admission> {
    let seq = ledger::head(read.conn())?;
    let Some(since) = since else {
        return Ok(Admission { viewer, seq, catch_up: CatchUp::Nothing });
    };
    let missed = usize::try_from(seq - since).ok().filter(|n| *n <= limits::MAX_RESUME);
    let catch_up = match missed {
        None => CatchUp::Reset,
        Some(_) => {
            let facts = ledger::read_after(read.conn(), since, limits::MAX_RESUME)?;
            let messages = messages(read, &facts)?.into_iter();
            let seen = messages.filter(|message| message.audience.includes(viewer));
            CatchUp::Missed(seen.map(|message| message.text).collect())
        }
    };
    Ok(Admission { viewer, seq, catch_up })
}

/// Tells the screens of every fact, from the head on.
pub async fn follow(app: App) {
    let mut head = app.ledger.watch();
    let mut told = app.ledger.head();
    app.live.head(told);
    loop {
        // With nobody there nothing is told: whoever comes in is told what is in the book by then.
        let known = app.ledger.head();
        if app.live.is_empty() {
            told = told.max(known);
            app.live.head(told);
        }
        let after = told;
        let batch = app.store.read(move |read| {
            let facts = ledger::read_after(read.conn(), after, BATCH)?;
            let last = facts.last().map_or(after, |fact| fact.seq);
            Ok((last, messages(read, &facts)?))
        });
        match batch.await {
            Ok((last, messages)) => {
                app.live.head(last);
                for message in messages {
                    app.live.publish(message);
                }
                told = last;
            }
            Err(error) => {
                // Rather all screens fetch everything again than none hears of what comes next.
                tracing::error!(%error, "screens could not be told what changed");
                told = app.ledger.head();
                app.live.head(told);
                app.live.publish(reset(told));
            }
        }
        if told >= *head.borrow_and_update() && head.changed().await.is_err() {
            return;
        }
    }
}

fn reset(seq: i64) -> Message {
    let text = format!(r#"{{"type":"reset","seq":{seq}}}"#);
    Message { seq: None, audience: Audience::Everyone, text: text.into() }
}

/// The messages for `facts`: whole current views, so that hearing one twice does no harm.
fn messages(read: &Read, facts: &[Recorded]) -> Result<Vec<Message>> {
    let changed = Changed::by(facts);
    let mut messages = Vec::new();
    let mut tickets = changed.tickets;
    for (id, seq) in changed.orders {
        let order = ordering::find(read, id)?;
        let audience = Audience::StaffAnd(order.sitting_id.0);
        messages.push(message("order", seq, audience, &order)?);
        for ticket in kitchen::of_order(read, &order)? {
            tickets.remove(&ticket.id);
            messages.push(message("ticket", seq, Audience::Staff, &ticket)?);
        }
    }
    for (id, seq) in tickets {
        messages.push(message("ticket", seq, Audience::Staff, &kitchen::ticket(read, id)?)?);
    }
    let mut bills = BTreeMap::new();
    for (key, seq) in changed.bills {
        let id = match key {
            BillKey::Bill(id) => Some(id),
            BillKey::Sitting(id) => tables::bill_of(read, id)?,
            BillKey::Own(id) => Some(tables::require_sitting(read, id)?.bill_id),
        };
        let last = id.map(|id| bills.entry(id).or_insert(seq));
        last.into_iter().for_each(|last| *last = seq.max(*last));
    }
    for (id, seq) in bills {
        messages.extend(bill_messages(read, id, seq)?);
    }
    let mut sittings = changed.sittings;
    for (id, seq) in changed.groups {
        for member in tables::group_of(read, id)? {
            let last = sittings.entry(member.id).or_insert(seq);
            *last = seq.max(*last);
        }
    }
    for (id, seq) in changed.moved {
        sittings.insert(id, seq);
        let calls = tables::find_sitting(read, id)?.map(|sitting| sitting.calls);
        for call in calls.into_iter().flatten().filter(|call| call.taken_at.is_none()) {
            messages.push(message("call", seq, Audience::StaffAnd(id.0), &call)?);
        }
    }
    for (id, seq) in sittings {
        if let Some(sitting) = tables::find_sitting(read, id)? {
            messages.push(message("sitting", seq, Audience::StaffAnd(id.0), &sitting)?);
        }
    }
    for (id, seq) in changed.parted {
        for member in tables::group_of(read, id)? {
            let audience = Audience::Group(member.id.0);
            messages.push(Message { seq: Some(seq), audience, ..reset(seq) });
        }
    }
    for (id, seq) in changed.calls {
        if let Some(call) = tables::find_call(read, id)? {
            messages.push(message("call", seq, Audience::StaffAnd(call.sitting_id.0), &call)?);
        }
    }
    if let Some((revision, seq)) = changed.menu {
        let data = json!({ "revision": revision });
        messages.push(message("menu", seq, Audience::Everyone, &data)?);
    }
    if let Some(seq) = changed.floor {
        messages.push(message("tables", seq, Audience::Everyone, &json!({}))?);
    }
    if let Some(seq) = changed.pins {
        messages.push(message("tables", seq, Audience::Staff, &json!({}))?);
    }
    if let Some(seq) = changed.stations {
        messages.push(message("stations", seq, Audience::Staff, &json!({}))?);
    }
    messages.sort_by_key(|message| message.seq);
    Ok(messages)
}

/// A bill is shown to whoever pays it and those they pay for. One that was emptied when its sitting
/// was merged into another is shown to staff, who had it on their list.
fn bill_messages(read: &Read, id: BillId, seq: i64) -> Result<Vec<Message>> {
    let bill = billing::find_even_empty(read, id)?;
    if bill.version == 0 {
        // Nothing was ever on it.
        return Ok(Vec::new());
    }
    let group = tables::group_of(read, bill.sitting_id)?;
    let payer = group.first().is_some_and(|payer| payer.id == bill.sitting_id);
    if !payer {
        return Ok(vec![message("bill", seq, Audience::Staff, &bill)?]);
    }
    let shown = message("bill", seq, Audience::StaffAnd(bill.sitting_id.0), &bill)?;
    let others = group.iter().skip(1).map(|member| Audience::Group(member.id.0));
    let mut messages: Vec<_> =
        others.map(|audience| Message { audience, ..shown.clone() }).collect();
    messages.push(shown);
    Ok(messages)
}

fn message(kind: &str, seq: i64, audience: Audience, data: &impl Serialize) -> Result<Message> {
    let data = serde_json::value::to_raw_value(data).map_err(Error::internal)?;
    let text = format!(r#"{{"type":"{kind}","seq":{seq},"data":{data}}}"#);
    Ok(Message { seq: Some(seq), audience, text: text.into() })
}
