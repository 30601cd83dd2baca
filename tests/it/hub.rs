//! The hub: boxes enrol once, their books are kept without gap and double. That no tenant
//! sees another's rows is in tenants.rs.

use serde_json::{Value, json};
use tiffin::base::At;
use tiffin::wire::sync::{Batch, BatchHead, Sealed, hex};
use tiffin::wire::{BEGINNING, chain};

use crate::kit::hub::{Signer, TestHub, enrol};

const EPOCH: &str = "0123456789abcdef";

/// A box that is in, at a new place of a new tenant.
pub async fn enrolled(hub: &TestHub, name: &str) -> Signer {
    let tenant = hub.tenant(name).await;
    let invited = hub.invite(tenant, "Till").await;
    let signer = Signer::new(EPOCH);
    let (status, answer) = enrol(&signer, hub, &invited.code).await;
    assert_eq!((status, &answer["name"]), (200, &json!("Till")), "{answer}");
    Signer { place: (tenant, invited.device), ..signer }
}

/// A book of facts, the text of each its own.
pub fn book(texts: &[&str]) -> Vec<Sealed> {
    let named: Vec<_> = texts.iter().map(|text| ("house_set", json!({ "name": text }))).collect();
    book_of(&named)
}

/// A book of facts: kinds and bodies.
pub fn book_of(facts: &[(&str, Value)]) -> Vec<Sealed> {
    let mut before = BEGINNING;
    let sealed = facts.iter().zip(1..).map(|((kind, body), seq)| {
        let (at, actor) = (At::from_millis(seq * 10), "{}".to_owned());
        let (kind, body) = ((*kind).to_owned(), body.to_string());
        let hash = chain(&before, seq, at, &kind, &actor, &body);
        before = hash;
        Sealed { seq, at, kind, actor, body, hash }
    });
    sealed.collect()
}

pub fn batch(facts: &[Sealed]) -> Vec<u8> {
    let (first, last) = (&facts[0], &facts[facts.len() - 1]);
    let head = BatchHead {
        epoch: EPOCH.into(),
        first: first.seq,
        last: last.seq,
        last_hash: hex(&last.hash),
        changes: None,
    };
    Batch { head, facts: facts.to_vec(), sealed: Vec::new() }.encode().expect("bytes")
}

fn code(answer: &(u16, Value)) -> &str {
    answer.1["error"]["code"].as_str().unwrap_or_default()
}

#[tokio::test]
async fn a_code_lets_one_box_in_once_and_answers_it_again() {
    let hub = TestHub::start().await;
    let tenant = hub.tenant("Barah Mez").await;
    let invited = hub.invite(tenant, "Till").await;
    let signer = Signer::new(EPOCH);
    let wrong = enrol(&signer, &hub, "0000-0000-0000").await;
    assert_eq!((wrong.0, code(&wrong)), (401, "wrong_code"));
    let (_, first) = enrol(&signer, &hub, &invited.code.to_lowercase()).await;
    assert_eq!(first["device_id"], json!(invited.device));
    let (_, again) = enrol(&signer, &hub, &invited.code).await;
    assert_eq!(first, again, "the answer may have been lost");
    let thief = enrol(&Signer::new(EPOCH), &hub, &invited.code).await;
    assert_eq!(code(&thief), "wrong_code");
    assert_eq!(hub.count("SELECT count(*) FROM machine").await, 1);
    let secrets = "SELECT count(*) FROM device WHERE length(data_key) < 60";
    assert_eq!(hub.count(secrets).await, 0, "sealed: nonce, key and tag");
}

