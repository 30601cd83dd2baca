use std::error::Error as StdError;
use std::fmt;

use serde_json::{Value, json};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Declares every error code once: name, HTTP status, default sentence.
macro_rules! codes {
    ($($variant:ident $code:literal $status:literal $sentence:literal,)*) => {
        /// What went wrong, in a word the browser can switch on.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code { $($variant,)* }

        impl Code {
            /// All codes there are, in the order of the table.
            pub const ALL: &[Code] = &[$(Code::$variant,)*];

            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $code,)* }
            }

            /// The HTTP status it is answered with.
            pub fn status(self) -> u16 {
                match self { $(Code::$variant => $status,)* }
            }

            pub fn sentence(self) -> &'static str {
                match self { $(Code::$variant => $sentence,)* }
            }
        }
    };
}

codes! {
    // the request itself
    MalformedJson "malformed_json" 400 "The body is not the JSON that was expected.",
    MalformedRequest "malformed_request" 400 "The request could not be understood.",
    InvalidHost "invalid_host" 400 "This address is not one of this box.",
    IdempotencyKeyRequired "idempotency_key_required" 400 "Send an Idempotency-Key with this request.",
    IdempotencyKeyInvalid "idempotency_key_invalid" 400 "The Idempotency-Key must be 1 to 64 letters, digits, - or _.",
    IdempotencyKeyReused "idempotency_key_reused" 409 "This Idempotency-Key was used for another request.",
    UnsupportedMediaType "unsupported_media_type" 415 "Send the body as application/json.",
    BodyTooLarge "body_too_large" 413 "The body is too large.",
    InvalidValue "invalid_value" 422 "A value is not allowed.",
    NotFound "not_found" 404 "There is no such thing here.",
    MethodNotAllowed "method_not_allowed" 405 "This cannot be done here.",
    TooManyRequests "too_many_requests" 429 "Too many requests. Wait a moment.",
    // who asks
    Unauthorized "unauthorized" 401 "Sign in first.",
    TokenExpired "token_expired" 401 "You were signed out. Sign in again.",
    Forbidden "forbidden" 403 "You may not do this.",
    InvalidPhone "invalid_phone" 422 "This is not a phone number we can reach.",
    TooManyCodes "too_many_codes" 429 "Too many codes were asked for. Try again later.",
    WrongCode "wrong_code" 401 "The code is not right.",
    CodeExpired "code_expired" 410 "The code is no longer valid. Ask for a new one.",
    Locked "locked" 429 "Too many wrong tries. Try again later.",
    WrongPin "wrong_pin" 401 "Name or PIN is not right.",
    PhoneRequired "phone_required" 403 "Give your phone number before you order.",
    // set-up and people
    AlreadySetUp "already_set_up" 409 "This box is set up already.",
    SetupNeeded "setup_needed" 409 "This box is not set up yet.",
    WrongSetupCode "wrong_setup_code" 403 "The set-up code is not right.",
    NameTaken "name_taken" 409 "This name is taken.",
    LastOwner "last_owner" 409 "The last owner cannot be removed.",
    LimitReached "limit_reached" 409 "There are as many of these as there can be.",
    // tables
    UnknownTableCode "unknown_table_code" 404 "This code does not name a table here.",
    TableCodeRotated "table_code_rotated" 410 "This code has been replaced. Scan the new one on the table.",
    TableClosed "table_closed" 409 "This table is not in use.",
    WrongTable "wrong_table" 403 "You are not sitting at this table.",
    SittingClosed "sitting_closed" 409 "This visit has ended. Scan the code again.",
    TablePinRequired "table_pin_required" 403 "Ask the staff for the PIN of this table.",
    WrongTablePin "wrong_table_pin" 403 "This is not the PIN of this table.",
    SittingNotOpen "sitting_not_open" 409 "Ask the staff for a seat first.",
    TableTaken "table_taken" 409 "Somebody sits at this table.",
    SittingHasOrders "sitting_has_orders" 409 "There are orders to be paid at this table.",
    AreaNotEmpty "area_not_empty" 409 "There are tables in this area.",
    // menu
    SoldOut "sold_out" 410 "This is sold out.",
    InvalidChoice "invalid_choice" 422 "This dish cannot be ordered like that.",
    StationInUse "station_in_use" 409 "Dishes are sent to this station.",
    CategoryNotEmpty "category_not_empty" 409 "There are dishes in this category.",
    GroupInUse "group_in_use" 409 "There are dishes that use this group.",
    CentralField "central_field" 409 "Head office decides that. Ask there.",
    StaleRev "stale_rev" 409 "It was changed meanwhile. Look again.",
    ImportFailed "import_failed" 422 "The menu has errors; nothing was imported.",
    // orders
    NotTakingOrders "not_taking_orders" 409 "No orders from afar are taken now.",
    EmptyOrder "empty_order" 422 "There is nothing to order.",
    PriceChanged "price_changed" 409 "The price has changed.",
    IllegalTransition "illegal_transition" 409 "This step is not possible now.",
    ReasonRequired "reason_required" 422 "Say why.",
    CourseWaiting "course_waiting" 409 "A course has not been fired. Fire it or call it off.",
    ChangeUnconfirmed "change_unconfirmed" 409 "Confirm the change first.",
    // money
    NoBill "no_bill" 404 "Nothing has been ordered yet.",
    AmountShort "amount_short" 422 "The amount does not cover the bill.",
    BillPaid "bill_paid" 409 "Money has been taken on this bill.",
    BillHeld "bill_held" 409 "Somebody is paying that just now. Choose what is left.",
    BillShared "bill_shared" 409 "This bill is shared. Undo that first.",
    BillDiscounted "bill_discounted" 409 "Take the discount off the bill first; it can be given again after.",
    AlreadyPaid "already_paid" 409 "This bill is paid.",
    MoreThanDue "more_than_due" 422 "This is more than is due.",
    PartRequired "part_required" 409 "The bill is shared: say whose part this is.",
    PartPaid "part_paid" 409 "A part of this bill has been paid.",
    ReferenceUsed "reference_used" 409 "This reference was given for another payment.",
    UnverifiedLimit "unverified_limit" 409 "Too much is unverified today. Ask a manager to check it first.",
    UpiNotSetUp "upi_not_set_up" 409 "The restaurant has no UPI address yet.",
    DrawerRequired "drawer_required" 409 "Open a drawer first.",
    DiscountLimit "discount_limit" 403 "This is more than you may give. A manager can.",
    PaymentUnverified "payment_unverified" 409 "Say first whether this payment came.",
    RefundNotDue "refund_not_due" 409 "Nothing is to be given back here.",
    WayClosed "way_closed" 409 "This way to pay is not open now. Choose another.",
    BadSignature "bad_signature" 400 "The signature is not right.",
    OrdersPending "orders_pending" 409 "An order still waits to be accepted.",
    // the drawer and the day
    DrawerOpen "drawer_open" 409 "You have a drawer open already.",
    DayNotReady "day_not_ready" 409 "Something of this day is still open.",
    DrawerClosed "drawer_closed" 409 "This drawer is counted and closed.",
    // paper
    NoPrinter "no_printer" 409 "There is no printer for this. Set one up first.",
    PrinterBusy "printer_busy" 409 "Something waits for this printer. Send it elsewhere or drop it first.",
    PrintOver "print_over" 409 "This print is over. Print it anew.",
    // the cloud
    InvalidFields "invalid_fields" 400 "Some fields are not right.",
    LicenceKnown "licence_known" 409 "A restaurant with this licence is registered already.",
    WrongPassword "wrong_password" 401 "Email or password is not right.",
    AlreadyEnrolled "already_enrolled" 409 "This box is one of the cloud's already.",
    CloudAway "cloud_away" 503 "The cloud was not reached. Try again in a while.",
    BrokenChain "broken_chain" 409 "These facts do not follow on each other.",
    Gap "gap" 409 "Facts before these are missing.",
    Fork "fork" 409 "The book here says otherwise.",
    NothingToRestore "nothing_to_restore" 409 "The cloud has no whole copy of this box yet.",
    BoxFenced "box_fenced" 409 "This box was replaced. Use the new one.",
    Fenced "fenced" 410 "Another box took this one's place.",
    Revoked "revoked" 403 "This box's key was withdrawn.",
    VersionUnsupported "version_unsupported" 426 "This version of the protocol is not spoken here.",
    // the box
    Busy "busy" 503 "The box is busy. Try again in a moment.",
    TimedOut "timed_out" 503 "That took too long. Try again.",
    UnknownOutcome "unknown_outcome" 503 "It is not known whether this was saved. Ask again with the same key.",
    StorageFailed "storage_failed" 503 "The storage has failed. Restart the box; orders wait.",
    DiskFull "disk_full" 507 "The disk is full.",
    NewerDatabase "newer_database" 500 "The data was written by a newer version of Tiffin.",
    Internal "internal" 500 "Something went wrong here.",
}

