import "./bill/bill.css";
import "./pay/pay.css";

export { BillView } from "./bill/bill";
export { DueView, PayView } from "./pay/pay";
