import { describe, expect, test } from "vitest";
import type { Client } from "../support/client.ts";
import { EVERYWHERE } from "../support/platforms.ts";
import { scripted } from "../support/scripted-server.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { next, Transcript } from "../support/until.ts";

/** A listener adds listeners, takes some off, makes namespaces or empties buffers: each list that is walked meanwhile is a copy. */

/** Sends back each event that it gets. */
const echoing = (): Promise<TestServer> =>
  startServer((io) =>
    io.on("connection", (socket) => socket.onAny((...args) => void socket.emit(...(args as [string])))),
  );

/** A socket that is connected, and goes through `x` and `end` with the listeners of `setup`. */
const through = async (socket: Client, setup: (log: Transcript) => void): Promise<string[]> => {
  const log = new Transcript();
  if (!socket.connected) await next(socket, "connect");
  setup(log);
  socket.once("end", () => log.push("end"));
  socket.emit("x").emit("x").emit("end");
  await log.until("end");
  return log.entries;
};

describe.each(EVERYWHERE)("$where", ({ open }) => {
  test("a listener adds one to its own event: that counts from the next", async () => {
    const socket = open(await echoing());
    const entries = await through(socket, (log) => {
      socket.on("x", () => {
        log.push("first");
        socket.on("x", () => log.push("added"));
      });
    });
    expect(entries).toEqual(["first", "first", "added", "end"]);
  });

  test("a listener of every event adds another", async () => {
    const socket = open(await echoing());
    const entries = await through(socket, (log) => {
      const listener = (name: string): void => {
        log.push(`any ${name}`);
        if (name === "x" && log.entries.length < 9) socket.onAny(listener);
      };
      socket.onAny(listener);
    });
    // one for the first event, two for the second, four for the last, which comes to them first
    expect(entries).toEqual([...Array(3).fill("any x"), ...Array(4).fill("any end"), "end"]);
  });

  test("a listener of every event puts another before itself", async () => {
    const socket = open(await echoing());
    const entries = await through(socket, (log) => {
      socket.onAny((name) => {
        log.push(`last ${name}`);
        if (name === "x") socket.prependAny((other) => log.push(`before ${other}`));
      });
    });
    expect(entries).toEqual(["last x", "before x", "last x", "before end", "before end", "last end", "end"]);
  });

  test("a listener of what is sent adds another", async () => {
    const socket = open(await echoing());
    const entries = await through(socket, (log) => {
      socket.onAnyOutgoing((name) => {
        log.push(`out ${name}`);
        socket.onAnyOutgoing((other) => log.push(`added ${other}`));
      });
    });
    expect(entries).toEqual(["out x", "out x", "added x", "out end", "added end", "added end", "end"]);
  });

  test("a listener takes off all that follow: they are called this last time", async () => {
    const socket = open(await echoing());
    const entries = await through(socket, (log) => {
      socket.on("x", () => {
        log.push("first");
        socket.off("x");
      });
      socket.on("x", () => log.push("second"));
    });
    expect(entries).toEqual(["first", "second", "end"]);
  });

  test("listeners of the socket's own events subscribe again, as after a reconnection", async () => {
    const server = await echoing();
    const socket = open(server);
    const log = new Transcript();
    const connected = (): void => {
      log.push("connect");
      socket.on("connect", connected);
      socket.on("disconnect", () => log.push("disconnect"));
    };
    socket.on("connect", connected);
    await log.until("connect");
    await server.kill();
    await log.until("disconnect");
    await next(socket, "connect");
    expect(log.entries).toEqual(["connect", "disconnect", "connect", "connect"]);
  });

  test("a listener of the Manager adds one, and a namespace", async () => {
    const server = await startServer((io) => io.of("/other"));
    const socket = open(server, { autoConnect: false });
    const log = new Transcript();
    socket.io.on("open", () => {
      log.push("open");
      socket.io.on("open", () => log.push("added"));
      const other = socket.io.socket("/other");
      other.on("connect", () => log.push("other"));
      other.connect();
    });
    socket.connect();
    await log.until("other");
    expect(log.entries).toEqual(["open", "other"]);
    socket.io.socket("/other").disconnect();
  });

  test("lifecycle: a listener of its changes adds another", async () => {
    const socket = open(await echoing(), { autoConnect: false });
    const log: string[] = [];
    socket.lifecycle.on("state_change", ({ to }) => {
      log.push(to);
      socket.lifecycle.on("state_change", (change) => log.push(`added ${change.to}`));
    });
    socket.connect();
    await next(socket, "connect");
    expect(log).toEqual(["connecting", "connected", "added connected"]);
  });

  test("the Engine: a listener of its packets adds another", async () => {
    const server = await scripted();
    const socket = open(server);
    await next(socket, "connect");
    const log = new Transcript();
    const { engine } = socket.io;
    engine.on("message", () => {
      log.push("message");
      engine.on("message", () => log.push("added"));
    });
    (await server.session()).send('42["x"]');
    await log.until("message");
    (await server.session()).send('42["y"]');
    await log.until("added");
    expect(log.entries).toEqual(["message", "message", "added"]);
  });

  test("a listener of what is sent looks at what waits, adds to it and leaves: each event goes out once", async () => {
    const server = await startServer();
    const heard = new Transcript();
    server.io.on("connection", (served) => served.onAny((name) => heard.push(name)));
    const socket = open(server);
    for (const name of ["a", "b", "c"]) socket.emit(name);
    socket.onAnyOutgoing((name: string) => {
      void socket.sendBuffer.length;
      if (name === "a") socket.emit("of a");
      if (name === "b") socket.disconnect();
    });
    await next(socket, "disconnect");
    await heard.until("c");
    expect(heard.entries).toEqual(["of a", "a", "b", "c"]);
  });
});
