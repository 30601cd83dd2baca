use super::model::ZReport;
use super::ready::hindrances;
use super::sql;
use super::z::{Issue, work_out};
use crate::app::App;
use crate::base::{Day, Error, OnceKey, Result};
use crate::billing;
use crate::house;
use crate::store::Tx;
use crate::wire::{Actor, Fact};

/// Closes a day's books: it takes nothing more, and its report is kept. Closing it again answers
/// the same report.
///
/// Errors: `day_not_ready` with what is open; `invalid_value` for a day that has not begun;
/// `not_found` for one on which nothing happened.
pub async fn close_day(app: &App, actor: &Actor, key: OnceKey, day: Day) -> Result<ZReport> {
    app.store.write(actor, move |tx| tx.once(&key, |tx| close_day_in(tx, day))).await
}

/// See [`close_day`].
pub fn close_day_in(tx: &Tx, day: Day) -> Result<ZReport> {
    if let Some(known) = sql::find_report(tx, day)? {
        return Ok(known);
    }
    let today = house::load(tx)?.calendar()?.day_of(tx.now());
    if day > today {
        return Err(Error::invalid("day", "This day has not begun."));
    }
    if day != today && sql::list_days_between(tx, day, day)?.is_empty() {
        return Err(Error::not_found("day in the books"));
    }
    hindrances(tx, day)?.none_or_error()?;
    billing::consolidate_in(tx, day)?;
    house::close_day_in(tx, day)?;
    let by = tx.actor().who.clone();
    let issue = Issue { number: sql::next_number(tx)?, at: tx.now(), by };
    let report = work_out(tx, day, issue)?;
    sql::insert_report(tx, &report)?;
    tx.record(Fact::DayClosed {
        business_day: day,
        number: report.number,
        total_paise: report.sales.total_paise,
    });
    Ok(report)
}
