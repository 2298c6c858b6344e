import type { Socket as TcpSocket } from "node:net";
import { describe, expect, test, vi } from "vitest";
import { WebSocket as Ws } from "ws";
import { io as webIo } from "../../src/index.ts";
import { client, ready, transcribe } from "../support/client.ts";
import { atEnd } from "../support/leaks.ts";
import { type Session, scripted } from "../support/scripted-server.ts";
import { next, until } from "../support/until.ts";

/** A bad frame, an error or a close frame, and then silence: the connection is over at once, and nothing is lost in it. */

const frame = (first: number, ...payload: number[]): Buffer => Buffer.from([first, payload.length, ...payload]);

/** From here on the server's side says and answers nothing, not even that it closes. */
const silence = ({ ws, candidate }: Session): void => {
  ((ws ?? candidate) as unknown as { _socket: TcpSocket })._socket.pause();
};

const ENDS: [string, Buffer, string][] = [
  ["a reserved opcode", frame(0x83, 1), "transport error"],
  ["reserved bits", frame(0xf1, 0x34), "transport error"],
  ["text that is not UTF-8", frame(0x81, 0x34, 0xc3, 0x28), "transport error"],
  ["a masked frame", Buffer.from([0x81, 0x82, 1, 2, 3, 4, 5, 6]), "transport error"],
  ["a close frame with a wrong code", frame(0x88, 0x03, 0xe7), "transport error"],
  ["a close frame", frame(0x88), "transport close"],
  ["a close frame with a code", frame(0x88, 0x03, 0xe9), "transport close"],
  ["a close frame with a reason", frame(0x88, 0x03, 0xe8, 0x62, 0x79, 0x65), "transport close"],
];

describe.each([
  ["websocket", ["websocket"]],
  ["upgrade", ["polling", "websocket"]],
] as const)("%s", (_, transports) => {
  test.each(ENDS)("%s, then silence", async (_, bytes, reason) => {
    const server = await scripted();
    const socket = client(server, { transports: [...transports], reconnectionDelay: 50 });
    const log = transcribe(socket);
    await ready(socket);
    const session = await server.session();
    await until("the server has upgraded", () => session.ws);
    session.doom();
    silence(session);
    const lost = next(socket, "disconnect");
    session.bytes(session.ws, bytes);
    await lost;
    expect(socket.connected).toBe(false);
    socket.emit("kept", 1);
    await (await server.session(1)).messages.until('2["kept",1]');
    expect(log.entries.slice(0, 4)).toEqual(["connect", `disconnect: ${reason}`, "reconnect_attempt: 1", "connect"]);
  });
});

test.each(ENDS)("a candidate: %s, then silence", async (_, bytes) => {
  const server = await scripted({
    onFrame: (text, session, via) => {
      if (text !== "2probe" || via !== "candidate") return false;
      session.bytes(session.candidate, bytes);
      silence(session);
      return true;
    },
  });
  const socket = client(server, { transports: ["polling", "websocket"], upgradeTimeout: 60_000 });
  const log = transcribe(socket);
  await next(socket, "connect");
  await next(socket.io.engine, "upgradeError");
  socket.emit("x");
  await (await server.session()).messages.until('2["x"]');
  expect(log.entries).toEqual(["connect"]);
});

describe("the web build", () => {
  const web = (url: string): any => {
    vi.stubGlobal("WebSocket", Ws);
    const socket = webIo(url, {
      transports: ["websocket"],
      forceNew: true,
      reconnectionDelay: 10,
      randomizationFactor: 0,
    });
    atEnd("client", () => {
      socket.disconnect();
      vi.unstubAllGlobals();
    });
    return socket;
  };

  test.each(ENDS.filter(([, , reason]) => reason === "transport error"))("%s, then silence", async (_, bytes) => {
    const server = await scripted();
    const socket = web(server.url);
    await next(socket, "connect");
    const session = await server.session();
    session.doom();
    silence(session);
    session.bytes(session.ws, bytes);
    expect((await next(socket, "disconnect"))[0]).toBe("transport error");
  });

  /** Connected by a WebSocket that the server has begun to close, after which it says nothing. */
  const closing = async () => {
    const server = await scripted();
    const socket = web(server.url);
    await next(socket, "connect");
    const session = await server.session();
    session.doom();
    silence(session);
    session.bytes(session.ws, frame(0x88));
    // nothing tells of it
    await until("the WebSocket is closing", () => !socket.io.engine.transport.writable);
    return { server, socket };
  };

  test("a close frame, then silence: what is emitted is not lost, and ends it", async () => {
    const { server, socket } = await closing();
    socket.emit("kept", 1);
    expect((await next(socket, "disconnect"))[0]).toBe("transport close");
    await (await server.session(1)).messages.until('2["kept",1]');
  });

  test("the same of an app that emits without a pause", async () => {
    const { server, socket } = await closing();
    const lost = next(socket, "disconnect");
    let emitted = 0;
    const emit = (): void => {
      if (!socket.connected || emitted === 10_000) return;
      socket.emit("kept", ++emitted);
      setImmediate(emit);
    };
    emit();
    await lost;
    expect(emitted).toBe(1);
    await (await server.session(1)).messages.until('2["kept",1]');
  });
});

test("a peer that answers no WebSocket ping holds up nobody for long", async () => {
  const server = await scripted({
    onOpen: (_, ws) => {
      (ws as unknown as { _autoPong: boolean })._autoPong = false;
    },
  });
  const socket = client(server, { transports: ["websocket"] });
  const other = socket.io.socket("/other");
  await Promise.all([next(socket, "connect"), next(other, "connect")]);
  const session = await server.session();
  const { length } = session.messages.entries;
  socket.emit("before");
  const began = performance.now();
  other.disconnect();
  socket.emit("after");
  await session.messages.until('2["after"]');
  expect(session.messages.entries.slice(length)).toEqual(['2["before"]', "1/other,", '2["after"]']);
  expect(performance.now() - began).toBeGreaterThan(900);
});
