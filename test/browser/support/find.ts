import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, firefox, webkit } from "playwright";

export type BrowserName = "Chromium" | "Firefox" | "WebKit";

/** How a browser that is on this machine is started. */
export type Installed =
  | { driver: "playwright"; name: BrowserName; executablePath: string; channel?: string }
  /** WebKitGTK, as Debian has it: a driver that is spoken to by WebDriver, and a small browser. */
  | { driver: "webdriver"; name: "WebKit"; webDriver: string; xvfbRun: string; miniBrowser: string };

/** What is there, or what to do about it. */
export type Found = { installed: Installed } | { missing: string };

const mac = (app: string, binary = app): string => `/Applications/${app}.app/Contents/MacOS/${binary}`;

const CHROMIUM = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "microsoft-edge"];
const CHROMIUM_MAC = [mac("Google Chrome"), mac("Chromium"), mac("Microsoft Edge")];
const FIREFOX = ["firefox-esr", "firefox"];
const FIREFOX_MAC = [mac("Firefox", "firefox"), mac("Firefox ESR", "firefox")];

/** Looks for a browser that is installed here; nothing is ever downloaded. */
export function findBrowser(name: BrowserName): Found {
  if (name === "Chromium") {
    const path = firstOf(CHROMIUM, CHROMIUM_MAC) ?? playwrightsOwn(chromium);
    if (path) return { installed: { driver: "playwright", name, executablePath: path } };
    return missing(name, "chromium", 'or "Google Chrome", or `npx playwright install chromium`');
  }
  if (name === "Firefox") {
    const path = firstOf(FIREFOX, FIREFOX_MAC);
    if (path) return { installed: { driver: "playwright", name, executablePath: path, channel: "moz-firefox" } };
    const own = playwrightsOwn(firefox);
    if (own) return { installed: { driver: "playwright", name, executablePath: own } };
    return missing(name, "firefox-esr", 'or "Firefox", or `npx playwright install firefox`');
  }
  const [webDriver, xvfbRun, xauth] = ["WebKitWebDriver", "xvfb-run", "xauth"].map(onPath);
  const miniBrowser = webDriver && findMiniBrowser();
  if (webDriver && xvfbRun && xauth && miniBrowser)
    return { installed: { driver: "webdriver", name, webDriver, xvfbRun, miniBrowser } };
  const own = playwrightsOwn(webkit);
  if (own) return { installed: { driver: "playwright", name, executablePath: own } };
  return missing(name, "webkit2gtk-driver xvfb xauth", "or, on other systems, `npx playwright install webkit`");
}

const missing = (name: BrowserName, packages: string, otherwise: string): Found => ({
  missing: `${name} is not installed here. To get it: \`apt-get install ${packages}\` (Debian), ${otherwise}.`,
});

function onPath(command: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

const firstOf = (commands: string[], paths: string[]): string | undefined =>
  commands.map(onPath).find(Boolean) ?? paths.find(isExecutable);

function playwrightsOwn(type: { executablePath(): string }): string | undefined {
  try {
    const path = type.executablePath();
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** It comes with the library, on Debian in a folder of the machine's architecture. */
function findMiniBrowser(): string | undefined {
  const folders = ["/usr/libexec", "/usr/lib64", "/usr/lib", ...foldersIn("/usr/lib")];
  return folders.map((folder) => join(folder, "webkit2gtk-4.1", "MiniBrowser")).find(isExecutable);
}

function foldersIn(parent: string): string[] {
  try {
    return readdirSync(parent).map((name) => join(parent, name));
  } catch {
    return [];
  }
}
