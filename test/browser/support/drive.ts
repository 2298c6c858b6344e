import { type ChildProcess, spawn } from "node:child_process";
import { chromium, firefox, type Page as PlaywrightPage, webkit } from "playwright";
import { freePort } from "../../support/listen.mjs";
import type { Installed } from "./find.ts";

/** A browser that runs, whatever drives it. */
export interface Browser {
  open(url: string): Promise<Tab>;
  close(): Promise<void>;
}

export interface Tab {
  /** Runs an expression in the page; a promise is awaited. */
  evaluate(expression: string): Promise<unknown>;
  /** Leaves for another page of the same origin, as by a link, and waits until it is loaded. */
  follow(path: string): Promise<void>;
  /** As the user does it; comes back when it is loaded again. */
  reload(): Promise<void>;
  /** Goes back in the tab's history to this page. */
  back(path: string): Promise<void>;
  /** Opens its page in a tab of its own, which begins with a copy of `sessionStorage`. */
  duplicate(): Promise<Tab>;
  /** Those of the browser's whole session. */
  clearCookies(): Promise<void>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** May it keep a page that was left, to show it again as it was (bfcache)? Playwright forbids Chromium to, unless told. */
  keepsPages?: boolean;
}

export const launch = (installed: Installed, options: LaunchOptions = {}): Promise<Browser> =>
  installed.driver === "playwright" ? launchPlaywright(installed, options) : launchWebDriver(installed);

export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A name that is not a loopback host's, for this machine. */
export const AWAY_HOST = "holdfast.test";

type ByPlaywright = Installed & { driver: "playwright" };

/** `ignoreDefaultArgs`: what playwright gives a browser and a user's does not have. */
export function startPlaywright(
  { name, executablePath, channel }: ByPlaywright,
  ignoreDefaultArgs: string[] = [],
  chromiumArgs: string[] = [],
) {
  const type = { Chromium: chromium, Firefox: firefox, WebKit: webkit }[name];
  return type.launch({
    executablePath,
    ignoreDefaultArgs,
    ...(channel && { channel }),
    ...(name === "Chromium" && {
      args: [...CHROMIUM_ARGS, ...chromiumArgs, `--host-resolver-rules=MAP ${AWAY_HOST} 127.0.0.1`],
    }),
    ...(name === "Firefox" && { firefoxUserPrefs: { "network.dns.localDomains": AWAY_HOST } }),
  });
}

async function launchPlaywright(installed: ByPlaywright, { keepsPages }: LaunchOptions): Promise<Browser> {
  const browser = await startPlaywright(installed, keepsPages ? ["--disable-back-forward-cache"] : []);
  // for the one certificate that no browser can know
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const tabOf = (page: PlaywrightPage): Tab => ({
    evaluate: (expression) => page.evaluate(expression),
    follow: async (path) => {
      const { href } = new URL(path, page.url());
      await Promise.all([page.waitForURL(href), page.evaluate(leaveFor(path))]);
    },
    reload: async () => void (await page.reload()),
    back: async (path) => {
      const { href } = new URL(path, page.url());
      // a page that was kept is not loaded again; Firefox keeps none that is connected
      const waitUntil = keepsPages && installed.name === "Chromium" ? "commit" : "load";
      await Promise.all([page.waitForURL(href, { waitUntil }), page.evaluate("void setTimeout(() => history.back())")]);
    },
    duplicate: async () => {
      const [copy] = await Promise.all([page.waitForEvent("popup"), page.evaluate(OPEN_COPY)]);
      await copy.waitForLoadState();
      return tabOf(copy);
    },
    clearCookies: () => context.clearCookies(),
    close: () => page.close(),
  });
  const open = async (url: string): Promise<Tab> => {
    const page = await context.newPage();
    await page.goto(url);
    return tabOf(page);
  };
  return { open, close: () => browser.close() };
}

/** The page has an opener, as a tab has that its user duplicates: else it would begin with an empty `sessionStorage`. */
const OPEN_COPY = "void open(location.href)";

/** Leaves in a later turn, when the driver has its answer. */
const leaveFor = (path: string): string => `void setTimeout(() => location.assign(${JSON.stringify(path)}))`;

