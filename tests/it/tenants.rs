//! No tenant sees or touches another's: over every route of the hub, and in SQL.
//!
//! A route or a table that is new fails these tests until it is in `ROUTES` or has rows here: the
//! message says what to add.

use std::collections::{BTreeMap, HashMap};

use reqwest::Method;
use serde_json::{Value, json};
use tiffin::http::Rules;
use tiffin::wire::sync::{Asked, Headers};
use tokio_postgres::Client;
use tokio_postgres::error::SqlState;
use uuid::Uuid;

use crate::hub::{batch, book};
use crate::kit::fresh_key;
use crate::kit::hub::{Signer, TestHub, enrol, login_of, owner_of};
use crate::kit::visitors::{Reply, Visitor};
use crate::restaurants::{body, register, verified};

/// Who a route is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    /// Anybody: says nothing that is not public, whoever asks.
    Everybody,
    /// Whoever is signed in, about themselves.
    Person,
    Owner,
    Admin,
    /// A box that signs.
    Box,
}

use Who::{Admin, Box, Everybody, Owner, Person};

/// Every route of the hub. What is not built into it yet may stand here.
const ROUTES: &[(&str, &str, Who)] = &[
    ("GET", "/", Everybody),
    ("GET", "/assets/{*path}", Everybody),
    ("GET", "/health/live", Everybody),
    ("GET", "/health/ready", Everybody),
    ("GET", "/metrics", Everybody),
    ("GET", "/office", Everybody),
    ("GET", "/office/{*path}", Everybody),
    ("GET", "/restaurants/{id}", Everybody),
    ("GET", "/search/restaurants", Everybody),
    ("GET", "/welcome", Everybody),
    ("POST", "/hooks/{token}/razorpay", Everybody),
    ("POST", "/hooks/{token}/stripe", Everybody),
    ("POST", "/restaurants", Everybody),
    ("POST", "/sign-in", Everybody),
    ("POST", "/sign-out", Everybody),
    ("POST", "/welcome", Everybody),
    ("GET", "/me", Person),
    ("POST", "/me/password", Person),
    ("GET", "/owner/alarms", Owner),
    ("GET", "/owner/devices", Owner),
    ("GET", "/owner/devices/{id}/commands/{command}", Owner),
    ("GET", "/owner/fleet", Owner),
    ("GET", "/owner/menu", Owner),
    ("GET", "/owner/restaurants", Owner),
    ("GET", "/owner/today", Owner),
    ("PATCH", "/restaurants/{id}", Owner),
    ("PATCH", "/restaurants/{id}/status", Owner),
    ("POST", "/owner/alarms/{id}/clear", Owner),
    ("POST", "/owner/devices", Owner),
    ("POST", "/owner/devices/{id}/backup", Owner),
    ("POST", "/owner/devices/{id}/code", Owner),
    ("POST", "/owner/devices/{id}/hooks", Owner),
    ("POST", "/owner/devices/{id}/machines/{key}/revoke", Owner),
    ("POST", "/owner/outlets/{id}/orders", Owner),
    ("PUT", "/owner/devices/{id}/settings", Owner),
    ("PUT", "/owner/menu", Owner),
    ("PUT", "/owner/menu/items/{id}/price", Owner),
    ("GET", "/admin/alarms", Admin),
    ("GET", "/admin/fleet", Admin),
    ("GET", "/admin/restaurants", Admin),
    ("GET", "/admin/tenants", Admin),
    ("POST", "/admin/restaurants/{id}/review", Admin),
    ("POST", "/admin/tenants/{id}/owners", Admin),
    ("GET", "/v1/commands", Box),
    ("GET", "/v1/link", Box),
    ("POST", "/v1/acks", Box),
    ("POST", "/v1/beat", Box),
    ("POST", "/v1/compare", Box),
    ("POST", "/v1/enrol", Box),
    ("POST", "/v1/hello", Box),
    ("POST", "/v1/ingest", Box),
    ("POST", "/v1/restore/changes", Box),
    ("POST", "/v1/restore/facts", Box),
    ("POST", "/v1/restore/piece", Box),
    ("POST", "/v1/snapshots", Box),
    ("POST", "/v1/snapshots/{id}/done", Box),
    ("POST", "/v1/snapshots/{id}/{n}", Box),
];

