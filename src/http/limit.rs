use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::base::{Clock, Code, Error, Result};

/// Addresses that are remembered at once.
const MAX_ADDRESSES: usize = 10_000;

/// So many at once, and one more each time `every` has passed.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    pub burst: u32,
    pub every: Duration,
}

impl Rate {
    /// What a phone that loads a page and then polls never comes near: 200 at once, 50 a second.
    pub const GENEROUS: Rate = Rate { burst: 200, every: Duration::from_millis(20) };
}

/// Counts requests by address: each IPv4 address, each IPv6 network of 64 bits. A clone counts
/// with it.
#[derive(Clone)]
pub struct RateLimit {
    clock: Clock,
    rate: Rate,
    /// When an address would have used up what it took, had it kept to the pace. One number says
    /// all that a bucket of tokens would.
    spent: Arc<Mutex<HashMap<IpAddr, Duration>>>,
}

impl RateLimit {
    pub fn new(clock: Clock, rate: Rate) -> RateLimit {
        RateLimit { clock, rate, spent: Arc::default() }
    }

    /// Errors: `too_many_requests`, with the seconds to wait.
    pub fn take(&self, address: IpAddr) -> Result<()> {
        let now = self.clock.mono();
        let network = network(address);
        let room = self.rate.every * self.rate.burst.saturating_sub(1);
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        let until = spent.get(&network).copied().unwrap_or_default().max(now);
        let ahead = until - now;
        if ahead > room {
            let wait = (ahead - room).as_millis().div_ceil(1_000);
            let seconds = u64::try_from(wait).unwrap_or(u64::MAX);
            return Err(Error::new(Code::TooManyRequests).retry_after(seconds));
        }
        if spent.len() >= MAX_ADDRESSES && !spent.contains_key(&network) {
            make_room(&mut spent, now);
        }
        spent.insert(network, until + self.rate.every);
        Ok(())
    }
}

/// Forgets who owes nothing; if all owe, forgives all rather than grow.
fn make_room(spent: &mut HashMap<IpAddr, Duration>, now: Duration) {
    spent.retain(|_, until| *until > now);
    if spent.len() >= MAX_ADDRESSES {
        spent.clear();
    }
}

fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::At;

    fn limit(burst: u32, every: Duration) -> (Clock, RateLimit) {
        let clock = Clock::standing(At::from_millis(0));
        (clock.clone(), RateLimit::new(clock, Rate { burst, every }))
    }

    fn takes(limit: &RateLimit, address: &str, times: usize) -> usize {
        let address = address.parse().expect("an address");
        (0..times).filter(|_| limit.take(address).is_ok()).count()
    }

    #[test]
    fn a_burst_passes_and_then_one_for_each_pause() {
        let (clock, limit) = limit(3, Duration::from_secs(10));
        assert_eq!(takes(&limit, "10.0.0.1", 5), 3);
        let refused = limit.take("10.0.0.1".parse().expect("an address")).expect_err("refused");
        assert_eq!((refused.code(), refused.wait_seconds()), (Code::TooManyRequests, Some(10)));
        clock.pass(Duration::from_millis(9_999));
        assert_eq!(takes(&limit, "10.0.0.1", 1), 0);
        clock.pass(Duration::from_millis(1));
        assert_eq!(takes(&limit, "10.0.0.1", 5), 1);
        clock.pass(Duration::from_secs(300));
        assert_eq!(takes(&limit, "10.0.0.1", 5), 3, "rest does not add up past the burst");
    }

    #[test]
    fn addresses_do_not_disturb_each_other_but_a_v6_network_is_one() {
        let (_, limit) = limit(1, Duration::from_secs(10));
        assert_eq!(takes(&limit, "10.0.0.1", 2), 1);
        assert_eq!(takes(&limit, "10.0.0.2", 2), 1);
        assert_eq!(takes(&limit, "::ffff:10.0.0.2", 1), 0, "the same v4 address in v6 clothes");
        assert_eq!(takes(&limit, "2001:db8:1:2::1", 1), 1);
        assert_eq!(takes(&limit, "2001:db8:1:2:ffff::9", 1), 0);
        assert_eq!(takes(&limit, "2001:db8:1:3::1", 1), 1);
    }

    #[test]
    fn the_book_of_addresses_stays_bounded() {
        let (_, limit) = limit(1, Duration::from_secs(10));
        for n in 0..u32::try_from(MAX_ADDRESSES).unwrap_or(0) * 2 + 5 {
            assert!(limit.take(IpAddr::V4(n.into())).is_ok());
        }
        assert!(limit.spent.lock().expect("the book").len() <= MAX_ADDRESSES);
    }
}
