//! The other page that names every slice: who follows the book of facts, and what is done by the
//! clock. Screens follow from now on; everything that must not be missed follows durably.

mod cart;
mod housekeeping;
mod screens;
mod texts;

use tokio::task::JoinSet;
use utoipa_axum::router::OpenApiRouter;

use crate::app::{App, Follower, follow};

/// Followers with a cursor of their own: told of every fact, in order, at least once.
pub const ALL: &[Follower] = &[cart::FOLLOWER, texts::FOLLOWER];

/// What runs beside the requests.
pub struct Following(JoinSet<()>);

pub fn routes() -> OpenApiRouter<App> {
    screens::routes()
}

/// Starts them all.
pub fn start(app: &App) -> Following {
    let mut tasks = JoinSet::new();
    for follower in ALL {
        let (app, follower) = (app.clone(), *follower);
        tasks.spawn(async move {
            if let Err(error) = follow(app, follower).await {
                tracing::error!(follower = follower.name, %error, "a follower stopped");
            }
        });
    }
    tasks.spawn(screens::follow(app.clone()));
    tasks.spawn(housekeeping::run(app.clone()));
    Following(tasks)
}

impl Following {
    /// Stops them where they are: what they had not done they find again at the next start.
    pub async fn stop(mut self) {
        self.0.shutdown().await;
    }
}
