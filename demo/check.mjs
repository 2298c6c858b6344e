// Uses the demo as a person would, in a real Chromium with two tabs, and throws when something is not as it should be.
// By hand: `node demo/check.mjs [path of chromium] [screenshot.png]`.

import { readFile } from "node:fs/promises";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright";
import { startDemo } from "./server.mjs";

// Nothing below waits for a guessed time, only for what the page shows. This is when to give up.
const GIVE_UP = 30_000;
/** What the server calls a connection. */
const ID = /^[\w-]{20}$/;
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * @param {object} [options]
 * @param {string} [options.executablePath] Chromium; playwright's own by default
 * @param {string} [options.screenshot] where to write a PNG of the first tab at the end; beside it, as `…-received.png`, the
 *   second tab with the picture it got
 * @param {(step: string) => void} [options.log] is told each step
 */
export async function checkDemo({ executablePath, screenshot, log = () => {} } = {}) {
  const demo = await startDemo({ port: 0 });
  let browser;
  try {
    browser = await chromium.launch({ executablePath, args: ARGS });
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    context.setDefaultTimeout(GIVE_UP);
    const errors = [];
    context.on("weberror", (error) => errors.push(error.error()));

    log("two tabs, both upgrade to WebSocket");
    const first = await openTab(context, demo.url);
    const second = await openTab(context, demo.url);
    for (const tab of [first, second]) await tab.transport("websocket");
    await second.page.locator("#people .person").waitFor();

    log("a message from the second tab to the first");
    await second.say("Hello from the second tab");
    await first.reads("Hello from the second tab");

    log("a picture from the first tab to the second");
    await first.sendPicture();
    await first.delivered(1);
    await second.seesPictures(1);

    log("the panel has both, with what became of them");
    await first.tab("Events");
    await first.lists("events", /outpicture.*acknowledged after/);
    await first.lists("events", /inmessage.*Hello from the second tab/);
    await first.tab("Now");
    await first.fact("Transport", "websocket");
    await first.fact("Latency", /^[\d.]+ m?s; half of \d/);

    // the upgrade, a message, a picture that was received
    if (screenshot) await second.page.screenshot({ path: screenshot.replace(/(\.\w+)?$/, "-received$1") });

    log("the server drops the connection");
    await first.comesBackAfter(() => first.press("Server drops this connection"));
    await first.transport("websocket");

    log("the server restarts, twice; what is written meanwhile is delivered");
    for (const n of [1, 2]) {
      await first.comesBackAfter(async () => {
        await second.press("Server restarts");
        await first.state("reconnecting");
        await first.say(`Written while the server was away (${n})`, { status: "waiting" });
        await first.fact("Buffered", /^[1-9]/);
      });
      await first.state("connected");
      await second.state("connected");
      await first.delivered(1 + n);
      await second.reads(`Written while the server was away (${n})`);
      await first.fact("Buffered", /^0/);
    }

    log("the panel's timeline has what happened, and there is a recording to take away");
    await first.tab("Timeline");
    await first.lists("timeline", /^session over polling, then websocket: transport (close|error)/);
    await first.lists("timeline", /^attempt \d+: ERR_/);
    await first.tab("Export");
    const download = first.page.waitForEvent("download");
    await first.press("Download JSON lines");
    const lines = (await readFile(await (await download).path(), "utf8")).trim().split("\n");
    if (!lines.some((line) => JSON.parse(line).kind === "failed")) throw new Error("The recording has no failure.");
    await first.tab("Now");

    log("the server disconnects, and only the button connects again");
    await first.press("Server disconnects me");
    await first.state("disconnected");
    await first.press("Connect");
    await first.state("connected");
    await first.transport("websocket");
    await first.fact("State", "connected");

    log("the server refuses WebSocket: polling goes on");
    const refuse = first.page.getByRole("switch", { name: "Server refuses WebSocket" });
    await refuse.click();
    await first.page.locator('#refuse-ws[aria-checked="true"]').waitFor();
    await first.comesBackAfter(() => first.press("Server drops this connection"));
    await first.upgradeFails();
    await first.transport("polling");
    await first.say("Over polling");
    await first.delivered(4);
    await second.reads("Over polling");
    await second.say("And back");
    await first.reads("And back");

    // One whose upgrade was refused is still whole: it can be dropped and comes back to WebSocket.
    await refuse.click();
    await first.page.locator('#refuse-ws[aria-checked="false"]').waitFor();
    await first.comesBackAfter(() => first.press("Server drops this connection"));
    await first.transport("websocket");

    if (screenshot) await first.page.screenshot({ path: screenshot });
    if (errors.length > 0)
      throw new AggregateError(errors, `The page threw: ${errors.map((e) => e.message).join("; ")}`);
  } finally {
    await browser?.close();
    await demo.close();
  }
}

/** A tab with the demo in it, and what a person does there. @param {import("playwright").BrowserContext} context */
export async function openTab(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  // In the shadow root of holdfast/panel, where locators look, too.
  const inPanel = (selector, options) => page.locator(`holdfast-panel ${selector}`, options);
  const fact = (name) => inPanel(`[data-fact="${name}"]`);
  const tab = {
    page,
    press: (name) => page.locator("#panel").getByRole("button", { name, exact: true }).click(),
    state: (state) => page.locator(`body[data-state="${state}"]`).waitFor(),
    transport: (name) => page.locator(`#path[data-transport="${name}"]`).waitFor(),
    upgradeFails: () => page.locator("#path.refused").waitFor(),
    tab: (name) => inPanel('[role="tab"]', { hasText: name }).click(),
    /** Waits until the panel says so of it, in its tab of now. */
    fact: (name, text) =>
      fact(name)
        .and(page.getByText(text, { exact: true }))
        .waitFor(),
    /** Waits until there is such a line in the list of the panel. */
    lists: (name, text) => inPanel(`ol[aria-label="${name}" i] li`, { hasText: text }).first().waitFor(),
    reads: (text) => page.locator("#messages .message", { hasText: text }).waitFor(),
    delivered: (count) =>
      page
        .locator('#messages [data-status="delivered"]')
        .nth(count - 1)
        .waitFor(),
    async say(text, { status } = {}) {
      await page.getByLabel("Message", { exact: true }).fill(text);
      await page.getByRole("button", { name: "Send", exact: true }).click();
      if (status) await page.locator(`#messages [data-status="${status}"]`, { hasText: text }).waitFor();
    },
    sendPicture: () => page.getByRole("button", { name: "Send a sample picture" }).click(),
    seesPictures: (count) =>
      page.waitForFunction(
        (n) => [...document.querySelectorAll("#messages img")].filter((image) => image.naturalWidth > 0).length === n,
        count,
      ),
    allDelivered: () =>
      page.waitForFunction(() => document.querySelector('#messages .mine:not([data-status="delivered"])') === null),
    /** Does something that ends the connection, then waits until the server knows the client by another id. */
    async comesBackAfter(breakIt) {
      await tab.fact("Socket id", ID);
      const before = await fact("Socket id").textContent();
      await breakIt();
      await fact("Socket id").filter({ hasNotText: before }).and(page.getByText(ID)).waitFor();
      await tab.state("connected");
    },
  };
  await tab.state("connected");
  return tab;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , executablePath, screenshot] = process.argv;
  await checkDemo({ executablePath, screenshot, log: (step) => console.log(`· ${step}`) });
  console.log("The demo works.");
}
