import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  circles,
  inheritance,
  lineCounts,
  longFunctions,
  misplacedFiles,
  type Project,
  positionalBooleans,
  readProject,
  stateAssignments,
  worldReads,
  wrongImports,
} from "./architecture-rules.ts";

/** Files above 300 lines, at most three, and why they are one. */
const LONG: [file: string, reason: string][] = [
  ["manager/attempts.ts", "one machine, with the two ports through which it is told"],
  ["socket/membership.ts", "one machine, with the port through which it is told"],
  ["socket/socket.ts", "the public API of a socket, half of it comments"],
];

describe("the sources keep to the design", () => {
  let project: Project;
  const sources = (): Project => (project ??= readProject(join(import.meta.dirname, "../../src")));

  test("every file has its place", () => expect(misplacedFiles(sources())).toEqual([]));
  test("imports point one way", () => expect(wrongImports(sources())).toEqual([]));
  test("no import goes in a circle", () => expect(circles(sources())).toEqual([]));
  test("only platform/ and the entries read globals", () => expect(worldReads(sources())).toEqual([]));
  test("files stay small", () =>
    expect(
      lineCounts(sources())
        .filter(({ lines }) => lines > 300)
        .map(({ file }) => file),
    ).toEqual(LONG.map(([file]) => file)));
  test("functions stay small", () => expect(longFunctions(sources(), 40)).toEqual([]));
  test("a machine's state is assigned in one place", () => expect(stateAssignments(sources())).toEqual([]));
  test("no parameter is a boolean by position", () => expect(positionalBooleans(sources())).toEqual([]));
  test("nothing in socket/ and manager/ is split by inheritance", () => expect(inheritance(sources())).toEqual([]));
});

