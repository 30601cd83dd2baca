use super::group::require_sitting;
use super::model::SittingRow;
use super::sql;
use crate::auth::{self, Floor, Roles};
use crate::base::{Error, Result, SittingId};
use crate::store::{Read, Tx};
use crate::wire::{Actor, Fact, Role};

/// Whoever serves at tables may wait on one.
pub fn waits(by: &Actor) -> bool {
    by.role.is_some_and(|role| Floor::ROLES.contains(&role))
}

/// A visit nobody waits on yet is waited on by whoever of the floor does something for it.
pub fn wait_on_in(tx: &Tx, id: SittingId) -> Result<()> {
    if !waits(tx.actor()) {
        return Ok(());
    }
    let sitting = require_sitting(tx, id)?;
    match sitting.waiter {
        Some(_) => Ok(()),
        None => mark_in(tx, &sitting, Some(tx.actor().who.clone())),
    }
}

/// Who waited on a party waits on the part of it that goes elsewhere.
pub fn keep_waiter_in(tx: &Tx, sitting: &SittingRow, waiter: &str) -> Result<()> {
    let waiter = Some(waiter.to_owned());
    if waiter == sitting.waiter { Ok(()) } else { mark_in(tx, sitting, waiter) }
}

/// Hands a visit over to another waiter; None: nobody's. Saying it again changes nothing.
///
/// Error: `invalid_value` for a name nobody of the floor has who works here now.
pub fn hand_over_in(tx: &Tx, sitting: &SittingRow, to: Option<&str>) -> Result<()> {
    let to = to.map(|name| waiter_named(tx, name)).transpose()?;
    if to == sitting.waiter { Ok(()) } else { mark_in(tx, sitting, to) }
}

fn waiter_named(read: &Read, name: &str) -> Result<String> {
    let nobody = || Error::invalid("waiter", "Nobody of this name waits at tables here.");
    let (_, key) = auth::check_name(name).map_err(|_| nobody())?;
    let found = auth::find_staff_by_name(read, &key)?;
    let works = |role: Role| Floor::ROLES.contains(&role);
    let found = found.filter(|member| member.is_active && works(member.role.into()));
    found.map(|member| member.name).ok_or_else(nobody)
}

fn mark_in(tx: &Tx, sitting: &SittingRow, to: Option<String>) -> Result<()> {
    sql::mark_waiter(tx, sitting.id, to.as_deref())?;
    tx.record(Fact::SittingHandedOver {
        sitting_id: sitting.id,
        table_name: sitting.table_name.clone(),
        from: sitting.waiter.clone(),
        to,
    });
    Ok(())
}
