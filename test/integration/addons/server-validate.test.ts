import { defineContract, type StandardSchema, typed } from "holdfast/contract";
import { type InvalidEvent, validate } from "holdfast/server";
import type { Server, Socket as ServerSocket } from "socket.io";
import { describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { client, MODES, ready } from "../../support/client.ts";
import { startServer } from "../../support/server.ts";
import { next, Transcript } from "../../support/until.ts";

const later: StandardSchema<string> = {
  "~standard": {
    version: 1,
    vendor: "test",
    validate: (value) =>
      new Promise((resolve) => {
        const result = typeof value === "string" ? { value } : { issues: [{ message: "no string" }] };
        setImmediate(() => setImmediate(() => resolve(result)));
      }),
  },
};

const contract = defineContract({
  clientToServer: {
    add: { args: [z.number(), z.number()], ack: z.number() },
    date: { args: [z.string().transform((text) => new Date(text))], ack: z.string() },
    note: { args: [z.string(), z.string().optional()] },
    later: { args: [later] },
    bytes: { args: [z.instanceof(Uint8Array)], ack: z.number() },
  },
  serverToClient: { news: { args: [z.string()] } },
});

/** A server that checks; what its handlers and `onAny` listeners get is in `log`. */
const checked = async ({ options = {}, setup = (io: Server): unknown => io.use(validate(contract)) } = {}) => {
  const log = new Transcript<unknown[]>();
  const server = await startServer((io) => {
    setup(io);
    io.on("connection", (socket) => {
      socket.onAny((...args) => log.push(["any", ...args.map((arg) => (typeof arg === "function" ? "answer" : arg))]));
      socket.on("add", (a, b, answer) => answer(a + b));
      socket.on("date", (date: Date, answer) => answer(date.toISOString()));
      socket.on("bytes", (bytes: Uint8Array, answer) => answer(bytes.length));
      socket.on("note", (...args) => log.push(["note", ...args]));
    });
  });
  const plain = client(server, options);
  const [served] = (await next(server.io, "connection")) as [ServerSocket];
  return { log, server, plain: await ready(plain), served };
};

describe.each(MODES)("$mode", ({ options }) => {
  test("good events reach handlers as the schemas make them, and are answered", async () => {
    const { plain, log } = await checked({ options });
    const socket = typed(plain, contract);
    expect([
      await socket.emitWithAck("add", 1, 2),
      await socket.emitWithAck("date", "2026-11-30"),
      await socket.emitWithAck("bytes", new Uint8Array(3)),
    ]).toEqual([3, "2026-11-30T00:00:00.000Z", 3]);
    expect(log.entries.map(([, name]) => name)).toEqual(["add", "date", "bytes"]);
  });

  test("a bad event gets a typed error, and nobody sees it", async () => {
    const invalid: InvalidEvent[] = [];
    const { plain, log, served } = await checked({
      options,
      setup: (io) => io.use(validate(contract, { onInvalid: (one) => invalid.push(one) })),
    });
    const socket = typed(plain, contract, { outgoing: "off" });
    await expect(socket.emitWithAck("add", 1, "2" as never)).rejects.toMatchObject({
      code: "ERR_INVALID",
      message: 'invalid "add": [1]: Invalid input: expected number, received string',
      issues: [{ path: [1] }],
    });
    await expect(plain.emitWithAck("no such event")).rejects.toMatchObject({ code: "ERR_INVALID" });
    expect(log.entries).toEqual([]);
    expect(invalid.map(({ event, issues }) => [event, ...issues.map(({ path }) => path)])).toEqual([
      ["add", [1]],
      ["no such event", []],
    ]);
    expect(invalid[0]!.socket).toBe(served);
  });
});

test("a client without the contract reads the refusal as it is", async () => {
  const { plain } = await checked();
  expect(await plain.emitWithAck("add", 1)).toEqual({
    "holdfast:invalid": { issues: [{ message: "Invalid input: expected number, received undefined", path: [1] }] },
  });
});

test("handlers get as many arguments as the contract has, and a function where it has an acknowledgement", async () => {
  const { plain, log } = await checked();
  plain.emit("note", "a", "b", "what handlers do not expect");
  plain.emit("note", "a");
  // a handler that is called without a function would throw
  plain.emit("add", 1, 2);
  plain.emit("note", "a", () => {});
  await log.when((all) => all.filter(([name]) => name === "note").length === 3);
  expect(log.entries.filter(([name]) => name === "note")).toEqual([
    ["note", "a", "b"],
    ["note", "a", undefined],
    ["note", "a", undefined, expect.any(Function)],
  ]);
});

test("an argument that is emitted as undefined, which JSON has as null, is one that may be missing", async () => {
  const { plain, log } = await checked();
  typed(plain, contract).emit("note", "a", undefined);
  await log.when((all) => all.some(([name]) => name === "note"));
  expect(log.entries.filter(([name]) => name === "note")).toEqual([["note", "a", undefined]]);
});

test("schemas that take their time keep the order of events", async () => {
  const { plain, log } = await checked();
  plain.emit("note", "1");
  plain.emit("later", "2");
  plain.emit("later", 0);
  plain.emit("note", "3");
  plain.emit("later", "4");
  await log.when((all) => all.some(([, , text]) => text === "4"));
  expect(log.entries.filter(([kind]) => kind === "any").map(([, , text]) => text)).toEqual(["1", "2", "3", "4"]);
});

test("names that every object has are no events of the contract", async () => {
  const { plain, log } = await checked();
  for (const name of ["__proto__", "constructor", "toString"])
    expect(await plain.emitWithAck(name)).toHaveProperty("holdfast:invalid");
  expect(log.entries).toEqual([]);
});

test("a recovered session, which skips the middlewares, is checked all the same", async () => {
  const log = new Transcript<unknown[]>();
  const server = await startServer(
    (io) => {
      io.use(validate(contract));
      io.on("connection", (socket) => {
        log.push(["connection", socket.recovered]);
        socket.onAny((...args) => log.push(args));
        socket.emit("news", "welcome");
      });
    },
    { connectionStateRecovery: {} },
  );
  const socket = client(server, { transports: ["websocket"] });
  await next(socket, "news");
  await ready(socket);
  server.kill();
  await next(socket, "disconnect");
  await next(socket, "connect");
  expect(socket.recovered).toBe(true);
  expect(await socket.emitWithAck("add", "no number")).toHaveProperty("holdfast:invalid");
  expect(log.entries).toEqual([
    ["connection", false],
    ["connection", true],
  ]);
});

test("where sockets have no onevent, handlers are kept from bad events all the same, and one warning is given", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const { plain, log } = await checked({
    setup: (io) => {
      const check = validate(contract);
      io.use((socket, go) => {
        Object.assign(socket, { onevent: undefined });
        check(socket, () => {
          // the test's server goes on by its own one
          Reflect.deleteProperty(socket, "onevent");
          go();
        });
        check(socket);
      });
    },
  });
  const socket = typed(plain, contract, { outgoing: "off" });
  expect(await socket.emitWithAck("add", 1, 2)).toBe(3);
  await expect(socket.emitWithAck("add", 1, "2" as never)).rejects.toMatchObject({ code: "ERR_INVALID" });
  plain.emit("note", "a", "b", "what handlers do not expect");
  plain.emit("add", 1, 2);
  plain.emit("note", 1);
  plain.emit("note", "z");
  await log.when((all) => all.some(([name, text]) => name === "note" && text === "z"));
  expect(log.entries.filter(([name]) => name === "note")).toEqual([
    ["note", "a", "b"],
    ["note", "z", undefined],
  ]);
  expect(warn.mock.calls).toEqual([[expect.stringContaining("have no onevent")]]);
});

test("as a listener of connection it does the same, and once", async () => {
  const check = validate(contract);
  const { plain } = await checked({
    setup: (io) => {
      io.use(check);
      io.on("connection", (socket) => check(socket));
    },
  });
  const socket = typed(plain, contract);
  expect(await socket.emitWithAck("date", "2026-11-30")).toBe("2026-11-30T00:00:00.000Z");
});
