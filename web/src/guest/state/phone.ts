import { signal } from "@preact/signals";
import type { OtpSent, OtpVerified } from "../../api/schema";
import { lang } from "../../app/i18n";
import { keep } from "../../app/keep";
import { api, me } from "./seat";

const slot = () => `phone.${me().id}`;

/** The masked number once confirmed; the number itself is not kept on the phone. */
export const phone = signal<string | null>(null);

export function recallPhone(): void {
  phone.value = keep.get<string | null>(slot(), null);
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
  await api.post<OtpVerified>("/api/auth/customer/verify-otp", body);
  phone.value = masked;
  keep.set(slot(), masked);
}
