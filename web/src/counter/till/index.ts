export { PaidView } from "./paid";
export { TillView } from "./till";
