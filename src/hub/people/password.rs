use std::sync::Arc;

use tokio::sync::Semaphore;

use super::model::LONGEST_PASSWORD;
use crate::base::{Code, Error, Result, Secret, hash_password, is_password};
use crate::hub::Hub;

/// Hashes at work at once in this process: each takes a core and 19 MiB.
static WORK: Semaphore = Semaphore::const_new(2);
/// Hashes at work or waiting; past it the caller hears `busy`.
static WAIT: Semaphore = Semaphore::const_new(64);

/// The hash of a password, with the service's key.
///
/// Error: `busy`.
pub async fn hash(hub: &Hub, password: &str) -> Result<String> {
    let password = password.to_owned();
    at_work(hub, move |key| hash_password(&key, &password)).await
}

/// Whether `password` is the one that was hashed. Without a hash it takes as long, and is not.
///
/// Error: `busy`.
pub async fn verify(hub: &Hub, password: &str, hashed: Option<String>) -> Result<bool> {
    if password.len() > LONGEST_PASSWORD {
        return Ok(false);
    }
    let password = password.to_owned();
    at_work(hub, move |key| is_password(&key, &password, hashed.as_deref())).await
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
