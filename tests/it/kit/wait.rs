use std::time::Duration;

/// Long enough for anything that comes about on a slow machine with much else to do; only waited
/// for when it does not.
pub const PATIENCE: Duration = Duration::from_secs(120);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// Waits for `done`; fails by the name of what it waited for.
pub async fn in_time<T>(what: &str, done: impl Future<Output = T>) -> T {
    within(PATIENCE, what, done).await
}

/// As [`in_time`], for what may take longer or should not take as long.
pub async fn within<T>(time: Duration, what: &str, done: impl Future<Output = T>) -> T {
    match tokio::time::timeout(time, done).await {
        Ok(done) => done,
        Err(_) => panic!("waited {time:?} for {what}"),
    }
}

/// Looks again and again until it is so.
pub async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) {
    found(what, async || is_so().await.then_some(())).await;
}

/// Looks again and again until there is something.
pub async fn found<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let looking = async {
        loop {
            if let Some(found) = look().await {
                return found;
            }
            tokio::time::sleep(PAUSE).await;
        }
    };
    in_time(what, looking).await
}
