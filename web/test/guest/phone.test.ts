import { describe, expect, it } from "vitest";
import { readPhone } from "../../src/guest/model/phone";

describe("a phone number", () => {
  it("is read as people write it", () => {
    for (const text of ["98765 43210", "+91 98765-43210", "09876543210", "919876543210"]) {
      expect(readPhone(text)).toBe("+919876543210");
    }
  });

  it("keeps a number that begins with 91", () => {
    expect(readPhone("9123456789")).toBe("+919123456789");
  });

  it("is refused when it is no Indian mobile number", () => {
    for (const text of ["", "12345", "5876543210", "98765432101", "+1 415 555 0100", "abc"]) {
      expect(readPhone(text)).toBeNull();
    }
  });
});
