use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::sync::{AlarmKind, EpochReason};
use super::words::{
    CallKind, ChangeKind, Diet, EntryKind, LineStatus, OrderStatus, PayMethod, PaymentState,
    RefundReason, Role, Source, TaxKind,
};
use crate::base::{
    At, AttemptId, BillId, Bps, CallId, ChangeId, ClaimId, CustomerId, Day, DrawerId, GuestId,
    ItemId, LineId, OrderId, Paise, PartId, PaymentId, PrintId, PrinterId, RefundId, SittingId,
    StaffId, TableId, TicketId, WebhookId,
};

/// Who did something, and from where. `who` is a staff name, a guest's own name or `box`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub who: String,
    pub role: Option<Role>,
    /// Names the device as far as it is known: a browser's own id, or `cli`, `box`.
    pub device: String,
}

impl Actor {
    /// The box itself: timers, followers, the demo.
    pub fn the_box() -> Actor {
        Actor { who: "box".into(), role: None, device: "box".into() }
    }
}

/// A fact as it stands in the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// 1, 2, 3 … without gaps.
    pub seq: i64,
    pub at: At,
    pub by: Actor,
    pub fact: Fact,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "snake_case")]
pub enum Fact {
    HouseSet {
        name: String,
    },
    StaffSet {
        staff_id: StaffId,
        name: String,
        role: Role,
        is_active: bool,
    },
    StaffLoggedIn {
        staff_id: StaffId,
    },
    StaffLockedOut {
        name: String,
    },
    FloorSet {
        table_id: Option<TableId>,
    },
    TableCodeRotated {
        table_id: TableId,
        version: u32,
    },
    SittingOpened {
        sitting_id: SittingId,
        table_id: TableId,
        table_name: String,
        covers: u32,
    },
    SittingChanged {
        sitting_id: SittingId,
        covers: u32,
    },
    SittingClosed {
        sitting_id: SittingId,
    },
    GuestJoined {
        sitting_id: SittingId,
        guest_id: GuestId,
    },
    GuestNamed {
        sitting_id: SittingId,
        guest_id: GuestId,
    },
    GuestCalled {
        call_id: CallId,
        sitting_id: SittingId,
        kind: CallKind,
    },
    CallTaken {
        call_id: CallId,
        sitting_id: SittingId,
        kind: CallKind,
    },
    TablePinSet {
        table_id: TableId,
    },
    /// To another table, with all that was ordered.
    SittingMoved {
        sitting_id: SittingId,
        from_table_id: TableId,
        from_table_name: String,
        to_table_id: TableId,
        table_name: String,
        order_ids: Vec<OrderId>,
    },
    /// `leader_id` pays for it from now on.
    SittingMerged {
        sitting_id: SittingId,
        leader_id: SittingId,
        table_name: String,
        leader_table_name: String,
        order_ids: Vec<OrderId>,
    },
    /// It pays for itself again. `leader_id` is who pays for those it was with.
    SittingUnmerged {
        sitting_id: SittingId,
        leader_id: SittingId,
        table_name: String,
        leader_table_name: String,
        order_ids: Vec<OrderId>,
    },
    /// Some of what was ordered at `from_id` is a visit of its own now.
    SittingSplit {
        sitting_id: SittingId,
        from_id: SittingId,
        table_name: String,
        from_table_name: String,
        order_ids: Vec<OrderId>,
        left_order_ids: Vec<OrderId>,
    },
    /// Portions of what was on one bill are on another. `left_order_ids` are orders some of whose
    /// lines went.
    ItemsTransferred(Box<ItemsTransferred>),
    SittingHandedOver {
        sitting_id: SittingId,
        table_name: String,
        from: Option<String>,
        to: Option<String>,
    },
    /// Whether somebody who has shown a phone wants to be told how their order stands.
    CustomerTextsSet {
        customer_id: CustomerId,
        wants: bool,
    },
    /// How texts are to be sent: gateways' names, the first to be tried first.
    TextingSet {
        order: Vec<String>,
        /// An owner has agreed to texts from a SIM of the house.
        uses_modem: bool,
    },
    MenuSet {
        revision: i64,
        item_ids: Vec<ItemId>,
    },
    StationSet {
        name: String,
    },
    OrderPlaced(Box<OrderPlaced>),
    OrderStepped {
        order_id: OrderId,
        sitting_id: SittingId,
        from: OrderStatus,
        to: OrderStatus,
        reason: String,
    },
    /// A station was told to cook. `lines` says how much of each; what another station of the
    /// same line was told is counted once.
    TicketFired {
        ticket_id: TicketId,
        order_id: OrderId,
        sitting_id: SittingId,
        station: String,
        ticket_seq: u32,
        line_ids: Vec<LineId>,
    },
    TicketsSeen {
        ticket_ids: Vec<TicketId>,
        screen: String,
    },
    TicketBumped {
        ticket_id: TicketId,
        order_id: OrderId,
        sitting_id: SittingId,
        station: String,
    },
    TicketRecalled {
        ticket_id: TicketId,
        order_id: OrderId,
        sitting_id: SittingId,
        station: String,
    },
    LineFired {
        order_id: OrderId,
        sitting_id: SittingId,
        line_id: LineId,
        quantity: u32,
    },
    /// One station's part in a line.
    StationStepped {
        order_id: OrderId,
        sitting_id: SittingId,
        line_id: LineId,
        station: String,
        from: LineStatus,
        to: LineStatus,
    },
    /// After it was fired: a cook confirms it.
    LineChanged {
        order_id: OrderId,
        sitting_id: SittingId,
        line_id: LineId,
        kind: ChangeKind,
        old_quantity: u32,
        new_quantity: u32,
        reason: String,
    },
    ChangeConfirmed {
        change_id: ChangeId,
        ticket_id: TicketId,
        order_id: OrderId,
        sitting_id: SittingId,
    },
    LineVoided {
        order_id: OrderId,
        sitting_id: SittingId,
        line_id: LineId,
        quantity: u32,
        was_fired: bool,
        reason: String,
    },
    /// Before it was fired: other words, another seat, another course.
    LineAmended {
        order_id: OrderId,
        sitting_id: SittingId,
        line_id: LineId,
    },
    CourseHeld {
        order_id: OrderId,
        sitting_id: SittingId,
        course: u32,
        fire_at: Option<At>,
    },
    OrderRushed {
        order_id: OrderId,
        sitting_id: SittingId,
        is_rush: bool,
    },
    OrderPassed {
        order_id: OrderId,
        sitting_id: SittingId,
    },
    LineStepped {
        order_id: OrderId,
        sitting_id: SittingId,
        line_id: LineId,
        from: LineStatus,
        to: LineStatus,
    },
    /// Lines of `from_order_id` are an order of their own now.
    OrderSplit {
        order_id: OrderId,
        from_order_id: OrderId,
        sitting_id: SittingId,
        number: u32,
        from_number: u32,
        line_ids: Vec<LineId>,
    },
    LineDiscounted {
        order_id: OrderId,
        sitting_id: SittingId,
        line_id: LineId,
        discount_paise: Paise,
        reason: String,
    },
    BillDiscounted {
        bill_id: BillId,
        sitting_id: SittingId,
        discount_paise: Paise,
        reason: String,
    },
    /// How a class of goods is taxed from a time on.
    TaxRateSet {
        class: String,
        #[serde(default = "TaxKind::gst")]
        kind: TaxKind,
        rate_bps: Bps,
        is_inclusive: bool,
        effective_from: At,
    },
    /// Something that was not ordered was put on the bill, or taken off it.
    BillExtraSet {
        bill_id: BillId,
        sitting_id: SittingId,
        name: String,
        amount_paise: Paise,
    },
    /// The bill is shared among so many; 0: by nobody any more.
    BillSplit {
        bill_id: BillId,
        sitting_id: SittingId,
        parts: u32,
    },
    /// Somebody is about to pay so much of it: nobody else is offered that for a while.
    BillClaimed {
        claim_id: ClaimId,
        bill_id: BillId,
        sitting_id: SittingId,
        guest_id: Option<GuestId>,
        amount_paise: Paise,
        held_until: At,
    },
    ClaimDropped {
        claim_id: ClaimId,
        bill_id: BillId,
        sitting_id: SittingId,
    },
    /// Whom the invoice is for.
    BuyerSet {
        bill_id: BillId,
        sitting_id: SittingId,
    },
    PaymentTaken(Box<PaymentTaken>),
    /// Somebody, or the gateway, said whether a payment that was not sure is true.
    PaymentVerified {
        payment_id: PaymentId,
        bill_id: BillId,
        sitting_id: SittingId,
        is_true: bool,
    },
    BillPaid(Box<BillPaid>),
    /// One invoice for a day's small bills.
    InvoiceConsolidated {
        number: String,
        business_day: Day,
        count: u32,
        total_paise: Paise,
    },
    CreditNoteIssued {
        number: String,
        bill_id: BillId,
        sitting_id: SittingId,
        invoice_number: String,
        total_paise: Paise,
        reason: RefundReason,
        /// For money that was no payment for anything: nothing sold is taken back.
        #[serde(default)]
        is_voucher: bool,
        #[serde(default)]
        tax_paise: Paise,
        /// None in facts of before it was written down.
        #[serde(default)]
        business_day: Option<Day>,
    },
    RefundDue {
        refund_id: RefundId,
        payment_id: PaymentId,
        bill_id: BillId,
        sitting_id: SittingId,
        method: PayMethod,
        amount_paise: Paise,
        reason: RefundReason,
    },
    RefundDone {
        refund_id: RefundId,
        bill_id: BillId,
        sitting_id: SittingId,
        reference: String,
    },
    RefundFailed {
        refund_id: RefundId,
        bill_id: BillId,
        sitting_id: SittingId,
        failure: String,
    },
    /// The money it was to give back never came.
    RefundWithdrawn {
        refund_id: RefundId,
        bill_id: BillId,
        sitting_id: SittingId,
        amount_paise: Paise,
    },
    /// Of an invoice that is due again nobody will pay so much. Below zero: it was paid after all.
    BillWrittenOff {
        bill_id: BillId,
        sitting_id: SittingId,
        amount_paise: Paise,
        reason: String,
        business_day: Day,
    },
    /// A checkout was opened with a gateway.
    AttemptOpened {
        attempt_id: AttemptId,
        bill_id: BillId,
        method: PayMethod,
        amount_paise: Paise,
        tip_paise: Paise,
    },
    /// Its money is there: see the payment.
    AttemptSettled {
        attempt_id: AttemptId,
        bill_id: BillId,
        method: PayMethod,
    },
    /// The bank said no; it may still say yes.
    AttemptFailed {
        attempt_id: AttemptId,
        bill_id: BillId,
        method: PayMethod,
    },
    /// Other money came than was asked for. No bill takes it, and it goes back.
    AttemptMismatched {
        attempt_id: AttemptId,
        bill_id: BillId,
        method: PayMethod,
        asked_paise: Paise,
        came_paise: Paise,
        payment: String,
    },
    /// A manager settled what is to happen with it: NOTED, GIVE_BACK or GIVEN_BACK.
    MismatchResolved {
        attempt_id: AttemptId,
        bill_id: BillId,
        method: PayMethod,
        payment: String,
        came_paise: Paise,
        how: String,
        note: String,
    },
    /// This box is one of the cloud's.
    CloudEnrolled {
        device_id: Uuid,
        name: String,
    },
    /// Numbers of a series that will never be on a paper: a box before may have used them unseen.
    SeriesSkipped {
        prefix: String,
        first: u32,
        last: u32,
        reason: String,
    },
    /// This box took the place of another, which the cloud had heard up to this fact.
    BoxRestored {
        device_id: Uuid,
        seq: i64,
    },
    /// Something between this box and the cloud wants a person.
    CloudAlarmed {
        kind: AlarmKind,
        said: String,
    },
    CloudCleared {
        kind: AlarmKind,
    },
    /// The book goes on in another life, from fact `base_seq`.
    EpochBegun {
        epoch: String,
        reason: EpochReason,
        base_seq: i64,
    },
    /// The cloud asked for something, and this came of it.
    CommandObeyed {
        command_id: Uuid,
        kind: String,
        outcome: String,
    },
    DrawerOpened {
        drawer_id: DrawerId,
        cashier: String,
        float_paise: Paise,
        business_day: Day,
    },
    /// Cash in a drawer; below zero when it was taken out. `of_id` is the payment or the refund.
    CashMoved {
        drawer_id: DrawerId,
        kind: EntryKind,
        amount_paise: Paise,
        of_id: Option<Uuid>,
        reason: String,
        business_day: Day,
    },
    DrawerClosed {
        drawer_id: DrawerId,
        cashier: String,
        expected_paise: Paise,
        counted_paise: Paise,
        business_day: Day,
    },
    /// Its books are closed: what happens later belongs to the next day.
    DayClosed {
        business_day: Day,
        number: u32,
        total_paise: Paise,
    },
    /// Something is to be printed; `copy` 0 is the first.
    PrintQueued {
        print_id: PrintId,
        printer: String,
        kind: String,
        subject: String,
        copy: u32,
    },
    /// What became of it: SENT, UNKNOWN, FAILED, DROPPED.
    PrintEnded {
        print_id: PrintId,
        printer: String,
        state: String,
        failure: String,
    },
    PrinterSet {
        printer_id: PrinterId,
        name: String,
        is_active: bool,
    },
    /// One of the owner's own systems is told facts: `topics` says of what sort. The address may
    /// hold a secret, so it is named by its host only.
    WebhookSet {
        webhook_id: WebhookId,
        host: String,
        topics: Vec<String>,
        is_on: bool,
        /// Why the box switched it off by itself; empty where a person did.
        reason: String,
    },
    WebhookDropped {
        webhook_id: WebhookId,
        host: String,
    },
    DeadLetterRetried {
        follower: String,
        seq: i64,
        done: bool,
    },
    DeadLetterDropped {
        follower: String,
        seq: i64,
    },
}

