import { expect, test } from "vitest";
import type { Hooks } from "../../../src/socket/hooks.ts";
import type { OutgoingEvent } from "../../../src/socket/outbox/outgoing.ts";
import { HoldfastError } from "../../../src/util/errors.ts";
import { startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

/** What an add-on puts on a socket by the symbol that all copies share. What contracts do by it is tested with them. */
const start = startsClients();
const HOOKS = Symbol.for("holdfast.hooks");

test("the server is sent one more argument, of which nobody here is told", async () => {
  const client = start();
  const { socket } = client;
  const seen: unknown[][] = [];
  const asked: unknown[][] = [];
  const trailing = (args: unknown[], { isDue }: { isDue: boolean }): unknown => {
    asked.push([...args, isDue]);
    return args[0] === "plain" ? undefined : { trace: asked.length };
  };
  Object.assign(socket, { [HOOKS]: { trailing } });
  socket.onAnyOutgoing((...args) => seen.push(args));
  socket.lifecycle.on("dropped", ({ event, args }) => seen.push(["dropped", event, ...args]));
  socket.emit("held", 1);
  socket.emit("plain", 2);
  socket.volatile.emit("volatile", 3);
  seen.push(...(socket.sendBuffer as OutgoingEvent[]).map(({ data }) => data as unknown[]));
  await settle();
  const ws = await client.connect();
  socket.emit("asks", 4, () => {});
  expect(ws.take().filter((frame) => `${frame}`.startsWith("42"))).toEqual([
    '42["held",1,{"trace":1}]',
    '42["plain",2]',
    '420["asks",4,{"trace":4}]',
  ]);
  expect(asked).toEqual([
    ["held", 1, false],
    ["plain", 2, false],
    ["volatile", 3, false],
    ["asks", 4, true],
  ]);
  expect(seen).toEqual([
    ["held", 1],
    ["plain", 2],
    ["dropped", "volatile", 3],
    ["held", 1],
    ["plain", 2],
    ["asks", 4],
  ]);
});

test("with retries it is sent again as it was", async () => {
  const client = start({ retries: 1, ackTimeout: 10 });
  let n = 0;
  Object.assign(client.socket, { [HOOKS]: { trailing: () => ({ n: ++n }) } });
  const ws = await client.connect();
  ws.take();
  client.socket.emit("x");
  client.world.advance(10);
  expect(ws.take()).toEqual(['420["x",{"n":1}]', '420["x",{"n":1}]']);
  ws.receive("430[]");
});

test("what comes in goes by way of it, to listeners of all events too; it may change it, or keep it", async () => {
  const client = start();
  const { socket } = client;
  const heard: unknown[] = [];
  socket.on("news", (...args) => heard.push(args));
  socket.onAny((...args) => heard.push(["any", ...args]));
  const incoming = (args: unknown[], deliver: (args: unknown[]) => void): void => {
    if (args[1] !== "bad") deliver([...args, "checked"]);
  };
  Object.assign(socket, { [HOOKS]: { incoming } });
  const ws = await client.connect();
  ws.receive('42["news","good"]', '42["news","bad"]', '42["news"]');
  expect(heard).toEqual([
    ["any", "news", "good", "checked"],
    ["good", "checked"],
    ["any", "news", "checked"],
    ["checked"],
  ]);
});

test("what is emitted is looked at first: it may throw, and the event waits for a promise that it gives", async () => {
  const client = start();
  const { socket } = client;
  let decide: (refusal?: HoldfastError) => void = () => {};
  const outgoing = ([name]: readonly unknown[]): Promise<HoldfastError | undefined> | undefined => {
    if (name === "throws") throw new Error("not this one");
    return name === "waits" ? new Promise((resolve) => (decide = resolve)) : undefined;
  };
  Object.assign(socket, { [HOOKS]: { outgoing } });
  const ws = await client.connect();
  client.take();
  ws.take();
  expect(() => socket.emit("throws")).toThrow("not this one");
  socket.emit("waits", 1);
  socket.emit("plain", 2);
  expect(ws.take()).toEqual(['42["plain",2]']);
  decide();
  await settle();
  expect(ws.take()).toEqual(['42["waits",1]']);
  const outcome: unknown[] = [];
  socket.emitWithAck("waits", 3).catch((error) => outcome.push(error.code, error.delivery));
  decide(new HoldfastError("ERR_ENCODE", "refused"));
  await settle();
  expect([ws.take(), client.take(), outcome]).toEqual([
    [],
    ["dropped waits ERR_ENCODE not-sent"],
    ["ERR_ENCODE", "not-sent"],
  ]);
  // of one that can't be encoded, emit() can't throw any more
  socket.emit("waits", 1n);
  decide();
  await settle();
  expect(client.take()).toEqual(["dropped waits ERR_ENCODE not-sent"]);
});

test("an acknowledgement is looked at, and may be refused; one that can't be read is not", async () => {
  const client = start({ ackTimeout: 1000, maxArguments: 1 });
  const { socket } = client;
  const asked: unknown[] = [];
  const acknowledged: Hooks["acknowledged"] = (args, answer, settled) => {
    asked.push([args, answer]);
    if (answer[0] === "bad") settled(new HoldfastError("ERR_PARSE", "refused"));
    else settled(null, ["checked"]);
  };
  Object.assign(socket, { [HOOKS]: { acknowledged } });
  const ws = await client.connect();
  const outcomes: unknown[] = [];
  for (let n = 0; n < 3; n++)
    socket.emit("x", n, (error: HoldfastError, value: unknown) => outcomes.push([error?.message, value]));
  ws.receive('430["good"]', '431["bad"]', "432[1,2]");
  expect([asked, outcomes]).toEqual([
    [
      [["x", 0], ["good"]],
      [["x", 1], ["bad"]],
    ],
    [
      [undefined, "checked"],
      ["refused", undefined],
      ["acknowledgement rejected: more arguments than maxArguments", undefined],
    ],
  ]);
});
