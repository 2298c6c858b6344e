import type { BaseManager, Socket } from "holdfast";
import { type Traced, trace } from "holdfast/trace";
import { Conditions } from "./conditions.ts";
import type { Link } from "./link.ts";

/** A client of a test network: a Manager with its connection, over all its namespaces. */
export interface TestClient {
  /** In the order in which they were made, from 1. */
  readonly number: number;
  /** Has it a connection? */
  readonly connected: boolean;
  /** The name of its transport, as the app asked for it. */
  readonly transport: string | undefined;
  /** The events that reached it, each as `[name, ...arguments]`. */
  readonly received: readonly (readonly unknown[])[];
  /** Names of the events whose acknowledgement it waits for. */
  readonly pendingAcks: readonly string[];
}

/** What the network knows of a client. */
export class MemoryClient implements TestClient {
  readonly number: number;
  readonly received: unknown[][] = [];
  readonly _manager: BaseManager;
  readonly _origin: string;
  readonly _conditions = new Conditions();
  /** Its connection, and those before it of which one side does not know yet that they are over. */
  readonly _links = new Set<Link>();
  /** Its sockets, by namespace. */
  readonly _sockets = new Map<string, Pick<Socket, "disconnect" | "nsp">>();

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

  get connected(): boolean {
    return this._manager.state === "connected";
  }

  get transport(): string | undefined {
    return this._manager.engine?.transport?.name;
  }

  get pendingAcks(): string[] {
    let names: string[] = [];
    // the first record of a trace says how things stand
    const stop = trace(this._manager as Traced, (record) => {
      if (record.kind === "snapshot")
        names = record.sockets.flatMap(({ pending }) => pending.map(({ event }) => event));
    });
    stop();
    return names;
  }

  /** Ends it, as the app would. */
  _disconnect(): void {
    for (const socket of this._sockets.values()) socket.disconnect();
  }

  /** Has it come back, or did it never go? One without a socket is none that an app could have ended. */
  get _isLeft(): boolean {
    return this._sockets.size > 0 && this._manager.state !== "idle";
  }

  /** Ends it for good. */
  _end(): void {
    this._manager.reconnection(false);
    this._manager.engine?.close();
  }
}
