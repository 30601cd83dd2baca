use tokio::sync::Mutex;

use super::model::{Delivered, MessageState, Note, Outgoing, Passcode, Sending, good_for};
use super::queue::add_in;
use super::sql;
use super::texts::{Saying, say};
use crate::app::App;
use crate::base::{Error, Result};
use crate::gateways::sms::{SmsError, Taken, Text};
use crate::house;
use crate::store::Tx;
use crate::wire::{Actor, MessageKind};

/// Stands for a code where it is written down.
const HIDDEN: &str = "••••••";

/// Held by whoever sends: a text that is claimed and not being sent was cut off.
#[derive(Default)]
struct Alone(Mutex<()>);

/// Sends a one-time code at once or not at all, and writes down what came of it. True when a
/// gateway knows that this number wants no texts.
///
/// What was begun is finished also when whoever asked has gone meanwhile.
pub async fn send_code(app: &App, code: Passcode) -> Result<bool> {
    let app = app.clone();
    let sent = tokio::spawn(async move { hand_out(&app, code).await });
    sent.await.map_err(Error::internal)?
}

async fn hand_out(app: &App, code: Passcode) -> Result<bool> {
    let (house, order) =
        app.store.read(|read| Ok((house::load(read)?, sql::texting(read)?.allowed()))).await?;
    let Passcode { phone, code, made_at, language } = code;
    let kind = MessageKind::Code;
    let text = Text {
        phone: phone.clone(),
        kind,
        body: say(&house, language, &Saying::Code { code: code.reveal() }),
        code: Some(code),
        good_until: made_at.plus_seconds(good_for(kind)),
    };
    let sent = app.sms.send(&text, &order).await;
    let is_unwanted = sent == Err(SmsError::OptedOut);
    let mut sending = Sending::of(sent);
    if sending.state == MessageState::Queued {
        // A code is never tried again, whatever kept it.
        sending.state = MessageState::Failed;
    }
    if !sending.why.is_empty() {
        tracing::warn!("a code could not be sent: {}", sending.why);
    }
    let text = say(&house, language, &Saying::Code { code: HIDDEN });
    let note = Note { kind, subject: String::new(), phone, text, at: made_at };
    let work = move |tx: &Tx| add_in(tx, &note, &sending);
    app.store.write(&Actor::the_box(), work).await.map(|_| is_unwanted)
}

impl Sending {
    fn of(sent: Result<Taken, SmsError>) -> Sending {
        let (state, why) = match sent {
            Ok(taken) => {
                let id = Some(taken.id).filter(|id| !id.is_empty());
                let (gateway, why) = (Some(taken.gateway), String::new());
                return Sending { state: MessageState::Sent, gateway, provider_id: id, why };
            }
            Err(SmsError::Down(why)) => (MessageState::Queued, why),
            Err(SmsError::Late) => (MessageState::Expired, SmsError::Late.why().to_owned()),
            Err(error) => (MessageState::Failed, error.why().to_owned()),
        };
        Sending { state, gateway: None, provider_id: None, why }
    }
}

/// Sends what is queued, until nothing waits or no gateway is reached. A text is sent once or not
/// at all: one whose sending was cut off, or of which nobody knows whether it was taken, is given
/// up, and so is one that would come too late.
pub async fn deliver(app: &App) -> Result<Delivered> {
    let alone = app.room::<Alone>();
    let _alone = alone.0.lock().await;
    let by = Actor::the_box();
    app.store.write(&by, sql::mark_cut_off).await?;
    let mut delivered = Delivered::default();
    let order = app.store.read(sql::texting).await?.allowed();
    while let Some(text) = app.store.write(&by, sql::claim_next).await? {
        let (id, phone) = (text.id, text.phone.clone());
        let sent = app.sms.send(&text.into(), &order).await;
        if sent == Err(SmsError::OptedOut) {
            delivered.opted_out.push(phone);
        }
        let sending = Sending::of(sent);
        let waits = (sending.state == MessageState::Queued).then(|| sending.why.clone());
        if waits.is_none() && !sending.why.is_empty() {
            tracing::warn!(%id, "a text was given up: {}", sending.why);
        }
        app.store.write(&by, move |tx| sql::mark(tx, id, &sending)).await?;
        if waits.is_some() {
            delivered.waits = waits;
            break;
        }
    }
    Ok(delivered)
}

impl From<Outgoing> for Text {
    fn from(outgoing: Outgoing) -> Text {
        let Outgoing { kind, phone, text: body, good_until, .. } = outgoing;
        Text { phone, kind, body, code: None, good_until }
    }
}
