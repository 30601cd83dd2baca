import "./take/take.css";
import "./bill/bill.css";

export { BillView } from "./bill/bill";
export { CashView } from "./bill/cash";
export { Messages } from "./floor/messages";
export { PaperSheet } from "./floor/paper";
export { ReachSheet } from "./floor/reach";
export { ChangeLine } from "./table/change-line";
export { HandOver } from "./table/hand-over";
export { SplitSheet } from "./table/split";
export { TakeOrder } from "./take/take";
