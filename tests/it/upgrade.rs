//! A box that is updated in the middle of an evening goes on where it was.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, params};
use serde_json::json;
use sha2::{Digest, Sha256};
use tiffin::base::{At, Clock, Code};
use tiffin::store::{Replay, Shipment, newest_schema};

use crate::kit::TestBox;

/// A database as the first version left it: its ten migrations, and one table with two orders.
fn first_version(file: &Path) {
    let conn = Connection::open(file).expect("a database");
    conn.execute_batch(
        "PRAGMA journal_mode = WAL;
         CREATE TABLE migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL,
            sha256 BLOB NOT NULL, applied_at INTEGER NOT NULL) STRICT",
    )
    .expect("a table");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/edge");
    let files = fs::read_dir(folder).expect("migrations");
    let mut names: Vec<_> = files.map(|entry| entry.expect("a file").path()).collect();
    names.sort();
    for (file, version) in names.iter().zip(1..=10) {
        let sql = fs::read_to_string(file).expect("a migration");
        conn.execute_batch(&sql).expect("applied");
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        let sum = Sha256::digest(sql.as_bytes()).to_vec();
        let row = params![version, name, sum];
        conn.execute("INSERT INTO migration VALUES (?1, ?2, ?3, 1)", row).expect("noted");
    }
    conn.execute_batch(include_str!("upgrade.sql")).expect("an evening");
}

/// What an older program copied, and a newer one went on changing, is brought forward on the way.
#[test]
fn a_copy_of_the_first_version_takes_changes_of_this_one() {
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("copy.db");
    first_version(&file);
    let (now, newest) = (At::from_millis(1_795_267_800_000), newest_schema());
    let change = |no, schema, rows: &str| Shipment { no, head_seq: 0, schema, rows: rows.into() };
    let before = change(1, 10, r#"[["once","I",["a","b","00FF","{}",1]]]"#);
    let after =
        change(2, newest, r#"[["series_skip","I",["K1/",1,9,"x",1]],["once","D",["a","b"]]]"#);
    let mut replay = Replay::open(&file).expect("a copy");
    replay.apply(&[before, after], now).expect("made again");
    let beyond = change(3, newest + 1, "[]");
    assert_eq!(replay.apply(&[beyond], now).expect_err("unknown").code(), Code::NewerDatabase);
    let unknown = change(3, newest, r#"[["nothing","I",[1]]]"#);
    assert_eq!(replay.apply(&[unknown], now).expect_err("none").code(), Code::StorageFailed);
    replay.finish(now).expect("whole");
    let conn = Connection::open(&file).expect("the copy");
    let count = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0)).expect(sql);
    assert_eq!(count("SELECT max(version) FROM migration"), newest);
    assert_eq!(count("SELECT count(*) FROM series_skip WHERE last = 9"), 1);
    assert_eq!(count("SELECT count(*) FROM once"), 0);
    let rules =
        "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'invoice_%'";
    assert!(count(rules) >= 2, "the rules are back");
}

#[tokio::test]
async fn what_was_cooking_before_an_update_is_on_the_board_after_it() {
    let dir = Arc::new(tempfile::tempdir().expect("a directory"));
    first_version(&dir.path().join("tiffin.db"));
    let clock = Clock::standing(At::from_millis(1_795_267_800_000));
    let shop = TestBox::start(dir, clock).await;
    let board = shop.count("SELECT count(*) FROM ticket WHERE bumped_at IS NULL");
    assert_eq!(board, 1, "one order was cooking at one station");
    assert_eq!(shop.count("SELECT count(*) FROM ticket"), 2);
    let stations = shop.count("SELECT count(*) FROM line_station WHERE status = 'COOKING'");
    assert_eq!(stations, 1);
    assert_eq!(shop.count("SELECT voided_quantity FROM order_line WHERE status = 'VOIDED'"), 1);
    let ready = shop.stranger().get("/health/ready").await.ok();
    assert_eq!(ready["status"], json!("ready"));
}
