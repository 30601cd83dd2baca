/**
 * The shapes of the HTTP API, under the names the server gives them. Every page takes its types
 * from here and from nowhere else.
 */
export type Diet = "VEG" | "NON_VEG" | "EGG";
export type OrderStatus =
  | "PAYMENT_PENDING"
  | "PENDING"
  | "CONFIRMED"
  | "PREPARING"
  | "READY"
  | "SERVED"
  | "OUT_FOR_DELIVERY"
  | "DELIVERED"
  | "COMPLETED"
  | "REJECTED"
  | "CANCELLED";
export type MoneyStatus =
  "UNPAID" | "PENDING" | "PARTLY_PAID" | "PAID" | "FAILED" | "REFUND_DUE" | "REFUNDED";
export type LineStatus = "QUEUED" | "FIRED" | "COOKING" | "DONE" | "SERVED" | "VOIDED";
export type StaffRole = "OWNER" | "MANAGER" | "CASHIER" | "WAITER" | "KITCHEN_STAFF" | "RIDER";
export type OtpMode = "NEVER" | "OPTIONAL" | "REQUIRED";
export type AcceptMode = "AUTOMATIC" | "APPROVAL";

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

// ---- house
export interface House {
  name: string;
  tagline: string;
  address: string;
  phone: string;
  gstin: string;
  fssai: string;
  sac: string;
  timezone: string;
  day_cutoff: string;
  currency: string;
  otp_mode: OtpMode;
  accept_mode: AcceptMode;
  till_code: string;
  /** 0 = off, 100 = to the rupee */
  round_to_paise: number;
  upi_vpa: string;
  wifi_ssid: string;
  wifi_password: string;
  /** What printed codes carry; "" = the LAN address found. */
  base_url: string;
  warn_minutes: number;
  late_minutes: number;
  locale: string;
}
export interface PublicHouse {
  name: string;
  tagline: string;
  address: string;
  phone: string;
  gstin: string;
  fssai: string;
  otp_mode: OtpMode;
  currency: string;
  locale: string;
  warn_minutes: number;
  late_minutes: number;
  setup_needed: boolean;
  demo: boolean;
  version: string;
}
export interface SetupRequest {
  setup_code: string;
  house: { name: string; address: string; gstin: string; fssai: string; phone: string };
  tax_percent: 0 | 5 | 18;
  tables: number;
  owner: { name: string; pin: string };
}

// ---- auth
export interface Staff {
  id: string;
  name: string;
  role: StaffRole;
  is_active: boolean;
  created_at: string;
}
export interface StaffSession {
  access_token: string;
  token_type: "Bearer";
  expires_in: number;
  staff: Staff;
}
export interface StaffName {
  name: string;
  role: StaffRole;
}
export interface OtpSent {
  success: boolean;
  message: string;
  phone_masked: string;
  expires_in: number;
}
export interface OtpVerified {
  success: boolean;
  access_token: string;
  token_type: "Bearer";
  expires_in: number;
  customer: { id: string; phone: string };
}
export interface Code {
  phone_masked: string;
  code: string;
  expires_at: string;
}
export interface Me {
  sub: string;
  role: StaffRole | "GUEST" | "CUSTOMER";
  name: string;
  sitting_id: string | null;
}

// ---- tables
export interface Area {
  id: string;
  name: string;
  sort: number;
}
export interface Call {
  id: string;
  sitting_id: string;
  table_id: string;
  table_name: string;
  kind: CallKind;
  at: string;
  taken_at: string | null;
  taken_by: string | null;
}
export type CallKind = "WAITER" | "WATER" | "BILL";
export interface Guest {
  id: string;
  name: string;
}
export interface Sitting {
  id: string;
  table_id: string;
  table_name: string;
  covers: number;
  opened_at: string;
  closed_at: string | null;
  opened_by: string;
  guests: Guest[];
  calls: Call[];
}
export interface Table {
  id: string;
  area_id: string;
  name: string;
  seats: number;
  number: number;
  is_active: boolean;
  sitting: Sitting | null;
}
export interface Floor {
  areas: Area[];
  tables: Table[];
}
export interface Joined {
  guest_token: string;
  expires_in: number;
  guest_id: string;
  guest_name: string;
  sitting: Sitting;
}
export interface TableCode {
  url: string;
  svg: string;
}

