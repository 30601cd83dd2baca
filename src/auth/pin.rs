use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;

use super::model::check_pin;
use crate::app::App;
use crate::base::{Code, Error, Result, Secret};

/// Hashes at work at once: each takes a core and 19 MiB.
const AT_ONCE: usize = 2;
/// Hashes at work or waiting; past it the caller hears `busy`.
const AT_MOST: usize = 32;

/// Keeps a flood of sign-ins from taking the box's cores and memory.
struct Bench {
    work: Semaphore,
    wait: Semaphore,
}

impl Default for Bench {
    fn default() -> Bench {
        Bench { work: Semaphore::new(AT_ONCE), wait: Semaphore::new(AT_MOST) }
    }
}

/// Argon2id of a new PIN, as a PHC string. The box's key goes in too: from the database alone a
/// PIN of four digits would be found within minutes.
///
/// Errors: `invalid_value` for a PIN nobody should have; `busy`.
pub async fn hash_pin(app: &App, pin: &str) -> Result<String> {
    check_pin(pin)?;
    hash(app, pin).await
}

/// Whether `pin` is the one that was hashed. Without a hash it takes as long, and is not.
pub(super) async fn verify(app: &App, pin: &str, hashed: Option<String>) -> Result<bool> {
    let Some(hashed) = hashed else { return hash(app, pin).await.map(|_| false) };
    let pin = pin.to_owned();
    at_work(app, move |key| {
        let hashed = PasswordHash::new(&hashed).map_err(|e| Error::internal(e.to_string()))?;
        Ok(argon2(&key)?.verify_password(pin.as_bytes(), &hashed).is_ok())
    })
    .await
}

async fn hash(app: &App, pin: &str) -> Result<String> {
    let pin = pin.to_owned();
    at_work(app, move |key| {
        let hashed = argon2(&key)?.hash_password(pin.as_bytes());
        hashed.map(|h| h.to_string()).map_err(|e| Error::internal(e.to_string()))
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
    app: &App,
    work: impl FnOnce(Secret) -> Result<T> + Send + 'static,
) -> Result<T> {
    let bench = app.room::<Bench>();
    let busy = |_| Error::new(Code::Busy).retry_after(1);
    let _place = bench.wait.try_acquire().map_err(busy)?;
    let _permit = bench.work.acquire().await.map_err(Error::internal)?;
    let key = app.key("pin");
    tokio::task::spawn_blocking(move || work(key)).await.map_err(Error::internal)?
}
