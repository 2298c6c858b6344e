import { describe, expect, test } from "vitest";
import { ConnectError } from "../../../src/util/errors.ts";
import { FakeEngine } from "../../support/fake-engine.ts";
import { settle } from "../../support/fake-platform.ts";
import type { FakeTransport } from "../../support/fake-transport.ts";

const sent = ({ log }: FakeEngine): string[] => log.splice(0).filter((line) => line.includes("send"));
const hex = (data: unknown): string | undefined =>
  data === undefined || typeof data === "string" ? data : Buffer.from(data as ArrayBuffer).toString("hex");
const heard = (engine: FakeEngine, ...names: ("drain" | "flush")[]): string[] => {
  const events: string[] = [];
  for (const name of names) engine.engine.on(name, () => events.push(name));
  return events;
};

describe("what is queued", () => {
  test("frames of one packet: the owner on the first, the rest on each", () => {
    const engine = new FakeEngine().open();
    const packets: unknown[] = [];
    engine.engine.on("packetCreate", (packet) => packets.push({ ...packet }));
    const owner = {};
    const data = new Uint8Array(1);
    engine.engine._write(["text", data], owner);
    engine.engine._write(["x"], owner, { compress: false }, "alone");
    expect(packets).toEqual([
      { type: "message", data: "text", _owner: owner, _frames: ["text", data] },
      { type: "message", data },
      { type: "message", data: "x", _owner: owner, _frames: ["x"], _alone: true, options: { compress: false } },
    ]);
  });

  test("a Blob is read before it goes, also one that is all of its packet; a page's WebSocket reads it itself", async () => {
    const blob = new Blob(["bytes"]);
    const left: unknown[] = [];
    for (const name of ["polling", "webtransport", "websocket"] as const) {
      const engine = new FakeEngine({}, [name]).open();
      const { first } = engine;
      first._send = (batch) =>
        void left.push(`${name}: ${batch.map(({ data }) => (data === blob ? "Blob" : hex(data)))}`);
      engine.engine._write([blob], blob);
      engine.engine._write(["text", blob], blob);
      await settle();
    }
    expect(left).toEqual([
      "polling: 6279746573",
      "polling: text,6279746573",
      "webtransport: 6279746573",
      "webtransport: text,6279746573",
      "websocket: Blob",
      "websocket: text,Blob",
    ]);
  });

  test("its bytes are counted, and are its own, whatever becomes of those that were given", () => {
    const engine = new FakeEngine().open();
    const batches: unknown[] = [];
    engine.first._send = (batch) => void batches.push(batch.map(({ data }) => hex(data)));
    engine.first._idle = false;
    const first = Uint8Array.from([1, 2]);
    const second = Uint8Array.from([3]);
    engine.engine._write(["é", first], "one");
    engine.engine._write(["x", second], "two");
    engine.first.packet("ping");
    expect(engine.engine.bufferedAmount).toBe(2 + 2 + 1 + 1);
    first.fill(9);
    second.fill(9);
    engine.first.ready();
    expect([batches, engine.engine.bufferedAmount]).toEqual([[["é", "0102", "x", "03", undefined]], 0]);
  });

  test("one pong answers all pings that came before it goes out", () => {
    const engine = new FakeEngine().open();
    engine.first._idle = false;
    engine.first.packet("ping");
    engine.first.packet("ping");
    engine.write("text");
    engine.first.packet("ping");
    engine.log.length = 0;
    engine.first.ready();
    expect(sent(engine)).toEqual(["polling: send pong, message text, pong"]);
    engine.first.packet("ping");
    expect(sent(engine)).toEqual(["polling: send pong"]);
  });

  test("a Blob is read once, in its turn; one that can't be read is refused, and what is behind goes on", async () => {
    const engine = new FakeEngine().open();
    const reading: string[] = [];
    const blobs = [new Blob(["one"]), new Blob(["two"])];
    engine.world.platform.bytesOf = async (blob) => {
      reading.push(blob === blobs[0] ? "one" : "two");
      if (blob === blobs[1]) throw new Error("its file has changed");
      return blob.arrayBuffer();
    };
    engine.engine._write(["text", blobs[0]!], "first");
    engine.engine._write(["text", blobs[1]!], "second");
    engine.write("third");
    expect([sent(engine), reading]).toEqual([[], ["one"]]);
    await settle();
    expect([engine.log, reading]).toEqual([
      [
        "polling: send message text, message (binary)",
        "told: refused second ERR_ENCODE can't read a Blob: its file has changed",
        "polling: send message third",
      ],
      ["one", "two"],
    ]);
  });

  test("a Blob that can't be read is nobody's, once its session is over", async () => {
    const engine = new FakeEngine().open();
    engine.world.platform.bytesOf = () => Promise.reject(new Error("its file has changed"));
    engine.engine._write([new Blob(["one"])], "first");
    engine.log.length = 0;
    engine.engine._end("transport error");
    await settle();
    expect(engine.log.filter((line) => line.startsWith("told"))).toEqual(["told: transport error, unsent first"]);
  });

  test("what has no owner does not come back", () => {
    const engine = new FakeEngine().open();
    engine.first._idle = false;
    engine.first.packet("ping");
    engine.write("mine");
    engine.log.length = 0;
    engine.engine._end("transport error");
    expect(engine.log).toContain("told: transport error, unsent mine");
  });

  test("payloads of polling keep within maxPayload; the largest that fits goes", () => {
    const engine = new FakeEngine().open({ maxPayload: 10 });
    engine.first.busy = true;
    for (const text of ["123456789", "1234", "1234", "12"]) engine.write(text);
    const wire = [sent(engine)];
    while (engine.engine.writeBuffer.length) {
      engine.first.ready();
      wire.push(sent(engine));
    }
    expect(wire).toEqual([
      ["polling: send message 123456789"],
      ["polling: send message 1234"],
      ["polling: send message 1234, message 12"],
    ]);
  });
});

