use super::super::model::Finding;
use super::super::sql;
use super::super::status::clock_ok;
use crate::app::App;

const FIX: &str = "Set the clock: connect the internet for a minute, or use timedatectl. \
    A small battery clock (RTC) on the box keeps the time without power.";

/// Does the clock stand where it can stand?
pub async fn clock(app: &App) -> Finding {
    const CHECK: &str = "clock";
    let now = app.clock.now();
    match app.store.read(sql::find_newest).await {
        Ok(newest) if clock_ok(now, newest) => Finding::well(CHECK, format!("It is {now}.")),
        Ok(Some(newest)) => {
            let found = format!("It is said to be {now}, but the last fact is of {newest}.");
            Finding::ill(CHECK, found, FIX)
        }
        Ok(None) => Finding::ill(CHECK, format!("It is said to be {now}."), FIX),
        Err(error) => Finding::ill(CHECK, error.to_string(), FIX),
    }
}
