//! What the house offers: categories, dishes, their variants and the questions they ask. Owns the
//! prices, the diet marks and what is sold out; promises that a choice it allows is one the kitchen
//! can cook, that a screen which hears of a change finds it, and that a dish taken off the menu
//! stays readable in every order that copied it.

mod cached;
mod choose;
mod model;
mod offer;
mod routes;
mod sql;

#[cfg(test)]
mod tests;

pub use cached::menu_json;
pub use choose::{choose, find_item, load, resolve};
pub use model::{
    Allergen, Category, Choice, Chosen, ChosenModifier, Menu, MenuItem, Modifier, ModifierGroup,
    Variant,
};
pub use offer::Offer;
pub use routes::routes;
