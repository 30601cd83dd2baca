use serde::Serialize;
use utoipa::ToSchema;

use crate::base::{At, ChangeId, ItemId, LineId, OrderId, TicketId};
use crate::wire::{ChangeKind, Diet, LineStatus, OrderStatus, Source, TicketKind};

/// What a station was told to cook of one order, as its screen shows it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Ticket {
    pub id: TicketId,
    pub station: String,
    /// 1, 2, 3 … of the station, without gaps.
    pub seq: u32,
    pub kind: TicketKind,
    pub order_id: OrderId,
    pub number: u32,
    pub table_name: String,
    pub placed_by: String,
    pub source: Source,
    pub notes: String,
    pub status: OrderStatus,
    pub course: u32,
    /// Courses of the order that wait.
    pub held_courses: Vec<u32>,
    /// Its place in time, also after it was recalled.
    pub fired_at: At,
    pub is_rush: bool,
    pub passed_at: Option<At>,
    pub seen_at: Option<At>,
    /// The screen that drew it first, or `paper`.
    pub seen_by: Option<String>,
    pub bumped_at: Option<At>,
    pub bumped_by: Option<String>,
    pub recalled_at: Option<At>,
    pub recalled_by: Option<String>,
    pub lines: Vec<TicketLine>,
    /// What other stations cook of the same order.
    pub elsewhere: Vec<Elsewhere>,
    /// What no cook has confirmed.
    pub changes: Vec<Change>,
    /// Grows with every change: a screen keeps the higher one.
    pub version: u32,
}

/// A line as a station cooks it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TicketLine {
    pub id: LineId,
    pub menu_item_id: ItemId,
    pub name: String,
    pub name_local: String,
    pub variant_name: String,
    pub modifiers: Vec<String>,
    /// What is still wanted; 0 when all of it was called off.
    pub quantity: u32,
    pub special_instructions: String,
    pub diet: Diet,
    pub seat: Option<u32>,
    pub guest_name: String,
    pub course: u32,
    /// At this station.
    pub status: LineStatus,
    pub started_at: Option<At>,
    pub done_at: Option<At>,
    pub prep_minutes: u32,
    /// The same line at other stations.
    pub elsewhere: Vec<LineElsewhere>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct LineElsewhere {
    pub station: String,
    pub status: LineStatus,
}

/// How far another station is with the order: lines done, of how many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Elsewhere {
    pub station: String,
    pub done: u32,
    pub of: u32,
}

/// Something about a line that the station had been told otherwise.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Change {
    pub id: ChangeId,
    pub ticket_id: TicketId,
    pub station: String,
    pub order_id: OrderId,
    pub number: u32,
    pub table_name: String,
    pub line_id: LineId,
    pub name: String,
    pub variant_name: String,
    pub kind: ChangeKind,
    pub old_quantity: u32,
    pub new_quantity: u32,
    pub old_note: String,
    pub new_note: String,
    pub reason: String,
    pub by: String,
    pub at: At,
    pub confirmed_at: Option<At>,
    pub confirmed_by: Option<String>,
}
