import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll } from "vitest";

/**
 * The sources as one file that plain Node runs, and scripts run with it in a process of their own.
 *
 *     const holdfast = await bundle();
 *     const { lines, code } = await holdfast.run(`const { io } = require(HOLDFAST); …; console.log("x");`, "an argument");
 *
 * Call `bundle()` in a `beforeAll`: what it made is removed after the file's tests.
 */
export interface Bundle {
  /** CommonJS. */
  readonly file: string;
  /** `HOLDFAST` is the bundle's path, `ARGS` the arguments. A process that was killed has no code. */
  run(script: string, args?: unknown[], how?: Run): Promise<{ lines: string[]; code: number | null }>;
}

const folders: string[] = [];
// here, since what a `beforeAll` asks for at the end is not heard
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

interface Run {
  /** Is told of each line that comes. */
  line?: (line: string) => void;
  /** For Node. */
  flags?: readonly string[];
  /** ms after which the process is killed. @default 0, never */
  deadline?: number;
}

/** A file under the repository's root, with all that it imports, as one file of CommonJS; it is removed after the file's tests. */
export async function compile(entry: string, platform: "node" | "browser"): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-bundle-"));
  folders.push(folder);
  const outfile = join(folder, "bundle.cjs");
  const file = fileURLToPath(new URL(`../../${entry}`, import.meta.url));
  await build({ entryPoints: [file], outfile, bundle: true, format: "cjs", platform, logLevel: "error" });
  return outfile;
}

export async function bundle(entry = "index.node.ts"): Promise<Bundle> {
  const file = await compile(`src/${entry}`, entry.includes("node") ? "node" : "browser");
  let scripts = 0;
  return {
    file,
    run: (script, args = [], { line = () => {}, flags = [], deadline = 0 } = {}) => {
      const path = join(dirname(file), `script-${scripts++}.cjs`);
      const head = `const HOLDFAST = ${JSON.stringify(file)}; const ARGS = ${JSON.stringify(args)};\n`;
      writeFileSync(path, head + script);
      const child = spawn(process.execPath, [...flags, path], {
        stdio: ["ignore", "pipe", "inherit"],
        timeout: deadline,
        killSignal: "SIGKILL",
      });
      let text = "";
      child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
        const known = text.split("\n").length - 1;
        text += chunk;
        for (const one of text.split("\n").slice(known, -1)) line(one);
      });
      return new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (code) => resolve({ lines: text.split("\n").slice(0, -1), code }));
      });
    },
  };
}
