import { createOutbox } from "../../app/outbox";
import { api } from "../../staff/session";

/** What must reach the box exactly once: orders and money. Each keeps its key until answered. */
export const outbox = createOutbox(api, "counter");
