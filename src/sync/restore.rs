use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::enrol::{address, told};
use super::line::{Line, Question};
use super::model::{Cloud, Trouble};
use super::rebuild::{Rebuilt, rebuild};
use crate::base::{Clock, Code, Error, Result, Secret, SigningKey, backoff, fill_random};
use crate::billing::Skipped;
use crate::config::{DataDir, Settings};
use crate::store;
use crate::wire::sync::{Batch, ChangesWanted, DeviceState, FactsWanted, PieceWanted, Plan};

/// The largest answer: a page of changes, one of which may be large.
const MAX_ANSWER: usize = 16 << 20;
/// How often one question is asked again before a person is told to begin again.
const TRIES: u32 = 4;

/// How far it is, for who waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    LetIn,
    Piece,
    Changes,
    Facts,
    Rebuilt,
    KeysPlaced,
}

/// A box that was brought back.
#[derive(Clone, Debug)]
pub struct Restored {
    pub name: String,
    pub facts: i64,
    pub open_bills: usize,
    /// Numbers that were left free.
    pub skipped: Vec<Skipped>,
    /// Facts the cloud holds that could not be brought back, for want of their rows.
    pub left_behind: i64,
    pub took: Duration,
}

/// What is wanted, and where.
pub struct Wanted {
    pub settings: Settings,
    pub clock: Clock,
    pub hub_url: String,
    pub code: String,
}

/// What the cloud answered, kept so that a second run goes on.
#[derive(Serialize, Deserialize)]
struct LetIn {
    tenant_id: Uuid,
    device_id: Uuid,
    name: String,
    data_key: String,
    plan: Option<Plan>,
}

/// Brings a bare box to the last fact the cloud has of the one whose place it takes, which is
/// fenced off from then on. Works beside the place the data will be and may be cut off anywhere:
/// the same code goes on. `tell` hears each step, and its error ends it there.
///
/// Errors: `invalid_value` where there is data already, or for an address that is none;
/// `wrong_code`; `nothing_to_restore`; `newer_database`; `cloud_away`, to be begun again;
/// `storage_failed` when what came is not what was kept.
pub async fn restore(wanted: Wanted, mut tell: impl FnMut(Step) -> Result<()>) -> Result<Restored> {
    let began = wanted.clock.mono();
    let dir = DataDir::open(&wanted.settings.data_dir)?;
    let _lock = dir.lock()?;
    if dir.database().exists() {
        let why = format!("There is data in {} already.", dir.root().display());
        return Err(Error::invalid("data_dir", why));
    }
    let part = DataDir::open(&dir.root().join("restore.part"))?;
    let post = Post::open(&wanted, part.clone()).await?;
    tell(Step::LetIn)?;
    post.fetch_pieces(&mut tell).await?;
    post.fetch_changes(&mut tell).await?;
    post.fetch_facts(&mut tell).await?;
    let Rebuilt { facts, open_bills, skipped } =
        rebuild(&wanted, &part, &post.cloud, &post.plan).await?;
    tell(Step::Rebuilt)?;
    // The database last: where it is, all is.
    for key in ["root", "data", "machine"] {
        let kept = part.find_key(key).ok_or_else(|| Error::internal("a key is gone"))?;
        dir.put_key(key, &kept)?;
    }
    tell(Step::KeysPlaced)?;
    store::put_in_place(&part.database(), &dir.database())?;
    fs::remove_dir_all(part.root()).map_err(Error::internal)?;
    let took = wanted.clock.mono() - began;
    let (name, left_behind) = (post.cloud.name, post.plan.left_behind);
    Ok(Restored { name, facts, open_bills, skipped, left_behind, took })
}

/// What was fetched so far, and who fetches the rest.
struct Post {
    part: DataDir,
    line: Line,
    clock: Clock,
    cloud: Cloud,
    plan: Plan,
    epoch: String,
}

impl Post {
    /// Lets this box in with the code, or goes on as who was let in before.
    async fn open(wanted: &Wanted, part: DataDir) -> Result<Post> {
        let seed = part.key("machine", Secret::random)?;
        let key = SigningKey::of(&seed);
        let public_key = BASE64URL_NOPAD.encode(key.public().bytes());
        // Known before it is asked for: the answer may be lost, and the same is asked again.
        let mut bits = [0; 8];
        fill_random(&mut bits);
        let drawn = keep_first(part.root().join("epoch"), HEXLOWER.encode(&bits).as_bytes())?;
        let epoch = String::from_utf8(drawn).map_err(Error::internal)?;
        let mut cloud = Cloud {
            hub_url: address(&wanted.hub_url)?,
            tenant: Uuid::nil(),
            device: Uuid::nil(),
            name: String::new(),
            state: DeviceState::Active,
            held_seq: 0,
            skew_ms: 0,
            cap_kbps: 0,
            last_contact_at: Some(wanted.clock.now()),
        };
        let line = Line::new(key).reading(MAX_ANSWER);
        let asked = serde_json::json!({
            "code": wanted.code,
            "public_key": public_key,
            "epochs": [],
            "restore": { "epoch": epoch, "schema": store::newest_schema() },
        });
        let note = part.root().join("let-in.json");
        let known = fs::read(&note).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let let_in: LetIn = match known {
            Some(known) => known,
            None => {
                let fetch = || {
                    let question = Question::json("/v1/enrol", &asked);
                    line.fetch(&cloud, &epoch, wanted.clock.now(), question)
                };
                let answer = patiently(fetch).await?;
                let let_in = serde_json::from_slice(&answer).map_err(|_| strange())?;
                keep(note, &answer)?;
                let_in
            }
        };
        let data_key = BASE64URL_NOPAD.decode(let_in.data_key.as_bytes()).ok();
        let data_key = data_key.and_then(|key| <[u8; 32]>::try_from(key).ok());
        part.put_key("data", &Secret::from_bytes(data_key.ok_or_else(strange)?))?;
        let plan = let_in.plan.ok_or_else(strange)?;
        (cloud.tenant, cloud.device) = (let_in.tenant_id, let_in.device_id);
        (cloud.name, cloud.held_seq) = (let_in.name, plan.begins().map_or(0, |e| e.base_seq));
        Ok(Post { part, line, clock: wanted.clock.clone(), cloud, plan, epoch })
    }

