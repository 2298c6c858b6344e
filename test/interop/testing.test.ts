import { createRequire } from "node:module";
import { join } from "node:path";
import { testNetwork } from "holdfast/testing";
import type { Server } from "socket.io";
import { describe, expect, test } from "vitest";

/** Which of the servers that npm has `holdfast/testing` takes: those of version 4; the others are told what to do. */

const load = createRequire(join(import.meta.dirname, "servers/package.json"));

/** A server of that version, as its users make one. */
const make = (name: string): Server => {
  const loaded = load(name);
  return loaded.Server ? new loaded.Server() : loaded();
};

const URL = "http://localhost:3000";

test.each(["socket.io-2.5", "socket.io-3.1"])("%s: an error says what to install", async (name) => {
  const net = testNetwork();
  let error: unknown;
  try {
    net.serve(URL, make(name));
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toMatchObject({
    code: "ERR_INVALID_OPTION",
    message: expect.stringMatching(/older version.*npm install socket\.io@4/),
  });
  await net.close();
});

describe.each(["socket.io-4.0", "socket.io-4.4", "socket.io-4.6", "socket.io"])("%s", (name) => {
  test("is served: an event, bytes, a namespace with a middleware, an outage", async () => {
    const net = testNetwork();
    const server = make(name);
    server.on("connection", (socket) => socket.on("echo", (...args) => args.pop()(...args)));
    server.of("/closed").use((_socket, answer) => answer(new Error("no entry")));
    net.serve(URL, server);
    const socket = net.io(URL, { reconnectionDelay: 1 });
    const closed = net.io(`${URL}/closed`);
    const refused = new Promise((resolve) => closed.once("connect_error", ({ message }) => resolve(message)));
    const bytes = Buffer.from([1, 2, 255]);
    expect([await socket.emitWithAck("echo", { bytes }), await refused]).toEqual([{ bytes }, "no entry"]);
    net.cut();
    expect(await socket.emitWithAck("echo", "again")).toBe("again");
    closed.disconnect();
    socket.disconnect();
    await net.close();
  });
});