/// An error with a code. `source` is for the log only and never leaves the box.
pub struct Error {
    inner: Box<Inner>,
}

struct Inner {
    code: Code,
    message: Option<String>,
    details: Value,
    retry_after: Option<u64>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    pub fn new(code: Code) -> Error {
        let (message, details, retry_after, source) = (None, json!({}), None, None);
        Error { inner: Box::new(Inner { code, message, details, retry_after, source }) }
    }

    /// `invalid_value` about one field.
    pub fn invalid(field: &str, message: impl Into<String>) -> Error {
        Error::new(Code::InvalidValue).message(message).details(json!({ "field": field }))
    }

    /// `not_found` about a kind of thing.
    pub fn not_found(what: &str) -> Error {
        Error::new(Code::NotFound).message(format!("There is no such {what}."))
    }

    pub fn internal(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Error {
        Error::new(Code::Internal).source(source)
    }

    pub fn message(mut self, message: impl Into<String>) -> Error {
        self.inner.message = Some(message.into());
        self
    }

    pub fn details(mut self, details: Value) -> Error {
        self.inner.details = details;
        self
    }

    /// Seconds the caller is told to wait.
    pub fn retry_after(mut self, seconds: u64) -> Error {
        self.inner.retry_after = Some(seconds);
        self
    }

    pub fn source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Error {
        self.inner.source = Some(source.into());
        self
    }

    pub fn code(&self) -> Code {
        self.inner.code
    }

    pub fn wait_seconds(&self) -> Option<u64> {
        self.inner.retry_after
    }

    /// The body the caller sees.
    pub fn body(&self) -> Value {
        let Inner { code, message, details, .. } = &*self.inner;
        let message = message.as_deref().unwrap_or(code.sentence());
        json!({ "error": { "code": code.as_str(), "message": message, "details": details } })
    }

    /// What only the log may see.
    pub fn cause(&self) -> Option<&(dyn StdError + Send + Sync + 'static)> {
        self.inner.source.as_deref()
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Error {
        Error::new(code)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { code, message, source, .. } = &*self.inner;
        write!(f, "{}: {}", code.as_str(), message.as_deref().unwrap_or(code.sentence()))?;
        match source {
            Some(source) => write!(f, " ({source})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl StdError for Error {}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_code_has_a_word_and_a_status_of_its_own() {
        let words: HashSet<_> = Code::ALL.iter().map(|c| c.as_str()).collect();
        assert_eq!(words.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!((400..600).contains(&code.status()), "{}", code.as_str());
            assert!(code.sentence().ends_with('.'), "{}", code.as_str());
        }
    }

    #[test]
    fn the_cause_stays_in_the_house() {
        let error = Error::internal("secret path");
        assert!(!error.body().to_string().contains("secret"));
        assert!(error.to_string().contains("secret path"));
    }
}
