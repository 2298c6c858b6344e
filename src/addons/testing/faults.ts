import { HoldfastError } from "holdfast/core";
import type { MemoryClient, TestClient } from "./client.ts";
import { Conditions, type Latency, type Loss } from "./conditions.ts";
import type { Refusal } from "./engine.ts";

/** A client, or a socket of it. Without one, all are meant. */
export type Of =
  | TestClient
  | {
      /** The Manager of a socket. */
      readonly io: object;
    };

/** The codes by which an Engine.IO server says why it refuses; their places are their numbers. */
const CODES = [
  "Transport unknown",
  "Session ID unknown",
  "Bad handshake method",
  "Bad request",
  "Forbidden",
  "Unsupported protocol version",
];

const STATUSES: Readonly<Record<number, string>> = {
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

const refusalOf = (why: number | string): Refusal | Error => {
  if (typeof why === "string") return Object.assign(new Error(`connect ${why}`), { code: why });
  const message = CODES[why];
  if (message) return { status: why === 4 ? 403 : 400, code: why, message };
  return { status: why, code: undefined, message: STATUSES[why] ?? "" };
};

/** What is done to the network, for all clients or for one. */
export class Faults {
  readonly _all = new Conditions();
  readonly _clients: readonly MemoryClient[];

  constructor(clients: readonly MemoryClient[]) {
    this._clients = clients;
  }

  /** The conditions that are meant. */
  _of(of: Of | undefined): Conditions {
    return of ? this._find(of)._conditions : this._all;
  }

  /** The clients that are meant. */
  _some(of: Of | undefined): readonly MemoryClient[] {
    return of ? [this._find(of)] : this._clients;
  }

  _find(of: Of): MemoryClient {
    const client = this._clients.find((one) => one === of || one._manager === (of as { io?: unknown }).io);
    if (client) return client;
    throw new HoldfastError(
      "ERR_INVALID_OPTION",
      "this client is none of this network: take one of net.clients, or a socket",
    );
  }

  _offline(of: Of | undefined): void {
    this._of(of)._isOffline = true;
    this._cut(of);
  }

  _online(of: Of | undefined): void {
    this._of(of)._isOffline = false;
  }

  _cut(of: Of | undefined): void {
    for (const client of this._some(of)) for (const link of [...client._links]) link._cut();
  }

  _freeze(of: Of | undefined): void {
    this._of(of)._isFrozen = true;
  }

  _thaw(of: Of | undefined): void {
    this._of(of)._isFrozen = false;
    for (const client of this._some(of)) for (const link of [...client._links]) link._thaw();
  }

  _latency(latency: number | Latency, of: Of | undefined): void {
    this._of(of)._latency = typeof latency === "number" ? { up: latency, down: latency } : latency;
  }

  _refuse(why: number | string, times: number, of: Of | undefined): void {
    this._of(of)._refusals.push({ _why: refusalOf(why), _times: times });
  }

  _lose({ nth = 1, ...loss }: Loss, of: Of | undefined): void {
    this._of(of)._losses.push({ ...loss, nth });
  }

  _corrupt(nth: number, of: Of | undefined): void {
    this._of(of)._garbles.push({ _nth: nth });
  }

  /** The weather is fair again. */
  _clear(): void {
    for (const conditions of [this._all, ...this._clients.map(({ _conditions }) => _conditions)])
      Object.assign(conditions, new Conditions());
    this._thaw(undefined);
  }
}
