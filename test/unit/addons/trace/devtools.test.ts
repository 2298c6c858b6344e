import { devtoolsTrack, trace } from "holdfast/trace";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { IoOptions } from "../../../../src/manager/options.ts";
import { startsClients } from "../../../support/fake-client.ts";
import { settle } from "../../../support/fake-platform.ts";

const start = startsClients();

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

/** A client whose trace is drawn: `attempts attempt 0 0-40 primary`. */
const drawn = (options: IoOptions) => {
  const lines: string[] = [];
  const begin = performance.now();
  vi.spyOn(performance, "clearMeasures").mockReturnValue();
  vi.spyOn(performance, "measure").mockImplementation((name, options) => {
    const { start: from, end, detail } = options as { start: number; end: number; detail: any };
    const { track, trackGroup, dataType, color } = detail.devtools;
    expect([trackGroup, dataType]).toEqual(["holdfast", "track-entry"]);
    lines.push(`${track}: ${name.replace("holdfast: ", "")} ${from - begin}-${end - begin} ${color}`);
    return {} as PerformanceMeasure;
  });
  const client = start({ autoConnect: false, randomizationFactor: 0, ...options });
  trace(client.socket, devtoolsTrack());
  client.socket.connect();
  const pass = (ms: number): void => {
    vi.advanceTimersByTime(ms);
    client.world.advance(ms);
  };
  return Object.assign(client, { lines, pass });
};

test("draws attempts, waits, acknowledgements and disconnects", async () => {
  const client = drawn({});
  client.pass(10);
  client.ws.end();
  client.pass(1000);
  client.pass(30);
  const ws = await client.connect();
  client.socket.emit("asks", () => {});
  client.socket.timeout(50).emit("too late", () => {});
  client.pass(20);
  ws.receive('430["answer"]');
  client.pass(30);
  client.ws.end();
  client.pass(100);
  client.socket.disconnect();
  expect(client.lines).toEqual([
    "attempts: attempt 0: ERR_TRANSPORT 0-10 error",
    "waits: wait 10-1010 tertiary",
    "attempts: attempt 1 1010-1040 primary",
    "acknowledgements: asks 1040-1060 secondary",
    "acknowledgements: too late 1040-1090 error",
    "disconnects: transport error 1090-1090 error",
    "waits: wait 1090-1190 tertiary",
  ]);
  expect(vi.mocked(performance.clearMeasures).mock.calls).toHaveLength(7);
});

test("draws upgrades, and those that fail", async () => {
  const client = drawn({ transports: ["polling", "websocket"] });
  await client.poll({ upgrades: ["websocket"] });
  client.pass(25);
  client.ws.end();
  expect(client.lines).toEqual(["attempts: attempt 0 0-0 primary", "upgrades: upgrade_failed websocket 0-25 error"]);
});

test("draws a wait that is cut short in two, and what the app ends", async () => {
  const client = drawn({});
  client.ws.end();
  client.pass(100);
  client.socket.connect();
  client.ws.end();
  client.pass(100);
  client.socket.connect();
  client.pass(50);
  client.socket.disconnect();
  expect(client.lines).toEqual([
    "attempts: attempt 0: ERR_TRANSPORT 0-0 error",
    "waits: wait 0-100 tertiary",
    "attempts: attempt 1: ERR_TRANSPORT 100-100 error",
    "waits: wait 100-200 tertiary",
    "waits: wait 200-250 tertiary",
  ]);
  client.socket.connect().disconnect().connect();
  await settle();
  client.pass(30);
  client.socket.disconnect();
  await settle();
  expect(client.lines.slice(5)).toEqual(["attempts: attempt 0 250-280 primary"]);
});
