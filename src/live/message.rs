use axum::extract::ws::Utf8Bytes;
use serde::{Deserialize, Deserializer};
use uuid::Uuid;

use crate::base::limits;

/// Something to be shown, already in the form in which it travels. A clone shares the text.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its place in the book of facts; None for what no screen needs to hear of later.
    pub seq: Option<i64>,
    pub audience: Audience,
    pub text: Utf8Bytes,
}

/// Who may see a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Everyone,
    Staff,
    Group(Uuid),
    StaffAnd(Uuid),
}

/// Whose screen it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewer {
    pub is_staff: bool,
    pub group: Option<Uuid>,
    /// What ends together with the screen's right to look: see `Live::expel`.
    pub session: Option<Uuid>,
}

impl Audience {
    pub fn includes(self, viewer: Viewer) -> bool {
        match self {
            Audience::Everyone => true,
            Audience::Staff => viewer.is_staff,
            Audience::Group(group) => viewer.group == Some(group),
            Audience::StaffAnd(group) => viewer.is_staff || viewer.group == Some(group),
        }
    }
}

/// The first thing a screen says.
#[derive(Clone, Deserialize)]
pub struct Hello {
    pub token: String,
    /// The last message it has drawn, if it has drawn one.
    #[serde(default)]
    pub since: Option<i64>,
    /// What kind of screen it is: a short word in small letters, else `other`. After a colon it may
    /// say what it shows: `kitchen:Tandoor,Bar`.
    #[serde(default, deserialize_with = "kind")]
    pub screen: String,
}

/// A screen that was let in.
pub struct Admission {
    pub viewer: Viewer,
    /// The head of the book when `catch_up` was computed: what was published up to there is not
    /// sent again.
    pub seq: i64,
    pub catch_up: CatchUp,
}

/// What a screen has to learn before it can follow.
pub enum CatchUp {
    /// These messages, and it is up to date.
    Missed(Vec<Utf8Bytes>),
    /// Too much to tell: it must fetch everything again.
    Reset,
    Nothing,
}

fn kind<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let word = String::deserialize(from)?;
    let (kind, shows) = word.split_once(':').unwrap_or((&word, ""));
    let named = (1..=16).contains(&kind.len()) && kind.bytes().all(|c| c.is_ascii_lowercase());
    let fits = named && shows.chars().count() <= limits::MAX_SHOWN;
    Ok(if fits { word } else { "other".to_owned() })
}
