import { describe, expect, test } from "vitest";
import { BaseManager } from "../../../src/manager/manager.ts";
import type { IoOptions } from "../../../src/manager/options.ts";
import { type FakeClient, startsClients } from "../../support/fake-client.ts";
import { settle, World } from "../../support/fake-platform.ts";

const start = startsClients();

/** A Manager without a socket, and its transcript. */
const bare = (options: IoOptions = {}, prepare: (world: World) => void = () => {}) => {
  const world = new World();
  prepare(world);
  const environment = { platform: world.platform, kinds: world.kinds };
  const manager = new BaseManager(environment, "http://host", {
    transports: ["websocket"],
    autoConnect: false,
    ...options,
  });
  const log: string[] = [];
  for (const name of [
    "open",
    "error",
    "ping",
    "close",
    "reconnect",
    "reconnect_attempt",
    "reconnect_error",
    "reconnect_failed",
  ] as const)
    manager.on(name, (...args: unknown[]) => {
      const [first] = args as { code?: string }[];
      log.push([name, first?.code ?? first].filter((part) => part !== undefined).join(" "));
    });
  return { world, manager, log, ws: () => world.sockets.at(-1)! };
};

describe("a Manager without a socket", () => {
  test("a loss is a close, each with its own attempts", () => {
    const { world, manager, log, ws } = bare({ reconnectionAttempts: 1, minUptime: 0 });
    manager.connect();
    for (let i = 0; i < 3; i++) {
      ws().accept();
      ws().receive("2");
      ws().end();
      world.advance(1000);
    }
    expect(log).toEqual([
      ...["open", "ping", "close transport error", "reconnect_attempt 1"],
      ...["open", "reconnect 1", "ping", "close transport error", "reconnect_attempt 1"],
      ...["open", "reconnect 1", "ping", "close transport error", "reconnect_attempt 1"],
    ]);
    ws().end();
    expect([log.slice(-3), manager.state, world.left]).toEqual([
      ["error ERR_TRANSPORT", "reconnect_failed", "reconnect_error ERR_TRANSPORT"],
      "idle",
      [],
    ]);
  });

  test("autoConnect opens it as soon as it is made", () => {
    const { world, manager } = bare({ autoConnect: true });
    expect([world.sockets.length, manager.state]).toEqual([1, "connecting"]);
  });
});

describe("what the platform is asked for", () => {
  test("a clock, with what the options say of it", () => {
    const asked: unknown[] = [];
    const prepare = ({ platform, clock }: World): void => {
      platform.clock = ({ autoUnref, useNativeTimers }) => {
        asked.push([!!autoUnref, !!useNativeTimers]);
        return clock;
      };
    };
    bare({}, prepare);
    bare({ autoUnref: true }, prepare);
    bare({ useNativeTimers: true }, prepare);
    expect(asked).toEqual([
      [false, false],
      [true, false],
      [false, true],
    ]);
  });

  test("a store for cookies, one for each session", () => {
    const stores: object[] = [];
    const prepare = ({ platform }: World): void => {
      platform.cookies = () => {
        stores.push({});
        return stores.at(-1);
      };
    };
    const { world, manager, ws } = bare({ withCredentials: true }, prepare);
    manager.open();
    const first = manager.engine;
    ws().end();
    world.advance(1000);
    expect([stores.length, manager.engine === first]).toEqual([2, false]);
    expect(manager.engine._options._cookies).toBe(stores[1]);
    expect(first._options._cookies).toBe(stores[0]);
  });
});

describe("a platform without a store for cookies", () => {
  test("withCredentials needs none", async () => {
    const client = start({ withCredentials: true });
    await client.connect();
    expect(client.take()).toEqual(["connect"]);
  });
});

describe("reconnection switched off during a wait", () => {
  test("no attempt follows; one that the app asks for does", () => {
    const client = start();
    client.ws.end();
    client.socket.io.reconnection(false);
    client.world.advance(60_000);
    expect([client.world.sockets.length, client.socket.io.state, client.socket.state]).toEqual([
      1,
      "idle",
      "disconnected",
    ]);
    const other = start();
    other.ws.end();
    other.socket.io.reconnection(false);
    other.socket.connect();
    expect(other.world.sockets).toHaveLength(2);
  });
});

describe("reconnection switched off after the app asked for an attempt that has to wait", () => {
  test("it is made", () => {
    const client = start();
    client.ws.end();
    client.socket.connect();
    client.ws.end();
    // no sooner than a second after the early one
    client.socket.connect();
    client.socket.io.reconnection(false);
    client.world.advance(1000);
    expect(client.world.sockets).toHaveLength(3);
  });
});

describe("beforeunload", () => {
  test.each(["connecting", "waiting"])("while %s: nothing is sent, nothing breaks", async (state) => {
    const client = start({ transports: ["polling"], closeOnBeforeunload: true });
    if (state === "waiting") await client.world.poll!.answer("busy", 503);
    const before = client.world.requests.length;
    client.dispatch("beforeunload");
    await settle();
    expect([client.socket.io.state, client.world.requests.length]).toEqual([state, before]);
  });

  test("without a transport", () => {
    const client = start({ transports: [], closeOnBeforeunload: true });
    client.dispatch("beforeunload");
    client.world.advance(0);
    client.dispatch("beforeunload");
    expect(client.take()).toEqual(["connect_error ERR_NO_TRANSPORT"]);
  });
});