describe("flush and drain", () => {
  test("polling: drain when all was answered", () => {
    const engine = new FakeEngine().open();
    const events = heard(engine, "drain", "flush");
    engine.first.busy = true;
    engine.write("one");
    engine.write("two");
    expect(events).toEqual(["flush"]);
    engine.first.ready();
    expect(events).toEqual(["flush", "flush"]);
    engine.first.ready();
    expect(events).toEqual(["flush", "flush", "drain"]);
  });

  test("WebSocket: drain in a later turn, while it is open", () => {
    const engine = new FakeEngine({}, ["websocket"]).open();
    const events = heard(engine, "drain", "flush");
    engine.write("one");
    expect(events).toEqual(["flush"]);
    engine.world.advance(0);
    expect(events).toEqual(["flush", "drain"]);
    engine.write("two");
    engine.engine._end("transport error");
    engine.world.advance(0);
    expect(events).toEqual(["flush", "drain", "flush"]);
  });

  test("nobody listens: no timer for it", () => {
    const engine = new FakeEngine({}, ["websocket"]).open();
    const before = engine.world.clock.timers.size;
    engine.write("one");
    expect(engine.world.clock.timers.size).toBe(before);
  });
});

describe("a goodbye, alone", () => {
  test("waits until what came before was read, and what follows waits for it", () => {
    const engine = new FakeEngine().open();
    engine.write("before");
    engine.write("goodbye", "alone");
    engine.write("after");
    const wire = [sent(engine)];
    engine.first.hasRead();
    wire.push(sent(engine));
    engine.first.hasRead();
    wire.push(sent(engine));
    expect(wire).toEqual([
      ["polling: send message before"],
      ["polling: send message goodbye"],
      ["polling: send message after"],
    ]);
  });

  test("those of several namespaces go together", () => {
    const engine = new FakeEngine().open();
    engine.write("before");
    for (const name of ["one", "two", "three"]) engine.write(`goodbye ${name}`, "alone");
    engine.write("after");
    engine.log.length = 0;
    engine.first.hasRead();
    engine.first.hasRead();
    expect(sent(engine)).toEqual([
      "polling: send message goodbye one, message goodbye two, message goodbye three",
      "polling: send message after",
    ]);
  });

  test("word of a state that is over changes nothing", () => {
    const engine = new FakeEngine().open();
    engine.write("goodbye", "alone");
    const late = (engine.engine.transport as FakeTransport).read;
    engine.engine.close();
    engine.log.length = 0;
    late?.();
    expect(engine.log).toEqual([]);
    engine.first.hasRead();
    expect(engine.log).toEqual(["polling: send message goodbye", "polling: goodbye"]);
  });
});

describe("once the page goes away", () => {
  test("nobody is told of anything, whatever comes", async () => {
    const engine = new FakeEngine().openAndUpgrade();
    engine.log.length = 0;
    engine.engine._part();
    engine.first.packet("message", "m");
    engine.first.packet("ping");
    engine.second.ready();
    engine.second.packet("pong", "probe");
    engine.first.paused!();
    engine.world.clock.sleep(60_000);
    engine.engine._alive();
    await settle();
    expect(engine.log.filter((line) => line.startsWith("told"))).toEqual([]);
    expect(engine.engine.readyState).toBe("closed");
  });

  test("not of a session that opens, either", () => {
    const engine = new FakeEngine();
    engine.engine._part();
    engine.open();
    expect([engine.engine.readyState, engine.log.filter((line) => line.startsWith("told"))]).toEqual(["open", []]);
  });
});

describe("errors of opening", () => {
  const errorOf = (engine: FakeEngine): ConnectError | undefined => {
    const errors: unknown[] = [];
    engine.engine.on("close", (_, details) => errors.push(details));
    engine.world.advance(0);
    if (engine.made[0]) engine.open({ sid: 5 });
    return errors[0] instanceof ConnectError ? errors[0] : undefined;
  };

  test("no transport", () => {
    expect(errorOf(new FakeEngine({}, []))).toMatchObject({
      code: "ERR_NO_TRANSPORT",
      phase: "transport",
      message: "No transports available",
    });
  });

  test("no transport, and closed before that is told", () => {
    const engine = new FakeEngine({}, []);
    engine.engine._leave();
    expect(engine.world.left).toEqual([]);
  });

  test("a handshake that is none", () => {
    expect(errorOf(new FakeEngine())).toMatchObject({
      code: "ERR_PARSE",
      phase: "handshake",
      transport: "polling",
      cause: expect.any(Error),
    });
  });

  test("engine.transport is the one that was tried last, then the one that opened", () => {
    const engine = new FakeEngine();
    expect(engine.engine.transport).toBe(engine.first);
    engine.world.advance(10_000);
    expect(engine.engine.transport).toBe(engine.second);
    engine.open();
    expect([engine.engine.transport === engine.first, engine.second._over]).toEqual([true, true]);
  });
});
