import type { Station } from "../../api/schema";

export type Level = "fresh" | "warn" | "late";

export interface Age {
  minutes: number;
  level: Level;
}

export interface Thresholds {
  warn_minutes: number;
  late_minutes: number;
}

const HOUSE: Thresholds = { warn_minutes: 10, late_minutes: 20 };

export function ageOf(firedAt: string, now: number, limits: Thresholds): Age {
  const minutes = Math.max(0, Math.floor((now - Date.parse(firedAt)) / 60_000));
  const level =
    minutes >= limits.late_minutes ? "late" : minutes >= limits.warn_minutes ? "warn" : "fresh";
  return { minutes, level };
}

/** Each station has its own patience; what cooks at several is as hurried as the least patient. */
export function limitsOf(stations: readonly Station[], names: readonly string[]): Thresholds {
  const mine = stations.filter((one) => names.includes(one.name));
  if (mine.length === 0) return HOUSE;
  return {
    warn_minutes: Math.min(...mine.map((one) => one.warn_minutes)),
    late_minutes: Math.min(...mine.map((one) => one.late_minutes)),
  };
}
