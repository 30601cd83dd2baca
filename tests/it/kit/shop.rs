use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Client;
use rusqlite::Connection;
use serde_json::{Value, json};
use tempfile::TempDir;
use tiffin::app::App;
use tiffin::base::{At, Clock, Code};
use tiffin::config::{PaySettings, Settings};
use tiffin::http::Rules;
use tiffin::sample::{self, People};
use tiffin::sandbox::Sandbox;
use tiffin::wire::Role;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::{PATIENCE, Person, client, found};

/// A Saturday evening in November, 19:00 in Mumbai.
const SEVEN: i64 = 1_795_267_800_000;
pub const PIN: &str = "7391";

/// A running box with its data in a directory that goes with it.
pub struct TestBox {
    dir: Arc<TempDir>,
    running: Option<(oneshot::Sender<()>, JoinHandle<()>)>,
}

/// A box with the sample menu, twelve tables and somebody of every role.
pub struct Shop {
    pub app: App,
    pub clock: Clock,
    pub base: String,
    client: Client,
    _boxed: TestBox,
}

impl TestBox {
    /// A box with a menu and staff, on a clock that stands at 19:00.
    pub async fn with_menu() -> Shop {
        let clock = Clock::standing(At::from_millis(SEVEN));
        let dir = Arc::new(tempfile::tempdir().expect("a directory"));
        let shop = TestBox::start(dir, clock).await;
        sample::load(&shop.app, &staff()).await.expect("the sample restaurant");
        shop
    }

    /// The same with Razorpay and Stripe, played by a sandbox.
    pub async fn with_gateways() -> (Shop, Sandbox) {
        TestBox::with_gateways_for(PATIENCE).await
    }

    /// The same, and gateways have only `patience` to answer.
    pub async fn with_gateways_for(patience: Duration) -> (Shop, Sandbox) {
        let clock = Clock::standing(At::from_millis(SEVEN));
        let any_port = SocketAddr::from(([127, 0, 0, 1], 0));
        let sandbox = Sandbox::start(any_port, clock.clone()).await.expect("a sandbox");
        let dir = Arc::new(tempfile::tempdir().expect("a directory"));
        let pay = PaySettings { patience, ..sandbox.settings() };
        let shop = TestBox::start_with(dir, clock, Settings { pay, ..Settings::default() }).await;
        sandbox.tell(shop.base.clone());
        sample::load(&shop.app, &staff()).await.expect("the sample restaurant");
        (shop, sandbox)
    }

    /// A box on data that is there already.
    pub async fn start(dir: Arc<TempDir>, clock: Clock) -> Shop {
        TestBox::start_with(dir, clock, Settings::default()).await
    }

    /// The same with settings of its own; where it lies and listens is not among them.
    pub async fn start_with(dir: Arc<TempDir>, clock: Clock, settings: Settings) -> Shop {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let listen = listener.local_addr().expect("an address");
        let data_dir = dir.path().to_path_buf();
        let settings = Settings { data_dir, listen, mdns: false, ..settings };
        let app = open(&settings, &clock).await;
        let base = format!("http://{listen}");
        let (stop, stopped) = oneshot::channel::<()>();
        let served = app.clone();
        let task = tokio::spawn(async move {
            let until = async {
                let _ = stopped.await;
            };
            // The clock stands, so a count of requests a second would never start anew.
            let rules = Rules { rate: None, ..Rules::new(served.clock.clone(), Vec::new()) };
            tiffin::router::run(served, listener, rules, until).await.expect("the box serves");
        });
        let boxed = TestBox { dir, running: Some((stop, task)) };
        let client = client();
        // It answers once it serves: nothing is written before what a start does is done.
        client.get(format!("{base}/health/live")).send().await.expect("the box serves");
        Shop { app, clock, base, client, _boxed: boxed }
    }

    fn database(&self) -> PathBuf {
        self.dir.path().join("tiffin.db")
    }
}

/// A box that was stopped may still be finishing a copy of its data, which nobody interrupts.
pub async fn open(settings: &Settings, clock: &Clock) -> App {
    let opened = async || match App::open(settings.clone(), clock.clone(), false).await {
        Err(error) if error.code() == Code::Busy => None,
        opened => Some(opened.expect("the box opens")),
    };
    found("nobody else to have the data", opened).await
}

