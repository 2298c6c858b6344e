import { describe, expect, test } from "vitest";
import type { BaseManager } from "../../../src/manager/manager.ts";
import { FakeClient } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";
import { impossible, testMatrix } from "../../support/matrix.ts";

const MANAGER_EVENTS = [
  "open",
  "error",
  "close",
  "reconnect",
  "reconnect_attempt",
  "reconnect_error",
  "reconnect_failed",
] as const;

/** A client whose transcript has the Manager's events too (with `*`), what is sent, and what is under way at the end. */
class Managed extends FakeClient {
  constructor(options: object = {}) {
    super({ timeout: 1000, minUptime: 0, ...options });
    for (const name of MANAGER_EVENTS) this.socket.io.on(name, () => void this.log.push(`*${name}`));
  }

  to(...steps: ((managed: this) => unknown)[]): this {
    for (const step of steps) step(this);
    return this;
  }

  override take(): string[] {
    const { world, socket } = this;
    const sent = world.sockets.flatMap((ws) => ws.take().map((frame) => `sent ${frame}`));
    const { state } = socket.io;
    const { _state } = socket.io._inner();
    const when = _state.name === "waiting" ? ` ${_state._due - world.clock.ticks()}` : "";
    return [...super.take(), ...sent, `-> ${state}${when}, ${socket.state}, ${world.sockets.length} made`];
  }
}

const fails = ({ ws }: Managed) => ws.end();
const accepts = async ({ ws }: Managed): Promise<void> => {
  ws?.accept();
  await settle();
};
const connected = async (options?: object): Promise<Managed> => {
  const managed = new Managed(options);
  await accepts(managed);
  return managed;
};
const joined = async (options?: object): Promise<Managed> => {
  const managed = await connected(options);
  managed.ws.receive('40{"sid":"x"}');
  return managed;
};
const idle = impossible("there is no connection");

// the types see to it that none is missing
const NAMES: Record<BaseManager["state"], true> = { idle: true, connecting: true, connected: true, waiting: true };