/// Method and path of every route there is, read from what the router says of itself.
fn routes(hub: &TestHub) -> Vec<(String, String)> {
    let rules = Rules::new(hub.hub.clock.clone(), Vec::new());
    let said = format!("{:?}", tiffin::hub::router(hub.hub.clone(), rules));
    let said = said.split("fallback_router").next().expect("routes");
    let (endpoints, paths) = said.split_once("Node { paths: {").expect("paths");
    let paths = paths.split("RouteId(").skip(1).map(|part| {
        let mut words = part.split('"');
        let id = words.next().expect("an id").trim_end_matches("): ").to_owned();
        (id, words.next().expect("a path").to_owned())
    });
    let paths: HashMap<String, String> = paths.collect();
    let mut found = Vec::new();
    for part in endpoints.split("RouteId(").skip(1) {
        let id = part.split(')').next().expect("an id");
        for method in ["get", "delete", "patch", "post", "put"] {
            if part.contains(&format!(" {method}: Route")) {
                found.push((method.to_uppercase(), paths[id].clone()));
            }
        }
    }
    assert!(found.len() > 15, "the routes were found: {said}");
    found.sort();
    found
}

/// A tenant with everything a tenant can have, whatever is not public named by its mark.
struct House {
    tenant: Uuid,
    mark: &'static str,
    owner: Visitor,
    signer: Signer,
    /// What can stand in a path.
    ids: Vec<String>,
}

async fn house(hub: &TestHub, admin: &Visitor, mark: &'static str, number: u32) -> House {
    let mut open = body(number);
    open["contact"]["name"] = json!(mark);
    open["contact"]["email"] = json!(format!("{mark}@example.in"));
    let (restaurant, owner) = verified(hub, admin, &open).await;
    let me = owner.get("/me").await;
    let tenant: Uuid = me.word("tenant_id").parse().expect("an id");
    let places = owner.get("/owner/devices").await;
    let device = places.body["items"][0]["id"].as_str().expect("a place").to_owned();
    let code = async || {
        let path = format!("/owner/devices/{device}/code");
        owner.post(&path, json!({ "kind": "BOX" })).await.word("code")
    };
    let signer = Signer::new("0123456789abcdef");
    assert_eq!(enrol(&signer, hub, &code().await).await.0, 200);
    let signer = Signer { place: (tenant, device.parse().expect("an id")), ..signer };
    code().await;
    // A book that is held, and one that says otherwise: laid aside, with an alarm.
    for text in [mark, "otherwise"] {
        signer.post(&hub.url, "/v1/ingest", batch(&book(&[text]))).await;
    }
    let mut pending = body(number + 1);
    pending["name"] = json!(mark);
    let pending = register(&owner, &pending).await.word("id");
    let second = format!("{mark}2@example.in");
    tiffin::hub::add_owner(&hub.hub, tenant, &second).await.expect("a link nobody used");
    hub.run(&format!(
        "UPDATE tenant SET name = '{mark}' WHERE tenant_id = '{tenant}';
         UPDATE device SET name = '{mark}' WHERE tenant_id = '{tenant}';
         UPDATE alarm SET said = '{mark}' WHERE tenant_id = '{tenant}';
         UPDATE notice SET said = '{mark}' WHERE tenant_id = '{tenant}'"
    ))
    .await;
    let rows = owner_of(&hub.database).await;
    let alarm = "SELECT alarm_id FROM alarm WHERE tenant_id = $1 LIMIT 1";
    let alarm: Uuid = rows.query_one(alarm, &[&tenant]).await.expect("an alarm").get(0);
    let ids = vec![
        tenant.to_string(),
        device,
        restaurant.to_string(),
        pending,
        me.word("id"),
        alarm.to_string(),
        signer.public().id(),
        "0123456789abcdef".to_owned(),
        "1".to_owned(),
    ];
    House { tenant, mark, owner, signer, ids }
}

/// A path with every name in braces replaced by each id in turn.
fn filled(path: &str, ids: &[String]) -> Vec<String> {
    let mut paths = vec![String::new()];
    for step in path.split('/').skip(1) {
        let named = step.starts_with('{');
        let steps: Vec<&str> =
            if named { ids.iter().map(String::as_str).collect() } else { vec![step] };
        paths = paths
            .iter()
            .flat_map(|path| steps.iter().map(move |step| format!("{path}/{step}")))
            .collect();
    }
    paths
}

/// What a write may be about, all of it the other's.
fn meant(other: &House) -> Value {
    json!({
        "name": "x", "email": "x@example.in", "password": "a long password", "present": "x",
        "kind": "BOX", "status": "OFFLINE", "reason": "x", "fence": false, "token": "x",
        "code": "0000-0000-0000", "tenant_id": other.tenant, "device_id": other.signer.place.1,
        "restaurant_id": other.ids[2], "epoch": other.signer.epoch, "seqs": [1], "after": 0,
        "snapshot_id": other.ids[1], "acks": [], "dishes": ["x"], "cap_kbps": 1,
    })
}

