use super::add::tell;
use super::model::{Staff, StaffMember, StaffRole, check_name};
use super::{hash_pin, lockout, login, sql};
use crate::app::App;
use crate::base::{Code, Error, Result, StaffId};
use crate::store::Tx;
use crate::wire::{Actor, Role};

/// What is to be different about somebody; silence leaves what is there.
#[derive(Clone, Debug, Default)]
pub struct Change {
    pub name: Option<String>,
    pub role: Option<StaffRole>,
    pub pin_hash: Option<String>,
    pub is_active: Option<bool>,
}

/// Only an owner may make an owner, or touch one.
pub(super) fn require_may_set(by: &Staff, role: StaffRole) -> Result<()> {
    if role == StaffRole::Owner && by.role != Role::Owner {
        return Err(Error::new(Code::Forbidden).message("Only an owner may do this to an owner."));
    }
    Ok(())
}

/// Changes a member of staff. Another role, another PIN and leaving end their sessions.
///
/// Errors: `not_found`, `forbidden`, `name_taken`, `last_owner`, `invalid_value`.
pub async fn change_staff(
    app: &App,
    by: &Staff,
    device: &str,
    id: StaffId,
    change: Change,
) -> Result<StaffMember> {
    let (box_, who) = (app.clone(), by.clone());
    let work = move |tx: &Tx| {
        let before = sql::find_staff(tx, id)?.ok_or_else(|| Error::not_found("staff member"))?;
        require_may_set(&who, before.role)?;
        require_may_set(&who, change.role.unwrap_or(before.role))?;
        change_in(&box_, tx, &before, change)
    };
    app.store.write(&by.actor(device), work).await
}

fn change_in(app: &App, tx: &Tx, before: &StaffMember, change: Change) -> Result<StaffMember> {
    let (name, key) = check_name(change.name.as_deref().unwrap_or(&before.name))?;
    if sql::find_staff_by_name(tx, &key)?.is_some_and(|other| other.id != before.id) {
        return Err(Code::NameTaken.into());
    }
    let after = StaffMember {
        name,
        role: change.role.unwrap_or(before.role),
        is_active: change.is_active.unwrap_or(before.is_active),
        ..before.clone()
    };
    let steps_down = before.is_acting_owner() && !after.is_acting_owner();
    if steps_down && sql::count_acting_owners(tx)? < 2 {
        return Err(Code::LastOwner.into());
    }
    if after != *before {
        sql::update_staff(tx, &after, &key)?;
    }
    if let Some(pin_hash) = &change.pin_hash {
        sql::update_pin_hash(tx, before.id, pin_hash)?;
        lockout::clear_in(app, tx, &login::subject(before.id))?;
    }
    let had_other_powers = after.role != before.role || after.is_active != before.is_active;
    if had_other_powers || change.pin_hash.is_some() {
        sql::mark_sessions_ended(tx, before.id)?;
    }
    if after != *before || change.pin_hash.is_some() {
        tell(tx, &after);
    }
    Ok(after)
}

/// Gives somebody a new PIN from the box's own console: for an owner who forgot theirs.
///
/// Errors: `not_found`; `invalid_value` for a PIN nobody should have.
pub async fn reset_pin(app: &App, name: &str, pin: &str) -> Result<()> {
    let (_, key) = check_name(name)?;
    let pin_hash = Some(hash_pin(app, pin).await?);
    let (box_, by) = (app.clone(), Actor { device: "cli".into(), ..Actor::the_box() });
    let work = move |tx: &Tx| {
        let member = sql::find_staff_by_name(tx, &key)?;
        let member = member.ok_or_else(|| Error::not_found("staff member"))?;
        change_in(&box_, tx, &member, Change { pin_hash, ..Change::default() }).map(|_| ())
    };
    app.store.write(&by, work).await
}
