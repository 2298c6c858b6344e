import { afterEach, expect } from "vitest";
import type { Socket } from "../../src/io.ts";
import type { IoOptions } from "../../src/manager/options.ts";
import { SOCKET_EVENTS } from "../../src/socket/events.ts";
import { type FakeWebSocket, HANDSHAKE, settle, World } from "./fake-platform.ts";

const short = (value: unknown): unknown => (value instanceof Error ? (value as { code?: string }).code : value);

/** A client in a fake world, with a transcript of its reserved events and of what it dropped. */
export class FakeClient {
  readonly world = new World();
  readonly log: string[] = [];
  readonly socket: Socket;

  constructor(
    options: IoOptions = {},
    readonly url = "http://host",
  ) {
    this.socket = this.io("", { transports: ["websocket"], ...options });
  }

  /** Another namespace, on the same connection. */
  io(nsp: string, options: IoOptions = {}): Socket {
    const socket = nsp
      ? this.socket.io.socket(nsp, options)
      : this.world.io(this.url, {
          forceNew: true,
          ...options,
        });
    const prefix = nsp && `${nsp} `;
    for (const name of SOCKET_EVENTS) {
      socket.on(
        name,
        (...args: unknown[]) => void this.log.push([prefix + name, ...args.slice(0, 1).map(short)].join(" ")),
      );
    }
    socket.lifecycle.on("dropped", ({ event, cause, delivery }) =>
      this.log.push(`${prefix}dropped ${event} ${cause.code} ${delivery}`),
    );
    return socket as Socket;
  }

  /** What was told since the last call. */
  take(): string[] {
    return this.log.splice(0);
  }

  /** The last WebSocket that was made. */
  get ws(): FakeWebSocket {
    return this.world.sockets.at(-1)!;
  }

  /** A signal of the network or the page. */
  dispatch(type: string, fields: object = {}): void {
    this.world.window.dispatchEvent(Object.assign(new Event(type), fields));
  }

  /** Over polling: opens the session and joins. */
  async poll(handshake: object = {}): Promise<void> {
    const { world } = this;
    await world.poll!.answer(`0${JSON.stringify({ ...HANDSHAKE, ...handshake })}`);
    await world.post!.answer("ok");
    await world.poll!.answer('40{"sid":"sid"}');
    // the moment that polling leaves to an upgrade
    if (!world.poll) world.advance(25);
  }

  /** Over polling: answers every POST. Returns what came. */
  async posts(): Promise<string[]> {
    const bodies: string[] = [];
    while (this.world.post) {
      bodies.push(...this.world.post.body!.split("\x1e"));
      await this.world.post.answer("ok");
    }
    return bodies;
  }

  /** Opens the WebSocket and joins. */
  async connect(sid = "sid"): Promise<FakeWebSocket> {
    const { ws } = this;
    ws.accept();
    await settle();
    ws.receive(`40{"sid":"${sid}"}`);
    return ws;
  }
}

/** For the tests of a file: makes clients, and sees to it that each test ends with nothing left. */
export const startsClients = (): ((...args: ConstructorParameters<typeof FakeClient>) => FakeClient) => {
  const clients: FakeClient[] = [];
  afterEach(async () => {
    for (const { socket, world } of clients.splice(0)) {
      socket.off();
      socket.disconnect();
      world.advance(60_000);
      await settle();
      expect([world.left, world.reported]).toEqual([[], []]);
    }
  });
  return (...args) => {
    const client = new FakeClient(...args);
    clients.push(client);
    return client;
  };
};

/** What becomes of a promise: filled in when that is known. */
export const outcome = (promise: Promise<unknown>): unknown[] => {
  const seen: unknown[] = [];
  promise.then(
    (value) => seen.push(value),
    (error) => seen.push([error.code, error.delivery].filter(Boolean).join(" ")),
  );
  return seen;
};
