use super::model::{TaxClass, TaxProfile};
use crate::base::{At, Bps, Error, Result};
use crate::store::{Read, Tx, params};

/// Packaged goods that are resold as they are, in percent.
const PACKAGED_PERCENT: u32 = 5;

/// The rates that hold at `at`, the restaurant's own first.
pub fn profile_at(read: &Read, at: At) -> Result<TaxProfile> {
    let classes = read.list(
        "SELECT class, rate_bps, inclusive FROM tax_rate t
         WHERE effective_from = (SELECT max(effective_from) FROM tax_rate
                                 WHERE class = t.class AND effective_from <= ?1)
         ORDER BY class <> 'restaurant', class LIMIT 20",
        [at],
        |row| {
            let (key, rate, inclusive) = (row.get(0)?, Bps(row.get(1)?), row.get(2)?);
            Ok(TaxClass { key, rate, inclusive })
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
