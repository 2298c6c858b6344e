import { createServer } from "node:https";
import { defineContract, type StandardSchema, typed } from "holdfast/contract";
import { testNetwork } from "holdfast/testing";
import { Server } from "socket.io";
import { describe, expect, test } from "vitest";
import { type ErrorCode, io } from "../../src/index.node.ts";
import { makeCertificate } from "../support/certificate.ts";
import { type Client, client, MODES, ready, transcribe } from "../support/client.ts";
import { atEnd } from "../support/leaks.ts";
import { listen } from "../support/listen.mjs";
import { startMiddlebox } from "../support/middlebox.ts";
import { startProxy } from "../support/proxy.ts";
import { type Reply, scripted } from "../support/scripted-server.ts";
import { closedPort, startBlackHole, startServer } from "../support/server.ts";
import { next } from "../support/until.ts";

/** Each error code of holdfast, by the condition that it stands for: made to happen, not imitated. */

const [polling, webSocket] = MODES.map(({ options }) => ({ ...options, reconnection: false })) as [object, object];

/** The error of the first attempt. */
const refused = async (server: { url: string } | string, options: object, nsp = "/"): Promise<unknown> => {
  const socket = client(server, options, nsp);
  const [error] = await next(socket, "connect_error");
  return error;
};
const thrown = (act: () => unknown): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  return "nothing was thrown";
};
const rejected = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => `resolved with ${value}`,
    (error) => error,
  );
/** Connected to a real server that takes `silent` without an answer and echoes `echo`. */
const connected = async (options: object, serverOptions: object = {}) => {
  const server = await startServer((io) => {
    io.on("connection", (socket) => {
      socket.on("silent", () => {});
      socket.on("echo", (x, ack) => ack(x));
    });
  }, serverOptions);
  const proxy = await startProxy(server);
  return { proxy, socket: await ready(client(proxy, options)) };
};
/** Never connects. */
const offline = (options: object = {}): Client => client("http://127.0.0.1:1", { autoConnect: false, ...options });
const answers = async (reply: Reply): Promise<{ url: string }> =>
  scripted({ onRequest: () => reply, onUpgrade: () => reply });
const secureServer = async (): Promise<string> => {
  const { key, cert } = makeCertificate({ name: "localhost", addresses: ["127.0.0.1"] });
  const server = createServer({ key, cert }, (_, response) => response.end("never reached"));
  const port = await listen(server);
  atEnd("real server", () => new Promise((resolve) => server.close(resolve)));
  return `https://127.0.0.1:${port}`;
};
const PAGE: Reply = { body: "<!doctype html><title>Sign in to the WiFi</title>" };
const large = "x".repeat(2000);

type Condition = [name: string, fields: object, make: () => unknown];
const onEach = (name: string, fields: object, make: (options: object) => unknown): Condition[] =>
  [polling, webSocket].map((options, i) => [`${name}, on ${i ? "WebSocket" : "polling"}`, fields, () => make(options)]);
const text = (pattern: RegExp): unknown => expect.stringMatching(pattern);

