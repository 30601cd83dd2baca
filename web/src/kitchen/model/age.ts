export type Level = "fresh" | "warn" | "late";

export interface Age {
  minutes: number;
  level: Level;
  /** Stands beside the colour: not everybody can tell amber from red. */
  word: string;
}

const WORDS: Record<Level, string> = { fresh: "", warn: "Hurry", late: "Late" };

export interface Thresholds {
  warn_minutes: number;
  late_minutes: number;
}

export function ageOf(firedAt: string, now: number, limits: Thresholds): Age {
  const minutes = Math.max(0, Math.floor((now - Date.parse(firedAt)) / 60_000));
  const level =
    minutes >= limits.late_minutes ? "late" : minutes >= limits.warn_minutes ? "warn" : "fresh";
  return { minutes, level, word: WORDS[level] };
}

/** "12 min", and hours once minutes would need three figures. */
export function ageText(minutes: number): string {
  if (minutes < 1) return "now";
  if (minutes < 100) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60}`;
}
