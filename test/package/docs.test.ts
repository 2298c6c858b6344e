import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { JSDOM, VirtualConsole } from "jsdom";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blocks, docsServer, documents } from "../support/docs.ts";
import { until } from "../support/until.ts";
import { Consumer } from "./consumer.ts";

const root = join(import.meta.dirname, "../..");

/** The examples of the documentation, as a reader's project has them: with the package that npm would publish. */
let consumer: Consumer;
let server: Awaited<ReturnType<typeof docsServer>>;
beforeAll(async () => {
  consumer = new Consumer();
  // what examples of add-ons use beside
  mkdirSync(join(consumer.folder, "node_modules/@opentelemetry"));
  for (const name of ["zod", "@opentelemetry/api"])
    symlinkSync(join(root, "node_modules", name), join(consumer.folder, "node_modules", name), "junction");
  server = await docsServer();
});
afterAll(async () => {
  consumer.remove();
  await server.close();
});

interface Outcome {
  /** Lines on standard output. */
  printed: string[];
  /** What the server was told. */
  heard: string[];
}

/** What of a page an example needs; of a download it prints the name, and how many sessions are in it. */
const PAGE = `
  import jsdom from ${JSON.stringify(pathToFileURL(createRequire(import.meta.url).resolve("jsdom")).href)};
  const { window } = new jsdom.JSDOM("");
  window.HTMLAnchorElement.prototype.click = async function () {
    const { log } = await (await fetch(this.href)).json();
    console.log(this.download, log.entries.length);
  };
  globalThis.document = window.document;
`;

/** Runs a script to its end; it has to end by itself. */
const run = async (code: string): Promise<Outcome> => {
  server.heard.length = 0;
  const path = consumer.write("example.mjs", code.replaceAll("http://localhost:3000", server.url));
  const page = code.includes("document.") ? ["--import", pathToFileURL(consumer.write("page.mjs", PAGE)).href] : [];
  const flags = ["--disable-warning=ExperimentalWarning", ...page, path];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, flags, { timeout: 20_000 });
  expect(stderr).toBe("");
  return { printed: stdout.split("\n").slice(0, -1), heard: [...server.heard] };
};

/** What each script prints and tells the server, by a word that is in it alone. */
const JS: Record<string, Outcome> = {
  "from a script": { printed: ["3 = 3"], heard: ["joined /", "hello from a script", "add 1 2"] },
  members: { printed: [], heard: ["joined /members"] },
  position: { printed: ["2 waiting"], heard: ["joined /", "position 2"] },
  cursor: { printed: ["cursor ERR_DISCONNECTED", "ERR_DISCONNECTED unknown"], heard: ["joined /", "silence"] },
  '"order"': {
    printed: ["order 1 stored,order 2 stored,order 3 stored"],
    heard: ["joined /", "order 1", "order 2", "order 3"],
  },
  StrictMode: { printed: ["welcome"], heard: ["joined /"] },
  'transports: ["websocket"]': { printed: ["websocket"], heard: ["joined /"] },
  networkEvents: { printed: [], heard: ["joined /"] },
  mock: { printed: ["ERR_ACK_TIMEOUT not-sent"], heard: [] },
  isConnectError: { printed: ["ERR_HTTP_STATUS 404 transport false"], heard: [] },
  booked: { printed: ["{ booked: 7 }"], heard: [] },
  "net.replay": { printed: ["welcome", "3"], heard: ["joined /", "add 1 2"] },
  stranger: { printed: ["unknown token", "true 1"], heard: [] },
  "{ next }": { printed: ["news: welcome"], heard: ["joined /"] },
  "{ stream }": { printed: ["welcome"], heard: ["joined /"] },
  "{ drained }": { printed: [], heard: ["joined /", "part 0", "part 1", "part 2"] },
  "{ upload }": {
    printed: ["4 of 10", "8 of 10", "10 of 10"],
    heard: ["joined /", ...["0123", "4567", "89"].map((bytes) => `file ${bytes} [object Object]`)],
  },
  "{ latest }": { printed: [], heard: ["joined /", "place 2"] },
  "{ fromStorage }": { printed: ["a new session"], heard: ["joined /"] },
  "{ sustain }": { printed: [], heard: ["joined /", "join room 7", "leave room 7"] },
  "record.kind": {
    printed: ["attempt state emit opened join state joined sent receive settled"],
    heard: ["joined /", "add 1 2"],
  },
  "validate(shop)": {
    printed: [
      "pear: 20 % off",
      "6",
      "ERR_INVALID [ 1 ]",
      'price invalid "price": [1]: Too small: expected number to be >0',
    ],
    heard: [],
  },
  "otel(socket": { printed: ["3"], heard: ["joined /", "add 1 2"] },
  toAsyncApi: { printed: ['{"schemas":{"rain.0":{"type":"number"}}}'], heard: [] },
  "/metrics": {
    printed: ["1 {} true 1", "204"],
    heard: ["joined /", "add 3 4", "POST /metrics ms,attempts,failures,connect,roundTrip,in,out,dropped,longestHeld"],
  },
  "link.click": { printed: ["socket.har 1"], heard: ["joined /", "add 7 8"] },
  "holdfast/panel": { printed: [], heard: ["joined /"] },
  extractTraceContext: { printed: ["one pear"], heard: [] },
  '"login"': { printed: ["add [ 1, 2 ]"], heard: ["joined /", "add 1 2"] },
  "{ latency }": { printed: ["true 1"], heard: ["joined /", "add 5 6"] },
  createIo: { printed: [], heard: ["joined /", "lean"] },
  'was: from "socket.io-client"': { printed: ["connected"], heard: ["joined /"] },
};

