use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;

use super::model::LONGEST_PASSWORD;
use crate::base::{Code, Error, Result, Secret};
use crate::hub::Hub;

/// Hashes at work at once in this process: each takes a core and 19 MiB.
static WORK: Semaphore = Semaphore::const_new(2);
/// Hashes at work or waiting; past it the caller hears `busy`.
static WAIT: Semaphore = Semaphore::const_new(64);

/// Argon2id of a password, as a PHC string. The service's key goes in too: the database alone
/// tells nobody's password, however poor.
///
/// Error: `busy`.
pub async fn hash(hub: &Hub, password: &str) -> Result<String> {
    let password = password.to_owned();
    at_work(hub, move |key| {
        let hashed = argon2(&key)?.hash_password(password.as_bytes());
        hashed.map(|h| h.to_string()).map_err(|e| Error::internal(e.to_string()))
    })
    .await
}

/// Whether `password` is the one that was hashed. Without a hash it takes as long, and is not.
pub async fn verify(hub: &Hub, password: &str, hashed: Option<String>) -> Result<bool> {
    if password.len() > LONGEST_PASSWORD {
        return Ok(false);
    }
    let Some(hashed) = hashed else { return hash(hub, password).await.map(|_| false) };
    let password = password.to_owned();
    at_work(hub, move |key| {
        let hashed = PasswordHash::new(&hashed).map_err(|e| Error::internal(e.to_string()))?;
        Ok(argon2(&key)?.verify_password(password.as_bytes(), &hashed).is_ok())
    })
    .await
}

/// RFC 9106, with the costs OWASP names for 19 MiB.
fn argon2(key: &Secret) -> Result<Argon2<'_>> {
    let refused = |e: argon2::Error| Error::internal(e.to_string());
    let costs = Params::new(19_456, 2, 1, None).map_err(refused)?;
    Argon2::new_with_secret(key.bytes(), Algorithm::Argon2id, Version::V0x13, costs)
        .map_err(refused)
}

async fn at_work<T: Send + 'static>(
    hub: &Hub,
    work: impl FnOnce(Secret) -> Result<T> + Send + 'static,
) -> Result<T> {
    let busy = |_| Error::new(Code::Busy).retry_after(1);
    let _place = WAIT.try_acquire().map_err(busy)?;
    let _permit = WORK.acquire().await.map_err(Error::internal)?;
    let key = Arc::clone(&hub.key).derive("password");
    tokio::task::spawn_blocking(move || work(key)).await.map_err(Error::internal)?
}
