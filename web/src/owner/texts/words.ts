import type { TextGateway, TextGateways } from "../../api/schema";
import type { Tone } from "../../look";

export const GATEWAYS: Record<TextGateway, string> = {
  TWILIO: "Twilio",
  MSG91: "MSG91",
  SNS: "Amazon SNS",
  MODEM: "A modem with a SIM, in this box",
  COUNTER: "The counter’s screen",
};

export type Gateway = TextGateways["gateways"][number];

/** How it stands with a gateway, in a word or two. */
export function standing(one: Gateway, modemAgreed: boolean): { tone: Tone; word: string } {
  if (!one.is_set_up) return { tone: "plain", word: "not set up" };
  if (!one.is_on) return { tone: "plain", word: "off" };
  if (one.gateway === "MODEM" && !modemAgreed) return { tone: "plain", word: "not agreed to" };
  if (one.rests_for !== null) {
    return { tone: "bad", word: `away, tried again in ${one.rests_for} s` };
  }
  if (one.last_error) return { tone: "wait", word: "had trouble" };
  return { tone: "good", word: one.sent > 0 ? `${one.sent} sent` : "ready" };
}

/** The order with one gateway tried earlier. */
export function earlier(order: TextGateway[], one: TextGateway): TextGateway[] {
  const at = order.indexOf(one);
  if (at < 1) return order;
  const next = order.filter((other) => other !== one);
  next.splice(at - 1, 0, one);
  return next;
}
