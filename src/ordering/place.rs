use serde_json::json;

use super::amend::{check_course, check_seat};
use super::model::{LineStation, Order, OrderLine};
use super::sql::{self, LineRow, OrderRow};
use super::step::{accept_held_in, accept_in};
use super::view::{find, price};
use crate::app::App;
use crate::auth::Asker;
use crate::base::{
    AreaId, Code, Error, GuestId, LineId, OnceKey, OrderId, Paise, Result, SittingId, TableId,
    clean_note, limits,
};
use crate::customers;
use crate::house::{self, AcceptMode, House, OtpMode};
use crate::menu::{self, Choice, Chosen};
use crate::pricing::{Discount, profile_at};
use crate::stations;
use crate::store::{Read, Tx};
use crate::tables;
use crate::wire::{
    Actor, Fact, LineStatus, MoneyStatus, OrderPlaced, OrderStatus, PlacedLine, PlacedModifier,
    Source,
};

/// What somebody wants to order.
pub struct Draft {
    pub asker: Asker,
    /// Staff say which table; a guest's is the one they sit at.
    pub table_id: Option<TableId>,
    pub lines: Vec<DraftLine>,
    /// The total the asker was shown; another one now is refused.
    pub expected_total: Option<Paise>,
    pub notes: String,
    /// Nothing is fired before somebody says so; only staff may ask for that.
    pub hold: bool,
}

/// One line of it. The phone names the line, so that sending it twice orders it once.
pub struct DraftLine {
    pub line_id: LineId,
    pub choice: Choice,
    pub quantity: u32,
    pub special_instructions: String,
    pub guest_name: String,
    /// Later courses wait until somebody fires them.
    pub course: u32,
    pub seat: Option<u32>,
}

/// Where an order goes, and whose it is.
pub(super) struct Seat {
    pub sitting_id: SittingId,
    pub table_id: TableId,
    pub table_name: String,
    pub area_id: Option<AreaId>,
    pub guest: Option<(GuestId, String)>,
    pub source: Source,
    pub placed_by: String,
}

/// What is ordered, wherever it goes.
pub(super) struct Wanted {
    pub lines: Vec<DraftLine>,
    pub expected_total: Option<Paise>,
    pub notes: String,
}

/// What makes an order the kitchen's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Accept {
    AtOnce,
    /// Accepted, and nothing is fired before somebody says so.
    Held,
    /// Nobody takes it back for so many seconds.
    After(u32),
    ByPerson,
}

/// Places an order, once for each key; the answer is the same however often it is sent.
///
/// Errors, none of which changes anything: `wrong_table`, `sitting_closed`, `phone_required`,
/// `empty_order`, `sold_out`, `invalid_choice`, `limit_reached`, `price_changed` with the quote.
pub async fn place(app: &App, actor: &Actor, key: OnceKey, draft: Draft) -> Result<Order> {
    app.store.write(actor, move |tx| tx.once(&key, |tx| place_in(tx, draft))).await
}

/// See [`place`].
pub fn place_in(tx: &Tx, draft: Draft) -> Result<Order> {
    let house = house::load(tx)?;
    let seat = seat(tx, &house, &draft)?;
    let accept = match &draft.asker {
        Asker::Staff(_) if draft.hold => Accept::Held,
        Asker::Staff(_) => Accept::AtOnce,
        Asker::Guest(_) => accept_guests(tx, &seat)?,
    };
    let Draft { lines, expected_total, notes, .. } = draft;
    order_in(tx, &house, seat, Wanted { lines, expected_total, notes }, accept)
}

