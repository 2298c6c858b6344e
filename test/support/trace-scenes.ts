import type { TraceRecord } from "holdfast/trace";
import type { Server, ServerOptions } from "socket.io";
import type { Page } from "../browser/support/page.ts";
import { lineOf } from "./trace-lines.ts";

/** What a scene has at hand where it runs, a page or Node. */
export type ScenePage = Pick<Page, "io" | "trace" | "log" | "once"> & { kept: any };

/** `closed`: a port at which nobody listens. */
export interface Addresses {
  url: string;
  closed: string;
}

/** Runs in a page or on Node; only what is in its arguments exists there. */
export type Step = (page: ScenePage, addresses: Addresses) => Promise<void>;

/** What a client does, against the real server, and the whole sequence of records of it, on every platform. */
export interface Scene {
  name: string;
  server?: Partial<ServerOptions>;
  setup?: (io: Server) => void;
  /** `"restart"`: the server is restarted between two steps. */
  steps: (Step | "restart")[];
  expected: string[];
}

const OPENED = "pingInterval=25000 pingTimeout=20000 maxPayload=1000000";

/** What there is up to the first connection, over a WebSocket. */
const connected = (transport = "websocket"): string[] => [
  "attempt attempt=0",
  "state nsp=/ from=disconnected to=connecting cause=connect()",
  `opened transport=${transport} ${OPENED}`,
  "join nsp=/",
  "state nsp=/ from=connecting to=connected cause=connect",
  "joined nsp=/ recovered=false",
];
const left = [
  "state nsp=/ from=connected to=disconnected cause=disconnect()",
  "closed reason=forced close",
  "left nsp=/ reason=io client disconnect",
];
const lost = [
  "closed reason=transport close",
  "wait",
  "state nsp=/ from=connected to=reconnecting cause=disconnect",
  "left nsp=/ reason=transport close",
];
const again = (recovered: boolean): string[] => [
  "attempt attempt=1",
  `opened transport=websocket ${OPENED}`,
  "join nsp=/",
  "state nsp=/ from=reconnecting to=connected cause=connect",
  `joined nsp=/ recovered=${recovered}`,
];