describe("Manager: state × event", () => {
  const reached = new Set<string>();

  testMatrix({
    states: {
      idle: () => new Managed({ autoConnect: false }),
      connecting: () => new Managed(),
      "connecting, not wanted any more": () => new Managed().to(({ socket }) => socket.disconnect()),
      "connecting, for a callback": () =>
        new Managed({ autoConnect: false }).to(({ socket, log }) =>
          socket.io.open((error) => void log.push(`called back ${error?.code}`)),
        ),
      "connecting, attempt 1": () => new Managed().to(fails, ({ world }) => world.advance(1000)),
      "connecting, the last attempt": () =>
        new Managed({ reconnectionAttempts: 1 }).to(fails, ({ world }) => world.advance(1000)),
      "connected, joining": () => connected(),
      "connected, joined": () => joined(),
      "connected, joined, without reconnection": () => joined({ reconnection: false }),
      waiting: () => new Managed().to(fails),
      "waiting, after an early attempt": () => new Managed().to(fails, ({ socket }) => socket.connect(), fails),
      "waiting, in a page that is kept": async () =>
        (await joined()).to((managed) => managed.dispatch("pagehide", { persisted: true })),
      "given up": () => new Managed({ reconnectionAttempts: 0 }).to(fails),
    },
    events: {
      "open()": ({ socket }) => void socket.io.open(),
      "connect()": ({ socket }) => void socket.connect(),
      "connect() in a listener": ({ socket }) => {
        socket.once("connect_error", () => void socket.connect());
        socket._inner()._teller._tell("connect_error", "told by the test");
      },
      "disconnect()": ({ socket }) => void socket.disconnect(),
      "disconnect(), and the turn ends": ({ socket, world }) => {
        socket.disconnect();
        world.advance(0);
      },
      "disconnect(); connect()": ({ socket }) => void socket.disconnect().connect(),
      "reconnect()": ({ socket }) => void socket.reconnect(),
      "engine.close()": ({ socket }) => void socket.io.engine?.close(),
      "the handshake": accepts,
      "a ping": ({ ws }) => ws?.receive("2"),
      "an event for nobody": ({ ws }) => ws?.receive('42/nobody,["x"]'),
      garbage: ({ ws }) => ws?.receive("garbage"),
      "the transport breaks": ({ ws }) => ws?.end(),
      "the server closes": ({ ws }) => ws?.end(null),
      "the server answers the CONNECT": ({ ws }) => ws?.receive('40{"sid":"y"}'),
      "999 ms pass": ({ world }) => world.advance(999),
      "1,000 ms pass": ({ world }) => world.advance(1000),
      online: (managed) => managed.dispatch("online"),
      "online after a sleep": (managed) => {
        managed.world.clock.sleep(45_000);
        managed.dispatch("online");
      },
      offline: (managed) => managed.dispatch("offline"),
      "pagehide, kept": (managed) => managed.dispatch("pagehide", { persisted: true }),
      "pagehide, not kept": (managed) => managed.dispatch("pagehide"),
    },
    cells: {
      idle: {
        "open()": "-> connecting, disconnected, 1 made",
        "connect()": "-> connecting, connecting, 1 made",
        "connect() in a listener": "connect_error told by the test | -> connecting, connecting, 1 made",
        "disconnect()": "-> idle, disconnected, 0 made",
        "disconnect(), and the turn ends": "-> idle, disconnected, 0 made",
        "disconnect(); connect()": "-> connecting, connecting, 1 made",
        "reconnect()": "-> connecting, connecting, 1 made",
        "engine.close()": "-> idle, disconnected, 0 made",
        "the handshake": idle,
        "a ping": idle,
        "an event for nobody": idle,
        garbage: idle,
        "the transport breaks": idle,
        "the server closes": idle,
        "the server answers the CONNECT": idle,
        "999 ms pass": "-> idle, disconnected, 0 made",
        "1,000 ms pass": "-> idle, disconnected, 0 made",
        online: "-> idle, disconnected, 0 made",
        "online after a sleep": "-> idle, disconnected, 0 made",
        offline: "-> idle, disconnected, 0 made",
        "pagehide, kept": "-> idle, disconnected, 0 made",
        "pagehide, not kept": "-> idle, disconnected, 0 made",
      },
      connecting: {
        "open()": "-> connecting, connecting, 1 made",
        "connect()": "-> connecting, connecting, 1 made",
        "connect() in a listener": "connect_error told by the test | -> connecting, connecting, 1 made",
        "disconnect()": "-> connecting, disconnected, 1 made",
        "disconnect(), and the turn ends": "*close | -> idle, disconnected, 1 made",
        "disconnect(); connect()": "-> connecting, connecting, 1 made",
        "reconnect()": "-> connecting, connecting, 1 made",
        "engine.close()": "connect_error ERR_TRANSPORT | *error | -> waiting 1000, reconnecting, 1 made",
        "the handshake": "*open | sent 40 | -> connected, connecting, 1 made",
        "a ping": "connect_error ERR_PARSE | *error | -> waiting 1000, reconnecting, 1 made",
        "an event for nobody": "connect_error ERR_PARSE | *error | -> waiting 1000, reconnecting, 1 made",
        garbage: "connect_error ERR_PARSE | *error | -> waiting 1000, reconnecting, 1 made",
        "the transport breaks": "connect_error ERR_TRANSPORT | *error | -> waiting 1000, reconnecting, 1 made",
        "the server closes": "connect_error ERR_TRANSPORT | *error | -> waiting 1000, reconnecting, 1 made",
        "the server answers the CONNECT": "connect_error ERR_PARSE | *error | -> waiting 1000, reconnecting, 1 made",
        "999 ms pass": "-> connecting, connecting, 1 made",
        "1,000 ms pass":
          "connect_timeout ERR_CONNECT_TIMEOUT | connect_error ERR_CONNECT_TIMEOUT | *error | -> waiting 1000, reconnecting, 1 made",
        online: "-> connecting, connecting, 1 made",
        "online after a sleep": "-> connecting, connecting, 1 made",
        offline: "connect_error ERR_TRANSPORT | *error | -> waiting 1000, reconnecting, 1 made",
        "pagehide, kept": "connect_error ERR_TRANSPORT | *error | -> waiting Infinity, reconnecting, 1 made",
        "pagehide, not kept": "-> connecting, connecting, 1 made",
      },
      "connecting, not wanted any more": {
        "open()": "-> connecting, disconnected, 1 made",
        "connect()": "-> connecting, connecting, 1 made",
        "connect() in a listener": "connect_error told by the test | -> connecting, connecting, 1 made",
        "disconnect()": "-> connecting, disconnected, 1 made",
        "disconnect(), and the turn ends": "*close | -> idle, disconnected, 1 made",
        "disconnect(); connect()": "-> connecting, connecting, 1 made",
        "reconnect()": "-> connecting, connecting, 1 made",
        "engine.close()": "*error | -> idle, disconnected, 1 made",
        "the handshake": "*open | *close | -> idle, disconnected, 1 made",
        "a ping": "*error | -> idle, disconnected, 1 made",
        "an event for nobody": "*error | -> idle, disconnected, 1 made",
        garbage: "*error | -> idle, disconnected, 1 made",
        "the transport breaks": "*error | -> idle, disconnected, 1 made",
        "the server closes": "*error | -> idle, disconnected, 1 made",
        "the server answers the CONNECT": "*error | -> idle, disconnected, 1 made",
        "999 ms pass": "*close | -> idle, disconnected, 1 made",
        "1,000 ms pass": "*close | -> idle, disconnected, 1 made",
        online: "-> connecting, disconnected, 1 made",
        "online after a sleep": "-> connecting, disconnected, 1 made",
        offline: "*error | -> idle, disconnected, 1 made",
        "pagehide, kept": "*error | -> idle, disconnected, 1 made",
        "pagehide, not kept": "-> connecting, disconnected, 1 made",
      },
      "connecting, for a callback": {
        "open()": "-> connecting, disconnected, 1 made",
        "connect()": "-> connecting, connecting, 1 made",
        "connect() in a listener": "connect_error told by the test | -> connecting, connecting, 1 made",
        "disconnect()": "-> connecting, disconnected, 1 made",
        "disconnect(), and the turn ends": "*close | called back ERR_TRANSPORT | -> idle, disconnected, 1 made",
        "disconnect(); connect()": "-> connecting, connecting, 1 made",
        "reconnect()": "-> connecting, connecting, 1 made",
        "engine.close()": "*error | called back ERR_TRANSPORT | -> idle, disconnected, 1 made",
        "the handshake": "*open | called back undefined | -> connected, disconnected, 1 made",
        "a ping": "*error | called back ERR_PARSE | -> idle, disconnected, 1 made",
        "an event for nobody": "*error | called back ERR_PARSE | -> idle, disconnected, 1 made",
        garbage: "*error | called back ERR_PARSE | -> idle, disconnected, 1 made",
        "the transport breaks": "*error | called back ERR_TRANSPORT | -> idle, disconnected, 1 made",
        "the server closes": "*error | called back ERR_TRANSPORT | -> idle, disconnected, 1 made",
        "the server answers the CONNECT": "*error | called back ERR_PARSE | -> idle, disconnected, 1 made",
        "999 ms pass": "-> connecting, disconnected, 1 made",
        "1,000 ms pass": "*error | called back ERR_CONNECT_TIMEOUT | -> idle, disconnected, 1 made",
        online: "-> connecting, disconnected, 1 made",
        "online after a sleep": "-> connecting, disconnected, 1 made",
        offline: "*error | called back ERR_TRANSPORT | -> idle, disconnected, 1 made",
        "pagehide, kept": "*error | called back ERR_TRANSPORT | -> idle, disconnected, 1 made",
        "pagehide, not kept": "-> connecting, disconnected, 1 made",
      },
      "connecting, attempt 1": {
        "open()": "-> connecting, reconnecting, 2 made",
        "connect()": "-> connecting, reconnecting, 2 made",
        "connect() in a listener": "connect_error told by the test | -> connecting, reconnecting, 2 made",
        "disconnect()": "-> connecting, disconnected, 2 made",
        "disconnect(), and the turn ends": "*close | -> idle, disconnected, 2 made",
        "disconnect(); connect()": "-> connecting, reconnecting, 2 made",
        "reconnect()": "-> connecting, reconnecting, 2 made",
        "engine.close()":
          "connect_error ERR_TRANSPORT | *error | *reconnect_error | reconnect_error ERR_TRANSPORT | -> waiting 2000, reconnecting, 2 made",
        "the handshake": "*open | *reconnect | sent 40 | -> connected, reconnecting, 2 made",
        "a ping":
          "connect_error ERR_PARSE | *error | *reconnect_error | reconnect_error ERR_PARSE | -> waiting 2000, reconnecting, 2 made",
        "an event for nobody":
          "connect_error ERR_PARSE | *error | *reconnect_error | reconnect_error ERR_PARSE | -> waiting 2000, reconnecting, 2 made",
        garbage:
          "connect_error ERR_PARSE | *error | *reconnect_error | reconnect_error ERR_PARSE | -> waiting 2000, reconnecting, 2 made",
        "the transport breaks":
          "connect_error ERR_TRANSPORT | *error | *reconnect_error | reconnect_error ERR_TRANSPORT | -> waiting 2000, reconnecting, 2 made",
        "the server closes":
          "connect_error ERR_TRANSPORT | *error | *reconnect_error | reconnect_error ERR_TRANSPORT | -> waiting 2000, reconnecting, 2 made",
        "the server answers the CONNECT":
          "connect_error ERR_PARSE | *error | *reconnect_error | reconnect_error ERR_PARSE | -> waiting 2000, reconnecting, 2 made",
        "999 ms pass": "-> connecting, reconnecting, 2 made",
        "1,000 ms pass":
          "connect_timeout ERR_CONNECT_TIMEOUT | connect_error ERR_CONNECT_TIMEOUT | *error | *reconnect_error | reconnect_error ERR_CONNECT_TIMEOUT | -> waiting 2000, reconnecting, 2 made",
        online: "-> connecting, reconnecting, 2 made",
        "online after a sleep": "-> connecting, reconnecting, 2 made",
        offline:
          "connect_error ERR_TRANSPORT | *error | *reconnect_error | reconnect_error ERR_TRANSPORT | -> waiting 2000, reconnecting, 2 made",
        "pagehide, kept":
          "connect_error ERR_TRANSPORT | *error | *reconnect_error | reconnect_error ERR_TRANSPORT | -> waiting Infinity, reconnecting, 2 made",
        "pagehide, not kept": "-> connecting, reconnecting, 2 made",
      },
      "connecting, the last attempt": {
        "open()": "-> connecting, reconnecting, 2 made",
        "connect()": "-> connecting, reconnecting, 2 made",
        "connect() in a listener": "connect_error told by the test | -> connecting, reconnecting, 2 made",
        "disconnect()": "-> connecting, disconnected, 2 made",
        "disconnect(), and the turn ends": "*close | -> idle, disconnected, 2 made",
        "disconnect(); connect()": "-> connecting, reconnecting, 2 made",
        "reconnect()": "-> connecting, reconnecting, 2 made",
        "engine.close()":
          "connect_error ERR_TRANSPORT | *error | *reconnect_failed | *reconnect_error | reconnect_error ERR_TRANSPORT | reconnect_failed | -> idle, disconnected, 2 made",
        "the handshake": "*open | *reconnect | sent 40 | -> connected, reconnecting, 2 made",
        "a ping":
          "connect_error ERR_PARSE | *error | *reconnect_failed | *reconnect_error | reconnect_error ERR_PARSE | reconnect_failed | -> idle, disconnected, 2 made",
        "an event for nobody":
          "connect_error ERR_PARSE | *error | *reconnect_failed | *reconnect_error | reconnect_error ERR_PARSE | reconnect_failed | -> idle, disconnected, 2 made",
        garbage:
          "connect_error ERR_PARSE | *error | *reconnect_failed | *reconnect_error | reconnect_error ERR_PARSE | reconnect_failed | -> idle, disconnected, 2 made",
        "the transport breaks":
          "connect_error ERR_TRANSPORT | *error | *reconnect_failed | *reconnect_error | reconnect_error ERR_TRANSPORT | reconnect_failed | -> idle, disconnected, 2 made",
        "the server closes":
          "connect_error ERR_TRANSPORT | *error | *reconnect_failed | *reconnect_error | reconnect_error ERR_TRANSPORT | reconnect_failed | -> idle, disconnected, 2 made",
        "the server answers the CONNECT":
          "connect_error ERR_PARSE | *error | *reconnect_failed | *reconnect_error | reconnect_error ERR_PARSE | reconnect_failed | -> idle, disconnected, 2 made",
        "999 ms pass": "-> connecting, reconnecting, 2 made",
        "1,000 ms pass":
          "connect_timeout ERR_CONNECT_TIMEOUT | connect_error ERR_CONNECT_TIMEOUT | *error | *reconnect_failed | *reconnect_error | reconnect_error ERR_CONNECT_TIMEOUT | reconnect_failed | -> idle, disconnected, 2 made",
        online: "-> connecting, reconnecting, 2 made",
        "online after a sleep": "-> connecting, reconnecting, 2 made",
        offline:
          "connect_error ERR_TRANSPORT | *error | *reconnect_failed | *reconnect_error | reconnect_error ERR_TRANSPORT | reconnect_failed | -> idle, disconnected, 2 made",
        "pagehide, kept":
          "connect_error ERR_TRANSPORT | *error | *reconnect_error | reconnect_error ERR_TRANSPORT | -> waiting Infinity, reconnecting, 2 made",
        "pagehide, not kept": "-> connecting, reconnecting, 2 made",
      },
      "connected, joining": {
        "open()": "-> connected, connecting, 1 made",
        "connect()": "-> connected, connecting, 1 made",
        "connect() in a listener": "connect_error told by the test | -> connected, connecting, 1 made",
        "disconnect()": "-> connected, disconnected, 1 made",
        "disconnect(), and the turn ends": "-> connected, disconnected, 1 made",
        "disconnect(); connect()": "-> connected, connecting, 1 made",
        "reconnect()":
          "*close | connect_error ERR_TRANSPORT | *error | *reconnect_attempt | reconnect_attempt 1 | -> connecting, reconnecting, 2 made",
        "engine.close()": "*close | connect_error ERR_TRANSPORT | *error | -> waiting 1000, reconnecting, 1 made",
        "the handshake": "-> connected, connecting, 1 made",
        "a ping": "sent 3 | -> connected, connecting, 1 made",
        "an event for nobody": "-> connected, connecting, 1 made",
        garbage: "*close | connect_error ERR_PARSE | *error | -> waiting 1000, reconnecting, 1 made",
        "the transport breaks": "*close | connect_error ERR_TRANSPORT | *error | -> waiting 1000, reconnecting, 1 made",
        "the server closes": "*close | connect_error ERR_TRANSPORT | *error | -> waiting 1000, reconnecting, 1 made",
        "the server answers the CONNECT": "connect | -> connected, connected, 1 made",
        "999 ms pass": "-> connected, connecting, 1 made",
        "1,000 ms pass":
          "connect_timeout ERR_CONNECT_TIMEOUT | connect_error ERR_CONNECT_TIMEOUT | *error | -> waiting 1000, reconnecting, 1 made",
        online: "-> connected, connecting, 1 made",
        "online after a sleep": "*close | connect_error ERR_TRANSPORT | *error | -> waiting 100, reconnecting, 1 made",
        offline: "*close | connect_error ERR_TRANSPORT | *error | -> waiting 1000, reconnecting, 1 made",
        "pagehide, kept": "*close | connect_error ERR_TRANSPORT | *error | -> waiting Infinity, reconnecting, 1 made",
        "pagehide, not kept": "-> connected, connecting, 1 made",
      },
      "connected, joined": {
        "open()": "-> connected, connected, 1 made",
        "connect()": "-> connected, connected, 1 made",
        "connect() in a listener": "connect_error told by the test | -> connected, connected, 1 made",
        "disconnect()": "*close | disconnect io client disconnect | -> idle, disconnected, 1 made",
        "disconnect(), and the turn ends": "*close | disconnect io client disconnect | -> idle, disconnected, 1 made",
        "disconnect(); connect()": "*close | disconnect io client disconnect | -> connecting, connecting, 2 made",
        "reconnect()":
          "disconnect forced close | *close | *reconnect_attempt | reconnect_attempt 1 | -> connecting, reconnecting, 2 made",
        "engine.close()": "disconnect forced close | *close | -> waiting 1000, reconnecting, 1 made",
        "the handshake": "-> connected, connected, 1 made",
        "a ping": "sent 3 | -> connected, connected, 1 made",
        "an event for nobody": "-> connected, connected, 1 made",
        garbage: "disconnect parse error | *close | -> waiting 1000, reconnecting, 1 made",
        "the transport breaks": "disconnect transport error | *close | -> waiting 1000, reconnecting, 1 made",
        "the server closes": "disconnect transport close | *close | -> waiting 1000, reconnecting, 1 made",
        "the server answers the CONNECT": "-> connected, connected, 1 made",
        "999 ms pass": "-> connected, connected, 1 made",
        "1,000 ms pass": "-> connected, connected, 1 made",
        online: "-> connected, connected, 1 made",
        "online after a sleep": "disconnect ping timeout | *close | -> waiting 100, reconnecting, 1 made",
        offline: "disconnect transport close | *close | -> waiting 1000, reconnecting, 1 made",
        "pagehide, kept": "disconnect transport close | *close | -> waiting Infinity, reconnecting, 1 made",
        "pagehide, not kept": "-> connected, connected, 1 made",
      },
      "connected, joined, without reconnection": {
        "open()": "-> connected, connected, 1 made",
        "connect()": "-> connected, connected, 1 made",
        "connect() in a listener": "connect_error told by the test | -> connected, connected, 1 made",
        "disconnect()": "*close | disconnect io client disconnect | -> idle, disconnected, 1 made",
        "disconnect(), and the turn ends": "*close | disconnect io client disconnect | -> idle, disconnected, 1 made",
        "disconnect(); connect()": "*close | disconnect io client disconnect | -> connecting, connecting, 2 made",
        "reconnect()": "disconnect forced close | *close | -> connecting, connecting, 2 made",
        "engine.close()": "disconnect forced close | *close | -> idle, disconnected, 1 made",
        "the handshake": "-> connected, connected, 1 made",
        "a ping": "sent 3 | -> connected, connected, 1 made",
        "an event for nobody": "-> connected, connected, 1 made",
        garbage: "disconnect parse error | *close | -> idle, disconnected, 1 made",
        "the transport breaks": "disconnect transport error | *close | -> idle, disconnected, 1 made",
        "the server closes": "disconnect transport close | *close | -> idle, disconnected, 1 made",
        "the server answers the CONNECT": "-> connected, connected, 1 made",
        "999 ms pass": "-> connected, connected, 1 made",
        "1,000 ms pass": "-> connected, connected, 1 made",
        online: "-> connected, connected, 1 made",
        "online after a sleep": "disconnect ping timeout | *close | -> idle, disconnected, 1 made",
        offline: "disconnect transport close | *close | -> idle, disconnected, 1 made",
        "pagehide, kept": "disconnect transport close | *close | -> waiting Infinity, connecting, 1 made",
        "pagehide, not kept": "-> connected, connected, 1 made",
      },
      waiting: {
        "open()": "*reconnect_attempt | reconnect_attempt 1 | -> connecting, reconnecting, 2 made",
        "connect()": "*reconnect_attempt | reconnect_attempt 1 | -> connecting, reconnecting, 2 made",
        "connect() in a listener": "connect_error told by the test | -> waiting 1000, reconnecting, 1 made",
        "disconnect()": "*close | -> idle, disconnected, 1 made",
        "disconnect(), and the turn ends": "*close | -> idle, disconnected, 1 made",
        "disconnect(); connect()": "*close | -> connecting, connecting, 2 made",
        "reconnect()": "*reconnect_attempt | reconnect_attempt 1 | -> connecting, reconnecting, 2 made",
        "engine.close()": "-> waiting 1000, reconnecting, 1 made",
        "the handshake": idle,
        "a ping": idle,
        "an event for nobody": idle,
        garbage: idle,
        "the transport breaks": idle,
        "the server closes": idle,
        "the server answers the CONNECT": idle,
        "999 ms pass": "-> waiting 1, reconnecting, 1 made",
        "1,000 ms pass": "*reconnect_attempt | reconnect_attempt 1 | -> connecting, reconnecting, 2 made",
        online: "-> waiting 100, reconnecting, 1 made",
        "online after a sleep": "-> waiting 100, reconnecting, 1 made",
        offline: "-> waiting 1000, reconnecting, 1 made",
        "pagehide, kept": "-> waiting Infinity, reconnecting, 1 made",
        "pagehide, not kept": "-> waiting Infinity, reconnecting, 1 made",
      },
      "waiting, after an early attempt": {
        "open()": "-> waiting 1000, reconnecting, 2 made",
        "connect()": "-> waiting 1000, reconnecting, 2 made",
        "connect() in a listener": "connect_error told by the test | -> waiting 2000, reconnecting, 2 made",
        "disconnect()": "*close | -> idle, disconnected, 2 made",
        "disconnect(), and the turn ends": "*close | -> idle, disconnected, 2 made",
        "disconnect(); connect()": "*close | -> connecting, connecting, 3 made",
        "reconnect()": "-> waiting 1000, reconnecting, 2 made",
        "engine.close()": "-> waiting 2000, reconnecting, 2 made",
        "the handshake": idle,
        "a ping": idle,
        "an event for nobody": idle,
        garbage: idle,
        "the transport breaks": idle,
        "the server closes": idle,
        "the server answers the CONNECT": idle,
        "999 ms pass": "-> waiting 1001, reconnecting, 2 made",
        "1,000 ms pass": "-> waiting 1000, reconnecting, 2 made",
        online: "-> waiting 1100, reconnecting, 2 made",
        "online after a sleep": "-> waiting 1100, reconnecting, 2 made",
        offline: "-> waiting 2000, reconnecting, 2 made",
        "pagehide, kept": "-> waiting Infinity, reconnecting, 2 made",
        "pagehide, not kept": "-> waiting Infinity, reconnecting, 2 made",
      },
      "waiting, in a page that is kept": {
        "open()": "*reconnect_attempt | reconnect_attempt 1 | -> connecting, reconnecting, 2 made",
        "connect()": "*reconnect_attempt | reconnect_attempt 1 | -> connecting, reconnecting, 2 made",
        "connect() in a listener": "connect_error told by the test | -> waiting Infinity, reconnecting, 1 made",
        "disconnect()": "*close | -> idle, disconnected, 1 made",
        "disconnect(), and the turn ends": "*close | -> idle, disconnected, 1 made",
        "disconnect(); connect()": "*close | -> connecting, connecting, 2 made",
        "reconnect()": "*reconnect_attempt | reconnect_attempt 1 | -> connecting, reconnecting, 2 made",
        "engine.close()": "-> waiting Infinity, reconnecting, 1 made",
        "the handshake": idle,
        "a ping": idle,
        "an event for nobody": idle,
        garbage: idle,
        "the transport breaks": idle,
        "the server closes": idle,
        "the server answers the CONNECT": idle,
        "999 ms pass": "-> waiting Infinity, reconnecting, 1 made",
        "1,000 ms pass": "-> waiting Infinity, reconnecting, 1 made",
        online: "-> waiting 100, reconnecting, 1 made",
        "online after a sleep": "-> waiting 100, reconnecting, 1 made",
        offline: "-> waiting Infinity, reconnecting, 1 made",
        "pagehide, kept": "-> waiting Infinity, reconnecting, 1 made",
        "pagehide, not kept": "-> waiting Infinity, reconnecting, 1 made",
      },
      "given up": {
        "open()": "-> connecting, connecting, 2 made",
        "connect()": "-> connecting, connecting, 2 made",
        "connect() in a listener": "connect_error told by the test | -> connecting, connecting, 2 made",
        "disconnect()": "-> idle, disconnected, 1 made",
        "disconnect(), and the turn ends": "-> idle, disconnected, 1 made",
        "disconnect(); connect()": "-> connecting, connecting, 2 made",
        "reconnect()": "-> connecting, connecting, 2 made",
        "engine.close()": "-> idle, disconnected, 1 made",
        "the handshake": idle,
        "a ping": idle,
        "an event for nobody": idle,
        garbage: idle,
        "the transport breaks": idle,
        "the server closes": idle,
        "the server answers the CONNECT": idle,
        "999 ms pass": "-> idle, disconnected, 1 made",
        "1,000 ms pass": "-> idle, disconnected, 1 made",
        online: "-> idle, disconnected, 1 made",
        "online after a sleep": "-> idle, disconnected, 1 made",
        offline: "-> idle, disconnected, 1 made",
        "pagehide, kept": "-> idle, disconnected, 1 made",
        "pagehide, not kept": "-> idle, disconnected, 1 made",
      },
    },
    seen: (managed) => {
      reached.add(managed.socket.io.state);
      return managed.take();
    },
    end: async ({ socket, world }) => {
      await settle();
      socket.disconnect();
      // a page that goes away for good leaves the end to the browser
      if (socket.io.engine?._parting) socket.io.engine._end("forced close");
      world.advance(60_000);
      expect(world.left).toEqual([]);
      expect(world.reported).toEqual([]);
    },
  });

  test("every state is a row", () => expect([...reached].sort()).toEqual(Object.keys(NAMES).sort()));
});
