import { describe, expect, test } from "vitest";
import type { Packet } from "../../../src/codec/packet.ts";
import { startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const start = startsClients();

/** A parser of an app: each packet is one frame of JSON with an exclamation mark in front. */
const parser = (log: string[] = [], broken: (packet: Packet) => boolean = () => false) => ({
  Encoder: class {
    encode(packet: Packet): unknown[] {
      if (broken(packet)) throw new Error("can't");
      return [`!${JSON.stringify(packet)}`];
    }
  },
  Decoder: class {
    #listener: ((packet: Packet) => void) | undefined;
    on(event: "decoded", listener: (packet: Packet) => void): void {
      if (event === "decoded") this.#listener = listener;
    }
    add(frame: unknown): void {
      if (`${frame}`[0] !== "!") throw new Error("no exclamation mark");
      this.#listener?.(JSON.parse(`${frame}`.slice(1)));
    }
    destroy(): void {
      log.push("destroyed");
    }
  },
});
const frame = (packet: object): string => `4!${JSON.stringify(packet)}`;

describe("a parser of the app's", () => {
  test("gets packets with what there is to say, and no other field", async () => {
    const keys: string[] = [];
    const client = start({
      parser: parser([], (packet) => {
        keys.push(Object.keys(packet).join());
        return false;
      }),
    });
    client.ws.accept();
    await settle();
    client.ws.receive(frame({ type: 0, nsp: "/", data: { sid: "abc" } }));
    client.socket.emit("x");
    client.socket.emit("x", () => {});
    client.socket.disconnect();
    expect(keys).toEqual(["type,nsp", "type,nsp,data", "type,nsp,data,id", "type,nsp"]);
  });

  test("encodes and decodes all that is said, binary types as plain ones; each connection has a decoder", async () => {
    const log: string[] = [];
    const client = start({ parser: parser(log), auth: { token: 1 } });
    const heard: unknown[] = [];
    client.socket.on("x", (...args) => heard.push(args));
    client.ws.accept();
    await settle();
    client.ws.receive(frame({ type: 0, nsp: "/", data: { sid: "abc" } }));
    client.socket.emit("y", 1, () => heard.push("acknowledged"));
    client.ws.receive(
      frame({ type: 2, nsp: "/", data: ["x", 1] }),
      frame({ type: 5, nsp: "/", data: ["x", 2] }),
      frame({ type: 6, nsp: "/", id: 0, data: [] }),
    );
    expect(client.ws.take()).toEqual([
      frame({ type: 0, nsp: "/", data: { token: 1 } }),
      frame({ type: 2, nsp: "/", data: ["y", 1], id: 0 }),
    ]);
    expect([heard, client.take(), log]).toEqual([[[1], [2], "acknowledged"], ["connect"], []]);
    client.ws.end(null);
    expect(log).toEqual(["destroyed"]);
  });

  test.each([
    ["throws", "4?"],
    ["gives an event without a name", frame({ type: 2, nsp: "/", data: [] })],
    ["gives an acknowledgement without id", frame({ type: 3, nsp: "/", data: [] })],
    ["gives an acknowledgement whose id is no number", frame({ type: 3, nsp: "/", id: "constructor", data: [] })],
    ["gives an unknown type", frame({ type: 9, nsp: "/" })],
  ])("one that %s: parse error, and it comes back", async (_, bad) => {
    const client = start({ parser: parser() });
    client.ws.accept();
    await settle();
    client.ws.receive(
      frame({ type: 0, nsp: "/", data: { sid: "abc" } }),
      bad,
      frame({ type: 2, nsp: "/", data: ["x"] }),
    );
    expect(client.take()).toEqual(["connect", "disconnect parse error"]);
    client.world.advance(1000);
    expect(client.world.sockets).toHaveLength(2);
  });

  test("a refusal is one", async () => {
    const client = start({ parser: parser() });
    client.ws.accept();
    await settle();
    client.ws.receive(frame({ type: 4, nsp: "/", data: { message: "no" } }));
    expect(client.take()).toEqual(["connect_error ERR_REFUSED"]);
  });

  test("one that can't encode: emit throws and leaves nothing behind", async () => {
    const client = start({ parser: parser([], ({ data }) => (data as unknown[])?.[0] === "bad") });
    client.ws.accept();
    await settle();
    client.ws.receive(frame({ type: 0, nsp: "/", data: { sid: "abc" } }));
    client.ws.take();
    expect(() => client.socket.emit("bad", () => {})).toThrow("can't");
    client.socket.emit("good", () => {});
    expect(client.ws.take()).toEqual([frame({ type: 2, nsp: "/", data: ["good"], id: 0 })]);
  });

  test("one without destroy()", async () => {
    const { Encoder, Decoder } = parser();
    class Plain extends Decoder {
      override destroy = undefined as never;
    }
    const client = start({ parser: { Encoder, Decoder: Plain } });
    client.ws.accept();
    client.ws.end(null);
    expect(client.take()).toEqual(["connect_error ERR_TRANSPORT"]);
  });

  test("equal frames in one packet belong to it once", async () => {
    class Encoder {
      encode({ type }: Packet): unknown[] {
        return type === 2 ? ["same", "same"] : ["one"];
      }
    }
    const client = start({ parser: { ...parser(), Encoder }, transports: ["polling"] });
    const { world, socket } = client;
    await world.poll!.answer('0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000}');
    await world.post!.answer("ok");
    await world.poll!.answer(frame({ type: 0, nsp: "/", data: { sid: "abc" } }));
    socket.emit("in flight");
    socket.emit("waits");
    await world.poll!.fail(new Error("cut"));
    expect(socket.sendBuffer.map(({ data }) => data)).toEqual([["waits"]]);
    socket.sendBuffer = [];
  });
});

describe("a parser that throws", () => {
  const thrown = new Error("no");

  test("in emit: a typed error, with what it threw as the cause", async () => {
    const client = start({ parser: parser([], ({ type }) => type === 2) });
    client.ws.accept();
    await settle();
    client.ws.receive(frame({ type: 0, nsp: "/", data: { sid: "abc" } }));
    let error: unknown;
    try {
      client.socket.emit("x");
    } catch (cause) {
      error = cause;
    }
    expect(error).toMatchObject({
      code: "ERR_ENCODE",
      message: "can't encode the data: can't",
      cause: { message: "can't" },
    });
  });

  test("when a connection opens: that connection is lost, and the next attempt follows", async () => {
    const readable = parser();
    class Decoder extends readable.Decoder {
      constructor() {
        super();
        throw thrown;
      }
    }
    const client = start({ parser: { ...readable, Decoder } });
    const told: unknown[] = [];
    client.socket.on("connect_error", (error) => told.push(error.cause));
    client.socket.io.engine.on("close", (reason) => told.push(reason));
    client.ws.accept();
    await settle();
    expect([client.take(), told, client.socket.io.state]).toEqual([
      ["connect_error ERR_TRANSPORT"],
      [thrown, "transport error"],
      "waiting",
    ]);
  });

  test("on what came in: the frame is in the error", async () => {
    const client = start({ parser: parser() });
    client.ws.accept();
    await settle();
    client.ws.receive(frame({ type: 0, nsp: "/", data: { sid: "abc" } }));
    const told: unknown[] = [];
    client.socket.on("disconnect", (reason, details) => told.push(reason, details));
    client.ws.receive("4nothing");
    expect(told).toMatchObject([
      "parse error",
      { code: "ERR_PARSE", context: "nothing", cause: { message: "no exclamation mark" } },
    ]);
  });
});
