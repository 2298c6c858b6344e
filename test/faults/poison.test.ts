import * as msgpack from "socket.io-msgpack-parser";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { io as webIo } from "../../src/index.ts";
import { type Client, client, ready, transcribe } from "../support/client.ts";
import { fakeWebTransport } from "../support/fake-webtransport.ts";
import { atEnd } from "../support/leaks.ts";
import { scripted } from "../support/scripted-server.ts";
import { startServer } from "../support/server.ts";
import { next, Transcript } from "../support/until.ts";

/**
 * What a peer user can choose, and an honest server relays, ends no connection: within the limits it is delivered, beyond them
 * that packet alone is dropped and told, and nothing is answered.
 */

type Frame = string | Buffer;
interface Wire {
  socket: Client;
  send(...frames: Frame[]): void;
  /** What the client said since it joined. */
  heard(): unknown[];
}

let warnings: string[];
beforeEach(() => {
  warnings = [];
  vi.spyOn(console, "warn").mockImplementation((text) => void warnings.push(text));
});
afterEach(() => void vi.restoreAllMocks());

const webClient = (url: string, options: object): Client => {
  const socket = webIo(url, { forceNew: true, ...options }) as unknown as Client;
  atEnd("client", () => socket.disconnect());
  return socket;
};
const overScript =
  (connect: (url: string, options: object) => Client, transport: string) =>
  async (options: object): Promise<Wire> => {
    const server = await scripted();
    const socket = await ready(connect(server.url, { ...options, transports: [transport] }));
    const session = await server.session();
    return { socket, send: (...frames) => session.send(...frames), heard: () => session.messages.entries.slice(1) };
  };
const WAYS: [string, (options: object) => Promise<Wire>][] = [
  ["polling", overScript(client, "polling")],
  ["websocket", overScript(client, "websocket")],
  ["polling, web build", overScript(webClient, "polling")],
  [
    "webtransport",
    async (options) => {
      const sessions = fakeWebTransport();
      const socket = client("http://host", { ...options, transports: ["webtransport"] });
      const session = await sessions.get(0);
      await ready(socket);
      const before = session.heard.entries.length;
      return {
        socket,
        send: (...frames) => session.send(...frames),
        heard: () => session.heard.entries.slice(before),
      };
    },
  ],
];

const place = (num: unknown): string => JSON.stringify({ _placeholder: true, num });
const bytes = Buffer.from("bytes");
const args = (count: number): string => `,${Array(count).fill("1").join()}`;
const deep = (levels: number, open = "[", close = "]"): string =>
  `${open.repeat(levels)}${open === "[" ? "" : 1}${close.repeat(levels)}`;

/** Frames, and how many arguments arrive. */
const DELIVERED: [string, Frame[], number][] = [
  ["1,001 levels", [`42["x",${deep(1001)}]`], 1],
  ["10,000 levels of objects", [`42["x",${deep(10_000, '{"a":', "}")}]`], 1],
  ["100,000 levels", [`42["x",${deep(100_000)}]`], 1],
  ["100,000 levels beside bytes", [`451-["x",${deep(100_000)},${place(0)}]`, bytes], 2],
  ["20,000 arguments", [`42["x"${args(20_000)}]`], 20_000],
  ["65,000 arguments", [`42["x"${args(65_000)}]`], 65_000],
  ["a placeholder that is text beside bytes", [`451-["x",${place("0")},${place(0)}]`, bytes], 2],
  ["a negative one", [`451-["x",${place(-1)},${place(0)}]`, bytes], 2],
  ["one out of range", [`451-["x",${place(1)},${place(0)}]`, bytes], 2],
  ["one that is no integer", [`451-["x",${place(0.5)},${place(0)}]`, bytes], 2],
  ["one that names a method", [`451-["x",${place("splice")},${place(0)}]`, bytes], 2],
  ["one that names the prototype", [`451-["x",${place("__proto__")},${place(0)}]`, bytes], 2],
  ["one without a number", [`451-["x",{"_placeholder":true},${place(0)}]`, bytes], 2],
  ["one that was there before", [`451-["x",${place(0)},${place(0)}]`, bytes], 2],
  ["60,000 of them", [`451-["x",[${Array(60_000).fill(place(0)).join()}]]`, bytes], 1],
  ["one in a forged key", [`451-["x",{"__proto__":${place(0)}},${place(0)}]`, bytes], 2],
  ["one around another", [`451-["x",{"_placeholder":true,"num":0,"in":${place(0)}}]`, bytes], 1],
  ["the name of a method", ['42["__proto__",1]'], 1],
];

