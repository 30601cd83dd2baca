//! Who is asking: staff by name and PIN, guests by the table they joined, customers by a code sent
//! to their phone. Hands out signed tokens and refuses every route to those it is not for.

mod extract;
mod model;
mod sql;
mod token;

pub use extract::{
    By, Device, Everyone, Floor, Managers, Owners, Roles, StaffMembers, Till, authenticate,
};
pub use model::{Asker, Customer, Guest, Staff, Who};
pub use sql::has_owner;
pub use token::{Claims, issue, open};
