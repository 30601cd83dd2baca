use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::copies::Copying;
use super::line::{Line, Question};
use super::model::{Cloud, Trouble};
use super::send::signing_key;
use super::status::Desk;
use super::{epoch, sql};
use crate::app::App;
use crate::base::{Code, Error, Result, Secret, pack_through, seal};
use crate::store::copy_rows;
use crate::wire::Actor;
use crate::wire::sync::{Copy, CopyBegun, CopyDone, MAX_FACTS, PIECE, hex};

/// How long a copy stands back while facts wait.
const STAND_BACK: Duration = Duration::from_millis(500);

/// A copy the cloud has now.
#[derive(Clone, Debug, Serialize)]
pub struct Copied {
    pub snapshot_id: Uuid,
    pub bytes: i64,
    /// The last fact it is as new as.
    pub head_seq: i64,
}

/// Brings a copy of the rows to the cloud, as they are now. Resumes one that was cut off.
///
/// Errors: `not_found` when the box is not enrolled; `cloud_away`; `fenced`, `revoked`.
pub async fn snapshot(app: &App) -> Result<Copied> {
    let room = app.room::<Copying>();
    let _one_at_a_time = room.busy.lock().await;
    let (cloud, epoch) =
        app.store.read(|read| Ok((sql::find_cloud(read)?, epoch::current(read)?))).await?;
    let cloud = cloud.ok_or_else(|| Error::not_found("cloud"))?;
    let epoch = epoch.ok_or_else(|| Error::internal("the book has no life"))?.epoch;
    let key = app.data_dir.find_key("data").ok_or_else(|| Error::not_found("key of the cloud"))?;
    let key = key.derive("snapshot");
    let folder = app.data_dir.root().join("snapshot.part");
    let making = (folder.clone(), app.clone(), epoch.clone());
    let copy = tokio::task::spawn_blocking(move || make(&making.0, &making.1, &making.2));
    let copy = copy.await.map_err(Error::internal)??;
    let courier = Courier { app, line: Line::new(signing_key(app)?), cloud, epoch };
    let snapshot_id = courier.bring(&folder, &copy, &key).await.map_err(told)?;
    let (now, kept) = (app.clock.now(), copy.clone());
    let mark = move |tx: &crate::store::Tx| sql::save_snapshot(tx, snapshot_id, &kept, now);
    app.store.write(&Actor::the_box(), mark).await?;
    fs::remove_dir_all(&folder).map_err(Error::internal)?;
    Ok(Copied { snapshot_id, bytes: copy.bytes, head_seq: copy.head_seq })
}

fn told(trouble: Trouble) -> Error {
    match trouble {
        Trouble::Fenced => Code::Fenced.into(),
        Trouble::Revoked => Code::Revoked.into(),
        Trouble::Gap { .. } => Code::CloudAway.into(),
        Trouble::Away { why, .. } | Trouble::Fork { why } | Trouble::Refused { why, .. } => {
            Error::new(Code::CloudAway).message(format!("The copy was not brought: {why}."))
        }
    }
}

fn file_of(folder: &Path) -> PathBuf {
    folder.join("packed")
}

/// The packed copy in `folder`: the one that was cut off, or one of just now.
fn make(folder: &Path, app: &App, epoch: &str) -> Result<Copy> {
    let note = folder.join("copy.json");
    let begun = fs::read(&note).ok().and_then(|bytes| serde_json::from_slice::<Copy>(&bytes).ok());
    if let Some(begun) = begun.filter(|copy| copy.epoch == epoch && file_of(folder).exists()) {
        return Ok(begun);
    }
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).map_err(Error::internal)?;
    let rows = folder.join("rows.db");
    let copied = copy_rows(&app.data_dir.database(), &rows)?;
    let root = app.data_dir.root_key()?;
    let plain = root.bytes().chain(File::open(&rows).map_err(Error::internal)?);
    let mut packed = BufWriter::new(File::create(file_of(folder)).map_err(Error::internal)?);
    pack_through(BufReader::new(plain), &mut packed)?;
    let packed = packed.into_inner().map_err(|e| Error::internal(e.to_string()))?;
    packed.sync_all().map_err(Error::internal)?;
    let bytes = packed.metadata().map_err(Error::internal)?.len();
    let copy = Copy {
        epoch: epoch.to_owned(),
        no: copied.no,
        head_seq: copied.head_seq,
        schema: copied.schema,
        bytes: i64::try_from(bytes).map_err(Error::internal)?,
        sha256: hex(&hash_of(&file_of(folder))?),
        pieces: u32::try_from(bytes.div_ceil(PIECE as u64)).map_err(Error::internal)?,
    };
    fs::remove_file(&rows).map_err(Error::internal)?;
    let text = serde_json::to_vec(&copy).map_err(Error::internal)?;
    fs::write(&note, text).map_err(Error::internal)?;
    Ok(copy)
}

