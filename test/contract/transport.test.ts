import { afterEach, describe, expect, test } from "vitest";
import type { EnginePacket } from "../../src/codec/engine-io.ts";
import { node } from "../../src/platform/node.ts";
import type { Polling } from "../../src/transport/polling.ts";
import type {
  Session,
  Transport,
  TransportKind,
  TransportOptions,
  TransportSink,
} from "../../src/transport/transport.ts";
import { polling, websocket } from "../../src/transports.node.ts";
import type { ConnectError } from "../../src/util/errors.ts";
import { withDefaults } from "../../src/util/options.ts";
import { parseTarget, requestUrl } from "../../src/util/url.ts";
import { type Script, scripted } from "../support/scripted-server.ts";
import { Transcript } from "../support/until.ts";

/** The contract of `src/transport/transport.ts`, which each transport has to keep, over real HTTP and TCP on Node. */
class Harness {
  readonly log = new Transcript<string>();
  readonly packets: EnginePacket[] = [];
  readonly errors: (ConnectError | undefined)[] = [];
  readonly transport: Transport;
  readonly session: { id: string | undefined } & Session;

  constructor(kind: TransportKind, url: string) {
    const target = parseTarget(url, { location: () => undefined });
    const options: TransportOptions = withDefaults({});
    this.session = {
      _platform: node,
      _clock: node.clock({}),
      _options: options,
      id: undefined,
      binaryType: "nodebuffer",
      _parting: false,
      _url: (name) => requestUrl(target, options, name, this.session.id, Math.random),
    };
    this.transport = new kind(this.session);
    this.transport._sink = this.sink("");
  }

  sink(prefix: string): TransportSink {
    return {
      _packet: (packet) => {
        // what the Engine does with the handshake
        if (packet.type === "open") this.session.id = JSON.parse(packet.data as string).sid;
        this.packets.push(packet);
        this.log.push(`${prefix}${packet.type}`);
      },
      _ready: () => this.log.push(`${prefix}ready`),
      _closed: (error) => {
        this.errors.push(error);
        this.log.push(`${prefix}closed`);
      },
    };
  }

  /** Opens the session; what `_ready` said until then is left out. */
  async open(): Promise<this> {
    this.transport._open();
    await this.log.until("open");
    return this;
  }

  /** Opens the session and joins the main namespace. */
  async join(): Promise<this> {
    await this.open();
    this.transport._send([{ type: "message", data: "0" }]);
    await this.log.until("message");
    await this.log.when((all) => this.transport._idle || all.includes("ready"));
    this.packets.length = 0;
    this.log.entries.length = 0;
    return this;
  }

  get closed(): number {
    return this.log.entries.filter((entry) => entry.endsWith("closed")).length;
  }
}

