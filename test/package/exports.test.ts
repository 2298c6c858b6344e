import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import { build } from "esbuild";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Consumer } from "./consumer.ts";

/** What users get: the files of the npm package, from a folder that is not ours. Run `npm run build` before. */

let consumer: Consumer;
beforeAll(() => {
  consumer = new Consumer();
});
afterAll(() => consumer?.remove());

/** The values that `socket.io-client` exports, all of which must be here. */
const THERE = ["Manager", "Socket", "connect", "default", "io", "protocol"];

const DESCRIBE = `
const shape = (all) => ({
  missing: ${JSON.stringify(THERE)}.filter((name) => all[name] === undefined),
  io: typeof all.io,
  same: [all.connect === all.io, all.default === all.io],
  names: [all.Manager.name, all.Socket.name],
  protocol: all.protocol,
});`;
const SHAPE = { missing: [], io: "function", same: [true, true], names: ["Manager", "Socket"], protocol: 5 };

/** No flag: Node's own build. With "browser" the one that bundlers take, here run by Node. */
describe.each([["node"], ["browser"]])("the build for %s", (condition) => {
  const flags = condition === "node" ? [] : [`--conditions=${condition}`];

  test("import: named exports and a default", () => {
    const printed = consumer.run(
      "a.mjs",
      `import * as all from "holdfast";
import io, { Manager } from "holdfast";
${DESCRIBE}
console.log(JSON.stringify([shape(all), io === all.io, Manager === all.Manager, import.meta.resolve("holdfast").split("/dist/")[1]]));`,
      ...flags,
    );
    expect(printed).toEqual([SHAPE, true, true, `${condition === "node" ? "node" : "web"}/index.js`]);
  });

  test("require: io itself, which has all the rest", () => {
    const printed = consumer.run(
      "a.cjs",
      `const io = require("holdfast");
const { Socket, default: same } = io;
${DESCRIBE}
console.log(JSON.stringify([typeof io, shape(io), io.io === io, same === io, typeof Socket, require.resolve("holdfast").split(/[\\\\/]dist[\\\\/]/)[1]]));`,
      ...flags,
    );
    const file = join(condition === "node" ? "node" : "web", "index.cjs");
    expect(printed).toEqual(["function", SHAPE, true, true, "function", file]);
  });

  test("import of the CommonJS build: Node finds its names", () => {
    const file = `holdfast/dist/${condition === "node" ? "node" : "web"}/index.cjs`;
    const text = `import * as all from "${file}"; console.log(JSON.stringify([typeof all.default, Object.keys(all).sort()]));`;
    const [io, names] = consumer.run("b.mjs", text) as [string, string[]];
    expect([io, THERE.filter((name) => !names.includes(name))]).toEqual(["function", []]);
  });

  test.each(["import", "require"])("holdfast/core by %s, with the classes of holdfast", (how) => {
    const load = how === "import" ? "await import" : "require";
    const printed = consumer.run(
      how === "import" ? "c.mjs" : "c.cjs",
      `const [all, core] = [${load}("holdfast"), ${load}("holdfast/core")];
console.log(JSON.stringify([typeof core.createIo, typeof core.websocket, typeof core.polling, "io" in core, core.Socket === all.Socket]));`,
      ...flags,
    );
    expect(printed).toEqual(["function", "function", "function", false, true]);
  });

  test("nothing happens at import", () => {
    const printed = consumer.run(
      "d.mjs",
      `const before = Object.getOwnPropertyNames(globalThis).join();
await import("holdfast");
await import("holdfast/core");
console.log(JSON.stringify([Object.getOwnPropertyNames(globalThis).join() === before, process.getActiveResourcesInfo().filter((name) => /Timeout|Immediate|TCP/.test(name))]));`,
      ...flags,
    );
    expect(printed).toEqual([true, []]);
  });
});

/** Servers resolve these, and send them to pages: karma, browser-sync and others. */
const SENT = ["socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js"];

describe.each([["node"], ["browser"], ["bun"], ["deno"], ["worker"], ["react-native"], ["development"]])(
  "the files for pages, with the condition %s",
  (condition) => {
    const run = (name: string, text: string): unknown => consumer.run(name, text, `--conditions=${condition}`);

    test("require.resolve and import.meta.resolve find the file itself", () => {
      const text = (resolve: string): string =>
        `console.log(JSON.stringify(${JSON.stringify(SENT)}.map((name) => ${resolve}("holdfast/dist/" + name).split(/[\\\\/]/).slice(-2).join("/"))))`;
      const files = SENT.map((name) => `dist/${name}`);
      expect(run("resolve.cjs", text("require.resolve"))).toEqual(files);
      expect(run("resolve.mjs", text("import.meta.resolve"))).toEqual(files);
    });

    test("required or imported, the scripts are io, as socket.io-client's are", () => {
      const names = SENT.filter((name) => !name.includes("esm"));
      const list = JSON.stringify(names);
      const required = `const all = ${list}.map((name) => require("holdfast/dist/" + name));
console.log(JSON.stringify(all.map((io) => [typeof io, typeof io.Manager, io.io === io])));`;
      const imported = `const all = await Promise.all(${list}.map((name) => import("holdfast/dist/" + name)));
console.log(JSON.stringify(all.map(({ default: io }) => [typeof io, typeof io.Manager, io.io === io])));`;
      const io = names.map(() => ["function", "function", true]);
      expect(run("required.cjs", required)).toEqual(io);
      expect(run("imported.mjs", imported)).toEqual(io);
    });
  },
);

