use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::base::{
    At, CustomerId, Error, GuestId, Result, SessionId, SittingId, StaffId, Word, clean_line, limits,
};
use crate::wire::{Actor, Role};
use crate::words;

words! {
    /// What somebody with a PIN may do.
    pub enum StaffRole {
        Owner = "OWNER",
        Manager = "MANAGER",
        Cashier = "CASHIER",
        Waiter = "WAITER",
        KitchenStaff = "KITCHEN_STAFF",
        Rider = "RIDER",
    }
}

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

/// Somebody who works here, as staff lists show them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = Staff)]
pub struct StaffMember {
    pub id: StaffId,
    pub name: String,
    pub role: StaffRole,
    pub is_active: bool,
    pub created_at: At,
}

/// An open session: until it ends, its token is good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub id: SessionId,
    pub staff: StaffMember,
    pub opened_at: At,
    pub expires_at: At,
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

/// Somebody who comes to eat, by the table they sit at or by their phone.
#[derive(Clone, Debug)]
pub enum Visitor {
    Guest(Guest),
    Customer(Customer),
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

impl From<StaffRole> for Role {
    fn from(role: StaffRole) -> Role {
        match role {
            StaffRole::Owner => Role::Owner,
            StaffRole::Manager => Role::Manager,
            StaffRole::Cashier => Role::Cashier,
            StaffRole::Waiter => Role::Waiter,
            StaffRole::KitchenStaff => Role::KitchenStaff,
            StaffRole::Rider => Role::Rider,
        }
    }
}

impl TryFrom<Role> for StaffRole {
    type Error = Error;

    /// Guests and customers have no PIN.
    fn try_from(role: Role) -> Result<StaffRole> {
        let refused = |_| Error::invalid("role", "This is not a role of staff.");
        StaffRole::parse(role.as_str()).map_err(refused)
    }
}

impl StaffMember {
    /// An owner who can still sign in.
    pub fn is_acting_owner(&self) -> bool {
        self.role == StaffRole::Owner && self.is_active
    }
}

/// PINs everybody tries first.
const GUESSED_FIRST: [&str; 2] = ["0000", "1234"];

/// A new PIN: 4 to 8 digits, and not one of those everybody tries first.
pub fn check_pin(pin: &str) -> Result<()> {
    if !(4..=8).contains(&pin.len()) || !pin.bytes().all(|c| c.is_ascii_digit()) {
        return Err(Error::invalid("pin", "A PIN has 4 to 8 digits."));
    }
    if GUESSED_FIRST.contains(&pin) {
        return Err(Error::invalid("pin", format!("{pin} is what everybody tries first.")));
    }
    Ok(())
}

/// A person's name as it is kept, and in lower case, by which it is found and must be unique.
pub fn check_name(name: &str) -> Result<(String, String)> {
    let name = clean_line("name", name, limits::MAX_NAME)?;
    let key = name.to_lowercase();
    Ok((name, key))
}
