use serde_json::Value;

use crate::base::{At, Error, Result};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY: i32 = 24 * 60;
const WEEK: i32 = 7 * DAY;
/// Indian time is so many minutes ahead of UTC, in every season.
const AHEAD: i64 = 330;
/// Times a day one may open.
const MAX_SPANS: usize = 4;

/// When a restaurant is open in a week, in Indian time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    /// Minutes from Monday's midnight, from and up to.
    spans: Vec<(i32, i32)>,
}

impl Hours {
    /// `{"mon": [["11:00", "15:00"], ["18:30", "23:00"]], …}`; a day that is left out is closed.
    /// What ends before it begins ends the next day.
    ///
    /// Error: `invalid_value`.
    pub fn read(said: &Value) -> Result<Hours> {
        let wrong = |sentence: &str| Error::invalid("hours", sentence);
        let form = || wrong("Days mon to sun, each a list of [from, to] such as 18:30.");
        let days = said.as_object().ok_or_else(form)?;
        let mut spans = Vec::new();
        for (name, day_spans) in days {
            let day = DAYS.iter().position(|day| day == name).ok_or_else(form)?;
            let midnight = DAY * i32::try_from(day).unwrap_or(0);
            let listed = day_spans.as_array().ok_or_else(form)?;
            if listed.len() > MAX_SPANS {
                return Err(wrong("A day has at most four times to open."));
            }
            for span in listed {
                let [from, to] = span.as_array().map_or(&[][..], Vec::as_slice) else {
                    return Err(form());
                };
                let from = minutes(from).filter(|from| *from < DAY).ok_or_else(form)?;
                let to = minutes(to).ok_or_else(form)?;
                if from == to {
                    return Err(wrong("What opens must close at another time."));
                }
                let end = if to > from { to } else { to + DAY };
                spans.push((midnight + from, midnight + end));
            }
        }
        Ok(Hours { spans })
    }

    /// As a multirange is written. What goes on past Sunday is on Monday.
    pub fn multirange(&self) -> String {
        let parts = self.spans.iter().flat_map(|(from, to)| {
            let over = (*to > WEEK).then(|| format!("[0,{})", to - WEEK));
            std::iter::once(format!("[{from},{})", (*to).min(WEEK))).chain(over)
        });
        format!("{{{}}}", parts.collect::<Vec<_>>().join(","))
    }
}

fn minutes(time: &Value) -> Option<i32> {
    let (hours, minutes) = time.as_str()?.split_once(':')?;
    let two = |text: &str| {
        let fits = text.len() == 2 && text.bytes().all(|c| c.is_ascii_digit());
        fits.then(|| text.parse::<i32>().ok()).flatten()
    };
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    let whole = hours * 60 + minutes;
    (minutes < 60 && whole <= DAY).then_some(whole)
}

/// Minutes since Monday's midnight, in Indian time.
pub fn minute_of_week(at: At) -> i32 {
    // 1970 began on a Thursday.
    let minutes = at.millis() / 60_000 + AHEAD + 3 * i64::from(DAY);
    i32::try_from(minutes.rem_euclid(i64::from(WEEK))).unwrap_or(0)
}
