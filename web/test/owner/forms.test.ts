import { describe, expect, it } from "vitest";
import type { House, Staff } from "../../src/api/schema";
import { fssaiProblem, gstinCheck, gstinProblem } from "../../src/owner/parts/gstin";
import { draftOf, houseOf, problemsOf, urlProblem } from "../../src/owner/settings/draft";
import * as setup from "../../src/owner/setup/draft";
import * as staff from "../../src/owner/staff/draft";
import { nextName, rooms } from "../../src/owner/tables/store";

describe("GSTIN", () => {
  it("accepts numbers whose check character fits", () => {
    for (const good of ["27AAPFU0939F1ZV", "29AAGCB7383J1Z4", "27AAAFB0000B1ZP", ""]) {
      expect(gstinProblem(good)).toBe("");
    }
    expect(gstinProblem(" 27aapfu0939f1zv ")).toBe("");
    expect(gstinCheck("27AAPFU0939F1Z")).toBe("V");
  });
  it("finds any single slip of a letter", () => {
    const good = "27AAPFU0939F1ZV";
    for (let at = 0; at < 15; at += 1) {
      for (const other of "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
        if (other === good[at]) continue;
        expect(gstinProblem(good.slice(0, at) + other + good.slice(at + 1))).not.toBe("");
      }
    }
  });
  it("says how long it should be", () => {
    expect(gstinProblem("27AAPFU0939F1Z")).toContain("this has 14");
  });
});

it("an FSSAI number has 14 digits, spaces or none", () => {
  expect(fssaiProblem("115 0000 0000 012")).toBe("");
  expect(fssaiProblem("")).toBe("");
  expect(fssaiProblem("1150000000001")).not.toBe("");
  expect(fssaiProblem("1150000000001A")).not.toBe("");
});

const house: House = {
  name: "Barah Mez",
  tagline: "",
  address: "",
  phone: "",
  gstin: "",
  fssai: "",
  sac: "996331",
  timezone: "Asia/Kolkata",
  day_cutoff: "04:00",
  currency: "INR",
  otp_mode: "OPTIONAL",
  accept_mode: "AUTOMATIC",
  grace_seconds: 60,
  idle_minutes: 45,
  opening: "FREE",
  expo_levels: 1,
  till_code: "K1",
  round_to_paise: 0,
  tax_scheme: "REGULAR",
  unverified_limit_paise: 2_000_000,
  consolidates_small_bills: false,
  cashier_discount_bps: 2_000,
  upi_vpa: "",
  wifi_ssid: "",
  wifi_password: "",
  base_url: "",
  warn_minutes: 10,
  late_minutes: 20,
  locale: "en-IN",
  remote_area_id: null,
  is_taking_remote_orders: true,
};

describe("settings", () => {
  it("come back unchanged", () => {
    expect(houseOf(draftOf(house))).toEqual(house);
    expect(problemsOf(draftOf(house))).toEqual({});
  });
  it("are tidied before they are sent", () => {
    const draft = { ...draftOf(house), gstin: " 27aapfu0939f1zv", base_url: "http://10.0.0.5/" };
    expect(houseOf(draft)).toMatchObject({ gstin: "27AAPFU0939F1ZV", base_url: "http://10.0.0.5" });
  });
  it("read rupees and percent as people write them", () => {
    const draft = {
      ...draftOf(house),
      unverified_limit_paise: "1,00,000.50",
      cashier_discount_bps: "12.5 %",
    };
    expect(houseOf(draft)).toMatchObject({
      unverified_limit_paise: 10_000_050,
      cashier_discount_bps: 1_250,
    });
    expect(problemsOf({ ...draft, cashier_discount_bps: "101" })).toHaveProperty(
      "cashier_discount_bps",
    );
    expect(problemsOf({ ...draft, unverified_limit_paise: "much" })).toHaveProperty(
      "unverified_limit_paise",
    );
  });
  it("want late to come after the warning", () => {
    expect(problemsOf({ ...draftOf(house), late_minutes: "10" })).toHaveProperty("late_minutes");
    expect(problemsOf({ ...draftOf(house), warn_minutes: "" })).toHaveProperty("warn_minutes");
  });
  it("want Wi-Fi words that every phone can scan", () => {
    const draft = draftOf(house);
    expect(problemsOf({ ...draft, wifi_ssid: "Mez; guests" })).toHaveProperty("wifi_ssid");
    expect(problemsOf({ ...draft, wifi_password: "short" })).toHaveProperty("wifi_password");
    expect(problemsOf({ ...draft, wifi_password: "chai-samosa" })).toEqual({});
  });
  it("want a telephone number that can be called", () => {
    expect(problemsOf({ ...draftOf(house), phone: "+91 (20) 0000-0012" })).toEqual({});
    expect(problemsOf({ ...draftOf(house), phone: "12" })).toHaveProperty("phone");
    expect(problemsOf({ ...draftOf(house), phone: "ask Meera" })).toHaveProperty("phone");
  });
  it("want an address that every phone can open", () => {
    for (const good of ["", "http://192.168.1.20", "https://menu.example.in:8443/"]) {
      expect(urlProblem(good)).toBe("");
    }
    for (const bad of ["192.168.1.20", "http://tiffin.local", "http://a.in/t/", "ftp://a.in"]) {
      expect(urlProblem(bad)).not.toBe("");
    }
  });
});

