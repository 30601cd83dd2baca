//! The other page that names every slice: who follows the book of facts, and what is done by the
//! clock. Screens follow from now on; everything that must not be missed follows durably.

mod cart;
mod changed;
mod credits;
mod housekeeping;
mod online;
mod prints;
mod pulse;
mod screens;
mod texts;

use std::time::Duration;

use tokio::task::JoinSet;
use utoipa_axum::router::OpenApiRouter;

use crate::app::{App, Follower, follow};
use crate::base::Result;
use crate::online::METHODS;
use crate::printing;
use crate::search;
use crate::sync;

/// Followers with a cursor of their own: told of every fact, in order, at least once.
pub const ALL: &[Follower] =
    &[cart::FOLLOWER, credits::FOLLOWER, prints::FOLLOWER, texts::FOLLOWER];

/// How long a follower that met an error waits before it begins again.
const PAUSE: Duration = Duration::from_secs(2);

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
        tasks.spawn(again(follower.name, move || follow(app.clone(), follower)));
    }
    let fresh = app.clone();
    tasks.spawn(again("search", move || search::keep_fresh(fresh.clone())));
    let paper = app.clone();
    tasks.spawn(again("printers", move || printing::run(paper.clone())));
    let cloud = app.clone();
    tasks.spawn(again("cloud", move || sync::run(cloud.clone())));
    let copies = app.clone();
    tasks.spawn(again("copies", move || sync::keep_copies(copies.clone())));
    let asked = app.clone();
    tasks.spawn(again("commands", move || sync::listen(asked.clone())));
    tasks.spawn(screens::follow(app.clone()));
    tasks.spawn(housekeeping::run(app.clone()));
    tasks.spawn(pulse::run(app.clone()));
    for method in METHODS {
        tasks.spawn(online::run(app.clone(), method));
    }
    Following(tasks)
}

/// Follows again from the cursor after an error, such as a store too busy to answer.
async fn again<F: Future<Output = Result<()>>>(name: &'static str, follow: impl Fn() -> F) {
    while let Err(error) = follow().await {
        tracing::error!(follower = name, %error, "a follower begins again");
        tokio::time::sleep(PAUSE).await;
    }
}

impl Following {
    /// Stops them where they are: what they had not done they find again at the next start.
    pub async fn stop(mut self) {
        self.0.shutdown().await;
    }
}
