import { Agent as HttpAgent, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Socket } from "node:net";
import type { NetworkOptions } from "./platform.ts";

/**
 * ms that a connection may have been idle and be used again. Proxies and servers end connections that are idle, and a request
 * that goes out just then is lost: whether the server has seen it can't be known, so it is not repeated, and the session ends.
 */
const MOST_IDLE = 250;

/** The connections that one transport keeps alive between its requests. */
class Connections {
  readonly agent: HttpAgent;
  /** ms that one may be idle; none, once the transport is over. */
  _most = MOST_IDLE;
  readonly _freed = new WeakMap<Socket, number>();

  constructor({ secure }: { secure: boolean }) {
    // Node passes over ended ones at the front of its list only
    this.agent = new (secure ? HttpsAgent : HttpAgent)({ keepAlive: true, scheduling: "fifo" });
    this.agent.keepSocketAlive = (socket) => this._keep(socket as Socket);
  }

  /** Ends those that were idle for too long: their timers are late where the process was busy. */
  prune(): void {
    const now = performance.now();
    const { freeSockets } = this.agent;
    for (const host in freeSockets)
      for (const socket of freeSockets[host] ?? [])
        if (now - (this._freed.get(socket) ?? 0) >= this._most) socket.destroy();
  }

  /** Takes note of how long the server keeps a connection that is idle. */
  heed({ headers }: IncomingMessage): void {
    const [, seconds] = /timeout=(\d+)/.exec(`${headers["keep-alive"]}`) ?? [];
    if (seconds) this._most = Math.min(this._most, Number(seconds) * 500);
  }

  /** The transport is over. What is under way ends by itself, or is aborted by the transport. */
  end(): void {
    this._most = 0;
    this.prune();
  }

  /** What Node asks as a request is done: is its connection to be kept? */
  _keep(socket: Socket): boolean {
    this._freed.set(socket, performance.now());
    socket.unref();
    // Node ends it then, if no request has taken it
    if (this._most) socket.setTimeout(this._most);
    return this._most > 0;
  }
}

/** By the options of the transport: each one has its own, so that none is sent over a connection that died before. */
const all = new WeakMap<NetworkOptions, Connections>();

export const connectionsFor = ({ secure }: { secure: boolean }, options: NetworkOptions): Connections => {
  let connections = all.get(options);
  if (!connections) all.set(options, (connections = new Connections({ secure })));
  return connections;
};

/** The transport with these options is over. */
export const endConnections = (options: NetworkOptions): void => all.get(options)?.end();
