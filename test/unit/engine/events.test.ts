import { describe, expect, test } from "vitest";
import type { EngineEvents } from "../../../src/engine/types.ts";
import { FakeEngine } from "../../support/fake-engine.ts";
import { HANDSHAKE } from "../../support/fake-platform.ts";

const NAMES: Record<keyof EngineEvents, true> = {
  open: true,
  handshake: true,
  packet: true,
  packetCreate: true,
  message: true,
  data: true,
  flush: true,
  drain: true,
  ping: true,
  pong: true,
  upgrading: true,
  upgrade: true,
  upgradeError: true,
  close: true,
};

/** An Engine whose every event is written down, and nothing else. */
const heard = (): { engine: FakeEngine; events: string[] } => {
  const engine = new FakeEngine();
  const events: string[] = [];
  for (const name of Object.keys(NAMES) as (keyof EngineEvents)[])
    engine.engine.on(name, (...args: unknown[]) => {
      const [first] = args as { name?: string; type?: string; sid?: string; message?: string }[];
      events.push([name, first?.name ?? first?.type ?? first?.sid ?? first ?? ""].join(" ").trim());
    });
  return { engine, events };
};

describe("events of the Engine", () => {
  test("opening: packet, handshake, open", () => {
    const { engine, events } = heard();
    engine.open();
    expect(events).toEqual(["packet open", "handshake SID", "open"]);
    expect([engine.engine.id, engine.engine.readyState]).toEqual([HANDSHAKE.sid, "open"]);
  });

  test("a message, a ping, a noop", () => {
    const { engine, events } = heard();
    engine.open();
    events.length = 0;
    engine.first.packet("message", "m");
    engine.first.packet("ping");
    engine.first.packet("noop");
    expect(events.filter((name) => !/^(flush|drain)/.test(name))).toEqual([
      "packet message",
      "data m",
      "message m",
      "packet ping",
      "packetCreate pong",
      "ping",
      "pong",
      "packet noop",
    ]);
  });

  test("an upgrade that succeeds, one that fails", () => {
    const { engine, events } = heard();
    engine.openAndUpgrade();
    engine.second.ready();
    engine.second.packet("pong", "probe");
    engine.first.paused!();
    expect(events.slice(3)).toEqual(["upgrading websocket", "upgrade websocket"]);
    const other = heard();
    other.engine.openAndUpgrade();
    other.engine.second._end();
    expect(other.events.slice(3)).toEqual(["upgradeError Error"]);
  });

  test("the end: once, with the reason; the id is gone", () => {
    const { engine, events } = heard();
    engine.open();
    engine.engine._end("ping timeout");
    engine.engine._end("forced close");
    engine.engine.close();
    expect([events.slice(3), engine.engine.id]).toEqual([["close ping timeout"], null]);
  });

  test("close() in a listener of upgrading ends the upgrade", () => {
    const { engine, events } = heard();
    engine.engine.on("upgrading", () => void engine.engine.close());
    engine.openAndUpgrade();
    engine.second.ready();
    engine.second.packet("pong", "probe");
    engine.first._end();
    expect([events.at(-1), engine.engine.readyState, engine.world.left]).toEqual(["close forced close", "closed", []]);
    expect(engine.log).not.toContain("polling: pause");
  });

  test.each(["packet", "handshake", "open"] as const)("close() in a listener of %s, at the handshake", (name) => {
    const { engine } = heard();
    engine.engine.on(name, () => void engine.engine.close());
    engine.open({ upgrades: ["websocket"] });
    engine.first._end();
    expect([engine.made.length, engine.engine.readyState, engine.world.left]).toEqual([1, "closed", []]);
  });

  test("close() in a listener of packet, at a ping, leaves no timer", () => {
    const { engine } = heard();
    engine.open();
    engine.engine.on("packet", () => void engine.engine.close());
    engine.first.packet("ping");
    engine.first._end();
    expect([engine.engine.readyState, engine.world.left]).toEqual(["closed", []]);
  });

  test("a listener that throws stops nothing", () => {
    const { engine } = heard();
    for (const name of Object.keys(NAMES) as (keyof EngineEvents)[])
      engine.engine.on(name, () => {
        throw new Error(name);
      });
    engine.openAndUpgrade();
    engine.second.ready();
    engine.second.packet("pong", "probe");
    engine.first.paused!();
    engine.second.packet("message", "m");
    engine.second.packet("ping");
    engine.engine._end("forced close");
    expect(engine.log.filter((line) => line.startsWith("told"))).toEqual([
      "told: open",
      "told: upgrade",
      "told: message m",
      "told: ping",
      "told: forced close",
    ]);
    expect(engine.world.reported.length).toBeGreaterThan(9);
  });
});

describe("upgrades", () => {
  test("only to what the server offers and the client has; not from itself, nor with upgrade: false", () => {
    for (const [options, offered] of [
      [{}, []],
      [{}, ["webtransport"]],
      [{}, ["polling"]],
      [{ upgrade: false }, ["websocket"]],
    ] as const) {
      const engine = new FakeEngine(options);
      engine.open({ upgrades: offered });
      expect(engine.made).toHaveLength(1);
    }
  });

  test("a WebSocket does not upgrade", () => {
    const engine = new FakeEngine({}, ["websocket", "polling"]);
    engine.open({ upgrades: ["polling"] });
    expect(engine.made).toHaveLength(1);
  });

  test("after an upgrade that failed the next one waits for nothing, whatever was written lately", () => {
    const engine = new FakeEngine({}, ["polling", "webtransport", "websocket"]);
    engine.open({ upgrades: ["webtransport", "websocket"] });
    engine.first.between!();
    engine.write("lately");
    engine.second._end();
    engine.log.length = 0;
    engine.world.advance(0);
    expect(engine.log).toEqual(["websocket: open"]);
  });

  test("when one fails the next that is offered is tried, each once", () => {
    const engine = new FakeEngine({}, ["polling", "websocket", "webtransport"]);
    engine.open({ upgrades: ["websocket", "webtransport"] });
    engine.made[1]!._end();
    expect(engine.made.map(({ name }) => name)).toEqual(["polling", "websocket", "webtransport"]);
    engine.made[2]!._end();
    expect(engine.made).toHaveLength(3);
    engine.write("on");
    expect(engine.log.at(-1)).toBe("polling: send message on");
  });
});
