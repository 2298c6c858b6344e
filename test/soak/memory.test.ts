import type { ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { constants, createGzip } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bundle, bundle } from "../support/bundle.ts";
import { type Flood, FloodServer, fill, frameOf, pour } from "./flood-server.ts";

/**
 * Floods and bodies without an end, each against a process of its own with a heap of 256 MB, on both builds: it lives, takes no
 * more memory than that, tells of a typed error where one is due, and connects as soon as the server is a good one.
 *
 * `FLOOD_SECONDS=n` floods longer.
 */
const SECONDS = Number(process.env.FLOOD_SECONDS ?? 10);
const HEAP = 256;
/** MB of a process: the heap, what Node needs beside it, and the bytes that are just being read. */
const MOST = 420;

const CLIENT = `
const [build, ws, url, options] = ARGS;
if (build === "web") globalThis.WebSocket = require(ws).WebSocket;
const { io } = require(HOLDFAST);
const codes = new Set();
const told = (code) => { if (code && !codes.has(code)) console.log("error " + code); codes.add(code); };
const bad = (error) => { console.log("uncaught: " + (error && error.stack)); process.exit(2); };
process.on("uncaughtException", bad).on("unhandledRejection", bad);
const socket = io(url, { ...options, maxMessageBytes: 4e6, reconnectionDelay: 20, reconnectionDelayMax: 100, timeout: 5000 });
socket.io.socket("/left").disconnect();
socket.on("ask", (answer) => answer("x".repeat(5000)));
console.log("started");
socket.on("connect_error", ({ code }) => told(code));
socket.on("disconnect", (reason, details) => {
  told(details && details.code);
  if (reason === "io server disconnect") socket.connect();
});
socket.on("connect", () => socket.timeout(30000).emit("alive", (error) => {
  if (error) return;
  const status = require("fs").readFileSync("/proc/self/status", "utf8");
  const peak = /VmHWM:\\s*(\\d+) kB/.exec(status);
  const rss = Math.round((peak ? +peak[1] : process.resourceUsage().maxRSS) / 1024);
  console.log("rss " + rss);
  process.exit(0);
}));
`;

const POLLING = { transports: ["polling"] };
const WEBSOCKET = { transports: ["websocket"] };
const SEPARATOR = "\x1e";

/** A payload of so many bytes. */
const payload = (packet: string, bytes = 5e6): Buffer => fill(packet + SEPARATOR, bytes).subarray(0, -1);
const frames = (packet: string, opcode = 1): Buffer => fill(frameOf(packet, opcode), 64 * 1024);
const objects = (bytes: number): string => `42["x",[${"{},".repeat(bytes / 3)}{}]]`;

const endless =
  (status: number, unit: string, zipped = false) =>
  (response: ServerResponse): void => {
    response.writeHead(status, { "Content-Type": "text/plain", ...(zipped && { "Content-Encoding": "gzip" }) });
    if (!zipped) return pour(response, fill(unit, 64 * 1024));
    const gzip = createGzip({ level: constants.Z_BEST_SPEED });
    gzip.pipe(response);
    response.on("close", () => gzip.destroy());
    pour(gzip as never, fill(unit, 256 * 1024));
  };

/** The first frame of a message, and more of them; all that is poured out again begins with what may not come then. */
const ENDLESS_MESSAGE = Buffer.concat([
  frameOf("x".repeat(1e4), 1, false),
  fill(frameOf("x".repeat(1e4), 0, false), 8e6),
]);

interface Case {
  name: string;
  options: object;
  flood: Flood;
  /** Of the error, where one is due. */
  code?: string;
  /** On this build alone. */
  only?: "node";
}

