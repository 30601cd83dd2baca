use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::base::AreaId;

/// What a screen that shows every station is said to show.
pub const ALL_STATIONS: &str = "*";
/// The station of a house that has not named any.
pub const FIRST: &str = "Kitchen";

/// A place where food is made: tandoor, bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Station {
    pub name: String,
    pub sort: i64,
    /// Cooks what names no station.
    pub is_default: bool,
    /// Minutes after which its tickets are warm, and late: its own, or the house's.
    pub warn_minutes: u32,
    pub late_minutes: u32,
    pub own_warn_minutes: Option<u32>,
    pub own_late_minutes: Option<u32>,
    /// Dishes of the menu that are cooked here.
    pub dishes: u32,
    /// Kitchen screens that are open and show it.
    pub screens: u32,
}

/// In this area, what would be cooked at `station` is cooked at `instead`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaStation {
    pub area_id: AreaId,
    pub station: String,
    pub instead: String,
}

/// All stations, in the house's order, and what areas do otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Stations {
    pub items: Vec<Station>,
    pub areas: Vec<AreaStation>,
}

/// What is set for a station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StationRow {
    pub name: String,
    pub sort: i64,
    pub is_default: bool,
    pub warn_minutes: Option<u32>,
    pub late_minutes: Option<u32>,
}

/// Two stations whose names differ only by case are one.
pub fn key(name: &str) -> String {
    name.to_lowercase()
}

/// Whether a screen that shows `shown`, one or several with commas between, shows `station`.
pub fn shows(shown: &str, station: &str) -> bool {
    shown == ALL_STATIONS || shown.split(',').any(|one| key(one.trim()) == key(station))
}
