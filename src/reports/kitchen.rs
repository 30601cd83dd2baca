use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::sql::kitchen::{Cooked, list_cooked, list_station_times};
use crate::base::{Calendar, Day, Error, Result};
use crate::store::Read;

/// How long the kitchen took, from being told to being done.
#[derive(Serialize, ToSchema)]
pub struct KitchenTimes {
    pub from: Day,
    pub to: Day,
    /// The slowest first.
    pub dishes: Vec<Cooking>,
    pub stations: Vec<Cooking>,
    /// By the hour in which it was fired, `00` to `23`, in the restaurant's time.
    pub hours: Vec<Cooking>,
}

#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Cooking {
    pub name: String,
    pub portions: u32,
    /// Half were done within this time.
    pub median_seconds: u32,
    /// Nine of ten were done within this time.
    pub p90_seconds: u32,
}

/// Business days one report may span.
const MAX_DAYS: i64 = 92;

/// Error: `invalid_value` for days in the wrong order, or too many.
pub fn kitchen_times(read: &Read, calendar: &Calendar, from: Day, to: Day) -> Result<KitchenTimes> {
    if !(0..MAX_DAYS).contains(&from.days_until(to)) {
        let range = format!("This is from `from` on, and at most {MAX_DAYS} days.");
        return Err(Error::invalid("to", range));
    }
    let cooked = list_cooked(read, from, to)?;
    let hour = |one: &Cooked| format!("{:02}", calendar.hour_of(one.fired_at));
    let hours = summed(cooked.iter().map(|one| (hour(one), one)));
    let mut dishes = summed(cooked.iter().map(|one| (one.name.clone(), one)));
    let stations = list_station_times(read, from, to)?;
    let mut stations = summed(stations.iter().map(|one| (one.name.clone(), one)));
    for list in [&mut dishes, &mut stations] {
        list.sort_by(|a, b| b.p90_seconds.cmp(&a.p90_seconds).then(a.name.cmp(&b.name)));
    }
    Ok(KitchenTimes { from, to, dishes, stations, hours })
}

fn summed<'a>(cooked: impl Iterator<Item = (String, &'a Cooked)>) -> Vec<Cooking> {
    let mut by_name: BTreeMap<String, (u32, Vec<u32>)> = BTreeMap::new();
    for (name, one) in cooked {
        let (portions, seconds) = by_name.entry(name).or_default();
        *portions += one.portions;
        seconds.push(one.seconds);
    }
    let cooking = |(name, (portions, mut seconds)): (String, (u32, Vec<u32>))| {
        seconds.sort_unstable();
        let (median_seconds, p90_seconds) = (rank(&seconds, 50), rank(&seconds, 90));
        Cooking { name, portions, median_seconds, p90_seconds }
    };
    by_name.into_iter().map(cooking).collect()
}

/// The smallest value that `percent` of a sorted list do not exceed (nearest rank).
fn rank(sorted: &[u32], percent: usize) -> u32 {
    let place = (sorted.len() * percent).div_ceil(100).max(1) - 1;
    sorted.get(place).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_values_that_were_measured() {
        let ten: Vec<u32> = (1..=10).collect();
        assert_eq!((rank(&ten, 50), rank(&ten, 90)), (5, 9));
        assert_eq!((rank(&[7], 50), rank(&[7], 90), rank(&[], 50)), (7, 7, 0));
    }
}
