use crate::base::{CustomerId, Error, GuestId, Result, SessionId, SittingId, StaffId};
use crate::wire::{Actor, Role};

/// Who sent a request.
#[derive(Clone, Debug)]
pub enum Who {
    Staff(Staff),
    Guest(Guest),
    Customer(Customer),
}

/// A member of staff with a session that is open.
#[derive(Clone, Debug)]
pub struct Staff {
    pub id: StaffId,
    pub name: String,
    pub role: Role,
    pub session: SessionId,
}

/// A phone that joined a table's sitting.
#[derive(Clone, Debug)]
pub struct Guest {
    pub id: GuestId,
    pub sitting_id: SittingId,
}

/// Somebody who has shown that a phone number is theirs.
#[derive(Clone, Debug)]
pub struct Customer {
    pub id: CustomerId,
}

/// Somebody who may order: a guest, or staff of the floor for any table.
#[derive(Clone, Debug)]
pub enum Asker {
    Staff(Staff),
    Guest(Guest),
}

impl Staff {
    pub fn actor(&self, device: &str) -> Actor {
        Actor { who: self.name.clone(), role: Some(self.role), device: device.to_owned() }
    }

    /// The scope of this person's idempotency keys.
    pub fn scope(&self) -> String {
        format!("staff:{}", self.id)
    }

    /// An owner may do all a manager may.
    pub fn is_manager(&self) -> bool {
        matches!(self.role, Role::Owner | Role::Manager)
    }
}

impl Guest {
    pub fn actor(&self, device: &str) -> Actor {
        Actor { who: "guest".into(), role: Some(Role::Guest), device: device.to_owned() }
    }

    pub fn scope(&self) -> String {
        format!("guest:{}", self.id)
    }
}

impl Asker {
    pub fn actor(&self, device: &str) -> Actor {
        match self {
            Asker::Staff(staff) => staff.actor(device),
            Asker::Guest(guest) => guest.actor(device),
        }
    }

    pub fn scope(&self) -> String {
        match self {
            Asker::Staff(staff) => staff.scope(),
            Asker::Guest(guest) => guest.scope(),
        }
    }

    /// A guest sees only their own sitting's things; to them others do not exist.
    pub fn may_see(&self, sitting_id: SittingId, what: &str) -> Result<()> {
        match self {
            Asker::Staff(_) => Ok(()),
            Asker::Guest(guest) if guest.sitting_id == sitting_id => Ok(()),
            Asker::Guest(_) => Err(Error::not_found(what)),
        }
    }
}

impl Who {
    pub fn role(&self) -> Role {
        match self {
            Who::Staff(staff) => staff.role,
            Who::Guest(_) => Role::Guest,
            Who::Customer(_) => Role::Customer,
        }
    }
}
