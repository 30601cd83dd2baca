use super::model::Trouble;

#[test]
fn what_is_no_answer_of_a_hub_is_nobody_reached() {
    let away =
        |status, body: &str| matches!(Trouble::of(status, body.as_bytes()), Trouble::Away { .. });
    assert!(away(200, "<html>Accept our terms</html>"));
    assert!(away(511, ""));
    assert!(away(503, r#"{"error":{"code":"busy","message":"x","details":{}}}"#));
    assert!(away(429, r#"{"error":{"code":"too_many_requests"}}"#));
    assert!(!away(401, r#"{"error":{"code":"wrong_code"}}"#));
}

#[test]
fn what_the_hub_says_is_heard_as_it_is_meant() {
    let gap = br#"{"error":{"code":"gap","message":"x","details":{"expected_seq":7}}}"#;
    assert_eq!(Trouble::of(409, gap), Trouble::Gap { expected: 7 });
    let fenced = br#"{"error":{"code":"fenced","message":"x","details":{},"more":1}}"#;
    assert_eq!(Trouble::of(410, fenced), Trouble::Fenced);
    let new = br#"{"error":{"code":"never_heard_of","message":"x"}}"#;
    assert!(matches!(Trouble::of(409, new), Trouble::Refused { .. }));
}
