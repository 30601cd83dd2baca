use tokio_postgres::Row;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use super::Listing;
use super::find::Hit;
use super::globe::{chord, metres};
use super::model::{PAGE, Search, SortBy};
use super::vocabulary::Known;
use crate::base::Result;
use crate::hub::db::Tx;

/// Plans are made for the place that is asked about: a plan for any place would not know whether
/// few live there. Words are alike from a fifth of their parts on; distance decides later.
pub async fn plan_for_search(tx: &Tx) -> Result<()> {
    let sql = "SELECT set_config('plan_cache_mode', 'force_custom_plan', true),
                      set_config('pg_trgm.similarity_threshold', '0.2', true),
                      set_config('statement_timeout', '3000', true)";
    tx.run(sql, &[]).await.map(drop)
}

/// Words like those typed, each with the number of the one it is like.
pub async fn list_alike(tx: &Tx, typed: &[String]) -> Result<Vec<(usize, Known)>> {
    let sql = "SELECT q.n, v.id, v.word
               FROM unnest($1::text[]) WITH ORDINALITY AS q (word, n), LATERAL (
                   SELECT id, word FROM vocabulary
                   WHERE word % q.word OR word LIKE q.word || '%'
                   ORDER BY word <> q.word, similarity(word, q.word) DESC, id LIMIT 50) AS v";
    let alike = |row: &Row| {
        let n = usize::try_from(row.get::<_, i64>(0) - 1).unwrap_or(0);
        (n, Known { id: row.get(1), word: row.get(2) })
    };
    Ok(tx.list(sql, &[&typed]).await?.iter().map(alike).collect())
}

const COLUMNS: &str = "tenant_id, restaurant_id, name, logo_url, description, address, cuisines,
    dishes, lat, lon, is_online";

fn listing(row: &Row) -> Listing {
    Listing {
        tenant: row.get(0),
        id: row.get(1),
        name: row.get(2),
        logo_url: row.get(3),
        description: row.get(4),
        address: row.get(5),
        cuisines: row.get(6),
        dishes: row.get(7),
        lat: row.get(8),
        lon: row.get(9),
        is_online: row.get(10),
        hours: None,
    }
}

/// One more than a page, so that whoever asks knows whether there are more.
pub async fn list_hits(
    tx: &Tx,
    search: &Search,
    words: &[Vec<i32>],
    minute: i32,
) -> Result<Vec<Hit>> {
    let (around, chord) = (search.around.cube(), chord(search.radius));
    let most = PAGE + 1;
    let mut params: Vec<&(dyn ToSql + Sync)> =
        vec![&around, &chord, &minute, &search.offset, &most];
    let mut terms = String::new();
    for ids in words {
        params.push(ids);
        terms.push_str(&format!(" AND terms && ${}::int[]", params.len()));
    }
    let is_open = "is_online AND (hours IS NULL OR hours @> $3::int)";
    let open = if search.open_now { format!(" AND {is_open}") } else { String::new() };
    let order = match search.sort_by {
        SortBy::Distance => "chord",
        SortBy::Rating => "rating DESC NULLS LAST, chord",
        SortBy::Popularity => "popularity DESC, chord",
    };
    let sql = format!(
        "SELECT {COLUMNS}, rating, popularity, {is_open}, place <-> $1::text::cube AS chord
         FROM listing
         WHERE place <@ cube_enlarge($1::text::cube, $2::float8, 3)
           AND place <-> $1::text::cube <= $2::float8{terms}{open}
         ORDER BY {order}, restaurant_id OFFSET $4 LIMIT $5"
    );
    let hit = |row: &Row| Hit {
        listing: listing(row),
        rating: row.get(11),
        popularity: row.get(12),
        is_open: row.get(13),
        metres: metres(row.get(14)),
    };
    Ok(tx.list(&sql, &params).await?.iter().map(hit).collect())
}

/// What everybody may see of a restaurant, and whether it is open at a minute of the week.
pub async fn find_listing(tx: &Tx, id: Uuid, minute: i32) -> Result<Option<(Listing, bool)>> {
    let sql = format!(
        "SELECT {COLUMNS}, is_online AND (hours IS NULL OR hours @> $2::int)
         FROM listing WHERE restaurant_id = $1"
    );
    Ok(tx.one(&sql, &[&id, &minute]).await?.map(|row| (listing(&row), row.get(11))))
}

/// Words that are new. What is known is not tried: each try would use up a number.
pub async fn insert_words(tx: &Tx, words: &[String]) -> Result<()> {
    let sql = "INSERT INTO vocabulary (word)
               SELECT w FROM unnest($1::text[]) AS w
               WHERE NOT EXISTS (SELECT 1 FROM vocabulary v WHERE v.word = w)
               ORDER BY w ON CONFLICT DO NOTHING";
    tx.run(sql, &[&words]).await.map(drop)
}

pub async fn list_ids(tx: &Tx, words: &[String]) -> Result<Vec<i32>> {
    let sql = "SELECT id FROM vocabulary WHERE word = ANY($1) ORDER BY id";
    Ok(tx.list(sql, &[&words]).await?.iter().map(|row| row.get(0)).collect())
}

pub async fn upsert_listing(tx: &Tx, listing: &Listing, terms: &[i32]) -> Result<()> {
    let sql = "INSERT INTO listing (tenant_id, restaurant_id, name, logo_url, description,
                   address, cuisines, dishes, lat, lon, is_online, hours, place, terms)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
                   $12::text::int4multirange, $13::text::cube, $14)
               ON CONFLICT (tenant_id, restaurant_id) DO UPDATE SET
                   (name, logo_url, description, address, cuisines, dishes, lat, lon,
                    is_online, hours, place, terms)
                 = (excluded.name, excluded.logo_url, excluded.description, excluded.address,
                    excluded.cuisines, excluded.dishes, excluded.lat, excluded.lon,
                    excluded.is_online, excluded.hours, excluded.place, excluded.terms)";
    let place = listing.place().cube();
    let params: [&(dyn ToSql + Sync); 14] = [
        &listing.tenant,
        &listing.id,
        &listing.name,
        &listing.logo_url,
        &listing.description,
        &listing.address,
        &listing.cuisines,
        &listing.dishes,
        &listing.lat,
        &listing.lon,
        &listing.is_online,
        &listing.hours,
        &place,
        &terms,
    ];
    tx.run(sql, &params).await.map(drop)
}
