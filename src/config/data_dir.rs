use std::fmt::Display;
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::base::{Code, Error, Result, Secret};

/// Every path the box writes to, in one place.
#[derive(Clone, Debug)]
pub struct DataDir(PathBuf);

impl DataDir {
    /// Makes the directory, readable by nobody else, when it is not there.
    pub fn open(path: &Path) -> Result<DataDir> {
        private_dir(path)?;
        let dir = DataDir(path.to_path_buf());
        private_dir(&dir.secrets())?;
        Ok(dir)
    }

    pub fn root(&self) -> &Path {
        &self.0
    }

    /// SQLite: all that must never be lost.
    pub fn database(&self) -> PathBuf {
        self.0.join("tiffin.db")
    }

    /// sled: all that may.
    pub fn ephemeral(&self) -> PathBuf {
        self.0.join("ephemeral")
    }

    /// Room kept back for the day the disk is full.
    pub fn reserve(&self) -> PathBuf {
        self.0.join("reserve")
    }

    /// There while the box runs; found at start, the last stop was not orderly.
    pub fn running(&self) -> PathBuf {
        self.0.join("running")
    }

    /// Keeps a second Tiffin off the same data while the answer lives.
    pub fn lock(&self) -> Result<fs::File> {
        let file = fs::File::create(self.0.join("lock")).map_err(Error::internal)?;
        file.try_lock().map_err(|e| {
            Error::new(Code::Busy).message("Another Tiffin is using this data.").source(e)
        })?;
        Ok(file)
    }

    /// Keys. Never part of a database dump.
    pub fn secrets(&self) -> PathBuf {
        self.0.join("secrets")
    }

    /// The box's root key, made at first use, in a file only its owner reads.
    pub fn root_key(&self) -> Result<Secret> {
        self.key("root", Secret::random)
    }

    /// The key of this name, where there is one.
    pub fn find_key(&self, name: &str) -> Option<Secret> {
        let bytes = fs::read(self.secrets().join(format!("{name}.key"))).ok()?;
        <[u8; 32]>::try_from(bytes).ok().map(Secret::from_bytes)
    }

    /// A key of this name; made with `first` where there is none.
    pub fn key(&self, name: &str, first: impl FnOnce() -> Secret) -> Result<Secret> {
        // Who asks at the same moment gets the same key.
        static MAKING: Mutex<()> = Mutex::new(());
        let _making = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
        let path = self.secrets().join(format!("{name}.key"));
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let key = first();
                self.put_key(name, &key)?;
                return Ok(key);
            }
            // A key that cannot be read just now is not replaced.
            Err(error) => return Err(unreadable(&path, &error)),
        };
        let bytes = bytes.try_into().map_err(|_| unreadable(&path, &"not 32 bytes"))?;
        Ok(Secret::from_bytes(bytes))
    }

    /// Puts a key of this name, in the place of one there may be.
    pub fn put_key(&self, name: &str, key: &Secret) -> Result<()> {
        let path = self.secrets().join(format!("{name}.key"));
        let fresh = self.secrets().join(format!("{name}.key.new"));
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(true).mode(0o600);
        let mut file = options.open(&fresh).map_err(Error::internal)?;
        file.write_all(key.bytes()).map_err(Error::internal)?;
        file.sync_all().map_err(Error::internal)?;
        fs::rename(&fresh, &path).map_err(Error::internal)?;
        sync_dir(&self.secrets())
    }
}

fn unreadable(path: &Path, why: &dyn Display) -> Error {
    Error::internal(format!("cannot read the key {}: {why}", path.display()))
}

fn private_dir(path: &Path) -> Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(|e| Error::internal(format!("cannot make {}: {e}", path.display())))
}

/// Makes a rename or a new name last.
fn sync_dir(path: &Path) -> Result<()> {
    fs::File::open(path).and_then(|dir| dir.sync_all()).map_err(Error::internal)
}
