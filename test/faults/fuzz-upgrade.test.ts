import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { FakeClient } from "../support/fake-client.ts";
import { HANDSHAKE, settle } from "../support/fake-platform.ts";
import { type FuzzFrame, fuzzFrame } from "../support/hostile-frames.ts";

/** Frames of every kind on a candidate, before `5`: polling goes on with nothing lost. Seeds as in fuzz.test.ts. */

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
let frames = 0;
afterAll(() => console.log(`fuzz of the upgrade: seed ${seed}, ${frames} frames`));

/** Over polling: what the client sends is taken, what it is sent is `text`. */
const exchange = async ({ world }: FakeClient, text: string): Promise<string> => {
  // the next poll may be put off
  world.advance(30);
  const body = world.post?.body ?? "";
  await world.post?.answer("ok");
  await world.poll?.answer(text);
  await settle();
  return body;
};

const run = async (batch: FuzzFrame[]): Promise<void> => {
  frames += batch.length;
  const client = new FakeClient({ transports: ["polling", "websocket"] });
  const { socket, world } = client;
  const heard: unknown[] = [];
  socket.onAny((name) => heard.push(name));
  await world.poll?.answer(`0${JSON.stringify({ ...HANDSHAKE, upgrades: ["websocket"] })}`);
  expect(await exchange(client, '40{"sid":"sid"}')).toBe("40");
  world.advance(30);
  const candidate = client.ws;
  candidate.open();
  await settle();
  expect(candidate.take()).toEqual(["2probe"]);

  candidate.receive(...batch.map(({ frame }) => (typeof frame === "string" ? frame : Buffer.from(frame))));
  await settle();
  // after its pong the client waits for the poll: the candidate dies first
  if (candidate.state === "open") candidate.end();

  expect([candidate.state, candidate.sent, socket.io.engine.transport.name]).toEqual(["closed", [], "polling"]);
  socket.emit("up");
  expect(await exchange(client, '42["down"]')).toBe('42["up"]');
  expect([heard, client.take(), world.reported]).toEqual([["down"], ["connect"], []]);
  socket.disconnect();
  for (let n = 0; n < 5; n++) await exchange(client, "6");
  world.advance(60_000);
  expect(world.left).toEqual([]);
};

test(`${seed}: whatever the candidate is sent`, { timeout: 60_000 }, async () => {
  const batches = fc.array(fuzzFrame, { minLength: 1, maxLength: 6 });
  await fc.assert(fc.asyncProperty(batches, run), {
    seed,
    numRuns: 1500,
    examples: [
      [[{ frame: "3probe" }]],
      [[{ frame: "3probe" }, { frame: "3probe" }]],
      [[{ frame: "3probe" }, { frame: "6" }]],
      [[{ frame: "3probe" }, { frame: "1" }]],
    ],
  });
});
