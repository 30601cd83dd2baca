use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

use super::line::Line;
use super::listen::{Over, TheirTime, Via, Way, Who, note_state, require_active};
use super::model::Trouble;
use super::{beat, obey};
use crate::app::App;
use crate::base::{Error, Result};
use crate::gateways::{CallError, Heard, Socket};
use crate::wire::sync::{BoxSaid, CLOSE_REPLACED, HubSaid, proof_text};

/// How long dialling, proving and being welcome may take.
const WELCOME_TIME: Duration = Duration::from_secs(10);
const BEAT: Duration = Duration::from_secs(30);
/// The cloud pings every 25 s.
const SILENCE: Duration = Duration::from_secs(60);
const SEND_TIME: Duration = Duration::from_secs(20);

/// Talks with the cloud over a link while it holds; answers why it is over, and whether there was a
/// welcome at all.
pub async fn talk(app: &App, line: &Line, who: &Who) -> (Over, bool) {
    let opened = match timeout(WELCOME_TIME, open(app, line, who)).await {
        Ok(opened) => opened,
        Err(_) => Err(away("there was no welcome in time")),
    };
    let (socket, time) = match opened {
        Ok(opened) => opened,
        Err(over) => return (over, false),
    };
    app.room::<Way>().set(Some(Via::WebSocket));
    let mut link = Link { app, socket, time };
    match link.follow().await {
        Ok(never) => match never {},
        Err(over) => (over, true),
    }
}

fn away(why: &str) -> Over {
    Over::Trouble(Trouble::Away { why: why.to_owned(), seconds: None })
}

impl From<CallError> for Over {
    fn from(error: CallError) -> Over {
        away(&error.why())
    }
}

/// Dials, shows that the key is here, and is welcome.
async fn open(app: &App, line: &Line, who: &Who) -> std::result::Result<(Socket, TheirTime), Over> {
    let mut socket = line.dial(&who.cloud, &who.epoch, app.clock.now()).await?;
    loop {
        let text = match socket.hear().await? {
            Heard::Text(text) => text,
            Heard::Alive => continue,
            Heard::Closed(_) => return Err(away("it hung up before a welcome")),
        };
        match serde_json::from_str(&text) {
            Ok(HubSaid::Challenge { nonce }) => {
                let text = proof_text(&nonce, who.cloud.device, &who.epoch);
                let proof = BoxSaid::Proof { signature: line.sign(&text) };
                socket.say(said(&proof)?).await?;
            }
            Ok(HubSaid::Welcome { now, state }) => {
                note_state(app, state).await?;
                require_active(state)?;
                return Ok((socket, TheirTime::told(app, now)));
            }
            _ => {}
        }
    }
}

fn said(said: &BoxSaid) -> Result<String> {
    serde_json::to_string(said).map_err(Error::internal)
}

enum Never {}

struct Link<'a> {
    app: &'a App,
    socket: Socket,
    time: TheirTime,
}

impl Link<'_> {
    async fn follow(&mut self) -> std::result::Result<Never, Over> {
        self.tell().await?;
        self.beat().await?;
        let mut beat = interval_at(Instant::now() + BEAT, BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut heard = Instant::now();
        let way = self.app.room::<Way>();
        loop {
            tokio::select! {
                came = self.socket.hear() => {
                    heard = Instant::now();
                    match came? {
                        Heard::Text(text) => self.hear(&text).await?,
                        Heard::Alive => {}
                        Heard::Closed(Some(CLOSE_REPLACED)) => return Err(Over::Replaced),
                        Heard::Closed(_) => return Err(away("it hung up")),
                    }
                }
                () = way.answered.notified() => self.tell().await?,
                _ = beat.tick() => {
                    if heard.elapsed() > SILENCE {
                        return Err(away("it is silent"));
                    }
                    // What was told and not confirmed meanwhile is told again.
                    self.tell().await?;
                    self.beat().await?;
                }
            }
        }
    }

    async fn hear(&mut self, text: &str) -> std::result::Result<(), Over> {
        match serde_json::from_str(text) {
            Ok(HubSaid::Command(command)) => {
                let now = self.time.now(self.app);
                match obey::obey(self.app, &command, now).await? {
                    Some(ack) => self.say(&BoxSaid::Ack(ack)).await,
                    None => Ok(()),
                }
            }
            Ok(HubSaid::Acked { ids }) => Ok(obey::told(self.app, ids).await?),
            Ok(HubSaid::State { state }) => {
                note_state(self.app, state).await?;
                Ok(require_active(state)?)
            }
            // Words of a later version are passed over.
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Says what came of commands, as long as the cloud has not confirmed that it has it.
    async fn tell(&mut self) -> std::result::Result<(), Over> {
        for ack in obey::untold(self.app).await? {
            self.say(&BoxSaid::Ack(ack)).await?;
        }
        Ok(())
    }

    async fn beat(&mut self) -> std::result::Result<(), Over> {
        let beat = beat::beat(self.app).await?;
        self.say(&BoxSaid::Beat(Box::new(beat))).await
    }

    async fn say(&mut self, words: &BoxSaid) -> std::result::Result<(), Over> {
        match timeout(SEND_TIME, self.socket.say(said(words)?)).await {
            Ok(sent) => Ok(sent?),
            Err(_) => Err(away("it does not take what is said")),
        }
    }
}
