import { describe, expect, test } from "vitest";
import type { Socket } from "../../../src/io.ts";
import { FakeClient } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";
import { impossible, testMatrix } from "../../support/matrix.ts";

/** A socket beside `/other`, which keeps the connection, with a transcript of its changes of state and of the wire. */
class Namespaced extends FakeClient {
  other: Socket | undefined;
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
    const { connected, active, state, _state, sendBuffer } = this.socket;
    const sent = this.world.sockets.flatMap((ws) => ws.take().map((frame) => `sent ${frame}`));
    const flags = [connected && "connected", active && "active", sendBuffer.length && `${sendBuffer.length} buffered`];
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
  const auth = () =>
    new Promise<object>((resolve, reject) => Object.assign(held, { answer: resolve, deny: reject }));
  return joining({ auth }).then((namespaced) => Object.assign(namespaced, held));
};
const joins = ({ ws }: Namespaced) => ws.receive('40{"sid":"x"}');
const noConnection = impossible("there is no connection");
const notAsked = impossible("auth is not asked for");

describe("Socket: state × event", () => {
  const reached = new Set<string>();

  testMatrix({
    states: {
      idle: () => beside(),
      waiting: async () => new Namespaced().to(({ socket }) => socket.connect()),
      "waiting, given up": () =>
        new Namespaced({ reconnection: false }).to(({ socket, ws }) => {
          void ws;
          socket.connect();
        }, ({ ws }) => ws.end()),
      "joining, auth asked": asking,
      joining: () => joining(),
      "joining, out of time": async () => (await joining()).to(({ world }) => world.advance(1000)),
      leaving: async () => (await joining()).to(({ socket }) => socket.disconnect()),
      "joined, in the connect listener": async () => {
        const namespaced = await joining();
        // stays in that listener for as long as the test plays
        Object.assign(namespaced, { inside: true });
        return namespaced;
      },
      joined: async () => (await joining()).to(joins),
    },
    events: {
      "connect()": ({ socket }) => void socket.connect(),
      "disconnect()": ({ socket }) => void socket.disconnect(),
    },
    cells: {
    } as never,
    seen: (namespaced) => {
      reached.add(namespaced.socket._state.name);
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
});
void [test, noConnection, notAsked];
