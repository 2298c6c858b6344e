import { describe, expect } from "vitest";
import { ReconnectionController, type ReconnectionOptions } from "../../../src/manager/reconnection.ts";
import { withDefaults } from "../../../src/util/options.ts";
import { FakeClock } from "../../support/fake-platform.ts";
import { testMatrix } from "../../support/matrix.ts";

/** The controller, without jitter; three attempts at most. */
class Controlled {
  readonly log: string[] = [];
  readonly clock = new FakeClock();
  readonly controller = new ReconnectionController(this.clock, {
    random: () => 0.5,
    report: (error) => void this.log.push(`reported ${(error as Error).message}`),
  });

  next(options: ReconnectionOptions & { reconnectionAttempts?: number } = {}): void {
    const given = withDefaults({ reconnectionAttempts: 3, reconnectionDelayMax: 100_000, ...options });
    const delay = this.controller._next(given, undefined);
    this.log.push(delay === undefined ? "gives up" : `attempt ${this.controller._attempt} in ${delay}`);
  }

  to(...steps: ((controlled: this) => unknown)[]): this {
    for (const step of steps) step(this);
    return this;
  }
}

const fails = (controlled: Controlled) => controlled.next();
const joins = ({ controller, log }: Controlled): void => {
  controller._joined();
  log.push(`joined, attempts start over at ${controller._attempt}`);
};
const hurries = ({ controller, log }: Controlled) => void log.push(`may start in ${controller._hurry()}`);

