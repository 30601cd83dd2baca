use super::code;
use super::model::{Draft, HouseDraft};
use crate::app::App;
use crate::auth::{self, Session};
use crate::base::{Code, Error, OnceKey, Result};
use crate::house::{self, House};
use crate::pricing;
use crate::store::Tx;
use crate::tables::{self, TableDraft};
use crate::wire::{Actor, Role};

/// Seats of a table until somebody says otherwise.
const SEATS: u32 = 4;

/// Sets the box up and signs its first owner in, once. The same key again answers the same.
///
/// Errors: `already_set_up`; `wrong_setup_code`; `locked` after too many of those; `invalid_value`
/// naming the field.
pub async fn open(app: &App, device: &str, once: OnceKey, draft: Draft) -> Result<Session> {
    let by = Actor {
        who: draft.owner.name.trim().chars().take(80).collect(),
        role: Some(Role::Owner),
        device: device.to_owned(),
    };
    let once = auth::veil(app, once);
    if app.store.read(auth::has_owner).await? {
        let again = move |tx: &Tx| tx.once(&once, |_| Err(Code::AlreadySetUp.into()));
        return app.store.write(&by, again).await;
    }
    code::require(app, &draft.setup_code)?;
    let pin_hash = auth::hash_pin(app, &draft.owner.pin).await?;
    let device = device.to_owned();
    let work = move |tx: &Tx| tx.once(&once, |tx| open_in(tx, &draft, &pin_hash, &device));
    app.store.write(&by, work).await
}

fn open_in(tx: &Tx, draft: &Draft, pin_hash: &str, device: &str) -> Result<Session> {
    if auth::has_owner(tx)? {
        return Err(Code::AlreadySetUp.into());
    }
    draft.check_tables()?;
    let HouseDraft { name, address, gstin, fssai, phone } = draft.house.clone();
    house::save_in(tx, &House { name, address, gstin, fssai, phone, ..house::load(tx)? })?;
    pricing::set_profile_in(tx, draft.tax_percent)?;
    let numbers: Vec<u32> = (1..=draft.tables).collect();
    let mut areas = 0;
    for hall in numbers.chunks(tables::AREA_HOLDS) {
        areas += 1;
        let name = if areas == 1 { "Hall".to_owned() } else { format!("Hall {areas}") };
        let area_id = tables::add_area_in(tx, &name)?.id;
        for number in hall {
            let name = number.to_string();
            tables::add_table_in(tx, TableDraft { area_id, name, seats: SEATS })?;
        }
    }
    if areas == 0 {
        tables::add_area_in(tx, "Hall")?;
    }
    let owner = &draft.owner.name;
    auth::check_name(owner).map_err(|_| Error::invalid("owner", "This is not a name."))?;
    let owner = auth::add_staff_in(tx, owner, Role::Owner, pin_hash)?;
    auth::open_session_in(tx, &owner, device)
}
