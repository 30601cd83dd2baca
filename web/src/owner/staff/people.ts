import type { Staff } from "../../api/schema";
import { api } from "../../staff/session";
import { createLoaded } from "../parts/load";

export const people = createLoaded(() => api.get<{ items: Staff[] }>("/api/staff"));
