import { describe, expect, test } from "vitest";
import { WebSocket, XHR } from "../../src/index.node.ts";
import { type Client, client, MODES, ready, transcribe } from "../support/client.ts";
import { scripted } from "../support/scripted-server.ts";
import { next } from "../support/until.ts";

/** Whatever throws inside an attempt fails it: `connect_error`, then the next one; nothing of it stays. */

const FAILED_ONCE = ["connect_error: ERR_TRANSPORT", "reconnect_attempt: 1", "connect", "reconnect: 1"];

/** A function that throws the first time. */
const once = <T>(value: T): (() => T) => {
  let calls = 0;
  return () => {
    if (!calls++) throw new Error("thrown by the app");
    return value;
  };
};

/** One that throws each time; also what it throws can't be read. */
const never = (): never => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  throw proxy;
};

/** Puts things right before the next attempt. */
const mending = (socket: Client, mend: (opts: Client["io"]["opts"]) => void): Client => {
  socket.io.on("reconnect_attempt", () => mend(socket.io.opts));
  return socket;
};

describe.each(MODES)("$mode", ({ mode, options }) => {
  const CASES: [string, (url: string) => Client][] = [
    [
      "a getter in the query",
      (url) =>
        client(url, { ...options, query: Object.defineProperty({}, "token", { enumerable: true, get: once("t") }) }),
    ],
    ...(
      [
        [
          "a query that can never be read",
          { query: Object.defineProperty({}, "token", { enumerable: true, get: never }) },
        ],
        ["a query whose value has no text", { query: { token: Symbol("t") } }],
        ["a query whose value can't tell it", { query: { token: { toString: never } } }],
        ["headers that can never be read", { extraHeaders: new Proxy({}, { ownKeys: never }) }],
        ["a header whose value can't tell it", { extraHeaders: { "x-token": { toString: never, toJSON: never } } }],
      ] as const
    ).map(([what, bad]): [string, (url: string) => Client] => [
      what,
      (url) =>
        mending(client(url, { ...options, ...(bad as object) }), (opts) =>
          Object.assign(opts, { query: {}, extraHeaders: {} }),
        ),
    ]),
    [
      "an option that can't be read",
      (url) => {
        const socket = client(url, { ...options, autoConnect: false });
        Object.defineProperty(socket.io.opts, "query", { enumerable: true, get: once({ token: "t" }) });
        return socket.connect();
      },
    ],
    [
      "transportOptions",
      (url) => {
        const name = mode === "websocket" ? "websocket" : "polling";
        return client(url, { ...options, transportOptions: Object.defineProperty({}, name, { get: once({}) }) });
      },
    ],
    [
      "a header that no request may have",
      (url) =>
        mending(client(url, { ...options, extraHeaders: { "x-token": "a\nb" } }), (opts) => {
          opts.extraHeaders = {};
        }),
    ],
    [
      "transports that are no list",
      (url) =>
        mending(client(url, { ...options, transports: 7 as never }), (opts) => {
          opts.transports = options.transports;
        }),
    ],
    [
      "a number that is none",
      (url) =>
        mending(client(url, { ...options, timeout: Symbol("x") as never }), (opts) => {
          opts.timeout = 5000;
        }),
    ],
    [
      "a source of network events",
      (url) =>
        client(url, {
          ...options,
          networkEvents: {
            addEventListener: once(undefined),
            removeEventListener() {
              throw new Error("nor that");
            },
          } as never,
        }),
    ],
    [
      "a transport of the app's own",
      (url) => {
        const fail = once(undefined);
        const kinds = options.transports!.map((name) => {
          const Base = (name === "polling" ? XHR : WebSocket) as any;
          return class extends Base {
            constructor(session: unknown) {
              super(session);
              if (name === options.transports![0]) fail();
            }
          };
        });
        return client(url, { ...options, tryAllTransports: false, transports: kinds as never });
      },
    ],
    [
      "the decoder of the app's parser",
      (url) => {
        const fail = once(undefined);
        class Encoder {
          encode({ type, data }: any) {
            return [`${type}${data ? JSON.stringify(data) : ""}`];
          }
        }
        class Decoder {
          told: any;
          constructor() {
            fail();
          }
          on(_: string, told: unknown) {
            this.told = told;
          }
          add(text: string) {
            this.told({ nsp: "/", type: Number(text[0]), data: JSON.parse(text.slice(1)) });
          }
        }
        return client(url, { ...options, parser: { Encoder, Decoder } });
      },
    ],
  ];

  test.each(CASES)("%s", async (_, make) => {
    const server = await scripted();
    const socket = make(server.url);
    const log = transcribe(socket);
    expect(log.entries).toEqual([]);
    const [error] = await next(socket, "connect_error");
    expect([error.phase, error.willRetry]).toEqual(["transport", true]);
    expect(error.message).toMatch(/\S/);
    await log.until("reconnect: 1");
    expect(log.entries).toEqual(FAILED_ONCE);
  });
});

test("AbortController is missing: polling fails, and works once it is there", async () => {
  const server = await scripted();
  const { AbortController } = globalThis;
  Reflect.deleteProperty(globalThis, "AbortController");
  try {
    const socket = client(server, { transports: ["polling"] });
    const log = transcribe(socket);
    const [error] = await next(socket, "connect_error");
    expect(error.message).toMatch(/^xhr poll error: .*AbortController/);
    globalThis.AbortController = AbortController;
    await log.until("reconnect: 1");
    expect(log.entries).toEqual(FAILED_ONCE);
  } finally {
    globalThis.AbortController = AbortController;
  }
});

describe("in a session", () => {
  test.each([
    ["a poll", 5],
    ["a POST", 4],
  ])("%s that can't be made ends it, and it comes back", async (_, failing) => {
    const server = await scripted();
    let calls = 0;
    const query = Object.defineProperty({}, "token", {
      enumerable: true,
      get: () => {
        if (++calls === failing) throw new Error("thrown by the app");
        return "t";
      },
    });
    const socket = client(server, { transports: ["polling"], query });
    const log = transcribe(socket);
    await ready(socket);
    const lost = next(socket, "disconnect");
    socket.emit("y");
    (await server.session()).send('42["x"]');
    const [reason, details] = await lost;
    expect([reason, details.code]).toEqual(["transport error", "ERR_TRANSPORT"]);
    await log.until("reconnect: 1");
    expect(log.entries).toEqual([
      "connect",
      "disconnect: transport error",
      "reconnect_attempt: 1",
      "connect",
      "reconnect: 1",
    ]);
  });

  test.each(["constructor", "options"])("a candidate whose %s throws: polling goes on", async (what) => {
    const server = await scripted();
    const Broken = class extends (WebSocket as any) {
      constructor(session: unknown) {
        super(session);
        if (what === "constructor") throw new Error("thrown by the app");
      }
      _url(): string {
        throw new Error("thrown by the app");
      }
    };
    const socket = client(server, { transports: ["polling", Broken] as never, autoConnect: false });
    const log = transcribe(socket);
    socket.connect();
    const failed = next(socket.io.engine, "upgradeError");
    await next(socket, "connect");
    expect((await failed)[0].message).toMatch(/^probe error: (websocket error: )?thrown by the app/);
    socket.emit("still there");
    await (await server.session()).messages.until('2["still there"]');
    expect(log.entries).toEqual(["connect"]);
  });
});
