use std::time::Duration;

use super::limits::MAX_BACKOFF;
use super::random_below;

/// How long to wait before the next try, with full jitter: anything up to 1 s, 2 s, 4 s …
/// [`MAX_BACKOFF`], so that a hundred boxes whose line comes back do not all ask at once.
pub fn backoff(tries: u32) -> Duration {
    let ceiling = ceiling(tries);
    Duration::from_millis(u64::from(random_below(u32::try_from(ceiling.as_millis()).unwrap_or(0))))
}

fn ceiling(tries: u32) -> Duration {
    Duration::from_secs(1 << tries.min(10)).min(MAX_BACKOFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_five_minutes_and_no_further() {
        assert_eq!(ceiling(0), Duration::from_secs(1));
        assert_eq!(ceiling(3), Duration::from_secs(8));
        for tries in 0..200 {
            assert!(backoff(tries) < ceiling(tries));
            assert!(ceiling(tries) <= Duration::from_secs(300));
        }
        assert_eq!(ceiling(u32::MAX), MAX_BACKOFF);
    }
}
