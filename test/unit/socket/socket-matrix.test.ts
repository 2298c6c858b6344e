import { describe, expect, test } from "vitest";
import type { Socket } from "../../../src/io.ts";
import type { Membership } from "../../../src/socket/membership.ts";
import { FakeClient } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";
import { impossible, testMatrix } from "../../support/matrix.ts";

/** A socket beside `/other`, which keeps the connection, with a transcript of its changes of state and of the wire. */
class Namespaced extends FakeClient {
  other: Socket | undefined;
  /** What the test does, it does in a listener of `connect`. */
  inside = false;
  answer: ((data: object) => void) | undefined;
  deny: ((error: Error) => void) | undefined;

  constructor(options: object = {}) {
    super({ timeout: 1000, autoConnect: false, reconnectionAttempts: 5, ...options });
    const { socket, log } = this;
    socket.on("news", (value, acknowledge) => {
      log.push(`news ${value}`);
      acknowledge?.("ok");
    });
    socket.lifecycle.on("state_change", ({ from, to, cause }) => void log.push(`${from} → ${to} by ${cause}`));
  }

  to(...steps: ((namespaced: this) => unknown)[]): this {
    for (const step of steps) step(this);
    return this;
  }

  override take(): string[] {
    const { connected, active, state, sendBuffer } = this.socket;
    const { _state } = this.socket._inner()._membership;
    const sent = this.world.sockets.flatMap((ws) => ws.take().map((frame) => `sent ${frame}`));
    const flags = [
      connected !== (state === "connected") && "connected?",
      active && "active",
      sendBuffer.length && `${sendBuffer.length} buffered`,
    ];
    const told = super.take().filter((line) => !line.startsWith("/other"));
    return [...told, ...sent, `-> ${[_state.name, state, ...flags].filter(Boolean).join(", ")}`];
  }
}

/** A connection that `/other` has joined, and the socket not yet. */
const beside = async (options: object = {}): Promise<Namespaced> => {
  const namespaced = new Namespaced(options);
  namespaced.other = namespaced.io("/other").connect();
  namespaced.ws.accept();
  await settle();
  namespaced.ws.receive('40/other,{"sid":"o"}');
  return namespaced;
};
const joining = async (options?: object): Promise<Namespaced> => {
  const namespaced = await beside(options);
  namespaced.socket.connect();
  await settle();
  return namespaced;
};
const asking = (): Promise<Namespaced> => {
  const held: Partial<Namespaced> = {};
  const auth = () => new Promise<object>((resolve, reject) => Object.assign(held, { answer: resolve, deny: reject }));
  return joining({ auth }).then((namespaced) => Object.assign(namespaced, held));
};
const joins = ({ ws }: Namespaced) => ws.receive('40{"sid":"x"}');
/** The events, in a listener of `connect` where the state asks for it; what promises do is done when they end. */
const played = <Name extends string>(
  events: Record<Name, (namespaced: Namespaced) => unknown>,
): Record<Name, (namespaced: Namespaced) => Promise<void>> => {
  const play = (act: (namespaced: Namespaced) => unknown) => async (namespaced: Namespaced) => {
    if (namespaced.inside) {
      namespaced.socket.once("connect", () => void act(namespaced));
      joins(namespaced);
    } else act(namespaced);
    await settle();
  };
  return Object.fromEntries(Object.entries(events).map(([name, act]) => [name, play(act as typeof joins)])) as Record<
    Name,
    (namespaced: Namespaced) => Promise<void>
  >;
};
const noConnection = impossible("there is no connection");
const notAsked = impossible("auth is not asked for");

// the types see to it that none is missing
const NAMES: Record<Membership["_state"]["name"], true> = {
  idle: true,
  waiting: true,
  joining: true,
  leaving: true,
  joined: true,
};

