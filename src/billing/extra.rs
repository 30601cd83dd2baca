use serde::Deserialize;
use utoipa::ToSchema;

use super::model::{Bill, LineKind};
use super::sql::{self, shares};
use super::view::find;
use crate::app::App;
use crate::base::{
    BillId, Code, Error, ExtraId, LineId, OnceKey, Paise, Result, clean_line, limits,
};
use crate::pricing::{Discount, Item};
use crate::store::Tx;
use crate::wire::{Actor, Fact};

/// Something on a bill that was not ordered.
#[derive(Clone, Debug)]
pub struct Extra {
    pub id: ExtraId,
    pub kind: LineKind,
    pub name: String,
    pub quantity: u32,
    pub unit: Paise,
    /// Packing and delivery have rates of their own where the tax profile has classes of these
    /// names; otherwise they are taxed as the first class is.
    pub tax_class: String,
}

/// What somebody puts on a bill.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtraDraft {
    pub kind: LineKind,
    /// Needed for an open item only.
    #[serde(default)]
    pub name: String,
    #[serde(default = "one")]
    pub quantity: u32,
    pub unit_paise: Paise,
    /// Of an open item; empty: the tax profile's first.
    #[serde(default)]
    pub tax_class: String,
}

fn one() -> u32 {
    1
}

impl Extra {
    /// As a line of the bill.
    pub fn item(&self) -> Item {
        Item {
            line_id: LineId(self.id.0),
            name: self.name.clone(),
            quantity: self.quantity,
            unit: self.unit,
            discount: Discount::None,
            tax_class: self.tax_class.clone(),
        }
    }
}

/// Puts an open item, packing or delivery on a bill.
///
/// Errors: `no_bill`, `already_paid`, `invalid_value`, `limit_reached`.
pub async fn add_extra(
    app: &App,
    actor: &Actor,
    key: OnceKey,
    bill: BillId,
    draft: ExtraDraft,
) -> Result<Bill> {
    app.store.write(actor, move |tx| tx.once(&key, |tx| add_extra_in(tx, bill, &draft))).await
}

/// See [`add_extra`].
pub fn add_extra_in(tx: &Tx, id: BillId, draft: &ExtraDraft) -> Result<Bill> {
    let bill = find_open(tx, id)?;
    if shares::list_extras(tx, id)?.len() >= limits::MAX_EXTRAS {
        return Err(Code::LimitReached.into());
    }
    let extra = checked(tx, draft)?;
    sql::touch_bill(tx, id, bill.sitting_id)?;
    shares::insert_extra(tx, id, &extra)?;
    record(tx, &bill, &extra.name, extra.unit.times(extra.quantity));
    find(tx, id)
}

/// Takes it off again. What is not there is off already.
///
/// Errors: `no_bill`, `already_paid`.
pub async fn remove_extra(app: &App, actor: &Actor, bill: BillId, extra: ExtraId) -> Result<Bill> {
    app.store.write(actor, move |tx| remove_extra_in(tx, bill, extra)).await
}

/// See [`remove_extra`].
pub fn remove_extra_in(tx: &Tx, id: BillId, extra: ExtraId) -> Result<Bill> {
    let bill = find_open(tx, id)?;
    let Some(known) = shares::list_extras(tx, id)?.into_iter().find(|known| known.id == extra)
    else {
        return Ok(bill);
    };
    sql::touch_bill(tx, id, bill.sitting_id)?;
    shares::delete_extra(tx, id, extra)?;
    record(tx, &bill, &known.name, Paise::ZERO);
    find(tx, id)
}

fn record(tx: &Tx, bill: &Bill, name: &str, amount_paise: Paise) {
    let (bill_id, sitting_id) = (bill.id, bill.sitting_id);
    tx.record(Fact::BillExtraSet { bill_id, sitting_id, name: name.to_owned(), amount_paise });
}

/// A bill whose invoice was not issued yet.
pub fn find_open(tx: &Tx, id: BillId) -> Result<Bill> {
    let bill = find(tx, id)?;
    if bill.is_paid() { Err(Code::AlreadyPaid.into()) } else { Ok(bill) }
}

fn checked(tx: &Tx, draft: &ExtraDraft) -> Result<Extra> {
    if !draft.unit_paise.is_sane() || draft.unit_paise == Paise::ZERO {
        return Err(Error::invalid("unit_paise", "This is not a price."));
    }
    if !(1..=limits::MAX_QUANTITY).contains(&draft.quantity) {
        return Err(Error::invalid("quantity", "This is not a quantity."));
    }
    let (name, tax_class) = match draft.kind {
        LineKind::Dish => {
            return Err(Error::invalid("kind", "A dish is ordered, not put on the bill."));
        }
        LineKind::Packing => ("Packing".to_owned(), "packing".to_owned()),
        LineKind::Delivery => ("Delivery".to_owned(), "delivery".to_owned()),
        LineKind::Open => {
            let class = clean_line("tax_class", &or(&draft.tax_class, "restaurant"), 40)?;
            (clean_line("name", &draft.name, limits::MAX_NAME)?, class)
        }
    };
    let (quantity, unit) = (draft.quantity, draft.unit_paise);
    Ok(Extra { id: ExtraId::new(tx.now()), kind: draft.kind, name, quantity, unit, tax_class })
}

fn or(text: &str, other: &str) -> String {
    if text.trim().is_empty() { other.to_owned() } else { text.to_owned() }
}
