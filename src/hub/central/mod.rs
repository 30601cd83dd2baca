//! Head office's menu: what a tenant's outlets sell alike. Promises that every change has a revision
//! of its own, that the boxes are asked in the same transaction, once each, and that a box which
//! comes later, or comes back, is told the whole.

mod follow;
mod model;
mod price;
mod put;
mod routes;
mod sql;
mod tell;

pub use follow::{CentralMenu, menu};
pub use model::{CentralDraft, MenuDraft, PriceDraft};
pub use price::put_price;
pub use put::put_menu;
pub use routes::routes;
pub use tell::{hold_in, tell_in};
