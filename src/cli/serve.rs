use std::net::SocketAddr;

use tokio::net::TcpListener;

use super::log;
use crate::app::App;
use crate::base::{Clock, Error, Result};
use crate::config::Settings;
use crate::discovery::Discovery;
use crate::http::{Rules, told_to_stop};
use crate::{ops, router, setup};

/// Runs the box until it is told to stop.
pub async fn serve(settings: Settings) -> Result<()> {
    log::start(&settings)?;
    let listener = listen(settings.listen).await?;
    let address = listener.local_addr().map_err(Error::internal)?;
    let settings = Settings { listen: address, ..settings };
    let app = App::open(settings, Clock::system(), false).await?;
    println!("Tiffin listens on http://{address}");
    if let Some(code) = setup::code(&app).await? {
        println!("This box is new. Open /setup in a browser; the set-up code is {code}");
    }
    run(app, listener).await
}

/// Serves and announces the box until it is told to stop.
pub async fn run(app: App, listener: TcpListener) -> Result<()> {
    let until = told_to_stop()?;
    let announced = announce(&app).await;
    let rules = Rules::new(app.clock.clone(), app.settings.hosts.clone());
    let watching = tokio::spawn(ops::watch(app.clone()));
    let ended = router::run(app, listener, rules, until).await;
    watching.abort();
    if let Some(discovery) = announced {
        // Taking the name back waits for the network.
        let _ = tokio::task::spawn_blocking(move || discovery.stop()).await;
    }
    ended
}

async fn announce(app: &App) -> Option<Discovery> {
    let name = app.settings.mdns.then(|| app.settings.mdns_name.clone())?;
    let port = app.settings.listen.port();
    tokio::task::spawn_blocking(move || Discovery::start(&name, port)).await.ok()?
}

/// Error: `internal` naming the address that cannot be had.
pub async fn listen(address: SocketAddr) -> Result<TcpListener> {
    let taken = |e| Error::internal(format!("cannot listen on {address}: {e}"));
    TcpListener::bind(address).await.map_err(taken)
}
