use rusqlite::params;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{RowExt, Tx};
use crate::base::{At, Code, Error, OnceKey, Result, limits};

impl Tx<'_> {
    /// Does `work` the first time this key is seen, and answers the same ever after.
    ///
    /// Errors are not remembered: a job that failed changed nothing and may be tried again.
    /// Answers `idempotency_key_reused` when the key came with another request.
    pub fn once<T: Serialize + DeserializeOwned>(
        &self,
        key: &OnceKey,
        work: impl FnOnce(&Self) -> Result<T>,
    ) -> Result<T> {
        let seen = self.one(
            "SELECT request, answer FROM once WHERE scope = ?1 AND key = ?2",
            params![key.scope, key.key],
            |row| Ok((row.get::<_, Vec<u8>>(0)?, row.json::<T>(1)?)),
        )?;
        match seen {
            Some((request, answer)) if request == key.request => Ok(answer),
            Some(_) => Err(Code::IdempotencyKeyReused.into()),
            None => {
                let answer = work(self)?;
                let json = serde_json::to_string(&answer).map_err(Error::internal)?;
                self.run(
                    "INSERT INTO once (scope, key, request, answer, at) VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![key.scope, key.key, key.request, json, self.now()],
                )?;
                Ok(answer)
            }
        }
    }

    /// Forgets answers older than [`limits::IDEMPOTENCY_DAYS`], at most 1,000 at a time.
    pub fn forget_old_answers(&self) -> Result<usize> {
        let age = limits::IDEMPOTENCY_DAYS * 86_400_000;
        let before = At::from_millis(self.now().millis() - age);
        self.run(
            "DELETE FROM once WHERE (scope, key) IN
             (SELECT scope, key FROM once WHERE at < ?1 ORDER BY at LIMIT 1000)",
            [before],
        )
    }
}
