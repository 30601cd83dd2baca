use super::model::Cloud;
use crate::base::{Code, Error, Result, Secret, open, pack, seal, unpack};
use crate::config::DataDir;
use crate::ledger;
use crate::store::{Read, Shipment, shipments_after};
use crate::wire::sync::{Batch, BatchHead, Changes, Head, Limits, Sealed, hex};

/// Most changes in one batch, and most bytes of text: one larger than that goes alone.
const MAX_SHIPMENTS: usize = 500;
const MAX_TEXT: usize = 2 << 20;
/// What one batch's changes unpack to, each of which was measured when it was kept.
const MAX_UNPACKED: usize = 24 << 20;

/// What changes are sealed with; none before the cloud has given it.
pub fn changes_key(dir: &DataDir) -> Option<Secret> {
    dir.find_key("data").map(|key| key.derive("changes"))
}

/// How many facts and shipments go together: facts end where the last whole shipment ends, so that
/// both sides always meet, but where one commit is more than a batch.
pub fn cut(facts: &[i64], heads: &[i64], held: i64) -> (usize, usize) {
    let last = facts.last().copied().unwrap_or(held);
    let whole = heads.iter().take_while(|head| **head <= last).count();
    match heads[..whole].last() {
        Some(end) => (facts.iter().filter(|seq| *seq <= end).count(), whole),
        None => (facts.len(), 0),
    }
}

/// What comes after `held`, facts as they were written and changes sealed; only facts of a life
/// that ended with fact `until`. None: nothing waits.
pub fn next_batch(
    read: &Read,
    (cloud, key): (&Cloud, Option<&Secret>),
    (held, until): (&Head, Option<i64>),
    limits: Limits,
) -> Result<Option<Batch>> {
    let mut facts =
        ledger::read_raw_after(read.conn(), held.seq, limits.max_facts, limits.max_bytes)?;
    facts.retain(|fact| until.is_none_or(|until| fact.seq <= until));
    // Rows are those of the life that goes on.
    let key = key.filter(|_| until.is_none());
    let mut shipments = match key {
        Some(_) => shipments_after(read, held.no, MAX_SHIPMENTS, MAX_TEXT)?,
        None => Vec::new(),
    };
    let seqs: Vec<_> = facts.iter().map(|fact| fact.seq).collect();
    let heads: Vec<_> = shipments.iter().map(|shipment| shipment.head_seq).collect();
    let (count, whole) = cut(&seqs, &heads, held.seq);
    facts.truncate(count);
    shipments.truncate(whole);
    if facts.is_empty() && shipments.is_empty() {
        return Ok(None);
    }
    let (changes, sealed) = match key {
        Some(key) => sealed(cloud, key, &held.epoch, &shipments)?,
        None => (None, Vec::new()),
    };
    let head = head(&held.epoch, &facts, changes);
    Ok(Some(Batch { head, facts, sealed }))
}

fn head(epoch: &str, facts: &[Sealed], changes: Option<Changes>) -> BatchHead {
    let ends = facts.first().zip(facts.last());
    BatchHead {
        epoch: epoch.to_owned(),
        first: ends.map_or(0, |(first, _)| first.seq),
        last: ends.map_or(0, |(_, last)| last.seq),
        last_hash: ends.map(|(_, last)| hex(&last.hash)).unwrap_or_default(),
        changes,
    }
}

fn sealed(
    cloud: &Cloud,
    key: &Secret,
    epoch: &str,
    shipments: &[Shipment],
) -> Result<(Option<Changes>, Vec<u8>)> {
    let Some((first, last)) = shipments.first().zip(shipments.last()) else {
        return Ok((None, Vec::new()));
    };
    let changes = Changes {
        first_no: first.no,
        last_no: last.no,
        schema: last.schema,
        head_seq: last.head_seq,
    };
    let mut lines = Vec::new();
    for Shipment { no, head_seq, schema, rows } in shipments {
        serde_json::to_writer(&mut lines, &(no, head_seq, schema, rows))
            .map_err(Error::internal)?;
        lines.push(b'\n');
    }
    let sealed = seal(key, &about(cloud, epoch, &changes), &pack(&lines)?);
    Ok((Some(changes), sealed))
}

/// Opens what a box sealed, before it was replaced.
///
/// Error: `storage_failed` for what was sealed with another key, or changed since.
pub fn unseal(
    cloud: &Cloud,
    key: &Secret,
    epoch: &str,
    changes: &Changes,
    sealed: &[u8],
) -> Result<Vec<Shipment>> {
    let broken = || {
        let which = format!("{} to {}", changes.first_no, changes.last_no);
        Error::new(Code::StorageFailed).message(format!("Changes {which} cannot be opened."))
    };
    let packed = open(key, &about(cloud, epoch, changes), sealed).ok_or_else(broken)?;
    let lines = unpack(&packed, MAX_UNPACKED)?;
    let shipment = |line: &[u8]| {
        let (no, head_seq, schema, rows) =
            serde_json::from_slice(line).map_err(|e| broken().source(e))?;
        Ok(Shipment { no, head_seq, schema, rows })
    };
    lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(shipment).collect()
}

/// What a batch's changes are sealed for.
fn about(cloud: &Cloud, epoch: &str, changes: &Changes) -> Vec<u8> {
    let Changes { first_no, last_no, schema, head_seq } = changes;
    let (tenant, device) = (cloud.tenant, cloud.device);
    format!("tiffin/changes/1|{tenant}|{device}|{epoch}|{first_no}|{last_no}|{schema}|{head_seq}")
        .into_bytes()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn facts_end_where_the_last_whole_shipment_ends() {
        assert_eq!(cut(&[6, 7, 8], &[6, 8], 5), (3, 2));
        assert_eq!(cut(&[6, 7, 8], &[7, 9], 5), (2, 1), "the next is not whole here");
        assert_eq!(cut(&[6, 7, 8], &[], 5), (3, 0), "from before the box was mirrored");
        assert_eq!(cut(&[6, 7, 8], &[9], 5), (3, 0), "one commit is more than a batch");
        assert_eq!(cut(&[6, 7, 8], &[5, 9], 5), (0, 1), "rows alone");
        assert_eq!(cut(&[], &[5, 5], 5), (0, 2));
        assert_eq!(cut(&[], &[], 5), (0, 0));
    }

    proptest! {
        #[test]
        fn all_goes_in_the_end_and_rows_never_before_their_facts(
            commits in proptest::collection::vec((0_i64..9, any::<bool>()), 1..40), most in 1_usize..6,
        ) {
            let mut seq = 0;
            let mut heads = Vec::new();
            for (facts, rows) in commits {
                seq += facts;
                if facts > 0 || rows {
                    heads.push(seq);
                }
            }
            let (mut held, mut sent) = (0, 0);
            loop {
                let facts: Vec<_> = (held + 1..=seq).take(most).collect();
                let waiting: Vec<_> = heads[sent..].iter().copied().take(most).collect();
                let (count, whole) = cut(&facts, &waiting, held);
                if count == 0 && whole == 0 {
                    break;
                }
                held += count as i64;
                sent += whole;
                prop_assert!(heads[..sent].iter().all(|head| *head <= held));
                // Where rows went along, facts and rows meet.
                prop_assert!(whole == 0 || heads[sent - 1] == held);
            }
            prop_assert_eq!((held, sent), (seq, heads.len()));
        }
    }
}