fn takes_body(method: &Method) -> bool {
    *method != Method::GET && *method != Method::DELETE
}

async fn ask(who: &Visitor, method: &Method, path: &str, meant: &Value) -> Reply {
    let mut request = who.request(method.clone(), path);
    if takes_body(method) {
        request = request.header("idempotency-key", fresh_key()).json(meant);
    }
    who.send(request).await
}

/// As a box does, signed with its key, whatever place it says it stands at.
async fn ask_signed(
    signer: &Signer,
    who: &Visitor,
    method: &Method,
    path: &str,
    meant: &Value,
) -> Reply {
    let body = if takes_body(method) { meant.to_string().into_bytes() } else { Vec::new() };
    let asked = Asked { method: method.as_str(), path, body: &body };
    let headers = Headers::sign(&asked, signer.place, &signer.epoch, signer.at, &signer.key);
    let mut request = who.request(method.clone(), path);
    for (name, value) in headers.list() {
        request = request.header(name, value);
    }
    who.send(request.body(body)).await
}

/// All rows of a tenant, as one number.
async fn digest(rows: &Client, tables: &[String], tenant: Uuid) -> BTreeMap<String, String> {
    let mut digests = BTreeMap::new();
    for table in tables {
        let sql = format!(
            "SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '')
             FROM {table} t WHERE tenant_id = $1"
        );
        let row = rows.query_one(&sql, &[&tenant]).await.expect("a digest");
        digests.insert(table.clone(), row.get(0));
    }
    digests
}

async fn tables(rows: &Client) -> Vec<String> {
    let sql = "SELECT c.relname::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
               WHERE a.attname = 'tenant_id' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
               ORDER BY 1";
    let found = rows.query(sql, &[]).await.expect("tables");
    found.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn no_route_tells_one_tenant_of_another() {
    let hub = TestHub::start().await;
    let admin = hub.admin().await;
    let mine = house(&hub, &admin, "antelope", 10).await;
    let other = house(&hub, &admin, "zebra", 20).await;
    let stranger = Visitor::stranger(&hub);
    // Mine as it is, and as it would be if it said it stood where the other's does.
    let forged = Signer { place: other.signer.place, ..mine.signer.clone() };
    let rows = owner_of(&hub.database).await;
    let tables = tables(&rows).await;
    let before = digest(&rows, &tables, other.tenant).await;
    let meant = meant(&other);
    // The mark is there to be found: else the test would prove nothing.
    let own = other.owner.get("/owner/devices").await;
    assert!(own.text.contains(other.mark), "{}", own.text);

    let mut asked = 0;
    for (method, path) in routes(&hub) {
        let known = ROUTES.iter().find(|(m, p, _)| *m == method && *p == path);
        let Some((_, _, who)) = known else {
            panic!("{method} {path} is new: say who it is for in ROUTES of tests/it/tenants.rs");
        };
        let method: Method = method.parse().expect("a method");
        let is_named = path.contains('{');
        for path in filled(&path, &other.ids) {
            let mut replies = vec![("a stranger", ask(&stranger, &method, &path, &meant).await)];
            // Who signs out is out.
            if path != "/sign-out" {
                replies.push(("an owner", ask(&mine.owner, &method, &path, &meant).await));
            }
            let signed = ask_signed(&mine.signer, &stranger, &method, &path, &meant).await;
            replies.push(("a box", signed));
            let signed = ask_signed(&forged, &stranger, &method, &path, &meant).await;
            replies.push(("a box that lies", signed));
            for (asker, reply) in replies {
                asked += 1;
                let what = format!("{method} {path} by {asker}: {} {}", reply.status, reply.text);
                assert!(!reply.text.to_lowercase().contains(other.mark), "told: {what}");
                assert!(reply.status < 500, "stumbled: {what}");
                let may = match (who, asker) {
                    (Everybody, _) => true,
                    (Person, "an owner") => true,
                    (Owner, "an owner") | (Box, "a box") => !is_named,
                    _ => false,
                };
                assert!(may || (400..500).contains(&reply.status), "let in: {what}");
            }
        }
    }
    assert!(asked > 300, "{asked}");
    let after = digest(&rows, &tables, other.tenant).await;
    assert_eq!(before, after, "nothing of the other's was touched");
    assert_eq!(mine.owner.get("/me").await.status, 200, "the owner was signed in all along");
    assert_eq!(mine.mark, "antelope");
}

/// Rows of a tenant for tables no request above fills: `{tenant}` and `{device}` are replaced.
const ROWS: &[(&str, &str)] = &[
    (
        "command",
        "INSERT INTO command (tenant_id, device_id, id, no, kind, body, expires_at)
         VALUES ('{tenant}', '{device}', '{device}', 1, 'backup', '{}', 1)",
    ),
    (
        "relay_address",
        "INSERT INTO relay_address (tenant_id, token_hash, device_id)
         VALUES ('{tenant}', sha256('{tenant}'), '{device}')",
    ),
    ("central_menu", "INSERT INTO central_menu VALUES ('{tenant}', 1) ON CONFLICT DO NOTHING"),
    ("central_item", "INSERT INTO central_item VALUES ('{tenant}', '{device}', 1, 1, '{}', NULL)"),
    (
        "change",
        "INSERT INTO change VALUES
             ('{tenant}', '{device}', '0123456789abcdef', 1, 1, 1, 1, 'sealed')",
    ),
    (
        "snapshot",
        "INSERT INTO snapshot (tenant_id, device_id, snapshot_id, epoch, no, head_seq, schema,
             bytes, sha256, pieces)
         VALUES ('{tenant}', '{device}', '{device}', '0123456789abcdef', 1, 1, 1, 6,
             sha256('sealed'), 1)",
    ),
    (
        "snapshot_piece",
        "INSERT INTO snapshot_piece VALUES ('{tenant}', '{device}', '{device}', 0, 'sealed')",
    ),
    (
        "late_fact",
        "INSERT INTO late_fact (tenant_id, device_id, key_id, epoch, seq, at, kind, actor, body,
             hash)
         SELECT tenant_id, device_id, key_id, '0123456789abcdef', 2, 1, 'x', '{}', '{}', 'hash'
         FROM machine WHERE tenant_id = '{tenant}'",
    ),
    (
        "sale",
        "INSERT INTO sale VALUES ('{tenant}', '{device}', '0123456789abcdef', 1, '2026-11-01',
             '2026-11-21', 'SALE', '{device}', 'K1/2627/000001', 108855, 16605, 0)",
    ),
    (
        "sold",
        "INSERT INTO sold VALUES ('{tenant}', '{device}', '0123456789abcdef', 1, 0, '2026-11-01',
             '2026-11-21', '{device}', '{device}', 'Dal Makhani', 2, 28000)",
    ),
    (
        "closed_day",
        "INSERT INTO closed_day VALUES ('{tenant}', '{device}', '0123456789abcdef', 1,
             '2026-11-21', 1, 108855)",
    ),
    (
        "unread",
        "INSERT INTO unread VALUES ('{tenant}', '{device}', '0123456789abcdef', 2, 'bill_paid',
             'it was of a later box')",
    ),
];

