use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::in_time;

/// An open screen: the one socket through which the box tells it what changed.
pub struct Screen(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Screen {
    /// Opens the socket of `base`, says hello as `kind` and waits to be let in.
    pub async fn open(base: &str, token: &str, kind: &str, since: Option<i64>) -> Screen {
        let url = format!("{}/api/live", base.replacen("http", "ws", 1));
        let (socket, _) = connect_async(url).await.expect("a socket");
        let mut screen = Screen(socket);
        let hello = json!({ "type": "hello", "token": token, "since": since, "screen": kind });
        screen.0.send(hello.to_string().into()).await.expect("sent");
        screen.hear("welcome", |_| true).await;
        screen
    }

    /// The next message of this kind that `fits`; others are passed over.
    pub async fn hear(&mut self, kind: &str, fits: impl Fn(&Value) -> bool) -> Value {
        let heard = async {
            while let Some(frame) = self.0.next().await {
                let text = frame.expect("a frame").into_text().expect("a text");
                let message: Value = serde_json::from_str(&text).unwrap_or_default();
                if message["type"] == kind && fits(&message) {
                    return message;
                }
            }
            panic!("the socket was closed before {kind}");
        };
        in_time(kind, heard).await
    }

    /// Waits until the box hangs up; answers the code it gives.
    pub async fn ended(&mut self) -> u16 {
        let ended = async {
            while let Some(frame) = self.0.next().await {
                if let Ok(Message::Close(Some(close))) = frame {
                    return close.code.into();
                }
            }
            0
        };
        in_time("an end", ended).await
    }

    /// Hangs up without a word, as a tablet does that loses its power.
    pub fn unplug(self) {
        drop(self.0);
    }
}
