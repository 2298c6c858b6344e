import { beforeAll, expect, test } from "vitest";
import { type Bundle, bundle } from "../support/bundle.ts";

/** To import the package opens nothing, starts no timer, adds no listener and writes no global (see also import-jsdom). */

let node: Bundle;
let web: Bundle;
beforeAll(async () => {
  [node, web] = await Promise.all([bundle("index.node.ts"), bundle("index.ts")]);
});

// what a browser has on its globals is planted, so that a library that looks for it finds it
const OBSERVE = `
const calls = [];
const wrap = (holder, name) => {
  const original = holder[name];
  holder[name] = function (...args) {
    calls.push(name);
    return original?.apply(this, args);
  };
};
for (const name of ["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "fetch", "addEventListener"]) wrap(globalThis, name);
for (const name of ["addEventListener", "dispatchEvent"]) wrap(EventTarget.prototype, name);
for (const name of ["connect", "createConnection", "createServer"]) wrap(require("node:net"), name);
for (const name of ["request", "get"]) wrap(require("node:http"), name);
// these modules make things of their own when they are first loaded
for (const name of ["https", "tls", "crypto", "zlib", "stream", "url", "events", "buffer"]) require("node:" + name);
const observe = () => ({
  resources: process.getActiveResourcesInfo().sort(),
  globals: Object.getOwnPropertyNames(globalThis).sort(),
  process: process.eventNames().map((name) => [String(name), process.listenerCount(name)]),
});
const before = observe();
const { io } = require(ARGS[0]);
const after = observe();
const result = { before, after, calls: calls.slice(), io: typeof io };
`;

/** What OBSERVE found, printed by the script. */
const expectNothing = (lines: string[]): void => {
  expect(lines.length).toBe(1);
  const { before, after, calls, io } = JSON.parse(lines[0] as string);
  expect(io).toBe("function");
  expect(after).toEqual(before);
  expect(calls).toEqual([]);
};

test("in Node", async () => {
  const { lines } = await node.run(`${OBSERVE}\nconsole.log(JSON.stringify(result));`, [node.file]);
  expectNothing(lines);
});

test("in Node, the browsers' build", async () => {
  const { lines } = await node.run(`${OBSERVE}\nconsole.log(JSON.stringify(result));`, [web.file]);
  expectNothing(lines);
});

test.each([
  ["node", () => node],
  ["browsers", () => web],
])("in a worker thread, the build for %s", async (_, build) => {
  const script = `
    const { Worker } = require("node:worker_threads");
    const code = ${JSON.stringify(`const ARGS = require("node:worker_threads").workerData;${OBSERVE}
      require("node:worker_threads").parentPort.postMessage(JSON.stringify(result));`)};
    const worker = new Worker(code, { eval: true, workerData: ARGS });
    worker.on("message", (text) => console.log(text));`;
  const { lines, code } = await node.run(script, [build().file]);
  expect(code).toBe(0);
  expectNothing(lines);
});

test("what is observed: a script that does all this is noticed", async () => {
  const script = OBSERVE.replace(
    "require(ARGS[0])",
    `(globalThis.leak = 1, setTimeout(() => {}, 1e6), addEventListener("online", () => {}), process.on("exit", () => {}),
      new AbortController().signal.addEventListener("abort", () => {}), { io: () => {} })`,
  );
  const { lines } = await node.run(`${script}\nconsole.log(JSON.stringify(result)); process.exit()`, []);
  const { before, after, calls } = JSON.parse(lines[0] as string);
  expect(calls).toEqual(["setTimeout", "addEventListener", "addEventListener"]);
  expect(after.resources).toEqual([...before.resources, "Timeout"].sort());
  expect(after.globals).toEqual([...before.globals, "leak"].sort());
  expect(after.process).not.toEqual(before.process);
});