describe.each([
  ["polling", polling],
  ["websocket", websocket],
] as const)("%s", (name, kind) => {
  const harnesses: Harness[] = [];
  const start = async (script: Script = {}) => {
    const server = await scripted(script);
    const harness = new Harness(kind, server.url);
    harnesses.push(harness);
    return { server, harness };
  };
  afterEach(() => {
    for (const { transport } of harnesses.splice(0)) transport._abort();
  });

  test("opens with a handshake, then takes packets", async () => {
    const { harness } = await start();
    expect([harness.transport.name, harness.transport._idle]).toEqual([name, false]);
    await harness.open();
    expect(harness.packets).toHaveLength(1);
    expect([harness.transport._idle, harness.transport.writable]).toEqual([true, true]);
  });

  test("carries text and binary, both ways, in order", async () => {
    const { server, harness } = await start();
    await harness.join();
    const session = await server.session(0);
    const data = Buffer.from([1, 2, 3]);
    harness.transport._send([
      { type: "message", data: '2["text é"]' },
      { type: "message", data },
      { type: "message", data: "2[1]" },
    ]);
    await session.messages.when((all) => all.length === 4);
    expect(session.messages.entries).toEqual(["0", '2["text é"]', data, "2[1]"]);
    session.send('42["é"]', data, "42[2]");
    await harness.log.when((all) => all.filter((entry) => entry === "message").length === 3);
    expect(harness.packets).toEqual([
      { type: "message", data: '2["é"]' },
      { type: "message", data },
      { type: "message", data: "2[2]" },
    ]);
  });

  test("says that it takes more after each batch, where it did not", async () => {
    const { harness } = await start();
    await harness.join();
    harness.transport._send([{ type: "message", data: "2[1]" }]);
    if (harness.transport._idle) return expect(name).toBe("websocket");
    await harness.log.until("ready");
    expect(harness.transport._idle).toBe(true);
  });

  test("tells one sink at a time, the one that it was given last", async () => {
    const { server, harness } = await start();
    await harness.open();
    harness.transport._sink = harness.sink("second ");
    (await server.session(0)).send('42["x"]');
    await harness.log.until("second message");
    expect(harness.log.entries.at(-1)).toBe("second message");
  });

  test("a goodbye that the server answers: closed, once, without an error", async () => {
    const { harness } = await start();
    await harness.open();
    harness.transport._close();
    expect(harness.transport._idle).toBe(false);
    await harness.log.until("closed");
    harness.transport._abort();
    expect([harness.closed, harness.errors]).toEqual([1, [undefined]]);
  });

  test("after _abort() it tells nobody anything", async () => {
    const { server, harness } = await start();
    await harness.open();
    const session = await server.session(0);
    session.doom();
    const before = harness.log.entries.length;
    harness.transport._abort();
    session.cut("fin");
    await new Promise((resolve) => setImmediate(resolve));
    expect([harness.log.entries.length, harness.transport._idle]).toEqual([before, false]);
  });

  test.each(["fin", "rst"] as const)("a cut connection (%s): closed, once", async (how) => {
    const { server, harness } = await start();
    await harness.open();
    (await server.session(0)).cut(how);
    await harness.log.until("closed");
    harness.transport._abort();
    expect(harness.closed).toBe(1);
  });

  test("a closed port: an error with what the platform says", async () => {
    const harness = new Harness(kind, "http://127.0.0.1:1");
    harnesses.push(harness);
    harness.transport._open();
    await harness.log.until("closed");
    const prefix = name === "polling" ? "xhr poll error: " : "websocket error: ";
    expect(harness.errors).toEqual([
      expect.objectContaining({ code: "ERR_TRANSPORT", phase: "transport", transport: name, type: "TransportError" }),
    ]);
    expect(harness.errors[0]!.message).toBe(`${prefix}connect ECONNREFUSED 127.0.0.1:1`);
  });

  test("an HTTP status in place of a session: an error that names it", async () => {
    const refuse = () => ({ status: 503, body: "too busy" });
    const { harness } = await start({ onRequest: refuse, onUpgrade: refuse });
    harness.transport._open();
    await harness.log.until("closed");
    expect(harness.errors).toEqual([
      expect.objectContaining({ code: "ERR_HTTP_STATUS", status: 503, transport: name }),
    ]);
    expect(harness.errors[0]!.message).toMatch(/^(xhr poll|websocket) error: HTTP 503: too busy$/);
  });

  test("what is no packet: closed with ERR_PARSE, and nothing after it", async () => {
    const { server, harness } = await start();
    await harness.open();
    (await server.session(0)).bad("42[1]", "9", "42[2]");
    await harness.log.until("closed");
    expect(harness.errors).toEqual([expect.objectContaining({ code: "ERR_PARSE", transport: name })]);
    expect(harness.packets.slice(1)).toEqual([{ type: "message", data: "2[1]" }]);
  });
});

describe("polling, beside that", () => {
  test("_pause() calls back once nothing is under way, _resume() goes on", async () => {
    const server = await scripted();
    const harness = await new Harness(polling, server.url).open();
    const transport = harness.transport as Polling;
    const session = await server.session(0);
    const log: string[] = [];
    transport._pause(() => log.push("paused"));
    expect([transport._idle, log]).toEqual([true, []]);
    session.send("6");
    await harness.log.until("noop");
    await new Promise((resolve) => setImmediate(resolve));
    expect([transport._idle, log]).toEqual([false, ["paused"]]);
    transport._resume();
    session.send('42["again"]');
    await harness.log.until("message");
    expect(transport._idle).toBe(true);
    session.doom();
    transport._abort();
  });
});