/// Small tables by a secret's hash or a number of the law, of which no key can begin with the
/// tenant: whoever looks there does not know it yet.
const DIRECTORIES: &[&str] = &["licence", "mailbox"];
/// What a role without a tenant reads in whole: what is public, and hashes alone.
const OPEN: &[(&str, &str)] = &[("tiffin_public", "listing"), ("tiffin_door", "mailbox")];

/// What is wrong with the walls between tenants, a line each.
async fn complaints(hub: &TestHub, mine: Uuid, other: Uuid) -> Vec<String> {
    let (rows, login) = (owner_of(&hub.database).await, login_of(&hub.database).await);
    let mut wrong = Vec::new();
    for table in tables(&rows).await {
        let shape = format!(
            "SELECT c.relrowsecurity, c.relforcerowsecurity,
                 (SELECT a.attname::text FROM pg_index i
                  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
                  WHERE i.indrelid = c.oid AND i.indisprimary),
                 (SELECT count(*) FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhrelid
                  WHERE h.inhparent = c.oid AND EXISTS (
                      SELECT 1 FROM aclexplode(p.relacl) g WHERE g.grantee <> p.relowner))
             FROM pg_class c WHERE c.oid = '{table}'::regclass"
        );
        let shape = rows.query_one(&shape, &[]).await.expect("a shape");
        if !shape.get::<_, bool>(0) || !shape.get::<_, bool>(1) {
            wrong.push(format!("{table}: CALL shut('{table}') in its migration"));
        }
        let key: Option<String> = shape.get(2);
        if key.as_deref() != Some("tenant_id") && !DIRECTORIES.contains(&table.as_str()) {
            wrong.push(format!("{table}: its key begins with {key:?}, not with tenant_id"));
        }
        if shape.get::<_, i64>(3) > 0 {
            wrong.push(format!("{table}: a partition of it is granted to somebody"));
        }
        let count = format!("SELECT count(*) FROM {table}");
        let all = format!("{count} WHERE tenant_id IN ('{mine}', '{other}')");
        let all: i64 = rows.query_one(&all, &[]).await.expect("a number").get(0);
        let (one, two) = (
            seen(&login, &count, &mine.to_string()).await,
            seen(&login, &count, &other.to_string()).await,
        );
        if one == 0 || two == 0 {
            wrong.push(format!("{table}: no rows to see; add some to ROWS of tests/it/tenants.rs"));
        }
        if one + two != all {
            wrong.push(format!("{table}: {one} and {two} of {all} rows are seen"));
        }
        if seen(&login, &count, "").await != 0 {
            wrong.push(format!("{table}: seen without a tenant"));
        }
        let moved = format!("UPDATE {table} SET tenant_id = '{other}'");
        match as_role(&login, "tiffin_tenant", &mine.to_string(), &moved).await {
            Err(error) if error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {}
            done => wrong.push(format!("{table}: written in another's name: {done:?}")),
        }
        for role in ["tiffin_door", "tiffin_public"] {
            let open = OPEN.contains(&(role, table.as_str()));
            let all = format!("SELECT * FROM {table}");
            let read = as_role(&login, role, &mine.to_string(), &all).await;
            if read.is_ok() && !open {
                wrong.push(format!("{table}: {role} reads all of it"));
            }
        }
        if login.query_one(&count, &[]).await.is_ok() {
            wrong.push(format!("{table}: read by the login without a role"));
        }
    }
    wrong
}

