//! Finding restaurants around a place among a hundred thousand, over HTTP, half of the words with
//! a slip in them. Starts a PostgreSQL of its own.

// Who measures time looks at the clock.
#![allow(clippy::disallowed_methods, clippy::cast_precision_loss, clippy::cast_possible_truncation)]

mod kit;

use std::time::{Duration, Instant};

use kit::{Client, Postgres, Row, millis, percentile, print, setting};
use tiffin::base::{Clock, Secret};
use tiffin::http::{Rules, serve};
use tiffin::hub::{Db, Hub, migrate, router};
use tokio::net::TcpListener;
use tokio_postgres::NoTls;

const TOWNS: usize = 20;
const WORDS: usize = 30_000;
const DISHES: usize = 12;
/// Metres from a town's middle to its edge: some 5,000 restaurants in 314 square kilometres.
const TOWN: f64 = 10_000.0;
const EARTH: f64 = 6_378_168.0;

/// Numbers that are the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.roll() % limit as u64) as usize
    }

    /// From 0 to 1.
    fn part(&mut self) -> f64 {
        (self.roll() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A word: few are on every menu, most on hardly any.
    fn word(&mut self) -> usize {
        (self.part().powi(3) * WORDS as f64) as usize
    }
}

/// The nth word: syllables, none of which folding would change.
fn word(n: usize) -> String {
    const FIRST: &[u8] = b"bcdghjklmnprstvz";
    const SECOND: &[u8] = b"aeiou";
    let mut text = String::new();
    let mut rest = n + 7;
    for _ in 0..4 {
        text.push(char::from(FIRST[rest % FIRST.len()]));
        rest /= FIRST.len();
        text.push(char::from(SECOND[rest % SECOND.len()]));
        rest = rest / SECOND.len() + n * 31;
    }
    text
}

/// The same word with a letter wrong, missing, too many, or in its neighbour's place.
fn slip(dice: &mut Dice, word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = 1 + dice.below(letters.len() - 2);
    match dice.below(4) {
        0 => letters[at] = 'w',
        1 => drop(letters.remove(at)),
        2 => letters.insert(at, 'x'),
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}

struct Place {
    lat: f64,
    lon: f64,
}

impl Place {
    /// The middle of a town, each in a corner of the country of its own.
    fn town(n: usize) -> Place {
        Place { lat: 10.0 + (n / 5) as f64 * 4.0, lon: 73.0 + (n % 5) as f64 * 3.0 }
    }

    fn within(&self, dice: &mut Dice, metres: f64) -> Place {
        let (away, turn) = (dice.part().sqrt() * metres, dice.part() * std::f64::consts::TAU);
        let lat = self.lat + (away * turn.cos() / EARTH).to_degrees();
        let lon =
            self.lon + (away * turn.sin() / (EARTH * self.lat.to_radians().cos())).to_degrees();
        Place { lat, lon }
    }

    fn cube(&self) -> String {
        let (lat, lon) = (self.lat.to_radians(), self.lon.to_radians());
        let (x, y) = (EARTH * lat.cos() * lon.cos(), EARTH * lat.cos() * lon.sin());
        format!("({x},{y},{})", EARTH * lat.sin())
    }
}

/// What is looked for: a dish that is sold near by.
struct Sought {
    around: Place,
    words: [usize; 2],
}

async fn fill(client: &tokio_postgres::Client, count: usize) -> Vec<Sought> {
    let words: Vec<String> = (0..WORDS).map(word).collect();
    let insert = "INSERT INTO vocabulary (id, word) OVERRIDING SYSTEM VALUE
                  SELECT n, w FROM unnest($1::text[]) WITH ORDINALITY AS w (w, n)
                  ON CONFLICT DO NOTHING";
    client.execute(insert, &[&words]).await.expect("words");
    let mut dice = Dice(7);
    let mut sought = Vec::new();
    let insert = "INSERT INTO listing (tenant_id, restaurant_id, name, logo_url, description,
            address, cuisines, dishes, lat, lon, place, terms, hours, rating, popularity, is_online)
        SELECT gen_random_uuid(), gen_random_uuid(), n, '', 'Tables.', '12 MG Road, Pune', '{}',
            d::text[], lat, lon, p::cube, t::int[], '{[600,1380)}', random() * 5,
            (random() * 1000)::int, random() < 0.8
        FROM unnest($1::text[], $2::text[], $3::float8[], $4::float8[], $5::text[], $6::text[])
            AS row (n, d, lat, lon, p, t)";
    for start in (0..count).step_by(2_000) {
        let mut rows: [Vec<String>; 4] = Default::default();
        let (mut lats, mut lons) = (Vec::new(), Vec::new());
        for n in start..(start + 2_000).min(count) {
            let town = Place::town(n % TOWNS);
            let place = town.within(&mut dice, TOWN);
            let dishes: Vec<[usize; 2]> = (0..DISHES).map(|_| [dice.word(), dice.word()]).collect();
            let name = [dice.word(), dice.word()];
            let mut terms: Vec<usize> = dishes.iter().chain([&name]).flatten().copied().collect();
            terms.sort_unstable();
            terms.dedup();
            let text = |pair: &[usize; 2]| format!("{} {}", words[pair[0]], words[pair[1]]);
            let listed: Vec<String> = dishes.iter().map(text).collect();
            // Numbers of words begin at one.
            let terms: Vec<String> = terms.iter().map(|term| (term + 1).to_string()).collect();
            rows[0].push(text(&name));
            rows[1].push(format!("{{{}}}", listed.join(",")));
            rows[2].push(place.cube());
            rows[3].push(format!("{{{}}}", terms.join(",")));
            lats.push(place.lat);
            lons.push(place.lon);
            if n % (count / 2_000).max(1) == 0 {
                let words = dishes[dice.below(DISHES)];
                sought.push(Sought { around: place.within(&mut dice, 3_000.0), words });
            }
        }
        let [names, dishes, places, terms] = &rows;
        let params: [&(dyn tokio_postgres::types::ToSql + Sync); 6] =
            [names, dishes, &lats, &lons, places, terms];
        client.execute(insert, &params).await.expect("listings");
    }
    for table in ["listing", "vocabulary"] {
        client.batch_execute(&format!("VACUUM ANALYZE {table}")).await.expect("done");
    }
    sought
}

async fn node(address: &str) -> String {
    let (clock, key) = (Clock::system(), Secret::random());
    let db = Db::new(address).expect("an address");
    let hub = Hub::new(db, clock.clone(), key);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let at = listener.local_addr().expect("an address").to_string();
    let router = router(hub, Rules { rate: None, ..Rules::new(clock, Vec::new()) });
    tokio::spawn(serve(listener, router, std::future::pending()));
    at
}

#[tokio::main]
async fn main() {
    let postgres = Postgres::start();
    let Postgres { address, .. } = &postgres;
    migrate(address).await.expect("migrated");
    let (client, connection) = tokio_postgres::connect(address, NoTls).await.expect("a database");
    tokio::spawn(connection);
    let count = setting("RESTAURANTS", 100_000);
    let began = Instant::now();
    let sought = fill(&client, count).await;
    println!("{count} restaurants in {TOWNS} towns, filled in {} s", began.elapsed().as_secs());

    let mut http = Client::connect(&node(address).await).await;
    let mut dice = Dice(11);
    let (mut times, mut slips, mut found_slips) = (Vec::new(), 0, 0);
    for (n, sought) in sought.iter().cycle().take(setting("QUERIES", 2_000)).enumerate() {
        let has_slip = n % 2 == 1;
        let text = |dice: &mut Dice, n: usize| match has_slip {
            true => slip(dice, &word(n)),
            false => word(n),
        };
        let (one, two) = (text(&mut dice, sought.words[0]), word(sought.words[1]));
        let Place { lat, lon } = sought.around;
        let request = format!(
            "GET /search/restaurants?lat={lat}&long={lon}&radius=5000&query={one}+{two} HTTP/1.1\r\n\
             host: localhost\r\n\r\n"
        );
        let at = Instant::now();
        let (status, body) = http.read(request.as_bytes()).await;
        times.push(at.elapsed());
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(body));
        let is_found = !body.starts_with(b"{\"items\":[]");
        assert!(is_found || has_slip, "what is sold near by is found: {one} {two}");
        slips += usize::from(has_slip);
        found_slips += usize::from(is_found && has_slip);
    }
    drop(postgres);

    let row = |what: &str, time: Duration, wanted: Option<u64>| Row {
        what: what.into(),
        measured: millis(time),
        wanted: wanted.map_or_else(String::new, |most| format!("under {most} ms")),
        is_reached: wanted.is_none_or(|most| time < Duration::from_millis(most)),
    };
    let forgiven = Row {
        what: "with a slip: something was found".into(),
        measured: format!("{:.1} %", 100.0 * found_slips as f64 / slips.max(1) as f64),
        wanted: "over 95 %".into(),
        is_reached: found_slips * 100 > slips * 95,
    };
    let rows = [
        row("p50", percentile(&mut times, 50.0), None),
        row("p95", percentile(&mut times, 95.0), Some(50)),
        row("p99", percentile(&mut times, 99.0), None),
        forgiven,
    ];
    print("Searching restaurants within 5 km, two words, over HTTP", &rows);
}
