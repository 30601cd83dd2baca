import { feed } from "../state/store";

/** The table of a bill, as far as this screen knows it. */
export function tableWords(billId: string): string {
  const bill = feed.state.value?.bills.find((one) => one.id === billId);
  return bill ? `Table ${bill.table_name}` : "";
}
