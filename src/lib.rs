//! Tiffin: a whole restaurant on one small box. `ARCHITECTURE.md` is the map.

pub mod app;
pub mod auth;
pub mod base;
pub mod billing;
pub mod cart;
pub mod config;
pub mod customers;
pub mod discovery;
pub mod ephemeral;
pub mod followers;
pub mod gateways;
pub mod house;
pub mod http;
pub mod kitchen;
pub mod ledger;
pub mod live;
pub mod menu;
pub mod notifications;
pub mod ordering;
pub mod payments;
pub mod pricing;
pub mod reports;
pub mod router;
pub mod store;
pub mod tables;
pub mod wire;
