use std::sync::Arc;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, NoTls, Row};
use uuid::Uuid;

use crate::base::{Code, Error, Result};

/// Connections one node holds, and how long a request waits for one.
const CONNECTIONS: usize = 16;
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);
/// How often what lost a race with another node, or a connection, is begun anew.
const TRIES: usize = 3;

/// The database, as the login that serves.
#[derive(Clone)]
pub struct Db {
    pool: Pool,
    config: Arc<Config>,
}

/// A transaction in one role. Ends without a trace unless it is committed.
pub struct Tx {
    connection: Option<Object>,
}

impl Db {
    /// Error: `invalid_value` for an address that is none.
    pub fn new(address: &str) -> Result<Db> {
        let mut config: Config =
            address.parse().map_err(|e| Error::invalid("database_url", format!("{e}")))?;
        config.user("tiffin_hub").application_name("tiffin-hub").connect_timeout(PATIENCE);
        let kept = ManagerConfig { recycling_method: RecyclingMethod::Verified };
        let manager = Manager::from_config(config.clone(), NoTls, kept);
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS)
            .runtime(deadpool_postgres::Runtime::Tokio1)
            .wait_timeout(Some(PATIENCE))
            .create_timeout(Some(PATIENCE))
            .recycle_timeout(Some(PATIENCE));
        let pool = pool.build().map_err(Error::internal)?;
        Ok(Db { pool, config: Arc::new(config) })
    }

    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    /// Sees and writes one tenant's rows.
    pub async fn as_tenant(&self, tenant: Uuid) -> Result<Tx> {
        let tx = self.begin("tiffin_tenant").await?;
        tx.run("SELECT set_config('app.tenant', $1, true)", &[&tenant.to_string()]).await?;
        Ok(tx)
    }

    /// Sees what is listed for whoever runs the service.
    pub async fn as_admin(&self) -> Result<Tx> {
        self.begin("tiffin_admin").await
    }

    /// Looks a secret's hash up, and nothing else.
    pub async fn as_door(&self) -> Result<Tx> {
        self.begin("tiffin_door").await
    }

    /// Sees what is shown to everybody.
    pub async fn as_public(&self) -> Result<Tx> {
        self.begin("tiffin_public").await
    }

    async fn begin(&self, role: &str) -> Result<Tx> {
        let connection = self.pool.get().await.map_err(|error| busy(error.to_string()))?;
        // Held from here on: whatever fails, the connection is not handed to another half-way.
        let tx = Tx { connection: Some(connection) };
        tx.batch(&format!("BEGIN; SET LOCAL ROLE {role}")).await?;
        Ok(tx)
    }
}

type Params<'a> = &'a [&'a (dyn ToSql + Sync)];

impl Tx {
    pub async fn list(&self, sql: &str, params: Params<'_>) -> Result<Vec<Row>> {
        let connection = self.connection()?;
        let statement = connection.prepare_cached(sql).await.map_err(failed)?;
        connection.query(&statement, params).await.map_err(failed)
    }

    pub async fn one(&self, sql: &str, params: Params<'_>) -> Result<Option<Row>> {
        Ok(self.list(sql, params).await?.into_iter().next())
    }

    /// Answers how many rows were touched.
    pub async fn run(&self, sql: &str, params: Params<'_>) -> Result<u64> {
        let connection = self.connection()?;
        let statement = connection.prepare_cached(sql).await.map_err(failed)?;
        connection.execute(&statement, params).await.map_err(failed)
    }

    /// Errors: `busy` when it lost to another and may be begun anew; `unknown_outcome` when the
    /// connection went away before the answer.
    pub async fn commit(mut self) -> Result<()> {
        let committed = self.connection()?.batch_execute("COMMIT").await;
        match committed {
            Ok(()) => {
                drop(self.connection.take());
                Ok(())
            }
            Err(error) if error.code().is_some() => Err(failed(error)),
            Err(error) => Err(Error::new(Code::UnknownOutcome).source(error)),
        }
    }

    async fn batch(&self, sql: &str) -> Result<()> {
        self.connection()?.batch_execute(sql).await.map_err(failed)
    }

    fn connection(&self) -> Result<&Object> {
        self.connection.as_ref().ok_or_else(|| Error::internal("the transaction is over"))
    }
}

impl Drop for Tx {
    /// What is not committed goes with its connection: nobody else is given one that is in the
    /// middle of something.
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            drop(Object::take(connection));
        }
    }
}

/// Runs `work` anew when it lost a race, or its connection, before anything was kept.
pub async fn again<T, F>(mut work: impl FnMut() -> F) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    for _ in 1..TRIES {
        match work().await {
            Err(error) if error.code() == Code::Busy => {}
            done => return done,
        }
    }
    work().await
}

pub(super) fn busy(why: String) -> Error {
    Error::new(Code::Busy).retry_after(1).source(why)
}

/// Serialisation, a deadlock, a server that goes down, or no server at all: the same request may
/// succeed in a moment. All else is ours to mend.
fn failed(error: tokio_postgres::Error) -> Error {
    const PASSING: [&str; 6] = ["40001", "40P01", "57P01", "57P02", "57P03", "53300"];
    match error.code() {
        Some(state) if PASSING.contains(&state.code()) => busy(error.to_string()),
        Some(_) => Error::internal(error),
        None if error.is_closed() || is_io(&error) => busy(error.to_string()),
        None => Error::internal(error),
    }
}

fn is_io(error: &tokio_postgres::Error) -> bool {
    std::error::Error::source(error).is_some_and(|source| source.is::<std::io::Error>())
}
