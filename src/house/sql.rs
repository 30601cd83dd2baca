use super::model::House;
use crate::base::{Error, Result};
use crate::store::{Read, RowExt, Tx, params};

/// The settings; those of an unnamed house before the first were saved.
pub fn load(read: &Read) -> Result<House> {
    let saved = read.one("SELECT settings FROM house WHERE id = 1", [], |row| row.json(0))?;
    Ok(saved.unwrap_or_default())
}

pub fn upsert(tx: &Tx, house: &House) -> Result<()> {
    let settings = serde_json::to_string(house).map_err(Error::internal)?;
    tx.run(
        "INSERT INTO house (id, settings, set_at) VALUES (1, ?1, ?2)
         ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, set_at = excluded.set_at",
        params![settings, tx.now()],
    )?;
    Ok(())
}
