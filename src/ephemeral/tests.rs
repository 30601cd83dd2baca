use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tempfile::TempDir;

use super::Ephemeral;
use crate::base::{At, Clock};

const MINUTE: Duration = Duration::from_secs(60);
const NOON: i64 = 1_795_262_400_000;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Coat {
    owner: String,
    hook: u32,
}

struct Cloakroom {
    _dir: TempDir,
    path: PathBuf,
    clock: Clock,
    store: Option<Ephemeral>,
}

impl Cloakroom {
    fn open() -> Cloakroom {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("ephemeral");
        let clock = Clock::standing(At::from_millis(NOON));
        let store = Some(Ephemeral::open(&path, clock.clone()));
        Cloakroom { _dir: dir, path, clock, store }
    }

    fn store(&self) -> &Ephemeral {
        self.store.as_ref().expect("it is open")
    }

    /// Closes, lets `happen` do what it likes with the folder, and opens again.
    fn reopen_after(&mut self, happen: impl FnOnce(&Path)) {
        self.store = None;
        happen(&self.path);
        self.store = Some(Ephemeral::open(&self.path, self.clock.clone()));
    }

    fn hang(&self, key: &str) {
        self.store().put("coats", key, &7_u32, MINUTE);
    }

    fn coat(&self, key: &str) -> Option<u32> {
        self.store().get("coats", key)
    }

    fn set_aside(&self) -> usize {
        let parent = self.path.parent().expect("a parent");
        let names = fs::read_dir(parent).expect("a directory").flatten();
        names.filter(|e| e.file_name().to_string_lossy().contains(".broken-")).count()
    }
}

#[test]
fn a_value_comes_back_as_it_was_until_its_time_is_over() {
    let room = Cloakroom::open();
    let coat = Coat { owner: "मीरा".into(), hook: 12 };
    room.store().put("coats", "a", &coat, MINUTE);
    assert_eq!(room.store().get("coats", "a"), Some(coat));
    assert_eq!(room.store().get::<Coat>("hats", "a"), None);
    assert_eq!(room.store().get::<u32>("coats", "a"), None, "another type is not an answer");
    room.clock.pass(MINUTE - Duration::from_millis(1));
    assert!(room.store().get::<Coat>("coats", "a").is_some());
    room.clock.pass(Duration::from_millis(1));
    assert_eq!(room.store().get::<Coat>("coats", "a"), None);
    assert!(!room.store().was_reset());
}

#[test]
fn a_list_is_of_one_space_in_order_and_bounded() {
    let room = Cloakroom::open();
    for key in ["b2", "a1", "b1", "b3", "c"] {
        room.hang(key);
    }
    room.store().put("coats2", "b0", &9_u32, MINUTE);
    let keys = |prefix, limit| {
        let listed = room.store().list::<u32>("coats", prefix, limit);
        listed.into_iter().map(|(key, _)| key).collect::<Vec<_>>()
    };
    assert_eq!(keys("b", 10), ["b1", "b2", "b3"]);
    assert_eq!(keys("b", 2), ["b1", "b2"]);
    assert_eq!(keys("", 10).len(), 5);
    assert!(keys("", 0).is_empty());
    room.store().remove("coats", "b2");
    assert_eq!(keys("b", 10), ["b1", "b3"]);
}

#[test]
fn sweeping_goes_round_in_small_steps_and_takes_only_what_expired() {
    let room = Cloakroom::open();
    for n in 0..10 {
        room.hang(&format!("early-{n}"));
    }
    room.clock.pass(MINUTE / 2);
    for n in 0..10 {
        room.hang(&format!("late-{n}"));
    }
    assert_eq!((room.store().sweep(100), room.store().count()), (0, 20));
    room.clock.pass(MINUTE / 2);
    assert_eq!(room.store().sweep(4), 4);
    assert_eq!((1..=5).map(|_| room.store().sweep(4)).sum::<usize>(), 6);
    assert_eq!(room.store().count(), 10);
    room.clock.pass(MINUTE);
    assert_eq!((0..4).map(|_| room.store().sweep(4)).sum::<usize>(), 10);
    assert_eq!(room.store().count(), 0);
}

