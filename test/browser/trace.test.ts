import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { atEnd } from "../support/leaks.ts";
import { freePort } from "../support/listen.mjs";
import { closedPort, startServer } from "../support/server.ts";
import { linesOf, SCENES } from "../support/trace-scenes.ts";
import type { BrowserTest } from "./scenario.ts";
import { startPlaywright } from "./support/drive.ts";
import { startMarionette } from "./support/marionette.ts";
import { TestServer } from "./support/server.ts";
import { inBrowser, withInstalled } from "./support/suite.ts";

/** The sequences of test/integration/addons/trace.test.ts, in pages: they are the same. */
const scenes = (test: BrowserTest): void => {
  describe("the whole sequence of records of", () => {
    test.for(SCENES)("$name", async ({ setup, server: options, steps, expected }, { openTab }) => {
      const server = await startServer(setup, { ...options, cors: { origin: "*" } });
      const closed = await closedPort();
      const tab = await openTab("/addons");
      const records: unknown[] = [];
      for (const step of steps)
        if (step === "restart") await server.restart();
        else records.push(...((await tab.run(step, { url: server.url, closed })) as unknown[]));
      expect(linesOf(records)).toEqual(expected);
    });
  });
};

for (const name of ["Chromium", "Firefox", "WebKit"] as const) inBrowser(name, scenes);

/** A server for {@link archiveOf}. */
const startLosing = async (): Promise<TestServer> => {
  const server = await TestServer.start();
  server.io.on("connection", (socket) => {
    socket.on("add", (a, b, answer) => answer(a + b));
    socket.on("lose me", () => socket.conn.close());
  });
  return server;
};

/** An archive with two sessions, made in a page. */
const archiveOf = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const { io, trace, page } = globalThis as any;
    const socket = io({ reconnectionDelay: 50, randomizationFactor: 0 });
    const recording = trace.recorder(socket, { args: true });
    await page.ready(socket);
    await socket.emitWithAck("add", 1, 2);
    socket.emit("lose me");
    await page.once(socket, "reconnect");
    await socket.emitWithAck("add", 3, 4);
    socket.disconnect();
    return recording.export("har");
  });

