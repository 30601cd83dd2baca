use serde_json::{Map, Value};

use crate::base::{Error, Result, escape_html as esc};

pub const STYLE: &str = include_str!("docs.css");

/// The OpenAPI document as a page to read: no script, one section a slice.
pub fn page(document: &str) -> Result<String> {
    let document: Value = serde_json::from_str(document).map_err(Error::internal)?;
    let mut sections: Map<String, Value> = Map::new();
    let none = Map::new();
    for (path, operations) in document["paths"].as_object().unwrap_or(&none) {
        for (method, operation) in operations.as_object().unwrap_or(&none) {
            let tag = operation["tags"][0].as_str().unwrap_or("other").to_owned();
            let text = self::operation(method, path, operation);
            let known = sections.get(&tag).and_then(Value::as_str).unwrap_or_default();
            sections.insert(tag, Value::from(format!("{known}{text}")));
        }
    }
    let body: String = sections
        .iter()
        .map(|(tag, text)| format!("<h2>{}</h2>{}", esc(tag), text.as_str().unwrap_or_default()))
        .collect();
    let schemas: String = document["components"]["schemas"]
        .as_object()
        .unwrap_or(&none)
        .iter()
        .map(|(name, schema)| self::schema(name, schema))
        .collect();
    Ok(format!(
        r#"<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Tiffin API</title>
<link rel="stylesheet" href="/docs.css"></head><body><h1>Tiffin API</h1>
<p>{}</p><p><a href="/api/openapi.json">openapi.json</a></p>{body}<h2>schemas</h2>{schemas}
</body></html>"#,
        esc(document["info"]["description"].as_str().unwrap_or_default()),
    ))
}

fn operation(method: &str, path: &str, operation: &Value) -> String {
    let roles = match operation["security"][0]["bearer"].as_array() {
        None => "anyone".to_owned(),
        Some(roles) => roles.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
    };
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    let none = Map::new();
    let answers: String = operation["responses"]
        .as_object()
        .unwrap_or(&none)
        .iter()
        .map(|(status, answer)| {
            let content = &answer["content"]["application/json"]["schema"];
            let said = answer["description"].as_str().unwrap_or_default();
            format!("<dt>{}</dt><dd>{} {}</dd>", esc(status), kind(content), esc(said))
        })
        .collect();
    let asked = match body.is_null() {
        true => String::new(),
        false => format!("<dt>body</dt><dd>{}</dd>", kind(body)),
    };
    format!(
        "<details><summary><b>{}</b> <code>{}</code><br><small>{}</small></summary>\
         <dl><dt>for</dt><dd>{}</dd>{asked}{answers}</dl></details>",
        esc(&method.to_uppercase()),
        esc(path),
        esc(operation["summary"].as_str().unwrap_or_default()),
        esc(&roles),
    )
}

fn schema(name: &str, schema: &Value) -> String {
    let none = Map::new();
    let fields: String = schema["properties"]
        .as_object()
        .unwrap_or(&none)
        .iter()
        .map(|(field, of)| {
            let said = of["description"].as_str().unwrap_or_default();
            format!("<dt><code>{}</code></dt><dd>{} {}</dd>", esc(field), kind(of), esc(said))
        })
        .collect();
    let words = schema["enum"]
        .as_array()
        .map(|words| words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" · "));
    let said = schema["description"].as_str().unwrap_or_default();
    format!(
        r#"<details id="{0}"><summary><code>{0}</code> <small>{1}</small></summary>{2}<dl>{fields}</dl></details>"#,
        esc(name),
        esc(said),
        words.map(|words| format!("<p>{}</p>", esc(&words))).unwrap_or_default(),
    )
}

/// A schema in a word, with a link where it has a name.
fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next()) {
        return format!(r##"<a href="#{0}">{0}</a>"##, esc(name));
    }
    if let Some(one_of) = schema["oneOf"].as_array() {
        return one_of.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    if !schema["items"].is_null() {
        return format!("list of {}", kind(&schema["items"]));
    }
    match &schema["type"] {
        Value::String(word) => esc(word),
        Value::Array(words) => {
            words.iter().filter_map(Value::as_str).map(esc).collect::<Vec<_>>().join(" or ")
        }
        _ => String::new(),
    }
}
