// `npm run test:bundlers`: the smallest app by each bundler, with the package installed from its tarball in an empty project,
// then run in Chromium. Writes the table in docs/compatibility.md when all is well.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync } from "node:fs";
import { createServer } from "node:http";
import { delimiter, join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright";
import { Server } from "socket.io";
import { writeTable } from "../../scripts/table.mjs";
import { installPacked } from "../runtimes/install.mjs";
import { listen } from "../support/listen.mjs";

const here = import.meta.dirname;
if (!existsSync(join(here, "node_modules")))
  execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: here, stdio: "inherit" });
const { BUNDLERS, versionOf } = await import("./build.mjs");

/** What must not be in a bundle for a browser: Node's modules and ws, and what stands in for them. */
const NODE =
  /["']node:|\b(?:from|import|require)\s*\(?\s*["'](?:ws|node:)|\bBuffer\.(?:from|alloc)|\bprocess\.(?:env|nextTick)/;
/** Words that each part of the code keeps, however it is minified. */
const LEFT_OUT = {
  polling: /xhr poll error/,
  upgrade: /2probe|["'`]probe["'`]/,
  WebTransport: /serverCertificateHashes|WebTransport\(|createBidirectionalStream/,
};

const project = installPacked();
let script = "";
const http = createServer((request, response) => {
  const isScript = request.url === "/app.js";
  response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" });
  response.end(
    isScript ? script : '<!doctype html><link rel="icon" href="data:,"><body><script src="/app.js"></script>',
  );
});
const io = new Server(http, { serveClient: false });
io.on("connection", (socket) => socket.on("echo", (value, answer) => answer(value)));
const url = `http://127.0.0.1:${await listen(http)}/`;
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});

/** The one that is installed; else playwright's own. */
function findChromium() {
  const folders = [...process.env.PATH.split(delimiter), "/Applications/Google Chrome.app/Contents/MacOS"];
  const names = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "Google Chrome"];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

async function runs(code) {
  script = code;
  const page = await browser.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => errors.push(message.text()));
  await page.goto(url);
  await page.waitForFunction(() => document.title !== "", undefined, { timeout: 15_000 });
  const title = await page.title();
  await page.close();
  return [title, ...errors];
}

const rows = [];
const problems = [];
try {
  for (const file of ["app.js", "core.js"]) copyFileSync(join(here, file), join(project.folder, file));
  for (const [name, build] of Object.entries(BUNDLERS)) {
    const sizes = [];
    for (const [file, transport] of [
      ["app.js", "polling"],
      ["core.js", "websocket"],
    ]) {
      try {
        const { code, warnings } = await build(project.folder, file);
        assert.deepEqual(warnings, []);
        assert.doesNotMatch(code, NODE);
        const there = Object.keys(LEFT_OUT).filter((part) => LEFT_OUT[part].test(code));
        // so that the words are known to be there when the code is
        assert.deepEqual(there, file === "core.js" ? [] : Object.keys(LEFT_OUT));
        assert.deepEqual(await runs(code), [`built, and ${transport}`]);
        sizes.push(`${(gzipSync(code).length / 1000).toFixed(1)} KB`);
      } catch (error) {
        sizes.push("**no**");
        problems.push(`${name}, ${file}: ${error.message}`);
      }
    }
    const packageName = name.match(/^[a-z]+/i)[0].toLowerCase();
    rows.push([name, versionOf(packageName === "metro" ? "metro-resolver" : packageName), ...sizes]);
    console.log(`${name}: ${sizes.join(", ")}`);
  }
} finally {
  await browser.close();
  await io.close();
  project.remove();
}
if (problems.length > 0) {
  console.error(`\n${problems.join("\n\n")}`);
  process.exitCode = 1;
} else
  writeTable(
    "bundlers",
    ["bundler", "version", '`import { io } from "holdfast"`', "`holdfast/core`, WebSocket alone"],
    rows,
  );
