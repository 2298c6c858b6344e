import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { Consumer } from "./consumer.ts";

/** `net.install()` reaches the app's `io`, however the app came by it: one test file, which docs/testing.md shows, passes with each. */

const root = join(import.meta.dirname, "../..");
const read = (name: string): string => readFileSync(join(root, "examples/testing", name), "utf8");
const aliased = (name: string): string => read(name).replace('"holdfast"', '"socket.io-client"');
const FILE = "vitest.test.mjs";
const REQUIRES = 'export { Orders } from "./orders.cjs";';

/** The app's own module, which alone is different. */
const APPS: Record<string, Record<string, string>> = {
  imports: { "orders.mjs": read("orders.mjs") },
  requires: { "orders.mjs": REQUIRES, "orders.cjs": read("orders.cjs") },
  "imports-alias": { "orders.mjs": aliased("orders.mjs") },
  "requires-alias": { "orders.mjs": REQUIRES, "orders.cjs": aliased("orders.cjs") },
};
const ENVIRONMENTS = ["node", "jsdom", "happy-dom"];

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

test("the same test file passes in an app that imports, requires or aliases holdfast, on Node and in a page", async () => {
  const consumer = new Consumer();
  try {
    const modules = join(consumer.folder, "node_modules");
    // as npm install socket.io-client@npm:holdfast leaves it
    cpSync(join(modules, "holdfast"), join(modules, "socket.io-client"), { recursive: true });
    symlinkSync(join(root, "node_modules/vitest"), join(modules, "vitest"), "junction");
    for (const folder of ENVIRONMENTS)
      for (const [app, files] of Object.entries(APPS)) {
        mkdirSync(join(consumer.folder, folder, app), { recursive: true });
        for (const [name, text] of Object.entries({ ...files, [FILE]: read(FILE), "server.cjs": read("server.cjs") }))
          consumer.write(join(folder, app, name), text);
      }
    const projects = ENVIRONMENTS.map((environment) => ({
      test: { name: environment, environment, include: [`${environment}/*/${FILE}`], isolate: false },
    }));
    consumer.write("vitest.config.mjs", `export default ${JSON.stringify({ test: { projects } })}`);
    const command = ["run", "--root", consumer.folder, "--reporter=json"];
    // where a test has failed, so has the command: the report says which
    const { stdout } = await promisify(execFile)(join(root, "node_modules/.bin/vitest"), command).catch(
      (error) => error,
    );
    const results = (JSON.parse(stdout) as Report).testResults.map(({ name, message, assertionResults }) => [
      relative(consumer.folder, name),
      message || assertionResults.map(({ title, status }) => `${title}: ${status}`),
    ]);
    const passed = [...read(FILE).matchAll(/^test\("(.+?)"/gm)].map(([, title]) => `${title}: passed`);
    expect(passed.length).toBe(3);
    expect(Object.fromEntries(results)).toEqual(
      Object.fromEntries(
        ENVIRONMENTS.flatMap((folder) => Object.keys(APPS).map((app) => [`${folder}/${app}/${FILE}`, passed])),
      ),
    );
  } finally {
    consumer.remove();
  }
});
