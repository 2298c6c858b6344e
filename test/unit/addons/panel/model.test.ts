import { trace } from "holdfast/trace";
import { expect, test } from "vitest";
import { Model } from "../../../../src/addons/panel/model.ts";
import { startsClients } from "../../../support/fake-client.ts";
import { settle } from "../../../support/fake-platform.ts";

const start = startsClients();

test("an attempt that the app ends, or a wait, goes on no longer", async () => {
  const client = start({ autoConnect: false });
  const model = new Model();
  trace(client.socket, (record) => model._add(record));
  const going = (): string[] => model._spans.filter(({ end }) => end === undefined).map(({ text }) => text);
  const { socket } = client;
  socket.connect().disconnect().connect();
  await settle();
  expect(going()).toEqual(["attempt 0"]);
  socket.disconnect();
  await settle();
  client.world.advance(1);
  expect(going()).toEqual([]);
  socket.connect();
  client.ws.end();
  expect(going()).toEqual(["wait"]);
  socket.disconnect();
  await settle();
  expect([going(), model._due]).toEqual([[], undefined]);
  socket.connect();
  await client.connect();
  expect(going()).toEqual(["session over websocket"]);
  expect(model._spans.map(({ text }) => text)).toEqual([
    "attempt 0",
    "attempt 0: ERR_TRANSPORT",
    "wait",
    "attempt 0",
    "session over websocket",
  ]);
});
