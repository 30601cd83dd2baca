use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use data_encoding::BASE64URL_NOPAD;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

use super::super::look::look;
use super::super::{ack, beat, sql};
use crate::base::{Code, Error, Result, new_id, random_token};
use crate::hub::db::again;
use crate::hub::fleet::{Machine, ring};
use crate::hub::{Hub, wake};
use crate::wire::sync::{
    BoxSaid, CLOSE_REFUSED, CLOSE_REPLACED, CLOSE_SILENT, DeviceState, HubSaid, proof_text,
};

/// How long who opens a link has to prove who it is.
const PROOF_TIME: Duration = Duration::from_secs(10);
/// A ping, and a look in case a call was missed.
const PING: Duration = Duration::from_secs(25);
const SILENCE: Duration = Duration::from_secs(60);
const SEND_TIME: Duration = Duration::from_secs(20);
/// Links that may take each other's place in ten minutes; more, and two boxes have one key.
const MAX_REPLACED: i32 = 6;

/// Why a link is over.
enum Ending {
    Left,
    /// A code, and whether it was a newer link that took its place.
    Shut(u16),
    Failed(Error),
}

impl From<Error> for Ending {
    fn from(error: Error) -> Ending {
        Ending::Failed(error)
    }
}

/// Talks with a box until it leaves, is heard no more, or opens another link.
pub async fn serve(mut socket: WebSocket, hub: Hub, machine: Machine) {
    let ending = match talk(&mut socket, &hub, &machine).await {
        Ok(never) => match never {},
        Err(ending) => ending,
    };
    let code = match ending {
        Ending::Left => return,
        Ending::Shut(code) => code,
        Ending::Failed(error) => {
            tracing::warn!(%error, "a link is over");
            1013
        }
    };
    if code == CLOSE_REPLACED
        && let Err(error) = again(|| count_replaced(&hub, &machine)).await
    {
        tracing::warn!(%error, "a link's end was not counted");
    }
    let close = Message::Close(Some(CloseFrame { code, reason: "".into() }));
    let _ = timeout(SEND_TIME, socket.send(close)).await;
}

enum Never {}

struct Talk<'a> {
    socket: &'a mut WebSocket,
    hub: &'a Hub,
    machine: &'a Machine,
    /// The last command that was told over this link.
    told: i64,
    state: DeviceState,
    no: i64,
}

async fn talk(
    socket: &mut WebSocket,
    hub: &Hub,
    machine: &Machine,
) -> std::result::Result<Never, Ending> {
    prove(socket, machine).await?;
    // First the ear, then the look: nothing falls between the two.
    let mut ear = hub.wake.ear(machine.device);
    let (state, no) = again(|| open(hub, machine)).await?;
    let mut talk = Talk { socket, hub, machine, told: 0, state, no };
    talk.say(&HubSaid::Welcome { now: hub.clock.now(), state }).await?;
    talk.tell().await?;
    let mut ping = interval_at(Instant::now() + PING, PING);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut heard = Instant::now();
    loop {
        tokio::select! {
            said = talk.socket.recv() => {
                heard = Instant::now();
                match said {
                    Some(Ok(Message::Text(text))) => talk.hear(&text).await?,
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(Ending::Left),
                    Some(Ok(_)) => {}
                }
            }
            () = ear.wait() => talk.tell().await?,
            _ = ping.tick() => {
                if heard.elapsed() > SILENCE {
                    return Err(Ending::Shut(CLOSE_SILENT));
                }
                talk.send(Message::Ping(Default::default())).await?;
                talk.tell().await?;
            }
        }
    }
}

