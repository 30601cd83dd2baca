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

use tokio::task::JoinSet;
use utoipa_axum::router::OpenApiRouter;

use crate::app::{App, Follower, again, follow};
use crate::online::METHODS;
use crate::outbound;
use crate::printing;
use crate::search;
use crate::sync;

/// Followers with a cursor of their own: told of every fact, in order, at least once.
/// There is one more for each of the owner's webhooks: see [`outbound::run`].
pub fn all() -> [Follower; 4] {
    [cart::follower(), credits::follower(), prints::follower(), texts::follower()]
}

/// A follower by its name.
pub fn find(name: &str) -> Option<Follower> {
    let known = all().into_iter().find(|follower| &*follower.name == name);
    known.or_else(|| outbound::follower_named(name))
}

/// What runs beside the requests.
pub struct Following(JoinSet<()>);

pub fn routes() -> OpenApiRouter<App> {
    screens::routes()
}

/// Starts them all.
pub fn start(app: &App) -> Following {
    let mut tasks = JoinSet::new();
    for follower in all() {
        let app = app.clone();
        tasks.spawn(async move {
            again(&follower.name, || follow(app.clone(), follower.clone())).await;
        });
    }
    let owners = app.clone();
    tasks.spawn(again("webhooks", move || outbound::run(owners.clone())));
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

impl Following {
    /// Stops them where they are: what they had not done they find again at the next start.
    pub async fn stop(mut self) {
        self.0.shutdown().await;
    }
}
