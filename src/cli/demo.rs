use std::net::{Ipv4Addr, SocketAddr};

use super::log;
use super::serve::{listen, run};
use crate::app::App;
use crate::base::{Clock, Error, Result};
use crate::config::{Overrides, Settings};
use crate::sample::{self, People};
use crate::sandbox::Sandbox;
use crate::wire::Actor;
use crate::{house, sync, tables};

/// The table whose code is drawn in the terminal.
const TABLE: &str = "5";

/// Runs the sample restaurant on a directory that is gone when it ends; `cloud` is an address and a
/// code to join it with.
pub async fn demo(address: SocketAddr, cloud: Option<(String, String)>) -> Result<()> {
    let listener = listen(address).await?;
    let address = listener.local_addr().map_err(Error::internal)?;
    let dir = tempfile::tempdir().map_err(Error::internal)?;
    let flags = Overrides {
        data_dir: Some(dir.path().to_path_buf()),
        listen: Some(address),
        log: std::env::var("TIFFIN_LOG").is_err().then(|| "warn".into()),
        ..Overrides::default()
    };
    let settings = Settings::gather(None, std::env::vars(), flags)?;
    log::start(&settings)?;
    let sandbox = Sandbox::start(SocketAddr::new(address.ip(), 0), Clock::system()).await?;
    sandbox.tell(format!("http://{}", SocketAddr::new(Ipv4Addr::LOCALHOST.into(), address.port())));
    let settings = Settings { pay: sandbox.settings(), ..settings };
    let app = App::open(settings, Clock::system(), true).await?;
    let people = sample::cast()?;
    sample::load(&app, &people).await?;
    if let Some((hub, code)) = cloud {
        sync::prepare(&app).await?;
        sync::enrol(&app, &Actor::the_box(), &hub, &code).await?;
    }
    greet(&app, &people, sandbox.url()).await?;
    run(app, listener).await
}

async fn greet(app: &App, people: &[People], gateways: &str) -> Result<()> {
    let (house, all) =
        app.store.read(|read| Ok((house::load(read)?, tables::list_tables(read)?))).await?;
    let base = tables::base_url(app, &house);
    println!("\n{} is open. Everything here is a sample; nothing is kept.\n", house.name);
    for (what, path) in
        [("Counter", "/counter"), ("Kitchen", "/kitchen"), ("Owner", "/owner"), ("Menu", "/menu")]
    {
        println!("  {what:<9} {base}{path}");
    }
    println!("\n  Staff, with their PINs:");
    for member in people {
        println!("  {:<9} {}  {}", member.name, member.pin, member.role);
    }
    if let Some(table) = all.iter().find(|table| table.name == TABLE) {
        let url = tables::table_url(app, &house, table);
        println!("\n  Table {TABLE}: scan this with a phone on the same Wi-Fi, or open\n  {url}\n");
        println!("{}", tables::terminal_code(&url)?);
    }
    println!("  Razorpay and Stripe are played by {gateways}; nobody's money is spent.");
    println!("  Stop with Ctrl-C.\n");
    Ok(())
}
