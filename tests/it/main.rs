//! One crate for all tests that run a whole box: its modules mirror the slices.

mod attack;
mod auth;
mod customers;
mod desk;
mod evening;
mod floor;
mod house;
mod kit;
mod kitchen;
mod kitchen_care;
mod kitchen_walk;
mod ladder;
mod menu;
mod menu_files;
mod notifications;
mod ops;
mod ordering;
mod power;
mod reports;
mod roles;
mod search;
mod setup;
mod stations;
mod tables;
mod texts;
mod upgrade;
