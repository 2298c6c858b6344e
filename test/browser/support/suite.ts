import { afterAll, beforeAll, describe, expect, type TestAPI, test } from "vitest";
import { type Browser, type LaunchOptions, launch, type Tab } from "./drive.ts";
import { type BrowserName, findBrowser, type Installed } from "./find.ts";
import type { Page } from "./page.ts";
import { TestServer, type TestServerOptions } from "./server.ts";

/** What a page runs; only what is in its arguments exists there. */
export type PageFunction<Arg, Result> = (page: Page, arg: Arg) => Result | Promise<Result>;

export type WorkerKind = "dedicated" | "shared" | "service";

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

  /** As {@link run}, in a worker of the page, which has `dist/holdfast.min.js` by `importScripts`. */
  async runInWorker<Arg = undefined>(
    kind: WorkerKind,
    source: PageFunction<Arg, unknown>,
    arg?: Arg,
  ): Promise<unknown> {
    const inPage: PageFunction<{ kind: WorkerKind; message: object }, string> = async (_page, { kind, message }) => {
      const answered = ({ data }: MessageEvent): string => {
        if (data.error || data.errors.length > 0) throw new Error([data.error, ...data.errors].join("\n"));
        return data.result;
      };
      const failed = (event: Event): Error => new Error(`the worker failed: ${(event as ErrorEvent).message}`);
      if (kind === "service") {
        const { serviceWorker } = navigator;
        await serviceWorker.register("/worker.js");
        const registration = await serviceWorker.ready;
        const answer = new Promise<MessageEvent>((resolve) => {
          serviceWorker.onmessage = resolve;
        });
        registration.active?.postMessage(message);
        try {
          return answered(await answer);
        } finally {
          await registration.unregister();
        }
      }
      const worker = kind === "shared" ? new SharedWorker("/worker.js") : new Worker("/worker.js");
      const port = "port" in worker ? worker.port : worker;
      const answer = new Promise<MessageEvent>((resolve, reject) => {
        worker.onerror = (event) => reject(failed(event));
        port.onmessage = resolve as (event: Event) => void;
      });
      port.postMessage(message);
      try {
        return answered(await answer);
      } finally {
        if ("port" in worker) worker.port.close();
        else worker.terminate();
      }
    };
    return JSON.parse(await this.run(inPage, { kind, message: { source: String(source), arg } }));
  }

  /** The result of the page `/program`. */
  async result(): Promise<unknown> {
    return JSON.parse((await this.#tab.evaluate("result")) as string);
  }

  /** Forgets the cookies that the page may write itself or may not. */
  clearCookies(): Promise<void> {
    return this.#tab.clearCookies();
  }

  /** Goes to another page, as by a link; comes back when that is loaded. */
  async leave(to = "/away"): Promise<void> {
    await this.#tab.follow(to);
  }

  reload(): Promise<void> {
    return this.#tab.reload();
  }

  /** Goes back to this page. */
  back(path: string): Promise<void> {
    return this.#tab.back(path);
  }

  /** Its page in a tab of its own, with a copy of `sessionStorage`; the test closes it. */
  async duplicate(): Promise<TestTab> {
    return new TestTab(await this.#tab.duplicate());
  }

  errors(): Promise<string[]> {
    return this.run(({ takeErrors }) => takeErrors());
  }

  close(): Promise<void> {
    return this.#tab.close();
  }
}

export interface Fixtures {
  /** Opens a page of the server (or of another one: its whole URL), by default one with the script tag. */
  openTab: (path?: string) => Promise<TestTab>;
  server: TestServer;
  /** Another server. */
  startServer: (options?: TestServerOptions) => Promise<TestServer>;
}

/** Tests that need a browser. Where it is missing they are skipped, and it is said how to get it. */
export function withInstalled(name: BrowserName, title: string, define: (installed: Installed) => void): void {
  const found = findBrowser(name);
  if ("installed" in found) return void describe(title, () => define(found.installed));
  console.warn(found.missing);
  const required = process.env["CI"] === "true";
  describe(title, () => {
    if (required) test(`${name} is installed`, () => expect.fail(found.missing));
    else test.skip(found.missing, () => {});
  });
}

/** The tests of one browser, which is started once for them. */
export function inBrowser(
  name: BrowserName,
  define: (test: TestAPI<Fixtures>, name: BrowserName) => void,
  options?: LaunchOptions,
): void {
  withInstalled(name, name, (installed) => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launch(installed, options);
    });
    afterAll(() => browser?.close());
    define(
      withFixtures(() => browser),
      name,
    );
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
    // biome-ignore lint/correctness/noEmptyPattern: vitest wants a pattern
    startServer: async ({}, use) => {
      const servers: TestServer[] = [];
      await use(async (options) => {
        const server = await TestServer.start(options);
        servers.push(server);
        return server;
      });
      await Promise.all(servers.map((server) => server.close()));
    },
    openTab: async ({ server }, use) => {
      const tabs: TestTab[] = [];
      await use(async (path = "/") => {
        const tab = new TestTab(await browser().open(new URL(path, server.url).href));
        tabs.push(tab);
        return tab;
      });
      const errors = await Promise.all(tabs.map((tab) => tab.errors()));
      await Promise.all(tabs.map((tab) => tab.close()));
      expect(errors.flat(), "errors of the page").toEqual([]);
    },
  });
