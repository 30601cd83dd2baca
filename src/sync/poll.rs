use std::time::Duration;

use serde::Deserialize;
use tokio::time::Instant;

use super::line::{Line, Question};
use super::listen::{Over, TheirTime, Via, Way, Who, note_state, require_active};
use super::{beat, obey};
use crate::app::App;
use crate::wire::sync::{Acked, Acks, DeviceState, POLL_SECONDS, Polled};

const BEAT: Duration = Duration::from_secs(30);

/// What a beat is answered.
#[derive(Deserialize)]
struct Beaten {
    state: DeviceState,
}

/// Asks the cloud again and again what there is to do, until then or until it is not reached.
pub async fn talk(app: &App, line: &Line, who: &Who, until: Instant) -> Over {
    match ask(app, line, who, until).await {
        Ok(()) => Over::Enough,
        Err(over) => over,
    }
}

async fn ask(app: &App, line: &Line, who: &Who, until: Instant) -> std::result::Result<(), Over> {
    // From the beginning: a cloud that was put back gives numbers out again.
    let mut after = 0;
    let mut beat_at = Instant::now();
    loop {
        if Instant::now() >= beat_at {
            beat(app, line, who).await?;
            beat_at = Instant::now() + BEAT;
        }
        tell(app, line, who).await?;
        if Instant::now() >= until {
            return Ok(());
        }
        let path = format!("/v1/commands?after={after}&wait={POLL_SECONDS}");
        let polled: Polled = line.get(&who.cloud, &who.epoch, app.clock.now(), &path).await?;
        app.room::<Way>().set(Some(Via::Poll));
        note_state(app, polled.state).await?;
        require_active(polled.state)?;
        let time = TheirTime::told(app, polled.now);
        for command in &polled.commands {
            obey::obey(app, command, time.now(app)).await?;
            after = after.max(command.no);
        }
    }
}

/// Says what came of commands, until the cloud has it.
async fn tell(app: &App, line: &Line, who: &Who) -> std::result::Result<(), Over> {
    loop {
        let acks = obey::untold(app).await?;
        if acks.is_empty() {
            return Ok(());
        }
        let question = Question::json("/v1/acks", &Acks { acks });
        let acked: Acked = line.ask(&who.cloud, &who.epoch, app.clock.now(), question).await?;
        if acked.ids.is_empty() {
            return Ok(());
        }
        obey::told(app, acked.ids).await?;
    }
}

async fn beat(app: &App, line: &Line, who: &Who) -> std::result::Result<(), Over> {
    let question = Question::json("/v1/beat", &beat::beat(app).await?);
    let beaten: Beaten = line.ask(&who.cloud, &who.epoch, app.clock.now(), question).await?;
    note_state(app, beaten.state).await?;
    Ok(require_active(beaten.state)?)
}
