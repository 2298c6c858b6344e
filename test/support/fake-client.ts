import type { Socket } from "../../src/io.ts";
import type { IoOptions } from "../../src/manager/options.ts";
import { type FakeWebSocket, settle, World } from "./fake-platform.ts";

const RESERVED = [
  "connect",
  "connect_error",
  "connect_timeout",
  "disconnect",
  "reconnect_attempt",
  "reconnect_error",
  "reconnect_failed",
  "reconnect",
] as const;

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
    for (const name of RESERVED) {
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

  /** Opens the WebSocket and joins. */
  async connect(sid = "sid"): Promise<FakeWebSocket> {
    const { ws } = this;
    ws.accept();
    await settle();
    ws.receive(`40{"sid":"${sid}"}`);
    return ws;
  }
}
