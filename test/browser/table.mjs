import { execFileSync } from "node:child_process";
import { writeTable } from "../../scripts/table.mjs";
import { findBrowser } from "./support/find.ts";

const BROWSERS = ["Chromium", "Firefox", "WebKit"];
/** What `scenario.ts` calls them, and the table. */
const TRANSPORTS = { polling: "polling", WebSocket: "WebSocket", "polling, then WebSocket": "upgrade" };

/** A reporter of vitest's: browsers × scenarios into docs/compatibility.md, `npm run test:browsers`. */
export default class Table {
  onTestRunEnd(modules, errors, reason) {
    const tests = [...modules].flatMap((module) => [...module.children.allTests()]);
    const rows = new Map();
    for (const test of tests) {
      const place = placeOf(test);
      if (!place) continue;
      const row = rows.get(place.scenario) ?? { over: new Set(), cells: new Map() };
      rows.set(place.scenario, row);
      if (place.over) row.over.add(place.over);
      row.cells.set(place.browser, [...(row.cells.get(place.browser) ?? []), test.result().state]);
    }
    const installed = BROWSERS.map((name) => findBrowser(name).installed);
    if (errors.length || reason !== "passed" || installed.includes(undefined))
      return void console.error("The table stays as it was: not all browsers ran all tests.");
    writeTable(
      "browsers",
      ["scenario", "over", ...BROWSERS.map((name, i) => `${name} ${versionOf(installed[i])}`)],
      [...rows].map(([scenario, { over, cells }]) => [
        scenario,
        [...over].join(", "),
        ...BROWSERS.map((name) => verdict(cells.get(name))),
      ]),
    );
  }
}

/**
 * `Chromium > polling > a scenario`, `WebTransport in Firefox > Firefox > a scenario: 'alone'`; other tests are not about a
 * browser, and one is about the server.
 */
function placeOf(test) {
  const titles = [test.name];
  for (let suite = test.parent; suite.type === "suite"; suite = suite.parent) titles.unshift(suite.name);
  const [first, second] = titles;
  const browser = BROWSERS.find((name) => first === name || first === `WebTransport in ${name}`);
  const [scenario, way] = titles.at(-1).split(/: '(.*)'$/);
  if (!browser || scenario.startsWith("the server is right")) return undefined;
  const over = first === browser ? TRANSPORTS[second] : way && `WebTransport ${way}`;
  return { browser, over, scenario };
}

function verdict(states) {
  if (!states) return "–";
  return states.every((state) => state === "passed") ? "yes" : "not run";
}

function versionOf({ driver, executablePath, xvfbRun, miniBrowser }) {
  const [command, ...args] = driver === "webdriver" ? [xvfbRun, "-a", miniBrowser] : [executablePath];
  const text = execFileSync(command, [...args, "--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return /\d+(\.\d+)*/.exec(text)?.[0] ?? "";
}