const CONDITIONS: Record<ErrorCode, Condition[]> = {
  ERR_TRANSPORT: [
    ...onEach("a closed port", { phase: "transport", message: text(/ECONNREFUSED/) }, async (options) =>
      refused(await closedPort(), options),
    ),
    ...onEach("a name that DNS does not know", { message: text(/ENOTFOUND|EAI_AGAIN/) }, (options) =>
      refused("http://no-such-host.invalid", options),
    ),
    ...onEach("a certificate that is not trusted", { message: text(/self.signed certificate/i) }, async (options) =>
      refused(await secureServer(), options),
    ),
    ...onEach("TLS spoken to a server without", { message: text(/: ./) }, async (options) =>
      refused((await startServer()).url.replace("http", "https"), options),
    ),
  ],
  ERR_HTTP_STATUS: [
    ...onEach("403", { status: 403, message: text(/403/) }, async (options) =>
      refused(await answers({ status: 403 }), options),
    ),
    ...onEach("503", { status: 503, message: text(/503.*Come back later/) }, async (options) =>
      refused(await answers({ status: 503, body: "Come back later" }), options),
    ),
    [
      "a server that refuses the origin",
      { status: 403 },
      async () => refused(await startServer(undefined, { allowRequest: (_, tell) => tell("no", false) }), polling),
    ],
  ],
  ERR_NOT_SOCKETIO: [
    [
      "a page with status 200, on polling",
      { status: 200, message: text(/Sign in to the WiFi/), hint: text(/./) },
      async () => refused(await answers(PAGE), polling),
    ],
    [
      "a page with status 200, on WebSocket",
      { status: 200, message: text(/Sign in to the WiFi/), hint: text(/./) },
      async () => refused(await answers(PAGE), webSocket),
    ],
  ],
  ERR_SESSION_UNKNOWN: [
    [
      "two servers without stickiness",
      { status: 400, hint: text(/sticky/) },
      async () => refused(await startMiddlebox(await startServer(), await startServer()), polling),
    ],
  ],
  ERR_UNSUPPORTED_PROTOCOL: onEach("a server of Socket.IO 2", { status: 400, hint: text(/./) }, async (options) =>
    refused(await answers({ status: 400, body: '{"code":5,"message":"Unsupported protocol version"}' }), options),
  ),
  ERR_PARSE: onEach("a frame that is none", { message: text(/^parse error/) }, async (options) => {
    const server = await scripted();
    const socket = await ready(client(server, options));
    const closed = next(socket, "disconnect");
    (await server.session()).bad("42{}");
    return (await closed)[1];
  }),
  ERR_REFUSED: onEach(
    "a middleware's refusal",
    { phase: "namespace", message: "who are you?", data: { ask: "the owner" }, willRetry: false },
    async (options) => {
      const server = await startServer((io) =>
        io.of("/private").use((_, decide) => {
          decide(Object.assign(new Error("who are you?"), { data: { ask: "the owner" } }));
        }),
      );
      return refused(server, options, "/private");
    },
  ),
  ERR_AUTH: [
    [
      "auth throws",
      { phase: "auth", message: text(/no token/), cause: new Error("no token") },
      async () =>
        refused(await startServer(), {
          ...polling,
          auth: () => {
            throw new Error("no token");
          },
        }),
    ],
    [
      "auth rejects",
      { phase: "auth", message: text(/no token/), cause: new Error("no token") },
      async () => refused(await startServer(), { ...webSocket, auth: () => Promise.reject(new Error("no token")) }),
    ],
    [
      "auth never answers",
      { phase: "auth", message: text(/timeout/) },
      async () => refused(await startServer(), { ...webSocket, timeout: 600, auth: () => new Promise(() => {}) }),
    ],
  ],
  ERR_CONNECT_TIMEOUT: onEach("a server that never answers", { message: "timeout", hint: text(/./) }, async (options) =>
    refused(await startBlackHole(), { ...options, timeout: 100 }),
  ),
  ERR_ACK_TIMEOUT: [
    [
      "a server that does not acknowledge",
      { message: "operation has timed out", delivery: "unknown" },
      async () => rejected((await connected(webSocket)).socket.timeout(50).emitWithAck("silent")),
    ],
    [
      "no connection in time",
      { message: "operation has timed out", delivery: "not-sent" },
      () => rejected(offline().timeout(50).emitWithAck("silent")),
    ],
  ],
  ERR_DISCONNECTED: [
    ...onEach(
      "a cut while an acknowledgement is awaited",
      { message: "socket has been disconnected", delivery: "unknown" },
      async (options) => {
        const { proxy, socket } = await connected(options);
        await socket.emitWithAck("echo", 1);
        const answer = rejected(socket.emitWithAck("silent"));
        await socket.emitWithAck("echo", 2);
        proxy.cut("rst");
        return answer;
      },
    ),
    [
      "disconnect() before it was sent",
      { delivery: "not-sent" },
      async () => {
        const socket = client(await startBlackHole());
        const answer = rejected(socket.emitWithAck("echo", 1));
        socket.disconnect();
        return answer;
      },
    ],
  ],
  ERR_PAYLOAD_TOO_LARGE: onEach("more than the server takes", { size: 2013, limit: 1000 }, async (options) => {
    const { socket } = await connected(options, { maxHttpBufferSize: 1000 });
    const error = thrown(() => socket.emit("echo", large));
    // with the digit of an ack id
    expect(await rejected(socket.emitWithAck("echo", large))).toMatchObject({
      code: "ERR_PAYLOAD_TOO_LARGE",
      size: 2014,
    });
    // the connection is as it was
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    return error;
  }),
  ERR_BUFFER_FULL: [
    [
      "no room in the offline buffer",
      {},
      () => {
        const socket = offline({ bufferLimit: { events: 2 } });
        socket.emit("a").emit("b");
        const error = thrown(() => socket.emit("c"));
        expect(socket.sendBuffer.map(({ data }) => data)).toEqual([["a"], ["b"]]);
        return error;
      },
    ],
  ],
  ERR_ENCODE: [
    [
      "a BigInt in the data",
      { path: text(/user.*\bid\b/), message: text(/user.*\bid\b/) },
      () => {
        const socket = offline();
        const error = thrown(() => socket.emit("x", 1, { list: [0, { user: { id: 5n } }] }, () => {}));
        expect(socket.sendBuffer).toEqual([]);
        return error;
      },
    ],
    [
      "a cycle in the data",
      { path: text(/self/) },
      () => {
        const cycle: { self?: object } = {};
        cycle.self = cycle;
        return rejected(offline().emitWithAck("x", cycle));
      },
    ],
    [
      "a toJSON that throws",
      { cause: new Error("mine"), path: text(/bad/) },
      () =>
        thrown(() =>
          offline().emit("x", {
            bad: {
              toJSON() {
                throw new Error("mine");
              },
            },
          }),
        ),
    ],
  ],
  ERR_ABORTED: [
    [
      "the app's signal, offline",
      { delivery: "not-sent" },
      () => {
        const controller = new AbortController();
        const answer = rejected((offline() as Client).signal(controller.signal).emitWithAck("x"));
        controller.abort();
        return answer;
      },
    ],
    [
      "the app's signal, while an acknowledgement is awaited",
      { delivery: "unknown" },
      async () => {
        const { socket } = await connected(webSocket);
        const controller = new AbortController();
        const answer = rejected(socket.signal(controller.signal).emitWithAck("silent"));
        await socket.emitWithAck("echo", 1);
        controller.abort();
        return answer;
      },
    ],
    [
      "a signal that was aborted before",
      { delivery: "not-sent" },
      () => rejected(offline().signal(AbortSignal.abort()).emitWithAck("x")),
    ],
  ],
  ERR_RESERVED_EVENT: [
    [
      "a name that is reserved",
      { message: '"disconnect" is a reserved event name' },
      () => thrown(() => offline().emit("disconnect")),
    ],
    ["the same, promised", {}, () => rejected(offline().emitWithAck("connect"))],
  ],
  ERR_INVALID: [
    [
      "an argument that is not as the contract says",
      { message: 'invalid "add": [0]: no number', issues: [{ message: "no number", path: [0] }] },
      async () => {
        const number: StandardSchema<number> = {
          "~standard": {
            version: 1,
            vendor: "test",
            validate: (value) => (typeof value === "number" ? { value } : { issues: [{ message: "no number" }] }),
          },
        };
        const socket = typed(offline(), defineContract({ clientToServer: { add: { args: [number] } } }));
        return thrown(() => socket.emit("add", "1" as never));
      },
    ],
  ],
  ERR_INVALID_URL: [
    ["no URL, and no page", { willRetry: false }, async () => (await next(io(), "connect_error"))[0]],
    ["no host", { willRetry: false }, async () => (await next(io("http://"), "connect_error"))[0]],
  ],
  ERR_INVALID_OPTION: [
    [
      "a wrong value of an option that is new here",
      { message: text(/^bufferLimit|onFull/) },
      () => thrown(() => offline({ bufferLimit: { onFull: "explode" } })),
    ],
    ["a wrong type of one", { message: text(/minUptime/) }, () => thrown(() => offline({ minUptime: "long" }))],
  ],
  ERR_NO_TRANSPORT: [
    ["no transport at all", {}, () => refused("http://127.0.0.1:1", { transports: [], reconnection: false })],
    ["none that is known", {}, () => refused("http://127.0.0.1:1", { transports: ["pigeon"], reconnection: false })],
  ],
  ERR_LEFT_OVER: [
    [
      "a client that connects again when a test network closes",
      { left: ["client 1 is connected"] },
      async () => {
        const net = testNetwork();
        net.serve("http://localhost:1", new Server());
        const socket = net.io("http://localhost:1");
        await next(socket, "connect");
        atEnd("client", () => socket.disconnect());
        socket.once("disconnect", () => socket.connect());
        return rejected(net.close());
      },
    ],
  ],
};

describe.each(Object.entries(CONDITIONS))("%s", (code, conditions) => {
  test.each(conditions)("%s", async (_, fields, make) => {
    const error = await make();
    expect(error).toMatchObject({ code, ...fields });
  });
});

test("two servers without stickiness: WebSocket is tried in the end, and connects", async () => {
  const box = await startMiddlebox(await startServer(), await startServer());
  const socket = client(box);
  const log = transcribe(socket);
  await log.until("reconnect: 2");
  expect(socket.io.engine.transport.name).toBe("websocket");
  expect(log.entries).toEqual([
    "connect_error: ERR_SESSION_UNKNOWN",
    "reconnect_attempt: 1",
    "connect_error: ERR_SESSION_UNKNOWN",
    "reconnect_error: ERR_SESSION_UNKNOWN",
    "reconnect_attempt: 2",
    "connect",
    "reconnect: 2",
  ]);
});
