use crate::app::{App, Follower, Miss};
use crate::base::Code;
use crate::printing;
use crate::wire::Recorded;

/// What goes to a printer is queued here: no order waits for one.
pub fn follower() -> Follower {
    Follower::new("prints", digest)
}

async fn digest(app: App, recorded: Recorded) -> Result<(), Miss> {
    printing::queue_for(&app, recorded).await.map_err(|error| match error.code() {
        Code::NotFound | Code::NoBill | Code::Internal => Miss::Never(error.to_string()),
        _ => Miss::Later(error.to_string()),
    })
}