/// What went from one bill to another, and where its food goes now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemsTransferred {
    pub bill_id: BillId,
    pub from_bill_id: BillId,
    pub sitting_id: SittingId,
    pub from_id: SittingId,
    pub table_name: String,
    pub from_table_name: String,
    pub order_ids: Vec<OrderId>,
    pub left_order_ids: Vec<OrderId>,
    pub lines: Vec<LineTransferred>,
}

/// `line_id` is another than `from_line_id` where only some portions of it went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineTransferred {
    pub line_id: LineId,
    pub from_line_id: LineId,
    pub name: String,
    pub quantity: u32,
}

/// An order as it was placed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OrderPlaced {
    pub order_id: OrderId,
    pub bill_id: BillId,
    pub sitting_id: SittingId,
    pub table_id: TableId,
    pub table_name: String,
    pub number: u32,
    pub business_day: Day,
    pub source: Source,
    pub guest_id: Option<GuestId>,
    pub lines: Vec<PlacedLine>,
    pub total_paise: Paise,
    pub notes: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlacedLine {
    pub line_id: LineId,
    pub menu_item_id: ItemId,
    pub name: String,
    pub variant_name: String,
    pub modifiers: Vec<PlacedModifier>,
    pub quantity: u32,
    pub unit_paise: Paise,
    pub diet: Diet,
    #[serde(default)]
    pub stations: Vec<String>,
    pub tax_class: String,
    pub special_instructions: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlacedModifier {
    pub name: String,
    pub price_paise: Paise,
}

/// A bill paid in full, with the invoice that was issued for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BillPaid {
    pub bill_id: BillId,
    pub sitting_id: SittingId,
    /// Of what is under GST, or of all where there is one paper.
    pub invoice_number: String,
    /// Of what is under VAT beside it; empty where there is nothing.
    #[serde(default)]
    pub vat_invoice_number: String,
    pub business_day: Day,
    pub order_ids: Vec<OrderId>,
    /// The last payment, of those in `payment_ids`.
    pub payment_id: PaymentId,
    pub method: PayMethod,
    pub received_paise: Paise,
    pub change_paise: Paise,
    #[serde(default)]
    pub payment_ids: Vec<PaymentId>,
    pub taxes: Vec<TaxPaid>,
    pub discount_paise: Paise,
    pub round_off_paise: Paise,
    pub total_paise: Paise,
}

