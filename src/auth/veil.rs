use crate::app::App;
use crate::base::OnceKey;

/// Hashes with the box's key what was asked, when a PIN was part of it: a plain hash beside the
/// answer would tell the PIN to whoever reads the database and tries them all.
pub fn veil(app: &App, once: OnceKey) -> OnceKey {
    let request = app.key("once").mac(&[&once.request]);
    OnceKey { request, ..once }
}
