import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Socket as ServerSocket } from "socket.io";
import { expect, test } from "vitest";
import { range, until } from "../support/until.ts";
import { joinsOf, numbersOf, RECOVERY, type Scope, serve } from "./session-page.ts";
import type { BrowserName } from "./support/find.ts";
import { TestServer } from "./support/server.ts";
import { type PageFunction, withInstalled } from "./support/suite.ts";
import { makeProfile, startUndriven } from "./support/undriven.ts";

/** ms that a browser may take to start, and to write to the disk what it would restore. */
const PATIENCE = 30_000;

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file))
    : [];
/** Is the text in one of them, in either of the encodings that browsers have, at any byte? */
const isSaid = (paths: string[], text: string): boolean =>
  paths
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .some((path) => [text, Buffer.from(text, "utf16le")].some((bytes) => readFileSync(path).includes(bytes)));
/** Between two looks at the disk. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));

/** Has the browser written what it needs to open the page again, with its storage? */
const isOnDisk: Record<Exclude<BrowserName, "WebKit">, (profile: string) => boolean> = {
  Chromium: (profile) =>
    isSaid(filesIn(join(profile, "Default/Session Storage")), '"pid":') &&
    isSaid(filesIn(join(profile, "Default/Sessions")), "/session") &&
    // a profile without it is new, and nothing is restored
    existsSync(join(profile, "Default/Preferences")),
  Firefox: (profile) => isSaid([join(profile, "sessionstore-backups/recovery.jsonlz4")], "pid"),
};

/** ms between two events: of a page that writes more than 3 KB a second into its storage, Chromium writes it to the disk late. */
const EVERY = 50;

/** Keeps what it was told in memory, which a crash takes away. */
const program: PageFunction<undefined, void> = ({ io }) => {
  const { session } = globalThis as unknown as Scope;
  const told: unknown[] = [];
  const socket = io({ session: session.fromStorage(sessionStorage) });
  socket.on("connect", () => told.push(socket.recovered ? "recovered" : "new"));
  socket.on("n", (n) => told.push(n));
  socket.on("tell", (answer) => answer(told));
};

for (const name of ["Chromium", "Firefox"] as const)
  withInstalled(name, name, (installed) => {
    if (installed.driver !== "playwright") return;
    test("killed, and started again with its tabs: the same client, and nothing is lost", async () => {
      const server = await TestServer.start(RECOVERY);
      server.program = { source: String(program), arg: undefined };
      const { ids, stop } = serve(server, { every: EVERY });
      let page: ServerSocket | undefined;
      let joins = 0;
      server.io.on("connection", (socket) => {
        page = socket;
        joins++;
      });
      const tell = (): Promise<unknown[]> => page!.timeout(5_000).emitWithAck("tell");
      const { profile, remove } = makeProfile();
      let browser = startUndriven(installed, profile, [`${server.url}/session`]);
      try {
        await until("the page has joined", () => joins === 1, PATIENCE);
        await until("it would be restored", async () => isOnDisk[name](profile) || pause(), PATIENCE);
        const before = await tell();
        await browser.kill();
        await until("the server knows", () => server.io.engine.clientsCount === 0);
        browser = startUndriven(installed, profile, name === "Chromium" ? ["--restore-last-session"] : []);
        await until("the page is there again", () => joins === 2, PATIENCE);
        const last = stop() - 1;
        await until("it has the last number", async () => (await tell()).includes(last));
        const after = await tell();
        expect([joinsOf(before), joinsOf(after), new Set(ids).size]).toEqual([["new"], ["recovered"], 1]);
        for (const numbers of [before, after].map(numbersOf)) {
          expect(numbers).toEqual(range(numbers.length).map((n) => n + numbers[0]!));
        }
        // none is lost; what came since the browser wrote its storage to the disk comes twice
        expect(numbersOf(after)[0]).toBeLessThanOrEqual(numbersOf(before).at(-1)! + 1);
        expect(numbersOf(after).at(-1)).toBe(last);
      } finally {
        await browser.kill();
        remove();
        await server.close();
      }
    }, 120_000);
  });
