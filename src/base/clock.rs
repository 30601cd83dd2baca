use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use utoipa::ToSchema;

use super::{Error, Result};

/// An instant: milliseconds since 1970 UTC. In JSON RFC 3339, `2026-11-21T13:30:00.000Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ToSchema)]
#[schema(value_type = String, format = DateTime, example = "2026-11-21T13:30:00.000Z")]
pub struct At(i64);

impl At {
    /// Far enough (year 9000) that no sum with a lifetime leaves what can be printed.
    const MAX: i64 = 221_845_392_000_000;

    pub fn from_millis(millis: i64) -> At {
        At(millis.clamp(0, At::MAX))
    }

    pub fn millis(self) -> i64 {
        self.0
    }

    pub fn plus_seconds(self, seconds: i64) -> At {
        At::from_millis(self.0.saturating_add(seconds.saturating_mul(1_000)))
    }

    /// Whole seconds from `earlier` to `self`; negative when it is the other way round.
    pub fn seconds_since(self, earlier: At) -> i64 {
        (self.0 - earlier.0).div_euclid(1_000)
    }

    fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.timestamp())
    }
}

impl Serialize for At {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<At, D::Error> {
        let text = String::deserialize(from)?;
        let at = Timestamp::from_str(&text).map_err(de::Error::custom)?;
        Ok(At::from_millis(at.as_millisecond()))
    }
}

/// A business day, `2026-11-21`: from one cut-off to the next in the restaurant's own time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ToSchema)]
#[schema(value_type = String, format = Date, example = "2026-11-21")]
pub struct Day(Date);

impl Day {
    /// The Indian financial year (1 April to 31 March) the day lies in, as `2627`.
    pub fn financial_year(self) -> String {
        let first = if self.0.month() >= 4 { self.0.year() } else { self.0.year() - 1 };
        format!("{:02}{:02}", first.rem_euclid(100), (first + 1).rem_euclid(100))
    }

    /// The day after; the last day there is has none and stays.
    pub fn next(self) -> Day {
        Day(self.0.tomorrow().unwrap_or(self.0))
    }

    /// The day before; the first day there is has none and stays.
    pub fn before(self) -> Day {
        Day(self.0.yesterday().unwrap_or(self.0))
    }

