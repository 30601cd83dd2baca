use serde::{Deserialize, Serialize};

use crate::base::{At, Code, Error, Result, pack, unpack};
use crate::wire::chain;

/// Most facts in one batch, and most bytes of text: whichever comes first.
pub const MAX_FACTS: usize = 1_000;
pub const MAX_RAW: usize = 1 << 20;
/// Most bytes of a whole batch as it is sent, and of its facts unpacked.
pub const MAX_SENT: usize = 8 << 20;
pub const MAX_INFLATED: usize = 16 << 20;
const MAX_HEAD: usize = 16 << 10;

const MAGIC: &[u8; 4] = b"TFB1";

/// A fact as it is written in the book, to be read by whoever understands its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub seq: i64,
    pub at: At,
    pub kind: String,
    /// JSON, byte for byte: the hash is over it.
    pub actor: String,
    pub body: String,
    pub hash: [u8; 32],
}

impl Sealed {
    /// Bytes of text in it.
    pub fn size(&self) -> usize {
        self.kind.len() + self.actor.len() + self.body.len()
    }
}

/// What stands in front of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchHead {
    pub epoch: String,
    /// Numbers of the facts; 0 and 0 when there are none.
    pub first: i64,
    pub last: i64,
    /// Hash of the last, in hex.
    pub last_hash: String,
    /// Which changes of rows the sealed end holds.
    #[serde(default)]
    pub changes: Option<Changes>,
}

/// Changes of rows that go with the facts, sealed: the hub keeps them and cannot read them
/// without the tenant's data key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changes {
    pub first_no: i64,
    pub last_no: i64,
    /// How many migrations the box had run.
    pub schema: i64,
    /// The last fact of the newest of these commits.
    pub head_seq: i64,
}

/// Facts in order, and the changes of rows they came with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    pub head: BatchHead,
    pub facts: Vec<Sealed>,
    pub sealed: Vec<u8>,
}

/// A fact on its way: its number, time and texts. Its hash is worked out by who receives it.
type Sent = (i64, i64, String, String, String);

impl Batch {
    /// As it is sent: head, packed facts, sealed changes.
    pub fn encode(&self) -> Result<Vec<u8>> {
        let mut lines = Vec::new();
        for fact in &self.facts {
            let sent = (fact.seq, fact.at.millis(), &fact.kind, &fact.actor, &fact.body);
            serde_json::to_writer(&mut lines, &sent).map_err(Error::internal)?;
            lines.push(b'\n');
        }
        let head = serde_json::to_vec(&self.head).map_err(Error::internal)?;
        let mut bytes = MAGIC.to_vec();
        for part in [&head, &pack(&lines)?] {
            let length = u32::try_from(part.len()).map_err(Error::internal)?;
            bytes.extend(length.to_be_bytes());
            bytes.extend(part);
        }
        bytes.extend(&self.sealed);
        Ok(bytes)
    }

    /// What stands in front of a batch, to find what it follows on.
    ///
    /// Error: `malformed_request`.
    pub fn head_of(bytes: &[u8]) -> Result<BatchHead> {
        split(bytes).map(|(head, ..)| head)
    }

    /// Reads a batch that follows on `before`, the hash of the fact ahead of its first.
    ///
    /// Errors: `malformed_request` for what is no batch; `broken_chain` when its facts are not
    /// the numbers it names, or do not end in the hash it names.
    pub fn decode(
        bytes: &[u8],
        before: impl FnOnce(&BatchHead) -> Result<[u8; 32]>,
    ) -> Result<Batch> {
        let (head, packed, sealed) = split(bytes)?;
        let facts = facts(&unpack(packed, MAX_INFLATED)?, before(&head)?)?;
        let (first, last) = facts.first().zip(facts.last()).map_or((0, 0), |(a, z)| (a.seq, z.seq));
        let in_order = facts.iter().zip(head.first..).all(|(fact, seq)| fact.seq == seq);
        let ends = facts.last().is_none_or(|fact| hex(&fact.hash) == head.last_hash);
        if (first, last) != (head.first, head.last) || !in_order || !ends {
            return Err(Code::BrokenChain.into());
        }
        Ok(Batch { head, facts, sealed: sealed.to_vec() })
    }
}

/// Head, packed facts, sealed changes.
fn split(bytes: &[u8]) -> Result<(BatchHead, &[u8], &[u8])> {
    let rest = bytes.strip_prefix(MAGIC.as_slice()).ok_or_else(|| malformed("No batch."))?;
    let (head, rest) = part(rest, MAX_HEAD)?;
    let head = serde_json::from_slice(head).map_err(|e| malformed(&e.to_string()))?;
    let (packed, sealed) = part(rest, MAX_SENT)?;
    Ok((head, packed, sealed))
}

/// Reads what [`hex`] wrote. Error: `malformed_request`.
pub fn unhex(text: &str) -> Result<[u8; 32]> {
    let bytes = data_encoding::HEXLOWER.decode(text.as_bytes()).ok();
    bytes.and_then(|bytes| bytes.try_into().ok()).ok_or_else(|| malformed("This is no hash."))
}

fn malformed(why: &str) -> Error {
    Error::new(Code::MalformedRequest).message(why)
}

/// The next part and what is behind it.
fn part(bytes: &[u8], most: usize) -> Result<(&[u8], &[u8])> {
    let short = || malformed("The batch is cut off.");
    let (length, rest) = bytes.split_first_chunk::<4>().ok_or_else(short)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(Error::internal)?;
    if length > most {
        return Err(malformed("A part of the batch is too large."));
    }
    rest.split_at_checked(length).ok_or_else(short)
}

fn facts(lines: &[u8], mut before: [u8; 32]) -> Result<Vec<Sealed>> {
    let mut facts = Vec::new();
    for line in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        let (seq, at, kind, actor, body): Sent =
            serde_json::from_slice(line).map_err(|e| malformed(&e.to_string()))?;
        if facts.len() == MAX_FACTS {
            return Err(malformed("These are too many facts."));
        }
        let at = At::from_millis(at);
        let hash = chain(&before, seq, at, &kind, &actor, &body);
        facts.push(Sealed { seq, at, kind, actor, body, hash });
        before = hash;
    }
    Ok(facts)
}

/// As hashes stand in JSON.
pub fn hex(hash: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(hash)
}
