use std::collections::{BTreeMap, BTreeSet};

use super::model::{AttemptState, Effect, Event, Tally, reduce};
use crate::base::Paise;
use crate::gateways::pay::{Progress, RefundProgress, Refunded, Seen};

const ASKED: Paise = Paise(45_000);

fn seen(payment: &str, progress: Progress) -> Event {
    of(payment, progress, ASKED, true)
}

fn of(payment: &str, progress: Progress, amount: Paise, is_inr: bool) -> Event {
    Event::Seen(Seen { payment: payment.into(), progress, amount, is_inr })
}

fn refunded(progress: RefundProgress) -> Event {
    Event::Refunded(Refunded {
        refund: "rfnd_1".into(),
        payment: "pay_1".into(),
        reference: Some("refund-key".into()),
        amount: ASKED,
        progress,
    })
}

/// What gateways say of one checkout, the worst included.
fn alphabet() -> Vec<Event> {
    vec![
        seen("pay_1", Progress::Begun),
        seen("pay_1", Progress::Failed),
        seen("pay_1", Progress::Authorized),
        seen("pay_1", Progress::Captured),
        seen("pay_2", Progress::Failed),
        seen("pay_2", Progress::Captured),
        of("pay_3", Progress::Captured, Paise(44_999), true),
        of("pay_1", Progress::Captured, ASKED, false),
        refunded(RefundProgress::Done),
    ]
}

/// Money taken, money flagged, and the attempt's state.
type Money = (Tally, AttemptState, BTreeSet<Effect>);

/// Goes through every sequence of `left` more events, with repetitions.
fn walk(
    events: &[Event],
    left: u32,
    heard: u32,
    so_far: (&Tally, &[Effect]),
    ends: &mut BTreeMap<u32, Money>,
    walked: &mut u32,
) {
    let (tally, effects) = so_far;
    *walked += 1;
    let once: BTreeSet<Effect> = effects.iter().cloned().collect();
    let money = effects.iter().filter(|effect| !matches!(effect, Effect::LookAtRefund { .. }));
    let distinct = once.iter().filter(|effect| !matches!(effect, Effect::LookAtRefund { .. }));
    assert_eq!(money.count(), distinct.count(), "nothing is received or flagged twice");
    let end = (tally.clone(), tally.state(), once);
    let known = ends.entry(heard).or_insert_with(|| end.clone());
    assert_eq!(*known, end, "the same news in another order ends otherwise");
    if left == 0 {
        return;
    }
    for (at, event) in events.iter().enumerate() {
        let (next, more) = reduce(tally.clone(), event);
        let effects = [effects, &more].concat();
        walk(events, left - 1, heard | 1 << at, (&next, &effects), ends, walked);
    }
}

#[test]
fn every_order_of_up_to_six_events_with_repetitions_ends_in_the_same_money() {
    let events = alphabet();
    let (mut ends, mut walked) = (BTreeMap::new(), 0);
    walk(&events, 6, 0, (&Tally::new(ASKED), &[]), &mut ends, &mut walked);
    assert_eq!(walked, (0..=6).map(|n| 9_u32.pow(n)).sum::<u32>(), "all sequences were walked");
    for (heard, (tally, state, effects)) in &ends {
        let says = |at: u32| heard & 1 << at != 0;
        for (payment, right) in [("pay_1", says(3)), ("pay_2", says(5))] {
            let receive = Effect::Receive { payment: payment.into() };
            assert_eq!(effects.contains(&receive), right, "{payment} of {tally:?}");
        }
        let came = says(3) || says(5);
        // Of one payment both was said: it counts, and is for people to look at.
        let disputed = says(3) && says(7);
        assert_eq!(*state == AttemptState::Settled, came && !disputed, "{tally:?}");
        let wrong = says(6) || says(7);
        let shown = disputed || wrong && !came;
        assert_eq!(*state == AttemptState::Mismatched, shown, "{tally:?}");
        assert_eq!(effects.iter().any(|e| matches!(e, Effect::Flag { .. })), wrong, "{tally:?}");
    }
}

#[test]
fn a_bank_that_said_no_may_still_say_yes_and_never_the_other_way_round() {
    let tell = |events: &[Progress]| {
        let start = Tally::new(ASKED);
        let tell = |tally, progress: &Progress| reduce(tally, &seen("pay_1", *progress)).0;
        events.iter().fold(start, tell).state()
    };
    use Progress::{Authorized, Begun, Captured, Failed};
    assert_eq!(tell(&[]), AttemptState::Open);
    assert_eq!(tell(&[Begun]), AttemptState::Open);
    assert_eq!(tell(&[Begun, Failed]), AttemptState::Failed);
    assert_eq!(tell(&[Failed, Authorized]), AttemptState::Authorized);
    assert_eq!(tell(&[Authorized, Failed]), AttemptState::Authorized);
    assert_eq!(tell(&[Failed, Captured]), AttemptState::Settled);
    assert_eq!(tell(&[Captured, Failed, Begun]), AttemptState::Settled);
}

#[test]
fn held_money_and_other_money_is_not_received() {
    let (tally, effects) = reduce(Tally::new(ASKED), &seen("pay_1", Progress::Authorized));
    assert!(effects.is_empty());
    for (amount, is_inr) in [(ASKED - Paise(1), true), (ASKED + Paise(1), true), (ASKED, false)] {
        let wrong = of("pay_1", Progress::Captured, amount, is_inr);
        let (after, effects) = reduce(tally.clone(), &wrong);
        assert_eq!(effects, [Effect::Flag { payment: "pay_1".into(), amount }]);
        assert_eq!(after.state(), AttemptState::Mismatched);
    }
}