describe("Socket: state × event", () => {
  const reached = new Set<string>();

  testMatrix({
    states: {
      idle: () => beside(),
      waiting: async () => new Namespaced().to(({ socket }) => socket.connect()),
      "waiting, given up": () =>
        new Namespaced({ reconnection: false }).to(
          ({ socket }) => socket.connect(),
          ({ ws }) => ws.end(),
        ),
      "joining, auth asked": asking,
      joining: () => joining(),
      "joining, out of time": async () => (await joining()).to(({ world }) => world.advance(1000)),
      leaving: async () => (await joining()).to(({ socket }) => socket.disconnect()),
      "joined, in the connect listener": async () => Object.assign(await joining(), { inside: true }),
      joined: async () => (await joining()).to(joins),
    },
    events: played({
      "connect()": ({ socket }) => socket.connect(),
      "disconnect()": ({ socket }) => socket.disconnect(),
      "disconnect(); connect()": ({ socket }) => socket.disconnect().connect(),
      "reconnect()": ({ socket }) => socket.reconnect(),
      "emit()": ({ socket }) => socket.emit("x"),
      "volatile.emit()": ({ socket }) => socket.volatile.emit("x"),
      "emit() with a timeout": ({ socket, log }) =>
        socket.timeout(5000).emit("x", (error: { delivery?: string }) => log.push(`settled ${error?.delivery}`)),
      "auth answers": ({ answer }) => answer?.({ token: 1 }),
      "auth fails": ({ deny }) => deny?.(new Error("no token")),
      "CONNECT with a sid": ({ ws }) => ws.receive('40{"sid":"y"}'),
      "CONNECT without": ({ ws }) => ws.receive("40"),
      CONNECT_ERROR: ({ ws }) => ws.receive('44{"message":"no"}'),
      DISCONNECT: ({ ws }) => ws.receive("41"),
      EVENT: ({ ws }) => ws.receive('42["news",1]'),
      "EVENT with an id": ({ ws }) => ws.receive('427["news",1]'),
      "ACK that nobody waits for": ({ ws }) => ws.receive("439[1]"),
      "999 ms pass": ({ world }) => world.advance(999),
      "1,000 ms pass": ({ world }) => world.advance(1000),
      "the connection opens": ({ ws }) => ws.accept(),
      "the connection breaks": ({ ws }) => ws.end(),
      "the connection is refused for good": ({ ws, socket }) => {
        socket.io.reconnection(false);
        ws.end();
      },
    }),
    cells: {
      idle: {
        "connect()": "disconnected → connecting by connect() | sent 40 | -> joining, connecting, active",
        "disconnect()": "-> idle, disconnected",
        "disconnect(); connect()": "disconnected → connecting by connect() | sent 40 | -> joining, connecting, active",
        "reconnect()":
          "disconnected → reconnecting by connect() | reconnect_attempt 1 | -> waiting, reconnecting, active",
        "emit()": "-> idle, disconnected, 1 buffered",
        "volatile.emit()": "-> idle, disconnected, 1 buffered",
        "emit() with a timeout": "-> idle, disconnected, 1 buffered",
        "auth answers": notAsked,
        "auth fails": notAsked,
        "CONNECT with a sid": "-> idle, disconnected",
        "CONNECT without": "-> idle, disconnected",
        CONNECT_ERROR: "-> idle, disconnected",
        DISCONNECT: "-> idle, disconnected",
        EVENT: "-> idle, disconnected",
        "EVENT with an id": "-> idle, disconnected",
        "ACK that nobody waits for": "-> idle, disconnected",
        "999 ms pass": "-> idle, disconnected",
        "1,000 ms pass": "-> idle, disconnected",
        "the connection opens": "-> idle, disconnected",
        "the connection breaks": "-> idle, disconnected",
        "the connection is refused for good": "-> idle, disconnected",
      },
      waiting: {
        "connect()": "-> waiting, connecting, active",
        "disconnect()": "connecting → disconnected by disconnect() | -> idle, disconnected",
        "disconnect(); connect()":
          "connecting → disconnected by disconnect() | disconnected → connecting by connect() | -> waiting, connecting, active",
        "reconnect()": "-> waiting, connecting, active",
        "emit()": "-> waiting, connecting, active, 1 buffered",
        "volatile.emit()": "dropped x ERR_DISCONNECTED not-sent | -> waiting, connecting, active",
        "emit() with a timeout": "-> waiting, connecting, active, 1 buffered",
        "auth answers": notAsked,
        "auth fails": notAsked,
        "CONNECT with a sid": noConnection,
        "CONNECT without": noConnection,
        CONNECT_ERROR: noConnection,
        DISCONNECT: noConnection,
        EVENT: noConnection,
        "EVENT with an id": noConnection,
        "ACK that nobody waits for": noConnection,
        "999 ms pass": "-> waiting, connecting, active",
        "1,000 ms pass":
          "connecting → reconnecting by connect_error | connect_timeout ERR_CONNECT_TIMEOUT | connect_error ERR_CONNECT_TIMEOUT | -> waiting, reconnecting, active",
        "the connection opens": "sent 40 | -> joining, connecting, active",
        "the connection breaks":
          "connecting → reconnecting by connect_error | connect_error ERR_TRANSPORT | -> waiting, reconnecting, active",
        "the connection is refused for good":
          "connecting → disconnected by connect_error | connect_error ERR_TRANSPORT | -> waiting, disconnected, active",
      },
      "waiting, given up": {
        "connect()": "disconnected → connecting by connect() | -> waiting, connecting, active",
        "disconnect()": "-> idle, disconnected",
        "disconnect(); connect()": "disconnected → connecting by connect() | -> waiting, connecting, active",
        "reconnect()": "disconnected → connecting by connect() | -> waiting, connecting, active",
        "emit()": "-> waiting, disconnected, active, 1 buffered",
        "volatile.emit()": "dropped x ERR_DISCONNECTED not-sent | -> waiting, disconnected, active",
        "emit() with a timeout": "-> waiting, disconnected, active, 1 buffered",
        "auth answers": notAsked,
        "auth fails": notAsked,
        "CONNECT with a sid": noConnection,
        "CONNECT without": noConnection,
        CONNECT_ERROR: noConnection,
        DISCONNECT: noConnection,
        EVENT: noConnection,
        "EVENT with an id": noConnection,
        "ACK that nobody waits for": noConnection,
        "999 ms pass": "-> waiting, disconnected, active",
        "1,000 ms pass": "-> waiting, disconnected, active",
        "the connection opens": noConnection,
        "the connection breaks": noConnection,
        "the connection is refused for good": noConnection,
      },
      "joining, auth asked": {
        "connect()": "-> joining, connecting, active",
        "disconnect()": "connecting → disconnected by disconnect() | -> idle, disconnected",
        "disconnect(); connect()":
          "connecting → disconnected by disconnect() | disconnected → connecting by connect() | -> joining, connecting, active",
        "reconnect()":
          "connecting → reconnecting by connect_error | connect_error ERR_TRANSPORT | reconnect_attempt 1 | -> waiting, reconnecting, active",
        "emit()": "-> joining, connecting, active, 1 buffered",
        "volatile.emit()": "-> joining, connecting, active, 1 buffered",
        "emit() with a timeout": "-> joining, connecting, active, 1 buffered",
        "auth answers": 'sent 40{"token":1} | -> joining, connecting, active',
        "auth fails": "connect_error ERR_AUTH | -> joining, connecting, active",
        "CONNECT with a sid": "-> joining, connecting, active",
        "CONNECT without":
          "connecting → disconnected by connect_error | connect_error ERR_UNSUPPORTED_PROTOCOL | -> idle, disconnected",
        CONNECT_ERROR: "-> joining, connecting, active",
        DISCONNECT: "-> joining, connecting, active",
        EVENT: "-> joining, connecting, active",
        "EVENT with an id": "-> joining, connecting, active",
        "ACK that nobody waits for": "-> joining, connecting, active",
        "999 ms pass": "-> joining, connecting, active",
        "1,000 ms pass": "connect_error ERR_AUTH | -> joining, connecting, active",
        "the connection opens": "-> joining, connecting, active",
        "the connection breaks":
          "connecting → reconnecting by connect_error | connect_error ERR_TRANSPORT | -> waiting, reconnecting, active",
        "the connection is refused for good":
          "connecting → disconnected by connect_error | connect_error ERR_TRANSPORT | -> waiting, disconnected, active",
      },
      joining: {
        "connect()": "-> joining, connecting, active",
        "disconnect()": "connecting → disconnected by disconnect() | -> leaving, disconnected",
        "disconnect(); connect()":
          "connecting → disconnected by disconnect() | disconnected → connecting by connect() | -> joining, connecting, active",
        "reconnect()":
          "connecting → reconnecting by connect_error | connect_error ERR_TRANSPORT | reconnect_attempt 1 | -> waiting, reconnecting, active",
        "emit()": "-> joining, connecting, active, 1 buffered",
        "volatile.emit()": "-> joining, connecting, active, 1 buffered",
        "emit() with a timeout": "-> joining, connecting, active, 1 buffered",
        "auth answers": notAsked,
        "auth fails": notAsked,
        "CONNECT with a sid": "connecting → connected by connect | connect | -> joined, connected, active",
        "CONNECT without":
          "connecting → disconnected by connect_error | connect_error ERR_UNSUPPORTED_PROTOCOL | -> idle, disconnected",
        CONNECT_ERROR: "connecting → disconnected by connect_error | connect_error ERR_REFUSED | -> idle, disconnected",
        DISCONNECT: "-> joining, connecting, active",
        EVENT: "-> joining, connecting, active",
        "EVENT with an id": "-> joining, connecting, active",
        "ACK that nobody waits for": "-> joining, connecting, active",
        "999 ms pass": "-> joining, connecting, active",
        "1,000 ms pass":
          "connect_timeout ERR_CONNECT_TIMEOUT | connect_error ERR_CONNECT_TIMEOUT | -> joining, connecting, active",
        "the connection opens": "-> joining, connecting, active",
        "the connection breaks":
          "connecting → reconnecting by connect_error | connect_error ERR_TRANSPORT | -> waiting, reconnecting, active",
        "the connection is refused for good":
          "connecting → disconnected by connect_error | connect_error ERR_TRANSPORT | -> waiting, disconnected, active",
      },
      "joining, out of time": {
        "connect()": "-> joining, connecting, active",
        "disconnect()": "connecting → disconnected by disconnect() | -> leaving, disconnected",
        "disconnect(); connect()":
          "connecting → disconnected by disconnect() | disconnected → connecting by connect() | -> joining, connecting, active",
        "reconnect()":
          "connecting → reconnecting by connect_error | connect_error ERR_TRANSPORT | reconnect_attempt 1 | -> waiting, reconnecting, active",
        "emit()": "-> joining, connecting, active, 1 buffered",
        "volatile.emit()": "-> joining, connecting, active, 1 buffered",
        "emit() with a timeout": "-> joining, connecting, active, 1 buffered",
        "auth answers": notAsked,
        "auth fails": notAsked,
        "CONNECT with a sid": "connecting → connected by connect | connect | -> joined, connected, active",
        "CONNECT without":
          "connecting → disconnected by connect_error | connect_error ERR_UNSUPPORTED_PROTOCOL | -> idle, disconnected",
        CONNECT_ERROR: "connecting → disconnected by connect_error | connect_error ERR_REFUSED | -> idle, disconnected",
        DISCONNECT: "-> joining, connecting, active",
        EVENT: "-> joining, connecting, active",
        "EVENT with an id": "-> joining, connecting, active",
        "ACK that nobody waits for": "-> joining, connecting, active",
        "999 ms pass": "-> joining, connecting, active",
        "1,000 ms pass": "-> joining, connecting, active",
        "the connection opens": "-> joining, connecting, active",
        "the connection breaks":
          "connecting → reconnecting by connect_error | connect_error ERR_TRANSPORT | -> waiting, reconnecting, active",
        "the connection is refused for good":
          "connecting → disconnected by connect_error | connect_error ERR_TRANSPORT | -> waiting, disconnected, active",
      },
      leaving: {
        "connect()": "disconnected → connecting by connect() | -> joining, connecting, active",
        "disconnect()": "-> leaving, disconnected",
        "disconnect(); connect()": "disconnected → connecting by connect() | -> joining, connecting, active",
        "reconnect()":
          "disconnected → reconnecting by connect() | reconnect_attempt 1 | -> waiting, reconnecting, active",
        "emit()": "-> leaving, disconnected, 1 buffered",
        "volatile.emit()": "-> leaving, disconnected, 1 buffered",
        "emit() with a timeout": "-> leaving, disconnected, 1 buffered",
        "auth answers": notAsked,
        "auth fails": notAsked,
        "CONNECT with a sid": "-> idle, disconnected",
        "CONNECT without": "-> idle, disconnected",
        CONNECT_ERROR: "-> idle, disconnected",
        DISCONNECT: "-> leaving, disconnected",
        EVENT: "-> leaving, disconnected",
        "EVENT with an id": "-> leaving, disconnected",
        "ACK that nobody waits for": "-> leaving, disconnected",
        "999 ms pass": "-> leaving, disconnected",
        "1,000 ms pass": "-> idle, disconnected",
        "the connection opens": "-> leaving, disconnected",
        "the connection breaks": "-> idle, disconnected",
        "the connection is refused for good": "-> idle, disconnected",
      },
      "joined, in the connect listener": {
        "connect()": "connecting → connected by connect | connect | -> joined, connected, active",
        "disconnect()":
          "connecting → connected by connect | connect | connected → disconnected by disconnect() | disconnect io client disconnect | -> idle, disconnected",
        "disconnect(); connect()":
          "connecting → connected by connect | connect | connected → disconnected by disconnect() | disconnect io client disconnect | disconnected → connecting by connect() | -> joining, connecting, active",
        "reconnect()":
          "connecting → connected by connect | connect | connected → reconnecting by disconnect | disconnect forced close | -> waiting, reconnecting, active",
        "emit()": 'connecting → connected by connect | connect | sent 42["x"] | -> joined, connected, active',
        "volatile.emit()": 'connecting → connected by connect | connect | sent 42["x"] | -> joined, connected, active',
        "emit() with a timeout":
          'connecting → connected by connect | connect | sent 420["x"] | -> joined, connected, active',
        "auth answers": notAsked,
        "auth fails": notAsked,
        "CONNECT with a sid": "connecting → connected by connect | connect | -> joined, connected, active",
        "CONNECT without": "connecting → connected by connect | connect | -> joined, connected, active",
        CONNECT_ERROR: "connecting → connected by connect | connect | -> joined, connected, active",
        DISCONNECT:
          "connecting → connected by connect | connect | connected → disconnected by disconnect | disconnect io server disconnect | -> idle, disconnected",
        EVENT: "connecting → connected by connect | connect | news 1 | -> joined, connected, active",
        "EVENT with an id":
          'connecting → connected by connect | connect | news 1 | sent 437["ok"] | -> joined, connected, active',
        "ACK that nobody waits for": "connecting → connected by connect | connect | -> joined, connected, active",
        "999 ms pass": "connecting → connected by connect | connect | -> joined, connected, active",
        "1,000 ms pass": "connecting → connected by connect | connect | -> joined, connected, active",
        "the connection opens": "connecting → connected by connect | connect | -> joined, connected, active",
        "the connection breaks":
          "connecting → connected by connect | connect | connected → reconnecting by disconnect | disconnect transport error | -> waiting, reconnecting, active",
        "the connection is refused for good":
          "connecting → connected by connect | connect | connected → disconnected by disconnect | disconnect transport error | -> waiting, disconnected, active",
      },
      joined: {
        "connect()": "-> joined, connected, active",
        "disconnect()":
          "connected → disconnected by disconnect() | disconnect io client disconnect | -> idle, disconnected",
        "disconnect(); connect()":
          "connected → disconnected by disconnect() | disconnect io client disconnect | disconnected → connecting by connect() | -> joining, connecting, active",
        "reconnect()":
          "connected → reconnecting by disconnect | disconnect forced close | reconnect_attempt 1 | -> waiting, reconnecting, active",
        "emit()": 'sent 42["x"] | -> joined, connected, active',
        "volatile.emit()": 'sent 42["x"] | -> joined, connected, active',
        "emit() with a timeout": 'sent 420["x"] | -> joined, connected, active',
        "auth answers": notAsked,
        "auth fails": notAsked,
        "CONNECT with a sid": "-> joined, connected, active",
        "CONNECT without": "-> joined, connected, active",
        CONNECT_ERROR: "-> joined, connected, active",
        DISCONNECT: "connected → disconnected by disconnect | disconnect io server disconnect | -> idle, disconnected",
        EVENT: "news 1 | -> joined, connected, active",
        "EVENT with an id": 'news 1 | sent 437["ok"] | -> joined, connected, active',
        "ACK that nobody waits for": "-> joined, connected, active",
        "999 ms pass": "-> joined, connected, active",
        "1,000 ms pass": "-> joined, connected, active",
        "the connection opens": "-> joined, connected, active",
        "the connection breaks":
          "connected → reconnecting by disconnect | disconnect transport error | -> waiting, reconnecting, active",
        "the connection is refused for good":
          "connected → disconnected by disconnect | disconnect transport error | -> waiting, disconnected, active",
      },
    },
    seen: (namespaced) => {
      reached.add(namespaced.socket._inner()._membership._state.name);
      return namespaced.take();
    },
    end: async ({ socket, other, world }) => {
      await settle();
      other?.disconnect();
      socket.disconnect();
      world.advance(60_000);
      expect([world.left, world.reported]).toEqual([[], []]);
    },
  });

  test("every state is a row", () => expect([...reached].sort()).toEqual(Object.keys(NAMES).sort()));
});
