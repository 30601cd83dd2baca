use super::sql;
use crate::base::{At, Day, Result};
use crate::store::{Read, Tx};

/// The business day that something belongs to which happens at `at`: the calendar's, or the first
/// one after it whose books are open.
pub fn business_day(read: &Read, at: At) -> Result<Day> {
    let day = sql::load(read)?.calendar()?.day_of(at);
    Ok(match sql::last_closed(read)? {
        Some(closed) if closed >= day => closed.next(),
        _ => day,
    })
}

/// From now on nothing belongs to `day`, or to one before it. Closing it again changes nothing.
pub fn close_day_in(tx: &Tx, day: Day) -> Result<()> {
    sql::insert_closed(tx, day)
}
