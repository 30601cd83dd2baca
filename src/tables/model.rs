use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::spot::Spot;
use crate::base::{AreaId, At, BillId, CallId, Code, Error, GuestId, Result, limits};
use crate::base::{SittingId, TableId, clean_line};
use crate::house::{AcceptMode, Opening};
use crate::wire::CallKind;
use crate::words;

words! {
    /// As what a table is drawn.
    pub enum TableShape {
        Square = "SQUARE",
        Round = "ROUND",
        Long = "LONG",
    }
}

/// A part of the house: a veranda, an upper floor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Area {
    pub id: AreaId,
    pub name: String,
    pub sort: i64,
    /// How a guest's phone may open or join a visit here; null: as the house.
    pub opening: Option<Opening>,
    /// When the kitchen hears guests' orders from here; null: as the house.
    pub accept_mode: Option<AcceptMode>,
    /// Minutes after which a visit nobody stirs at is looked after; null: as the house.
    pub idle_minutes: Option<u32>,
}

/// A table and the visit at it, if there is one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Table {
    pub id: TableId,
    pub area_id: AreaId,
    pub name: String,
    pub seats: u32,
    /// 1, 2, 3 … never used twice: the printed code carries it.
    pub number: u16,
    pub is_active: bool,
    /// Where it stands on its area's floor of 24 by 16 cells, and its size.
    pub x: u32,
    pub y: u32,
    pub w: u32,
    pub h: u32,
    pub shape: TableShape,
    /// When the kitchen hears guests' orders from here; null: as the area.
    pub accept_mode: Option<AcceptMode>,
    /// Four digits, others with every visit: staff say them to whoever sits there.
    pub pin: String,
    pub sitting: Option<Sitting>,
}

/// A table as it stands in the floor's book.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    pub id: TableId,
    pub area_id: AreaId,
    pub name: String,
    pub seats: u32,
    pub number: u16,
    pub is_active: bool,
    pub code_version: u16,
    pub spot: Spot,
    pub shape: TableShape,
    pub accept_mode: Option<AcceptMode>,
    pub pin: String,
}

/// One visit of a party at a table, with who sits there and what they asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Sitting {
    pub id: SittingId,
    pub table_id: TableId,
    pub table_name: String,
    pub covers: u32,
    pub opened_at: At,
    pub closed_at: Option<At>,
    /// `guest`, or the name of a member of staff.
    pub opened_by: String,
    pub guests: Vec<GuestName>,
    /// Those that wait first, then the last ones that were taken.
    pub calls: Vec<Call>,
    /// Its own; while it is merged into another, the other's is paid.
    pub bill_id: BillId,
    /// Who of the staff waits on it.
    pub waiter: Option<String>,
    /// The table's PIN while they sit there, for who else joins.
    pub pin: Option<String>,
    /// The visit that pays for this one.
    pub merged_into: Option<SittingId>,
    /// The visits this one pays for.
    pub merged: Vec<MergedSitting>,
    /// When somebody last joined, called, ordered, or was moved.
    pub last_activity_at: At,
    /// Minutes after that when it needs attention.
    pub idle_minutes: u32,
}

/// A visit another one pays for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MergedSitting {
    pub sitting_id: SittingId,
    pub table_id: TableId,
    pub table_name: String,
}

/// A sitting without its people.
#[derive(Clone, Debug, PartialEq)]
pub struct SittingRow {
    pub id: SittingId,
    pub table_id: TableId,
    pub table_name: String,
    pub covers: u32,
    pub opened_at: At,
    pub closed_at: Option<At>,
    pub opened_by: String,
    pub bill_id: BillId,
    pub waiter: Option<String>,
    pub merged_into: Option<SittingId>,
    pub last_activity_at: At,
    /// The table's, now.
    pub pin: String,
    /// The area's own.
    pub idle_minutes: Option<u32>,
}

/// A guest as the others at the table see them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct GuestName {
    pub id: GuestId,
    pub name: String,
}

/// A phone that joined a sitting.
#[derive(Clone, Debug, PartialEq)]
pub struct GuestRow {
    pub id: GuestId,
    pub name: String,
    pub sitting_id: SittingId,
}

/// Somebody at a table wants something.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Call {
    pub id: CallId,
    pub sitting_id: SittingId,
    pub table_id: TableId,
    pub table_name: String,
    pub kind: CallKind,
    pub at: At,
    pub taken_at: Option<At>,
    pub taken_by: Option<String>,
}

/// The whole floor at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FloorPlan {
    pub areas: Vec<Area>,
    pub tables: Vec<Table>,
}

impl SittingRow {
    /// Errors: `sitting_closed`.
    pub fn opened(self) -> Result<SittingRow> {
        match self.closed_at {
            None => Ok(self),
            Some(_) => Err(Code::SittingClosed.into()),
        }
    }
}

impl TableRow {
    pub fn with(self, sitting: Option<Sitting>) -> Table {
        let Spot { x, y, w, h } = self.spot;
        let TableRow { id, area_id, name, seats, number, is_active, .. } = self;
        let TableRow { shape, accept_mode, pin, .. } = self;
        Table {
            id,
            area_id,
            name,
            seats,
            number,
            is_active,
            x,
            y,
            w,
            h,
            shape,
            accept_mode,
            pin,
            sitting,
        }
    }
}

/// Two tables whose names differ only by case would be taken for one.
pub fn name_key(name: &str) -> String {
    name.to_lowercase()
}

/// What a guest is called: what they typed, or their place in the order of joining.
pub fn guest_name(typed: Option<&str>, place: usize) -> Result<String> {
    match typed.map(str::trim).filter(|name| !name.is_empty()) {
        Some(name) => clean_line("name", name, limits::MAX_NAME),
        None => Ok(format!("Guest {place}")),
    }
}

/// People at one table.
pub fn covers(number: u32) -> Result<u32> {
    within("covers", number, limits::MAX_COVERS)
}

/// Chairs at one table.
pub fn seats(number: u32) -> Result<u32> {
    within("seats", number, limits::MAX_COVERS)
}

fn within(field: &str, number: u32, most: u32) -> Result<u32> {
    if (1..=most).contains(&number) {
        return Ok(number);
    }
    Err(Error::invalid(field, format!("This must be 1 to {most}.")))
}
