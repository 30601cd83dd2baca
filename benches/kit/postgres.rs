use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A cluster of its own; gone when dropped.
pub struct Postgres {
    pub address: String,
    script: Child,
    _folder: TempDir,
}

impl Postgres {
    pub fn start() -> Postgres {
        let folder = tempfile::tempdir().expect("a folder");
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/postgres");
        let mut script = Command::new(script)
            .arg("start")
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("scripts/postgres");
        let mut address = String::new();
        let out = script.stdout.take().expect("an output");
        BufReader::new(out).read_line(&mut address).expect("an address");
        let address = format!("{} dbname=postgres", address.trim());
        Postgres { address, script, _folder: folder }
    }
}

impl Drop for Postgres {
    /// It runs for as long as its standard input is open.
    fn drop(&mut self) {
        drop(self.script.stdin.take());
        self.script.wait().expect("PostgreSQL ended");
    }
}