const TS: Record<string, Outcome> = {
  "from a bundle": { printed: ["3", "WELCOME"], heard: ["joined /", "hello from a bundle", "add 1 2"] },
};

const expected = (outcomes: Record<string, Outcome>, code: string): Outcome => {
  const words = Object.keys(outcomes).filter((word) => code.includes(word));
  expect(words, "each example has one entry above").toHaveLength(1);
  return outcomes[words[0]!]!;
};

describe("a JavaScript block runs as it stands", () => {
  const all = blocks("js");
  test("each entry has an example", () => expect(all).toHaveLength(Object.keys(JS).length));
  test.each(all)("$at", async ({ code }) => expect(await run(code)).toEqual(expected(JS, code)));
});

describe("a TypeScript block compiles in a strict project, and runs", () => {
  const all = blocks("ts");
  test("each entry has an example", () => expect(all).toHaveLength(Object.keys(TS).length));
  test.each(all)("$at", async ({ code }) => {
    const options = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
    expect(consumer.compile({ "example.mts": code }, options)).toEqual([]);
    const { outputText } = ts.transpileModule(code, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true },
    });
    const { printed, heard } = await run(`${outputText}\nsetTimeout(() => socket.disconnect(), 500);`);
    // what was asked and what was told cross on the way
    expect({ printed: printed.sort(), heard }).toEqual(expected(TS, code));
  });
});

describe("an HTML block is a page that runs", () => {
  test.each(blocks("html"))("$at", async ({ code }) => {
    server.heard.length = 0;
    const log: string[] = [];
    const virtualConsole = new VirtualConsole();
    virtualConsole.on("jsdomError", (error) => log.push(`uncaught: ${error.message}`));
    const script = readFileSync(join(root, "dist/holdfast.min.js"), "utf8");
    const page = code.replace('<script src="/dist/holdfast.min.js">', () => `<script>${script}`);
    expect(page).not.toBe(code);
    const { window } = new JSDOM(page, { url: server.url, runScripts: "dangerously", virtualConsole });
    try {
      const lines = (): string[] => [...window.document.querySelectorAll("li")].map((item) => item.textContent!);
      await until("the page has its lines, and the server its event", () => lines().length > 1 && !!server.heard[1]);
      window.eval("socket.disconnect()");
      expect([lines(), server.heard, log]).toEqual([
        ["connected", "welcome", "disconnected: io client disconnect"],
        ["joined /", "hello from a page"],
        [],
      ]);
    } finally {
      window.close();
    }
  });
});

describe("the other blocks", () => {
  test("are of a language that is looked at", () => {
    const known = ["js", "ts", "html", "json", "sh", "mermaid", "text"];
    expect(blocks().filter(({ language }) => !known.includes(language))).toEqual([]);
  });

  test.each(blocks("json"))("$at is JSON", ({ code }) => {
    expect(JSON.parse(code)).toBeTypeOf("object");
  });

  test("the commands are there: npm's own, and scripts of package.json", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const commands = blocks("sh").flatMap(({ code }) => code.trim().split(/\n|&&/));
    const unknown = commands.filter((command) => {
      const [, verb = "", name = ""] = /^npm (\w+) ?(.*)$/.exec(command.trim()) ?? [];
      return !(verb === "ci" || (verb === "install" && name === "holdfast") || scripts[verb === "run" ? name : verb]);
    });
    expect([commands.length > 2, unknown]).toEqual([true, []]);
  });

  test("links lead somewhere", () => {
    const broken = links().filter(({ file, heading }) => {
      if (!existsSync(file)) return true;
      return heading !== undefined && !anchors(file).includes(heading);
    });
    expect(broken).toEqual([]);
  });
});

/** The links between the project's own files. */
const links = (): { from: string; file: string; heading: string | undefined }[] =>
  documents().flatMap((from) =>
    [...readFileSync(from, "utf8").matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(([, path, heading]) => ({
      from,
      file: path ? join(dirname(from), path) : from,
      heading,
    })),
  );

/** The anchors of the headings of a file, as code hosts make them. */
const anchors = (file: string): string[] =>
  [...readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
