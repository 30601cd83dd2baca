use futures_util::{SinkExt as _, StreamExt as _};
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::Uri;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{ClientRequestBuilder, Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

use super::call::{CallError, Caller, Pipe, down, unknown};

/// A WebSocket the box opened outward, and keeps.
pub struct Socket(WebSocketStream<Pipe>);

/// What came of dialling.
pub enum Dialled {
    Open(Box<Socket>),
    /// Somebody answered, and opened none.
    Answered {
        status: u16,
        body: Vec<u8>,
    },
}

/// What came over a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    Text(String),
    /// A ping, or a pong: the other end is there.
    Alive,
    /// It hung up, with a code if it gave one.
    Closed(Option<u16>),
}

impl Socket {
    /// Opens a socket at `url` (`https`, or `http` on this machine). `most` bytes are the longest
    /// message. Whoever calls says how long it may take.
    pub async fn dial(
        caller: &Caller,
        url: &str,
        headers: &[(&'static str, String)],
        most: usize,
    ) -> Result<Dialled, CallError> {
        let url = url.replacen("http", "ws", 1);
        let uri: Uri = url.parse().map_err(down)?;
        let mut request = ClientRequestBuilder::new(uri.clone());
        for (name, value) in headers {
            request = request.with_header(*name, value.clone());
        }
        let request = request.into_client_request().map_err(down)?;
        let pipe = caller.open(&url.parse().map_err(down)?).await?;
        let config = WebSocketConfig::default()
            .max_message_size(Some(most))
            .max_frame_size(Some(most))
            .read_buffer_size(16 << 10)
            .write_buffer_size(0);
        match client_async_with_config(request, pipe, Some(config)).await {
            Ok((socket, _)) => Ok(Dialled::Open(Box::new(Socket(socket)))),
            Err(Error::Http(answer)) => {
                let status = answer.status().as_u16();
                Ok(Dialled::Answered { status, body: answer.into_body().unwrap_or_default() })
            }
            Err(error) => Err(down(error)),
        }
    }

    pub async fn say(&mut self, text: String) -> Result<(), CallError> {
        self.0.send(Message::Text(text.into())).await.map_err(unknown)
    }

    /// The next thing that comes. Pings are answered by themselves.
    pub async fn hear(&mut self) -> Result<Heard, CallError> {
        match self.0.next().await {
            Some(Ok(Message::Text(text))) => Ok(Heard::Text(text.as_str().to_owned())),
            Some(Ok(Message::Close(close))) => {
                Ok(Heard::Closed(close.map(|close| close.code.into())))
            }
            Some(Ok(_)) => Ok(Heard::Alive),
            Some(Err(error)) => Err(unknown(error)),
            None => Ok(Heard::Closed(None)),
        }
    }
}
