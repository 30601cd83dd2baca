//! What the house offers: categories, dishes, their variants and the questions they ask. Owns the
//! prices, the diet marks and what is sold out; promises that a choice it allows is one the kitchen
//! can cook, that a screen which hears of a change finds it, and that a dish taken off the menu
//! stays readable in every order that copied it.

mod availability;
mod cached;
mod categories;
mod central;
mod choose;
mod dishes;
mod draft;
mod export;
mod faults;
mod groups;
mod import;
mod model;
mod named;
mod offer;
mod offers;
mod page;
mod pictures;
mod popular;
mod routes;
mod sample;
mod sql;
mod stations;
mod touch;

#[cfg(test)]
mod tests;

pub use availability::{
    Stock, give_back_in, set_modifier_available, set_stock, set_variant_available, take_in,
};
pub use cached::{menu_json, menu_page};
pub use central::{CentralDone, CentralRefused, drop_central_in, price_central_in, put_central_in};
pub use choose::{choose, find_item, load, resolve};
pub use dishes::{change_item, create_item, remove_item};
pub use draft::{CategoryDraft, MenuItemDraft, ModifierDraft, ModifierGroupDraft, VariantDraft};
pub use export::export;
pub use import::{ImportFault, Imported, MenuFormat, import};
pub use model::{
    Allergen, Category, Choice, Chosen, ChosenModifier, Menu, MenuItem, Modifier, ModifierGroup,
    Variant,
};
pub use named::{DishName, choice_named};
pub use offer::Offer;
pub use popular::mark_popular;
pub use routes::routes;
pub use sample::sample;
pub use stations::{rename_station_in, stations_named, stations_of_category, stations_of_dishes};