async fn as_role(
    login: &Client,
    role: &str,
    tenant: &str,
    sql: &str,
) -> Result<(), tokio_postgres::Error> {
    let begin =
        format!("BEGIN; SET LOCAL ROLE {role}; SELECT set_config('app.tenant', '{tenant}', true)");
    login.batch_execute(&begin).await.expect("a role");
    let done = login.batch_execute(sql).await;
    login.batch_execute("ROLLBACK").await.expect("over");
    done
}

async fn seen(login: &Client, count: &str, tenant: &str) -> i64 {
    let begin = format!(
        "BEGIN; SET LOCAL ROLE tiffin_tenant; SELECT set_config('app.tenant', '{tenant}', true)"
    );
    login.batch_execute(&begin).await.expect("a role");
    let seen = login.query_one(count, &[]).await.expect("a number").get(0);
    login.batch_execute("ROLLBACK").await.expect("over");
    seen
}

#[tokio::test]
async fn sql_without_a_tenant_sees_nothing_and_with_another_neither() {
    let hub = TestHub::start().await;
    let admin = hub.admin().await;
    let mine = house(&hub, &admin, "antelope", 10).await;
    let other = house(&hub, &admin, "zebra", 20).await;
    for house in [&mine, &other] {
        for (_, sql) in ROWS {
            let sql = sql.replace("{tenant}", &house.tenant.to_string());
            hub.run(&sql.replace("{device}", &house.signer.place.1.to_string())).await;
        }
    }
    let wrong = complaints(&hub, mine.tenant, other.tenant).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Each way a wall can have a hole is seen, or the test above proves nothing.
    for (hole, mended) in [
        (
            "ALTER TABLE fact NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE fact FORCE ROW LEVEL SECURITY",
        ),
        (
            "ALTER TABLE alarm DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE alarm ENABLE ROW LEVEL SECURITY",
        ),
        (
            "CREATE POLICY wide ON device TO tiffin_tenant USING (true) WITH CHECK (true)",
            "DROP POLICY wide ON device",
        ),
        (
            "GRANT SELECT ON fact_rest TO tiffin_tenant",
            "REVOKE SELECT ON fact_rest FROM tiffin_tenant",
        ),
        ("GRANT SELECT ON alarm TO tiffin_door", "REVOKE SELECT ON alarm FROM tiffin_door"),
        ("GRANT SELECT ON alarm TO tiffin_public", "REVOKE SELECT ON alarm FROM tiffin_public"),
        ("GRANT SELECT ON session TO tiffin_hub", "REVOKE SELECT ON session FROM tiffin_hub"),
    ] {
        hub.run(hole).await;
        let wrong = complaints(&hub, mine.tenant, other.tenant).await;
        assert!(!wrong.is_empty(), "nobody saw {hole}");
        hub.run(mended).await;
    }
    assert!(complaints(&hub, mine.tenant, other.tenant).await.is_empty());
}
