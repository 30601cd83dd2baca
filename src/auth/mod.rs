//! Who is asking, and may they: staff by name and PIN, guests by the table they joined, customers
//! by the phone they have shown to be theirs. Signs and reads their tokens, refuses every route to
//! those it is not for, and counts wrong tries where pulling the plug does not help.

mod add;
mod approve;
mod change;
mod extract;
mod lockout;
mod login;
mod model;
mod pin;
mod routes;
mod session;
mod sql;
mod token;
mod veil;

#[cfg(test)]
mod tests;

pub use add::add_staff_in;
pub use approve::Approved;
pub use change::{Change, change_staff, reset_pin};
pub use extract::{
    By, Device, Everyone, Floor, Managers, Owners, Roles, StaffMembers, Till, authenticate,
};
pub use lockout::{Patience, Tried, clear_in, fail_in, require_unlocked};
pub use login::{login, logout};
pub use model::{
    Asker, Customer, Guest, Session, Staff, StaffMember, StaffRole, Visitor, Who, check_name,
    check_pin,
};
pub use pin::hash_pin;
pub use routes::{StaffSession, routes};
pub use session::{expel_ended, open_session_in};
pub use sql::{find_staff_by_name, has_owner};
pub use token::{Claims, issue, issue_for, open};
pub use veil::veil;
