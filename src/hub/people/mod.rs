//! Who signs in at the hub: admins, who run the service, and owners, each of one tenant. Promises
//! that a password is guessed slowly whichever node is asked, that nobody learns which addresses
//! are known here, and that an owner's extractor gives that owner's tenant and no other.

mod extract;
mod invite;
mod model;
mod password;
mod patience;
mod routes;
mod sign_in;
mod sql;

#[cfg(test)]
mod tests;

pub use extract::{Admin, OwnerOf, Shown};
pub use invite::{Link, add_admin, add_owner, welcome_owner_in};
pub use model::{Person, Token, check_email};
pub use patience::{Patience, take};
pub use routes::routes;
pub use sign_in::owner_behind;
