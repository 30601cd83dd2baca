use rusqlite::Connection;

use super::{advance, append, bury, cursor, dead_letters, drop_letter, head, read_after, verify};
use crate::base::At;
use crate::wire::{Actor, Fact};

fn book(facts: usize) -> Connection {
    let conn = Connection::open_in_memory().expect("a database");
    conn.execute_batch(include_str!("../../migrations/edge/0001_engines.sql")).expect("tables");
    for n in 0..facts {
        let fact = Fact::HouseSet { name: format!("House {n}") };
        append(&conn, At::from_millis(n as i64), &Actor::the_box(), &[fact]).expect("a fact");
    }
    conn
}

#[test]
fn facts_are_numbered_without_gaps_and_read_in_order() {
    let conn = book(5);
    let read = read_after(&conn, 2, 2).expect("facts");
    assert_eq!(read.iter().map(|r| r.seq).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(read[0].fact, Fact::HouseSet { name: "House 2".into() });
    assert_eq!((head(&conn).ok(), verify(&conn, 1).ok()), (Some(5), Some(5)));
}

#[test]
fn facts_of_one_change_follow_each_other_and_none_leaves_no_trace() {
    let conn = book(2);
    let (at, by) = (At::from_millis(9), Actor::the_box());
    let named = |name: &str| Fact::HouseSet { name: name.into() };
    let told = append(&conn, at, &by, &[named("a"), named("b"), named("c")]);
    assert_eq!(told.ok(), Some(Some(5)));
    assert_eq!(append(&conn, at, &by, &[]).ok(), Some(None));
    let read = read_after(&conn, 2, 9).expect("facts");
    let names: Vec<_> = read.into_iter().map(|r| (r.seq, r.fact)).collect();
    assert_eq!(names, [(3, named("a")), (4, named("b")), (5, named("c"))]);
    assert_eq!(verify(&conn, 1).ok(), Some(5), "one chain with what was before");
}

#[test]
fn an_altered_a_missing_and_a_moved_fact_break_the_chain() {
    for damage in [
        "UPDATE fact SET body = replace(body, 'House 2', 'House 9') WHERE seq = 3",
        "UPDATE fact SET at = at + 1 WHERE seq = 3",
        "UPDATE fact SET actor = replace(actor, 'box', 'bob') WHERE seq = 3",
        "DELETE FROM fact WHERE seq = 3",
    ] {
        let conn = book(5);
        conn.execute_batch(damage).expect("damage");
        let error = verify(&conn, 1).expect_err(damage).to_string();
        assert!(error.contains("number 3"), "{damage}: {error}");
        assert!(verify(&conn, 5).is_ok(), "the tail alone still holds: {damage}");
    }
}

#[test]
fn a_cursor_never_goes_back() {
    let conn = book(0);
    assert_eq!(cursor(&conn, "sms").ok(), Some(None));
    for (seq, stands) in [(3, 3), (2, 3), (9, 9)] {
        advance(&conn, "sms", seq).expect("a step");
        assert_eq!(cursor(&conn, "sms").ok(), Some(Some(stands)));
    }
}

#[test]
fn a_dead_letter_is_seen_once_and_can_be_dropped() {
    let conn = book(2);
    let now = At::from_millis(7);
    bury(&conn, "sms", 2, "no such number", 8, now).expect("buried");
    bury(&conn, "sms", 2, "still no such number", 8, now).expect("buried again");
    let letters = dead_letters(&conn, 10).expect("letters");
    assert_eq!(letters.len(), 1);
    assert_eq!((letters[0].tries, letters[0].kind.as_str()), (16, "house_set"));
    assert_eq!(drop_letter(&conn, letters[0].id).ok().flatten(), Some(("sms".into(), 2)));
    assert!(dead_letters(&conn, 10).expect("letters").is_empty());
}