/// The one way an order begins.
pub(super) fn order_in(
    tx: &Tx,
    house: &House,
    seat: Seat,
    wanted: Wanted,
    accept: Accept,
) -> Result<Order> {
    let lines = choose_lines(tx, &wanted, &seat)?;
    let profile = profile_at(tx, tx.now())?;
    let quote = price(&lines, &profile, house.round_to_paise);
    if wanted.expected_total.is_some_and(|expected| expected != quote.total_paise) {
        let details = json!({ "quote": quote });
        return Err(Error::new(Code::PriceChanged).details(details));
    }
    let mut row = open_order(tx, house, &wanted, seat)?;
    if let Accept::After(grace) = accept {
        row.accept_at = Some(tx.now().plus_seconds(grace.into()));
    }
    sql::insert_order(tx, &row, quote.total_paise)?;
    for (position, line) in lines.iter().enumerate() {
        sql::insert_line(tx, row.id, position, line)?;
    }
    sql::insert_step(tx, row.id, None, row.status, "")?;
    tx.record(placed(&row, &lines, quote.total_paise));
    let id = row.id;
    match accept {
        Accept::AtOnce => accept_in(tx, id)?,
        Accept::Held => accept_held_in(tx, id)?,
        Accept::After(_) | Accept::ByPerson => {}
    }
    tables::touch_in(tx, row.sitting_id)?;
    tables::wait_on_in(tx, row.sitting_id)?;
    find(tx, id)
}

fn seat(tx: &Tx, house: &House, draft: &Draft) -> Result<Seat> {
    match &draft.asker {
        Asker::Guest(asking) => {
            let sitting = tables::require_open(tx, asking.sitting_id)?;
            if draft.table_id.is_some_and(|table| table != sitting.table_id) {
                return Err(Code::WrongTable.into());
            }
            let guest = tables::find_guest(tx, asking.id)?.ok_or(Code::SittingClosed)?;
            let is_known = customers::customer_of(tx, guest.id)?.is_some();
            if house.otp_mode == OtpMode::Required && !is_known {
                return Err(Code::PhoneRequired.into());
            }
            Ok(Seat {
                sitting_id: sitting.id,
                table_id: sitting.table_id,
                table_name: sitting.table_name,
                area_id: area_of(tx, sitting.table_id)?,
                placed_by: guest.name.clone(),
                guest: Some((guest.id, guest.name)),
                source: Source::Guest,
            })
        }
        Asker::Staff(staff) => {
            let table = draft
                .table_id
                .ok_or_else(|| Error::invalid("table_id", "Say which table this is for."))?;
            let sitting = tables::open_in(tx, table, 1, &staff.name)?;
            Ok(Seat {
                sitting_id: sitting.id,
                table_id: sitting.table_id,
                table_name: sitting.table_name,
                area_id: area_of(tx, sitting.table_id)?,
                guest: None,
                source: Source::Staff,
                placed_by: staff.name.clone(),
            })
        }
    }
}

/// How guests' orders are accepted where they are placed.
fn accept_guests(read: &Read, seat: &Seat) -> Result<Accept> {
    let table = tables::find_table(read, seat.table_id)?;
    let table = table.ok_or_else(|| Error::not_found("table"))?;
    Ok(match tables::accept_mode(read, &table)? {
        (AcceptMode::Automatic, _) => Accept::AtOnce,
        (AcceptMode::Grace, seconds) => Accept::After(seconds),
        (AcceptMode::Approval, _) => Accept::ByPerson,
    })
}

fn area_of(read: &Read, table: TableId) -> Result<Option<AreaId>> {
    Ok(tables::find_table(read, table)?.map(|table| table.area_id))
}

/// What the menu says today of each line, leaving out lines that were ordered before.
fn choose_lines(tx: &Tx, draft: &Wanted, seat: &Seat) -> Result<Vec<LineRow>> {
    if draft.lines.len() > limits::MAX_LINES {
        return Err(Error::new(Code::LimitReached).message("That is too much for one order."));
    }
    let ids: Vec<LineId> = draft.lines.iter().map(|l| l.line_id).collect();
    let known = sql::list_known_lines(tx, &ids)?;
    let mut rows: Vec<LineRow> = Vec::new();
    for line in draft.lines.iter().filter(|l| !known.contains(&l.line_id)) {
        if rows.iter().any(|row| row.line.id == line.line_id) {
            return Err(Error::invalid("line_id", "Two lines have one name."));
        }
        let chosen = menu::choose(tx, &line.choice)?;
        menu::take_in(tx, chosen.menu_item_id, line.quantity)?;
        let at = stations::route(tx, chosen.stations.clone(), chosen.category_id, seat.area_id)?;
        rows.push(line_row(line, chosen, at, seat)?);
    }
    if rows.is_empty() {
        return Err(Code::EmptyOrder.into());
    }
    Ok(rows)
}

