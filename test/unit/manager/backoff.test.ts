import { describe, expect, test } from "vitest";
import { backoffDelay } from "../../../src/manager/backoff.ts";
import { ReconnectionController } from "../../../src/manager/reconnection.ts";
import { withDefaults } from "../../../src/util/options.ts";
import { FakeClock } from "../../support/fake-platform.ts";

const policy = { reconnectionDelay: 1000, reconnectionDelayMax: 5000, randomizationFactor: 0.5 };
const range = (step: number, options = policy): [number, number] => [
  backoffDelay(options, step, () => 0),
  backoffDelay(options, step, () => 1 - 2 ** -53),
];

describe("backoffDelay", () => {
  test("doubles, spreads, and stays below the maximum at any step", () => {
    expect([0, 1, 2, 3, 20, 2000, 1e6].map((step) => range(step))).toEqual([
      [500, 1500],
      [1000, 3000],
      [2000, 4938],
      [2500, 4844],
      [2500, 4844],
      [2500, 4844],
      [2500, 4844],
    ]);
  });

  test("what would be above the maximum is folded back below it, and still spread", () => {
    const at = (random: number): number => backoffDelay(policy, 20, () => random);
    const below = [0, 0.25, 0.49].map((part) => at(part ** 2));
    const above = [0.5, 0.51, 0.75, 0.99].map((part) => at(part ** 2));
    expect([...below, ...above]).toEqual([2500, 3750, 4950, 5000, 4997, 4922, 4847]);
  });

  test("once the maximum is reached three of four delays are near it, before that half are long", () => {
    const shareOver = (middle: number, step: number): number => {
      const delays = Array.from({ length: 1000 }, (_, n) => backoffDelay(policy, step, () => (n + 0.5) / 1000));
      return delays.filter((delay) => delay > middle).length / 1000;
    };
    expect([shareOver(2000, 1), shareOver(4000, 2), shareOver(4843, 3), shareOver(4843, 20)]).toEqual([
      0.5, 0.5, 0.78, 0.78,
    ]);
  });

  test("0 or less means 0 for the first and 100 for those that follow, and nothing else does", () => {
    for (const reconnectionDelay of [0, -1, -Infinity]) {
      expect(range(0, { ...policy, reconnectionDelay })).toEqual([0, 0]);
      for (const step of [1, 7, 1000]) expect(range(step, { ...policy, reconnectionDelay })).toEqual([100, 100]);
    }
    expect(range(0, { ...policy, randomizationFactor: 1 })).toEqual([1, 2000]);
    expect(range(0, { ...policy, randomizationFactor: 0 })).toEqual([1000, 1000]);
  });

  test("a base that is the maximum spreads evenly until it is doubled", () => {
    const at = (step: number): number => backoffDelay({ ...policy, reconnectionDelay: 5000 }, step, () => 0.25);
    expect([at(0), at(1)]).toEqual([3750, 5000]);
  });

  test("a base above the maximum", () => {
    expect(range(0, { ...policy, reconnectionDelay: 10_000 })).toEqual([2500, 4844]);
  });
});

describe("ReconnectionController", () => {
  const setup = () => {
    const clock = new FakeClock();
    const controller = new ReconnectionController(clock, { random: () => 0.5, report: () => {} });
    const options = withDefaults({ reconnectionAttempts: 3 });
    return { clock, controller, options, next: () => controller._next(options, undefined) };
  };

  test("counts attempts up to the limit, with growing delays", () => {
    const { next, controller } = setup();
    expect([next(), next(), next(), next()]).toEqual([1000, 2000, 4000, undefined]);
    expect(controller._attempt).toBe(3);
    controller._reset();
    expect(next()).toBe(1000);
  });

  test("a join starts the attempts over, and the delay only if it lasted", () => {
    const { clock, controller, next } = setup();
    next();
    next();
    expect(controller._attempt).toBe(2);
    controller._joined();
    clock.advance(4999);
    expect([next(), controller._attempt]).toEqual([4000, 1]);
    controller._joined();
    clock.advance(5000);
    expect([next(), controller._attempt]).toEqual([1000, 1]);
  });

  test("a second namespace that joins does not count", () => {
    const { clock, controller, next } = setup();
    next();
    controller._joined();
    clock.advance(4000);
    controller._joined();
    expect(controller._attempt).toBe(0);
    clock.advance(1000);
    expect(next()).toBe(1000);
  });

  test("none with reconnection: false, or 0 attempts", () => {
    const { controller } = setup();
    expect(controller._next(withDefaults({ reconnection: false }), undefined)).toBeUndefined();
    expect(controller._next(withDefaults({ reconnectionAttempts: 0 }), undefined)).toBeUndefined();
  });
});