// ---- menu
export type Allergen =
  | "GLUTEN"
  | "MILK"
  | "NUTS"
  | "PEANUT"
  | "EGG"
  | "SOY"
  | "SESAME"
  | "MUSTARD"
  | "FISH"
  | "SHELLFISH"
  | "SULPHITE"
  | "CELERY";
export interface Category {
  id: string;
  name: string;
  name_local: string;
  sort: number;
}
export interface Variant {
  id: string;
  name: string;
  price_paise: number;
  sort: number;
  is_available: boolean;
}
export interface Modifier {
  id: string;
  name: string;
  price_paise: number;
  is_available: boolean;
}
export interface ModifierGroup {
  id: string;
  name: string;
  min: number;
  max: number;
  modifiers: Modifier[];
}
export interface MenuItem {
  id: string;
  category_id: string;
  name: string;
  name_local: string;
  description: string;
  price_paise: number;
  diet: Diet;
  is_jain: boolean;
  is_vegan: boolean;
  spice: 0 | 1 | 2 | 3;
  allergens: Allergen[];
  is_available: boolean;
  tax_class: string;
  station: string;
  prep_minutes: number;
  picture: string;
  sort: number;
  is_popular: boolean;
  variants: Variant[];
  modifier_group_ids: string[];
}
export interface VariantDraft {
  id?: string;
  name: string;
  price_paise: number;
}
export type MenuItemDraft = Omit<MenuItem, "id" | "is_popular" | "variants"> & {
  variants: VariantDraft[];
};
export interface ModifierGroupDraft {
  name: string;
  min: number;
  max: number;
  modifiers: VariantDraft[];
}
export interface Menu {
  revision: number;
  categories: Category[];
  modifier_groups: ModifierGroup[];
  items: MenuItem[];
}
export interface SearchHit {
  id: string;
  name: string;
  score: number;
}
export interface SearchResult {
  items: SearchHit[];
  took_us: number;
}
export interface Imported {
  categories: number;
  items: number;
  modifier_groups: number;
}

// ---- cart, pricing
export interface QuoteLine {
  line_id: string;
  name: string;
  quantity: number;
  unit_paise: number;
  gross_paise: number;
  discount_paise: number;
  net_paise: number;
  tax_class: string;
}
export interface TaxLine {
  tax_class: string;
  label: string;
  rate_bps: number;
  inclusive: boolean;
  taxable_paise: number;
  tax_paise: number;
  cgst_paise: number;
  sgst_paise: number;
}
export interface Quote {
  lines: QuoteLine[];
  items_paise: number;
  discount_paise: number;
  subtotal_paise: number;
  taxes: TaxLine[];
  tax_paise: number;
  round_off_paise: number;
  total_paise: number;
}
export interface PickedModifier {
  id: string;
  name: string;
  price_paise: number;
}
export interface CartLine {
  line_id: string;
  /** null: laid in by the staff. */
  guest_id: string | null;
  guest_name: string;
  menu_item_id: string;
  variant_id: string | null;
  name: string;
  variant_name: string;
  modifiers: PickedModifier[];
  quantity: number;
  special_instructions: string;
  unit_paise: number;
  total_paise: number;
  diet: Diet;
  is_available: boolean;
  mine: boolean;
}
export interface Cart {
  sitting_id: string;
  lines: CartLine[];
  /** Of all lines at the table. */
  quote: Quote;
  /** Of the asker's own lines. */
  my_quote: Quote;
}
export interface CartItemRequest {
  line_id: string;
  menu_item_id: string;
  variant_id?: string | null;
  quantity: number;
  modifiers: string[];
  special_instructions?: string;
}

