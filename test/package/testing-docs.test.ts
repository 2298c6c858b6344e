import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { blocks } from "../support/docs.ts";

/** The tests that docs/testing.md shows are those of examples/testing, which CI runs. */

const folder = join(import.meta.dirname, "../../examples/testing");

test("each test that the docs show is a file of examples/testing", () => {
  const files = readdirSync(folder)
    .filter((file) => file.includes(".test."))
    .map((file) => readFileSync(join(folder, file), "utf8"));
  const shown = blocks("text").filter(({ at, code }) => at.startsWith("docs/testing.md") && /\btest\(/.test(code));
  expect([shown.length, shown.filter(({ code }) => !files.includes(code)).map(({ at }) => at)]).toEqual([4, []]);
});
