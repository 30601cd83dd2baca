use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use rusqlite::Connection;
use tempfile::TempDir;
use tokio::task::JoinSet;

use super::{Hooks, Store, migrate};
use crate::base::{At, Clock, Code, Error, OnceKey, Result};
use crate::config::DataDir;
use crate::wire::{Actor, Fact};

struct Kept {
    store: Store,
    head: Arc<AtomicI64>,
    dir: TempDir,
}

fn open() -> Kept {
    let dir = tempfile::tempdir().expect("a directory");
    let head = Arc::new(AtomicI64::new(0));
    let store = open_in(&dir, &head).expect("a store");
    Kept { store, head, dir }
}

fn open_in(dir: &TempDir, head: &Arc<AtomicI64>) -> Result<Store> {
    let data = DataDir::open(dir.path())?;
    let (next, told) = (AtomicI64::new(0), head.clone());
    let hooks = Hooks {
        append: Box::new(move |_, _, _, facts| {
            let more = facts.len() as i64;
            Ok((more > 0).then(|| next.fetch_add(more, Ordering::SeqCst) + more))
        }),
        committed: Box::new(move |seq| told.store(seq, Ordering::SeqCst)),
    };
    Store::open(&data, Clock::standing(At::from_millis(1)), hooks)
}

const NOTE: &str = "INSERT INTO follower (name, seq) VALUES (?1, 1)";

async fn note(store: &Store, name: String, fail: bool) -> Result<()> {
    store
        .write(&Actor::the_box(), move |tx| {
            tx.run(NOTE, [name])?;
            tx.record(Fact::HouseSet { name: "x".into() });
            if fail { Err(Code::Busy.into()) } else { Ok(()) }
        })
        .await
}

async fn count(store: &Store) -> i64 {
    let sql = "SELECT count(*) FROM follower";
    let counted = store.read(|r| r.one(sql, [], |row| row.get(0))).await;
    counted.expect("a count").unwrap_or(-1)
}

#[tokio::test]
async fn a_job_that_fails_undoes_itself_and_nobody_else() {
    let kept = open();
    let mut jobs = JoinSet::new();
    for n in 0..200 {
        let store = kept.store.clone();
        jobs.spawn(async move { note(&store, n.to_string(), n % 3 == 0).await.is_ok() });
    }
    let kept_jobs = jobs.join_all().await.into_iter().filter(|ok| *ok).count();
    assert_eq!(kept_jobs, 133);
    assert_eq!(count(&kept.store).await, 133);
    assert_eq!(kept.head.load(Ordering::SeqCst), 133, "facts of failed jobs are not written");
}

#[tokio::test]
async fn a_job_that_panics_is_an_error_of_that_job_alone() {
    let kept = open();
    let actor = Actor::the_box();
    let broken = kept.store.write(&actor, |tx| -> Result<()> {
        tx.run(NOTE, ["gone"])?;
        panic!("a broken rule")
    });
    let (broken, good) = tokio::join!(broken, note(&kept.store, "kept".into(), false));
    assert_eq!(broken.expect_err("refused").code(), Code::Internal);
    good.expect("the neighbour is kept");
    assert_eq!(count(&kept.store).await, 1);
}

#[tokio::test]
async fn the_same_key_is_done_once_and_another_body_is_refused() {
    let kept = open();
    let ask = async |body: &'static [u8]| {
        let key = OnceKey::new("guest".into(), "k1", &[body])?;
        kept.store
            .write(&Actor::the_box(), move |tx| {
                tx.once(&key, |tx| Ok(tx.run(NOTE, [format!("{:?}", tx.now())])? as u64))
            })
            .await
    };
    assert_eq!(ask(b"a").await.ok(), Some(1));
    assert_eq!(ask(b"a").await.ok(), Some(1), "the same answer");
    assert_eq!(ask(b"b").await.expect_err("refused").code(), Code::IdempotencyKeyReused);
    assert_eq!(count(&kept.store).await, 1);
}

