use super::model::{Drawer, DrawerSums};
use super::sql;
use crate::base::{Day, DrawerId, Error, Result, limits};
use crate::store::Read;

/// A drawer with its entries, as a manager may see it. Error: `not_found`.
pub fn find(read: &Read, id: DrawerId) -> Result<Drawer> {
    let row = sql::find_drawer(read, id)?.ok_or_else(|| Error::not_found("drawer"))?;
    let entries = sql::list_entries(read, id, limits::MAX_SHOWN_ENTRIES)?;
    Ok(Drawer { entries, ..summed(read, row)? })
}

/// Drawers that are not counted yet, the oldest first; without their entries.
pub fn list_open(read: &Read) -> Result<Vec<Drawer>> {
    sql::list_open(read)?.into_iter().map(|row| summed(read, row)).collect()
}

/// Drawers that were opened on a business day; without their entries.
pub fn drawers_of_day(read: &Read, day: Day) -> Result<Vec<Drawer>> {
    sql::list_of_day(read, day)?.into_iter().map(|row| summed(read, row)).collect()
}

/// With what went through it and what should be in it.
pub(super) fn summed(read: &Read, row: Drawer) -> Result<Drawer> {
    let mut sums = DrawerSums::default();
    for (kind, amount) in sql::list_sums(read, row.id)? {
        sums.take(kind, amount);
    }
    let expected_paise = Some(sums.expected(row.float_paise));
    let difference_paise = row.counted_paise.zip(expected_paise).map(|(c, e)| c - e);
    Ok(Drawer { sums: Some(sums), expected_paise, difference_paise, ..row })
}
