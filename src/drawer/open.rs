use super::enter::insert_entry_in;
use super::model::{Drawer, DrawerSums};
use super::{sql, view};
use crate::app::App;
use crate::base::{Code, DrawerId, Error, OnceKey, Paise, Result, StaffId};
use crate::house;
use crate::store::Tx;
use crate::wire::{Actor, EntryKind, Fact};

/// Opens a drawer for `staff` with what is in it to give change.
///
/// Errors: `drawer_open` while they have another, `invalid_value`.
pub async fn open(
    app: &App,
    actor: &Actor,
    key: OnceKey,
    staff: StaffId,
    float: Paise,
) -> Result<Drawer> {
    app.store.write(actor, move |tx| tx.once(&key, |tx| open_in(tx, staff, float))).await
}

/// See [`open`].
pub fn open_in(tx: &Tx, staff_id: StaffId, float: Paise) -> Result<Drawer> {
    if !float.is_sane() {
        return Err(Error::invalid("float_paise", "This is not an amount."));
    }
    if sql::find_open(tx, staff_id)?.is_some() {
        return Err(Code::DrawerOpen.into());
    }
    let (id, business_day) = (DrawerId::new(tx.now()), house::business_day(tx, tx.now())?);
    let drawer = Drawer {
        id,
        staff_id,
        cashier: tx.actor().who.clone(),
        device: tx.actor().device.clone(),
        business_day,
        float_paise: float,
        opened_at: tx.now(),
        closed_at: None,
        closed_by: String::new(),
        sums: Some(DrawerSums::default()),
        expected_paise: Some(float),
        counted_paise: None,
        difference_paise: None,
        counts: Default::default(),
        entries: Vec::new(),
    };
    sql::insert_drawer(tx, &drawer)?;
    insert_entry_in(tx, id, EntryKind::Float, float, None, String::new())?;
    tx.record(Fact::DrawerOpened {
        drawer_id: id,
        cashier: drawer.cashier.clone(),
        float_paise: float,
        business_day,
    });
    view::find(tx, id)
}