describe("the reconnection controller: state × event", () => {
  testMatrix({
    states: {
      "first connection": () => new Controlled(),
      "attempt 1 due": () => new Controlled().to(fails),
      "attempt 3 due": () => new Controlled().to(fails, fails, fails),
      "attempt 1 made early": () => new Controlled().to(fails, hurries),
      "attempt 2 due, attempt 1 was early": () => new Controlled().to(fails, hurries, fails),
      "joined by attempt 2, just now": () => new Controlled().to(fails, fails, joins),
      "joined by attempt 2, for 4,999 ms": () =>
        new Controlled().to(fails, fails, joins, ({ clock }) => clock.advance(4999)),
      "joined by attempt 2, for 5,000 ms": () =>
        new Controlled().to(fails, fails, joins, ({ clock }) => clock.advance(5000)),
      "joined by an early attempt, just now": () => new Controlled().to(fails, hurries, joins),
      "joined by an early attempt, for 5,000 ms": () =>
        new Controlled().to(fails, hurries, joins, ({ clock }) => clock.advance(5000)),
      "connection lost after it lasted": () =>
        new Controlled().to(fails, fails, joins, ({ clock }) => clock.advance(5000), fails),
      "connection lost before it lasted": () => new Controlled().to(fails, fails, joins, fails),
      "given up": () => new Controlled().to(fails, fails, fails, fails),
    },
    events: {
      "it fails": fails,
      "it fails, without reconnection": (controlled) => controlled.next({ reconnection: false }),
      "it fails, with no attempts": (controlled) => controlled.next({ reconnectionAttempts: 0 }),
      "it fails, and the policy says 7": (controlled) => controlled.next({ reconnectionPolicy: () => 7 }),
      "it fails, and the policy says no": (controlled) => controlled.next({ reconnectionPolicy: () => false }),
      "a namespace joins": joins,
      "it is to hurry": hurries,
      "it is to hurry, and fails, and again after 400 ms": (controlled) =>
        controlled.to(hurries, fails, ({ clock }) => clock.advance(400), hurries),
      "the app connects anew, and it fails": (controlled) => {
        controlled.controller._reset();
        controlled.next();
      },
    },
    cells: {
      "first connection": {
        "it fails": "attempt 1 in 1000",
        "it fails, without reconnection": "gives up",
        "it fails, with no attempts": "gives up",
        "it fails, and the policy says 7": "attempt 1 in 7",
        "it fails, and the policy says no": "gives up",
        "a namespace joins": "joined, attempts start over at 0",
        "it is to hurry": "may start in 0",
        "it is to hurry, and fails, and again after 400 ms": "may start in 0 | attempt 1 in 1000 | may start in 600",
        "the app connects anew, and it fails": "attempt 1 in 1000",
      },
      "attempt 1 due": {
        "it fails": "attempt 2 in 2000",
        "it fails, without reconnection": "gives up",
        "it fails, with no attempts": "gives up",
        "it fails, and the policy says 7": "attempt 2 in 100",
        "it fails, and the policy says no": "gives up",
        "a namespace joins": "joined, attempts start over at 0",
        "it is to hurry": "may start in 0",
        "it is to hurry, and fails, and again after 400 ms": "may start in 0 | attempt 2 in 2000 | may start in 600",
        "the app connects anew, and it fails": "attempt 1 in 1000",
      },
      "attempt 3 due": {
        "it fails": "gives up",
        "it fails, without reconnection": "gives up",
        "it fails, with no attempts": "gives up",
        "it fails, and the policy says 7": "gives up",
        "it fails, and the policy says no": "gives up",
        "a namespace joins": "joined, attempts start over at 0",
        "it is to hurry": "may start in 0",
        "it is to hurry, and fails, and again after 400 ms": "may start in 0 | gives up | may start in 600",
        "the app connects anew, and it fails": "attempt 1 in 1000",
      },
      "attempt 1 made early": {
        "it fails": "attempt 2 in 2000",
        "it fails, without reconnection": "gives up",
        "it fails, with no attempts": "gives up",
        "it fails, and the policy says 7": "attempt 2 in 100",
        "it fails, and the policy says no": "gives up",
        "a namespace joins": "joined, attempts start over at 0",
        "it is to hurry": "may start in 0",
        "it is to hurry, and fails, and again after 400 ms": "may start in 0 | attempt 2 in 2000 | may start in 600",
        "the app connects anew, and it fails": "attempt 1 in 1000",
      },
      "attempt 2 due, attempt 1 was early": {
        "it fails": "attempt 3 in 4000",
        "it fails, without reconnection": "gives up",
        "it fails, with no attempts": "gives up",
        "it fails, and the policy says 7": "attempt 3 in 100",
        "it fails, and the policy says no": "gives up",
        "a namespace joins": "joined, attempts start over at 0",
        "it is to hurry": "may start in 1000",
        "it is to hurry, and fails, and again after 400 ms": "may start in 1000 | attempt 3 in 4000 | may start in 600",
        "the app connects anew, and it fails": "attempt 1 in 1000",
      },
      "joined by attempt 2, just now": {
        "it fails": "attempt 1 in 4000",
        "it fails, without reconnection": "gives up",
        "it fails, with no attempts": "gives up",
        "it fails, and the policy says 7": "attempt 1 in 100",
        "it fails, and the policy says no": "gives up",
        "a namespace joins": "joined, attempts start over at 0",
        "it is to hurry": "may start in 0",
        "it is to hurry, and fails, and again after 400 ms": "may start in 0 | attempt 1 in 4000 | may start in 600",
        "the app connects anew, and it fails": "attempt 1 in 1000",
      },
      "joined by attempt 2, for 4,999 ms": {
        "it fails": "attempt 1 in 4000",
        "it fails, without reconnection": "gives up",
        "it fails, with no attempts": "gives up",
        "it fails, and the policy says 7": "attempt 1 in 100",
        "it fails, and the policy says no": "gives up",
        "a namespace joins": "joined, attempts start over at 0",
        "it is to hurry": "may start in 0",
        "it is to hurry, and fails, and again after 400 ms": "may start in 0 | attempt 1 in 4000 | may start in 600",
        "the app connects anew, and it fails": "attempt 1 in 1000",
      },
      "joined by attempt 2, for 5,000 ms": {
        "it fails": "attempt 1 in 1000",
        "it fails, without reconnection": "gives up",
        "it fails, with no attempts": "gives up",
        "it fails, and the policy says 7": "attempt 1 in 7",
        "it fails, and the policy says no": "gives up",
        "a namespace joins": "joined, attempts start over at 0",
        "it is to hurry": "may start in 0",
        "it is to hurry, and fails, and again after 400 ms": "may start in 0 | attempt 1 in 1000 | may start in 0",
        "the app connects anew, and it fails": "attempt 1 in 1000",
      },
      "joined by an early attempt, just now": {
        "it fails": "attempt 1 in 2000",
        "it fails, without reconnection": "gives up",
        "it fails, with no attempts": "gives up",
        "it fails, and the policy says 7": "attempt 1 in 100",
        "it fails, and the policy says no": "gives up",
        "a namespace joins": "joined, attempts start over at 0",
        "it is to hurry": "may start in 0",
        "it is to hurry, and fails, and again after 400 ms": "may start in 0 | attempt 1 in 2000 | may start in 600",
        "the app connects anew, and it fails": "attempt 1 in 1000",
      },
      "joined by an early attempt, for 5,000 ms": {
        "it fails": "attempt 1 in 1000",
        "it fails, without reconnection": "gives up",
        "it fails, with no attempts": "gives up",
        "it fails, and the policy says 7": "attempt 1 in 7",
        "it fails, and the policy says no": "gives up",
        "a namespace joins": "joined, attempts start over at 0",
        "it is to hurry": "may start in 0",
        "it is to hurry, and fails, and again after 400 ms": "may start in 0 | attempt 1 in 1000 | may start in 0",
        "the app connects anew, and it fails": "attempt 1 in 1000",
      },
      "connection lost after it lasted": {
        "it fails": "attempt 2 in 2000",
        "it fails, without reconnection": "gives up",
        "it fails, with no attempts": "gives up",
        "it fails, and the policy says 7": "attempt 2 in 100",
        "it fails, and the policy says no": "gives up",
        "a namespace joins": "joined, attempts start over at 0",
        "it is to hurry": "may start in 0",
        "it is to hurry, and fails, and again after 400 ms": "may start in 0 | attempt 2 in 2000 | may start in 600",
        "the app connects anew, and it fails": "attempt 1 in 1000",
      },
      "connection lost before it lasted": {
        "it fails": "attempt 2 in 8000",
        "it fails, without reconnection": "gives up",
        "it fails, with no attempts": "gives up",
        "it fails, and the policy says 7": "attempt 2 in 100",
        "it fails, and the policy says no": "gives up",
        "a namespace joins": "joined, attempts start over at 0",
        "it is to hurry": "may start in 0",
        "it is to hurry, and fails, and again after 400 ms": "may start in 0 | attempt 2 in 8000 | may start in 600",
        "the app connects anew, and it fails": "attempt 1 in 1000",
      },
      "given up": {
        "it fails": "gives up",
        "it fails, without reconnection": "gives up",
        "it fails, with no attempts": "gives up",
        "it fails, and the policy says 7": "gives up",
        "it fails, and the policy says no": "gives up",
        "a namespace joins": "joined, attempts start over at 0",
        "it is to hurry": "may start in 0",
        "it is to hurry, and fails, and again after 400 ms": "may start in 0 | gives up | may start in 600",
        "the app connects anew, and it fails": "attempt 1 in 1000",
      },
    },
    seen: ({ log }) => log.splice(0),
    end: ({ clock }) => expect(clock.timers.size).toBe(0),
  });
});