    /// How many days later `to` is; negative when it is earlier.
    pub fn days_until(self, to: Day) -> i64 {
        (to.0 - self.0).get_days().into()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Day {
    type Err = Error;
    fn from_str(text: &str) -> Result<Day> {
        text.parse().map(Day).map_err(|_| Error::invalid("day", "This is not a date."))
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

/// The restaurant's time zone and the hour its day ends.
#[derive(Clone, Debug)]
pub struct Calendar {
    zone: TimeZone,
    cutoff: SignedDuration,
}

impl Calendar {
    /// `timezone` is an IANA name, `cutoff` is `HH:MM`.
    pub fn new(timezone: &str, cutoff: &str) -> Result<Calendar> {
        let zone = TimeZone::get(timezone)
            .map_err(|_| Error::invalid("timezone", "This is not a time zone."))?;
        let (hours, minutes) = cutoff
            .split_once(':')
            .and_then(|(h, m)| Some((h.parse::<i64>().ok()?, m.parse::<i64>().ok()?)))
            .filter(|(h, m)| (0..24).contains(h) && (0..60).contains(m))
            .ok_or_else(|| Error::invalid("day_cutoff", "This is not a time of day."))?;
        Ok(Calendar { zone, cutoff: SignedDuration::from_mins(hours * 60 + minutes) })
    }

    pub fn day_of(&self, at: At) -> Day {
        Day((at.timestamp() - self.cutoff).to_zoned(self.zone.clone()).date())
    }

    /// The date on the wall, whatever the cut-off: what a document is dated.
    pub fn date_of(&self, at: At) -> Day {
        Day(at.timestamp().to_zoned(self.zone.clone()).date())
    }

    /// When a business day begins, and when the next one does.
    pub fn bounds(&self, day: Day) -> Result<(At, At)> {
        let begins = |date: Date| -> Result<At> {
            let begins = date.to_zoned(self.zone.clone()).map(|at| at.timestamp() + self.cutoff);
            let begins = begins.map_err(|_| Error::invalid("day", "There is no such day."))?;
            Ok(At::from_millis(begins.as_millisecond()))
        };
        let next = day.0.tomorrow().map_err(|_| Error::invalid("day", "There is no such day."))?;
        Ok((begins(day.0)?, begins(next)?))
    }

    /// Hour of the day, 0 to 23, in the restaurant's time.
    pub fn hour_of(&self, at: At) -> u8 {
        at.timestamp().to_zoned(self.zone.clone()).hour().unsigned_abs()
    }

    /// `21 Nov 2026, 19:50` in the restaurant's time.
    pub fn spoken(&self, at: At) -> String {
        at.timestamp().to_zoned(self.zone.clone()).strftime("%-d %b %Y, %H:%M").to_string()
    }
}

/// What time it is. A clone tells the same time; tests hold one they can turn.
#[derive(Clone)]
pub struct Clock(Arc<Source>);

enum Source {
    System { started: Instant },
    Turned { wall: AtomicI64, mono: AtomicI64 },
}

impl Clock {
    #[allow(clippy::disallowed_methods)]
    pub fn system() -> Clock {
        Clock(Arc::new(Source::System { started: Instant::now() }))
    }

    /// A clock that stands at `at` until it is turned.
    pub fn standing(at: At) -> Clock {
        Clock(Arc::new(Source::Turned { wall: AtomicI64::new(at.0), mono: AtomicI64::new(0) }))
    }

    /// The wall clock. It may jump.
    #[allow(clippy::disallowed_methods)]
    pub fn now(&self) -> At {
        match &*self.0 {
            Source::System { .. } => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                At::from_millis(i64::try_from(since.as_millis()).unwrap_or(At::MAX))
            }
            Source::Turned { wall, .. } => At(wall.load(Ordering::SeqCst)),
        }
    }

    /// Time since the clock was made. It never jumps: for lifetimes within one run.
    pub fn mono(&self) -> Duration {
        match &*self.0 {
            Source::System { started } => started.elapsed(),
            Source::Turned { mono, .. } => {
                Duration::from_millis(mono.load(Ordering::SeqCst).unsigned_abs())
            }
        }
    }

    /// Lets time pass on a standing clock. Does nothing to the system's.
    pub fn pass(&self, time: Duration) {
        if let Source::Turned { wall, mono } = &*self.0 {
            let millis = i64::try_from(time.as_millis()).unwrap_or(0);
            wall.fetch_add(millis, Ordering::SeqCst);
            mono.fetch_add(millis, Ordering::SeqCst);
        }
    }

    /// Turns the wall of a standing clock, forward or back; no time passes.
    pub fn turn_to(&self, at: At) {
        if let Source::Turned { wall, .. } = &*self.0 {
            wall.store(at.0, Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> At {
        serde_json::from_value(text.into()).expect("an instant")
    }

    #[test]
    fn an_instant_reads_what_it_writes() {
        let noon = at("2026-11-21T13:30:00.000Z");
        assert_eq!(noon.to_string(), "2026-11-21T13:30:00.000Z");
        assert_eq!(At::from_millis(i64::MAX).to_string(), "9000-01-01T00:00:00.000Z");
    }

    #[test]
    fn the_business_day_ends_at_four_in_the_morning() {
        let calendar = Calendar::new("Asia/Kolkata", "04:00").expect("a calendar");
        let day = |text| calendar.day_of(at(text)).to_string();
        assert_eq!(day("2026-11-21T22:29:59Z"), "2026-11-21"); // 03:59:59 on the 22nd
        assert_eq!(day("2026-11-21T22:30:00Z"), "2026-11-22");
        assert_eq!(calendar.hour_of(at("2026-11-21T14:00:00Z")), 19);
    }

    #[test]
    fn the_financial_year_starts_in_april() {
        let year = |text: &str| text.parse::<Day>().map(Day::financial_year).ok();
        assert_eq!(year("2027-03-31").as_deref(), Some("2627"));
        assert_eq!(year("2027-04-01").as_deref(), Some("2728"));
    }

    #[test]
    fn bad_zones_and_times_are_refused() {
        for (zone, cutoff) in [("Mars/Base", "04:00"), ("UTC", "25:00"), ("UTC", "x")] {
            assert!(Calendar::new(zone, cutoff).is_err(), "{zone} {cutoff}");
        }
    }
}
