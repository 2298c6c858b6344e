import { describe, expect, test } from "vitest";
import { Heartbeat } from "../../../src/engine/heartbeat.ts";
import { Spacing } from "../../../src/engine/spacing.ts";
import type { TransportName } from "../../../src/transport/transport.ts";
import { FakeClock, HANDSHAKE, settle } from "../../support/fake-platform.ts";
import { type FakeTransport, fakeKind, fakeSession } from "../../support/fake-transport.ts";

/** The wait between two writes over a transport that the test plays. */
const start = (name: TransportName, { tells = true, writable = true } = {}) => {
  const clock = new FakeClock();
  const made: FakeTransport[] = [];
  new (fakeKind(name, [], made))(fakeSession(clock));
  const transport = made[0]!;
  transport._idle = writable;
  if (!tells) transport._whenRead = (() => false) as never;
  const spacing = new Spacing(clock);
  const log: string[] = [];
  const wait = (): void => spacing._wait(transport, (rested) => void log.push(`go, rested: ${!!rested}`));
  const pass = (ms: number): string[] => {
    clock.advance(ms);
    return log.splice(0);
  };
  return { clock, transport, spacing, wait, pass };
};

describe("the wait between two writes", () => {
  test("a packet that goes alone is kept apart from its neighbours, not from its like", () => {
    const { spacing } = start("websocket");
    const alone = { type: "message", _alone: true } as const;
    const plain = { type: "message" } as const;
    expect([spacing._parts(plain), spacing._parts(alone)]).toEqual([false, true]);
    spacing._sent(alone);
    expect([spacing._parts(plain), spacing._parts(alone)]).toEqual([true, false]);
  });

  test("ends when the server has read, once", () => {
    const { clock, transport, wait, pass } = start("websocket");
    wait();
    expect(pass(999)).toEqual([]);
    transport.hasRead();
    expect([pass(0), pass(2000), clock.timers.size]).toEqual([["go, rested: true"], [], 0]);
  });

  test("of a server that does not say so: 1,000 ms the first time, 250 ms after what was sent from then on", () => {
    const { spacing, wait, pass } = start("websocket");
    wait();
    expect([pass(999), pass(1)]).toEqual([[], ["go, rested: true"]]);
    spacing._sent({ type: "message" });
    pass(100);
    wait();
    expect([pass(149), pass(1)]).toEqual([[], ["go, rested: true"]]);
  });

  test("where the transport can't tell: 250 ms; counted from now while it still has something to write", () => {
    const sent = start("websocket", { tells: false });
    sent.pass(240);
    sent.wait();
    expect([sent.pass(9), sent.pass(1)]).toEqual([[], ["go, rested: true"]]);
    const busy = start("websocket", { tells: false, writable: false });
    busy.pass(240);
    busy.wait();
    expect([busy.pass(249), busy.pass(1)]).toEqual([[], ["go, rested: false"]]);
  });

  test("over polling, where a batch was answered: a turn", () => {
    const { wait, pass } = start("polling", { tells: false });
    wait();
    expect(pass(0)).toEqual(["go, rested: true"]);
  });

  test("stopped: nothing comes of it, and what the server says later is heard for the next", () => {
    const { clock, transport, spacing, wait, pass } = start("websocket");
    wait();
    spacing._stop();
    expect(clock.timers.size).toBe(0);
    transport.hasRead();
    expect(pass(2000)).toEqual([]);
    wait();
    expect([pass(999), pass(1)]).toEqual([[], ["go, rested: true"]]);
  });
});

describe("the heartbeat", () => {
  const beating = () => {
    const clock = new FakeClock();
    const log: string[] = [];
    const heartbeat = new Heartbeat(clock, HANDSHAKE, {
      _expired: ({ _isLate }) => void log.push(_isLate ? "late" : "over"),
    });
    return { clock, log, heartbeat };
  };

  test("is over when no ping came in its time; a ping sets it anew", () => {
    const { clock, log, heartbeat } = beating();
    clock.advance(44_999);
    heartbeat._beat();
    clock.advance(44_999);
    expect(log).toEqual([]);
    clock.advance(1);
    expect([log, clock.timers.size]).toEqual([["over"], 0]);
  });

  test("is set once for all pings of a millisecond", () => {
    const { clock, heartbeat } = beating();
    heartbeat._beat();
    const [timer] = clock.timers.keys();
    heartbeat._beat();
    expect([...clock.timers.keys()]).toEqual([timer]);
    clock.advance(1);
    heartbeat._beat();
    expect([...clock.timers.keys()]).not.toEqual([timer]);
    heartbeat._clear();
  });

  test("after a sleep whoever asks is told at once, and the session in a later turn", async () => {
    const { clock, log, heartbeat } = beating();
    expect(heartbeat._isAlive()).toBe(true);
    clock.sleep(60_000);
    expect([heartbeat._isAlive(), log]).toEqual([false, []]);
    await settle();
    expect([log, clock.timers.size]).toEqual([["late"], 0]);
  });
});
