import { signal } from "@preact/signals";
import cancelled from "../../../assets/sounds/cancelled.wav?url";
import changed from "../../../assets/sounds/changed.wav?url";
import fresh from "../../../assets/sounds/new.wav?url";
import overdue from "../../../assets/sounds/overdue.wav?url";
import { keep } from "../app/keep";

const FILES = { new: fresh, changed, cancelled, overdue } as const;
export type Sound = keyof typeof FILES;

/** locked: the browser waits for a tap before it lets a page be heard. */
export const soundState = signal<"locked" | "ready" | "none">("locked");
export const muted = signal(keep.get("muted", false));

let context: AudioContext | null = null;
const buffers = new Map<Sound, AudioBuffer>();

export function setMuted(quiet: boolean): void {
  muted.value = quiet;
  keep.set("muted", quiet);
}

/** Call once: readies the sounds and waits for the first tap or key where one is needed. */
export function startSounds(): void {
  if (context) return;
  if (typeof AudioContext === "undefined") {
    soundState.value = "none";
    return;
  }
  const made = new AudioContext();
  context = made;
  const look = () => {
    soundState.value = made.state === "running" ? "ready" : "locked";
  };
  made.onstatechange = look;
  look();
  for (const sound of Object.keys(FILES) as Sound[]) void read(made, sound);
  for (const event of ["pointerdown", "keydown"]) {
    addEventListener(event, allowSound, { capture: true, passive: true });
  }
}

export function allowSound(): void {
  if (context && context.state !== "running") void context.resume();
}

async function read(into: AudioContext, sound: Sound): Promise<void> {
  try {
    const file = await fetch(FILES[sound]);
    buffers.set(sound, await into.decodeAudioData(await file.arrayBuffer()));
  } catch {
    // Without the file a plain two-note bell is struck instead.
  }
}

export function play(sound: Sound): void {
  if (!context || context.state !== "running" || muted.value) return;
  const buffer = buffers.get(sound);
  if (!buffer) {
    strike(context, 660, 0);
    strike(context, sound === "cancelled" ? 350 : 990, 0.18);
    return;
  }
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.connect(context.destination);
  source.start();
}

function strike(on: AudioContext, hertz: number, after: number) {
  const start = on.currentTime + after;
  const note = on.createOscillator();
  const loudness = on.createGain();
  note.frequency.value = hertz;
  loudness.gain.setValueAtTime(0.5, start);
  loudness.gain.exponentialRampToValueAtTime(0.001, start + 0.5);
  note.connect(loudness).connect(on.destination);
  note.start(start);
  note.stop(start + 0.5);
}

/** Rings at once and again every few seconds, as long as somebody has to come. */
export function createRing(sound: Sound, everyMs = 4_000) {
  let timer: ReturnType<typeof setInterval> | undefined;
  return (wanted: boolean) => {
    if (wanted === (timer !== undefined)) return;
    if (wanted) {
      play(sound);
      timer = setInterval(() => play(sound), everyMs);
    } else {
      clearInterval(timer);
      timer = undefined;
    }
  };
}