/// The SHA-256 of a file.
pub fn hash_of(path: &Path) -> Result<[u8; 32]> {
    let mut file = File::open(path).map_err(Error::internal)?;
    let (mut hash, mut block) = (Sha256::new(), vec![0; PIECE]);
    loop {
        match file.read(&mut block).map_err(Error::internal)? {
            0 => return Ok(hash.finalize().into()),
            count => hash.update(&block[..count]),
        }
    }
}

/// What a piece is sealed for.
pub fn about(cloud: &Cloud, sha256: &str, n: u32) -> Vec<u8> {
    format!("tiffin/snapshot/1|{}|{}|{sha256}|{n}", cloud.tenant, cloud.device).into_bytes()
}

struct Courier<'a> {
    app: &'a App,
    line: Line,
    cloud: Cloud,
    epoch: String,
}

impl Courier<'_> {
    async fn bring(
        &self,
        folder: &Path,
        copy: &Copy,
        key: &Secret,
    ) -> std::result::Result<Uuid, Trouble> {
        let begun: CopyBegun = self.ask(Question::json("/v1/snapshots", copy)).await?;
        let id = begun.snapshot_id;
        for n in (0..copy.pieces).filter(|n| !begun.have.contains(n)) {
            let cap = self.stand_back().await?;
            let piece = read_piece(&file_of(folder), n).map_err(super::send::ours)?;
            let body = seal(key, &about(&self.cloud, &copy.sha256, n), &piece);
            self.app.room::<Desk>().wait_for_line(self.app, body.len(), cap).await;
            let path = format!("/v1/snapshots/{id}/{n}");
            let _: CopyDone = self.ask(Question { path: &path, body }).await?;
        }
        let path = format!("/v1/snapshots/{id}/done");
        let _: CopyDone = self.ask(Question { path: &path, body: Vec::new() }).await?;
        Ok(id)
    }

    async fn ask<T: serde::de::DeserializeOwned>(
        &self,
        question: Question<'_>,
    ) -> std::result::Result<T, Trouble> {
        self.line.ask(&self.cloud, &self.epoch, self.app.clock.now(), question).await
    }

    /// Facts go first: a copy waits while more than one batch of them does. Answers the line's cap.
    async fn stand_back(&self) -> std::result::Result<u32, Trouble> {
        loop {
            let cloud = self.app.store.read(sql::find_cloud).await.map_err(super::send::ours)?;
            let (held, cap) = cloud.map_or((0, 0), |cloud| (cloud.held_seq, cloud.cap_kbps));
            if self.app.ledger.head() - held <= MAX_FACTS as i64 {
                return Ok(cap);
            }
            tokio::time::sleep(STAND_BACK).await;
        }
    }
}

fn read_piece(file: &Path, n: u32) -> Result<Vec<u8>> {
    let mut file = File::open(file).map_err(Error::internal)?;
    let at = u64::from(n) * PIECE as u64;
    file.seek(SeekFrom::Start(at)).map_err(Error::internal)?;
    let mut piece = Vec::new();
    file.take(PIECE as u64).read_to_end(&mut piece).map_err(Error::internal)?;
    Ok(piece)
}