describe("what errors and events of the Manager say", () => {
  test("an attempt that ran out of time: the transport, the attempt, what follows", () => {
    const client = start({ timeout: 100, reconnectionAttempts: 1 });
    const errors: unknown[] = [];
    client.socket.io.on("error", ({ code, phase, message, transport, attempt, willRetry, retryIn }) =>
      errors.push({ code, phase, message, transport, attempt, willRetry, retryIn }),
    );
    client.world.advance(100);
    client.world.advance(1100);
    const same = { code: "ERR_CONNECT_TIMEOUT", phase: "transport", message: "timeout", transport: "websocket" };
    expect(errors).toEqual([
      { ...same, attempt: 0, willRetry: true, retryIn: 1000 },
      { ...same, attempt: 1, willRetry: false, retryIn: undefined },
    ]);
  });

  test("close has the details, as disconnect has", async () => {
    const client = start();
    const told: unknown[][] = [];
    client.socket.io.on("close", (...args) => told.push(args));
    client.socket.on("disconnect", (...args) => told.push(args));
    await client.connect();
    client.ws.receive("garbage");
    expect(told).toHaveLength(2);
    expect(told[0]).toEqual(told[1]);
    expect(told[0]).toEqual(["parse error", expect.objectContaining({ code: "ERR_PARSE" })]);
  });

  test("a connection that is lost before a namespace is joined: close, as of any other", async () => {
    const client = start();
    const told: unknown[][] = [];
    client.socket.io.on("close", (...args) => told.push(args));
    client.ws.accept();
    await settle();
    client.ws.end();
    expect([told, client.take()]).toEqual([
      [["transport error", expect.objectContaining({ code: "ERR_TRANSPORT" })]],
      ["connect_error ERR_TRANSPORT"],
    ]);
  });

  test("an attempt that is given up: close says that the app did it", () => {
    const client = start();
    const told: unknown[][] = [];
    client.socket.io.on("close", (...args) => told.push(args));
    client.socket.disconnect();
    client.world.advance(0);
    expect([told, client.take()]).toEqual([[["forced close", undefined]], []]);
  });

  test("what the runtime lacks, where that may be why; a hint that the error has comes first", () => {
    const hints: unknown[] = [];
    const fails = (transports: string[], fields: { hint?: string } = {}): void => {
      const client = start({ transports, autoConnect: false, reconnection: false });
      const { world, socket } = client;
      world.platform.lacks = (name) => (name === "polling" ? "fetch" : undefined);
      socket.on("connect_error", (error) => hints.push(error.hint));
      socket.connect();
      if (client.ws) client.ws.end(new Error("broken"), { fields });
      world.advance(0);
    };
    fails(["polling", "websocket"]);
    fails(["polling", "websocket"], { hint: "buy a cable" });
    fails(["websocket"]);
    fails(["polling"]);
    expect(hints).toEqual([
      "this runtime has no fetch",
      "buy a cable",
      undefined,
      expect.stringContaining("this runtime has no fetch"),
    ]);
  });

  test("a loss after many attachments: what the server may have taken amiss, whatever else is known of it", async () => {
    const many = Array.from({ length: 11 }, () => new Uint8Array(1));
    const told: unknown[] = [];
    const loses = async (lose: (client: FakeClient) => void, attachments = many): Promise<void> => {
      const client = start({ pingTimeout: 1000 } as object);
      client.socket.on("disconnect", (...args) => told.push(args));
      await client.connect();
      client.socket.emit("x", attachments);
      lose(client);
      client.socket.off("disconnect");
    };
    const hint = "more than 10 attachments: raise maxAttachments of the server's parser";
    await loses(({ world }) => world.advance(60_000));
    await loses(({ ws }) => ws.end(new Error("broken")));
    await loses(({ ws }) => ws.end(null));
    await loses(({ world }) => world.advance(60_000), many.slice(1));
    await loses(({ ws, world }) => {
      ws.receive("42[1]");
      world.advance(60_000);
    });
    expect(told).toEqual([
      ["ping timeout", { description: "ping timeout", hint }],
      ["transport error", expect.objectContaining({ code: "ERR_TRANSPORT", hint })],
      ["transport close", expect.objectContaining({ hint })],
      ["ping timeout", undefined],
      ["ping timeout", undefined],
    ]);
  });

  test("packet tells of each packet, of each namespace", async () => {
    const client = start();
    const packets: unknown[] = [];
    client.socket.io.on("packet", ({ type, nsp, data }) => packets.push([type, nsp, data]));
    await client.connect();
    client.ws.receive('42["x"]', '42/other,["y"]');
    expect(packets).toEqual([
      [0, "/", { sid: "sid" }],
      [2, "/", ["x"]],
      [2, "/other", ["y"]],
    ]);
  });

  test("a parse error in a packet says what was wrong", async () => {
    const client = start();
    const errors: unknown[] = [];
    client.socket.on("disconnect", (_, error) => errors.push(error));
    await client.connect();
    client.ws.receive("42{");
    expect(errors).toEqual([
      expect.objectContaining({
        code: "ERR_PARSE",
        phase: "transport",
        message: expect.stringMatching(/^parse error: ./),
      }),
    ]);
  });

  test("attachments that never come end the connection", async () => {
    const client = start({ attachmentTimeout: 100 });
    await client.connect();
    client.ws.receive('451-["x",{"_placeholder":true,"num":0}]');
    client.world.advance(100);
    expect(client.take()).toEqual(["connect", "disconnect parse error"]);
  });
});