#[test]
fn values_outlast_an_orderly_restart() {
    let mut room = Cloakroom::open();
    room.hang("a");
    room.reopen_after(|_| ());
    assert_eq!((room.coat("a"), room.store().count()), (Some(7), 1));
    assert!(!room.store().was_reset());
    room.clock.pass(MINUTE);
    assert_eq!(room.coat("a"), None);
}

#[test]
fn a_clock_turned_back_gives_no_longer_life() {
    let mut room = Cloakroom::open();
    room.hang("a");
    room.clock.turn_to(At::from_millis(NOON - 3_600_000));
    assert_eq!(room.coat("a"), Some(7), "within a run the wall clock does not matter");
    room.clock.pass(MINUTE);
    assert_eq!(room.coat("a"), None);

    room.hang("b");
    room.clock.turn_to(At::from_millis(NOON - 7_200_000));
    room.reopen_after(|_| ());
    assert_eq!(room.coat("b"), None, "after a restart it would live two hours");
}

#[test]
fn a_folder_full_of_garbage_is_set_aside_and_the_store_is_empty() {
    let mut room = Cloakroom::open();
    for round in 1..=3 {
        room.hang("a");
        room.reopen_after(|path| {
            let files = fs::read_dir(path).expect("a folder").flatten();
            for file in files.filter(|f| f.path().is_file()) {
                let garbage: Vec<u8> = (0..70_000_u32).map(|n| (n * 31 % 251) as u8).collect();
                fs::write(file.path(), garbage).expect("garbage");
            }
        });
        assert_eq!((room.coat("a"), room.store().count()), (None, 0));
        assert!(room.store().was_reset());
        assert_eq!(room.set_aside(), 1, "round {round}");
    }
    room.hang("b");
    room.reopen_after(|_| ());
    assert_eq!(room.coat("b"), Some(7), "the fresh folder works");
    assert!(!room.store().was_reset());
}

#[test]
fn a_data_file_cut_short_is_noticed() {
    let mut room = Cloakroom::open();
    room.hang("a");
    room.reopen_after(|path| fs::write(path.join("db"), b"").expect("a cut"));
    assert_eq!((room.coat("a"), room.store().count()), (None, 0));
    assert!(room.store().was_reset());
}

#[test]
fn a_folder_deleted_while_closed_is_made_again_and_that_is_said() {
    let mut room = Cloakroom::open();
    room.hang("a");
    room.reopen_after(|path| fs::remove_dir_all(path).expect("deleted"));
    assert_eq!(room.coat("a"), None);
    assert!(room.store().was_reset());
    room.hang("b");
    assert_eq!(room.coat("b"), Some(7));
}

#[test]
fn where_no_folder_can_be_made_the_store_is_in_memory() {
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("file");
    fs::write(&file, b"not a folder").expect("a file");
    let store = Ephemeral::open(&file.join("ephemeral"), Clock::system());
    store.put("coats", "a", &1_u32, MINUTE);
    assert_eq!(store.get::<u32>("coats", "a"), Some(1));
    assert!(store.was_reset());
}

#[test]
fn a_folder_in_use_by_another_is_left_alone() {
    let room = Cloakroom::open();
    room.hang("a");
    let second = Ephemeral::open(&room.path, room.clock.clone());
    second.put("coats", "b", &1_u32, MINUTE);
    assert_eq!(second.get::<u32>("coats", "b"), Some(1));
    assert_eq!((room.coat("a"), room.coat("b")), (Some(7), None));
    assert_eq!(room.set_aside(), 0);
}

#[test]
fn a_panic_in_the_engine_resets_once_and_the_store_goes_on() {
    let room = Cloakroom::open();
    room.hang("a");
    room.store().fail_for_test();
    assert!(room.store().was_reset());
    assert_eq!((room.coat("a"), room.set_aside()), (None, 1));
    room.hang("b");
    assert_eq!((room.coat("b"), room.store().count()), (Some(7), 1));
}

#[test]
fn updates_of_one_key_from_eight_threads_are_all_counted() {
    let room = Cloakroom::open();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..200 {
                    room.store().update("counters", "one", MINUTE, |n: Option<u32>| {
                        (Some(n.unwrap_or(0) + 1), ())
                    });
                }
            });
        }
    });
    assert_eq!(room.store().get("counters", "one"), Some(1_600_u32));
    let last = room.store().update("counters", "one", MINUTE, |n: Option<u32>| (None, n));
    assert_eq!((last, room.store().count()), (Some(1_600), 0));
}