describe("the rules notice", () => {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  /** A source folder made of these texts, by path below src/. */
  const given = (files: Record<string, string>): Project => {
    const folder = mkdtempSync(join(tmpdir(), "holdfast-architecture-"));
    folders.push(folder);
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    return readProject(folder);
  };

  test("a file outside the folders", () => {
    expect(misplacedFiles(given({ "helpers.ts": "", "lib/a.ts": "", "io.ts": "", "core.node.ts": "" }))).toEqual([
      "helpers.ts: no part of the design",
      "lib/a.ts: no part of the design",
    ]);
  });

  test("imports against the direction, type-only and dynamic ones too", () => {
    const project = given({
      "index.ts": 'export { io } from "./io.ts";\nexport * from "./platform/browser.ts";',
      "io.ts": 'import "./manager/manager.ts";\nexport const io = 1;\nimport "./platform/browser.ts";',
      "manager/manager.ts":
        'import "../socket/socket.ts";\nimport "../codec/socket-io.ts";\nimport "../codec/engine-io.ts";',
      "socket/socket.ts":
        'import type { M } from "../manager/manager.ts";\ntype E = import("../engine/engine.ts").E;\nimport "../codec/socket-io.ts";',
      "engine/engine.ts":
        'export const later = () => import("../socket/socket.ts");\nimport "../transport/polling.ts";',
      "transport/polling.ts": 'import "ws";\nimport "../codec/engine-io.ts";\nimport "../platform/platform.ts";',
      "codec/engine-io.ts": 'import "component-emitter";\nimport "./socket-io.ts";',
      "codec/socket-io.ts": 'import "component-emitter";\nimport "left-pad";',
      "platform/platform.ts": "",
      "platform/browser.ts": 'import type { Agent } from "node:http";\nimport "ws";\nimport "./platform.ts";',
      "platform/node.ts": 'import "node:http";\nimport "ws";\nimport "../io.ts";',
      "util/a.ts": 'import "../platform/platform.ts";\nimport "./b.ts";\nimport "../io.ts";',
      "util/b.ts": 'import "holdfast";',
      "addons/trace/index.ts":
        'import "holdfast";\nimport "holdfast/core";\nimport "../../manager/watch.ts";\nimport "./inside.ts";',
      "addons/trace/inside.ts": 'import "../../util/a.ts";\nimport "node:fs";\nimport "socket.io";',
      "addons/otel/index.ts": 'import "holdfast/trace";\nimport "../trace/index.ts";\nimport "@opentelemetry/api";',
    });
    expect(wrongImports(project)).toEqual([
      'addons/otel/index.ts:2 imports "../trace/index.ts": the inside of another add-on: import its subpath',
      'addons/trace/inside.ts:1 imports "../../util/a.ts": add-ons import what the entries export, and the three contracts',
      'addons/trace/inside.ts:2 imports "node:fs": node:* is for platform/node*.ts',
      'addons/trace/inside.ts:3 imports "socket.io": this package is for another file',
      'codec/engine-io.ts:2 imports "./socket-io.ts": codec/engine-io may not import codec/socket-io',
      'codec/socket-io.ts:2 imports "left-pad": an unknown package',
      'engine/engine.ts:1 imports "../socket/socket.ts": engine may not import socket',
      'io.ts:3 imports "./platform/browser.ts": io may not import platform implementation',
      'manager/manager.ts:3 imports "../codec/engine-io.ts": manager may not import codec/engine-io',
      'platform/browser.ts:1 imports "node:http": node:* is for platform/node*.ts',
      'platform/browser.ts:2 imports "ws": this package is for another file',
      'platform/node.ts:3 imports "../io.ts": platform implementation may not import io',
      'socket/socket.ts:1 imports "../manager/manager.ts": socket may not import manager',
      'socket/socket.ts:2 imports "../engine/engine.ts": socket may not import engine',
      'transport/polling.ts:1 imports "ws": this package is for another file',
      'util/a.ts:3 imports "../io.ts": util may not import io',
      'util/b.ts:1 imports "holdfast": the core does not import the package',
    ]);
  });

  test("circles", () => {
    const project = given({
      "util/a.ts": 'import type { B } from "./b.ts";',
      "util/b.ts": 'import "./c.ts";',
      "util/c.ts": 'export * from "./a.ts";',
      "util/d.ts": 'import "./a.ts";',
    });
    expect(circles(project)).toEqual(["util/a.ts → util/b.ts → util/c.ts → util/a.ts"]);
  });

  test("globals, and nothing that only has the name of one", () => {
    const project = given({
      "util/reads.ts": [
        "setTimeout(() => {}, 1);",
        "export const a = typeof WebSocket;",
        "export const b = Date.now() + Math.random();",
        "export const c = { fetch };",
        "export const d = globalThis.Map;",
        "export class E extends XMLHttpRequest {}",
        "export const f = new Date();",
        "export const g = (x: unknown) => x instanceof Response || process.env;",
        "export const h = (clock = performance) => clock;",
      ].join("\n"),
      "util/names.ts": [
        "interface Clock { setTimeout(run: () => void): void; now: typeof Date.now; socket: WebSocket }",
        "class WebSocketLike { location = 1; fetch(): void { this.fetch(); } }",
        "export const f = (clock: Clock, location: string) => { clock.setTimeout(() => {}); return { location, process: 1 }; };",
        "export const g = ({ fetch: load }: { fetch: number }, { performance }: { performance: number }) => load + performance;",
        "export const h = [new AbortController(), new Date(5), Math.max(1), new WebSocketLike()];",
        "export type T = typeof fetch;",
      ].join("\n"),
      "util/imported.ts": 'import { console } from "./own.ts";\nconsole();',
      "util/own.ts": "export const console = () => {};",
      "platform/browser.ts": "setTimeout(() => {}, 1);",
      "index.ts": "export const host = location.host;",
    });
    expect(worldReads(project)).toEqual([
      "util/reads.ts:1 reads setTimeout",
      "util/reads.ts:2 reads WebSocket",
      "util/reads.ts:3 reads Date.now",
      "util/reads.ts:3 reads Math.random",
      "util/reads.ts:4 reads fetch",
      "util/reads.ts:5 reads globalThis",
      "util/reads.ts:6 reads XMLHttpRequest",
      "util/reads.ts:7 reads new Date()",
      "util/reads.ts:8 reads Response",
      "util/reads.ts:8 reads process",
      "util/reads.ts:9 reads performance",
    ]);
  });

  test("lines", () => {
    expect(lineCounts(given({ "util/a.ts": "1;\n2;\n" }))).toEqual([{ file: "util/a.ts", lines: 2 }]);
  });

  test("long functions", () => {
    const body = "\n".repeat(4);
    const project = given({ "util/a.ts": `export const a = () => {${body}};\nexport const b = () => {\n};\n` });
    expect(longFunctions(project, 3)).toEqual(["util/a.ts:1: 5 lines"]);
  });

  test("inheritance", () => {
    const project = given({
      "socket/a.ts": "abstract class A {}\nexport class B extends A {}\nexport class C extends TypedEmitter {}",
      "engine/b.ts": "class A {}\nexport class B extends A {}",
      "manager/c.ts": "class A {}\nexport const B = class extends A {};",
    });
    expect(inheritance(project)).toEqual([
      "manager/c.ts:2 extends A",
      "socket/a.ts:1: an abstract class",
      "socket/a.ts:2 extends A",
    ]);
  });

  test("a second assignment of a state", () => {
    const project = given({
      "socket/a.ts": "export class A {\n_state = 1;\n_enter() { this._state = 2; }\n_other() { this._state = 3; }\n}",
    });
    expect(stateAssignments(project)).toEqual(["socket/a.ts:4"]);
  });

  test("booleans by position", () => {
    const project = given({
      "util/a.ts": [
        "export const a = (force: boolean) => force;",
        "export function b(x: number, force?: boolean) { return force; }",
        "export class C { constructor(force = false) {} m({ force }: { force: boolean }) {} }",
        "export const d = (call: (force: boolean) => void) => call(true);",
        "export const e = (x: boolean | string) => x;",
      ].join("\n"),
    });
    expect(positionalBooleans(project)).toEqual(["util/a.ts:1: force", "util/a.ts:2: force", "util/a.ts:3: force"]);
  });
});
