import { randomBySeed } from "../support/random.ts";

/** Everything that is left to chance in one run, by its seed. */
export class Chance {
  /** From 0 to below 1. */
  readonly next: () => number;
  /** 0 to 1: how often {@link fault} says yes. */
  harshness = 1;

  constructor(seed: number) {
    this.next = randomBySeed(seed);
  }

  is(probability: number): boolean {
    return this.next() < probability;
  }

  /** Like {@link is}, of what a good server does not do. */
  fault(probability: number): boolean {
    return this.is(probability * this.harshness);
  }

  /** 0 to `max`. */
  upTo(max: number): number {
    return Math.floor(this.next() * (max + 1));
  }

  some<T>(...all: readonly T[]): T {
    return all[this.upTo(all.length - 1)] as T;
  }

  /** Changes, cuts out, puts in or repeats some of the bytes, or none. */
  mutate(bytes: Buffer, probability: number): Buffer {
    if (!this.fault(probability) || !bytes.length) return bytes;
    const at = this.upTo(bytes.length - 1);
    const end = Math.min(bytes.length, at + 1 + this.upTo(8));
    const noise = Buffer.from(Array.from({ length: 1 + this.upTo(4) }, () => this.upTo(255)));
    const middle = this.some(
      noise,
      Buffer.alloc(0),
      bytes.subarray(at, end),
      Buffer.concat([noise, bytes.subarray(at, end)]),
    );
    const tail = this.is(0.9) ? bytes.subarray(this.is(0.5) ? at : end) : Buffer.alloc(0);
    return Buffer.concat([bytes.subarray(0, at), middle, middle, tail]);
  }
}
