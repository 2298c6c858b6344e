import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { withDefaults } from "../../src/util/options.ts";
import { Api, defaults, documented, headings } from "../support/api.ts";

/** docs/api.md and docs/errors.md against the types of the source: nothing missing, nothing that is not there. */

const root = join(import.meta.dirname, "../..");
const API = "docs/api.md";
let api: Api;
beforeAll(() => {
  api = new Api("src/core.node.ts");
});

test("the exports of holdfast", () => {
  expect(documented(API, "Exports")).toEqual(new Api("src/index.node.ts").exported);
});

test("the exports of holdfast/core", () => {
  const gone = [
    "io",
    "connect",
    "default",
    "Manager",
    "XHR",
    "NodeXHR",
    "Fetch",
    "WebSocket",
    "NodeWebSocket",
    "WebTransport",
  ];
  const rest = documented(API, "Exports").filter((name) => !gone.includes(name));
  expect([...rest, ...documented(API, "holdfast/core")].sort()).toEqual(api.exported);
});

describe("options", () => {
  test("of io()", () => {
    const all = headings(API).filter((heading) => /^(Options of|Limits on)/.test(heading));
    expect(documented(API, ...all)).toEqual(api.members("manager/options.ts", "IoOptions"));
  });
  test("of bufferLimit", () => {
    expect(documented(API, "bufferLimit")).toEqual(api.members("socket/types.ts", "BufferLimit"));
  });
});

describe("defaults", () => {
  test("of the options that are numbers", () => {
    const told = defaults(API, 1);
    const real: Record<string, unknown> = withDefaults({});
    const names = api.members("util/options.ts", "Options");
    expect(Object.fromEntries(names.map((name) => [name, told.get(name)]))).toEqual(
      Object.fromEntries(names.map((name) => [name, real[name]])),
    );
  });
  test("README.md says the same", () => {
    const told = defaults(API, 1);
    const readme = [...defaults("README.md", 0)].filter(([name]) =>
      api.members("manager/options.ts", "IoOptions").includes(name),
    );
    expect(readme.length).toBeGreaterThan(8);
    const short = (value: unknown): unknown => (/^none/.test(`${value}`) ? "" : value);
    expect(readme).toEqual(readme.map(([name]) => [name, short(told.get(name))]));
  });
});

describe("members", () => {
  test.each([
    ["Socket", "socket/socket.ts", "Socket", ["Properties of a socket", "Methods of a socket", "Views of a socket"]],
    ["Manager", "manager/manager.ts", "BaseManager", ["Manager"]],
    ["Engine", "engine/engine.ts", "Engine", ["Engine"]],
    ["Transport", "transport/transport.ts", "Transport", ["Transport"]],
    ["ConnectError", "util/errors.ts", "ConnectError", ["Fields of every error", "Fields of a ConnectError"]],
    ["HoldfastError", "util/errors.ts", "HoldfastError", ["Fields of every error"]],
  ])("of %s", (_, file, name, sections) => expect(documented(API, ...sections)).toEqual(api.members(file, name)));
});

describe("events", () => {
  test.each([
    ["socket.lifecycle", "socket/types.ts", "LifecycleEvents", "Events of a socket"],
    ["a Manager", "manager/events.ts", "ManagerEvents", "Events of a Manager"],
    ["an Engine", "engine/types.ts", "EngineEvents", "Events of an Engine"],
  ])("of %s", (_, file, name, section) => expect(documented(API, section)).toEqual(api.members(file, name)));
  test("reasons of disconnect", () => {
    expect(documented(API, "Reasons of disconnect")).toEqual(api.literals("socket/types.ts", "LeaveReason"));
  });
});

describe("errors", () => {
  test("every code has a section", () => {
    const codes = headings("docs/errors.md").filter((heading) => heading.startsWith("ERR_"));
    expect(codes.sort()).toEqual(api.literals("util/errors.ts", "ErrorCode"));
  });
  test("no file names a code that does not exist", () => {
    const files = ["README.md", ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })].filter(
      (name) => name.endsWith(".md"),
    );
    const named = files.flatMap((name) => {
      const text = readFileSync(join(root, name === "README.md" ? "" : "docs", name), "utf8");
      return [...text.matchAll(/\bERR_[A-Z_]+\b/g)].map(([code]) => code);
    });
    const known = api.literals("util/errors.ts", "ErrorCode");
    expect([...new Set(named)].filter((code) => !known.includes(code) && !code.startsWith("ERR_TLS"))).toEqual([]);
  });
  test("every hint is there, word for word", () => {
    const text = readFileSync(join(root, "docs/errors.md"), "utf8");
    const hints = [...api.texts("util/errors.ts", "HINTS"), ...sources().flatMap((source) => hintsIn(source))];
    expect(hints.length).toBeGreaterThan(4);
    expect(hints.filter((hint) => !text.includes(`\`${hint}\``))).toEqual([]);
  });
});

describe("files", () => {
  const { exports: subpaths } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  test("every subpath and every file for pages", () => {
    const single = Object.keys(subpaths)
      .filter((path) => !path.includes("socket.io"))
      .map((path) => path.replace(/^\./, "holdfast"));
    const files = readdirSync(join(root, "dist")).filter((name) => name.endsWith(".js"));
    expect(documented(API, "Files").filter((name) => name !== "dist/")).toEqual([...single, ...files].sort());
  });
});

const sources = (): string[] =>
  readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(root, "src", name), "utf8"));

/** Those that are said in one place only. */
const hintsIn = (source: string): string[] => [...source.matchAll(/\bhint: "([^"]+)"/g)].map(([, hint]) => hint!);
