import { describe, expect, test } from "vitest";
import { WallTimer } from "../../../src/util/wall-timer.ts";
import { FakeClock } from "../../support/fake-platform.ts";

const setup = () => {
  const clock = new FakeClock();
  const fired: number[] = [];
  const begin = clock.time;
  /** For each time: was it the wall clock that said so, after a sleep? */
  const late: boolean[] = [];
  const timer = new WallTimer(clock, {
    _expired: ({ _isLate }) => {
      fired.push(clock.time - begin);
      late.push(_isLate);
    },
  });
  return { clock, fired, late, timer };
};

describe("WallTimer", () => {
  test.each([0, 1, 1999, 2000, 2001, 45_000])("%i ms pass", (ms) => {
    const { clock, fired, late, timer } = setup();
    timer._set(ms);
    if (ms) clock.advance(ms - 1);
    expect(fired).toEqual([]);
    clock.advance(1);
    expect(fired).toEqual([ms]);
    clock.advance(100_000);
    expect([late, clock.timers.size]).toEqual([[false], 0]);
  });

  test("the machine sleeps: over at the next look, at most 2,000 ms after waking", () => {
    const { clock, fired, late, timer } = setup();
    timer._set(45_000);
    clock.advance(1000);
    clock.sleep(60_000);
    expect(fired).toEqual([]);
    clock.advance(1000);
    expect([fired, late]).toEqual([[62_000], [true]]);
  });

  test("a short sleep counts as time that passed", () => {
    const { clock, fired, late, timer } = setup();
    timer._set(10_000);
    clock.sleep(5000);
    clock.advance(4999);
    expect(fired).toEqual([]);
    clock.advance(2000);
    expect(late).toEqual([false]);
  });

  test("a clock that is set back: as long as without", () => {
    const { clock, fired, timer } = setup();
    timer._set(10_000);
    clock.sleep(-3_600_000);
    clock.advance(9999);
    expect(fired).toEqual([]);
    clock.advance(1);
    expect(fired).toHaveLength(1);
  });

  test("_check: over by the wall clock calls back at once, and once", () => {
    const { clock, fired, late, timer } = setup();
    timer._set(3000);
    timer._check();
    expect(fired).toEqual([]);
    clock.sleep(2999);
    timer._check();
    expect(fired).toEqual([]);
    clock.sleep(1);
    timer._check();
    expect([fired, late, clock.timers.size]).toEqual([[3000], [true], 0]);
  });

  test("set anew it starts over; cleared it never comes", () => {
    const { clock, fired, timer } = setup();
    timer._set(1000);
    clock.advance(999);
    timer._set(1000);
    clock.advance(999);
    expect([fired, clock.timers.size]).toEqual([[], 1]);
    timer._clear();
    clock.advance(10_000);
    expect([fired, clock.timers.size]).toEqual([[], 0]);
  });
});
