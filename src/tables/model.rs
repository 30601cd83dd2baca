use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::base::{AreaId, At, CallId, Code, Error, GuestId, Result, limits};
use crate::base::{SittingId, TableId, clean_line};
use crate::wire::CallKind;

/// A part of the house: a veranda, an upper floor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Area {
    pub id: AreaId,
    pub name: String,
    pub sort: i64,
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
        let TableRow { id, area_id, name, seats, number, is_active, .. } = self;
        Table { id, area_id, name, seats, number, is_active, sitting }
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
