import "./take/take.css";

export { Messages } from "./floor/messages";
export { PaperSheet } from "./floor/paper";
export { ReachSheet } from "./floor/reach";
export { ChangeLine } from "./table/change-line";
export { HandOver } from "./table/hand-over";
export { SplitSheet } from "./table/split";
export { TakeOrder } from "./take/take";
