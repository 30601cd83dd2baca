use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tower::Service as _;

use super::drain::Drained;
use crate::base::{Error, Result};

/// Connections at once. The next one waits unanswered until one of them ends; sockets that were
/// upgraded are counted elsewhere.
const MAX_CONNECTIONS: usize = 2_048;
/// How long a connection may take to send a request's head, or to sit idle.
const HEAD_TIME: Duration = Duration::from_secs(15);
/// Bytes of a head, and of what is read ahead.
const MAX_HEAD: usize = 32 * 1024;
/// How long what was accepted has to finish once the box is asked to stop.
const GRACE: Duration = Duration::from_secs(10);
/// A pause when the system has no descriptor left.
const BREATH: Duration = Duration::from_millis(100);

/// Serves until `shutdown`, then takes no more and finishes what it accepted, for ten seconds
/// at most.
///
/// axum's own server bounds neither the time of a head nor the number of connections.
pub async fn serve(listener: TcpListener, router: Router, shutdown: impl Future<Output = ()>) {
    let room = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let (closing, closed) = watch::channel(());
    let mut shutdown = pin!(shutdown);
    loop {
        let (stream, address, permit) = tokio::select! {
            biased;
            () = &mut shutdown => break,
            accepted = accept(&listener, &room) => accepted,
        };
        let (router, closed) = (router.clone(), closed.clone());
        tokio::spawn(async move {
            talk(stream, address, router, closed).await;
            drop(permit);
        });
    }
    drop(listener);
    drop(closed);
    // Every connection holds a receiver while it lasts.
    closing.send_replace(());
    if tokio::time::timeout(GRACE, closing.closed()).await.is_err() {
        tracing::warn!("some requests were cut off, they took too long");
    }
}

/// Comes when the program is asked to stop, by the system or from the keyboard; from now on that
/// ends it no other way.
///
/// Error: `internal` where the system lets nobody listen for it.
pub fn told_to_stop() -> Result<impl Future<Output = ()> + use<>> {
    let mut terminate = signal(SignalKind::terminate()).map_err(Error::internal)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(Error::internal)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, Option<OwnedSemaphorePermit>) {
    let permit = room.clone().acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, address)) => return (stream, address, permit),
            Err(error) => {
                tracing::warn!("no connection could be accepted: {error}");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}

async fn talk(
    stream: TcpStream,
    address: SocketAddr,
    router: Router,
    mut closing: watch::Receiver<()>,
) {
    // Small answers leave at once.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(|body| Body::new(Drained::new(body)));
        request.extensions_mut().insert(ConnectInfo(address));
        let answer = router.clone().call(request);
        async move { answer.await as Result<Response, Infallible> }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(MAX_HEAD)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    let ended = tokio::select! {
        ended = &mut connection => ended,
        _ = closing.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!("a connection broke: {error}");
    }
}
