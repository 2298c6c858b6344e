import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** The benches use private members of src/, which no type checker tells them of. Run `npm run build` before. */

const bench = join(import.meta.dirname, "../../bench");
const print = async (script: string, ...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [join(bench, script), ...args])).stdout;

test("npm run bench:micro has a figure for each task", async () => {
  const lines = (await print("micro.mjs", "--quick")).trim().split("\n");
  expect(lines.length).toBe(13);
  for (const line of lines.slice(1)) expect(line).toMatch(/^(en|de)code .* +[\d.]+ +[\d.]+ +[\d.]+ +[\d.]+-[\d.]+$/);
});

test("npm run bench:herd has a line for each outage", async () => {
  const lines = (await print("herd.mjs", "--quick", "--real", "0")).trim().split("\n").slice(4);
  expect(lines.length).toBe(9);
  for (const line of lines) expect(line).toMatch(/^[\d.]+ s +\d+ +\d+ +[\d.]+ +\d+ ms +\d+ ms +\d+ ms +\d+ ms$/);
});
