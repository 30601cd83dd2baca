//! The cloud's side: keeps each box's whole book for its tenant. Any number of nodes serve at
//! once and remember nothing between two requests; what is shared is in PostgreSQL. Promises
//! that no tenant reads another's rows, and that a batch is answered only when it is kept.

mod central;
mod cli;
mod commands;
mod db;
mod fields;
mod fleet;
mod ingest;
mod pages;
mod people;
mod relay;
mod restaurants;
mod router;
mod sales;
mod search;
mod snapshots;
mod state;
mod wake;
mod watch;

pub use central::{
    CentralDraft, CentralMenu, MenuDraft, PriceDraft, menu as central_menu, put_menu, put_price,
};
pub use cli::main as cli;
pub use commands::{Asking, give_in};
pub use db::{Db, migrate};
pub use fleet::{Enrolled, Enrolling, Invited, add_device, add_restore_code, add_tenant};
pub use people::{Link, add_admin, add_owner};
pub use relay::address;
pub use restaurants::{count_orders, look_after, sweep};
pub use router::router;
pub use sales::rebuild;
pub use snapshots::{Late, list_late};
pub use state::Hub;
pub use wake::Wake;
