import { describe, type TestAPI } from "vitest";
import { leaving } from "./leaving.ts";
import { loss } from "./loss.ts";
import { origins } from "./origins.ts";
import { places } from "./places.ts";
import type { BrowserName } from "./support/find.ts";
import type { Fixtures } from "./support/suite.ts";
import { talk } from "./talk.ts";

/** How a page reaches the server. */
const TRANSPORTS: [name: string, options: Options][] = [
  ["polling", { transports: ["polling"] }],
  ["WebSocket", { transports: ["websocket"] }],
  ["polling, then WebSocket", {}],
];

export interface Options {
  transports?: string[];
}

export type BrowserTest = TestAPI<Fixtures>;

/** All that a browser has to show, on the files of dist/ and against the real server. */
export function scenario(test: BrowserTest, browser: BrowserName): void {
  describe.each(TRANSPORTS)("%s", (_name, options) => {
    talk(test, options);
    loss(test, options);
    places(test, options);
    origins(test, options);
    leaving(test, options, browser);
  });
}
