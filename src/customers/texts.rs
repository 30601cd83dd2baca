use super::model::CustomerRow;
use super::sql;
use crate::app::App;
use crate::base::{CustomerId, Error, GuestId, Phone, Result};
use crate::notifications;
use crate::store::Tx;
use crate::wire::{Actor, Fact};

/// Who a wish about texts is for.
#[derive(Clone, Debug)]
pub enum Whose {
    Customer(CustomerId),
    /// Who has shown a phone at their table.
    Guest(GuestId),
    Phone(Phone),
}

/// Writes down whether somebody wants to be told how their order stands; what waits for one who
/// does not is called off. Codes come in any case: they are asked for each time.
///
/// Error: `not_found` for one who never showed a phone here.
pub async fn set_texts(app: &App, by: &Actor, whose: Whose, wants: bool) -> Result<CustomerRow> {
    app.store.write(by, move |tx| set_texts_in(tx, &whose, wants)).await
}

fn set_texts_in(tx: &Tx, whose: &Whose, wants: bool) -> Result<CustomerRow> {
    let found = match whose {
        Whose::Customer(id) => sql::find(tx, *id)?,
        Whose::Guest(guest) => match sql::customer_of(tx, *guest)? {
            Some(id) => sql::find(tx, id)?,
            None => None,
        },
        Whose::Phone(phone) => sql::find_by_phone(tx, phone)?,
    };
    let customer = found.ok_or_else(|| Error::not_found("customer"))?;
    if sql::mark_texts(tx, customer.id, wants)? {
        tx.record(Fact::CustomerTextsSet { customer_id: customer.id, wants });
    }
    if !wants {
        notifications::call_off_in(tx, &customer.phone)?;
    }
    Ok(CustomerRow { wants_texts: wants, ..customer })
}

/// A gateway knows that this number wants no texts. One that never showed itself here gets none.
pub async fn opt_out(app: &App, phone: &Phone) -> Result<()> {
    let phone = phone.clone();
    let work = move |tx: &Tx| match sql::find_by_phone(tx, &phone)? {
        Some(customer) => set_texts_in(tx, &Whose::Customer(customer.id), false).map(|_| ()),
        None => Ok(()),
    };
    app.store.write(&Actor::the_box(), work).await
}