#[tokio::test]
async fn a_book_is_kept_without_gap_and_double_through_any_node() {
    let hub = TestHub::start().await;
    let signer = enrolled(&hub, "Barah Mez").await;
    let other_node = hub.another_node().await;
    let facts = book(&["a", "b", "c", "d", "e"]);
    let send =
        async |url: &str, facts: &[Sealed]| signer.post(url, "/v1/ingest", batch(facts)).await;
    let (status, first) = send(&hub.url, &facts[..2]).await;
    assert_eq!((status, &first["held"]["seq"]), (200, &json!(2)), "{first}");
    let missing = send(&other_node, &facts[3..]).await;
    assert_eq!((missing.0, code(&missing)), (409, "gap"));
    assert_eq!(missing.1["error"]["details"]["expected_seq"], 3);
    for _ in 0..2 {
        let (_, kept) = send(&other_node, &facts[1..4]).await;
        assert_eq!(kept["held"]["seq"], 4, "what came before is not kept twice");
    }
    let (all, again) = tokio::join!(send(&hub.url, &facts), send(&other_node, &facts));
    assert_eq!((&all.1["held"]["seq"], &again.1["held"]["seq"]), (&json!(5), &json!(5)));
    assert_eq!(all.1["held"]["hash"], json!(hex(&facts[4].hash)));
    assert_eq!(hub.count("SELECT count(*) FROM fact").await, 5);
    let same = "SELECT count(*) FROM fact WHERE body = '{\"name\":\"c\"}' AND seq = 3 AND at = 30";
    assert_eq!(hub.count(same).await, 1, "as it was written");
    let rung = "SELECT count(*) FROM alarm WHERE kind = 'GAP' AND cleared_at IS NULL";
    assert_eq!(hub.count(rung).await, 1);
}

#[tokio::test]
async fn a_book_that_says_otherwise_is_laid_aside_and_rings() {
    let hub = TestHub::start().await;
    let signer = enrolled(&hub, "Barah Mez").await;
    let send = async |facts: &[Sealed]| signer.post(&hub.url, "/v1/ingest", batch(facts)).await;
    assert_eq!(send(&book(&["a", "b", "c"])).await.0, 200);
    let other = book(&["a", "B", "c", "d"]);
    let fork = send(&other).await;
    assert_eq!((fork.0, code(&fork)), (409, "fork"));
    let fork = send(&other[3..]).await;
    assert_eq!(code(&fork), "fork", "it follows on another third");
    assert_eq!(hub.count("SELECT count(*) FROM fact").await, 3);
    assert_eq!(hub.count("SELECT count(*) FROM quarantine").await, 2);
    assert_eq!(hub.count("SELECT times FROM alarm WHERE kind = 'FORK'").await, 2);
    let seqs = json!({ "epoch": EPOCH, "seqs": [1, 2, 9] }).to_string().into_bytes();
    let (_, compared) = signer.post(&hub.url, "/v1/compare", seqs).await;
    assert_eq!(compared["hashes"][0], json!(hex(&other[0].hash)));
    assert_ne!(compared["hashes"][1], json!(hex(&other[1].hash)));
    assert_eq!(compared["hashes"][2], Value::Null);
}

#[tokio::test]
async fn who_does_not_sign_as_a_known_box_learns_nothing() {
    let hub = TestHub::start().await;
    let signer = enrolled(&hub, "Barah Mez").await;
    let neighbour = enrolled(&hub, "Chai Stop").await;
    let facts = batch(&book(&["a"]));
    let strangers = [
        Signer { key: neighbour.key.clone(), ..signer.clone() },
        Signer { place: (signer.place.0, neighbour.place.1), ..signer.clone() },
        Signer { place: (neighbour.place.0, signer.place.1), ..signer.clone() },
    ];
    for stranger in &strangers {
        let answer = stranger.post(&hub.url, "/v1/ingest", facts.clone()).await;
        assert_eq!((answer.0, code(&answer)), (400, "bad_signature"));
    }
    for body in
        [b"".to_vec(), b"TFB1".to_vec(), vec![0xff; 4_000], facts[..facts.len() - 1].to_vec()]
    {
        let answer = signer.post(&hub.url, "/v1/ingest", body).await;
        assert_eq!(answer.0, 400, "{}", answer.1);
    }
    assert_eq!(hub.count("SELECT count(*) FROM fact").await, 0);
    assert_eq!(signer.post(&hub.url, "/v1/ingest", facts).await.0, 200);
}