withInstalled("Chromium", "the panels of Chromium's developer tools", (installed) => {
  if (installed.driver !== "playwright") return;
  let browser: Browser;
  let server: TestServer;
  let page: Page;
  beforeAll(async () => {
    browser = await startPlaywright(installed);
    server = await startLosing();
    page = await browser.newPage();
    await page.goto(`${server.url}/addons`);
    await page.evaluate("loaded");
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test("a recorded profile has the tracks", async () => {
    await browser.startTracing(page, { categories: ["blink.user_timing"] });
    await page.evaluate(async () => {
      const { io, trace, page } = globalThis as any;
      const socket = io({ reconnectionDelay: 50, randomizationFactor: 0, autoConnect: false });
      trace.trace(socket, trace.devtoolsTrack());
      socket.connect();
      await page.ready(socket);
      await socket.emitWithAck("add", 1, 2);
      socket.emit("lose me");
      await page.once(socket, "reconnect");
      socket.disconnect();
      page.log.push(performance.getEntriesByType("measure").length);
    });
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
      traceEvents: { name: string; ph: string; args: { detail?: string } }[];
    };
    const tracks = traceEvents
      .filter(({ name, args }) => name.startsWith("holdfast: ") && args.detail)
      .map(({ name, args }) => {
        const { devtools } = JSON.parse(args.detail!);
        return [devtools.trackGroup, devtools.track, name.replace("holdfast: ", "")].join(" | ");
      });
    expect([...new Set(tracks)].sort()).toEqual([
      "holdfast | acknowledgements | add",
      "holdfast | attempts | attempt 0",
      "holdfast | attempts | attempt 1",
      "holdfast | disconnects | forced close",
      "holdfast | disconnects | transport close",
      "holdfast | upgrades | upgrade websocket",
      "holdfast | waits | wait",
    ]);
    expect(await page.evaluate(() => (globalThis as any).page.log.splice(0))).toEqual([0]);
  });

  test("the network panel opens an archive, and shows its sessions and their messages", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "holdfast-")), "holdfast.har");
    const archive = await archiveOf(page);
    writeFileSync(file, archive);
    const port = await freePort();
    const debugged = await startPlaywright(
      installed,
      [],
      [`--remote-debugging-port=${port}`, "--remote-allow-origins=*"],
    );
    try {
      await (await debugged.newPage()).goto("data:text/html,target");
      const targets = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
      const { id } = targets.find(({ url }: { url: string }) => url.startsWith("data:"));
      const tools = await debugged.newPage({ viewport: { width: 1100, height: 700 } });
      tools.setDefaultTimeout(10_000);
      const target = `127.0.0.1:${port}/devtools/page/${id}`;
      await tools.goto(`http://127.0.0.1:${port}/devtools/devtools_app.html?ws=${target}&panel=network`);
      const chosen = tools.waitForEvent("filechooser");
      await tools.getByRole("button", { name: /import har/i }).click();
      await (await chosen).setFiles(file);
      await tools.getByText("2 requests").waitFor();
      const rows = tools.locator("td.name-column", { hasText: "socket.io" });
      expect(await rows.count()).toBe(2);
      await rows.first().click();
      await tools.getByRole("tab", { name: "Messages" }).click();
      await tools.getByText("lose me").waitFor();
      // those with a time
      const messages = await tools.locator("tr", { hasText: /\d\d:\d\d:\d\d/ }).allInnerTexts();
      expect(messages.map((text) => text.split("\t")[0])).toEqual([
        '["add",1,2]',
        'acknowledgement of ["add",3]',
        '["lose me"]',
      ]);
    } finally {
      await debugged.close();
      rmSync(dirname(file), { recursive: true });
    }
  });
});

withInstalled("Firefox", "the network panel of Firefox's developer tools", (installed) => {
  if (installed.driver !== "playwright") return;
  /** Imports the archive as the panel's menu does, and reads its list. */
  const open = `
    const { require } = ChromeUtils.importESModule("resource://devtools/shared/loader/Loader.sys.mjs");
    const { gDevTools } = require("resource://devtools/client/framework/devtools.js");
    const { gBrowser } = Services.wm.getMostRecentWindow("navigator:browser");
    const toolbox = await gDevTools.showToolboxForTab(gBrowser.selectedTab, { toolId: "netmonitor" });
    const { panelWin } = toolbox.getPanel("netmonitor");
    const { HarImporter } = panelWin.windowRequire("devtools/client/netmonitor/src/har/har-importer");
    new HarImporter(panelWin.actions).import(arg.text);
    const rows = () => [...panelWin.document.querySelectorAll(".request-list-item")];
    while (rows().length < arg.count) await new Promise((resolve) => panelWin.requestAnimationFrame(resolve));
    const read = (row, name) => row.querySelector(".requests-list-" + name).textContent;
    return rows().map((row) => ["status", "method", "file"].map((name) => read(row, name)).join(" "));
  `;

  // two of it are started
  test("opens an archive, and lists its sessions", { timeout: 120_000 }, async () => {
    const server = await startLosing();
    atEnd("real server", () => server.close());
    const browser = await startPlaywright(installed);
    atEnd("client", () => browser.close());
    const page = await browser.newPage();
    await page.goto(`${server.url}/addons`);
    await page.evaluate("loaded");
    const text = await archiveOf(page);
    const firefox = await startMarionette(installed.executablePath);
    atEnd("client", () => firefox.close());
    const rows = await firefox.run(open, { text, count: 2 });
    expect(rows).toEqual(["101 GET socket.io", "101 GET socket.io"]);
  });
});
