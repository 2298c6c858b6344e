// `npm run test:wild`: published libraries, each with its own way to use a client, over socket.io-client and over holdfast under
// that name. What a consumer prints must be the same. Writes the table in docs/compatibility.md. README.md says how to add one.

import { execFile, execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { readTable, writeTable } from "../../scripts/table.mjs";
import { installPacked } from "../runtimes/install.mjs";
import { makeTree } from "./support/tree.mjs";

const here = import.meta.dirname;
const exec = promisify(execFile);
const [THERE, HERE] = ["socket.io-client", "holdfast"];

const all = readdirSync(join(here, "consumers")).sort();
const names = process.argv.length > 2 ? process.argv.slice(2) : all;
for (const name of names) if (!all.includes(name)) throw new Error(`no consumer ${name}: ${all.join(", ")}`);

if (!existsSync(join(here, "node_modules")))
  execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: here, stdio: "inherit" });
const trees = join(here, ".cache");
const packed = installPacked();
try {
  makeTree(join(trees, THERE));
  makeTree(join(trees, HERE), join(packed.folder, "node_modules"));
} finally {
  packed.remove();
}

/** What a consumer printed, line by line; with `client` instead of the one it ran over. */
async function transcript(name, client, { minutes = 1 }) {
  const cwd = join(trees, client, "consumers", name);
  const env = { ...process.env, NO_COLOR: "1", WILD_CLIENT: client };
  delete env.FORCE_COLOR;
  const options = { cwd, env, timeout: minutes * 60_000, maxBuffer: 1e8 };
  const { stdout } = await exec(process.execPath, ["run.mjs"], options);
  const lines = stdout.split("\n").slice(0, -1);
  if (!lines.length) throw new Error("printed nothing");
  return lines;
}

/** The lines that differ, beside each other; those that the consumer's `better` explains are taken for the same. */
function differences(there, ours, better = {}) {
  const length = Math.max(there.length, ours.length);
  return Array.from({ length }, (_, i) => [there[i], ours[i]]).filter(
    ([one, other]) => one !== other && (better.lines?.[one] ?? one) !== other,
  );
}

const rows = new Map();
const problems = [];
for (const name of names) {
  const about = JSON.parse(readFileSync(join(here, "consumers", name, "consumer.json"), "utf8"));
  try {
    const there = await transcript(name, THERE, about);
    const ours = await transcript(name, HERE, about);
    const wrong = differences(there, ours, about.better);
    if (wrong.length)
      throw new Error(wrong.map(([one, other]) => `  ${THERE}: ${one}\n  ${HERE}: ${other}`).join("\n"));
    const versions = about.packages.map((part) => {
      const { version } = JSON.parse(readFileSync(join(here, "node_modules", part, "package.json"), "utf8"));
      return `${part} ${version}`;
    });
    const differs = there.join() !== ours.join();
    rows.set(name, [name, versions.join(", "), about.what, differs ? `better: ${about.better.why}` : "same"]);
    console.log(`${name}: ${differs ? "better" : "same"}, ${ours.length} lines`);
  } catch (error) {
    const time = error.killed ? ", which took too long" : "";
    problems.push(`${name}: ${error.message}${time}\n${error.stdout ?? ""}\n${error.stderr ?? ""}`);
    console.log(`${name}: NO`);
  }
}
rmSync(trees, { recursive: true, force: true });

if (problems.length) {
  console.error(`\n${problems.join("\n\n")}`);
  process.exitCode = 1;
} else {
  const known = readTable("consumers").filter(([name]) => all.includes(name) && !rows.has(name));
  const table = [...known, ...rows.values()].sort(([a], [b]) => (a < b ? -1 : 1));
  writeTable("consumers", ["consumer", "of", "what it does", "with holdfast"], table);
}
