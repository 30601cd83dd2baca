import type { DeadLetter, Message, OpsStatus, Page } from "../../api/schema";
import { api } from "../../staff/session";
import { createLoaded } from "../parts/load";

const KINDS = ["order", "bill"] as const;
export const status = createLoaded(() => api.get<OpsStatus>("/api/ops/status"), [...KINDS]);
export const letters = createLoaded(
  () => api.get<{ items: DeadLetter[] }>("/api/ops/dead-letters"),
  [...KINDS],
);
export const messages = createLoaded(
  () => api.get<Page<Message>>("/api/messages?limit=20"),
  [...KINDS],
);
