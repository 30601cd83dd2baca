use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::base::{Error, Result, Word};
use crate::words;

words! {
    /// How log lines look.
    pub enum LogFormat {
        Text = "text",
        Json = "json",
    }
}

/// What the box runs with.
#[derive(Clone, Debug)]
pub struct Settings {
    pub data_dir: PathBuf,
    pub listen: SocketAddr,
    pub log: String,
    pub log_format: LogFormat,
    /// Announce the box on the LAN, and under which name (`tiffin` → `tiffin.local`).
    pub mdns: bool,
    pub mdns_name: String,
    /// Names besides IP addresses, `localhost` and `*.local` the box answers to.
    pub hosts: Vec<String>,
}

/// What a file, the variables or the flags say; silence leaves what was there.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overrides {
    pub data_dir: Option<PathBuf>,
    pub listen: Option<SocketAddr>,
    pub log: Option<String>,
    pub log_format: Option<LogFormat>,
    pub mdns: Option<bool>,
    pub mdns_name: Option<String>,
    pub hosts: Option<Vec<String>>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            data_dir: PathBuf::from("tiffin-data"),
            listen: SocketAddr::from(([0, 0, 0, 0], 8080)),
            log: "info".into(),
            log_format: LogFormat::Text,
            mdns: true,
            mdns_name: "tiffin".into(),
            hosts: Vec::new(),
        }
    }
}

impl Settings {
    /// Defaults, then the file, then the variables, then the flags.
    ///
    /// Errors name the file's line, or the variable, that cannot be used.
    pub fn gather(
        file: Option<&Path>,
        variables: impl Iterator<Item = (String, String)>,
        flags: Overrides,
    ) -> Result<Settings> {
        let file = file.map(read_file).transpose()?.unwrap_or_default();
        let variables = read_variables(variables)?;
        Ok(Settings::default().with(file).with(variables).with(flags))
    }

    fn with(self, over: Overrides) -> Settings {
        Settings {
            data_dir: over.data_dir.unwrap_or(self.data_dir),
            listen: over.listen.unwrap_or(self.listen),
            log: over.log.unwrap_or(self.log),
            log_format: over.log_format.unwrap_or(self.log_format),
            mdns: over.mdns.unwrap_or(self.mdns),
            mdns_name: over.mdns_name.unwrap_or(self.mdns_name),
            hosts: over.hosts.unwrap_or(self.hosts),
        }
    }
}

fn refuse(message: String) -> Error {
    Error::invalid("settings", message)
}

fn read_file(path: &Path) -> Result<Overrides> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| refuse(format!("cannot read {}: {e}", path.display())))?;
    // The parser's own text names the line, the column and the key.
    toml::from_str(&text).map_err(|e| refuse(format!("{}: {e}", path.display())))
}

fn read_variables(variables: impl Iterator<Item = (String, String)>) -> Result<Overrides> {
    let mut over = Overrides::default();
    for (name, value) in variables {
        let Some(key) = name.strip_prefix("TIFFIN_") else { continue };
        let bad = |_| refuse(format!("{name} is not a value that can be used"));
        match key {
            "DATA_DIR" => over.data_dir = Some(value.into()),
            "LISTEN" => over.listen = Some(value.parse().map_err(|_| bad(()))?),
            "LOG" => over.log = Some(value),
            "LOG_FORMAT" => over.log_format = Some(LogFormat::parse(&value).map_err(|_| bad(()))?),
            "MDNS" => over.mdns = Some(value.parse().map_err(|_| bad(()))?),
            "MDNS_NAME" => over.mdns_name = Some(value),
            "HOSTS" => over.hosts = Some(value.split(',').map(|h| h.trim().into()).collect()),
            _ => return Err(refuse(format!("{name} is not a setting"))),
        }
    }
    Ok(over)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn gather(file: &str, variables: &[(&str, &str)]) -> Result<Settings> {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("tiffin.toml");
        fs::write(&path, file).expect("a file");
        let variables = variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        Settings::gather(Some(&path), variables, Overrides::default())
    }

    #[test]
    fn variables_go_over_the_file_and_the_file_over_defaults() {
        let file = "log = \"debug\"\nmdns_name = \"lunch\"\n";
        let settings = gather(file, &[("TIFFIN_LOG", "warn"), ("PATH", "x")]).expect("settings");
        assert_eq!((settings.log.as_str(), settings.mdns_name.as_str()), ("warn", "lunch"));
        assert_eq!(settings.listen.port(), 8080);
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let error = gather("log = \"info\"\nlissten = \"x\"\n", &[]).expect_err("refused");
        let text = error.to_string();
        assert!(text.contains("line 2") && text.contains("lissten"), "{text}");
        let error = gather("", &[("TIFFIN_COLOUR", "red")]).expect_err("refused");
        assert!(error.to_string().contains("TIFFIN_COLOUR"));
    }
}