describe("staff", () => {
  const old: Staff = {
    id: "r",
    name: "Ravi",
    role: "WAITER",
    is_active: true,
    created_at: "2026-11-01T00:00:00.000Z",
  };
  const form = { name: "Ravi", role: "WAITER" as const, pin: "", again: "" };

  it("need a PIN when they are new, typed twice, not easy to guess", () => {
    expect(staff.problemsOf(form, true)).toHaveProperty("pin");
    expect(staff.problemsOf(form, false)).toEqual({});
    expect(staff.problemsOf({ ...form, pin: "2580", again: "2508" }, true)).toHaveProperty("again");
    expect(staff.problemsOf({ ...form, pin: "2580", again: "2580" }, true)).toEqual({});
    for (const easy of ["1111", "1234", "987654"]) expect(staff.tooEasy(easy)).toBe(true);
    expect(staff.tooEasy("1357")).toBe(false);
  });
  it("are changed only in what was changed", () => {
    expect(staff.changesOf(form, old)).toEqual({});
    expect(staff.changesOf({ ...form, role: "CASHIER", pin: "2580" }, old)).toEqual({
      role: "CASHIER",
      pin: "2580",
    });
  });
  it("who are owners are changed by owners", () => {
    expect(staff.mayEdit("MANAGER", "OWNER")).toBe(false);
    expect(staff.rolesFor("MANAGER")).not.toContain("OWNER");
    expect(staff.mayEdit("OWNER", "OWNER")).toBe(true);
  });
});

describe("set-up", () => {
  it("asks for what each step needs and no more", () => {
    expect(setup.problemsOf("code", setup.EMPTY)).toHaveProperty("code");
    expect(Object.keys(setup.problemsOf("house", setup.EMPTY))).toEqual(["name"]);
    expect(setup.problemsOf("tax", setup.EMPTY)).toEqual({});
    expect(setup.problemsOf("you", setup.EMPTY)).toHaveProperty("pin");
  });
  it("goes back to where the mistake is", () => {
    expect(setup.stepOf("wrong_setup_code", "")).toBe("code");
    expect(setup.stepOf("invalid_value", "house.gstin")).toBe("house");
    expect(setup.stepOf("invalid_value", "owner.pin")).toBe("you");
    expect(setup.stepOf("busy", "")).toBe("you");
  });
  it("sends what was typed, tidied", () => {
    const form = { ...setup.EMPTY, code: "42424242", name: " Mez ", owner: " Meera ", pin: "2580" };
    expect(setup.requestOf(form)).toMatchObject({
      setup_code: "42424242",
      house: { name: "Mez" },
      tax_percent: 5,
      owner: { name: "Meera", pin: "2580" },
    });
  });
});

it("grace and quiet minutes stay within what the box takes", () => {
  const problems = (part: Partial<ReturnType<typeof draftOf>>) =>
    problemsOf({ ...draftOf(house), ...part });
  expect(problems({ grace_seconds: "5", idle_minutes: "999" })).toEqual({});
  expect(problems({ grace_seconds: "4" }).grace_seconds).toBeTruthy();
  expect(problems({ idle_minutes: "soon" }).idle_minutes).toBeTruthy();
});

describe("tables", () => {
  const table = (id: string, name: string, number: number) => {
    const rest = { area_id: "a", seats: 4, is_active: true, sitting: null };
    const place = { x: 0, y: 0, w: 2, h: 2, shape: "SQUARE", accept_mode: null, pin: "" } as const;
    return { id, name, number, ...rest, ...place };
  };
  it("stand in their areas by number", () => {
    const area = {
      ...{ id: "a", name: "Terrace", sort: 0 },
      ...{ opening: null, accept_mode: null, idle_minutes: null },
    };
    const all = { areas: [area], tables: [table("y", "Ten", 10), table("x", "Nine", 9)] };
    expect(rooms(all)[0]?.tables.map((one) => one.id)).toEqual(["x", "y"]);
  });
  it("are named one after another", () => {
    expect(nextName([table("x", "9", 9), table("y", "Garden", 12)])).toBe("10");
    expect(nextName([])).toBe("1");
  });
});
