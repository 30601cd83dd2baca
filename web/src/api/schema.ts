/**
 * The shapes of the HTTP API, taken from the document the box itself writes: `make types` brings
 * openapi.d.ts up to date. Every page takes its types from here and from nowhere else.
 */
import type { components } from "./openapi";

type Server = components["schemas"];

/**
 * What the box sends: it leaves no field out, though the document says that some may be null, and
 * it checks that spice is one of four.
 */
type Sent<T> = T extends readonly (infer One)[]
  ? Sent<One>[]
  : T extends object
    ? { [Key in keyof T]-?: Key extends "spice" ? 0 | 1 | 2 | 3 : Sent<T[Key]> }
    : T;

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export type Diet = Sent<Server["Diet"]>;
export type OrderStatus = Sent<Server["OrderStatus"]>;
export type MoneyStatus = Sent<Server["MoneyStatus"]>;
export type LineStatus = Sent<Server["LineStatus"]>;
export type StaffRole = Sent<Server["StaffRole"]>;
export type OtpMode = Sent<Server["OtpMode"]>;
export type AcceptMode = Sent<Server["AcceptMode"]>;
export type Opening = Sent<Server["Opening"]>;
export type Shape = Sent<Server["TableShape"]>;
export type House = Sent<Server["House"]>;
export type PublicHouse = Sent<Server["PublicHouse"]>;
export type SetupRequest = Server["SetupRequest"];
export type Staff = Sent<Server["Staff"]>;
export type StaffSession = Sent<Server["StaffSession"]>;
export type StaffName = Sent<Server["StaffName"]>;
export type OtpSent = Sent<Server["CodeSent"]>;
export type OtpVerified = Sent<Server["CustomerSession"]>;
export type Code = Sent<Server["CodeShown"]>;
export type Me = Sent<Server["Me"]>;
export type Area = Sent<Server["Area"]>;
export type Call = Sent<Server["Call"]>;
export type CallKind = Sent<Server["CallKind"]>;
export type Guest = Sent<Server["GuestName"]>;
export type Sitting = Sent<Server["Sitting"]>;
export type Table = Sent<Server["Table"]>;
/** Where a table stands, in whole cells of its area's floor. */
export type Place = Pick<Table, "x" | "y" | "w" | "h" | "shape">;
export type Floor = Sent<Server["FloorPlan"]>;
export type Joined = Sent<Server["Joined"]>;
export type TableCode = Sent<Server["TableCode"]>;
export type Allergen = Sent<Server["Allergen"]>;
export type Category = Sent<Server["Category"]>;
export type Variant = Sent<Server["Variant"]>;
export type Modifier = Sent<Server["Modifier"]>;
export type ModifierGroup = Sent<Server["ModifierGroup"]>;
export type MenuItem = Sent<Server["MenuItem"]>;
export type VariantDraft = Server["VariantDraft"];
export type MenuItemDraft = Omit<Sent<Server["MenuItemDraft"]>, "variants"> & {
  variants: VariantDraft[];
};
export type ModifierGroupDraft = Server["ModifierGroupDraft"];
export type Menu = Sent<Server["Menu"]>;
export type SearchHit = Sent<Server["FoundItem"]>;
export type SearchResult = Sent<Server["Found"]>;
export type Imported = Sent<Server["Imported"]>;
export type QuoteLine = Sent<Server["QuoteLine"]>;
export type TaxLine = Sent<Server["TaxLine"]>;
export type Quote = Sent<Server["Quote"]>;
export type PickedModifier = Sent<Server["ChosenModifier"]>;
export type CartLine = Sent<Server["CartLine"]>;
export type Cart = Sent<Server["Cart"]>;
export type CartItemRequest = Server["CartItem"] & { modifiers: string[] };
export type OrderedModifier = Sent<Server["LineModifier"]>;
export type OrderLine = Sent<Server["OrderLine"]>;
export type Step = Sent<Server["Step"]>;
export type Order = Sent<Server["Order"]>;
export type OrderItemRequest = Server["OrderItem"] & { modifiers: string[] };
export type PlaceOrderRequest = Omit<Server["OrderBody"], "items"> & { items?: OrderItemRequest[] };
export type Ticket = Sent<Server["Ticket"]>;
export type Board = Sent<Server["Board"]>;
export type BillLine = Sent<Server["BillLine"]>;
export type Discount = Sent<Server["BillDiscount"]>;
export type BillPart = Sent<Server["BillPart"]>;
export type Refund = Sent<Server["Refund"]>;
export type CreditNote = Sent<Server["CreditNote"]>;
export type Payment = Sent<Server["Payment"]>;
export type Invoice = Sent<Server["Invoice"]>;
export type Bill = Sent<Server["Bill"]>;
export type Claim = Sent<Server["Claim"]>;
export type Claims = Sent<Server["Claims"]>;
export type Choice = Server["Choice"];
export type Transferred = Sent<Server["Transferred"]>;
export type Taken = Sent<Server["Taken"]>;
export type UpiCode = Sent<Server["UpiCode"]>;
export type Buyer = Sent<Server["Buyer"]>;
export type SplitRequest = Server["Split"];
export type Days = Sent<Server["Days"]>;
export type Hindrances = Sent<Server["Hindrances"]>;
export type ZReport = Sent<Server["ZReport"]>;
export type Printer = Sent<Server["Printer"]>;
export type PrinterSetting = Server["Setting"];
export type PrintJob = Sent<Server["PrintJob"]>;
export type Mismatch = Sent<Server["Mismatch"]>;
export type Drawer = Sent<Server["Drawer"]>;
export type Way = Sent<Server["Way"]>;
export type RazorpayOrder = Sent<Server["RazorpayOrder"]>;
export type PaymentUrl = Sent<Server["PaymentUrl"]>;
export type Attempt = Sent<Server["Attempt"]>;
export type ExtraDraft = Server["ExtraDraft"];
export type Today = Sent<Server["Today"]>;
export type TextGateways = Sent<Server["TextGateways"]>;
export type TextGateway = Sent<Server["TextGateway"]>;
export type Message = Sent<Server["Message"]>;
export type FollowerStatus = Sent<Server["FollowerStatus"]>;
export type OpsStatus = Sent<Server["Status"]>;
export type CloudState = Sent<Server["CloudState"]>;
export type CloudStatus = Sent<Server["CloudStatus"]>;
export type CloudAlarm = Sent<Server["Alarm"]>;
export type AlarmKind = Sent<Server["AlarmKind"]>;
export type CloudReach = Sent<Server["CloudReach"]>;
export type Webhook = Sent<Server["Webhook"]>;
export type WebhookTopic = Sent<Server["Topic"]>;
export type WebhookSetting = Server["WebhookSetting"];
export type WebhookMade = Sent<Server["WebhookMade"]>;
export type WebhookTest = Sent<Server["WebhookTest"]>;
export type DeadLetter = Sent<Server["DeadLetter"]>;
export type Station = Sent<Server["Station"]>;
export type Stations = Sent<Server["Stations"]>;
export type AreaStation = Sent<Server["AreaStation"]>;
export type TicketLine = Sent<Server["TicketLine"]>;
export type Change = Sent<Server["Change"]>;
export type Delivery = Sent<Server["Delivery"]>;
export type LineStation = Sent<Server["LineStation"]>;
export type KitchenTimes = Sent<Server["KitchenTimes"]>;
export type Cooking = Sent<Server["Cooking"]>;
export type Leaks = Sent<Server["Leaks"]>;
export type Leak = Sent<Server["Leak"]>;
export type LeakKind = Sent<Server["LeakKind"]>;
export type AuditEntry = Sent<Server["AuditEntry"]>;
export type AuditPage = Sent<Server["AuditPage"]>;
