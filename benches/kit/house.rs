use std::path::PathBuf;

use reqwest::{Client, Method};
use serde_json::{Value, json};
use tempfile::TempDir;
use tiffin::app::App;
use tiffin::base::{Clock, random_token};
use tiffin::config::Settings;
use tiffin::http::Rules;
use tiffin::sample::{self, People};
use tiffin::wire::Role;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub const PIN: &str = "7391";

/// A running box with the sample restaurant, on a port of its own.
pub struct House {
    pub app: App,
    pub base: String,
    pub address: String,
    pub client: Client,
    dir: TempDir,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

/// On the disk that the build is on: a directory in memory would make every write free.
pub fn disk() -> TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a directory")
}

impl House {
    pub async fn open() -> House {
        let house = House::start(disk()).await;
        let people = [("Owner", Role::Owner), ("Waiter", Role::Waiter)]
            .map(|(name, role)| People { name: name.into(), role, pin: PIN.into() });
        sample::load(&house.app, &people).await.expect("the sample restaurant");
        house
    }

    /// A box on data that is there already, or on none.
    pub async fn start(dir: TempDir) -> House {
        let data_dir = dir.path().to_path_buf();
        let settings = Settings { data_dir, mdns: false, ..Settings::default() };
        let app = App::open(settings, Clock::system(), false).await.expect("the box opens");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let served = app.clone();
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = tokio::spawn(async move {
            let until = async {
                let _ = stopped.await;
            };
            // Everybody here has one address: the limit for each would be measured.
            let rules = Rules { rate: None, ..Rules::new(served.clock.clone(), Vec::new()) };
            tiffin::router::run(served, listener, rules, until).await.expect("it serves");
        });
        let base = format!("http://{address}");
        House { app, base, address, client: Client::new(), dir, stop, serving }
    }

    pub fn database(&self) -> PathBuf {
        self.dir.path().join("tiffin.db")
    }

    /// Stops the box in an orderly way; what it leaves is its data.
    pub async fn close(self) -> TempDir {
        let House { stop, serving, dir, .. } = self;
        let _ = stop.send(());
        serving.await.expect("an orderly stop");
        dir
    }

    /// Somebody of staff: Owner or Waiter.
    pub async fn token(&self, name: &str) -> String {
        let login = json!({ "name": name, "pin": PIN });
        let session = self.post("", "/api/auth/staff/login", login).await;
        session["access_token"].as_str().expect("a token").to_owned()
    }

    pub async fn post(&self, token: &str, path: &str, body: Value) -> Value {
        self.write(Method::POST, token, path, body).await
    }

    pub async fn patch(&self, token: &str, path: &str, body: Value) -> Value {
        self.write(Method::PATCH, token, path, body).await
    }

    async fn write(&self, method: Method, token: &str, path: &str, body: Value) -> Value {
        let request = self.client.request(method, format!("{}{path}", self.base)).json(&body);
        let request = request.header("idempotency-key", random_token(12));
        let request = if token.is_empty() { request } else { request.bearer_auth(token) };
        let response = request.send().await.expect("an answer");
        let status = response.status();
        let body: Value = response.json().await.unwrap_or_default();
        assert!(status.is_success(), "{path}: {status} {body}");
        body
    }

    pub async fn get(&self, token: &str, path: &str) -> Value {
        let request = self.client.get(format!("{}{path}", self.base));
        let request = if token.is_empty() { request } else { request.bearer_auth(token) };
        request.send().await.expect("an answer").json().await.expect("JSON")
    }

    /// Items of an order, by the names of dishes.
    pub async fn items(&self, names: &[&str]) -> Value {
        let menu = self.get("", "/api/menu/items").await;
        let dishes = menu["items"].as_array().expect("dishes");
        let id = |name: &&str| {
            let dish = dishes.iter().find(|dish| dish["name"] == **name).expect("the dish");
            json!({ "menu_item_id": dish["id"], "quantity": 1 })
        };
        names.iter().map(id).collect()
    }

    /// The tables there are, after more were put up until there are `count`.
    pub async fn tables(&self, owner: &str, count: usize) -> Vec<Value> {
        let floor = self.get(owner, "/api/tables").await;
        let mut tables = floor["tables"].as_array().expect("tables").clone();
        let mut area = tables[0]["area_id"].clone();
        while tables.len() < count {
            if tables.len().is_multiple_of(40) {
                let name = format!("Hall {}", tables.len());
                area = self.post(owner, "/api/areas", json!({ "name": name })).await["id"].clone();
            }
            let name = format!("B{}", tables.len() + 1);
            let table = json!({ "area_id": area, "name": name, "seats": 4 });
            tables.push(self.post(owner, "/api/tables", table).await);
        }
        tables
    }
}