/// Somebody of every role, all with one PIN.
fn staff() -> Vec<People> {
    [
        ("Owner", Role::Owner),
        ("Manager", Role::Manager),
        ("Cashier", Role::Cashier),
        ("Waiter", Role::Waiter),
        ("Cook", Role::KitchenStaff),
        ("Rider", Role::Rider),
    ]
    .map(|(name, role)| People { name: name.into(), role, pin: PIN.into() })
    .into()
}

impl Shop {
    pub fn stranger(&self) -> Person {
        Person { client: self.client.clone(), base: self.base.clone(), token: None }
    }

    pub fn with_token(&self, token: &Value) -> Person {
        let token = token.as_str().map(str::to_owned);
        assert!(token.is_some(), "a token");
        Person { token, ..self.stranger() }
    }

    /// Somebody of staff, by name: Owner, Manager, Cashier, Waiter, Cook, Rider.
    pub async fn staff(&self, name: &str) -> Person {
        let login = json!({ "name": name, "pin": PIN });
        let session = self.stranger().post("/api/auth/staff/login", login).await.ok();
        self.with_token(&session["access_token"])
    }

    /// A phone that scanned a table's code.
    pub async fn guest(&self, table: &str) -> Person {
        self.named_guest(table, "Asha").await
    }

    pub async fn named_guest(&self, table: &str, name: &str) -> Person {
        let path = format!("/api/tables/{}/join", self.code(table).await);
        let joined = self.stranger().post(&path, json!({ "name": name })).await.ok();
        self.with_token(&joined["guest_token"])
    }

    /// Somebody who has shown that a phone number is theirs.
    pub async fn customer(&self, phone: &str) -> Person {
        let (stranger, number) = (self.stranger(), json!({ "phone_number": phone }));
        stranger.post("/api/auth/customer/otp", number).await.ok();
        let code = self.app.sms.shown_codes().first().expect("a code on the counter").code.clone();
        let shown = json!({ "phone_number": phone, "otp": code });
        let verified = stranger.post("/api/auth/customer/verify-otp", shown).await.ok();
        self.with_token(&verified["access_token"])
    }

    /// The same person, signed in once more: for what ends a session.
    pub async fn again(&self, role: &str, person: &Person) -> Person {
        match role {
            "OWNER" => self.staff("Owner").await,
            "MANAGER" => self.staff("Manager").await,
            "CASHIER" => self.staff("Cashier").await,
            "WAITER" => self.staff("Waiter").await,
            "KITCHEN_STAFF" => self.staff("Cook").await,
            "RIDER" => self.staff("Rider").await,
            _ => person.clone(),
        }
    }

    /// What is printed on a table's card.
    pub async fn code(&self, table: &str) -> String {
        let id = self.table(table).await;
        let owner = self.staff("Owner").await;
        let code = owner.get(&format!("/api/tables/{id}/code")).await.ok();
        let url = code["url"].as_str().expect("a url");
        url.rsplit('/').next().unwrap_or_default().to_owned()
    }

    /// A table's id by its name.
    pub async fn table(&self, name: &str) -> String {
        let waiter = self.staff("Waiter").await;
        let floor = waiter.get("/api/tables").await.ok();
        let tables = floor["tables"].as_array().expect("tables").clone();
        let table = tables.into_iter().find(|table| table["name"] == name).expect("the table");
        table["id"].as_str().expect("an id").to_owned()
    }

    /// Stops the box in an orderly way and starts it again on the same data.
    pub async fn restart(mut self) -> Shop {
        let (stop, task) = self._boxed.running.take().expect("it runs");
        let _ = stop.send(());
        task.await.expect("an orderly stop");
        let (dir, clock) = (self._boxed.dir.clone(), self.clock.clone());
        let settings = self.app.settings.clone();
        drop(self);
        TestBox::start_with(dir, clock, settings).await
    }

    /// Stops the box in an orderly way; its data stays as long as somebody holds it.
    pub async fn stop(mut self) -> Arc<TempDir> {
        let (stop, task) = self._boxed.running.take().expect("it runs");
        let _ = stop.send(());
        task.await.expect("an orderly stop");
        self._boxed.dir.clone()
    }

