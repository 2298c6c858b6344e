import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromStorage, type SessionStorage } from "holdfast/session";
import type { Socket as ServerSocket } from "socket.io";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { client, MODES, ready } from "../../support/client.ts";
import { startProxy } from "../../support/proxy.ts";
import { startServer } from "../../support/server.ts";
import { next, Transcript, until } from "../../support/until.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-session-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A file, read anew each time, as by another process. */
const file = (): SessionStorage => {
  const path = join(folder, "session.json");
  const read = (): Record<string, string> => {
    try {
      return JSON.parse(readFileSync(path, "utf8"));
    } catch {
      return {};
    }
  };
  const write = (change: Record<string, string | undefined>): void =>
    writeFileSync(path, JSON.stringify({ ...read(), ...change }));
  return {
    getItem: async (name) => read()[name],
    setItem: (name, value) => write({ [name]: value }),
    removeItem: (name) => write({ [name]: undefined }),
  };
};

describe.each(MODES)("$mode", ({ options }) => {
  test("another socket goes on with the session, as the one of the next process would", async () => {
    const server = await startServer(
      (io) => {
        io.on("connection", (socket) => {
          if (!socket.recovered) socket.join("room");
        });
      },
      { connectionStateRecovery: {} },
    );
    const proxy = await startProxy(server);
    const log = new Transcript<unknown>();
    const visit = () => {
      // an object of its own, as in another process
      const socket = client(proxy, { ...options, session: fromStorage(file()), reconnection: false });
      socket.on("connect", () => log.push(socket.recovered ? "recovered" : "new"));
      socket.on("n", (n: number) => log.push(n));
      return socket;
    };
    const one = visit();
    const [served] = (await next(server.io, "connection")) as [ServerSocket];
    await ready(one);
    server.io.to("room").emit("n", 1);
    await log.until(1);
    await until("the server would notice", () => served.conn.transport.writable && !served.conn.upgrading);
    // the process is gone without a word
    const gone = next(served, "disconnect");
    proxy.cut("rst");
    await gone;
    server.io.to("room").emit("n", 2);
    const two = visit();
    await log.until(2);
    server.io.to("room").emit("n", 3);
    await log.until(3);
    expect(log.entries).toEqual(["new", 1, "recovered", 2, 3]);
    await ready(two);

    // signed out: the next one is a new client
    const left = next([...server.io.sockets.sockets.values()][0], "disconnect");
    two.disconnect();
    await left;
    const three = visit();
    await ready(three);
    expect(log.entries.at(-1)).toBe("new");
    expect(three.id).not.toBe(one.id);
  });
});
