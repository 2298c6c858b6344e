import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
  /** `HOLDFAST` is the bundle's path, `ARGS` the arguments. `line` is told of each line that comes; `flags` are Node's. */
  run(
    script: string,
    args?: unknown[],
    line?: (line: string) => void,
    flags?: readonly string[],
  ): Promise<{ lines: string[]; code: number | null }>;
}

export async function bundle(entry = "index.node.ts"): Promise<Bundle> {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-bundle-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "holdfast.cjs");
  await build({
    entryPoints: [fileURLToPath(new URL(`../../src/${entry}`, import.meta.url))],
    outfile: file,
    bundle: true,
    format: "cjs",
    platform: entry.includes("node") ? "node" : "browser",
    logLevel: "error",
  });
  let scripts = 0;
  return {
    file,
    run: (script, args = [], line = () => {}, flags = []) => {
      const path = join(folder, `script-${scripts++}.cjs`);
      const head = `const HOLDFAST = ${JSON.stringify(file)}; const ARGS = ${JSON.stringify(args)};\n`;
      writeFileSync(path, head + script);
      const child = spawn(process.execPath, [...flags, path], { stdio: ["ignore", "pipe", "inherit"] });
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
