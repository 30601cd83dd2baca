use uuid::Uuid;

use super::model::{Drawer, DrawerEntry, MoveKind, signed};
use super::{sql, view};
use crate::app::App;
use crate::auth;
use crate::base::{
    Code, Day, DrawerId, EntryId, Error, OnceKey, Paise, Result, clean_note, limits,
};
use crate::house;
use crate::store::{Read, Tx};
use crate::wire::{Actor, EntryKind, Fact, Role};

/// Writes cash that went in or out into the open drawer of whoever acts. `of` is the payment or
/// refund it belongs to: saying the same again changes nothing. None without a drawer: then the
/// cash is outside of any, and shown apart.
pub fn enter_in(
    tx: &Tx,
    kind: EntryKind,
    amount: Paise,
    of: Option<Uuid>,
    reason: &str,
) -> Result<Option<DrawerEntry>> {
    if let Some(of) = of
        && let Some(known) = sql::find_entry_of(tx, kind, of)?
    {
        return Ok(Some(known));
    }
    let Some(drawer) = open_of(tx, tx.actor())? else { return Ok(None) };
    let reason = clean_note("reason", reason, limits::MAX_NOTE)?;
    enter_into(tx, drawer, kind, amount, of, reason).map(Some)
}

/// Whether whoever acts has a drawer to take cash from.
pub fn has_open(read: &Read, actor: &Actor) -> Result<bool> {
    Ok(open_of(read, actor)?.is_some())
}

/// Puts cash in or takes it out by hand, for a reason. `see` says whether the drawer is there for
/// who asks.
///
/// Errors: `not_found`, `drawer_closed`, `reason_required`, `invalid_value`.
pub async fn move_cash(
    app: &App,
    actor: &Actor,
    key: OnceKey,
    id: DrawerId,
    moved: (MoveKind, Paise, String),
    see: impl Fn(&Drawer) -> bool + Send + 'static,
) -> Result<Drawer> {
    let (kind, amount, reason) = moved;
    let work = move |tx: &Tx| {
        if !see(&view::find(tx, id)?) {
            return Err(Error::not_found("drawer"));
        }
        move_cash_in(tx, id, kind, amount, &reason)
    };
    app.store.write(actor, move |tx| tx.once(&key, work)).await
}

/// See [`move_cash`].
pub fn move_cash_in(
    tx: &Tx,
    id: DrawerId,
    kind: MoveKind,
    amount: Paise,
    reason: &str,
) -> Result<Drawer> {
    if view::find(tx, id)?.closed_at.is_some() {
        return Err(Code::DrawerClosed.into());
    }
    if amount == Paise::ZERO || !amount.is_sane() {
        return Err(Error::invalid("amount_paise", "This is not an amount."));
    }
    let reason = clean_note("reason", reason, limits::MAX_NOTE)?;
    if reason.is_empty() {
        return Err(Code::ReasonRequired.into());
    }
    let kind = match kind {
        MoveKind::In => EntryKind::In,
        MoveKind::Out => EntryKind::Out,
    };
    enter_into(tx, id, kind, amount, None, reason)?;
    view::find(tx, id)
}

/// The open drawer of whoever acts; guests and the box itself have none.
fn open_of(read: &Read, actor: &Actor) -> Result<Option<DrawerId>> {
    if !matches!(actor.role, Some(Role::Owner | Role::Manager | Role::Cashier)) {
        return Ok(None);
    }
    let staff = auth::find_staff_by_name(read, &actor.who.to_lowercase())?;
    staff.map_or(Ok(None), |staff| sql::find_open(read, staff.id))
}

fn enter_into(
    tx: &Tx,
    drawer: DrawerId,
    kind: EntryKind,
    amount: Paise,
    of: Option<Uuid>,
    reason: String,
) -> Result<DrawerEntry> {
    let entry = insert_entry_in(tx, drawer, kind, amount, of, reason)?;
    tx.record(Fact::CashMoved {
        drawer_id: drawer,
        kind,
        amount_paise: entry.amount_paise,
        of_id: of,
        reason: entry.reason.clone(),
        business_day: entry.business_day,
    });
    Ok(entry)
}

/// The row alone: a float is told with its drawer.
pub(super) fn insert_entry_in(
    tx: &Tx,
    drawer_id: DrawerId,
    kind: EntryKind,
    amount: Paise,
    of_id: Option<Uuid>,
    reason: String,
) -> Result<DrawerEntry> {
    let business_day: Day = house::business_day(tx, tx.now())?;
    let entry = DrawerEntry {
        id: EntryId::new(tx.now()),
        drawer_id,
        kind,
        amount_paise: signed(kind, amount),
        of_id,
        reason,
        business_day,
        at: tx.now(),
        by: tx.actor().who.clone(),
        device: tx.actor().device.clone(),
    };
    sql::insert_entry(tx, &entry)?;
    Ok(entry)
}
