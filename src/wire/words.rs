use crate::words;

words! {
    /// What somebody may do. Staff have exactly one; a guest sits at a table; a customer has
    /// shown a phone number.
    pub enum Role {
        Owner = "OWNER",
        Manager = "MANAGER",
        Cashier = "CASHIER",
        Waiter = "WAITER",
        KitchenStaff = "KITCHEN_STAFF",
        Rider = "RIDER",
        Guest = "GUEST",
        Customer = "CUSTOMER",
    }
}

words! {
    /// Where an order is on its way. The steps between them are in `ordering::model`.
    pub enum OrderStatus {
        PaymentPending = "PAYMENT_PENDING",
        Pending = "PENDING",
        Confirmed = "CONFIRMED",
        Preparing = "PREPARING",
        Ready = "READY",
        Served = "SERVED",
        OutForDelivery = "OUT_FOR_DELIVERY",
        Delivered = "DELIVERED",
        Completed = "COMPLETED",
        Rejected = "REJECTED",
        Cancelled = "CANCELLED",
    }
}

words! {
    /// What is known about an order's money, apart from where its food is.
    pub enum MoneyStatus {
        Unpaid = "UNPAID",
        Pending = "PENDING",
        PartlyPaid = "PARTLY_PAID",
        Paid = "PAID",
        Failed = "FAILED",
        RefundDue = "REFUND_DUE",
        Refunded = "REFUNDED",
    }
}

words! {
    /// Where one line is in the kitchen.
    pub enum LineStatus {
        Queued = "QUEUED",
        Fired = "FIRED",
        Cooking = "COOKING",
        Done = "DONE",
        Served = "SERVED",
        Voided = "VOIDED",
    }
}

words! {
    /// Why a station got a ticket.
    pub enum TicketKind {
        New = "NEW",
        /// Parted from another that had been fired before: nothing new is to be cooked.
        Split = "SPLIT",
    }
}

words! {
    /// What became of something the kitchen had been told.
    pub enum ChangeKind {
        Changed = "CHANGED",
        Cancelled = "CANCELLED",
    }
}

words! {
    /// Who typed the order in.
    pub enum Source {
        Guest = "GUEST",
        Staff = "STAFF",
        /// Somebody who is not in the house.
        Remote = "REMOTE",
    }
}

words! {
    /// What a dish contains, by its mark. Egg counts as non-vegetarian and is labelled egg.
    pub enum Diet {
        Veg = "VEG",
        NonVeg = "NON_VEG",
        Egg = "EGG",
    }
}

words! {
    /// What a guest asks the floor for.
    pub enum CallKind {
        Waiter = "WAITER",
        Water = "WATER",
        Bill = "BILL",
    }
}

words! {
    /// How money changed hands.
    pub enum PayMethod {
        Cash = "CASH",
        Upi = "UPI",
        /// A card terminal of its own: only its slip's number is known.
        Card = "CARD",
        Razorpay = "RAZORPAY",
        Stripe = "STRIPE",
    }
}

words! {
    /// Which law a tax is under.
    pub enum TaxKind {
        Gst = "GST",
        /// Of a state, on liquor for drinking.
        Vat = "VAT",
    }
}

impl TaxKind {
    /// What was written down before there was another.
    pub fn gst() -> TaxKind {
        TaxKind::Gst
    }
}

words! {
    /// How sure it is that money came.
    pub enum PaymentState {
        Taken = "TAKEN",
        /// A UPI reference somebody typed: it counts, and is looked into.
        Unverified = "UNVERIFIED",
        Verified = "VERIFIED",
        /// It turned out that nothing came.
        Rejected = "REJECTED",
    }
}

words! {
    pub enum RefundState {
        Due = "DUE",
        /// The gateway was asked.
        Pending = "PENDING",
        Done = "DONE",
        /// The gateway would not. Somebody asks again, or gives cash.
        Failed = "FAILED",
        /// It turned out that the money never came: nothing goes back.
        Withdrawn = "WITHDRAWN",
    }
}

words! {
    /// Why money goes back.
    pub enum RefundReason {
        /// The bill was paid before.
        DoublePayment = "DOUBLE_PAYMENT",
        /// More came than was due.
        Overpaid = "OVERPAID",
        /// The order was called off.
        Cancelled = "CANCELLED",
        Returned = "RETURNED",
        /// It came after the bill was gone.
        Late = "LATE",
        /// It was not the amount that was asked for.
        Mismatch = "MISMATCH",
    }
}

words! {
    /// Why cash went into a drawer or out of it.
    pub enum EntryKind {
        Float = "FLOAT",
        Sale = "SALE",
        Tip = "TIP",
        Refund = "REFUND",
        In = "IN",
        Out = "OUT",
    }
}

words! {
    /// What a text to a guest is about.
    pub enum MessageKind {
        Code = "CODE",
        OrderReceived = "ORDER_RECEIVED",
        Preparing = "PREPARING",
        Ready = "READY",
        Served = "SERVED",
        Thanks = "THANKS",
    }
}
