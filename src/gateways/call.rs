use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::{Method, Request, Uri, header};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// Bytes of an answer that are read.
const MAX_REPLY: usize = 1024 * 1024;
/// How long the beginning of an answer is waited for when its status is all that counts.
const SKIM: Duration = Duration::from_secs(1);

/// Asks over HTTP: a connection for each question, so that none goes out on one that
/// has died meanwhile, and an answer within a time, or none.
#[derive(Clone)]
pub struct Caller {
    tls: Option<TlsConnector>,
    patience: Duration,
    most: usize,
    skims: bool,
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
    /// Seconds it asks to be left alone for.
    pub retry_after: Option<u64>,
    pub body: Bytes,
}

/// Why there was no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallError {
    /// Nobody was reached: nothing was done.
    Down(String),
    /// The question went out: nobody knows whether it was heard.
    Unknown(String),
}

impl CallError {
    /// What happened, in words for whoever looks after the box.
    pub fn why(self) -> String {
        match self {
            CallError::Down(why) | CallError::Unknown(why) => why,
        }
    }
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
        let tls = config.ok().map(|config| TlsConnector::from(Arc::new(config)));
        Caller { tls, patience, most: MAX_REPLY, skims: false }
    }

    /// Reads answers of up to so many bytes.
    pub fn reading(self, most: usize) -> Caller {
        Caller { most, ..self }
    }

    /// Reads so many bytes of an answer and lets go of the rest: where the status says it all.
    pub fn skimming(self, most: usize) -> Caller {
        Caller { most, skims: true, ..self }
    }

    /// The same with another patience.
    pub fn waiting(&self, patience: Duration) -> Caller {
        Caller { patience, ..self.clone() }
    }

    pub async fn send(&self, ask: Ask) -> Result<Reply, CallError> {
        let went_out = AtomicBool::new(false);
        match tokio::time::timeout(self.patience, self.exchange(ask, &went_out)).await {
            Ok(reply) => reply,
            Err(_) if went_out.load(Ordering::Relaxed) => Err(unknown("it did not answer in time")),
            Err(_) => Err(down("it was not reached in time")),
        }
    }

    async fn exchange(&self, ask: Ask, went_out: &AtomicBool) -> Result<Reply, CallError> {
        let uri: Uri = ask.url.parse().map_err(down)?;
        let request = request(ask, &uri)?;
        let io = TokioIo::new(self.open(&uri).await?);
        let (mut sender, connection) = http1::handshake(io).await.map_err(down)?;
        // Ends with this call, also when it is given up half-way.
        let mut talking = JoinSet::new();
        talking.spawn(connection);
        went_out.store(true, Ordering::Relaxed);
        let response = sender.send_request(request).await.map_err(unknown)?;
        let status = response.status().as_u16();
        let retry_after = response.headers().get(header::RETRY_AFTER);
        let retry_after = retry_after.and_then(|seconds| seconds.to_str().ok()?.parse().ok());
        let body = match self.skims {
            true => skim(response.into_body(), self.most).await,
            false => {
                let whole = Limited::new(response.into_body(), self.most).collect().await;
                whole.map_err(unknown)?.to_bytes()
            }
        };
        Ok(Reply { status, retry_after, body })
    }

    /// A connection to who answers there; over TLS for `https` and `wss`.
    pub(super) async fn open(&self, uri: &Uri) -> Result<Pipe, CallError> {
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        let secure = matches!(uri.scheme_str(), Some("https" | "wss"));
        let port = uri.port_u16().unwrap_or(if secure { 443 } else { 80 });
        let stream = TcpStream::connect((host.as_str(), port)).await.map_err(down)?;
        if !secure {
            return Ok(Box::new(stream));
        }
        let tls = self.tls.as_ref().ok_or_else(|| down("no TLS"))?;
        let name = ServerName::try_from(host).map_err(down)?;
        Ok(Box::new(tls.connect(name, stream).await.map_err(down)?))
    }
}

/// A connection, with TLS or without.
pub(super) type Pipe = Box<dyn Duplex>;

pub(super) trait Duplex: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Duplex for T {}

pub(super) fn down(error: impl ToString) -> CallError {
    CallError::Down(error.to_string())
}

pub(super) fn unknown(error: impl ToString) -> CallError {
    CallError::Unknown(error.to_string())
}

fn request(ask: Ask, uri: &Uri) -> Result<Request<Full<Bytes>>, CallError> {
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

/// The beginning of a body; no more of it than comes soon.
async fn skim(mut body: Incoming, most: usize) -> Bytes {
    let mut read = Vec::new();
    let reading = async {
        while let Some(Ok(frame)) = body.frame().await {
            let Ok(data) = frame.into_data() else { continue };
            read.extend_from_slice(&data[..data.len().min(most - read.len())]);
            if read.len() == most {
                break;
            }
        }
    };
    // What has come until then is enough.
    let _ = tokio::time::timeout(SKIM, reading).await;
    read.into()
}
