//! The floor: areas, tables with a signed code each, and the visits (sittings) of guests at them.
//!
//! Promises: a table has at most one open sitting; nobody joins one without the code that stands on
//! its table today, nor, where the owner asks for it, the PIN of this visit; asking twice for water
//! is one call; no two tables stand on each other.

mod areas;
mod call;
mod close;
mod code;
mod furnish;
mod group;
mod join;
mod layout;
mod model;
mod open;
mod pin;
mod qr;
mod routes;
mod seat;
mod sheet;
mod spot;
mod sql;
mod url;
mod view;
mod wait;

#[cfg(test)]
mod tests;

pub use areas::add_area_in;
pub use close::close_in;
pub use furnish::{TableDraft, add_table_in};
pub use group::{
    bill_of, group_of, leader_of, mark_merged_in, mark_moved_in, require_sitting, sitting_of_bill,
    touch_in,
};
pub use join::{Joined, Joining, join};
pub use layout::{Placing, lay_out, lay_out_in, require_free};
pub use model::{
    Area, Call, FloorPlan, GuestName, GuestRow, MergedSitting, Sitting, SittingRow, Table,
    TableRow, TableShape,
};
pub use open::{open_beside_in, open_in};
pub use qr::{Modules, QUIET, draw_svg, terminal_code};
pub use routes::routes;
pub use seat::count_in;
pub use sheet::{Layout, sheet};
pub use spot::{AREA_HOLDS, Spot};
pub use sql::{
    find_area, find_call, find_guest, find_table, list_idle, list_tables, open_sitting_of,
};
pub use url::{base_url, table_url};
pub use view::{accept_mode, find_sitting, floor_plan, require_open};
pub use wait::{hand_over_in, keep_waiter_in, wait_on_in};