#[tokio::test]
async fn readers_cannot_write() {
    let kept = open();
    let tried = kept.store.read(|read| Ok(read.conn().execute(NOTE, ["x"]).is_err())).await;
    assert!(tried.expect("the reader ran"));
}

#[tokio::test]
async fn a_stop_is_orderly_and_a_second_start_finds_everything() {
    let kept = open();
    note(&kept.store, "kept".into(), false).await.expect("written");
    kept.store.close().await;
    let again = open_in(&kept.dir, &kept.head).expect("opens again");
    assert!(again.was_orderly());
    assert_eq!(count(&again).await, 1);
    drop(again);
    let cut_off = open_in(&kept.dir, &kept.head).expect("opens after a cut");
    assert!(!cut_off.was_orderly());
}

#[tokio::test]
async fn after_a_failed_write_the_box_stays_shut_until_the_machine_restarts() {
    let kept = open();
    kept.store.close().await;
    let files = super::Files::of(DataDir::open(kept.dir.path()).expect("the directory"));
    files.mark_failed();
    let refused = open_in(&kept.dir, &kept.head).map(|_| ()).expect_err("refused");
    assert_eq!(refused.code(), Code::StorageFailed);
    std::fs::write(kept.dir.path().join("storage-failed"), "another boot").expect("a mark");
    assert!(open_in(&kept.dir, &kept.head).is_ok());
}

#[tokio::test]
async fn a_backup_holds_what_was_written_and_never_covers_another() {
    let kept = open();
    note(&kept.store, "kept".into(), false).await.expect("written");
    let (from, to) = (kept.dir.path().join("tiffin.db"), kept.dir.path().join("copy.db"));
    Store::backup(&from, &to).expect("a backup");
    let copy = Connection::open(&to).expect("the copy");
    let rows: i64 =
        copy.query_row("SELECT count(*) FROM follower", [], |r| r.get(0)).expect("rows");
    assert_eq!(rows, 1);
    assert!(Store::backup(&from, &to).is_err(), "a backup is never covered");
}

fn migrated(conn: &mut Connection, files: &[(&str, &str)]) -> Result<(), Error> {
    use sha2::{Digest, Sha256};
    let migrations: Vec<_> = files
        .iter()
        .map(|(name, sql)| migrate::Migration {
            name: (*name).into(),
            sql: (*sql).into(),
            sha256: Sha256::digest(sql).to_vec(),
        })
        .collect();
    migrate::migrate(conn, &migrations, At::from_millis(1))
}

#[test]
fn migrations_go_forward_once_and_refuse_a_newer_or_altered_database() {
    let mut conn = Connection::open_in_memory().expect("a database");
    let (one, two) = (("1.sql", "CREATE TABLE a (x)"), ("2.sql", "CREATE TABLE b (x)"));
    migrated(&mut conn, &[one]).expect("one");
    migrated(&mut conn, &[one, two]).expect("two");
    migrated(&mut conn, &[one, two]).expect("again");
    let newer = migrated(&mut conn, &[one]).expect_err("newer");
    assert_eq!(newer.code(), Code::NewerDatabase);
    let altered =
        migrated(&mut conn, &[one, ("2.sql", "CREATE TABLE c (x)")]).expect_err("altered");
    assert_eq!(altered.code(), Code::NewerDatabase);
    let broken = ("3.sql", "CREATE TABLE d (x); CREATE TABLE d (x)");
    assert!(migrated(&mut conn, &[one, two, broken]).is_err());
    let half = "SELECT count(*) FROM sqlite_schema WHERE name = 'd'";
    assert_eq!(conn.query_row(half, [], |r| r.get::<_, i64>(0)).ok(), Some(0), "all or nothing");
}

#[tokio::test]
async fn who_asks_a_closing_store_hears_that_nothing_was_written() {
    for round in 0..20 {
        let kept = open();
        let late = async { note(&kept.store, format!("late {round}"), false).await };
        let ((), late) = tokio::join!(kept.store.close(), late);
        assert_eq!(late.expect_err("closed").code(), Code::StorageFailed);
    }
}
