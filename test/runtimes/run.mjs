// `npm run test:runtimes`: one program in every runtime, with the package installed from its tarball in an empty project.
// Writes the table in docs/compatibility.md when all of them ran.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { copyFileSync, existsSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { Server } from "socket.io";
import { writeTable } from "../../scripts/table.mjs";
import { listen } from "../support/listen.mjs";
import { installPacked } from "./install.mjs";

const here = import.meta.dirname;
const bin = (path) => join(here, "node_modules", path);
const run = async (command, args, cwd) =>
  (await promisify(execFile)(command, args, { cwd, timeout: 60_000, encoding: "utf8" })).stdout.trim();

/** What each way has to look like, whatever the runtime. */
const transcript = (transport) => [
  ["connect", null],
  transport === "polling" ? "polling" : "websocket",
  "early",
  "é 漢 😀",
  42,
  [0, 1, 254, 255],
  [0, 1, 254, 255],
  ["disconnect", "transport close"],
  ["connect", null],
  ["reconnect", 1],
  "meanwhile",
  ["disconnect", "io client disconnect"],
];
const EXPECTED = Object.fromEntries(["polling", "websocket", "upgrade"].map((way) => [way, transcript(way)]));

const command = (name, path, ...args) => ({
  name,
  path: bin(path),
  version: async () => (await run(bin(path), ["--version"])).split("\n")[0].match(/\d+\.\d+\.\d+/)[0],
  run: async (folder, url) => JSON.parse(await run(bin(path), [...args, "main.mjs", url], folder)),
});

const RUNTIMES = [
  command("Node 20", "node20/bin/node"),
  command("Node 22", "node22/bin/node"),
  command("Node 24", "node24/bin/node"),
  command("Node 26", "node26/bin/node"),
  command("Bun", ".bin/bun", "run"),
  command("Deno", ".bin/deno", "run", "-A"),
  { name: "workerd (Cloudflare Workers)", path: bin("miniflare"), version: workerdVersion, run: inWorkerd },
];

const require = createRequire(join(here, "package.json"));
function workerdVersion() {
  return require("workerd/package.json").version;
}

async function inWorkerd(folder, url) {
  const { Miniflare } = require("miniflare");
  const result = await build({
    entryPoints: [join(folder, "worker.mjs")],
    bundle: true,
    write: false,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
    logLevel: "warning",
  });
  const script = result.outputFiles[0].text;
  assert.doesNotMatch(
    script,
    /["']node:|\b(from|import|require)\s*\(?\s*["']ws["']/,
    "the bundle for workerd reaches for Node",
  );
  const miniflare = new Miniflare({ modules: true, script, compatibilityDate: "2026-04-01" });
  try {
    const response = await miniflare.dispatchFetch(`http://worker/?server=${encodeURIComponent(url)}`);
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return JSON.parse(text);
  } finally {
    await miniflare.dispose();
  }
}

async function startServer() {
  const http = createServer();
  const io = new Server(http, { serveClient: false });
  io.on("connection", (socket) => {
    socket.on("echo", (value, answer) => answer(value));
    socket.on("ask me", async (a, b, answer) => answer(await socket.emitWithAck("ask", a, b)));
    socket.on("drop me", () => socket.conn.close());
  });
  const port = await listen(http);
  return { url: `http://127.0.0.1:${port}`, close: () => io.close() };
}

const project = installPacked();
const server = await startServer();
const rows = [];
const problems = [];
try {
  for (const file of ["smoke.mjs", "main.mjs", "worker.mjs"])
    copyFileSync(join(here, file), join(project.folder, file));
  for (const runtime of RUNTIMES) {
    if (!existsSync(runtime.path)) {
      problems.push(`${runtime.name} is not there: npm ci --prefix test/runtimes (Linux on x64)`);
      continue;
    }
    const start = performance.now();
    const said = {};
    const log = await runtime.run(project.folder, server.url).catch((error) => {
      problems.push(`${runtime.name}: ${error.stderr || error.stack}`);
    });
    for (const way of Object.keys(EXPECTED)) {
      try {
        assert.deepEqual(log?.[way], EXPECTED[way]);
        said[way] = "yes";
      } catch (error) {
        said[way] = "**no**";
        if (log) problems.push(`${runtime.name}, ${way}: ${error.message}`);
      }
    }
    rows.push([runtime.name, await runtime.version(), ...Object.values(said)]);
    console.log(
      `${runtime.name}: ${Object.values(said).join(", ")} (${((performance.now() - start) / 1000).toFixed(1)} s)`,
    );
  }
} finally {
  await server.close();
  project.remove();
}
if (problems.length > 0) {
  console.error(`\n${problems.join("\n\n")}`);
  process.exitCode = 1;
} else writeTable("runtimes", ["runtime", "version", "polling", "WebSocket", "upgrade"], rows);
