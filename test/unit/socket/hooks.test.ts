import { expect, test } from "vitest";
import type { OutgoingEvent } from "../../../src/socket/outbox/outgoing.ts";
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
