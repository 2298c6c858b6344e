import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { FakeClient } from "../support/fake-client.ts";
import { settle } from "../support/fake-platform.ts";
import { classesOf, recordCalls, type SourceClass } from "../support/record-calls.ts";

/**
 * The drawing of the folders in docs/design.md, and the lists of "The path of an event", against the code. A list has each method that is called in a run on the fake
 * platform, in the same order, but for those that are asked or told on the way.
 */

const root = join(import.meta.dirname, "../..");

/** Methods that are asked something, and change nothing. */
const ASKED = [
  "engine/engine.ts: _alive",
  "engine/engine.ts: _tooLarge",
  "engine/heartbeat.ts: _isAlive",
  "engine/spacing.ts: _parts",
  "engine/writer.ts: _tooLarge",
  "manager/attempts.ts: _reconnects",
  "manager/namespaces.ts: _some",
  "manager/reconnection.ts: _policy",
  "socket/outbox/acks.ts: _get",
  "socket/outbox/acks.ts: _where",
  "socket/outbox/outbox.ts: _canSend",
  "socket/outbox/outbox.ts: _tooLarge",
  "socket/teller.ts: _isOurs",
  "transport/transport.ts: _mayLive",
  "transport/websocket.ts: _check",
];
/** Methods that tell whoever watches, count, put away, or call a function for each. */
const TOLD = [
  "engine/answers.ts: _check",
  "engine/engine.ts: _notify",
  "engine/spacing.ts: _stop",
  "manager/attempts.ts: _telling",
  "manager/namespaces.ts: _each",
  "socket/membership.ts: _changed",
  "socket/outbox/once.ts: _put",
  "socket/teller.ts: _show",
  "util/wall-timer.ts: _clear",
  "util/wall-timer.ts: _set",
];
const aside = new Set([...ASKED, ...TOLD]);

const design = readFileSync(join(root, "docs/design.md"), "utf8");

/** The source files that the drawing of the folders has. */
const drawnFiles = (): string[] => {
  const [, drawing = ""] = /^src\/\n([\s\S]*?)^test\//m.exec(design) ?? [];
  const folders: string[] = [];
  return drawing.split("\n").flatMap((line) => {
    const [, indent = "", folder] = /^( +)(?:(\w+)\/(?: |$))?/.exec(line) ?? [];
    if (folder) folders.splice(indent.length / 2 - 1, Infinity, `${folder}/`);
    else if (indent.length === 2) folders.length = 0;
    return [...line.matchAll(/[\w-]+(?:\.[\w-]+)*\.ts/g)].map(([name]) => folders.join("") + name);
  });
};

test("the drawing has all source files of the core and no others, and the add-ons by their folders", () => {
  const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  const sources = files.map((file) => file.replaceAll("\\", "/")).filter((file) => file.endsWith(".ts"));
  const addons = sources.filter((file) => file.startsWith("addons/"));
  expect([...new Set(drawnFiles())].sort()).toEqual(sources.filter((file) => !addons.includes(file)).sort());
  const [, drawn = ""] = /^ {2}addons\/.*?: ((?:.*\n)(?: {8}.*\n)*)/m.exec(design) ?? [];
  const folders = [...drawn.matchAll(/\w+(?=\/)/g)].map(([name]) => name);
  expect(folders.sort()).toEqual([...new Set(addons.map((file) => file.split("/")[1]))].sort());
});

/** The lists below a heading of the chapter. */
const listsOf = (heading: string): string[][] => {
  const [, chapter = ""] = design.split("\n## The path of an event\n");
  const section = chapter.split(/^##+ /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  return [...section.matchAll(/(?:^\d+\. .+\n)+/gm)].map(([list]) =>
    [...list.matchAll(/^\d+\. `(.+?)`/gm)].map(([, step]) => step!),
  );
};

/** The methods that a source file declares. */
const methodsOf = (file: string): string[] => {
  const text = readFileSync(join(root, "src", file), "utf8");
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isMethodDeclaration(node)) names.push(node.name.getText());
    node.forEachChild(visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return names;
};

/** What happens to a client that is connected, a list for each. */
const PATHS: Record<string, ((client: FakeClient) => unknown)[]> = {
  "An event is emitted": [({ socket }) => socket.emit("news", 1)],
  "An event is emitted with an acknowledgement": [
    ({ socket }) => socket.emit("news", 1, () => {}),
    ({ ws }) => ws.receive("430[2]"),
  ],
  "An event comes in": [({ ws }) => ws.receive('42["news",1]')],
  "A connection is lost": [({ ws }) => ws.end()],
};

const run = async (
  classes: readonly SourceClass[],
  steps: ((client: FakeClient) => unknown)[],
): Promise<string[][]> => {
  const client = new FakeClient();
  await client.connect();
  client.socket.on("news", () => {});
  const called = steps.map((step) => {
    const { calls, restore } = recordCalls(classes);
    step(client);
    restore();
    return calls;
  });
  client.socket.disconnect();
  client.world.advance(60_000);
  await settle();
  expect([client.world.left, client.world.reported]).toEqual([[], []]);
  return called;
};

const called: Record<string, string[][]> = {};
beforeAll(async () => {
  const classes = await classesOf(["codec", "engine", "manager", "socket", "transport", "util"]);
  for (const [heading, steps] of Object.entries(PATHS)) called[heading] = await run(classes, steps);
});

describe.each(Object.keys(PATHS))("%s", (heading) => {
  test("the list names methods that there are", () => {
    const steps = listsOf(heading).flat();
    const files = [...new Set(steps.map((step) => step.split(": ")[0]!))];
    const there = new Set(files.flatMap((file) => methodsOf(file).map((name) => `${file}: ${name}`)));
    expect([steps.length > 0, steps.filter((step) => !there.has(step))]).toEqual([true, []]);
  });

  test("the list has what is called, in this order", () =>
    expect(listsOf(heading)).toEqual(called[heading]!.map((calls) => calls.filter((call) => !aside.has(call)))));
});

test("what is left out is called in one of these", () =>
  expect([...aside].sort()).toEqual(
    [...new Set(Object.values(called).flat(2))].filter((call) => aside.has(call)).sort(),
  ));