    async fn fetch(&self, path: &str, asked: &impl Serialize) -> Result<Vec<u8>> {
        let fetch = || {
            let question = Question::json(path, asked);
            self.line.fetch(&self.cloud, &self.epoch, self.clock.now(), question)
        };
        patiently(fetch).await
    }

    async fn fetch_pieces(&self, tell: &mut impl FnMut(Step) -> Result<()>) -> Result<()> {
        let snapshot_id = self.plan.snapshot_id;
        for n in 0..self.plan.copy.pieces {
            let path = page(&self.part, "piece", i64::from(n))?;
            if !path.exists() {
                let wanted = PieceWanted { snapshot_id, n };
                keep(path, &self.fetch("/v1/restore/piece", &wanted).await?)?;
                tell(Step::Piece)?;
            }
        }
        Ok(())
    }

    /// Pages of changes, each under the number it begins after.
    async fn fetch_changes(&self, tell: &mut impl FnMut(Step) -> Result<()>) -> Result<()> {
        let mut after = self.plan.copy.no;
        loop {
            let path = page(&self.part, "changes", after)?;
            if !path.exists() {
                let wanted = ChangesWanted { epoch: self.plan.copy.epoch.clone(), after };
                keep(path.clone(), &self.fetch("/v1/restore/changes", &wanted).await?)?;
                tell(Step::Changes)?;
            }
            let heads = batches_of(&fs::read(path).map_err(Error::internal)?)?;
            match heads.last() {
                Some((head, _)) => after = head.last_no,
                None => return Ok(()),
            }
        }
    }

    async fn fetch_facts(&self, tell: &mut impl FnMut(Step) -> Result<()>) -> Result<()> {
        let last = self.plan.begins().map_or(0, |epoch| epoch.base_seq);
        let mut after = 0;
        while after < last {
            let path = page(&self.part, "facts", after)?;
            if !path.exists() {
                let wanted = FactsWanted { after };
                keep(path.clone(), &self.fetch("/v1/restore/facts", &wanted).await?)?;
                tell(Step::Facts)?;
            }
            let head = Batch::head_of(&fs::read(&path).map_err(Error::internal)?)?;
            if head.first != after + 1 || head.last < head.first {
                let _ = fs::remove_file(path);
                let why = format!("The cloud has no fact after number {after}.");
                return Err(Error::new(Code::StorageFailed).message(why));
            }
            after = head.last;
        }
        Ok(())
    }
}

/// Asks until it is answered, a few times.
async fn patiently<F>(ask: impl Fn() -> F) -> Result<Vec<u8>>
where
    F: Future<Output = std::result::Result<Vec<u8>, Trouble>>,
{
    for tries in 0..TRIES {
        match ask().await {
            Err(Trouble::Away { .. }) => tokio::time::sleep(backoff(tries)).await,
            answer => return answer.map_err(told),
        }
    }
    ask().await.map_err(told)
}

fn strange() -> Error {
    Error::new(Code::CloudAway).message("What answered is not the cloud. Begin again.")
}

/// Where a page of what is fetched is kept.
pub fn page(part: &DataDir, what: &str, after: i64) -> Result<PathBuf> {
    let folder = part.root().join(what);
    fs::create_dir_all(&folder).map_err(Error::internal)?;
    Ok(folder.join(format!("{after:012}")))
}

/// A page of changes: of what, and sealed.
pub fn batches_of(page: &[u8]) -> Result<Vec<(crate::wire::sync::Changes, Vec<u8>)>> {
    let broken = || Error::new(Code::StorageFailed).message("A page of changes is cut off.");
    let mut rest = page;
    let mut batches = Vec::new();
    while !rest.is_empty() {
        let (length, behind) = rest.split_first_chunk::<4>().ok_or_else(broken)?;
        let length = u32::from_be_bytes(*length) as usize;
        let (batch, behind) = behind.split_at_checked(length).ok_or_else(broken)?;
        let Batch { head, sealed, .. } = Batch::decode(batch, |_| Ok([0; 32]))?;
        batches.push((head.changes.ok_or_else(broken)?, sealed));
        rest = behind;
    }
    Ok(batches)
}

/// Whole, or not at all.
fn keep(path: PathBuf, bytes: &[u8]) -> Result<()> {
    let fresh = path.with_extension("new");
    fs::write(&fresh, bytes).map_err(Error::internal)?;
    fs::File::open(&fresh).and_then(|file| file.sync_all()).map_err(Error::internal)?;
    fs::rename(&fresh, &path).map_err(Error::internal)
}

/// What is there; `bytes` where nothing is.
fn keep_first(path: PathBuf, bytes: &[u8]) -> Result<Vec<u8>> {
    if !path.exists() {
        keep(path.clone(), bytes)?;
    }
    fs::read(&path).map_err(Error::internal)
}
