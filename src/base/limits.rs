//! Every bound in one place. A number here is a promise: nothing in the box grows past it.

use std::time::Duration;

/// The largest amount a request may name: ten crore rupees.
pub const MAX_PAISE: i64 = 10_000_000_000;
/// The largest quantity of one line.
pub const MAX_QUANTITY: u32 = 50;
/// Lines of one order, and of one sitting's cart.
pub const MAX_LINES: usize = 60;
/// Modifiers chosen on one line.
pub const MAX_MODIFIERS: usize = 20;
/// Orders of one sitting.
pub const MAX_ORDERS_PER_SITTING: usize = 60;
/// Parts one bill is shared in, lines one part names, and what is on it without being ordered.
pub const MAX_PARTS: usize = 20;
pub const MAX_PART_LINES: usize = 500;
pub const MAX_EXTRAS: usize = 20;
pub const MAX_TAX_RATES: usize = 200;
/// Payments on one bill.
pub const MAX_PAYMENTS: usize = 200;
/// Choices what to pay of one bill, and how many seconds one is held: once it was made, and once
/// somebody is on the way to a gateway with it.
pub const MAX_CLAIMS: i64 = 500;
pub const CLAIM_SECONDS: i64 = 600;
pub const CLAIM_PAYING_SECONDS: i64 = 900;
/// Open orders a screen is given at once.
pub const MAX_OPEN_ORDERS: usize = 500;
/// Tickets a screen is given at once.
pub const MAX_OPEN_TICKETS: usize = 500;
/// Phones that may join one sitting.
pub const MAX_GUESTS_PER_SITTING: usize = 40;
/// Calls of one sitting that nobody has taken yet.
pub const MAX_OPEN_CALLS: usize = 5;
/// Calls a sitting's view still shows after they were taken.
pub const SHOWN_CALLS: usize = 10;
/// People at one table.
pub const MAX_COVERS: u32 = 100;
/// Portions somebody can count down from.
pub const MAX_LEFT: u32 = 9_999;

/// Characters of a name (dish, table, person).
pub const MAX_NAME: usize = 80;
/// Characters of a note, reason or instruction.
pub const MAX_NOTE: usize = 280;
/// Characters of a description or an address.
pub const MAX_TEXT: usize = 600;

/// Dishes of a menu; categories, groups and choices are bounded with it.
pub const MAX_DISHES: usize = 5_000;
pub const MAX_CATEGORIES: usize = 200;
pub const MAX_MODIFIER_GROUPS: usize = 500;
pub const MAX_CHOICES: usize = 40;
pub const MAX_AREAS: usize = 100;
pub const MAX_STATIONS: usize = 60;
/// Characters of a station's name.
pub const MAX_STATION_NAME: usize = 40;
/// Characters in which a screen says what it shows.
pub const MAX_SHOWN: usize = 400;
pub const MAX_TABLES: usize = 1_000;
pub const MAX_STAFF: usize = 500;

/// Attempts to pay one bill through a gateway.
pub const MAX_ATTEMPTS: i64 = 100;

/// Entries of a drawer one answer shows, and drawers one day can have.
pub const MAX_SHOWN_ENTRIES: usize = 500;
pub const MAX_DRAWERS_A_DAY: usize = 2_000;

/// Bytes of a request body, and of a menu to import.
pub const MAX_BODY: usize = 256 * 1024;
pub const MAX_IMPORT: usize = 4 * 1024 * 1024;
/// How long one request may take.
pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(20);

/// Jobs that may wait for the writer; past it the caller hears `busy`.
pub const WRITE_QUEUE: usize = 1_024;
/// Jobs one commit may carry.
pub const WRITE_BATCH: usize = 64;
/// Read-only connections, and how many readers may wait for one.
pub const READERS: usize = 4;
pub const READ_QUEUE: usize = 1_024;

/// Items of one page of a list.
pub const PAGE: usize = 50;
pub const MAX_PAGE: usize = 100;

/// Facts a screen may have missed and still be sent one by one; past it, it starts afresh.
pub const MAX_RESUME: usize = 500;
/// Open screens, and messages that may wait for one of them.
pub const MAX_SCREENS: usize = 2_000;
pub const SCREEN_QUEUE: usize = 256;

/// Systems of the owner that are told facts, and characters of an address.
pub const MAX_WEBHOOKS: usize = 10;
pub const MAX_URL: usize = 500;

/// Tries a follower gives one fact before it becomes a dead letter.
pub const MAX_TRIES: u32 = 8;
/// The longest wait between two tries.
pub const MAX_BACKOFF: Duration = Duration::from_secs(300);

/// How long the answer to a repeated write is remembered.
pub const IDEMPOTENCY_DAYS: i64 = 7;

/// How long a cart nobody touches is kept.
pub const CART_HOURS: u64 = 8;

/// Seconds a one-time code lives, wrong tries it bears, and how long a phone is then locked.
pub const CODE_SECONDS: i64 = 300;
pub const CODE_TRIES: u32 = 5;
pub const CODE_LOCK_SECONDS: i64 = 900;
/// Codes one phone, and one address, may ask for in ten minutes.
pub const CODES_PER_PHONE: usize = 3;
pub const CODES_PER_ADDRESS: usize = 20;
pub const CODE_WINDOW_SECONDS: i64 = 600;
/// How long a signed-in guest or customer, and a staff member, stays so.
pub const GUEST_SECONDS: i64 = 8 * 3_600;
pub const STAFF_SECONDS: i64 = 14 * 3_600;
/// Wrong PINs of tables one address, and all at one table, may send before they wait; for how many
/// seconds; and after how many without another they are forgotten.
pub const TABLE_PIN_TRIES: u32 = 5;
pub const TABLE_PIN_TRIES_AT_TABLE: u32 = 20;
pub const TABLE_PIN_WAIT_SECONDS: i64 = 300;
pub const TABLE_PIN_FORGET_SECONDS: i64 = 900;
/// Wrong PINs before a staff name waits; the wait grows with each further one.
pub const PIN_TRIES: u32 = 5;
pub const PIN_WAITS_SECONDS: [i64; 4] = [60, 300, 900, 3_600];
