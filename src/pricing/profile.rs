use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::{TaxClass, TaxProfile};
use crate::app::App;
use crate::base::{At, Bps, Code, Error, Result, clean_line, limits};
use crate::store::{Read, RowExt, Tx, params};
use crate::wire::{Actor, Fact, TaxKind};

/// Packaged goods that are resold as they are, in percent.
const PACKAGED_PERCENT: u32 = 5;

/// The rates that hold at `at`, the restaurant's own first.
pub fn profile_at(read: &Read, at: At) -> Result<TaxProfile> {
    let classes = read.list(
        "SELECT class, rate_bps, inclusive, kind FROM tax_rate t
         WHERE effective_from = (SELECT max(effective_from) FROM tax_rate
                                 WHERE class = t.class AND effective_from <= ?1)
         ORDER BY class <> 'restaurant', class LIMIT 20",
        [at],
        |row| {
            let (key, rate, inclusive) = (row.get(0)?, Bps(row.get(1)?), row.get(2)?);
            Ok(TaxClass { key, kind: row.word(3)?, rate, inclusive })
        },
    )?;
    Ok(TaxProfile(classes))
}

/// From now on the restaurant's service is taxed at `percent`: 5, 18, or 0 for a composition
/// dealer, who collects no tax on anything.
pub fn set_profile_in(tx: &Tx, percent: u32) -> Result<()> {
    if ![0, 5, 18].contains(&percent) {
        return Err(Error::invalid("tax_percent", "This is 5, 18, or 0 under composition."));
    }
    let packaged = if percent == 0 { 0 } else { PACKAGED_PERCENT };
    for (class, percent) in [("restaurant", percent), ("packaged", packaged)] {
        tx.run(
            "INSERT INTO tax_rate (class, effective_from, rate_bps, inclusive)
             VALUES (?1, ?2, ?3, 0)
             ON CONFLICT (class, effective_from) DO UPDATE SET rate_bps = excluded.rate_bps",
            params![class, tx.now(), percent * 100],
        )?;
    }
    Ok(())
}

/// A rate as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxRate {
    /// What dishes name: `restaurant`, `packaged`. `packing` and `delivery` are what is put on a
    /// bill under these names.
    pub class: String,
    /// VAT is for liquor, whose lines and papers stand apart.
    #[serde(default = "TaxKind::gst")]
    pub kind: TaxKind,
    /// Under GST both halves together: 1800 is 9 % CGST and 9 % SGST.
    pub rate_bps: Bps,
    /// Prices of the class have the tax in them.
    pub is_inclusive: bool,
    pub effective_from: At,
}

/// Every rate there ever was or will be, by class and time.
pub fn list_rates(read: &Read) -> Result<Vec<TaxRate>> {
    read.list(
        "SELECT class, rate_bps, inclusive, effective_from, kind FROM tax_rate
         ORDER BY class <> 'restaurant', class, effective_from LIMIT ?1",
        [limits::MAX_TAX_RATES as i64],
        |row| {
            let (class, rate_bps) = (row.get(0)?, Bps(row.get(1)?));
            let (is_inclusive, effective_from) = (row.get(2)?, row.at(3)?);
            Ok(TaxRate { class, kind: row.word(4)?, rate_bps, is_inclusive, effective_from })
        },
    )
}

/// Sets how a class is taxed from a time on: bills opened from then on are. Again changes nothing.
///
/// Errors: `invalid_value` for a rate no two halves make, or a time that has passed;
/// `limit_reached`.
pub async fn set_rate(app: &App, actor: &Actor, rate: TaxRate) -> Result<Vec<TaxRate>> {
    app.store.write(actor, move |tx| set_rate_in(tx, &rate)).await
}

/// See [`set_rate`].
pub fn set_rate_in(tx: &Tx, rate: &TaxRate) -> Result<Vec<TaxRate>> {
    let class = clean_line("class", &rate.class, 40)?;
    let rate = TaxRate { class, ..rate.clone() };
    let known = list_rates(tx)?;
    if known.contains(&rate) {
        return Ok(known);
    }
    match rate.kind {
        TaxKind::Gst if rate.rate_bps.0 > 5_000 || !rate.rate_bps.0.is_multiple_of(2) => {
            let sentence = "A rate is 0 to 50 %, and has two equal halves.";
            return Err(Error::invalid("rate_bps", sentence));
        }
        TaxKind::Vat if rate.rate_bps > Bps::WHOLE => {
            return Err(Error::invalid("rate_bps", "A rate is 0 to 100 %."));
        }
        // What no class names is the restaurant's own service.
        TaxKind::Vat if ["restaurant", "packing", "delivery"].contains(&&*rate.class) => {
            return Err(Error::invalid("kind", "This is under GST."));
        }
        TaxKind::Gst | TaxKind::Vat => {}
    }
    if rate.effective_from < tx.now() {
        return Err(Error::invalid("effective_from", "What was sold is taxed as it was."));
    }
    if known.len() >= limits::MAX_TAX_RATES {
        return Err(Code::LimitReached.into());
    }
    tx.run(
        "INSERT INTO tax_rate (class, effective_from, rate_bps, inclusive, kind)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (class, effective_from) DO UPDATE SET rate_bps = excluded.rate_bps,
             inclusive = excluded.inclusive, kind = excluded.kind",
        params![rate.class, rate.effective_from, rate.rate_bps, rate.is_inclusive, rate.kind],
    )?;
    tx.record(Fact::TaxRateSet {
        class: rate.class.clone(),
        kind: rate.kind,
        rate_bps: rate.rate_bps,
        is_inclusive: rate.is_inclusive,
        effective_from: rate.effective_from,
    });
    list_rates(tx)
}
