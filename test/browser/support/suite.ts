import { afterAll, beforeAll, describe, expect, type TestAPI, test } from "vitest";
import { type Browser, launch, type Tab } from "./drive.ts";
import { type BrowserName, findBrowser, type Installed } from "./find.ts";
import type { Page } from "./page.ts";
import { TestServer } from "./server.ts";

/** What a page runs; only what is in its arguments exists there. */
export type PageFunction<Arg, Result> = (page: Page, arg: Arg) => Result | Promise<Result>;

/** A page of the server, open in a browser. */
export class TestTab {
  readonly #tab: Tab;

  constructor(tab: Tab) {
    this.#tab = tab;
  }

  /** Runs the function in the page; gives what it returned, or else the transcript. */
  async run<Arg = undefined, Result = unknown>(
    source: PageFunction<Arg, Result>,
    arg?: Arg,
  ): Promise<Result extends void ? unknown : Result> {
    return JSON.parse((await this.#tab.evaluate(`run(${source}, ${JSON.stringify(arg)})`)) as string);
  }

  /** As {@link run}, in a new worker of the page, which has `dist/holdfast.min.js` by `importScripts`. */
  async runInWorker<Arg = undefined>(source: PageFunction<Arg, unknown>, arg?: Arg): Promise<unknown> {
    const inPage: PageFunction<{ source: string; arg: unknown }, unknown> = (_page, message) =>
      new Promise((resolve, reject) => {
        const worker = new Worker("/worker.js");
        worker.onerror = (event) => reject(new Error(`the worker failed: ${event.message}`));
        worker.onmessage = ({ data }) => {
          worker.terminate();
          if (data.error || data.errors.length > 0) reject(new Error([data.error, ...data.errors].join("\n")));
          else resolve(JSON.parse(data.result));
        };
        worker.postMessage(message);
      });
    return this.run(inPage, { source: String(source), arg });
  }

  errors(): Promise<string[]> {
    return this.run(({ takeErrors }) => takeErrors());
  }

  close(): Promise<void> {
    return this.#tab.close();
  }
}

export interface Fixtures {
  /** Opens a page of the server, by default one with the script tag. */
  openTab: (path?: string) => Promise<TestTab>;
  server: TestServer;
}

/** Tests that need a browser. Where it is missing they are skipped, and it is said how to get it. */
export function withInstalled(name: BrowserName, title: string, define: (installed: Installed) => void): void {
  const found = findBrowser(name);
  if ("installed" in found) return void describe(title, () => define(found.installed));
  console.warn(found.missing);
  // CI cannot do without this one
  const required = process.env["CI"] === "true" && name === "Chromium";
  describe(title, () => {
    if (required) test(`${name} is installed`, () => expect.fail(found.missing));
    else test.skip(found.missing, () => {});
  });
}

/** The tests of one browser, which is started once for them. */
export function inBrowser(name: BrowserName, define: (test: TestAPI<Fixtures>) => void): void {
  withInstalled(name, name, (installed) => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launch(installed);
    });
    afterAll(() => browser?.close());
    define(withFixtures(() => browser));
  });
}

const withFixtures = (browser: () => Browser): TestAPI<Fixtures> =>
  test.extend<Fixtures>({
    // biome-ignore lint/correctness/noEmptyPattern: vitest wants a pattern
    server: async ({}, use) => {
      const server = await TestServer.start();
      await use(server);
      await server.close();
    },
    openTab: async ({ server }, use) => {
      const tabs: TestTab[] = [];
      await use(async (path = "/") => {
        const tab = new TestTab(await browser().open(server.url + path));
        tabs.push(tab);
        return tab;
      });
      const errors = await Promise.all(tabs.map((tab) => tab.errors()));
      await Promise.all(tabs.map((tab) => tab.close()));
      expect(errors.flat(), "errors of the page").toEqual([]);
    },
  });
