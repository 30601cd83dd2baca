//! The ladder of ARCHITECTURE.md is the whole dependency rule: read from there, held against
//! every `crate::` path, so that the document cannot drift.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every module with its rung, 0 at the bottom.
fn ladder() -> HashMap<String, usize> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let block = text.split("```ladder\n").nth(1).expect("a ladder block");
    let block = block.split("```").next().expect("its end");
    let words = |line: &str| {
        let names = line.split("--").next().unwrap_or_default().to_owned();
        names.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    let rungs: Vec<Vec<String>> = block.lines().map(words).filter(|r| !r.is_empty()).collect();
    let count = rungs.len();
    rungs
        .into_iter()
        .enumerate()
        .flat_map(|(i, rung)| rung.into_iter().map(move |name| (name, count - i)))
        .collect()
}

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// The module a file is of: the first part of its path under `src/`.
fn module(file: &Path) -> String {
    let inside = file.strip_prefix(root().join("src")).expect("under src");
    let first = inside.components().next().expect("a part").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// The modules a text names after `crate::`, also in a group `crate::{a, b}`.
fn named(text: &str) -> Vec<String> {
    let name = |s: &str| -> String {
        s.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut names = Vec::new();
    for after in text.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            None => names.push(name(after)),
            Some(group) => {
                let mut depth = 0_usize;
                let mut start = true;
                for (i, c) in group.char_indices() {
                    if start && c.is_alphabetic() {
                        names.push(name(&group[i..]));
                        start = false;
                    }
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        _ => {}
                    }
                }
            }
        }
    }
    names.retain(|n| !n.is_empty() && n != "words");
    names
}

#[test]
fn a_module_uses_only_lower_rungs() {
    let ladder = ladder();
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    assert!(files.len() > 50, "the sources were found");
    let mut broken = Vec::new();
    for file in files {
        let own = module(&file);
        if own == "lib" || own == "main" || own == "bin" {
            continue;
        }
        let rung = ladder.get(&own).unwrap_or_else(|| panic!("{own} is not on the ladder"));
        let text = fs::read_to_string(&file).expect("a source");
        for used in named(&text).into_iter().filter(|used| *used != own) {
            let below = ladder.get(&used).unwrap_or_else(|| panic!("{used} in {file:?}?"));
            if below >= rung {
                broken.push(format!("{own} uses {used} in {}", file.display()));
            }
        }
    }
    broken.sort();
    broken.dedup();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Crates that one place owns, and the places.
const OWNERS: &[(&str, &[&str])] = &[
    ("rusqlite", &["store/", "ledger/", "sql.rs", "sql/"]),
    ("sled", &["ephemeral/"]),
    ("tantivy", &["search/"]),
    ("mdns_sd", &["discovery/"]),
    ("tokio_rustls", &["gateways/"]),
    ("webpki_roots", &["gateways/"]),
    ("tokio_tungstenite", &["gateways/socket.rs", "live/tests.rs"]),
    ("futures_util", &["gateways/socket.rs", "live/tests.rs"]),
    ("tokio_postgres", &["hub/db/", "sql.rs"]),
    ("deadpool_postgres", &["hub/db/"]),
    ("ring", &["base/", "gateways/"]),
    ("zstd", &["base/"]),
    ("argon2", &["base/"]),
    ("axum", &["http/", "live/", "routes.rs", "routes/", "router.rs", "extract.rs", "screens.rs"]),
];

#[test]
fn a_crate_is_named_only_where_it_is_owned() {
    let mut files = Vec::new();
    sources(&root().join("src"), &mut files);
    let mut broken = Vec::new();
    for file in files {
        let inside = file.strip_prefix(root().join("src")).expect("under src");
        let inside = inside.to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).expect("a source");
        for (owned, places) in OWNERS {
            let uses = text.match_indices(&format!("{owned}::")).any(|(at, _)| {
                // `utoipa_axum::` is not axum.
                !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
            });
            if uses && !places.iter().any(|place| inside.contains(place)) {
                broken.push(format!("{owned} in src/{inside}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_table_has_one_owner() {
    let mut tables = 0;
    for entry in fs::read_dir(root().join("migrations/edge")).expect("migrations").flatten() {
        let text = fs::read_to_string(entry.path()).expect("a migration");
        let mut owner = false;
        for line in text.lines() {
            if line.starts_with("-- owner: ") {
                owner = true;
            } else if line.starts_with("CREATE TABLE") {
                assert!(owner, "{line} in {} has no owner", entry.path().display());
                tables += 1;
                owner = false;
            }
        }
    }
    assert!(tables > 15, "the migrations were found");
}
