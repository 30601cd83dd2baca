mod auth;
mod customers;
mod desk;
mod house;
mod notifications;
mod setup;
mod texts;
