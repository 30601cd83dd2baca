// Makes the four sounds of the kitchen and the counter: node assets/sounds/make.mjs
// Each must be told from the others by ear alone across a loud room: by the number of
// strokes, by whether they rise, stay or fall, and by what seems to be struck.
import { writeFileSync } from "node:fs";

const RATE = 22050;
const PEAK = 0.82;

// Partials as [multiple of the note, loudness, seconds to fall to a third].
const BELL = [[0.5, 0.25, 0.3], [1, 1, 0.26], [2, 0.5, 0.16], [3.01, 0.22, 0.1], [4.2, 0.1, 0.06]];
const WOOD = [[1, 1, 0.06], [3.93, 0.35, 0.02], [9.2, 0.12, 0.008]];
const BOWL = [[1, 1, 0.2], [1.006, 0.7, 0.2], [2.71, 0.25, 0.08]];
const BRASS = [[1, 1, 0.09], [2, 0.8, 0.08], [2.98, 0.5, 0.06], [5.1, 0.25, 0.03]];

// Strokes as [start in seconds, note in hertz, loudness].
const SOUNDS = {
  new: { body: BELL, seconds: 0.66, strokes: [[0, 659.26, 0.8], [0.17, 987.77, 1]] },
  changed: { body: WOOD, seconds: 0.36, strokes: [[0, 783.99, 1], [0.12, 783.99, 0.8]] },
  cancelled: { body: BOWL, seconds: 0.62, strokes: [[0, 523.25, 1], [0.19, 349.23, 0.9]] },
  overdue: {
    body: BRASS, seconds: 0.6,
    strokes: [[0, 1174.66, 1], [0.13, 1174.66, 1], [0.26, 1174.66, 1], [0.39, 1396.91, 1]],
  },
};

function strike(samples, body, [start, note, loudness]) {
  const first = Math.round(start * RATE);
  for (let at = first; at < samples.length; at += 1) {
    const time = (at - first) / RATE;
    const attack = Math.min(1, time / 0.003);
    for (const [multiple, weight, decay] of body) {
      const tone = Math.sin(2 * Math.PI * note * multiple * time);
      samples[at] += loudness * attack * weight * Math.exp(-time / decay) * tone;
    }
  }
}

function render({ body, seconds, strokes }) {
  const samples = new Float64Array(Math.round(seconds * RATE));
  for (const stroke of strokes) strike(samples, body, stroke);
  const fade = Math.round(0.08 * RATE); // so that the cut end does not click
  for (let left = 0; left < fade; left += 1) samples[samples.length - 1 - left] *= left / fade;
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return samples.map((sample) => (sample / loudest) * PEAK);
}

function wav(samples) {
  const data = Buffer.alloc(samples.length * 2);
  samples.forEach((sample, at) => data.writeInt16LE(Math.round(sample * 32767), at * 2));
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16); // length of the format block
  head.writeUInt16LE(1, 20); // plain PCM
  head.writeUInt16LE(1, 22); // mono
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

for (const [name, sound] of Object.entries(SOUNDS)) {
  const file = wav(render(sound));
  if (file.length >= 30_000) throw new Error(`${name}.wav would be ${file.length} bytes`);
  writeFileSync(new URL(`${name}.wav`, import.meta.url), file);
  console.log(`${name}.wav ${file.length} bytes`);
}