async function launchWebDriver({ webDriver, xvfbRun, miniBrowser }: Installed & { driver: "webdriver" }) {
  const port = await freePort();
  // a group of its own: xvfb-run starts the display, the driver and the driver's browser
  const driver = spawn(xvfbRun, ["-a", webDriver, `--port=${port}`], { detached: true, stdio: "ignore" });
  try {
    await listens(port, driver);
    const { sessionId } = (await command(port, "POST", "/session", {
      capabilities: {
        alwaysMatch: {
          browserName: "MiniBrowser",
          acceptInsecureCerts: true,
          "webkitgtk:browserOptions": {
            binary: miniBrowser,
            args: ["--automation", "--javascript-can-open-windows-automatically=true"],
          },
        },
      },
    })) as { sessionId: string };
    const send = (method: string, path: string, body?: object) =>
      command(port, method, `/session/${sessionId}${path}`, body);

    // one window is in front at a time: whoever wants another one waits
    let queue: Promise<unknown> = Promise.resolve();
    const inTurn = <Result>(act: () => Promise<Result>): Promise<Result> => {
      const result = queue.then(act);
      queue = result.catch(() => {});
      return result;
    };
    const inWindow = (handle: string, method: string, path: string, body?: object): Promise<unknown> =>
      inTurn(async () => {
        await send("POST", "/window", { handle });
        return send(method, path, body);
      });

    // windows, since a tab that is not in front has its timers slowed down
    const first = await send("GET", "/window");
    const tabOf = (handle: string): Tab => {
      const execute = (script: string): Promise<unknown> =>
        inWindow(handle, "POST", "/execute/sync", { script, args: [] });
      const isAt = async (path: string): Promise<void> => {
        const there = `return location.pathname === ${JSON.stringify(path)} && document.readyState === "complete"`;
        while (!(await execute(there)));
      };
      return {
        evaluate: (expression) => execute(`return ${expression}`),
        follow: async (path) => {
          await execute(leaveFor(path));
          await isAt(path);
        },
        reload: async () => void (await inWindow(handle, "POST", "/refresh", {})),
        back: async (path) => {
          await inWindow(handle, "POST", "/back", {});
          await isAt(path);
        },
        duplicate: async () => {
          const path = (await execute("return location.pathname")) as string;
          const handles = async (): Promise<string[]> =>
            (await inTurn(() => send("GET", "/window/handles"))) as string[];
          const before = await handles();
          await execute(OPEN_COPY);
          let copy: string | undefined;
          while (!copy) copy = (await handles()).find((other) => !before.includes(other));
          const tab = tabOf(copy);
          while (
            !(await tab.evaluate(`location.pathname === ${JSON.stringify(path)} && document.readyState === "complete"`))
          );
          return tab;
        },
        clearCookies: async () => void (await inWindow(handle, "DELETE", "/cookie")),
        close: async () => void (await inWindow(handle, "DELETE", "/window")),
      };
    };
    const open = async (url: string): Promise<Tab> => {
      const { handle } = (await inWindow(first as string, "POST", "/window/new", { type: "window" })) as {
        handle: string;
      };
      await inWindow(handle, "POST", "/url", { url });
      return tabOf(handle);
    };
    const close = async (): Promise<void> => {
      await send("DELETE", "");
      await stop(driver);
    };
    return { open, close };
  } catch (error) {
    await stop(driver);
    throw error;
  }
}

/** One command of the W3C's WebDriver protocol; gives its value. */
async function command(port: number, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    ...(method === "POST" && { body: JSON.stringify(body ?? {}) }),
  });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error?: string; message?: string };
  throw new Error(`${method} ${path}: ${error}: ${message}`);
}

/** The driver does not say when it listens. */
async function listens(port: number, driver: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (driver.exitCode !== null) throw new Error(`WebKitWebDriver ended with code ${driver.exitCode}`);
    try {
      return void (await command(port, "GET", "/status"));
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error("WebKitWebDriver does not answer");
}

const stop = (driver: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (driver.exitCode !== null || driver.signalCode !== null || !driver.pid) return resolve();
    driver.once("exit", () => resolve());
    process.kill(-driver.pid);
  });
