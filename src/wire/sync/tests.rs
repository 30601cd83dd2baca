use proptest::prelude::*;
use uuid::Uuid;

use super::batch::hex;
use super::*;
use crate::base::{At, Code, Secret, SigningKey};
use crate::wire::{BEGINNING, chain};

fn uuid(last: u8) -> Uuid {
    format!("018f0000-0000-7000-8000-0000000000{last:02x}").parse().expect("an id")
}

fn asked() -> Asked<'static> {
    Asked { method: "POST", path: "/v1/ingest", body: b"hello" }
}

/// Known to whoever writes the other end.
#[test]
fn a_request_is_signed_as_the_page_says() {
    let key = SigningKey::of(&Secret::from_bytes([7; 32]));
    let epoch = "0123456789abcdef".to_owned();
    let known = Headers {
        tenant: uuid(1),
        device: uuid(2),
        key: key.public().id(),
        epoch,
        at: At::from_millis(1_795_267_800_000),
        nonce: "AAAAAAAAAAAAAAAAAAAAAA".into(),
        signature:
            "q0023pLPoQ-cHSjREYAMEhk13my6bPZqXDO3Kp1ehkzTCT8HNbRjT76jPfiURyZako_RNF4h9vGIhirQaYZUCA"
                .into(),
    };
    assert!(known.verify(&asked(), &key.public()));
}

#[test]
fn a_request_that_was_changed_anywhere_is_not_believed() {
    let key = SigningKey::of(&Secret::from_bytes([7; 32]));
    let at = At::from_millis(5);
    let good = Headers::sign(&asked(), (uuid(1), uuid(2)), "0123456789abcdef", at, &key);
    let public = key.public();
    assert!(good.verify(&asked(), &public));
    for other in [
        Asked { method: "PUT", ..asked() },
        Asked { path: "/v1/ingest?", ..asked() },
        Asked { body: b"hellp", ..asked() },
    ] {
        assert!(!good.verify(&other, &public), "{other:?}");
    }
    for other in [
        Headers { tenant: uuid(3), ..good.clone() },
        Headers { device: uuid(3), ..good.clone() },
        Headers { epoch: "0123456789abcdee".into(), ..good.clone() },
        Headers { at: At::from_millis(6), ..good.clone() },
        Headers { nonce: "B".into(), ..good.clone() },
    ] {
        assert!(!other.verify(&asked(), &public), "{other:?}");
    }
    let list = good.list();
    let found = |name| list.iter().find(|(n, _)| *n == name).map(|(_, value)| value.as_str());
    assert_eq!(Headers::read(found), Some(good.clone()));
    for missing in &list[1..] {
        let all_but = |name| found(name).filter(|_| name != missing.0);
        assert_eq!(Headers::read(all_but), None, "{}", missing.0);
    }
}

/// Facts `first..` with such texts, chained to what is before.
fn book(first: i64, texts: &[String]) -> Vec<Sealed> {
    let mut before = BEGINNING;
    let chained = texts.iter().zip(first..).map(|(text, seq)| {
        let (at, kind, actor) = (At::from_millis(seq), "house_set".to_owned(), "{}".to_owned());
        let hash = chain(&before, seq, at, &kind, &actor, text);
        before = hash;
        Sealed { seq, at, kind, actor, body: text.clone(), hash }
    });
    chained.collect()
}

fn batch(facts: Vec<Sealed>, sealed: Vec<u8>) -> Batch {
    let ends = facts.first().zip(facts.last());
    let head = BatchHead {
        epoch: "0123456789abcdef".into(),
        first: ends.map_or(0, |(first, _)| first.seq),
        last: ends.map_or(0, |(_, last)| last.seq),
        last_hash: ends.map_or(String::new(), |(_, last)| hex(&last.hash)),
        changes: None,
    };
    Batch { head, facts, sealed }
}

#[test]
fn a_batch_whose_facts_are_not_what_it_says_is_refused() {
    let texts: Vec<_> = ["a", "b", "c"].map(str::to_owned).to_vec();
    let good = batch(book(1, &texts), b"sealed".to_vec());
    let read =
        |batch: &Batch, before| Batch::decode(&batch.encode().expect("bytes"), |_| Ok(before));
    assert_eq!(read(&good, BEGINNING).expect("a batch"), good);
    let refused = |batch: &Batch, before| read(batch, before).expect_err("refused").code();
    assert_eq!(refused(&good, [1; 32]), Code::BrokenChain);
    let mut other = good.clone();
    other.facts[1].body = "x".into();
    assert_eq!(refused(&other, BEGINNING), Code::BrokenChain);
    let mut short = good.clone();
    short.facts.remove(1);
    assert_eq!(refused(&short, BEGINNING), Code::BrokenChain);
    let mut long = good.clone();
    long.head.last = 4;
    assert_eq!(refused(&long, BEGINNING), Code::BrokenChain);
}

#[test]
fn a_batch_of_too_many_facts_is_refused() {
    let texts = vec![String::new(); MAX_FACTS + 1];
    let bytes = batch(book(1, &texts), Vec::new()).encode().expect("bytes");
    let refused = Batch::decode(&bytes, |_| Ok(BEGINNING)).expect_err("refused");
    assert_eq!(refused.code(), Code::MalformedRequest);
}

proptest! {
    #[test]
    fn any_facts_come_through_as_they_were(
        texts in proptest::collection::vec(".*", 0..20),
        first in 1_i64..1_000,
        sealed: Vec<u8>,
    ) {
        let sent = batch(book(first, &texts), sealed);
        let bytes = sent.encode().expect("bytes");
        prop_assert_eq!(Batch::decode(&bytes, |_| Ok(BEGINNING)).expect("a batch"), sent);
    }

    #[test]
    fn any_bytes_are_a_batch_or_an_error(bytes: Vec<u8>, cut in 0_usize..200, flip in 0_usize..200) {
        let _ = Batch::decode(&bytes, |_| Ok(BEGINNING));
        let good = batch(book(1, &["a".to_owned(), "b".to_owned()]), b"end".to_vec());
        let mut broken = good.encode().expect("bytes");
        if let Some(byte) = broken.get_mut(flip) {
            *byte ^= 0x40;
        }
        broken.truncate(broken.len().saturating_sub(cut));
        let _ = Batch::decode(&broken, |_| Ok(BEGINNING));
    }
}
