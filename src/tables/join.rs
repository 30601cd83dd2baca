use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::code::{self, TableCode};
use super::group::touch_in;
use super::model::{GuestRow, Sitting, TableRow, guest_name};
use super::open::open_in;
use super::{pin, sql, view};
use crate::app::App;
use crate::auth::{Claims, Tried, issue};
use crate::base::{Code, Error, GuestId, OnceKey, Result, SittingId, limits};
use crate::store::{Read, Tx};
use crate::wire::{Actor, Fact, Role};

/// What a phone gets that has joined a table.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Joined {
    pub guest_token: String,
    pub expires_in: i64,
    pub guest_id: GuestId,
    pub guest_name: String,
    pub sitting: Sitting,
}

/// A phone that wants to join.
pub struct Joining {
    pub name: Option<String>,
    /// What staff or the others at the table said.
    pub pin: Option<String>,
    pub device: String,
    /// Where it is on the network: wrong PINs are counted by that.
    pub address: String,
}

/// What became of it. A wrong PIN is an outcome and not an error: it must be counted.
enum Outcome {
    In(GuestRow, Box<Sitting>),
    Wrong(Tried),
}

/// Seats a phone at the table its code names, and opens the visit if it is the first.
///
/// Errors: `unknown_table_code`, `table_code_rotated`, `table_closed`, `limit_reached`; where the
/// code is not enough, `table_pin_required`, `wrong_table_pin` with the tries left, `locked`, and
/// `sitting_not_open`.
pub async fn join(app: &App, token: &str, once: OnceKey, joining: Joining) -> Result<Joined> {
    let key = app.key(code::KEY);
    let named = TableCode::read(&key, token).ok_or(Code::UnknownTableCode)?;
    let device = joining.device.clone();
    let actor = Actor { who: "guest".into(), role: Some(Role::Guest), device };
    let box_ = app.clone();
    let work = move |tx: &Tx| {
        let table = table_of(tx, named)?;
        let id = table.id;
        // The key remembers the guest and not the answer: a token is kept nowhere.
        let joined = tx.once(&once, |tx| {
            pin::admit(&box_, tx, &table, joining.pin.as_deref(), &joining.address)?;
            join_in(tx, table, joining.name.as_deref())
        });
        let guest = match joined {
            Ok(guest) => view::require_guest(tx, guest)?,
            Err(error) if error.code() == Code::WrongTablePin => {
                let tried = pin::count_wrong(&box_, tx, id, &joining.address)?;
                return Ok(Outcome::Wrong(tried));
            }
            Err(error) => return Err(error),
        };
        let sitting = view::sitting(tx, guest.sitting_id)?;
        Ok(Outcome::In(guest, Box::new(sitting)))
    };
    let (guest, sitting) = match app.store.write(&actor, work).await? {
        Outcome::In(guest, sitting) => (guest, *sitting),
        Outcome::Wrong(tried) => return Err(pin::wrong(tried)),
    };
    let guest_token = guest_token(app, guest.id, guest.sitting_id)?;
    let expires_in = limits::GUEST_SECONDS;
    Ok(Joined { guest_token, expires_in, guest_id: guest.id, guest_name: guest.name, sitting })
}

fn guest_token(app: &App, id: GuestId, sitting: SittingId) -> Result<String> {
    let mut claims = Claims::new(app, id.to_string(), Role::Guest, limits::GUEST_SECONDS);
    claims.guest = Some(id);
    claims.sitting = Some(sitting);
    issue(app, &claims)
}

/// The table a code names today.
fn table_of(read: &Read, named: TableCode) -> Result<TableRow> {
    let table = sql::find_table_numbered(read, named.number)?.ok_or(Code::UnknownTableCode)?;
    match table.code_version == named.version {
        true => Ok(table),
        false => Err(Code::TableCodeRotated.into()),
    }
}

/// Adds a guest to the table's open sitting; opens one, for one person, when there is none.
pub fn join_in(tx: &Tx, table: TableRow, name: Option<&str>) -> Result<GuestId> {
    if !table.is_active {
        return Err(Code::TableClosed.into());
    }
    let sitting = open_in(tx, table.id, 1, "guest")?;
    let place = sql::count_guests(tx, sitting.id)? + 1;
    if place > limits::MAX_GUESTS_PER_SITTING {
        let full = "There are as many phones at this table as there can be.";
        return Err(Error::new(Code::LimitReached).message(full));
    }
    let (id, name) = (GuestId::new(tx.now()), guest_name(name, place)?);
    let guest = GuestRow { id, name, sitting_id: sitting.id };
    sql::insert_guest(tx, &guest)?;
    touch_in(tx, sitting.id)?;
    tx.record(Fact::GuestJoined { sitting_id: sitting.id, guest_id: id });
    seat_as_many(tx, &sitting, place)?;
    Ok(id)
}

/// More phones than people cannot be: the count of people follows, and staff may correct it.
fn seat_as_many(tx: &Tx, sitting: &Sitting, guests: usize) -> Result<()> {
    let guests = u32::try_from(guests).unwrap_or(u32::MAX).min(limits::MAX_COVERS);
    if guests > sitting.covers {
        sql::mark_covers(tx, sitting.id, guests)?;
        tx.record(Fact::SittingChanged { sitting_id: sitting.id, covers: guests });
    }
    Ok(())
}
