//! The floor: areas, tables with a signed code each, and the visits (sittings) of guests at them.
//!
//! Promises: a table has at most one open sitting; nobody joins one without the code that stands on
//! its table today; asking twice for water is one call.

mod areas;
mod call;
mod close;
mod code;
mod furnish;
mod join;
mod model;
mod open;
mod qr;
mod routes;
mod seat;
mod sheet;
mod sql;
mod url;
mod view;

#[cfg(test)]
mod tests;

pub use areas::add_area_in;
pub use close::close_in;
pub use furnish::{TableDraft, add_table_in};
pub use join::{Joined, join};
pub use model::{Area, Call, FloorPlan, GuestName, GuestRow, Sitting, SittingRow, Table, TableRow};
pub use open::open_in;
pub use qr::terminal_code;
pub use routes::routes;
pub use sheet::{Layout, sheet};
pub use sql::{find_area, find_call, find_guest, find_table, list_tables, open_sitting_of};
pub use url::{base_url, table_url};
pub use view::{find_sitting, require_open};
