use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::change::{Change, require_may_set};
use super::model::{Session, StaffMember, StaffRole, Who};
use super::{
    By, Device, Everyone, Managers, add_staff_in, change_staff, hash_pin, login, sql, token, veil,
};
use crate::app::App;
use crate::base::{Result, SittingId, StaffId};
use crate::http::{Json, Keyed, Path};
use crate::store::Tx;
use crate::wire::Role;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(post_login))
        .routes(routes!(post_logout))
        .routes(routes!(get_me))
        .routes(routes!(get_names))
        .routes(routes!(get_staff, post_staff))
        .routes(routes!(patch_staff))
}

#[derive(Deserialize, ToSchema)]
struct Login {
    name: String,
    /// 4 to 8 digits.
    pin: String,
}

/// Somebody signed in, and the token that says so.
#[derive(Serialize, ToSchema)]
pub struct StaffSession {
    pub access_token: String,
    #[schema(example = "Bearer")]
    pub token_type: &'static str,
    /// Seconds.
    pub expires_in: i64,
    pub staff: StaffMember,
}

impl StaffSession {
    /// The same session always gives the same token.
    pub fn of(app: &App, session: Session) -> Result<StaffSession> {
        Ok(StaffSession {
            access_token: token::issue_for(app, &session)?,
            token_type: "Bearer",
            expires_in: session.expires_at.seconds_since(session.opened_at),
            staff: session.staff,
        })
    }
}

/// Signs a member of staff in.
#[utoipa::path(post, path = "/api/auth/staff/login", tag = "auth", request_body = Login,
    responses((status = 200, body = StaffSession), (status = 401, description = "wrong_pin"),
        (status = 429, description = "locked")))]
async fn post_login(
    State(app): State<App>,
    Device(device): Device,
    Json(asked): Json<Login>,
) -> Result<axum::Json<StaffSession>> {
    let session = login::login(&app, &device, &asked.name, &asked.pin).await?;
    StaffSession::of(&app, session).map(axum::Json)
}

/// Ends the session.
#[utoipa::path(post, path = "/api/auth/staff/logout", tag = "auth",
    responses((status = 204)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF", "RIDER"])))]
async fn post_logout(
    State(app): State<App>,
    by: By<Everyone>,
    Device(device): Device,
) -> Result<StatusCode> {
    login::logout(&app, &by.0, &device).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Serialize, ToSchema)]
struct Me {
    sub: String,
    role: Role,
    /// Of staff; guests' names are in their sitting.
    name: String,
    sitting_id: Option<SittingId>,
}

/// Who a token belongs to.
#[utoipa::path(get, path = "/api/auth/me", tag = "auth",
    responses((status = 200, body = Me)),
    security(("bearer" = ["OWNER", "MANAGER", "CASHIER", "WAITER", "KITCHEN_STAFF", "RIDER",
        "GUEST", "CUSTOMER"])))]
async fn get_me(who: Who) -> axum::Json<Me> {
    let role = who.role();
    let (sub, name, sitting_id) = match who {
        Who::Staff(staff) => (staff.id.to_string(), staff.name, None),
        Who::Guest(guest) => (guest.id.to_string(), String::new(), Some(guest.sitting_id)),
        Who::Customer(customer) => (customer.id.to_string(), String::new(), None),
    };
    axum::Json(Me { sub, role, name, sitting_id })
}

#[derive(Serialize, ToSchema)]
struct StaffName {
    name: String,
    role: StaffRole,
}

#[derive(Serialize, ToSchema)]
struct StaffNames {
    items: Vec<StaffName>,
}

/// Who may sign in, for the tiles of the login page.
#[utoipa::path(get, path = "/api/auth/staff/names", tag = "auth",
    responses((status = 200, body = StaffNames)))]
async fn get_names(State(app): State<App>) -> Result<axum::Json<StaffNames>> {
    let staff = app.store.read(sql::list_staff).await?;
    let active = staff.into_iter().filter(|member| member.is_active);
    let items = active.map(|StaffMember { name, role, .. }| StaffName { name, role }).collect();
    Ok(axum::Json(StaffNames { items }))
}

#[derive(Serialize, ToSchema)]
struct StaffList {
    items: Vec<StaffMember>,
}

/// Everybody, those who left too.
#[utoipa::path(get, path = "/api/staff", tag = "auth",
    responses((status = 200, body = StaffList)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn get_staff(State(app): State<App>, _: By<Managers>) -> Result<axum::Json<StaffList>> {
    Ok(axum::Json(StaffList { items: app.store.read(sql::list_staff).await? }))
}

#[derive(Deserialize, ToSchema)]
struct NewStaff {
    name: String,
    role: StaffRole,
    /// 4 to 8 digits.
    pin: String,
}

/// Takes somebody on. Only an owner may take on an owner.
#[utoipa::path(post, path = "/api/staff", tag = "auth", request_body = NewStaff,
    params(("Idempotency-Key" = String, Header)),
    responses((status = 201, body = StaffMember), (status = 409, description = "name_taken")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn post_staff(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    asked: Keyed<NewStaff>,
) -> Result<(StatusCode, axum::Json<StaffMember>)> {
    let (once, NewStaff { name, role, pin }) = asked.by(by.0.scope())?;
    require_may_set(&by.0, role)?;
    let (once, hashed) = (veil(&app, once), hash_pin(&app, &pin).await?);
    let work = move |tx: &Tx| tx.once(&once, |tx| add_staff_in(tx, &name, role.into(), &hashed));
    let member = app.store.write(&by.0.actor(&device), work).await?;
    Ok((StatusCode::CREATED, axum::Json(member)))
}

#[derive(Deserialize, ToSchema)]
struct StaffChange {
    name: Option<String>,
    role: Option<StaffRole>,
    pin: Option<String>,
    is_active: Option<bool>,
}

/// Changes somebody. Another role, another PIN and leaving sign them out everywhere.
#[utoipa::path(patch, path = "/api/staff/{id}", tag = "auth", request_body = StaffChange,
    params(("id" = StaffId, Path)),
    responses((status = 200, body = StaffMember),
        (status = 409, description = "name_taken, last_owner")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn patch_staff(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Path(id): Path<StaffId>,
    Json(asked): Json<StaffChange>,
) -> Result<axum::Json<StaffMember>> {
    let pin_hash = match asked.pin {
        Some(pin) => Some(hash_pin(&app, &pin).await?),
        None => None,
    };
    let (name, role, is_active) = (asked.name, asked.role, asked.is_active);
    let change = Change { name, role, pin_hash, is_active };
    change_staff(&app, &by.0, &device, id, change).await.map(axum::Json)
}
