import { type ChildProcess, fork } from "node:child_process";
import { createRequire } from "node:module";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bundle, bundle, compile } from "../support/bundle.ts";
import { next } from "../support/until.ts";
import { FLOODS, type FloodCase } from "./floods.ts";

/**
 * Floods and bodies without an end, each against a process of its own with a heap of 256 MB, on both builds: it lives, takes no
 * more memory than that, tells of a typed error where one is due, and connects as soon as the server is a good one.
 *
 * `MEMORY_SECONDS=n` is how long each floods. Its server is a process of its own, too: what floods as fast as it can has no time
 * for the clocks of this one.
 */
const SECONDS = Number(process.env.MEMORY_SECONDS ?? 10);
const HEAP = 256;
/** MB of a process: the heap, what Node needs beside it, and the bytes that are just being read. */
const MOST = 420;
/** ms beside the flood, in which a process starts, the error that is due comes, and the client connects; for a busy machine. */
const PATIENCE = 90_000;

const CLIENT = `
const [build, ws, url, transport] = ARGS;
if (build === "web") globalThis.WebSocket = require(ws).WebSocket;
const { io } = require(HOLDFAST);
const codes = new Set();
const told = (code) => { if (code && !codes.has(code)) console.log("error " + code); codes.add(code); };
const bad = (error) => { console.log("uncaught: " + (error && error.stack)); process.exit(2); };
process.on("uncaughtException", bad).on("unhandledRejection", bad);
const socket = io(url, {
  transports: [transport], maxMessageBytes: 4e6, reconnectionDelay: 20, reconnectionDelayMax: 100, timeout: 5000,
});
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

const builds: Record<string, Bundle> = {};
let flooding: string;
beforeAll(async () => {
  builds.node = await bundle("index.node.ts");
  builds.web = await bundle("index.ts");
  flooding = await compile("test/soak/flood-process.ts", "node");
}, PATIENCE);

const servers = new Set<ChildProcess>();
const killAll = (): void => {
  for (const server of servers) server.kill("SIGKILL");
};
// also where a test ran out of time
afterAll(killAll);

let highest = { rss: 0, where: "nowhere" };
let runs = 0;
afterAll(() => console.log(`memory: ${runs} cases of ${SECONDS} s, at most ${highest.rss} MB (${highest.where})`));

/** MB that the process took, and the codes of the errors that it told of. */
const run = async (one: FloodCase, build: string): Promise<{ codes: string[]; rss: number }> => {
  const server = fork(flooding, [`${FLOODS.indexOf(one)}`]);
  servers.add(server);
  try {
    const [url] = (await next(server, "message", PATIENCE)) as [string];
    return await flood(server, url, one, build);
  } finally {
    server.kill("SIGKILL");
    servers.delete(server);
  }
};

const flood = async (server: ChildProcess, url: string, { transport, code: due }: FloodCase, build: string) => {
  let timer: NodeJS.Timeout | undefined;
  let late = false;
  let told = !due;
  // it goes on until the error that is due was told of, however busy the machine is
  const relent = (): void => {
    if (late && told && server.connected) server.send("relent");
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
  const deadline = SECONDS * 1000 + PATIENCE;
  const client = builds[build] as Bundle;
  const { lines, code } = await client.run(CLIENT, [build, ws, url, transport], { line, flags, deadline });
  clearTimeout(timer);
  expect({ code, late, told, lines }).toMatchObject({ code: 0, late: true, told: true });
  const after = (start: string): string[] =>
    lines.filter((text) => text.startsWith(start)).map((text) => text.slice(start.length));
  return { codes: after("error "), rss: Number(after("rss ")) };
};

const CASES = FLOODS.flatMap((one) =>
  ["node", "web"]
    .filter((build) => !one.only || one.only === build)
    .map((build) => [`${one.name}, ${one.transport}, ${build}`, one, build] as const),
);

test.concurrent.each(CASES)("%s", { timeout: SECONDS * 1000 + 3 * PATIENCE }, async (where, one, build) => {
  const { codes, rss } = await run(one, build);
  if (process.env.MEMORY_SHOW) console.log(where, codes, rss);
  runs++;
  if (rss > highest.rss) highest = { rss, where };
  expect(rss).toBeLessThan(MOST);
  if (one.code) expect(codes).toContain(one.code);
});
