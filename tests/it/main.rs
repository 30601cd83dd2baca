//! One crate for all tests that run a whole box: its modules mirror the slices.

mod attack;
mod auth;
mod claims;
mod closing;
#[cfg(feature = "hub")]
mod commands;
mod customers;
mod desk;
mod drawer;
mod evening;
mod floor;
mod floor_walk;
mod house;
#[cfg(feature = "hub")]
mod hub;
mod hub_sales;
mod hub_watch;
mod kit;
mod kitchen;
mod kitchen_care;
mod kitchen_walk;
mod ladder;
mod liquor;
mod menu;
mod menu_files;
mod money;
mod notifications;
#[cfg(feature = "hub")]
mod office;
mod online;
mod online_attack;
mod online_walk;
mod ops;
mod ordering;
mod outbound;
#[cfg(feature = "hub")]
mod people;
mod power;
mod printing;
mod refunds;
mod reports;
#[cfg(feature = "hub")]
mod restaurants;
#[cfg(feature = "hub")]
mod restore;
mod roles;
mod search;
mod setup;
mod shares;
mod stations;
#[cfg(feature = "hub")]
mod sync;
#[cfg(feature = "hub")]
mod sync_power;
#[cfg(feature = "hub")]
mod sync_walk;
mod tables;
#[cfg(feature = "hub")]
mod tenants;
mod texts;
mod transfer;
mod upgrade;
#[cfg(feature = "hub")]
mod who_wins;