fn line_row(
    draft: &DraftLine,
    chosen: Chosen,
    stations: Vec<String>,
    seat: &Seat,
) -> Result<LineRow> {
    if !(1..=limits::MAX_QUANTITY).contains(&draft.quantity) {
        let range = format!("This is from 1 to {}.", limits::MAX_QUANTITY);
        return Err(Error::invalid("quantity", range));
    }
    check_course(draft.course)?;
    check_seat(draft.seat)?;
    let note = clean_note("special_instructions", &draft.special_instructions, limits::MAX_NOTE)?;
    let guest_name = match (&seat.guest, draft.guest_name.is_empty()) {
        (Some((_, name)), true) => name.clone(),
        _ => draft.guest_name.clone(),
    };
    Ok(LineRow {
        discount: Discount::None,
        tax_class: chosen.tax_class,
        line: OrderLine {
            id: draft.line_id,
            menu_item_id: chosen.menu_item_id,
            name: chosen.name,
            name_local: chosen.name_local,
            variant_name: chosen.variant_name,
            modifiers: chosen
                .modifiers
                .into_iter()
                .map(|m| PlacedModifier { name: m.name, price_paise: m.price_paise })
                .collect(),
            quantity: draft.quantity,
            unit_paise: chosen.unit_paise,
            total_paise: chosen.unit_paise.times(draft.quantity),
            discount_paise: Paise::ZERO,
            special_instructions: note,
            diet: chosen.diet,
            course: draft.course,
            seat: draft.seat,
            fire_at: None,
            voided_quantity: 0,
            stations: stations.into_iter().map(LineStation::queued).collect(),
            status: LineStatus::Queued,
            fired_quantity: 0,
            fired_at: None,
            done_at: None,
            prep_minutes: chosen.prep_minutes,
            guest_name,
        },
    })
}

/// The new order's row: the sitting's bill, the day's next number.
fn open_order(tx: &Tx, house: &House, draft: &Wanted, seat: Seat) -> Result<OrderRow> {
    let bill_id = tables::bill_of(tx, seat.sitting_id)?.ok_or(Code::SittingClosed)?;
    if sql::reseat::count_on_bill(tx, bill_id)? >= limits::MAX_ORDERS_PER_SITTING {
        return Err(Error::new(Code::LimitReached).message("This table has too many orders."));
    }
    let day = house::business_day(tx, tx.now())?;
    Ok(OrderRow {
        id: OrderId::new(tx.now()),
        number: sql::next_number(tx, day)?,
        business_day: day,
        sitting_id: seat.sitting_id,
        bill_id,
        table_id: seat.table_id,
        table_name: seat.table_name,
        status: OrderStatus::Pending,
        money: MoneyStatus::Unpaid,
        source: seat.source,
        placed_by: seat.placed_by,
        guest_id: seat.guest.map(|(id, _)| id),
        notes: clean_note("notes", &draft.notes, limits::MAX_NOTE)?,
        round_to: house.round_to_paise,
        placed_at: tx.now(),
        accepted_at: None,
        version: 1,
        area_id: seat.area_id,
        accept_at: None,
        is_rush: false,
        passed_at: None,
    })
}

fn placed(row: &OrderRow, lines: &[LineRow], total: Paise) -> Fact {
    let lines = lines.iter().map(|row| {
        let line = row.line.clone();
        PlacedLine {
            line_id: line.id,
            menu_item_id: line.menu_item_id,
            name: line.name,
            variant_name: line.variant_name,
            modifiers: line.modifiers,
            quantity: line.quantity,
            unit_paise: line.unit_paise,
            diet: line.diet,
            stations: line.stations.into_iter().map(|at| at.name).collect(),
            tax_class: row.tax_class.clone(),
            special_instructions: line.special_instructions,
        }
    });
    Fact::OrderPlaced(Box::new(OrderPlaced {
        order_id: row.id,
        bill_id: row.bill_id,
        sitting_id: row.sitting_id,
        table_id: row.table_id,
        table_name: row.table_name.clone(),
        number: row.number,
        business_day: row.business_day,
        source: row.source,
        guest_id: row.guest_id,
        lines: lines.collect(),
        total_paise: total,
        notes: row.notes.clone(),
    }))
}
