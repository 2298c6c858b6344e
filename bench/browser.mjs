/**
 * `npm run bench:browser`: the bundles that pages load, in Chromium, in turn: load and evaluate (each time in a new frame, from a new
 * URL), 50,000 events received, time to `connect` and to the upgrade, also at a 100 ms round trip. `--quick`: small counts.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright";
import { listen } from "../test/support/listen.mjs";
import { median } from "./measure.mjs";
import { inPage } from "./page.mjs";
import { startServer } from "./processes.mjs";
import { verdict } from "./report.mjs";
import { importSource } from "./source.mjs";

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const quick = (count) => (values.quick ? Math.ceil(count / 5) : count);

const root = join(import.meta.dirname, "..");
const bundles = {
  holdfast: readFileSync(join(root, "dist/holdfast.min.js")),
  "socket.io-client": readFileSync(join(root, "node_modules/socket.io-client/dist/socket.io.min.js")),
};

/** Pages with one bundle each, or none, isolated so that their clock is exact to 5 µs. */
const pages = createServer((request, response) => {
  const [, what, file] = request.url.split("?")[0].split("/");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("Content-Type", file === "client.js" ? "text/javascript" : "text/html");
  if (file === "client.js") return response.end(bundles[what]);
  response.end(
    `<!doctype html><title>bench</title>${what in bundles ? `<script src="/${what}/client.js"></script>` : ""}`,
  );
});
const origin = `http://127.0.0.1:${await listen(pages)}`;

const { findBrowser } = await importSource('export * from "./test/browser/support/find.ts"');
const found = findBrowser("Chromium");
if ("missing" in found) throw new Error(found.missing);
const browser = await chromium.launch({
  executablePath: found.installed.executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});

/** Runs a function of page.mjs in a new page with the client's bundle. */
async function measure(client, name, arg) {
  const page = await browser.newPage();
  await page.goto(`${origin}/${client}/`);
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const cpu = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find((metric) => metric.name === "TaskDuration").value * 1e6;
  };
  const before = await cpu();
  const result = await page.evaluate(inPage[name], arg);
  const after = await cpu();
  await page.close();
  return { ...result, cpu: (after - before) / (result.count ?? 1) };
}

const head = ["Chromium".padEnd(38), "unit", "holdfast".padStart(10), "s.io-client".padStart(12), "ratio".padStart(7)];
console.log([...head, " target"].join(" "));
function print(title, unit, samples, target) {
  const [ours, theirs] = Object.keys(bundles).map((client) => median(samples[client]));
  const ratio = ours / theirs;
  const cells = [title.padEnd(38), unit.padEnd(4), ours.toFixed(2).padStart(10), theirs.toFixed(2).padStart(12)];
  const outcome = target ? `${target.toFixed(2).padStart(7)} ${verdict(ratio, target)}` : "";
  console.log([...cells, ratio.toFixed(2).padStart(7), outcome].join(" "));
}

/** Rounds of both clients, in turn; what `pick` takes of each result. */
async function rounds(count, name, arg, pick) {
  const samples = {};
  for (let round = 0; round < count; round++) {
    const order = Object.keys(bundles);
    for (const client of round % 2 ? order.reverse() : order) {
      const result = await measure(client, name, typeof arg === "function" ? arg(client) : arg);
      for (const [what, value] of Object.entries(pick(result))) {
        samples[what] ??= Object.fromEntries(Object.keys(bundles).map((client) => [client, []]));
        samples[what][client].push(value);
      }
    }
  }
  return samples;
}

const loads = await measure("none", "load", { clients: Object.keys(bundles), count: quick(200) });
print("load and evaluate", "ms", loads.times, 0.75);

const server = await startServer();
const received = await rounds(quick(5), "receive", { url: server.url, count: quick(50_000) }, ({ wall, cpu }) => ({
  wall: wall * 1000,
  cpu,
}));
print("small event received, processor", "µs", received.cpu, 1);
print("small event received, wall", "µs", received.wall, 1);
await server.stop();

for (const [title, delay, count] of [
  ["", 0, quick(40)],
  [" at 100 ms", 50, quick(10)],
]) {
  const server = await startServer({ delay });
  const times = await rounds(quick(7), "connect", { url: server.url, count }, ({ connected, upgraded }) => ({
    connected,
    upgraded,
  }));
  for (const what of ["connected", "upgraded"]) {
    const medians = Object.fromEntries(Object.entries(times[what]).map(([client, lists]) => [client, lists.flat()]));
    print(`time to ${what === "connected" ? "connect" : "the upgrade"}${title}`, "ms", medians, 1);
  }
  await server.stop();
}

await browser.close();
pages.close();
