use tokio::sync::Mutex;

use super::model::{MessageKind, MessageState, Outgoing};
use super::queue::add_in;
use super::sql;
use super::texts::{Saying, say};
use crate::app::App;
use crate::base::{Phone, Result};
use crate::gateways::{SmsError, Text};
use crate::house;
use crate::store::Tx;
use crate::wire::Actor;

/// Times a text is handed to the provider before it is given up.
pub(super) const TRIES: u32 = 5;
/// Stands for a code where it is written down.
const HIDDEN: &str = "••••••";

/// Held by whoever sends: a text that is claimed and not being sent was cut off.
#[derive(Default)]
struct Sending(Mutex<()>);

/// Sends a one-time code at once, and writes down that one was sent.
pub async fn send_code(app: &App, phone: &Phone, code: &str) -> Result<()> {
    let house = app.store.read(house::load).await?;
    let body = say(&house, Saying::Code { code });
    let sent = app.sms.send(Text { phone, body: &body, code: Some(code) }).await;
    let state = match sent {
        Ok(()) => MessageState::Sent,
        Err(SmsError::Later(reason) | SmsError::Never(reason)) => {
            tracing::warn!("a code could not be sent: {reason}");
            MessageState::Failed
        }
    };
    let (phone, text) = (phone.clone(), say(&house, Saying::Code { code: HIDDEN }));
    let note = move |tx: &Tx| add_in(tx, MessageKind::Code, "", &phone, &text, state);
    app.store.write(&Actor::the_box(), note).await.map(|_| ())
}

/// Sends what is queued; answers how many texts the provider would not take now and are to be
/// tried again. A text is sent once or not at all: one whose sending was cut off is given up.
pub async fn deliver(app: &App) -> Result<usize> {
    let sending = app.room::<Sending>();
    let _alone = sending.0.lock().await;
    let by = Actor::the_box();
    app.store.write(&by, sql::mark_cut_off).await?;
    let (mut last, mut waiting) = (None, 0);
    while let Some(text) = app.store.write(&by, move |tx| sql::claim_next(tx, last)).await? {
        last = Some(text.id);
        waiting += usize::from(send(app, &text).await? == MessageState::Queued);
    }
    Ok(waiting)
}

async fn send(app: &App, text: &Outgoing) -> Result<MessageState> {
    let sent = app.sms.send(Text { phone: &text.phone, body: &text.text, code: None }).await;
    let state = match sent {
        Ok(()) => MessageState::Sent,
        Err(SmsError::Later(_)) if text.tries < TRIES => MessageState::Queued,
        Err(SmsError::Later(reason) | SmsError::Never(reason)) => {
            tracing::warn!(id = %text.id, "a text was given up: {reason}");
            MessageState::Failed
        }
    };
    let id = text.id;
    app.store.write(&Actor::the_box(), move |tx| sql::mark_state(tx, id, state)).await?;
    Ok(state)
}