export const SCENES: Scene[] = [
  {
    name: "a connection by polling, and its upgrade",
    steps: [
      async ({ io, trace, log, once }, { url }) => {
        const socket = io(url, { forceNew: true, autoConnect: false });
        trace.trace(socket, (record) => void log.push(record));
        socket.connect();
        await once(socket, "connect");
        if (socket.io.engine.transport.name === "polling") await once(socket.io.engine, "upgrade");
        socket.disconnect();
      },
    ],
    // which of the two comes first is not fixed: see `linesOf`
    expected: [...connected("polling"), "upgrade transport=websocket", ...left],
  },
  {
    name: "a port at which nobody listens",
    steps: [
      async ({ io, trace, log, once }, { closed }) => {
        const options = { forceNew: true, autoConnect: false, reconnectionDelay: 10, reconnectionAttempts: 1 };
        const socket = io(closed, options);
        trace.trace(socket, (record) => void log.push(record));
        socket.connect();
        await once(socket, "reconnect_failed");
      },
    ],
    expected: [
      "attempt attempt=0",
      "state nsp=/ from=disconnected to=connecting cause=connect()",
      "failed attempt=0 error=ERR_TRANSPORT polling last=true retries",
      "wait",
      "state nsp=/ from=connecting to=reconnecting cause=connect_error",
      "attempt attempt=1",
      "failed attempt=1 error=ERR_TRANSPORT polling last=true",
      "state nsp=/ from=reconnecting to=disconnected cause=connect_error",
    ],
  },
  {
    name: "a restart of the server",
    steps: [
      async (page, { url }) => {
        const options = { transports: ["websocket"], reconnectionDelay: 60_000, reconnectionDelayMax: 60_000 };
        const socket = page.io(url, { ...options, forceNew: true, autoConnect: false });
        page.trace.trace(socket, (record) => void page.log.push(record));
        page.kept = { socket, ended: page.once(socket, "disconnect") };
        socket.connect();
        await page.once(socket, "connect");
      },
      "restart",
      async ({ once, kept: { socket, ended } }) => {
        await ended;
        const back = once(socket, "connect");
        socket.connect();
        await back;
        socket.disconnect();
      },
    ],
    expected: [...connected(), ...lost, ...again(false), ...left],
  },
  {
    name: "a refusal",
    setup: (io) => void io.of("/members").use((_socket, next) => next(new Error("members only"))),
    steps: [
      async ({ io, trace, log, once }, { url }) => {
        const socket = io(`${url}/members`, { forceNew: true, autoConnect: false, transports: ["websocket"] });
        trace.trace(socket, (record) => void log.push(record));
        socket.connect();
        await once(socket, "connect_error");
      },
    ],
    expected: [
      ...connected()
        .slice(0, 4)
        .map((line) => line.replace("nsp=/", "nsp=/members")),
      "state nsp=/members from=connecting to=disconnected cause=connect_error",
      "closed reason=forced close",
      "refused nsp=/members code=ERR_REFUSED",
    ],
  },
  {
    name: "events that are held, sent and acknowledged, both ways",
    setup: (io) =>
      void io.on("connection", (socket) => {
        socket.on("add", (a, b, answer) => answer(a + b));
        socket.on("ask me", (done) => socket.emit("question", new Uint8Array(3), () => done()));
      }),
    steps: [
      async ({ io, trace, log, once }, { url }) => {
        const socket = io(url, { forceNew: true, autoConnect: false, transports: ["websocket"] });
        trace.trace(socket, (record) => void log.push(record));
        socket.on("question", (_bytes, answer) => answer("yes"));
        const early = socket.emitWithAck("add", 1, 2);
        socket.emit("plain", "ä");
        socket.volatile.emit("now or never");
        const connects = once(socket, "connect");
        socket.connect();
        await connects;
        await early;
        await socket.emitWithAck("ask me");
        socket.disconnect();
      },
    ],
    expected: [
      "emit nsp=/ event=add id=0 bytes=13 phase=held",
      "emit nsp=/ event=plain bytes=15 phase=held",
      ...connected().slice(0, 2),
      "emit nsp=/ event=now or never phase=refused",
      "dropped of=5 nsp=/ event=now or never code=ERR_DISCONNECTED",
      ...connected().slice(2),
      "sent of=1 nsp=/ event=add",
      "sent of=2 nsp=/ event=plain",
      "settled of=1 nsp=/ event=add id=0 ok=true",
      "emit nsp=/ event=ask me id=1 bytes=12 phase=handed",
      `receive nsp=/ event=question id=0 bytes=${'51-0["question",{"_placeholder":true,"num":0}]'.length + 3}`,
      "answer nsp=/ event=question id=0",
      "settled of=14 nsp=/ event=ask me id=1 ok=true",
      ...left,
    ],
  },
  {
    name: "a retry",
    setup: (io) => {
      let tries = 0;
      io.on("connection", (socket) =>
        socket.on("twice", (answer) => {
          tries++;
          if (tries > 1) answer();
        }),
      );
    },
    steps: [
      async ({ io, trace, log, once }, { url }) => {
        const options = { transports: ["websocket"], retries: 3, ackTimeout: 300 };
        const socket = io(url, { ...options, forceNew: true, autoConnect: false });
        trace.trace(socket, (record) => void log.push(record));
        const connects = once(socket, "connect");
        socket.connect();
        await connects;
        await socket.emitWithAck("twice");
        socket.disconnect();
      },
    ],
    expected: [
      ...connected(),
      "emit nsp=/ event=twice id=0 bytes=11 phase=handed",
      "retry of=7 nsp=/ event=twice tries=2",
      "settled of=7 nsp=/ event=twice id=0 ok=true",
      ...left,
    ],
  },
  {
    name: "a recovery",
    server: { connectionStateRecovery: {} },
    setup: (io) =>
      void io.on("connection", (socket) => {
        socket.on("lose me", () => {
          const { id } = socket;
          socket.conn.close();
          io.to(id).emit("missed");
        });
        // a place to go on from
        if (!socket.recovered) socket.emit("news");
      }),
    steps: [
      async ({ io, trace, log, once }, { url }) => {
        const options = { transports: ["websocket"], reconnectionDelay: 10 };
        const socket = io(url, { ...options, forceNew: true, autoConnect: false });
        trace.trace(socket, (record) => void log.push(record));
        const news = once(socket, "news");
        const missed = once(socket, "missed");
        socket.connect();
        await news;
        socket.emit("lose me");
        await missed;
        socket.disconnect();
      },
    ],
    expected: [
      ...connected(),
      "receive nsp=/ event=news bytes=19",
      "emit nsp=/ event=lose me bytes=12 phase=handed",
      ...lost,
      ...again(true).slice(0, 3),
      // the server sends what was missed before it says that the namespace is joined
      "receive nsp=/ event=missed bytes=21",
      ...again(true).slice(3),
      ...left,
    ],
  },
];

/** The records as lines that are the same everywhere. */
export const linesOf = (records: readonly unknown[]): string[] => {
  const lines = (records as TraceRecord[]).map((record) => {
    if (record.kind !== "failed") return lineOf(record);
    const { attempt, error, last, retryIn } = record;
    const retries = retryIn === undefined ? "" : " retries";
    return `failed attempt=${attempt} error=${error.code} ${error.transport} last=${last}${retries}`;
  });
  // an upgrade may be through before the namespace is joined
  const at = lines.findIndex((line) => line.startsWith("upgrade "));
  const joined = lines.findIndex((line) => line.startsWith("joined "));
  if (at >= 0 && at < joined) lines.splice(joined, 0, ...lines.splice(at, 1));
  return lines;
};
