use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::{Method, Request, Uri, header};
use hyper_util::rt::TokioIo;
use serde::de::DeserializeOwned;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::model::PayError;

/// Bytes of an answer that are read.
const MAX_REPLY: usize = 1024 * 1024;

/// Asks a gateway over HTTP: a connection for each question, so that none goes out on one that
/// has died meanwhile, and an answer within a time, or none.
#[derive(Clone)]
pub struct Caller {
    tls: Option<TlsConnector>,
    patience: Duration,
}

/// One question. Headers may hold secrets: it is never printed.
pub struct Ask {
    pub method: Method,
    pub url: String,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

pub struct Reply {
    pub status: u16,
    body: Bytes,
}

impl Ask {
    pub fn post(url: String, headers: Vec<(&'static str, String)>, body: Vec<u8>) -> Ask {
        Ask { method: Method::POST, url, headers, body }
    }
}

impl Caller {
    pub fn new(patience: Duration) -> Caller {
        let roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map(|config| config.with_root_certificates(roots).with_no_client_auth());
        Caller { tls: config.ok().map(|config| TlsConnector::from(Arc::new(config))), patience }
    }

    /// Error: `Down` for whatever kept an answer from coming.
    pub async fn send(&self, ask: Ask) -> Result<Reply, PayError> {
        match tokio::time::timeout(self.patience, self.exchange(ask)).await {
            Ok(reply) => reply,
            Err(_) => Err(PayError::Down("it did not answer in time".into())),
        }
    }

    async fn exchange(&self, ask: Ask) -> Result<Reply, PayError> {
        let uri: Uri = ask.url.parse().map_err(down)?;
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let secure = uri.scheme_str() == Some("https");
        let port = uri.port_u16().unwrap_or(if secure { 443 } else { 80 });
        let request = request(ask, &uri)?;
        let stream = TcpStream::connect((host.as_str(), port)).await.map_err(down)?;
        if !secure {
            return talk(TokioIo::new(stream), request).await;
        }
        let tls = self.tls.as_ref().ok_or_else(|| down("no TLS"))?;
        let name = ServerName::try_from(host).map_err(down)?;
        talk(TokioIo::new(tls.connect(name, stream).await.map_err(down)?), request).await
    }
}

fn down(error: impl ToString) -> PayError {
    PayError::Down(error.to_string())
}

fn request(ask: Ask, uri: &Uri) -> Result<Request<Full<Bytes>>, PayError> {
    let host = uri.authority().map(|authority| authority.as_str()).unwrap_or_default();
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let mut request = Request::builder()
        .method(ask.method)
        .uri(path)
        .header(header::HOST, host)
        .header(header::USER_AGENT, concat!("tiffin/", env!("CARGO_PKG_VERSION")))
        .header(header::CONNECTION, "close");
    for (name, value) in ask.headers {
        request = request.header(name, value);
    }
    request.body(Full::new(ask.body.into())).map_err(down)
}

async fn talk<S>(io: S, request: Request<Full<Bytes>>) -> Result<Reply, PayError>
where
    S: hyper::rt::Read + hyper::rt::Write + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(io).await.map_err(down)?;
    // Ends with this call, also when it is given up half-way.
    let mut talking = JoinSet::new();
    talking.spawn(connection);
    let response = sender.send_request(request).await.map_err(down)?;
    let status = response.status().as_u16();
    let body = Limited::new(response.into_body(), MAX_REPLY).collect().await.map_err(down)?;
    Ok(Reply { status, body: body.to_bytes() })
}

impl Reply {
    /// The answer as it was meant. Errors: `Down` when the gateway is broken, overrun or does not
    /// speak as documented; `Later` while it still does the same thing; `NotNow` while it does not
    /// know the house's keys; `Refused` with what `explain` finds in the answer's body.
    pub fn read<T: DeserializeOwned>(
        &self,
        explain: fn(&serde_json::Value) -> String,
    ) -> Result<T, PayError> {
        match self.status {
            200..=299 => serde_json::from_slice(&self.body).map_err(down),
            409 => Err(PayError::Later("it is still busy with this".into())),
            429 | 500.. => Err(PayError::Down(format!("it answered {}", self.status))),
            status => {
                let body = serde_json::from_slice(&self.body).unwrap_or_default();
                let why = format!("{status}: {}", explain(&body));
                match status {
                    401 | 403 => Err(PayError::NotNow(why)),
                    _ => Err(PayError::Refused(why)),
                }
            }
        }
    }
}

/// A refund is refused for good, but for want of money in the account: tomorrow's sales mend that.
pub fn refund_refused(error: PayError) -> PayError {
    match error {
        PayError::Refused(why) if why.to_lowercase().contains("balance") => PayError::NotNow(why),
        PayError::Refused(why) if why.to_lowercase().contains("insufficient") => {
            PayError::NotNow(why)
        }
        error => error,
    }
}
