import { signal } from "@preact/signals";
import type { TextGateway, TextGateways } from "../../api/schema";
import { asApiError } from "../../app/api";
import { toast } from "../../look";
import { api } from "../../staff/session";
import { sorry } from "../parts/errors";
import { createLoaded } from "../parts/load";

export const texting = createLoaded(() => api.get<TextGateways>("/api/texts/gateways"), ["order"]);

export const busy = signal(false);

export interface Wish {
  order: TextGateway[];
  agrees_to_modem?: boolean;
}

/** Asks for another order; resolves to whether it holds. */
export async function setTexting(wish: Wish, done: string): Promise<boolean> {
  if (busy.value) return false;
  busy.value = true;
  try {
    const now = await api.put<TextGateways>("/api/texts/gateways", wish);
    texting.change(() => now);
    toast(done);
    return true;
  } catch (problem) {
    toast(sorry(asApiError(problem)), { bad: true });
    return false;
  } finally {
    busy.value = false;
  }
}
