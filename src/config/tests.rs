use std::thread;

use super::DataDir;
use crate::base::Secret;

#[test]
fn whoever_asks_for_a_key_at_the_same_moment_gets_the_same() {
    for _ in 0..50 {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = DataDir::open(folder.path()).expect("a data dir");
        let ask = || dir.key("machine", Secret::random).expect("a key").bytes().to_vec();
        let keys: Vec<_> = thread::scope(|scope| {
            let asking: Vec<_> = (0..4).map(|_| scope.spawn(ask)).collect();
            asking.into_iter().map(|one| one.join().expect("an answer")).collect()
        });
        assert!(keys.iter().all(|key| *key == keys[0]), "one key for all");
        assert_eq!(ask(), keys[0], "and it is the one that is kept");
    }
}

#[test]
fn a_key_that_cannot_be_read_is_not_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = DataDir::open(folder.path()).expect("a data dir");
    let path = dir.secrets().join("root.key");
    std::fs::write(&path, "half of a").expect("a broken key");
    assert!(dir.root_key().is_err());
    assert_eq!(std::fs::read(&path).expect("it stays"), b"half of a");
    std::fs::remove_file(&path).expect("gone");
    std::fs::create_dir(&path).expect("what no key can be read from");
    assert!(dir.root_key().is_err());
}
