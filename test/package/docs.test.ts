import { execFile } from "node:child_process";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blocks, docsServer } from "../support/docs.ts";
import { Consumer } from "./consumer.ts";

/** The examples of the documentation, as a reader's project has them: with the package that npm would publish. */
let consumer: Consumer;
let server: Awaited<ReturnType<typeof docsServer>>;
beforeAll(async () => {
  consumer = new Consumer();
  server = await docsServer();
});
afterAll(async () => {
  consumer.remove();
  await server.close();
});

/** Runs a script to its end; it has to end by itself. */
const run = async (code: string): Promise<{ printed: string; heard: string[] }> => {
  server.heard.length = 0;
  const path = consumer.write("example.mjs", code.replaceAll("http://localhost:3000", server.url));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [path], { timeout: 20_000 });
  expect(stderr).toBe("");
  return { printed: stdout, heard: [...server.heard] };
};

/** What each script leaves behind, by a word that is in it alone. */
const EXPECTED: Record<string, { printed: string; heard: string[] }> = {
  "from a script": { printed: "3 = 3\n", heard: ["joined /", "hello from a script", "add 1 2"] },
  "unknown token": { printed: "", heard: [] },
  token: { printed: "", heard: ["joined /members"] },
  position: { printed: "", heard: ["joined /", "position 2"] },
  cursor: { printed: "cursor ERR_DISCONNECTED\n", heard: ["joined /"] },
};

describe("a JavaScript block runs as it stands", () => {
  const all = blocks("js");
  test("there are some", () => expect(all.length).toBeGreaterThan(3));
  test.each(all)("$at", async ({ code }) => {
    const word = Object.keys(EXPECTED).find((word) => code.includes(word));
    expect(word, "a new example needs an entry in EXPECTED").toBeDefined();
    expect(await run(code)).toEqual(EXPECTED[word!]);
  });
});

describe("a TypeScript block compiles in a strict project, and runs", () => {
  test.each(blocks("ts"))("$at", async ({ code }) => {
    const options = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
    expect(consumer.compile({ "example.mts": code }, options)).toEqual([]);
    const { outputText } = ts.transpileModule(code, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true },
    });
    const { printed, heard } = await run(`${outputText}\nsetTimeout(() => socket.disconnect(), 500);`);
    expect(printed.split("\n").sort()).toEqual(["", "3", "WELCOME"]);
    expect(heard).toEqual(["joined /", "hello from a bundle", "add 1 2"]);
  });
});
