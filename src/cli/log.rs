use tracing_subscriber::EnvFilter;

use crate::base::{Error, Result};
use crate::config::{LogFormat, Settings};

/// Sends log lines to standard error. They carry ids, never what people typed or who they are.
pub fn start(settings: &Settings) -> Result<()> {
    let filter = EnvFilter::try_new(&settings.log)
        .map_err(|e| Error::invalid("log", format!("{} is not a filter: {e}", settings.log)))?;
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match settings.log_format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().try_init(),
    };
    started.map_err(|e| Error::internal(e.to_string()))
}
