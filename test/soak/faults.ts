import type { Faults } from "../support/proxy.ts";
import { randomBySeed } from "../support/random.ts";

/** A corrupted byte that no text and no frame may have, so that it can't pass for another event. */
const corruptFrom = (start: number): NonNullable<Faults["corrupt"]> => {
  let done = false;
  return (bytes, from, offset) => {
    const at = start - offset;
    if (done || from !== "server" || at >= bytes.length) return bytes;
    done = true;
    const changed = Buffer.from(bytes);
    changed[Math.max(0, at)] = 0xff;
    return changed;
  };
};

/** What becomes of the n-th connection: the same for the same seed. Few live long, in bytes. */
export const soakPlan =
  (seed: number): ((n: number) => Faults) =>
  (n) => {
    const random = randomBySeed(seed * 1_000_003 + n);
    const upTo = (max: number): number => 1 + Math.floor(random() * max);
    const cut = random() < 0.5 ? "rst" : "fin";
    const cutAfter = 400 + upTo(8000);
    const mishaps: [share: number, faults: () => Faults][] = [
      [0.4, () => ({ cutAfter, cut })],
      [0.1, () => ({ silenceAfter: cutAfter })],
      [0.1, () => ({ delay: upTo(30), cutAfter, cut })],
      [0.1, () => ({ drip: { bytes: 20 + upTo(200), every: upTo(5) }, cutAfter, cut })],
      [0.05, () => ({ split: true, cutAfter: 400 + upTo(1500), cut })],
      [0.1, () => ({ corrupt: corruptFrom(400 + upTo(4000)) })],
      [0.05, () => ({ idle: 50 + upTo(100) })],
    ];
    let rest = random();
    for (const [share, faults] of mishaps) {
      rest -= share;
      if (rest < 0) return faults();
    }
    return {};
  };
