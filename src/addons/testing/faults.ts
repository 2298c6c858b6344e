import { HoldfastError } from "holdfast/core";
import type { MemoryClient, TestClient } from "./client.ts";
import { Conditions, type Latency, type Loss } from "./conditions.ts";
import { type Refusal, refusalBy } from "./engine.ts";

/** A client, or a socket of it. Without one, all are meant. */
export type Of =
  | TestClient
  | {
      /** The Manager of a socket. */
      readonly io: object;
    };

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
  return refusalBy(why) ?? { status: why, code: undefined, message: STATUSES[why] ?? "" };
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

  _slow(bytesPerSecond: number, of: Of | undefined): void {
    if (!(bytesPerSecond > 0))
      throw new HoldfastError(
        "ERR_INVALID_OPTION",
        `slow() takes bytes per second, above 0, and this is ${bytesPerSecond}`,
      );
    this._of(of)._rate = bytesPerSecond;
  }

  _refuse(why: number | string, times: number, of: Of | undefined): void {
    if (times > 0) this._of(of)._refusals.push({ _why: refusalOf(why), _times: times });
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
