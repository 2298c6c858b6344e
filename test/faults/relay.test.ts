import fc from "fast-check";
import type { Socket as ServerSocket } from "socket.io";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import WebSocket from "ws";
import { type Client, client, ready, transcribe } from "../support/client.ts";
import { atEnd, notTheClients } from "../support/leaks.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { next, type Transcript, until } from "../support/until.ts";

/**
 * A real server relays what one user writes to two others. Whatever that is, these stay connected and get every event that is well
 * formed and within the limits, also those that a recovery brings.
 *
 * The seed is printed; `FUZZ_SEED=n` runs it again.
 */

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const MESSAGES = 2_000;
/** Of the others; the server itself can't relay many more than this. */
const maxArguments = 10_000;

beforeEach(() => void vi.spyOn(console, "warn").mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

/** What the user sends: which of the relay's events, and its arguments as JSON; whether the others are to get it. */
interface Message {
  event: "plain" | "bytes" | "name";
  args: string[];
  arrives: boolean;
}

const placeholder = fc
  .oneof(
    fc.integer({ min: -2, max: 3 }),
    fc.constantFrom("0", "splice", "__proto__", "length", null, 0.5, 1e99, {}, []),
  )
  .map((num) => JSON.stringify({ _placeholder: true, num }));
/** The same in what may be around it. */
const wrapped = fc
  .tuple(
    placeholder,
    fc.constantFrom("_", "[_]", '{"a":_}', '{"__proto__":_}', '{"_placeholder":true,"num":0,"in":_}', "[_,_]"),
  )
  .map(([inner, around]) => around.replaceAll("_,_", `${inner},${inner}`).replace(/(?<![a-z_])_(?![a-z_])/g, inner));
const nested = fc
  .tuple(fc.integer({ min: 1, max: 500 }), fc.constantFrom(["[", "]"], ['{"a":', "}"], ['[{"":', "}]"]))
  .map(([levels, [open, close]]) => `${open!.repeat(levels)}1${close!.repeat(levels)}`);
const value = fc.oneof(
  { arbitrary: fc.json({ maxDepth: 3 }), weight: 4 },
  { arbitrary: wrapped, weight: 4 },
  { arbitrary: nested, weight: 2 },
  {
    arbitrary: fc.constantFrom('{"__proto__":{"polluted":true}}', '{"toJSON":1}', '"\\ud800"', '"\\u001e"'),
    weight: 1,
  },
);
const many = fc
  .tuple(fc.constantFrom(1_000, 9_990, 10_010, 20_000), value)
  .map(([count, one]) => [one, ...Array<string>(count).fill("1")]);
const names = fc.oneof(
  fc.constantFrom("null", "true", "[]", "{}", '{"toString":"x"}', '{"_placeholder":true,"num":0}'),
  fc.constantFrom('"connect"', '"disconnect"', '"newListener"', '"reconnect"', '"__proto__"', "7", '""'),
);

const relayed = (event: "plain" | "bytes") => (args: string[]) => ({
  event,
  args,
  arrives: args.length < maxArguments,
});
const message: fc.Arbitrary<Message> = fc.oneof(
  { arbitrary: fc.array(value, { maxLength: 4 }).map(relayed("plain")), weight: 40 },
  { arbitrary: fc.array(value, { maxLength: 4 }).map(relayed("bytes")), weight: 40 },
  { arbitrary: many.map(relayed("plain")), weight: 1 },
  { arbitrary: many.map(relayed("bytes")), weight: 1 },
  { arbitrary: names.map((name) => ({ event: "name" as const, args: [name], arrives: false })), weight: 10 },
);

/** What the relay does: it trusts what its users write, as many do. */
const relay = (socket: ServerSocket): void => {
  socket.on("plain", (n, ...args) => socket.broadcast.emit("relay", n, ...args));
  socket.on("bytes", (n, ...args) => socket.broadcast.emit("relay", n, ...args, Buffer.from("the server's")));
  socket.on("name", (n, name, ...args) => {
    try {
      socket.broadcast.emit(name, n, ...args);
    } catch {
      // reserved there, too
    }
  });
};

/** The user, who needs no library. */
const join = async ({ url }: TestServer): Promise<WebSocket> => {
  const socket = notTheClients(
    () => new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`),
  );
  atEnd("client", () => socket.terminate());
  const joined = new Promise<void>((resolve) =>
    socket.on("message", (data) => {
      if (`${data}` === "2") socket.send("3");
      if (`${data}`.startsWith("0")) socket.send("40");
      if (`${data}`.startsWith("40")) resolve();
    }),
  );
  await joined;
  return socket;
};

class Listener {
  readonly log: Transcript;
  readonly heard: number[] = [];
  constructor(readonly socket: Client) {
    this.log = transcribe(socket);
    socket.on("relay", (n: number) => void this.heard.push(n));
  }
}

const listen = async (server: TestServer, transport: string): Promise<Listener> => {
  const listener = new Listener(client(server, { transports: [transport], maxArguments }));
  await ready(listener.socket);
  return listener;
};

test(`2,000 hostile messages (seed ${seed}): the others stay, and get all that is well formed`, async () => {
  const server = await startServer((io) => void io.on("connection", relay), {
    connectionStateRecovery: {},
    maxHttpBufferSize: 1e7,
  });
  const others = [await listen(server, "websocket"), await listen(server, "polling")];
  const user = await join(server);
  const messages = fc.sample(message, { numRuns: MESSAGES, seed });
  for (const [n, { event, args }] of messages.entries()) user.send(`42["${event}",${[n, ...args].join()}]`);
  user.send(`42["plain",${MESSAGES}]`);
  const expected = messages.flatMap(({ arrives }, n) => (arrives ? [n] : []));
  for (const { socket, log, heard } of others) {
    await until("the last message", () => heard.at(-1) === MESSAGES, 60_000);
    expect(heard).toEqual([...expected, MESSAGES]);
    expect([log.entries.filter((entry) => !entry.startsWith("reconnect")), socket.connected]).toEqual([
      ["connect"],
      true,
    ]);
  }
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
}, 90_000);

test("a recovery that brings such messages ends, and none comes twice", async () => {
  const server = await startServer((io) => void io.on("connection", relay), { connectionStateRecovery: {} });
  // of a cut in polling the server learns too late for a recovery
  const others = [await listen(server, "websocket"), await listen(server, "websocket")];
  const deep = JSON.parse(`${"[".repeat(1001)}${"]".repeat(1001)}`);
  server.io.emit("relay", 0);
  for (const { heard } of others) await until("the first event", () => heard.length === 1);
  for (let round = 1; round <= 2; round++) {
    const back = others.map(({ socket }) => next(socket, "connect"));
    await server.kill();
    server.io.emit("relay", 10 * round, deep, { _placeholder: true, num: "0" }, Buffer.from("b"));
    server.io.emit({ no: "text" } as never, 1);
    server.io.emit("relay", -1, ...Array(maxArguments + 1).fill(1));
    server.io.emit("relay", 10 * round + 1);
    server.io.emit(null as never);
    await Promise.all(back);
  }
  for (const { socket, log, heard } of others) {
    await until("the last event", () => heard.at(-1) === 21);
    expect([heard, socket.recovered]).toEqual([[0, 10, 11, 20, 21], true]);
    expect(log.entries.filter((entry) => /^(dis)?connect/.test(entry)).length).toBe(5);
  }
});