/// Money that came in, for a bill or a part of one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PaymentTaken {
    pub payment_id: PaymentId,
    pub bill_id: BillId,
    pub sitting_id: SittingId,
    pub part_id: Option<PartId>,
    pub method: PayMethod,
    pub state: PaymentState,
    /// Taken off the bill.
    pub amount_paise: Paise,
    pub tip_paise: Paise,
    /// Owed back at once.
    pub surplus_paise: Paise,
    pub received_paise: Paise,
    pub change_paise: Paise,
    pub reference: String,
    pub business_day: Day,
    pub order_ids: Vec<OrderId>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaxPaid {
    pub label: String,
    pub rate_bps: Bps,
    pub taxable_paise: Paise,
    pub cgst_paise: Paise,
    pub sgst_paise: Paise,
    #[serde(default)]
    pub vat_paise: Paise,
}

impl Fact {
    /// The fact's kind, as in its JSON `type`.
    pub fn kind(&self) -> &'static str {
        match self {
            Fact::HouseSet { .. } => "house_set",
            Fact::StaffSet { .. } => "staff_set",
            Fact::StaffLoggedIn { .. } => "staff_logged_in",
            Fact::StaffLockedOut { .. } => "staff_locked_out",
            Fact::FloorSet { .. } => "floor_set",
            Fact::TableCodeRotated { .. } => "table_code_rotated",
            Fact::SittingOpened { .. } => "sitting_opened",
            Fact::SittingChanged { .. } => "sitting_changed",
            Fact::SittingClosed { .. } => "sitting_closed",
            Fact::GuestJoined { .. } => "guest_joined",
            Fact::GuestNamed { .. } => "guest_named",
            Fact::GuestCalled { .. } => "guest_called",
            Fact::CallTaken { .. } => "call_taken",
            Fact::TablePinSet { .. } => "table_pin_set",
            Fact::SittingMoved { .. } => "sitting_moved",
            Fact::SittingMerged { .. } => "sitting_merged",
            Fact::SittingUnmerged { .. } => "sitting_unmerged",
            Fact::SittingSplit { .. } => "sitting_split",
            Fact::ItemsTransferred(_) => "items_transferred",
            Fact::SittingHandedOver { .. } => "sitting_handed_over",
            Fact::CustomerTextsSet { .. } => "customer_texts_set",
            Fact::TextingSet { .. } => "texting_set",
            Fact::MenuSet { .. } => "menu_set",
            Fact::StationSet { .. } => "station_set",
            Fact::OrderPlaced(_) => "order_placed",
            Fact::OrderStepped { .. } => "order_stepped",
            Fact::TicketFired { .. } => "ticket_fired",
            Fact::TicketsSeen { .. } => "tickets_seen",
            Fact::TicketBumped { .. } => "ticket_bumped",
            Fact::TicketRecalled { .. } => "ticket_recalled",
            Fact::LineFired { .. } => "line_fired",
            Fact::StationStepped { .. } => "station_stepped",
            Fact::LineChanged { .. } => "line_changed",
            Fact::ChangeConfirmed { .. } => "change_confirmed",
            Fact::LineVoided { .. } => "line_voided",
            Fact::LineAmended { .. } => "line_amended",
            Fact::CourseHeld { .. } => "course_held",
            Fact::OrderRushed { .. } => "order_rushed",
            Fact::OrderPassed { .. } => "order_passed",
            Fact::LineStepped { .. } => "line_stepped",
            Fact::OrderSplit { .. } => "order_split",
            Fact::LineDiscounted { .. } => "line_discounted",
            Fact::BillDiscounted { .. } => "bill_discounted",
            Fact::TaxRateSet { .. } => "tax_rate_set",
            Fact::BillExtraSet { .. } => "bill_extra_set",
            Fact::BillSplit { .. } => "bill_split",
            Fact::BillClaimed { .. } => "bill_claimed",
            Fact::ClaimDropped { .. } => "claim_dropped",
            Fact::BuyerSet { .. } => "buyer_set",
            Fact::PaymentTaken(_) => "payment_taken",
            Fact::PaymentVerified { .. } => "payment_verified",
            Fact::BillPaid(_) => "bill_paid",
            Fact::InvoiceConsolidated { .. } => "invoice_consolidated",
            Fact::CreditNoteIssued { .. } => "credit_note_issued",
            Fact::RefundDue { .. } => "refund_due",
            Fact::RefundDone { .. } => "refund_done",
            Fact::RefundFailed { .. } => "refund_failed",
            Fact::RefundWithdrawn { .. } => "refund_withdrawn",
            Fact::BillWrittenOff { .. } => "bill_written_off",
            Fact::AttemptOpened { .. } => "attempt_opened",
            Fact::AttemptSettled { .. } => "attempt_settled",
            Fact::AttemptFailed { .. } => "attempt_failed",
            Fact::AttemptMismatched { .. } => "attempt_mismatched",
            Fact::MismatchResolved { .. } => "mismatch_resolved",
            Fact::CloudEnrolled { .. } => "cloud_enrolled",
            Fact::SeriesSkipped { .. } => "series_skipped",
            Fact::BoxRestored { .. } => "box_restored",
            Fact::CloudAlarmed { .. } => "cloud_alarmed",
            Fact::CloudCleared { .. } => "cloud_cleared",
            Fact::EpochBegun { .. } => "epoch_begun",
            Fact::CommandObeyed { .. } => "command_obeyed",
            Fact::DrawerOpened { .. } => "drawer_opened",
            Fact::CashMoved { .. } => "cash_moved",
            Fact::DrawerClosed { .. } => "drawer_closed",
            Fact::DayClosed { .. } => "day_closed",
            Fact::PrintQueued { .. } => "print_queued",
            Fact::PrintEnded { .. } => "print_ended",
            Fact::PrinterSet { .. } => "printer_set",
            Fact::WebhookSet { .. } => "webhook_set",
            Fact::WebhookDropped { .. } => "webhook_dropped",
            Fact::DeadLetterRetried { .. } => "dead_letter_retried",
            Fact::DeadLetterDropped { .. } => "dead_letter_dropped",
        }
    }
}
