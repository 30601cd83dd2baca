use serde::Serialize;
use utoipa::ToSchema;

use super::sql::leaks::{Portions, list_fired_lines, list_voids};
use crate::base::{At, Day, Result};
use crate::store::Read;
use crate::words;

words! {
    /// What became of portions that were fired and are not simply paid.
    pub enum LeakKind {
        Voided = "VOIDED",
        Comped = "COMPED",
        Open = "OPEN",
        Unexplained = "UNEXPLAINED",
    }
}

/// Whether everything the kitchen was told to cook ended billed, comped or voided with a reason.
/// All numbers are portions.
#[derive(Serialize, ToSchema)]
pub struct Leaks {
    pub business_day: Day,
    pub fired: u32,
    pub billed: u32,
    /// Given away with a discount of the whole price.
    pub comped: u32,
    /// Called off after it was fired, with a reason.
    pub voided: u32,
    /// Not paid yet.
    pub open: u32,
    /// The day's one number: 0 when nothing leaked.
    pub unexplained: u32,
    /// Everything that is not simply paid, the latest first.
    pub items: Vec<Leak>,
}

#[derive(Serialize, ToSchema)]
pub struct Leak {
    pub at: At,
    pub number: u32,
    pub table_name: String,
    pub name: String,
    pub quantity: u32,
    pub what: LeakKind,
    pub reason: String,
    pub by: String,
}

/// Entries one report lists; its sums are over all.
const MAX_ITEMS: usize = 500;

/// The day's leak report, as of this very moment.
pub fn leaks(read: &Read, day: Day) -> Result<Leaks> {
    let mut report = Leaks {
        business_day: day,
        fired: 0,
        billed: 0,
        comped: 0,
        voided: 0,
        open: 0,
        unexplained: 0,
        items: Vec::new(),
    };
    for line in list_fired_lines(read, day)? {
        report.fired += line.fired;
        report.take(line);
    }
    for void in list_voids(read, day)? {
        let what = if void.reason.is_empty() { LeakKind::Unexplained } else { LeakKind::Voided };
        report.count(what, void.quantity);
        report.items.push(Leak { what, ..void });
    }
    report.items.sort_by_key(|item| std::cmp::Reverse(item.at));
    report.items.truncate(MAX_ITEMS);
    Ok(report)
}

impl Leaks {
    fn count(&mut self, what: LeakKind, portions: u32) {
        let sum = match what {
            LeakKind::Voided => &mut self.voided,
            LeakKind::Comped => &mut self.comped,
            LeakKind::Open => &mut self.open,
            LeakKind::Unexplained => &mut self.unexplained,
        };
        *sum += portions;
    }

    /// What was fired and not called off is on a bill, or should be.
    fn take(&mut self, line: Portions) {
        let wanted = line.fired.saturating_sub(line.voided);
        // More was called off than was fired, or the other way round: nobody can say why.
        let astray = line.fired.abs_diff(line.voided + line.live);
        if astray > 0 {
            self.push(&line, astray, LeakKind::Unexplained);
        }
        let known = wanted.saturating_sub(astray);
        match (line.is_paid, line.is_free, known) {
            (_, _, 0) => {}
            (true, true, _) => self.push(&line, known, LeakKind::Comped),
            (true, false, _) => self.billed += known,
            (false, _, _) => self.push(&line, known, LeakKind::Open),
        }
    }

    fn push(&mut self, line: &Portions, quantity: u32, what: LeakKind) {
        self.count(what, quantity);
        self.items.push(Leak {
            at: line.fired_at,
            number: line.number,
            table_name: line.table_name.clone(),
            name: line.name.clone(),
            quantity,
            what,
            reason: line.reason.clone(),
            by: line.placed_by.clone(),
        });
    }
}