const FLOODS: Case[] = [
  { name: "pings, polling", options: POLLING, flood: { poll: payload("2") } },
  { name: "noops, polling", options: POLLING, flood: { poll: payload("6") } },
  { name: "separators, polling", options: POLLING, flood: { poll: fill(SEPARATOR, 5e6) }, code: "ERR_PARSE" },
  { name: "unknown acknowledgements, polling", options: POLLING, flood: { poll: payload("43999[]") } },
  { name: "CONNECTs of a namespace left, polling", options: POLLING, flood: { poll: payload('40/left,{"sid":"x"}') } },
  { name: "joined and left, polling", options: POLLING, flood: { poll: payload(`41${SEPARATOR}40{"sid":"x"}`, 5e5) } },
  {
    name: "answers asked for, polling",
    options: POLLING,
    flood: { poll: payload('421["ask"]'), deaf: true },
    code: "ERR_BUFFER_FULL",
  },
  {
    name: "events before the join, polling",
    options: POLLING,
    flood: { poll: payload('42["x"]'), silent: true },
    code: "ERR_BUFFER_FULL",
  },
  {
    name: "large events before the join, polling",
    options: POLLING,
    flood: { poll: Buffer.from(objects(1e6)), silent: true },
    code: "ERR_BUFFER_FULL",
  },
  { name: "many objects, polling", options: POLLING, flood: { poll: Buffer.from(objects(3.9e6)) } },
  {
    name: "a large message, polling",
    options: POLLING,
    flood: { poll: Buffer.from(objects(4.1e6)) },
    code: "ERR_PAYLOAD_TOO_LARGE",
  },
  { name: "pings, WebSocket", options: WEBSOCKET, flood: { bytes: frames("2"), deaf: true } },
  { name: "pings of WebSocket's own", options: WEBSOCKET, flood: { bytes: frames("x", 9), deaf: true } },
  {
    name: "answers asked for, WebSocket",
    options: WEBSOCKET,
    flood: { bytes: frames('421["ask"]'), deaf: true },
    code: "ERR_BUFFER_FULL",
  },
  {
    name: "CONNECTs of a namespace left, WebSocket",
    options: WEBSOCKET,
    flood: { bytes: frames('40/left,{"sid":"x"}') },
  },
  {
    name: "events before the join, WebSocket",
    options: WEBSOCKET,
    flood: { bytes: frames('42["x"]'), silent: true },
    code: "ERR_BUFFER_FULL",
  },
  {
    name: "compressed objects, WebSocket",
    options: WEBSOCKET,
    flood: { message: objects(2e7), deflate: true },
    code: "ERR_PAYLOAD_TOO_LARGE",
  },
  { name: "many objects, WebSocket", options: WEBSOCKET, flood: { bytes: frameOf(objects(3.9e6)) } },
  {
    name: "a message without an end, WebSocket",
    options: WEBSOCKET,
    flood: { bytes: ENDLESS_MESSAGE },
    code: "ERR_PAYLOAD_TOO_LARGE",
    only: "node",
  },
];

const ENDLESS: Case[] = [
  { name: "a handshake", options: POLLING, flood: { answer: endless(200, "0{") }, code: "ERR_PAYLOAD_TOO_LARGE" },
  { name: "a page", options: POLLING, flood: { answer: endless(200, "<p>page</p>") }, code: "ERR_NOT_SOCKETIO" },
  { name: "a page, compressed", options: POLLING, flood: { answer: endless(200, "<p>page</p>", true) } },
  { name: "packets, compressed", options: POLLING, flood: { answer: endless(200, "0{", true) } },
  { name: "an error page", options: POLLING, flood: { answer: endless(502, "<p>page</p>") }, code: "ERR_HTTP_STATUS" },
  {
    name: "an error page, compressed",
    options: POLLING,
    flood: { answer: endless(502, "<p>page</p>", true) },
    code: "ERR_HTTP_STATUS",
  },
  {
    name: "a refused WebSocket",
    options: WEBSOCKET,
    flood: {
      refuse: (socket) => {
        socket.write("HTTP/1.1 403 No\r\nContent-Type: text/plain\r\n\r\n");
        pour(socket, fill("no ", 64 * 1024));
      },
    },
  },
];

const builds: Record<string, Bundle> = {};
beforeAll(async () => {
  builds.node = await bundle("index.node.ts");
  builds.web = await bundle("index.ts");
});

const servers = new Set<FloodServer>();
afterAll(() => Promise.all([...servers].map((server) => server.close())));

/** MB that the process took, and the codes of the errors that it told of. */
const run = async ({ options, flood, code: due }: Case, build: string): Promise<{ codes: string[]; rss: number }> => {
  const server = new FloodServer(flood);
  servers.add(server);
  const url = await server.listen();
  let timer: NodeJS.Timeout | undefined;
  let late = false;
  let told = !due;
  // it goes on until the error that is due was told of, however busy the machine is
  const relent = (): void => {
    if (late && told) server.relent();
  };
  const line = (text: string): void => {
    if (text === "started") {
      timer = setTimeout(() => {
        late = true;
        relent();
      }, SECONDS * 1000);
    } else if (text === `error ${due}`) {
      told = true;
      relent();
    }
  };
  const ws = createRequire(import.meta.url).resolve("ws");
  const flags = [`--max-old-space-size=${HEAP}`];
  const { lines, code } = await (builds[build] as Bundle).run(CLIENT, [build, ws, url, options], line, flags);
  clearTimeout(timer);
  expect({ code, lines }).toMatchObject({ code: 0 });
  expect(late, "it connected while it was flooded").toBe(true);
  const after = (start: string): string[] =>
    lines.filter((text) => text.startsWith(start)).map((text) => text.slice(start.length));
  return { codes: after("error "), rss: Number(after("rss ")) };
};

const CASES = [...FLOODS, ...ENDLESS.map((one) => ({ ...one, name: `${one.name} without an end` }))].flatMap((one) =>
  ["node", "web"].filter((build) => !one.only || one.only === build).map((build) => ({ ...one, build })),
);

test.concurrent.each(CASES)("$name, $build", { timeout: (SECONDS + 160) * 1000 }, async (one) => {
  const { codes, rss } = await run(one, one.build);
  if (process.env.FLOOD_SHOW) console.log(one.name, one.build, codes, rss);
  expect(rss).toBeLessThan(MOST);
  if (one.code) expect(codes).toContain(one.code);
});