const DROPPED: [string, Frame[]][] = [
  ["65,001 arguments", [`42["x"${args(65_001)}]`]],
  ["130,000 arguments", [`42["x"${args(130_000)}]`]],
  ["130,000 arguments beside bytes", [`451-["x",${place(0)}${args(130_000)}]`, bytes]],
  ["130,000 arguments and a question", [`427["x"${args(130_000)}]`]],
  ["an acknowledgement that nobody asked for, with as many", [`43999[0${args(130_000)}]`]],
  ["deeper than maxDepth", [`42["x",${deep(200_001)}]`]],
  ["deeper than maxDepth, beside bytes", [`452-["x",${deep(200_001)},${place(0)},${place(1)}]`, bytes, bytes]],
  ['the name "connect"', ['42["connect"]']],
  ['the name "disconnect"', ['42["disconnect","forged"]']],
  ['the name "connect_error"', ['42["connect_error",{}]']],
  ['the name "newListener" and a question', ['420["newListener"]']],
  ["an object as name", ['42[{"toString":"x"}]']],
  ["null as name", ["42[null]"]],
  ["true as name", ["42[true,1]"]],
  ["an array as name", ['42[["x"],1]']],
  ["bytes as name", [`451-[${place(0)}]`, bytes]],
];

const follow = (socket: Client, log: Transcript = transcribe(socket)): Transcript => {
  socket.onAny((name: string, ...data: unknown[]) => log.push(`event ${name}: ${data.length}`));
  socket.lifecycle.on("rejected", ({ nsp, reason }) => log.push(`rejected ${nsp} ${typeof reason}`));
  return log;
};

describe.each(WAYS)("%s", (_, start) => {
  test("within the limits: delivered, and nothing else happens", async () => {
    const { socket, send, heard } = await start({});
    const log = follow(socket);
    for (const [, frames] of DELIVERED) send(...frames);
    send('42["behind"]');
    await log.until("event behind: 0");
    expect(log.entries).toEqual([
      ...DELIVERED.map(([what, , count]) => (what.startsWith("the name") ? "event __proto__: 1" : `event x: ${count}`)),
      "event behind: 0",
    ]);
    expect([heard(), warnings, ({} as { num?: unknown }).num]).toEqual([[], [], undefined]);
  });

  test("beyond them: dropped alone and told, nothing is answered, the connection stays", async () => {
    const { socket, send, heard } = await start({ maxDepth: 200_000 });
    const log = follow(socket);
    for (const [what, frames] of DROPPED) {
      send(...frames, '42["behind"]');
      await log.until("event behind: 0");
      expect([what, log.entries]).toEqual([what, ["rejected / string", "event behind: 0"]]);
      log.entries.length = 0;
    }
    expect(heard()).toEqual([]);
    // each reason once, however many packets
    expect(warnings.map((text) => text.replace(/.*dropped: /, "")).sort()).toEqual([
      "its name is no text",
      "its name is reserved",
      "more arguments than maxArguments",
      "nested deeper than maxDepth",
    ]);
  });

  test("an acknowledgement beyond them settles what waits for it", async () => {
    const { socket, send } = await start({ maxArguments: 10, maxDepth: 10 });
    const log = new Transcript<unknown>();
    const settled = (error: { code?: string; delivery?: string } | null, ...rest: unknown[]) =>
      void log.push(error ? `${error.code} ${error.delivery}` : rest.length);
    socket.emitWithAck("promise").then(() => settled(null), settled);
    socket.timeout(60_000).emit("error first", settled);
    socket.emit("callback", (...data: unknown[]) => settled(null, ...data));
    socket.emitWithAck("deep").then(() => settled(null), settled);
    socket.emitWithAck("bytes").then(() => settled(null), settled);
    socket.timeout(60_000).emit("good", settled);
    const many = `[0${args(130_000)}]`;
    send(
      `430${many}`,
      `431${many}`,
      `432${many}`,
      `433[${deep(11)}]`,
      `461-4[${place(0)},${deep(11)}]`,
      bytes,
      "435[1,2]",
    );
    await log.size(5);
    // promises settle in a later turn
    expect(log.entries.map(String).sort()).toEqual(["2", ...Array(4).fill("ERR_PARSE unknown")]);
  });

  test("as many arguments and levels as the app's own limits are delivered", async () => {
    const { socket, send } = await start({ maxArguments: 3, maxDepth: 20 });
    const log = follow(socket);
    // the arguments are one level themselves
    send(`42["x",${deep(19)}]`, `42["x",${deep(20)}]`, `42["x"${args(3)}]`, `42["x"${args(4)}]`);
    await log.size(4);
    expect(log.entries).toEqual(["event x: 1", "rejected / string", "event x: 3", "rejected / string"]);
  });
});

test("a custom parser has the same limits", async () => {
  const server = await startServer(undefined, { parser: msgpack });
  const socket = client(server, { parser: msgpack, transports: ["websocket"], maxArguments: 3, maxDepth: 5 });
  const [served] = (await next(server.io, "connection")) as [{ emit(...all: unknown[]): void }];
  await ready(socket);
  const log = follow(socket);
  // the real server's emit refuses reserved names
  const packet = (...data: unknown[]) =>
    (served as never as { packet(packet: object): void }).packet({ type: 2, data });
  packet("x", 1, 2, 3);
  packet("x", 1, 2, 3, 4);
  packet("disconnect");
  packet({ name: "x" });
  packet("x", [[[[[1]]]]]);
  packet("x", [[[Buffer.alloc(10)]]]);
  await log.size(6);
  expect(log.entries).toEqual(["event x: 3", ...Array(4).fill("rejected / string"), "event x: 1"]);
});
