import type { House, PublicHouse } from "../../api/schema";
import { api } from "../../staff/session";
import { createLoaded } from "./load";

/** What anybody may know of the house: its name stands on every page. */
export const publicHouse = createLoaded(() => api.get<PublicHouse>("/api/house"));

export const settings = createLoaded(() => api.get<House>("/api/house/settings"));
