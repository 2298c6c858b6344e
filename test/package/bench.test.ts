import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
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

test("npm run bench has received events in bursts and one by one, with the floor's ratio", async () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-bench-"));
  const cases = ["receive", "receive-single", "binary-receive"].flatMap((name) => ["--case", name]);
  const printed = await print("run.mjs", "--quick", "--rounds", "1", ...cases, "--json", join(folder, "results.json"));
  rmSync(folder, { recursive: true });
  const rows = printed.split("\n").filter((line) => line.includes("µs"));
  expect(rows.map((line) => line.split(/ {2,}/).slice(0, 2).join(": "))).toEqual([
    "small event, in bursts: processor",
    "small event, in bursts: wall",
    "small event, one by one: processor",
    "1 KiB binary received: processor",
    "1 KiB binary received: wall",
  ]);
  // holdfast, socket.io-client, the floor, and the ratios of the first and the last to the second
  for (const row of rows)
    expect(row).toMatch(/µs +[\d.]+ +[\d.]+ +[\d.]+ +[\d.]+ +[\d.-]+ +([\d.]+ +)?[\d.]+( .*met)?$/i);
});

test("npm run bench:herd has a line for each outage", async () => {
  const lines = (await print("herd.mjs", "--quick", "--real", "0")).trim().split("\n").slice(4);
  expect(lines.length).toBe(9);
  for (const line of lines) expect(line).toMatch(/^[\d.]+ s +\d+ +\d+ +[\d.]+ +\d+ ms +\d+ ms +\d+ ms +\d+ ms$/);
});
