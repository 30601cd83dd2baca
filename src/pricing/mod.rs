//! What things cost: a pure quote over lines, discounts and the tax profile of the day. Owns the
//! tax rates, which are data with a date from which they hold. Promises that the parts of a quote
//! add up to its total to the paisa, and that CGST equals SGST.

mod kinds;
mod model;
mod profile;
mod quote;
mod routes;

#[cfg(test)]
mod tests;

pub use kinds::{by_kind, joined};
pub use model::{Discount, Item, Quote, QuoteLine, TaxClass, TaxLine, TaxProfile};
pub use profile::{TaxRate, list_rates, profile_at, set_profile_in, set_rate, set_rate_in};
pub use quote::quote;
pub use routes::routes;
