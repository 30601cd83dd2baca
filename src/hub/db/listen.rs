use std::future::poll_fn;

use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_postgres::{AsyncMessage, Client, NoTls};

use super::Db;
use super::pool::busy;
use crate::base::Result;

/// Messages that wait to be heard; past it the server's own queue holds them.
const WAITING: usize = 1_024;

/// What is called out to all nodes, on a connection of its own.
pub struct Listening {
    heard: mpsc::Receiver<String>,
    /// The connection lasts as long as this.
    _client: Client,
    _reading: JoinSet<()>,
}

impl Db {
    /// Listens to what is called out on `channel` from now on. Error: `busy`.
    pub async fn listen(&self, channel: &str) -> Result<Listening> {
        let connected = self.config().connect(NoTls).await;
        let (client, mut connection) = connected.map_err(|e| busy(e.to_string()))?;
        let (told, heard) = mpsc::channel(WAITING);
        let mut reading = JoinSet::new();
        reading.spawn(async move {
            while let Some(message) = poll_fn(|cx| connection.poll_message(cx)).await {
                match message {
                    Ok(AsyncMessage::Notification(call)) => {
                        if told.send(call.payload().to_owned()).await.is_err() {
                            return;
                        }
                    }
                    Ok(_) => {}
                    Err(_) => return,
                }
            }
        });
        let listen = client.batch_execute(&format!("LISTEN {channel}")).await;
        listen.map_err(|e| busy(e.to_string()))?;
        Ok(Listening { heard, _client: client, _reading: reading })
    }
}

impl Listening {
    /// The next call; none when the connection is gone.
    pub async fn next(&mut self) -> Option<String> {
        self.heard.recv().await
    }
}
