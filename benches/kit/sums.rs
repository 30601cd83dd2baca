use std::time::Duration;

/// One line of what was measured.
pub struct Row {
    pub what: String,
    pub measured: String,
    pub wanted: String,
    pub is_reached: bool,
}

/// The smallest value that `percent` of them do not exceed (nearest rank).
pub fn percentile(of: &mut [Duration], percent: f64) -> Duration {
    of.sort_unstable();
    let place = (of.len() as f64 * percent / 100.0).ceil().max(1.0) as usize - 1;
    of.get(place).copied().unwrap_or_default()
}

pub fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1_000.0)
}

pub fn micros(time: Duration) -> String {
    format!("{} µs", time.as_micros())
}

pub fn print(title: &str, rows: &[Row]) {
    println!("\n{title}");
    for Row { what, measured, wanted, is_reached } in rows {
        let verdict = if *is_reached { "reached" } else { "MISSED" };
        println!("  {what:<58} {measured:>16}   {wanted:<22} {verdict}");
    }
}