// ---- ordering
export interface OrderedModifier {
  name: string;
  price_paise: number;
}
export interface OrderLine {
  id: string;
  menu_item_id: string;
  name: string;
  name_local: string;
  variant_name: string;
  modifiers: OrderedModifier[];
  quantity: number;
  unit_paise: number;
  total_paise: number;
  discount_paise: number;
  special_instructions: string;
  diet: Diet;
  station: string;
  status: LineStatus;
  fired_quantity: number;
  fired_at: string | null;
  done_at: string | null;
  prep_minutes: number;
  guest_name: string;
}
export interface Step {
  from: OrderStatus | null;
  to: OrderStatus;
  at: string;
  by: string;
  role: string;
  device: string;
  reason: string;
}
export interface Order {
  id: string;
  number: number;
  business_day: string;
  sitting_id: string;
  bill_id: string;
  table_id: string;
  table_name: string;
  status: OrderStatus;
  money: MoneyStatus;
  placed_at: string;
  accepted_at: string | null;
  placed_by: string;
  placed_by_guest_id: string | null;
  source: "GUEST" | "STAFF";
  lines: OrderLine[];
  quote: Quote;
  notes: string;
  eta_minutes: number | null;
  version: number;
  history: Step[];
}
export interface OrderItemRequest {
  menu_item_id: string;
  variant_id?: string | null;
  quantity: number;
  modifiers: string[];
  special_instructions?: string;
}
export interface PlaceOrderRequest {
  table_id?: string;
  items?: OrderItemRequest[];
  expected_total_paise?: number;
  whole_table?: boolean;
  notes?: string;
}

// ---- kitchen
export interface Ticket {
  order_id: string;
  number: number;
  table_name: string;
  placed_by: string;
  source: "GUEST" | "STAFF";
  fired_at: string;
  status: OrderStatus;
  notes: string;
  lines: OrderLine[];
  version: number;
}
export interface Board {
  seq: number;
  now: string;
  stations: string[];
  tickets: Ticket[];
  recent: Ticket[];
  warn_minutes: number;
  late_minutes: number;
}

// ---- billing, payments
export interface BillLine extends QuoteLine {
  order_id: string;
  order_number: number;
  name_local: string;
  variant_name: string;
  modifiers: OrderedModifier[];
  diet: Diet;
}
export interface Discount {
  percent_bps: number;
  amount_paise: number;
  reason: string;
}
export interface Payment {
  id: string;
  bill_id: string;
  method: "CASH";
  amount_paise: number;
  received_paise: number;
  change_paise: number;
  at: string;
  by: string;
}
export interface Invoice {
  number: string;
  issued_at: string;
  seller: { name: string; address: string; gstin: string; fssai: string; sac: string };
  table_name: string;
  bill_id: string;
  lines: BillLine[];
  quote: Quote;
  payments: Payment[];
  receipt_path: string;
}
export interface Bill {
  id: string;
  sitting_id: string;
  table_id: string;
  table_name: string;
  state: "OPEN" | "PAID";
  order_ids: string[];
  lines: BillLine[];
  quote: Quote;
  discount: Discount | null;
  paid_paise: number;
  due_paise: number;
  invoice: Invoice | null;
  opened_at: string;
  paid_at: string | null;
  version: number;
}
export interface CashPaid {
  payment: Payment;
  change_paise: number;
  bill: Bill;
}

// ---- reports
export interface Today {
  business_day: string;
  orders: number;
  cancelled: number;
  revenue_paise: number;
  collected_paise: number;
  average_order_paise: number;
  open_bills: number;
  open_paise: number;
  tax: { label: string; taxable_paise: number; cgst_paise: number; sgst_paise: number }[];
  top_items: { name: string; quantity: number; revenue_paise: number }[];
  by_hour: { hour: number; orders: number; revenue_paise: number }[];
  by_method: { method: string; amount_paise: number; count: number }[];
  covers: number;
}

// ---- notifications, ops
export interface Message {
  id: string;
  kind: "CODE" | "ORDER_RECEIVED" | "READY" | "THANKS";
  phone_masked: string;
  text: string;
  at: string;
  state: "QUEUED" | "SENT" | "FAILED";
}
export interface FollowerStatus {
  name: string;
  seq: number;
  behind: number;
  dead_letters: number;
  last_error: string | null;
}
export interface OpsStatus {
  version: string;
  head_seq: number;
  followers: FollowerStatus[];
  storage: "ok" | "read_only" | "low";
  clock_ok: boolean;
  ephemeral_reset: boolean;
}
export interface DeadLetter {
  id: string;
  follower: string;
  seq: number;
  kind: string;
  reason: string;
  tries: number;
  at: string;
}
