use serde_json::json;

use super::furnish::require_table;
use super::model::{Table, TableRow};
use super::{sql, view};
use crate::app::App;
use crate::auth::{self, Patience, Tried};
use crate::base::{Code, Error, Result, TableId, limits, random_below, same_bytes};
use crate::house::Opening;
use crate::store::{Read, Tx};
use crate::wire::{Actor, Fact};

const BY_CLIENT: Patience = Patience {
    tries: limits::TABLE_PIN_TRIES,
    waits: &[limits::TABLE_PIN_WAIT_SECONDS],
    forget_after: Some(limits::TABLE_PIN_FORGET_SECONDS),
};

/// More than one phone may err: else a prankster locks a whole party out with five tries.
const AT_TABLE: Patience = Patience { tries: limits::TABLE_PIN_TRIES_AT_TABLE, ..BY_CLIENT };

fn at_table(id: TableId) -> String {
    format!("table-pin:{id}")
}

fn by_client(address: &str) -> String {
    format!("table-pin-by:{address}")
}

/// Four digits drawn at random, other than those before.
pub fn draw(before: &str) -> String {
    loop {
        let pin = format!("{:04}", random_below(10_000));
        if pin != before {
            return pin;
        }
    }
}

/// May a phone join here, with this PIN or without?
///
/// Errors: `table_pin_required`, `wrong_table_pin` (which the caller counts, see [`count_wrong`]),
/// `locked`; `sitting_not_open` where staff seat people and seated nobody.
pub fn admit(
    app: &App,
    read: &Read,
    table: &TableRow,
    pin: Option<&str>,
    address: &str,
) -> Result<()> {
    match view::opening(read, table)? {
        Opening::Free => Ok(()),
        Opening::Staff => match sql::open_sitting_of(read, table.id)? {
            Some(_) => Ok(()),
            None => Err(Code::SittingNotOpen.into()),
        },
        Opening::Pin => {
            let Some(pin) = pin.map(str::trim).filter(|pin| !pin.is_empty()) else {
                return Err(Code::TablePinRequired.into());
            };
            if pin.len() != 4 || !pin.bytes().all(|c| c.is_ascii_digit()) {
                return Err(Error::invalid("pin", "A table's PIN has 4 digits."));
            }
            auth::require_unlocked(app, read, &by_client(address))?;
            auth::require_unlocked(app, read, &at_table(table.id))?;
            match same_bytes(pin.as_bytes(), table.pin.as_bytes()) {
                true => Ok(()),
                false => Err(Code::WrongTablePin.into()),
            }
        }
    }
}

/// Counts a wrong PIN for whoever sent it and for the table.
pub fn count_wrong(app: &App, tx: &Tx, table: TableId, address: &str) -> Result<Tried> {
    let client = auth::fail_in(app, tx, &by_client(address), &BY_CLIENT)?;
    let here = auth::fail_in(app, tx, &at_table(table), &AT_TABLE)?;
    Ok(Tried {
        tries_left: client.tries_left.min(here.tries_left),
        locked: client.locked || here.locked,
    })
}

pub fn wrong(tried: Tried) -> Error {
    Error::new(Code::WrongTablePin).details(json!({ "tries_left": tried.tries_left }))
}

/// Gives a table another PIN, and forgets the wrong tries at it.
pub async fn renew(app: &App, actor: &Actor, id: TableId) -> Result<Table> {
    let box_ = app.clone();
    let work = move |tx: &Tx| {
        renew_in(tx, id)?;
        auth::clear_in(&box_, tx, &at_table(id))?;
        tx.record(Fact::TablePinSet { table_id: id });
        view::table(tx, id)
    };
    app.store.write(actor, work).await
}

/// Who sat there knows the old one.
pub fn renew_in(tx: &Tx, id: TableId) -> Result<()> {
    let row = require_table(tx, id)?;
    sql::mark_pin(tx, id, &draw(&row.pin))?;
    Ok(())
}
