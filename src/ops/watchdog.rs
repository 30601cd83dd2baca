use sd_notify::NotifyState;

use super::ready::write_nothing;
use crate::app::App;

/// Tells the service manager that the box answers. Says nothing where there is none.
pub fn ready(app: &App) {
    let status = format!("Serving on {}", app.settings.listen);
    notify(&[NotifyState::Ready, NotifyState::Status(&status)]);
}

/// Tells the service manager that an orderly stop has begun.
pub fn stopping() {
    notify(&[NotifyState::Stopping]);
}

/// Tells the service manager, for as long as it holds, that the box can still write. A box that
/// cannot is started again by it.
pub async fn watch(app: App) {
    let Some(period) = sd_notify::watchdog_enabled() else { return };
    // Three chances a period: one slow write is not the end.
    let mut beat = tokio::time::interval(period / 3);
    loop {
        beat.tick().await;
        match write_nothing(&app).await {
            Ok(()) => notify(&[NotifyState::Watchdog]),
            Err(error) => tracing::error!(%error, "the watchdog is not fed"),
        }
    }
}

fn notify(state: &[NotifyState]) {
    if let Err(error) = sd_notify::notify(state) {
        tracing::warn!(%error, "the service manager was not reached");
    }
}
