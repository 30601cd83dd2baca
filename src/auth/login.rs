use super::lockout::{self, Patience};
use super::model::{Session, Staff, StaffMember, check_name};
use super::session::open_session_in;
use super::{pin, sql};
use crate::app::App;
use crate::base::limits::{PIN_TRIES, PIN_WAITS_SECONDS};
use crate::base::{Code, Error, Result, StaffId};
use crate::store::Tx;
use crate::wire::{Actor, Fact};

pub(super) const PATIENCE: Patience =
    Patience { tries: PIN_TRIES, waits: &PIN_WAITS_SECONDS, forget_after: None };

/// Longer than any PIN: not worth the hashing.
const LONGEST: usize = 64;

enum Outcome<T> {
    Right(T),
    Wrong,
}

/// What wrong PINs of one person are counted under. Names are no secret: they are on the login
/// page, so nothing is gained by counting for names that are not there.
pub(super) fn subject(id: StaffId) -> String {
    format!("pin:{id}")
}

/// Opens a session for who has this name and this PIN.
///
/// Errors: `wrong_pin`, which takes as long for names that are not there; `locked`; `busy`.
pub async fn login(app: &App, device: &str, name: &str, pin: &str) -> Result<Session> {
    prove(app, device, name, pin, open_session_in).await
}

/// Does `then` for who has this name and this PIN, in the transaction that finds it right.
///
/// Errors: as [`login`], and those of `then`.
pub(super) async fn prove<T: Send + 'static>(
    app: &App,
    device: &str,
    name: &str,
    pin: &str,
    then: impl FnOnce(&Tx, &StaffMember, &str) -> Result<T> + Send + 'static,
) -> Result<T> {
    let (_, key) = check_name(name)?;
    if pin.len() > LONGEST {
        return Err(Error::invalid("pin", "A PIN has 4 to 8 digits."));
    }
    let box_ = app.clone();
    let found = app.store.read(move |read| {
        let member = sql::find_staff_by_name(read, &key)?.filter(|member| member.is_active);
        let Some(member) = member else { return Ok(None) };
        lockout::require_unlocked(&box_, read, &subject(member.id))?;
        Ok(sql::find_pin_hash(read, member.id)?.map(|hashed| (member, hashed)))
    });
    let Some((member, hashed)) = found.await? else {
        pin::verify(app, pin, None).await?;
        return Err(Code::WrongPin.into());
    };
    let is_right = pin::verify(app, pin, Some(hashed.clone())).await?;
    let (box_, device) = (app.clone(), device.to_owned());
    let by =
        Actor { who: member.name.clone(), role: Some(member.role.into()), device: device.clone() };
    let judge = move |tx: &Tx| match is_right && is_still(tx, &member, &hashed)? {
        true => {
            clear_in(&box_, tx, &member)?;
            then(tx, &member, &device).map(Outcome::Right)
        }
        false => wrong_in(&box_, tx, &member).map(|()| Outcome::Wrong),
    };
    match app.store.write(&by, judge).await? {
        Outcome::Right(done) => Ok(done),
        Outcome::Wrong => Err(Code::WrongPin.into()),
    }
}

/// Neither dismissed nor given another PIN while this one was being checked.
fn is_still(tx: &Tx, member: &StaffMember, hashed: &str) -> Result<bool> {
    let now = sql::find_staff(tx, member.id)?;
    let same_pin = sql::find_pin_hash(tx, member.id)?.as_deref() == Some(hashed);
    Ok(now.as_ref() == Some(member) && same_pin)
}

/// Locked is locked for the right PIN too: else tries sent all at once would slip through.
fn clear_in(app: &App, tx: &Tx, member: &StaffMember) -> Result<()> {
    let subject = subject(member.id);
    lockout::require_unlocked(app, tx, &subject)?;
    lockout::clear_in(app, tx, &subject)
}

fn wrong_in(app: &App, tx: &Tx, member: &StaffMember) -> Result<()> {
    let subject = subject(member.id);
    lockout::require_unlocked(app, tx, &subject)?;
    let tried = lockout::fail_in(app, tx, &subject, &PATIENCE)?;
    if tried.locked {
        tx.record(Fact::StaffLockedOut { name: member.name.clone() });
    }
    Ok(())
}

/// Ends the session a request came with.
pub async fn logout(app: &App, staff: &Staff, device: &str) -> Result<()> {
    let session = staff.session;
    app.store.write(&staff.actor(device), move |tx| sql::mark_session_ended(tx, session)).await
}
