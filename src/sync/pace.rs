use std::time::Duration;

/// How many seconds of a line with a cap one batch may take.
const LONGEST: u64 = 20;

/// Spreads what is sent over time, on a line that is paid by the byte.
#[derive(Debug, Default)]
pub struct Pace {
    /// Until when the line is taken by what went out.
    taken: Duration,
}

impl Pace {
    /// How long to wait before `bytes` go out over a line of `kbps`; 0 is no cap.
    pub fn wait(&mut self, now: Duration, bytes: usize, kbps: u32) -> Duration {
        if kbps == 0 {
            return Duration::ZERO;
        }
        let start = self.taken.max(now);
        // Bits by kilobits a second are milliseconds.
        let bits = u64::try_from(bytes).unwrap_or(u64::MAX).saturating_mul(8);
        self.taken = start + Duration::from_millis(bits.div_ceil(u64::from(kbps)));
        start - now
    }
}

/// Bytes one batch may have, so that it does not hold a slow line for long.
pub fn most(bytes: usize, kbps: u32) -> usize {
    match u64::from(kbps) {
        0 => bytes,
        kbps => usize::try_from(kbps * 125 * LONGEST).unwrap_or(bytes).clamp(1, bytes),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn never_more_goes_out_than_the_cap_lets_through(
            sizes in proptest::collection::vec((1_usize..100_000, 0_u64..5_000), 1..50),
            kbps in 1_u32..10_000,
        ) {
            let mut pace = Pace::default();
            let (mut now, mut sent) = (Duration::ZERO, 0_u64);
            for (bytes, later) in sizes {
                now += Duration::from_millis(later);
                now += pace.wait(now, bytes, kbps);
                // What went out before this one fits into the time that passed.
                let passed = u64::try_from(now.as_millis()).expect("milliseconds");
                prop_assert!(sent * 8 <= passed * u64::from(kbps));
                sent += u64::try_from(bytes).expect("bytes");
            }
        }
    }

    #[test]
    fn without_a_cap_nothing_waits() {
        let mut pace = Pace::default();
        assert_eq!(pace.wait(Duration::from_secs(5), 1 << 30, 0), Duration::ZERO);
        assert_eq!((most(1 << 20, 0), most(1 << 20, 64), most(10, 64)), (1 << 20, 160_000, 10));
    }
}
