use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use tokio::net::TcpListener;
use uuid::Uuid;

use super::{
    Db, Hub, add_admin, add_device, add_owner, add_restore_code, add_tenant, look_after, migrate,
    rebuild, router,
};
use crate::base::{Clock, Error, Result, Secret};
use crate::http::{self, Rules};

/// The cloud's side of Tiffin: many boxes, many tenants, any number of nodes.
#[derive(Parser)]
#[command(name = "tiffin-hub", version)]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Run a node.
    Serve {
        #[command(flatten)]
        place: Place,
        #[arg(long, default_value = "127.0.0.1:8090", env = "TIFFIN_HUB_LISTEN")]
        listen: SocketAddr,
        /// Names this hub answers to besides addresses and localhost.
        #[arg(long, env = "TIFFIN_HUB_HOSTS", value_delimiter = ',')]
        hosts: Vec<String>,
        /// All that comes has passed a proxy of ours: X-Forwarded-For is believed.
        #[arg(long, env = "TIFFIN_HUB_BEHIND_PROXY")]
        behind_proxy: bool,
    },
    /// Bring the database forward, as its owner.
    Migrate {
        #[arg(long, env = "TIFFIN_HUB_DATABASE_URL")]
        database_url: String,
    },
    /// Work sales out again from the log; prints how many facts are about them.
    Rebuild {
        #[command(flatten)]
        place: Place,
    },
    /// Add a tenant; prints its id.
    AddTenant {
        name: String,
        #[command(flatten)]
        place: Place,
    },
    /// Let somebody run the service; prints a link to choose a password by, good once.
    AddAdmin {
        email: String,
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        site: Site,
    },
    /// Let somebody in as owner of a tenant; prints a link to choose a password by, good once.
    AddOwner {
        tenant: Uuid,
        email: String,
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        site: Site,
    },
    /// Add a place a box stands at; prints the code that lets the box in.
    AddDevice {
        tenant: Uuid,
        name: String,
        #[command(flatten)]
        place: Place,
    },
    /// Print a code with which a bare box takes the place of the one that stands there.
    AddRestoreCode {
        tenant: Uuid,
        device: Uuid,
        #[command(flatten)]
        place: Place,
    },
}

/// Where people's browsers find the hub.
#[derive(Args)]
struct Site {
    #[arg(long, default_value = "http://127.0.0.1:8090", env = "TIFFIN_HUB_URL")]
    url: String,
}

/// Where the data is, and the key that is not in it.
#[derive(Args)]
struct Place {
    /// As libpq takes it. Nodes sign in as tiffin_hub.
    #[arg(long, env = "TIFFIN_HUB_DATABASE_URL")]
    database_url: String,
    /// 32 bytes; made when there is none. Without it no box can be restored: keep a copy.
    #[arg(long, env = "TIFFIN_HUB_KEY_FILE")]
    key_file: PathBuf,
}

impl Place {
    fn open(&self) -> Result<Hub> {
        let key = read_key(&self.key_file)?;
        Ok(Hub::new(Db::new(&self.database_url)?, Clock::system(), key))
    }
}

/// Runs what the arguments ask for; says in one line what went wrong.
pub fn main() -> ExitCode {
    let verb = Cli::parse().verb;
    let runtime = tokio::runtime::Runtime::new().map_err(Error::internal);
    match runtime.and_then(|runtime| runtime.block_on(run(verb))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tiffin-hub: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(verb: Verb) -> Result<()> {
    match verb {
        Verb::Serve { place, listen, hosts, behind_proxy } => {
            let hub = place.open()?;
            let rules = Rules::new(hub.clock.clone(), hosts);
            serve(hub, listen, Rules { is_behind_proxy: behind_proxy, ..rules }).await
        }
        Verb::Migrate { database_url } => migrate(&database_url).await,
        Verb::Rebuild { place } => {
            println!("{}", rebuild(&place.open()?).await?);
            Ok(())
        }
        Verb::AddTenant { name, place } => {
            println!("{}", add_tenant(&place.open()?, &name).await?);
            Ok(())
        }
        Verb::AddRestoreCode { tenant, device, place } => {
            let hub = place.open()?;
            println!("{}", add_restore_code(&hub, (tenant, device), "command line").await?);
            Ok(())
        }
        Verb::AddAdmin { email, place, site } => {
            let link = add_admin(&place.open()?, &email).await?;
            println!("{}{}", site.url, link.path());
            Ok(())
        }
        Verb::AddOwner { tenant, email, place, site } => {
            let link = add_owner(&place.open()?, tenant, &email).await?;
            println!("{}{}", site.url, link.path());
            Ok(())
        }
        Verb::AddDevice { tenant, name, place } => {
            println!("{}", add_device(&place.open()?, tenant, &name, "command line").await?.code);
            Ok(())
        }
    }
}

async fn serve(hub: Hub, listen: SocketAddr, rules: Rules) -> Result<()> {
    let taken = |e| Error::internal(format!("cannot listen on {listen}: {e}"));
    let listener = TcpListener::bind(listen).await.map_err(taken)?;
    let address = listener.local_addr().map_err(Error::internal)?;
    let stop = http::told_to_stop()?;
    println!("The hub listens on http://{address}");
    tokio::spawn(look_after(hub.clone()));
    http::serve(listener, router(hub, rules), stop).await;
    Ok(())
}

/// Error: `internal` for a file that is no key, or cannot be made.
fn read_key(path: &Path) -> Result<Secret> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;

    match std::fs::read(path) {
        Ok(bytes) => {
            let bytes: Result<[u8; 32], _> = bytes.try_into();
            let wrong = |_| Error::internal(format!("{} is not a key", path.display()));
            bytes.map(Secret::from_bytes).map_err(wrong)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let key = Secret::random();
            let mut options = std::fs::OpenOptions::new();
            let file = options.write(true).create_new(true).mode(0o600).open(path);
            let mut file = file.map_err(Error::internal)?;
            file.write_all(key.bytes()).map_err(Error::internal)?;
            file.sync_all().map_err(Error::internal)?;
            Ok(key)
        }
        Err(error) => Err(Error::internal(format!("{}: {error}", path.display()))),
    }
}