    /// Does something to the box's own database that it should refuse.
    pub fn try_sql(&self, sql: &str) -> Result<usize, String> {
        let conn = Connection::open(self._boxed.database()).expect("the database");
        conn.execute(sql, []).map_err(|error| error.to_string())
    }

    /// Rows of the box's own database, as one number.
    pub fn count(&self, sql: &str) -> i64 {
        let conn = Connection::open(self._boxed.database()).expect("the database");
        conn.query_row(sql, [], |row| row.get(0)).expect(sql)
    }
}

impl Drop for TestBox {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let conn = Connection::open(self.database()).expect("the database");
        tiffin::ledger::verify(&conn, 1).expect("the book of facts holds");
        for (rule, sql) in [
            (
                "a portion was fired twice",
                "SELECT count(*) FROM order_line l WHERE quantity <
                    (SELECT coalesce(sum(quantity), 0) FROM fired f WHERE f.line_id = l.id)",
            ),
            (
                // Total, less what was credited and written off, is what was paid and stays here;
                // only a payment that never came may be missing, and no more than that payment.
                "an invoice and what is kept for it differ",
                "SELECT count(*) FROM (SELECT i.total_paise
                    - (SELECT coalesce(sum(total_paise), 0) FROM credit_note n
                       WHERE n.bill_id = i.bill_id AND n.kind <> 'REFUND_VOUCHER')
                    - (SELECT coalesce(sum(amount_paise), 0) FROM bill_write_off w
                       WHERE w.bill_id = i.bill_id)
                    - (SELECT coalesce(sum(amount_paise), 0) FROM payment p
                       WHERE p.bill_id = i.bill_id AND state <> 'REJECTED')
                    + (SELECT coalesce(sum(amount_paise), 0) FROM refund r
                       JOIN credit_note n ON n.number = r.note WHERE r.bill_id = i.bill_id
                       AND r.state <> 'WITHDRAWN' AND n.cause NOT LIKE 'surplus:%') AS missing,
                    (SELECT coalesce(sum(amount_paise), 0) FROM payment p
                     WHERE p.bill_id = i.bill_id AND state = 'REJECTED') AS never_came
                 FROM (SELECT bill_id, sum(total_paise) AS total_paise FROM invoice
                       GROUP BY bill_id) i) WHERE missing < 0 OR missing > never_came",
            ),
            (
                "what is owed back and what was credited differ",
                "SELECT count(*) FROM (SELECT n.total_paise - (SELECT coalesce(
                        sum(amount_paise), 0) FROM refund r WHERE r.note = n.number) AS missing,
                    n.kind <> 'REFUND_VOUCHER' AND EXISTS (SELECT 1 FROM payment p
                        WHERE p.bill_id = n.bill_id AND p.state = 'REJECTED') AS is_set_off
                 FROM credit_note n)
                 WHERE missing < 0 OR missing > 0 AND NOT is_set_off",
            ),
            (
                "money went back that never came",
                "SELECT count(*) FROM refund r JOIN payment p ON p.id = r.payment_id
                 WHERE p.state = 'REJECTED' AND r.state <> 'WITHDRAWN'",
            ),
            (
                "what was kept of an open bill is less than nothing",
                "SELECT count(*) FROM bill b WHERE
                    (SELECT coalesce(sum(amount_paise + surplus_paise), 0) FROM payment p
                     WHERE p.bill_id = b.id AND state <> 'REJECTED')
                    < (SELECT coalesce(sum(amount_paise), 0) FROM refund r
                       WHERE r.bill_id = b.id AND r.state <> 'WITHDRAWN')",
            ),
            (
                "more was credited than was charged",
                "SELECT count(*) FROM invoice i WHERE total_paise <
                    (SELECT coalesce(sum(total_paise), 0) FROM credit_note n
                     WHERE n.document ->> '$.invoice_number' = i.number
                     AND n.kind <> 'REFUND_VOUCHER')",
            ),
            (
                "a payment gave back more than it brought",
                "SELECT count(*) FROM payment p WHERE amount_paise + surplus_paise <
                    (SELECT coalesce(sum(amount_paise), 0) FROM refund r
                     WHERE r.payment_id = p.id AND r.state <> 'WITHDRAWN')",
            ),
            (
                "CGST and SGST differ",
                "SELECT count(*) FROM invoice i, json_each(i.document, '$.quote.taxes') t
                 WHERE t.value ->> 'cgst_paise' <> t.value ->> 'sgst_paise'",
            ),
            (
                "an invoice does not add up",
                "SELECT count(*) FROM invoice i WHERE total_paise <>
                    (i.document ->> '$.quote.round_off_paise') + (SELECT coalesce(
                        sum((t.value ->> 'taxable_paise') + 2 * (t.value ->> 'cgst_paise')
                            + (t.value ->> 'vat_paise')),
                        i.document ->> '$.quote.subtotal_paise')
                     FROM json_each(i.document, '$.quote.taxes') t)",
            ),
            (
                "GST and VAT are on one paper",
                "SELECT count(*) FROM invoice i, json_each(i.document, '$.quote.taxes') t
                 WHERE (t.value ->> 'kind' = 'VAT') <> i.is_vat",
            ),
            (
                "a series has a gap",
                "SELECT count(*) FROM invoice_series s WHERE last <>
                    (SELECT count(*) FROM invoice i
                     WHERE substr(i.number, 1, length(s.prefix)) = s.prefix)
                    + (SELECT count(*) FROM consolidated_invoice d
                       WHERE substr(d.number, 1, length(s.prefix)) = s.prefix)
                    + (SELECT count(*) FROM credit_note n
                       WHERE substr(n.number, 1, length(s.prefix)) = s.prefix)
                    + (SELECT coalesce(sum(k.last - k.first + 1), 0) FROM series_skip k
                       WHERE k.prefix = s.prefix)",
            ),
            (
                "what is in a drawer and what was paid differ",
                "SELECT count(*) FROM drawer_entry e JOIN payment p ON p.id = e.of_id
                 WHERE p.method <> 'CASH' OR e.amount_paise <> CASE e.kind
                    WHEN 'SALE' THEN p.amount_paise + p.surplus_paise ELSE p.tip_paise END",
            ),
            (
                "a live line of an order at the table was not fired",
                "SELECT count(*) FROM orders o JOIN order_line l ON l.order_id = o.id
                 WHERE o.status IN ('SERVED', 'COMPLETED') AND l.status = 'QUEUED'",
            ),
            (
                "what was fired and what is wanted or called off differ",
                "SELECT count(*) FROM order_line l WHERE fired_at IS NOT NULL AND quantity <>
                    (SELECT coalesce(sum(quantity), 0) FROM fired f WHERE f.line_id = l.id)
                    + (SELECT coalesce(sum(quantity), 0) FROM line_void v
                       WHERE v.line_id = l.id AND NOT was_fired)",
            ),
            (
                "portions were called off without a word",
                "SELECT count(*) FROM order_line l WHERE voided_quantity <>
                    (SELECT coalesce(sum(quantity), 0) FROM line_void v WHERE v.line_id = l.id)",
            ),
            (
                "a station's tickets have a gap",
                "SELECT count(*) FROM ticket_counter c WHERE last <>
                    (SELECT count(*) FROM ticket t WHERE t.station = c.station)",
            ),
            (
                "something fired is on no ticket of its order",
                "SELECT count(*) FROM line_station s JOIN order_line l ON l.id = s.line_id
                 LEFT JOIN ticket t ON t.id = s.ticket_id
                 WHERE l.fired_at IS NOT NULL
                 AND (t.order_id IS NOT l.order_id OR t.station <> s.station)",
            ),
            (
                "a ticket was bumped with something left to do",
                "SELECT count(*) FROM ticket t JOIN line_station s ON s.ticket_id = t.id
                 WHERE t.bumped_at IS NOT NULL AND s.status IN ('QUEUED', 'FIRED', 'COOKING')",
            ),
        ] {
            let broken: i64 = conn.query_row(sql, [], |row| row.get(0)).expect(rule);
            assert_eq!(broken, 0, "{rule}");
        }
    }
}
