use serde_json::json;

use super::ask::require_wanted;
use super::codes::{self, Verdict};
use super::model::CustomerRow;
use super::sql;
use crate::app::App;
use crate::auth::{self, Guest, Patience};
use crate::base::limits::{CODE_LOCK_SECONDS, CODE_TRIES};
use crate::base::{Code, Error, Phone, Result};
use crate::house;
use crate::store::Tx;
use crate::wire::{Actor, Role};

const PATIENCE: Patience = Patience {
    tries: CODE_TRIES,
    waits: &[CODE_LOCK_SECONDS],
    forget_after: Some(CODE_LOCK_SECONDS),
};

enum Outcome {
    Right(CustomerRow),
    Wrong { tries_left: u32 },
}

/// What wrong codes of one phone are counted under.
pub(super) fn subject(app: &App, phone: &Phone) -> String {
    format!("code:{}", codes::phone_key(app, phone))
}

/// Takes the code that was sent to this phone; it is good once. A guest who asks is from then on
/// known to be this customer.
///
/// Errors: `wrong_code` with the tries left; `code_expired` when there is none to be right about;
/// `locked` after too many wrong ones; `forbidden` where the house asks for no numbers.
pub async fn verify(
    app: &App,
    device: &str,
    phone: &Phone,
    code: &str,
    guest: Option<Guest>,
) -> Result<CustomerRow> {
    let by = match &guest {
        Some(guest) => guest.actor(device),
        None => {
            Actor { who: "customer".into(), role: Some(Role::Customer), device: device.to_owned() }
        }
    };
    let (box_, phone, code) = (app.clone(), phone.clone(), code.to_owned());
    let work = move |tx: &Tx| judge_in(&box_, tx, &phone, &code, guest.as_ref());
    let outcome = app.store.write(&by, work).await?;
    codes::tell(app);
    match outcome {
        Outcome::Right(customer) => Ok(customer),
        Outcome::Wrong { tries_left } => {
            Err(Error::new(Code::WrongCode).details(json!({ "tries_left": tries_left })))
        }
    }
}

/// On the writer's thread, one after the other: tries sent all at once are counted all the same.
fn judge_in(
    app: &App,
    tx: &Tx,
    phone: &Phone,
    code: &str,
    guest: Option<&Guest>,
) -> Result<Outcome> {
    require_wanted(house::load(tx)?.otp_mode)?;
    let subject = subject(app, phone);
    auth::require_unlocked(app, tx, &subject)?;
    match codes::judge(app, phone, code) {
        Verdict::Gone => Err(Code::CodeExpired.into()),
        Verdict::Wrong => {
            let tried = auth::fail_in(app, tx, &subject, &PATIENCE)?;
            if tried.locked {
                codes::void(app, phone);
            }
            Ok(Outcome::Wrong { tries_left: tried.tries_left })
        }
        Verdict::Right(language) => {
            codes::void(app, phone);
            auth::clear_in(app, tx, &subject)?;
            let customer = sql::upsert_seen(tx, phone, language)?;
            if let Some(guest) = guest {
                sql::link(tx, guest.id, customer.id)?;
            }
            Ok(Outcome::Right(customer))
        }
    }
}
