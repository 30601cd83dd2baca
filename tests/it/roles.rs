//! Every route of the document with every role: who is named gets through, nobody else.

use reqwest::Method;
use serde_json::{Value, json};

use crate::kit::{Person, Shop, TestBox};

const NOBODY: &str = "00000000-0000-7000-8000-000000000000";
const STAFF: [(&str, &str); 6] = [
    ("OWNER", "Owner"),
    ("MANAGER", "Manager"),
    ("CASHIER", "Cashier"),
    ("WAITER", "Waiter"),
    ("KITCHEN_STAFF", "Cook"),
    ("RIDER", "Rider"),
];

/// One operation of the document: where, how, and for whom; nobody named means anyone.
pub struct Route {
    pub method: Method,
    pub path: String,
    pub roles: Option<Vec<String>>,
    pub operation: Value,
}

pub fn routes(document: &Value) -> Vec<Route> {
    let mut routes = Vec::new();
    for (path, operations) in document["paths"].as_object().expect("paths") {
        for (method, operation) in operations.as_object().expect("operations") {
            let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
            let roles = operation["security"][0]["bearer"]
                .as_array()
                .map(|roles| roles.iter().filter_map(Value::as_str).map(str::to_owned).collect());
            routes.push(Route { method, path: path.clone(), roles, operation: operation.clone() });
        }
    }
    routes
}

/// The path with every parameter naming nothing.
pub fn nowhere(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { NOBODY } else { part });
    parts.collect::<Vec<_>>().join("/")
}

async fn everybody(shop: &Shop) -> Vec<(String, Person)> {
    let mut people = Vec::new();
    for (role, name) in STAFF {
        people.push((role.to_owned(), shop.staff(name).await));
    }
    people.push(("GUEST".into(), shop.guest("5").await));
    people.push(("CUSTOMER".into(), shop.customer("9876543210").await));
    people
}

#[tokio::test]
async fn a_wrong_role_never_gets_through() {
    let shop = TestBox::with_menu().await;
    let document = shop.stranger().get("/api/openapi.json").await.ok();
    let routes = routes(&document);
    assert!(routes.len() > 60, "the document names the routes: {}", routes.len());
    let people = everybody(&shop).await;
    let mut wrong = Vec::new();
    for route in &routes {
        let path = nowhere(&route.path);
        let who = format!("{} {}", route.method, route.path);
        let stranger = shop.stranger().keyed(route.method.clone(), &path, "k", &json!({})).await;
        match &route.roles {
            Some(_) if stranger.status != 401 => wrong.push(format!("{who}: a stranger")),
            None if stranger.status == 401 && stranger.code() == "unauthorized" => {
                wrong.push(format!("{who}: closed to strangers"));
            }
            _ => {}
        }
        let Some(roles) = &route.roles else { continue };
        for (role, person) in &people {
            let person = match route.path.ends_with("/logout") {
                true => &shop.again(role, person).await,
                false => person,
            };
            let answer = person.keyed(route.method.clone(), &path, "k", &json!({})).await;
            let refused = matches!(answer.status.as_u16(), 401 | 403);
            if refused == roles.contains(role) {
                wrong.push(format!("{who} as {role}: {} {}", answer.status, answer.body));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_token_that_is_not_ours_opens_nothing() {
    use data_encoding::BASE64URL_NOPAD as B64;
    let shop = TestBox::with_menu().await;
    let owner = shop.staff("Owner").await;
    let token = owner.token.clone().expect("a token");
    let parts: Vec<&str> = token.split('.').collect();
    let claims = B64.decode(parts[1].as_bytes()).expect("claims");
    let unsigned = format!("{}.{}.", B64.encode(br#"{"alg":"none","typ":"JWT"}"#), parts[1]);
    let grown = String::from_utf8(claims).expect("text").replace("OWNER", "MANAGER");
    let altered = format!("{}.{}.{}", parts[0], B64.encode(grown.as_bytes()), parts[2]);
    let other = TestBox::with_menu().await.staff("Owner").await.token.expect("a token");
    for forged in [unsigned, altered, other, String::new(), "x".repeat(5_000), "..".into()] {
        let person = Person { token: Some(forged), ..shop.stranger() };
        assert_eq!(person.get("/api/house/settings").await.status, 401);
    }
    shop.clock.pass(std::time::Duration::from_secs(15 * 3_600));
    assert_eq!(owner.get("/api/house/settings").await.code(), "token_expired");
}
