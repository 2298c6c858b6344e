/**
 * `npm run exports`: writes the `exports` of package.json, which say the same of each subpath, from the tables below. `--check`: says
 * whether they are what is there.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ADDONS } from "./addons.mjs";

/** Each subpath: the entry that it is, and the one whose declarations it has. */
const SUBPATHS = {
  ".": { entry: "index", types: "index" },
  "./core": { entry: "core", types: "core" },
  // the exports of the main entry
  "./debug": { entry: "debug", types: "index" },
  ...Object.fromEntries(ADDONS.map((name) => [`./${name}`, { entry: name, types: name }])),
};

/** Conditions, of which a resolver takes the first that it knows, and the build for each. */
const BUILDS = {
  bun: "node",
  deno: "web",
  workerd: "web",
  worker: "web",
  browser: "web",
  "react-native": "web",
  node: "node",
  default: "web",
};

/** Here `import` and `require` get the same file, the module. */
const MODULE_ALONE = ["react-native"];

/** Files that are asked for by their names. */
const FILES = { "./dist/*": "./dist/*", "./package.json": "./package.json" };

const target = (build, { entry, types }, script = "js") => ({
  types: `./dist/${build}/${types}.d.${script === "cjs" ? "cts" : "ts"}`,
  default: `./dist/${build}/${entry}.${script}`,
});

const conditions = (subpath) =>
  Object.entries(BUILDS).map(([condition, build]) => [
    condition,
    MODULE_ALONE.includes(condition)
      ? target(build, subpath)
      : { import: target(build, subpath), require: target(build, subpath, "cjs") },
  ]);

const subpaths = Object.entries(SUBPATHS).map(([path, subpath]) => [path, Object.fromEntries(conditions(subpath))]);
const exports = { ...Object.fromEntries(subpaths), ...FILES };

const file = join(import.meta.dirname, "../package.json");
const manifest = JSON.parse(readFileSync(file, "utf8"));
// as text, since the order of the conditions counts
const isCurrent = JSON.stringify(manifest.exports) === JSON.stringify(exports);
if (!process.argv.includes("--check")) writeFileSync(file, `${JSON.stringify({ ...manifest, exports }, null, 2)}\n`);
else if (!isCurrent) {
  console.error("package.json: `exports` are not what scripts/exports.mjs makes. Run `npm run exports`.");
  process.exitCode = 1;
}
