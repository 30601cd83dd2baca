import "./css/sheets.css";
import { Confirm } from "../look";
import { CartSheet } from "./cart/cart-sheet";
import { TroubleSheet } from "./cart/trouble";
import { DishSheet } from "./menu/dish-sheet";
import { FilterSheet } from "./menu/filter-sheet";
import { route } from "./state/nav";
import { CallsSheet } from "./table/calls-sheet";
import { NameSheet } from "./table/name-sheet";
import { PaySheet } from "./table/pay-sheet";
import { PhoneSheet } from "./table/phone-sheet";
import { PinSheet } from "./table/pin-sheet";

export { BillPage } from "./table/bill-page";
export { OrdersPage } from "./table/orders-page";

/** Whatever lies over the page. */
export function Sheets() {
  return (
    <>
      <OpenSheet />
      <TroubleSheet />
      <Confirm />
    </>
  );
}

function OpenSheet() {
  const sheet = route.value.sheet;
  switch (sheet?.kind) {
    case "dish":
      return <DishSheet id={sheet.id} lineId={sheet.lineId} />;
    case "cart":
      return <CartSheet />;
    case "filters":
      return <FilterSheet />;
    case "calls":
      return <CallsSheet />;
    case "name":
      return <NameSheet />;
    case "pin":
      return <PinSheet />;
    case "phone":
      return <PhoneSheet />;
    case "pay":
      return <PaySheet part={sheet.part} />;
    default:
      return null;
  }
}