test("an AMD loader gets io from the scripts for pages", () => {
  for (const name of SENT.filter((name) => !name.includes("esm"))) {
    const file = join(consumer.folder, "node_modules/holdfast/dist", name);
    const defined: unknown[] = [];
    const define = Object.assign((make: () => unknown) => defined.push(make()), { amd: {} });
    const page = vm.createContext({ define });
    vm.runInContext(readFileSync(file, "utf8"), page);
    expect([typeof page["io"], defined[0] === page["io"]]).toEqual(["function", true]);
  }
});

describe("the script tag", () => {
  test.each(["holdfast.js", "holdfast.min.js"])("dist/%s makes the global io, and no other", (name) => {
    const file = join(consumer.folder, "node_modules/holdfast/dist", name);
    const page = vm.createContext({ URL, TextEncoder, TextDecoder, AbortController });
    const before = Object.keys(page);
    vm.runInContext(readFileSync(file, "utf8"), page, { filename: file });
    expect(Object.keys(page).filter((key) => !before.includes(key))).toEqual(["io"]);
    const io = page["io"] as Record<string, unknown>;
    expect(typeof io).toBe("function");
    expect(THERE.filter((key) => key !== "default" && io[key] === undefined)).toEqual([]);
    expect([io["io"] === io, io["connect"] === io]).toEqual([true, true]);
  });

  test("dist/holdfast.esm.min.js is one module without imports", async () => {
    const file = join(consumer.folder, "node_modules/holdfast/dist/holdfast.esm.min.js");
    expect(readFileSync(file, "utf8")).not.toMatch(/\bimport\b\s*["'{*]/);
    const all = (await import(/* @vite-ignore */ file)) as Record<string, unknown>;
    expect(THERE.filter((name) => all[name] === undefined)).toEqual([]);
  });

  test.each(["holdfast.js", "holdfast.min.js", "holdfast.esm.min.js"])(
    "dist/%s has a source map of our sources",
    (name) => {
      const dist = join(consumer.folder, "node_modules/holdfast/dist");
      expect(readFileSync(join(dist, name), "utf8")).toContain(`//# sourceMappingURL=${name}.map`);
      const map = JSON.parse(readFileSync(join(dist, `${name}.map`), "utf8")) as { sources: string[] };
      expect(map.sources).toContain("../src/io.ts");
      expect(map.sources.filter((source) => !/^\.\.\/(src|node_modules)\//.test(source))).toEqual([]);
    },
  );
});

describe("in a bundle", () => {
  const bundle = async (text: string, conditions: string[] = []): Promise<string> => {
    const result = await build({
      stdin: { contents: text, resolveDir: consumer.folder },
      bundle: true,
      write: false,
      format: "esm",
      platform: "browser",
      conditions,
      logLevel: "silent",
    });
    return result.outputFiles[0]?.text ?? "";
  };

  test("an import that is not used leaves nothing", async () => {
    expect(
      (await bundle('import "holdfast"; import { createIo } from "holdfast/core";')).replace(/^\/\/.*$/gm, "").trim(),
    ).toBe("");
  });

  test.each([["browser"], ["worker"], ["workerd"], ["react-native"]])(
    "for %s neither Node nor ws comes along",
    async (condition) => {
      const text = await bundle('import { io } from "holdfast"; globalThis.io = io;', [condition]);
      expect(text).not.toMatch(/["']node:|\b(from|import|require)\s*\(?\s*["']ws["']|\brequire\(/);
    },
  );

  test("the internals have short names, and the wire's and component-emitter's keep theirs", async () => {
    const text = await bundle('import * as all from "holdfast"; globalThis.all = all;');
    const names = new Set(text.match(/(?<=\.)_[a-zA-Z]\w{2,}/g));
    expect([...names].filter((name) => name !== "_callbacks" && name !== "_placeholder")).toEqual([]);
  });
});

describe("types", () => {
  const program = (style: string): string => `${style}
import type { ManagerOptions, SocketOptions } from "holdfast";
import { type Socket as FromCore, createIo, websocket } from "holdfast/core";
const options: Partial<ManagerOptions & SocketOptions> = { path: "/x" };
const socket: Socket = io("http://localhost", options);
const again: Socket = io(options);
const manager: Manager = new Manager("http://localhost", options);
const reason: Socket.DisconnectReason = "io client disconnect";
class Mine extends Socket { extra = 1 }
const typed: Socket<{ in: (n: number) => void }, { out: (s: string) => void }> = io();
typed.emit("out", "text");
typed.on("in", (n) => n.toFixed());
// @ts-expect-error: a number is no text
typed.emit("out", 1);
// @ts-expect-error: what io returns is no any
const wrong: number = io();
const core: FromCore = createIo({ transports: [websocket] })("http://localhost");
const same: Socket = core;
export default [socket, again, manager, reason, Mine, wrong, same];
`;
  const named = program('import { io, Manager, Socket } from "holdfast";');
  const byDefault = program('import io from "holdfast";\nimport { Manager, Socket } from "holdfast";');
  const { Node16, NodeNext, ESNext, CommonJS } = ts.ModuleKind;
  const { Node16: node16, NodeNext: nodeNext, Bundler: bundler } = ts.ModuleResolutionKind;

  test.each([
    ["node16", Node16, node16],
    ["nodenext", NodeNext, nodeNext],
  ] as const)("%s, from ES modules and from CommonJS", (_, module, moduleResolution) => {
    const errors = consumer.compile(
      {
        "named.mts": named,
        "default.mts": byDefault,
        "named.cts": named,
        "default.cts": byDefault,
        "equals.cts": `import io = require("holdfast");
import core = require("holdfast/core");
const socket: io.Socket = io("http://localhost", { path: "/x" } satisfies Partial<io.ManagerOptions>);
const manager: io.Manager = new io.Manager("http://localhost", {});
const reason: io.Socket.DisconnectReason = "io client disconnect";
const same: io.Socket = io.connect().on("x", () => {});
export = [socket, manager, reason, same, io.io, io.default, io.protocol, core.createIo];
`,
      },
      { module, moduleResolution, types: ["node"] },
    );
    expect(errors).toEqual([]);
  });

  test("bundler, where no Node types are", () => {
    const errors = consumer.compile(
      { "named.ts": named, "default.ts": byDefault },
      { module: ESNext, moduleResolution: bundler, exactOptionalPropertyTypes: true },
    );
    expect(errors).toEqual([]);
  });

  test("CommonJS output under a bundler", () => {
    const errors = consumer.compile(
      { "named.ts": named, "default.ts": byDefault },
      { module: CommonJS, moduleResolution: bundler },
    );
    expect(errors).toEqual([]);
  });
});

describe("package.json", () => {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8")) as Record<
    string,
    unknown
  >;

  test("every file that it names is in the package", () => {
    const named: string[] = [];
    const collect = (value: unknown): void => {
      if (typeof value === "string" && value.startsWith("./") && !value.includes("*")) named.push(value.slice(2));
      else if (value && typeof value === "object") Object.values(value).forEach(collect);
    };
    for (const key of [
      "main",
      "module",
      "browser",
      "react-native",
      "types",
      "jsdelivr",
      "unpkg",
      "exports",
      "sideEffects",
    ])
      collect(manifest[key]);
    expect(named.length).toBeGreaterThan(30);
    expect([...new Set(named)].filter((path) => !consumer.packed.includes(path))).toEqual([]);
  });

  test("its exports are what scripts/exports.mjs makes", () => {
    const script = join(import.meta.dirname, "../../scripts/exports.mjs");
    const { stderr, status } = spawnSync(process.execPath, [script, "--check"], { encoding: "utf8" });
    expect({ stderr, status }).toEqual({ stderr: "", status: 0 });
  });

  test("types come first, the default last", () => {
    const wrong: string[] = [];
    const check = (value: unknown, path: string): void => {
      if (!value || typeof value !== "object") return;
      const keys = Object.keys(value);
      if (keys.includes("types") && keys[0] !== "types") wrong.push(path);
      if (keys.includes("default") && keys.at(-1) !== "default") wrong.push(path);
      for (const [key, inner] of Object.entries(value)) check(inner, `${path} > ${key}`);
    };
    check(manifest["exports"], "exports");
    expect(wrong).toEqual([]);
  });

  test("only the script-tag files have side effects", () => {
    expect(manifest["sideEffects"]).toEqual([
      "./dist/holdfast.js",
      "./dist/holdfast.min.js",
      // the same by the names that pages have
      "./dist/socket.io.js",
      "./dist/socket.io.min.js",
      "./dist/socket.io.msgpack.min.js",
    ]);
  });

  test("the package has no sources, tests or tools", () => {
    expect(
      consumer.packed.filter(
        (path) =>
          !/^(dist\/|docs\/[\w.-]+\.md$|package\.json$|README\.md$|LICENSE$|SECURITY\.md$|CHANGELOG\.md$)/.test(path),
      ),
    ).toEqual([]);
  });
});

test("the declarations offer no internal member", () => {
  const files = consumer.packed.filter((path) => /\.d\.c?ts$/.test(path));
  expect(files.length).toBeGreaterThan(6);
  for (const path of files) {
    const text = readFileSync(join(consumer.folder, "node_modules/holdfast", path), "utf8");
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isClassElement(node) || ts.isTypeElement(node)) {
        const name = node.name?.getText(source) ?? "";
        if (/^_[a-zA-Z]/.test(name)) found.push(`${path}: ${name}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    expect(found).toEqual([]);
  }
});
