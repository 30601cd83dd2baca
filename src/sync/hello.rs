use super::line::{Line, Question};
use super::model::{Cloud, Trouble, head};
use super::sql;
use crate::app::App;
use crate::base::{Error, Result};
use crate::ledger;
use crate::store::{self, Read};
use crate::wire::sync::{Epoch, Hello, HelloAnswer, VERSION};

/// What the box says of itself.
pub struct Introduction {
    pub cloud: Cloud,
    pub epoch: Epoch,
    pub hello: Hello,
}

/// Error: `not_found` when the box is not enrolled.
pub fn introduce(read: &Read) -> Result<Introduction> {
    let cloud = sql::find_cloud(read)?.ok_or_else(|| Error::not_found("cloud"))?;
    let epochs = sql::list_epochs(read)?;
    let epoch = epochs.last().cloned().ok_or_else(|| Error::internal("the book has no life"))?;
    let seq = ledger::head(read.conn())?;
    let hash = ledger::hash_at(read.conn(), seq)?;
    let hash = hash.ok_or_else(|| Error::internal("the book has no last fact"))?;
    let hello = Hello {
        version: VERSION,
        program: concat!("tiffin ", env!("CARGO_PKG_VERSION")).into(),
        head: head(&epoch.epoch, seq, &hash),
        held: cloud.held_seq,
        epochs,
        schema: store::newest_schema(),
    };
    Ok(Introduction { cloud, epoch, hello })
}

/// Says hello; what the cloud holds is where sending goes on.
pub async fn greet(
    app: &App,
    line: &Line,
    said: &Introduction,
) -> std::result::Result<HelloAnswer, Trouble> {
    let question = Question::json("/v1/hello", &said.hello);
    line.ask(&said.cloud, &said.epoch.epoch, app.clock.now(), question).await
}
