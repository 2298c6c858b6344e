import type { BaseManager, Socket } from "holdfast";
import type { Link } from "./link.ts";

/** A client of a test network: a Manager with its connection, over all its namespaces. */
export interface TestClient {
  /** In the order in which they were made, from 1. */
  readonly number: number;
  /** Has it a connection? */
  readonly connected: boolean;
  /** The name of its transport, as the app asked for it. */
  readonly transport: string | undefined;
}

/** What a network knows of a client. */
export class MemoryClient implements TestClient {
  readonly number: number;
  readonly _manager: BaseManager;
  readonly _origin: string;
  /** Its connection, and those before it of which the server does not know yet that they are over. */
  readonly _links = new Set<Link>();
  /** Its sockets, by namespace. */
  readonly _sockets = new Map<string, Pick<Socket, "disconnect" | "active" | "nsp">>();

  constructor(number: number, manager: BaseManager, origin: string) {
    this.number = number;
    this._manager = manager;
    this._origin = origin;
    const { socket } = manager;
    // the one way to have a socket, of which the Manager has no list that is public
    Object.defineProperty(manager, "socket", {
      value: (...args: Parameters<BaseManager["socket"]>) => {
        const made = socket.apply(manager, args);
        this._sockets.set(made.nsp, made);
        return made;
      },
      configurable: true,
      writable: true,
    });
  }

  /** Ends it, as the app would. */
  _close(): void {
    for (const socket of this._sockets.values()) socket.disconnect();
    this._manager.reconnection(false);
    this._manager.engine?.close();
  }

  get connected(): boolean {
    return this._manager.state === "connected";
  }

  get transport(): string | undefined {
    return this._manager.engine?.transport?.name;
  }
}
