import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "acorn";
import { expect, test } from "vitest";

/** The level that README.md names, "Supported environments". */
const LEVEL = 2020;

const dist = join(import.meta.dirname, "../../dist");
const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) => /\.c?js$/.test(name));

const check = (name: string, code: string): void => {
  const isModule = /esm|(?<!\.min)\.js$/.test(name) && !/^(holdfast|socket\.io)\.js$/.test(name);
  parse(code, { ecmaVersion: LEVEL, sourceType: isModule ? "module" : "script" });
};

test("dist/ holds what is checked", () => {
  expect(files).toEqual(
    expect.arrayContaining(["holdfast.min.js", "socket.io.msgpack.min.js", "web/shared.js", "node/shared.cjs"]),
  );
});

test.each(files)(`dist/%s is ES${LEVEL}`, (name) => {
  const code = readFileSync(join(dist, name), "utf8");
  check(name, code);
  // ES2018, which the parser takes, and a syntax error in Safari before 16.4
  expect(code).not.toMatch(/\(\?<[=!]/);
});

test.each([
  ["a static block", "class A { static { f(); } }"],
  ["a private method", "class A { #f() {} }"],
  ["a private field", "class A { #a = 1; }"],
  ["a class field", "class A { a = 1; }"],
  ["??=", "a ??= b"],
  ["a numeric separator", "1_000"],
])("the parser notices %s", (_what, code) => {
  expect(() => check("holdfast.js", code)).toThrow(SyntaxError);
});
