use tokio::sync::Semaphore;

use super::model::check_pin;
use crate::app::App;
use crate::base::{Code, Error, Result, Secret, hash_password, is_password};

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

/// The hash of a new PIN, with the box's key.
///
/// Errors: `invalid_value` for a PIN nobody should have; `busy`.
pub async fn hash_pin(app: &App, pin: &str) -> Result<String> {
    check_pin(pin)?;
    let pin = pin.to_owned();
    at_work(app, move |key| hash_password(&key, &pin)).await
}

/// Whether `pin` is the one that was hashed. Without a hash it takes as long, and is not.
pub(super) async fn verify(app: &App, pin: &str, hashed: Option<String>) -> Result<bool> {
    let pin = pin.to_owned();
    at_work(app, move |key| is_password(&key, &pin, hashed.as_deref())).await
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