/// What is signed in the headers may have been recorded: commands are told to nobody but who signs
/// now.
async fn prove(socket: &mut WebSocket, machine: &Machine) -> std::result::Result<(), Ending> {
    let nonce = random_token(16);
    send(socket, text(&HubSaid::Challenge { nonce: nonce.clone() })?).await?;
    let heard = timeout(PROOF_TIME, async {
        loop {
            match socket.recv().await {
                Some(Ok(Message::Text(text))) => return Some(text),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                _ => return None,
            }
        }
    });
    let said = heard.await.ok().flatten().ok_or(Ending::Left)?;
    let Ok(BoxSaid::Proof { signature }) = serde_json::from_str(&said) else {
        return Err(Ending::Shut(CLOSE_REFUSED));
    };
    let signed = proof_text(&nonce, machine.device, &machine.epoch);
    let holds = BASE64URL_NOPAD
        .decode(signature.as_bytes())
        .is_ok_and(|signature| machine.public.verifies(&signed, &signature));
    if holds { Ok(()) } else { Err(Ending::Shut(CLOSE_REFUSED)) }
}

/// Makes this link the box's newest. One whose place is another's is welcomed to hear that, and
/// takes nobody's link.
async fn open(hub: &Hub, machine: &Machine) -> Result<(DeviceState, i64)> {
    let tx = hub.db.as_tenant(machine.tenant).await?;
    let standing = sql::find_standing(&tx, machine.place(), &machine.key_id).await?;
    let no = match standing.state {
        DeviceState::Active => {
            let no = sql::next_link(&tx, machine.place()).await?;
            wake::call_in(&tx, machine.device).await?;
            no
        }
        DeviceState::Fenced | DeviceState::Revoked => i64::MAX,
    };
    tx.commit().await?;
    Ok((standing.state, no))
}

async fn count_replaced(hub: &Hub, machine: &Machine) -> Result<()> {
    let tx = hub.db.as_tenant(machine.tenant).await?;
    if sql::count_replaced(&tx, machine.place()).await? > MAX_REPLACED {
        let said = "Links of this box take each other's place: two have its key.";
        ring(&tx, machine.place(), new_id(hub.clock.now()), "TWO_BOXES", said).await?;
    }
    tx.commit().await
}

impl Talk<'_> {
    /// Tells what is new.
    async fn tell(&mut self) -> std::result::Result<(), Ending> {
        loop {
            let news = match look(self.hub, self.machine, self.told).await {
                // The database may be back at the next ping.
                Err(error) if error.code() == Code::Busy => return Ok(()),
                news => news?,
            };
            if news.link_no > self.no {
                return Err(Ending::Shut(CLOSE_REPLACED));
            }
            if news.state != self.state {
                self.state = news.state;
                self.say(&HubSaid::State { state: news.state }).await?;
            }
            if news.commands.is_empty() {
                return Ok(());
            }
            for command in news.commands {
                self.told = command.no;
                self.say(&HubSaid::Command(command)).await?;
            }
        }
    }

    async fn hear(&mut self, said: &str) -> std::result::Result<(), Ending> {
        let kept = match serde_json::from_str(said) {
            Ok(BoxSaid::Ack(told)) => ack::keep(self.hub, self.machine, &[told]).await,
            Ok(BoxSaid::Beat(said)) => {
                beat::keep(self.hub, self.machine, &said).await.map(|_| Vec::new())
            }
            // Words of another version are passed over.
            Ok(BoxSaid::Proof { .. } | BoxSaid::Else) | Err(_) => return Ok(()),
        };
        match kept {
            Ok(ids) if ids.is_empty() => Ok(()),
            Ok(ids) => self.say(&HubSaid::Acked { ids }).await,
            Err(error) => {
                // It tells again until it hears that it is kept.
                tracing::warn!(%error, "what a box said was not kept");
                Ok(())
            }
        }
    }

    async fn say(&mut self, said: &HubSaid) -> std::result::Result<(), Ending> {
        self.send(text(said)?).await
    }

    async fn send(&mut self, message: Message) -> std::result::Result<(), Ending> {
        send(self.socket, message).await
    }
}

fn text(said: &HubSaid) -> Result<Message> {
    Ok(Message::Text(serde_json::to_string(said).map_err(Error::internal)?.into()))
}

async fn send(socket: &mut WebSocket, message: Message) -> std::result::Result<(), Ending> {
    match timeout(SEND_TIME, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(Ending::Left),
    }
}
