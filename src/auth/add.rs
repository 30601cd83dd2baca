use super::model::{StaffMember, StaffRole, check_name};
use super::sql;
use crate::base::{Code, Result, StaffId, limits};
use crate::store::Tx;
use crate::wire::{Fact, Role};

/// Takes somebody on. `pin_hash` comes from [`super::hash_pin`].
///
/// Errors: `name_taken`, whatever the case; `invalid_value`; `limit_reached`.
pub fn add_staff_in(tx: &Tx, name: &str, role: Role, pin_hash: &str) -> Result<StaffMember> {
    let (name, key) = check_name(name)?;
    let role = StaffRole::try_from(role)?;
    if sql::find_staff_by_name(tx, &key)?.is_some() {
        return Err(Code::NameTaken.into());
    }
    if sql::count_staff(tx)? >= limits::MAX_STAFF {
        return Err(Code::LimitReached.into());
    }
    let (id, created_at) = (StaffId::new(tx.now()), tx.now());
    let member = StaffMember { id, name, role, is_active: true, created_at };
    sql::insert_staff(tx, &member, &key, pin_hash)?;
    tell(tx, &member);
    Ok(member)
}

/// Writes down what somebody is from now on.
pub(super) fn tell(tx: &Tx, member: &StaffMember) {
    tx.record(Fact::StaffSet {
        staff_id: member.id,
        name: member.name.clone(),
        role: member.role.into(),
        is_active: member.is_active,
    });
}
