import { expect, test } from "vitest";
import { SOCKET_EVENTS } from "../../../src/socket/events.ts";
import { type FakeClient, startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const start = startsClients();
/** A life with all that can be told, and an acknowledgement each way. */
const life = async (client: FakeClient): Promise<unknown[]> => {
  const { socket, world } = client;
  socket.emit("asked", () => client.log.push("acknowledged"));
  world.advance(1000);
  world.advance(1000);
  await client.connect();
  client.ws.receive('421["ask"]', "430[]");
  const wire = client.ws.take();
  client.ws.end();
  world.advance(5000);
  client.ws.end();
  return [wire, client.take()];
};

test("listeners that throw, everywhere: the life of the socket is the same without them, and each error surfaces", async () => {
  const options = { timeout: 1000, reconnectionAttempts: 1 };
  const plain = await life(start(options));
  const client = start(options);
  const { socket } = client;
  const fail = (where: string) => (): never => {
    throw new Error(where);
  };
  for (const name of SOCKET_EVENTS) {
    socket.on(name, fail(name));
    socket.lifecycle.on(name, fail(`lifecycle ${name}`));
  }
  socket.lifecycle.on("state_change", fail("state_change"));
  for (const name of [
    "open",
    "error",
    "close",
    "packet",
    "reconnect_attempt",
    "reconnect",
    "reconnect_failed",
  ] as const)
    socket.io.on(name, fail(`manager ${name}`));
  socket.onAny(fail("any"));
  socket.onAnyOutgoing(fail("any outgoing"));
  socket.on("ask", fail("ask"));
  const others = await life(client);
  await settle();
  expect(others).toEqual(plain);
  const where = new Set(client.world.reported.splice(0).map((error) => (error as Error).message));
  expect([...where].sort()).toEqual(
    [
      ...SOCKET_EVENTS,
      ...SOCKET_EVENTS.map((name) => `lifecycle ${name}`),
      "state_change",
      ...["open", "error", "close", "packet", "reconnect_attempt", "reconnect", "reconnect_failed"].map(
        (name) => `manager ${name}`,
      ),
      "any",
      "any outgoing",
      "ask",
    ].sort(),
  );
});

test("an acknowledgement that throws, an outcome that throws", async () => {
  const client = start();
  await client.connect();
  const fail = () => {
    throw new Error("mine");
  };
  client.socket.emit("a", fail);
  client.socket.timeout(10).emit("b", fail);
  client.socket.emit("c", () => client.log.push("c"));
  client.ws.receive("430[]", "432[]");
  client.world.advance(10);
  expect([client.take(), client.world.reported.splice(0).length, client.socket.connected]).toEqual([
    ["connect", "c"],
    2,
    true,
  ]);
});
