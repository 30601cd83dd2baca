use std::collections::VecDeque;
use std::time::Duration;

/// So many failures within [`WINDOW`] and nobody is asked any more.
const FAILURES: usize = 5;
const WINDOW: Duration = Duration::from_secs(60);
/// How long nobody is asked, and how long one probe has to come back.
const REST: Duration = Duration::from_secs(60);

/// Keeps everybody from waiting for a far end that does not answer.
///
/// Pure: it is told the time, which only ever goes forward.
#[derive(Clone, Debug, Default)]
pub struct Breaker {
    failed: VecDeque<Duration>,
    resting_since: Option<Duration>,
    /// When somebody was let through to see whether it answers again.
    probed: Option<Duration>,
}

impl Breaker {
    /// Seconds until the next try, when it rests; guests see the other ways to pay.
    pub fn rests_for(&self, now: Duration) -> Option<u64> {
        let since = self.resting_since.max(self.probed)?;
        self.resting_since?;
        Some((since + REST).saturating_sub(now).as_secs())
    }

    /// Whether the gateway may be asked now. While it rests, one caller a minute may: the probe.
    pub fn lets_through(&mut self, now: Duration) -> bool {
        let Some(since) = self.resting_since else { return true };
        if now < since.max(self.probed.unwrap_or(since)) + REST {
            return false;
        }
        self.probed = Some(now);
        true
    }

    /// It answered, be it with a no.
    pub fn answered(&mut self) {
        *self = Breaker::default();
    }

    /// It did not answer, or said that it is broken.
    pub fn failed(&mut self, now: Duration) {
        self.failed.push_back(now);
        while self.failed.front().is_some_and(|at| *at + WINDOW <= now) {
            self.failed.pop_front();
        }
        if self.resting_since.is_some() || self.failed.len() >= FAILURES {
            self.resting_since = Some(now);
            self.probed = None;
            self.failed.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{At, Clock};

    struct Watched {
        breaker: Breaker,
        clock: Clock,
    }

    impl Watched {
        fn new() -> Watched {
            Watched { breaker: Breaker::default(), clock: Clock::standing(At::from_millis(0)) }
        }

        fn pass(&self, seconds: u64) {
            self.clock.pass(Duration::from_secs(seconds));
        }

        fn fail(&mut self, times: usize) {
            for _ in 0..times {
                self.breaker.failed(self.clock.mono());
            }
        }

        fn opens(&mut self) -> bool {
            self.breaker.lets_through(self.clock.mono())
        }
    }

    #[test]
    fn five_failures_in_a_minute_are_enough_and_four_are_not() {
        let mut gateway = Watched::new();
        gateway.fail(4);
        assert!(gateway.opens());
        assert_eq!(gateway.breaker.rests_for(gateway.clock.mono()), None);
        gateway.fail(1);
        assert!(!gateway.opens());
        assert_eq!(gateway.breaker.rests_for(gateway.clock.mono()), Some(60));
    }

    #[test]
    fn failures_that_are_a_minute_old_are_forgotten_and_an_answer_forgets_all() {
        let mut gateway = Watched::new();
        gateway.fail(4);
        gateway.pass(60);
        gateway.fail(4);
        assert!(gateway.opens(), "the first four are too old");
        gateway.breaker.answered();
        gateway.fail(4);
        assert!(gateway.opens());
    }

    #[test]
    fn after_a_minute_one_is_let_through_and_what_it_finds_decides() {
        let mut gateway = Watched::new();
        gateway.fail(5);
        gateway.pass(59);
        assert!(!gateway.opens());
        gateway.pass(1);
        assert!(gateway.opens(), "the probe");
        assert!(!gateway.opens(), "only one");
        gateway.fail(1);
        gateway.pass(59);
        assert!(!gateway.opens(), "one failed probe and it rests again");
        gateway.pass(1);
        assert!(gateway.opens());
        gateway.breaker.answered();
        assert!(gateway.opens() && gateway.opens(), "it answers: everybody is let through");
    }

    #[test]
    fn a_probe_that_never_comes_back_does_not_close_the_way_for_ever() {
        let mut gateway = Watched::new();
        gateway.fail(5);
        gateway.pass(60);
        assert!(gateway.opens());
        gateway.pass(60);
        assert!(gateway.opens(), "another probe");
    }
}
