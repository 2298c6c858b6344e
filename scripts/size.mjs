/**
 * `npm run size`: what a page downloads, minified and gzipped (level 9), beside socket.io-client; writes the table in
 * docs/compatibility.md. Fails over a limit.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { writeTable } from "./table.mjs";

/**
 * Bytes after gzip: what the sources come to, and some 100 to 200 more. They are above what was planned. Objects of one job each take
 * more bytes than classes that share their fields (docs/decisions/0018), and each is there for a reader; what an app that names one
 * transport can't use is not in its bundle.
 */
const LIMITS = {
  "dist/holdfast.min.js": 24_700,
  "import { io }": 25_300,
  "holdfast/core, WebSocket alone": 20_750,
};

/** What each add-on takes beside the core that it works on, and at most: the names that are imported, of which subpath, and bytes. */
const ADDONS = [
  ["next", "helpers", 700],
  ["sustain", "helpers", 600],
  ["stream, next", "helpers", 800],
  ["latest", "helpers", 510],
  ["drained, upload", "helpers", 900],
  ["fromStorage", "session", 1_100],
  ["trace", "trace", 2500],
  ["defineContract, typed", "contract", 1_500],
  ["toAsyncApi", "contract", 1_400],
  // beside holdfast/trace, which it works on
  ["otel", "otel", 2_500, ["./trace.js", "@opentelemetry/api"]],
  ["trace, recorder, latency, devtoolsTrack", "trace", 4600],
  ["panel", "panel", 9_000],
];

const root = join(import.meta.dirname, "..");
const file = (path) => readFileSync(join(root, path));
const there = JSON.parse(file("node_modules/socket.io-client/package.json")).version;

async function bundle(contents, options) {
  const result = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    logLevel: "error",
    // dist/, not what tsconfig.json has in its place
    tsconfigRaw: {},
    ...options,
  });
  return result.outputFiles[0].contents;
}

/** The core that an add-on works on: not bundled, and not imported where nothing of it is used. */
const beside = {
  name: "beside",
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/(index|core)\.js$/ }, ({ path }) => ({ path, external: true, sideEffects: false })),
};

for (const [names, addon, limit] of ADDONS) LIMITS[`{ ${names} }, holdfast/${addon}`] = limit;
const addons = ADDONS.map(async ([names, addon, , others = []]) => {
  const code = `import { ${names} } from "holdfast/${addon}"; globalThis.addon = [${names}];`;
  return ["holdfast", `{ ${names} }, holdfast/${addon}`, await bundle(code, { plugins: [beside], external: others })];
});

const rows = [
  ["holdfast", "dist/holdfast.min.js", file("dist/holdfast.min.js")],
  ["holdfast", "import { io }", await bundle('import { io } from "holdfast"; globalThis.io = io;')],
  [
    "holdfast",
    "holdfast/core, WebSocket alone",
    await bundle(
      'import { createIo, websocket } from "holdfast/core"; globalThis.io = createIo({ transports: [websocket] });',
    ),
  ],
  [`socket.io-client ${there}`, "dist/socket.io.min.js", file("node_modules/socket.io-client/dist/socket.io.min.js")],
  [
    `socket.io-client ${there}`,
    "import { io }",
    await bundle('import { io } from "socket.io-client"; globalThis.io = io;'),
  ],
  ...(await Promise.all(addons)),
];

const over = [];
writeTable(
  "sizes",
  ["library", "what", "minified", "and gzipped"],
  rows.map(([library, what, code]) => {
    const gzip = gzipSync(code, { level: 9 }).length;
    const limit = library === "holdfast" ? LIMITS[what] : Infinity;
    if (gzip > limit) over.push(`${what}: ${gzip} bytes, the limit is ${limit}`);
    return [library, `\`${what}\``, ...[code.length, gzip].map((bytes) => bytes.toLocaleString("en"))];
  }),
);
if (over.length) {
  console.error(`\n${over.join("\n")} (at the top of scripts/size.mjs)`);
  process.exitCode = 1;
}
