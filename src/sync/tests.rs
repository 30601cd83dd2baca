use super::model::{Span, Trouble, points, span};
use crate::wire::sync::{Epoch, EpochReason};

#[test]
fn what_is_no_answer_of_a_hub_is_nobody_reached() {
    let away = |status, body: &str| {
        matches!(Trouble::of(status, body.as_bytes(), None), Trouble::Away { .. })
    };
    assert!(away(200, "<html>Accept our terms</html>"));
    assert!(away(511, ""));
    assert!(away(503, r#"{"error":{"code":"busy","message":"x","details":{}}}"#));
    assert!(away(429, r#"{"error":{"code":"too_many_requests"}}"#));
    assert!(!away(401, r#"{"error":{"code":"wrong_code"}}"#));
}

#[test]
fn what_the_hub_says_is_heard_as_it_is_meant() {
    let gap = br#"{"error":{"code":"gap","message":"x","details":{"expected_seq":7}}}"#;
    assert_eq!(Trouble::of(409, gap, None), Trouble::Gap { expected: 7 });
    let fenced = br#"{"error":{"code":"fenced","message":"x","details":{},"more":1}}"#;
    assert_eq!(Trouble::of(410, fenced, None), Trouble::Fenced);
    let new = br#"{"error":{"code":"never_heard_of","message":"x"}}"#;
    assert!(matches!(Trouble::of(409, new, None), Trouble::Refused { .. }));
}

#[test]
fn a_fact_is_of_the_newest_life_that_begins_before_it() {
    let life = |epoch: &str, base_seq| Epoch {
        epoch: epoch.into(),
        base_epoch: None,
        base_seq,
        base_hash: String::new(),
        reason: EpochReason::New,
    };
    // The second went on from 50, the third again from 30: of the second nothing is left.
    let lives = [life("a", 0), life("b", 50), life("c", 30), life("d", 80)];
    let of = |name: &str| span(&lives, name).map(|Span { after, until, .. }| (after, until));
    assert_eq!(of("a"), Some((0, Some(30))));
    assert_eq!(of("b"), Some((50, Some(30))));
    assert_eq!(of("c"), Some((30, Some(80))));
    assert_eq!(of("d"), Some((80, None)));
    assert_eq!(of("e"), None);
}

#[test]
fn numbers_to_compare_are_few_in_order_and_reach_the_end() {
    for (low, beyond) in [(0, 1), (0, 2), (5, 9), (0, 65), (0, 66), (10, 100_000)] {
        let points = points(low, beyond);
        assert!(points.len() <= 64 && points.is_sorted(), "{points:?}");
        assert!(points.windows(2).all(|two| two[0] < two[1]), "{points:?}");
        assert_eq!(points.last().copied(), (beyond - low > 1).then_some(beyond - 1));
        assert!(points.first().is_none_or(|first| *first > low));
    }
}
