import { signal } from "@preact/signals";
import type { OtpSent, OtpVerified } from "../../api/schema";
import { lang } from "../../app/i18n";
import { keep } from "../../app/keep";
import { api, me } from "./seat";

const slot = () => `phone.${me().id}`;

/** The masked number once confirmed; the number itself is not kept on the phone. */
export const phone = signal<string | null>(null);

/** Whether texts about orders are wanted there; codes come in any case. */
export const wantsTexts = signal(true);
const wish = () => `texts.${me().id}`;

export function recallPhone(): void {
  phone.value = keep.get<string | null>(slot(), null);
  wantsTexts.value = keep.get(wish(), true);
}

/** The box does not know of it. */
export function forgetPhone(): void {
  phone.value = null;
  keep.remove(slot());
}

export function askCode(number: string): Promise<OtpSent> {
  return api.post<OtpSent>("/api/auth/customer/otp", { phone_number: number, locale: lang.value });
}

export async function confirmCode(number: string, otp: string, masked: string): Promise<void> {
  const body = { phone_number: number, otp };
  const { customer } = await api.post<OtpVerified>("/api/auth/customer/verify-otp", body);
  noteWish(customer.texts);
  phone.value = masked;
  keep.set(slot(), masked);
}

/** Tells the box; rejects when it was not told. */
export async function setTexts(texts: boolean): Promise<void> {
  await api.patch("/api/customers/me", { texts });
  noteWish(texts);
}

function noteWish(texts: boolean): void {
  wantsTexts.value = texts;
  keep.set(wish(), texts);
}
