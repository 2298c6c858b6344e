import { join } from "node:path";
import type { BrowserContext } from "playwright";
import { expect, test } from "vitest";
import { atEnd } from "../support/leaks.ts";
import { startMiddlebox } from "../support/middlebox.ts";
import { startProxy } from "../support/proxy.ts";
import { startPlaywright } from "./support/drive.ts";
import { withInstalled } from "./support/suite.ts";

/** `demo/check.mjs`, which has no types. */
interface Check {
  checkDemo(options: { executablePath: string; log: (step: string) => void }): Promise<void>;
  openTab(context: BrowserContext, url: string): Promise<DemoTab>;
}

interface Demo {
  url: string;
  close(): Promise<void>;
}

type Tabs = [DemoTab, DemoTab];

interface DemoTab {
  transport(name: string): Promise<void>;
  upgradeFails(): Promise<void>;
  comesBackAfter(breakIt: () => unknown): Promise<void>;
  reads(text: string): Promise<void>;
  say(text: string): Promise<void>;
  sendPicture(): Promise<void>;
  seesPictures(count: number): Promise<void>;
  allDelivered(): Promise<void>;
}

const demo = join(import.meta.dirname, "../../demo");
const load = async <Module>(file: string): Promise<Module> =>
  (await import(/* @vite-ignore */ join(demo, file))) as Module;

/** The demo as a person uses it, in two tabs; `node demo/check.mjs` by hand. */
withInstalled("Chromium", "the demo", (installed) => {
  if (installed.driver !== "playwright") return;

  test("works, with all its buttons", { timeout: 120_000 }, async () => {
    const { checkDemo } = await load<Check>("check.mjs");
    const steps: string[] = [];
    try {
      await checkDemo({ executablePath: installed.executablePath, log: (step) => steps.push(step) });
    } catch (error) {
      expect.fail(`${error instanceof Error ? error.message : error}\nsteps:\n${steps.join("\n")}`);
    }
    expect(steps.length).toBeGreaterThan(0);
  });

  test("stays usable through each kind of proxy", { timeout: 120_000 }, async () => {
    const { openTab } = await load<Check>("check.mjs");
    const { startDemo } = await load<{ startDemo(options: { port: number }): Promise<Demo> }>("server.mjs");
    const browser = await startPlaywright(installed);
    atEnd("client", () => browser.close());

    const serve = async (): Promise<{ port: number }> => {
      const { url, close } = await startDemo({ port: 0 });
      atEnd("real server", close);
      return { port: Number(new URL(url).port) };
    };
    const openTabs = async (url: string): Promise<Tabs> => {
      const context = await browser.newContext();
      context.setDefaultTimeout(30_000);
      return [await openTab(context, url), await openTab(context, url)];
    };
    /** All that one does in the room, both ways; for the n-th time. */
    const use = async ([first, second]: Tabs, n: number): Promise<void> => {
      await first.say(`from the first, round ${n}`);
      await second.reads(`from the first, round ${n}`);
      await second.say(`from the second, round ${n}`);
      await first.reads(`from the second, round ${n}`);
      await first.sendPicture();
      for (const tab of [first, second]) await tab.seesPictures(n);
      for (const tab of [first, second]) await tab.allDelivered();
    };

    const noWebSocket = async (way: "refuse" | "swallow"): Promise<void> => {
      const box = await startMiddlebox(await serve());
      box.upgrades = way;
      const tabs = await openTabs(box.url);
      await use(tabs, 1);
      for (const tab of tabs) await tab.upgradeFails();
      for (const tab of tabs) await tab.transport("polling");
      await use(tabs, 2);
      const line = way === "refuse" ? "WS 403" : "WS";
      expect(box.log.filter((entry) => entry.startsWith("WS"))).toEqual([line, line]);
    };
    const idle = async (): Promise<void> => {
      const proxy = await startProxy(await serve());
      const tabs = await openTabs(proxy.url);
      for (const tab of tabs) await tab.transport("websocket");
      const [first, second] = tabs;
      // shorter than the time between two pings of the server
      const cut = (): void => void (proxy.faults = { idle: 1_000 });
      await first.comesBackAfter(() => second.comesBackAfter(cut));
      await use(tabs, 1);
      expect(proxy.idled).toBeGreaterThanOrEqual(2);
    };
    const badGateway = async (): Promise<void> => {
      const box = await startMiddlebox(await serve());
      box.upgrades = "refuse";
      const tabs = await openTabs(box.url);
      box.refuse = ({ n }) => n % 15 === 0 && 502;
      for (const n of [1, 2]) await use(tabs, n);
      for (const tab of tabs) await tab.transport("polling");
      expect(box.log.filter((entry) => entry.endsWith("502")).length).toBeGreaterThan(0);
    };
    await Promise.all([noWebSocket("refuse"), noWebSocket("swallow"), idle(), badGateway()]);
  });
});
