import { type } from "arktype";
import type { Invalid } from "holdfast";
import {
  type ClientEmits,
  type ClientListens,
  checkArguments,
  defineContract,
  type StandardSchema,
  typed,
} from "holdfast/contract";
import * as v from "valibot";
import { describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { outcome, startsClients } from "../../../support/fake-client.ts";
import { turn } from "../../../support/until.ts";

const start = startsClients();

/** A schema whose answer the test gives. */
const slow = () => {
  const waiting: { value: unknown; give(result: unknown): void }[] = [];
  const schema: StandardSchema<unknown> = {
    "~standard": {
      version: 1,
      vendor: "test",
      validate: (value) => new Promise((give) => waiting.push({ value, give: give as (result: unknown) => void })),
    },
  };
  const pass = (n: number): void => waiting[n]!.give({ value: waiting[n]!.value });
  const fail = (n: number): void => waiting[n]!.give({ issues: [{ message: `no ${waiting[n]!.value}` }] });
  return { schema, waiting, pass, fail };
};

const number = z.number();
const contract = defineContract({
  clientToServer: {
    add: { args: [number, number], ack: number },
    say: { args: [z.object({ text: z.string() }), z.string().optional()] },
  },
  serverToClient: {
    sum: { args: [z.string().transform(Number)] },
    ask: { args: [z.string()], ack: z.boolean() },
    both: { args: [number, number.optional()] },
  },
});

type Options = Parameters<typeof typed>[2];

/** A connected client with the contract, and all that was told. */
const connected = async (options?: Options, clientOptions = {}) => {
  const client = start(clientOptions);
  const ws = await client.connect();
  const socket = typed(client.socket, contract, options);
  const log: unknown[][] = [];
  socket.onAny((...args) => log.push(args.map((arg) => (typeof arg === "function" ? "answer" : arg))));
  socket.lifecycle.on("invalid", ({ event, direction, part, issues }) =>
    log.push(["invalid", direction, part, event, ...issues.map(({ path }) => path.join("."))]),
  );
  socket.lifecycle.on("dropped", ({ event, args, cause, delivery }) =>
    log.push(["dropped", event, ...args, cause.code, delivery]),
  );
  ws.take();
  const receive = (...event: unknown[]): void => ws.receive(`42${JSON.stringify(event)}`);
  return { ...client, socket, ws, log, receive };
};

describe("what is emitted", () => {
  test("goes out as it is, if it is as the contract says", async () => {
    const { socket, ws, log } = await connected();
    socket.emit("add", 1, 2);
    socket.emit("say", { text: "a" });
    socket.emit("say", { text: "a", more: 1 } as { text: string }, "b");
    await turn();
    expect([ws.take(), log]).toEqual([
      ['42["add",1,2]', '42["say",{"text":"a"}]', '42["say",{"text":"a","more":1},"b"]'],
      [],
    ]);
  });

  test.each([
    ["a wrong argument", ["add", 1, "2"], "1"],
    ["a wrong value within", ["say", { text: 1 }], "0.text"],
    ["a missing argument", ["add", 1], "1"],
    ["one too many", ["add", 1, 2, 3], "2"],
    ["an unknown event", ["remove", 1], ""],
    ["a name that every object has", ["constructor"], ""],
  ])("%s: emit throws, and nothing is sent", async (_, event, path) => {
    const { socket, ws, log } = await connected();
    const emit = (): unknown => socket.emit(...(event as [never]));
    expect(emit).toThrow(expect.objectContaining({ code: "ERR_INVALID", issues: [expect.objectContaining({})] }));
    // no call of the app calls the app
    expect(log).toEqual([]);
    await turn();
    expect([ws.take(), log]).toEqual([[], [["invalid", "outgoing", "event", event[0], path]]]);
  });

  test("a reserved name is told as such", async () => {
    const { socket } = await connected();
    expect(() => socket.emit("connect" as never)).toThrow('"connect" is a reserved event name');
  });

  test("a promise rejects with the error; it, the issues and `invalid` tell the same", async () => {
    const { socket } = await connected();
    let told: Invalid | undefined;
    socket.lifecycle.on("invalid", (invalid) => (told = invalid));
    const error = await socket.emitWithAck("add", 1, "2" as never).catch((thrown) => thrown);
    expect(error).toMatchObject({
      code: "ERR_INVALID",
      message: 'invalid "add": [1]: Invalid input: expected number, received string',
      issues: [{ path: [1], message: "Invalid input: expected number, received string" }],
    });
    expect(told).toEqual({ event: "add", direction: "outgoing", part: "event", issues: error.issues, cause: error });
  });

  test("views are checked, and keep their settings", async () => {
    const { socket, ws, world } = await connected();
    const view = socket.timeout(100);
    expect(() => view.emit("add", "1" as never, 2)).toThrow("invalid");
    expect(() => socket.volatile.emit("add", "1" as never, 2)).toThrow("invalid");
    const promised = outcome(view.emitWithAck("add", 1, 2));
    world.advance(100);
    await turn();
    expect([ws.take(), promised]).toEqual([['420["add",1,2]'], ["ERR_ACK_TIMEOUT unknown"]]);
  });

  test('with "off" it is not checked', async () => {
    const { socket, ws, log, receive } = await connected({ outgoing: "off" });
    socket.emit("anything" as never, 1 as never);
    socket.on("ask", (_, answer) => answer("no boolean" as never));
    ws.receive('427["ask","?"]');
    receive("sum", 1);
    expect([ws.take(), log]).toEqual([
      ['42["anything",1]', '437["no boolean"]'],
      [
        ["ask", "?", "answer"],
        ["invalid", "incoming", "event", "sum", "0"],
      ],
    ]);
  });
});

describe("schemas that take their time", () => {
  const patient = (schema: StandardSchema<unknown>) =>
    defineContract({
      clientToServer: { slow: { args: [schema], ack: z.string() }, quick: {} },
      serverToClient: { slow: { args: [schema], ack: z.boolean() }, quick: {} },
    });

  test("keep the order of what is emitted, and its callbacks and views", async () => {
    const { socket: plain, ws, log } = await connected();
    const { schema, pass, fail } = slow();
    const socket = typed(plain, patient(schema));
    const promised = outcome(socket.timeout(100).emitWithAck("slow", "a"));
    socket.emit("slow", "b");
    socket.emit("quick");
    await turn();
    expect(ws.take()).toEqual([]);
    fail(1);
    await turn();
    expect(ws.take()).toEqual([]);
    pass(0);
    await turn();
    expect(ws.take()).toEqual(['420["slow","a"]', '42["quick"]']);
    expect(log).toEqual([
      ["invalid", "outgoing", "event", "slow", "0"],
      ["dropped", "slow", "b", "ERR_INVALID", "not-sent"],
    ]);
    socket.emit("quick");
    expect(ws.take()).toEqual(['42["quick"]']);
    ws.receive('430["x"]');
    await turn();
    expect(promised).toEqual(["x"]);
  });

  test("what can't be sent after all is told to whoever waits", async () => {
    const { socket: plain, log } = await connected();
    const { schema, pass, fail } = slow();
    const socket = typed(plain, patient(schema));
    const cycle: unknown[] = [];
    cycle.push(cycle);
    const ended: unknown[] = [];
    for (const value of [cycle, "bad"]) socket.timeout(9).emit("slow", value, (error) => ended.push(error));
    pass(0);
    fail(1);
    await turn();
    expect(ended).toEqual([
      expect.objectContaining({ code: "ERR_ENCODE", delivery: "not-sent" }),
      expect.objectContaining({ code: "ERR_INVALID", delivery: "not-sent" }),
    ]);
    expect(log.map(([what]) => what).sort()).toEqual(["dropped", "dropped", "invalid"]);
  });

  test("are not waited for by disconnect(): it is as if the events were emitted after it", async () => {
    const client = start();
    const ws = await client.connect();
    const { schema, pass } = slow();
    const socket = typed(client.socket, patient(schema));
    const promised = outcome(socket.emitWithAck("slow", "a"));
    socket.emit("slow", "b");
    socket.emit("quick");
    socket.disconnect();
    pass(0);
    pass(1);
    await turn();
    client.world.advance(1_000);
    expect(ws.take()).toEqual(["40", "41"]);
    expect(promised).toEqual(["ERR_DISCONNECTED not-sent"]);
    socket.connect();
    const again = await client.connect();
    expect(again.take()).toEqual(["40", '42["slow","b"]', '42["quick"]']);
  });

  test("keep the order of what comes in", async () => {
    const { socket: plain, log, receive } = await connected();
    const { schema, pass, fail } = slow();
    const socket = typed(plain, patient(schema));
    receive("slow", "a");
    receive("slow", "b");
    receive("quick");
    fail(1);
    await turn();
    expect(log).toEqual([]);
    pass(0);
    await turn();
    expect(log).toEqual([["slow", "a", "answer"], ["invalid", "incoming", "event", "slow", "0"], ["quick"]]);
    receive("quick");
    expect(log).toHaveLength(4);
    expect(socket.connected).toBe(true);
  });

  test("one that throws or rejects objects", async () => {
    const { socket: plain, log, receive } = await connected();
    const { schema, waiting } = slow();
    typed(plain, patient(schema));
    receive("slow", "a");
    waiting[0]!.give(Promise.reject(new Error("broken")));
    await turn();
    const broken = {
      "~standard": {
        ...schema["~standard"],
        validate: () => {
          throw new Error("broken");
        },
      },
    };
    typed(plain, patient(broken));
    receive("slow", "b");
    expect(log).toEqual([1, 2].map(() => ["invalid", "incoming", "event", "slow", "0"]));
  });
});

describe("what comes in", () => {
  test("reaches listeners as the schemas make it", async () => {
    const { receive, log } = await connected();
    receive("sum", "42");
    receive("both", 1);
    receive("both", 1, 2, "an offset, or what a newer server adds");
    expect(log).toEqual([
      ["sum", 42],
      ["both", 1, undefined],
      ["both", 1, 2],
    ]);
  });

  test.each([undefined, "drop"] as const)("with %s bad events reach nobody", async (incoming) => {
    const { receive, log } = await connected(incoming && { incoming });
    receive("sum", 1);
    receive("unknown");
    receive("__proto__");
    receive("both", 1);
    expect(log).toEqual([
      ["invalid", "incoming", "event", "sum", "0"],
      ["invalid", "incoming", "event", "unknown", ""],
      ["invalid", "incoming", "event", "__proto__", ""],
      ["both", 1, undefined],
    ]);
  });

  test('with "report" they reach listeners as they came', async () => {
    const { receive, log, ws } = await connected({ incoming: "report" });
    receive("sum", 1, 2);
    receive("unknown", 3);
    ws.receive('421["ask",1]');
    expect(log).toEqual([
      ["invalid", "incoming", "event", "sum", "0"],
      ["sum", 1, 2],
      ["invalid", "incoming", "event", "unknown", ""],
      ["unknown", 3],
      ["invalid", "incoming", "event", "ask", "0"],
      ["ask", 1, "answer"],
    ]);
  });

  test('with "throw" the error surfaces, and a listener of `invalid` that throws harms nobody', async () => {
    vi.useFakeTimers();
    try {
      const { receive, log, socket } = await connected({ incoming: "throw" });
      socket.lifecycle.on("invalid", () => {
        throw new Error("listener");
      });
      socket.lifecycle.on("invalid", () => log.push(["next"]));
      receive("sum", 1);
      expect(log).toEqual([["invalid", "incoming", "event", "sum", "0"], ["next"]]);
      expect(() => vi.advanceTimersToNextTimer()).toThrow("listener");
      expect(() => vi.advanceTimersToNextTimer()).toThrow('invalid "sum"');
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test("answers are checked, and a listener may answer again", async () => {
    const { socket, ws, log } = await connected();
    const thrown: unknown[] = [];
    socket.on("ask", (_, answer) => {
      try {
        answer("yes" as never);
      } catch (error) {
        thrown.push(error);
      }
      answer(true);
    });
    ws.receive('421["ask","?"]');
    // nobody waits for an answer; the listener need not know
    ws.receive('42["ask","?"]');
    await turn();
    expect(thrown.map((error) => (error as Error).message)).toEqual(
      [1, 2].map(() => 'invalid acknowledgement of "ask": Invalid input: expected boolean, received string'),
    );
    expect(ws.take()).toEqual(["431[true]"]);
    expect(log.filter(([what]) => what === "invalid")).toEqual(
      [1, 2].map(() => ["invalid", "outgoing", "acknowledgement", "ask", ""]),
    );
  });

  test("an answer that is checked in a later turn", async () => {
    const { socket: plain, ws } = await connected();
    const { schema, pass } = slow();
    const socket = typed(plain, defineContract({ serverToClient: { ask: { ack: schema } } }));
    socket.on("ask", (answer) => answer("later"));
    ws.receive('421["ask"]');
    expect(ws.take()).toEqual([]);
    pass(0);
    await turn();
    expect(ws.take()).toEqual(['431["later"]']);
  });
});

describe("acknowledgements", () => {
  const answered = async (answer: string, options?: Options) => {
    const { socket, ws, log } = await connected(options);
    const promised = outcome(socket.emitWithAck("add", 1, 2));
    const called: unknown[][] = [];
    socket.emit("add", 1, 2, (...args: unknown[]) => called.push(args));
    socket.timeout(100).emit("add", 1, 2, (...args: unknown[]) => called.push(args));
    for (const id of [0, 1, 2]) ws.receive(`43${id}${answer}`);
    await turn();
    return { promised, called, log };
  };

  test("are given as the schema makes them", async () => {
    expect(await answered("[3]")).toEqual({ promised: [3], called: [[3], [null, 3]], log: [] });
  });

  test("that are wrong reject, and a callback that takes no error is not called", async () => {
    const { promised, called, log } = await answered('["3"]');
    expect([promised, called]).toEqual([["ERR_INVALID"], [[expect.objectContaining({ code: "ERR_INVALID" })]]]);
    expect(log).toEqual([0, 1, 2].map(() => ["invalid", "incoming", "acknowledgement", "add", ""]));
  });

  test('with "report" they are given as they came', async () => {
    const { promised, called, log } = await answered('["3"]', { incoming: "report" });
    expect([promised, called, log.length]).toEqual([["3"], [["3"], [null, "3"]], 3]);
  });

  test("that say that the server refuses the event are errors", async () => {
    const { promised, log } = await answered('[{"holdfast:invalid":{"issues":[{"message":"no","path":[1]}]}}]');
    expect([promised, log[0]]).toEqual([["ERR_INVALID"], ["invalid", "outgoing", "event", "add", "1"]]);
  });

  test("of the limit of time stay what they are", async () => {
    const { socket, world } = await connected(undefined, { ackTimeout: 50 });
    const promised = outcome(socket.emitWithAck("add", 1, 2));
    world.advance(50);
    await turn();
    expect(promised).toEqual(["ERR_ACK_TIMEOUT unknown"]);
  });
});

describe("typed", () => {
  test("called again, the new contract takes the place of the old", async () => {
    const { socket, receive, log } = await connected();
    typed(socket, defineContract({ serverToClient: { other: {} } }));
    receive("other");
    receive("sum", "1");
    expect(log).toEqual([["other"], ["invalid", "incoming", "event", "sum", ""]]);
    expect(() => socket.emit("add", 1, 2)).toThrow("the contract has no such event");
  });

  test("gives the socket itself, or the view", () => {
    const { socket } = start();
    expect(typed(socket, contract)).toBe(socket);
    const view = socket.compress(false);
    expect(typed(view, contract)).toBe(view);
  });

  test.each([{ incoming: "ignore" }, { outgoing: "drop" }])("%o throws", (options) => {
    const { socket } = start();
    const [[name, value]] = Object.entries(options) as [[string, string]];
    expect(() => typed(socket, contract, options as never)).toThrow(
      expect.objectContaining({
        code: "ERR_INVALID_OPTION",
        message: expect.stringContaining(`${name}: ${value}; allowed: `),
      }),
    );
  });

  test("events that wait for a connection were checked when they were emitted", async () => {
    const client = start();
    const socket = typed(client.socket, contract);
    expect(() => socket.emit("add", 1, "2" as never)).toThrow("invalid");
    socket.emit("add", 1, 2);
    const ws = await client.connect();
    expect(ws.take()).toContain('42["add",1,2]');
  });

  test("zod, valibot and arktype", async () => {
    const { socket: plain, receive, log } = await connected();
    const user = { id: 1, name: "a" };
    typed(
      plain,
      defineContract({
        serverToClient: {
          zod: { args: [z.object({ id: z.number(), name: z.string() })] },
          valibot: { args: [v.object({ id: v.number(), name: v.string() })] },
          arktype: { args: [type({ id: "number", name: "string" })] },
        },
      }),
    );
    for (const name of ["zod", "valibot", "arktype"]) {
      receive(name, user);
      receive(name, { ...user, id: "1" });
    }
    expect(log).toEqual(
      ["zod", "valibot", "arktype"].flatMap((name) => [
        [name, user],
        ["invalid", "incoming", "event", name, "0.id"],
      ]),
    );
  });
});

/** That the types of the tests above hold is checked by the compiler; these are the maps. */
describe("null", () => {
  const check = (schema: StandardSchema) => checkArguments({ args: [schema] }, [null]);

  test("is what is missing for a schema that takes that alone, as JSON has no undefined", async () => {
    expect(check(z.number().optional())).toEqual({ value: [undefined] });
    expect(check(z.string().default("d"))).toEqual({ value: ["d"] });
    const later = z
      .string()
      .optional()
      .refine(async () => true);
    expect(await check(later)).toEqual({ value: [undefined] });
  });

  test("stays null for one that takes it, and is told as null by one that takes neither", () => {
    expect(check(z.number().nullish())).toEqual({ value: [null] });
    expect(check(z.number())).toEqual({ issues: [{ message: expect.stringContaining("null"), path: [0] }] });
  });
});

test("the maps of events", () => {
  type Emits = ClientEmits<typeof contract>;
  type Listens = ClientListens<typeof contract>;
  const emits: Emits["say"] = (_say: { text: string }, _more?: string) => {};
  const listens: Listens["ask"] = (_text: string, answer: (yes: boolean) => void) => answer(true);
  expect([typeof emits, typeof listens]).toEqual(["function", "function"]);
});
