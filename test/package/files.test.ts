import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const both = (...names: string[]): string[] =>
  ["node", "web"].flatMap((folder) => names.map((name) => `dist/${folder}/${name}`));

/** All that `npm publish` puts into the package. A new file is added here on purpose. */
const FILES = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "SECURITY.md",
  "package.json",
  ...[
    "api",
    "benchmarks",
    "compatibility",
    "contract",
    "errors",
    "helpers",
    "migrating-from-socket.io-client",
    "observability",
    "protocol",
    "session",
    "states",
    "testing",
  ].map((name) => `docs/${name}.md`),
  ...[
    "holdfast.esm.min.js",
    "holdfast.js",
    "holdfast.min.js",
    "socket.io.esm.min.js",
    "socket.io.js",
    "socket.io.min.js",
    "socket.io.msgpack.min.js",
  ].flatMap((name) => [`dist/${name}`, `dist/${name}.map`]),
  "dist/package.json",
  ...both(
    "core.cjs",
    "core.d.cts",
    "core.d.ts",
    "core.js",
    "debug.cjs",
    "debug.js",
    "index.cjs",
    "index.d.cts",
    "index.d.ts",
    "index.js",
    "package.json",
    "shared.cjs",
    "shared.d.ts",
    "shared.js",
    "types.d.cts",
    ...["contract", "helpers", "otel", "panel", "server", "session", "testing", "trace"].flatMap((addon) => [
      `${addon}.cjs`,
      `${addon}.d.cts`,
      `${addon}.d.ts`,
      `${addon}.js`,
    ]),
  ),
];

test("the tarball has these files, none missing and none too many", () => {
  const list = execFileSync("npm", ["pack", "--dry-run", "--ignore-scripts", "--json"], {
    cwd: join(import.meta.dirname, "../.."),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [pack] = Object.values(JSON.parse(list)) as [{ files: { path: string }[] }];
  expect(pack.files.map(({ path }) => path).sort()).toEqual(FILES.sort());
});
