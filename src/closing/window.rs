use crate::base::{At, Day, Result};
use crate::house;
use crate::store::Read;

/// From when, and before when, things belonged to a business day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub from: At,
    pub to: At,
}

/// From one cut-off to the next; but a day whose books were closed before its end ended there, and
/// the next began.
pub fn window(read: &Read, day: Day) -> Result<Window> {
    let (begins, ends) = house::load(read)?.calendar()?.bounds(day)?;
    let after_close = |day: Day| -> Result<Option<At>> {
        Ok(house::closed_at(read, day)?.map(|at| At::from_millis(at.millis() + 1)))
    };
    let from = after_close(day.before())?.map_or(begins, |closed| closed.min(begins));
    let to = after_close(day)?.map_or(ends, |closed| closed.min(ends));
    Ok(Window { from, to })
}
