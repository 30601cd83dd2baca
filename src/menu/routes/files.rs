use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt as _};
use utoipa_axum::routes;

use super::super::{ImportFault, Imported, MenuFormat, export, import};
use crate::app::App;
use crate::auth::{By, Device, Managers};
use crate::base::{Result, limits};
use crate::http::{Query, bytes};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Form {
    format: MenuFormat,
}

/// What an import that failed says in its details.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes what `import_failed` carries")]
struct ImportFaults {
    errors: Vec<ImportFault>,
}

pub(super) fn routes() -> OpenApiRouter<App> {
    let large = DefaultBodyLimit::max(limits::MAX_IMPORT);
    OpenApiRouter::new().routes(routes!(import_menu).layer(large)).routes(routes!(export_menu))
}

/// Puts all that a file holds on the menu, or nothing when a line of it is wrong.
#[utoipa::path(post, path = "/api/menu/import", tag = "menu", params(Form),
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 200, body = Imported),
        (status = 422, description = "import_failed", body = ImportFaults)),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn import_menu(
    State(app): State<App>,
    by: By<Managers>,
    Device(device): Device,
    Query(form): Query<Form>,
    request: Request,
) -> Result<axum::Json<Imported>> {
    let file = bytes(request, &app).await?;
    import(&app, &by.0.actor(&device), form.format, file.into()).await.map(axum::Json)
}

/// The whole menu as a file that can be imported again.
#[utoipa::path(get, path = "/api/menu/export", tag = "menu", params(Form),
    responses((status = 200, body = String, content_type = "application/octet-stream")),
    security(("bearer" = ["OWNER", "MANAGER"])))]
async fn export_menu(
    State(app): State<App>,
    _: By<Managers>,
    Query(form): Query<Form>,
) -> Result<Response> {
    let file = export(&app, form.format).await?;
    let (kind, name) = match form.format {
        MenuFormat::Csv => ("text/csv; charset=utf-8", "attachment; filename=\"menu.csv\""),
        MenuFormat::Json => ("application/json", "attachment; filename=\"menu.json\""),
    };
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)];
    Ok((headers.map(|(header, value)| (header, HeaderValue::from_static(value))), file)
        .into_response())
}
