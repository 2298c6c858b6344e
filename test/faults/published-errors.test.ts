import { describe, expect, test } from "vitest";
import { atEnd } from "../support/leaks.ts";
import { EVERYWHERE } from "../support/platforms.ts";
import { startServer } from "../support/server.ts";
import { next } from "../support/until.ts";

/** An error, by the fields that published code reads, which is written against socket.io-client. */
interface Failure {
  type?: string;
  description?: unknown;
  context?: { status?: number; statusText?: unknown; responseText?: string };
}

/** How the drivers of Fluid Framework tell a WebSocket that failed, for which they go on by polling, from other errors. */
const isOfWebSocket = ({ type, description, context }: Failure): boolean =>
  !(context && typeof context === "object") && typeof description === "object" && type === "TransportError";

/** What a log of the app has of it. */
const facts = (failure: Failure): unknown => {
  const { description, context } = failure;
  if (!isOfWebSocket(failure)) return { description, status: context?.status, text: context?.responseText };
  const { type, message } = description as { type?: string; message?: string };
  return { type, hasMessage: !!message };
};

const OF_WEBSOCKET = { type: "error", hasMessage: true };

describe.each(EVERYWHERE)("$where", ({ where, open }) => {
  const isPolling = where.endsWith("polling");

  test("nobody listens there", async () => {
    const server = await startServer();
    await server.stop();
    const [error] = await next(open(server, { reconnection: false }), "connect_error");
    expect(facts(error)).toEqual(isPolling ? { description: 0, status: 0, text: "" } : OF_WEBSOCKET);
  });

  test("the server refuses the request", async () => {
    const server = await startServer(() => {}, { allowRequest: (_, answer) => answer("not today", false) });
    const [error] = await next(open(server, { reconnection: false }), "connect_error");
    // a page is not told what a WebSocket's answer was
    if (where === "web, websocket") expect(facts(error)).toEqual(OF_WEBSOCKET);
    else if (isPolling) expect(facts(error)).toMatchObject({ description: 403, status: 403 });
    else expect(facts(error)).toEqual({ description: 400, status: 400, text: "not today" });
  });

  test("the connection breaks", async () => {
    const server = await startServer();
    const socket = open(server, { reconnection: false });
    await next(socket, "connect");
    const left = next(socket, "disconnect");
    server.kill();
    const [reason, details] = await left;
    if (isPolling)
      expect([reason, facts(details)]).toEqual(["transport error", { description: 0, status: 0, text: "" }]);
    else expect([reason, details.description]).toEqual(["transport close", "websocket connection closed"]);
  });

  test.runIf(isPolling)("no answer within requestTimeout", async () => {
    const server = await startServer(() => {}, { allowRequest: () => {} });
    const [error] = await next(open(server, { reconnection: false, requestTimeout: 20 }), "connect_error");
    expect(facts(error)).toEqual({ description: 0, status: 0, text: "" });
  });
});

test("an app that goes on by polling where a WebSocket can't be made, in the listener of connect_error", async () => {
  const server = await startServer(() => {}, { transports: ["polling"] });
  const { open } = EVERYWHERE.find(({ where }) => where === "web, websocket")!;
  const socket = open(server, { reconnection: false });
  atEnd("client", () => socket.disconnect());
  socket.once("connect_error", (error) => {
    if (!isOfWebSocket(error as Failure)) return;
    socket.io.opts.transports = ["polling", "websocket"];
    socket.io.reconnection(true);
    socket.io.reconnectionAttempts(1);
  });
  await next(socket, "connect");
  expect(socket.io.engine.transport.name).toBe("polling");
});
