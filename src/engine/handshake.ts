import type { TransportName } from "../transport/transport.ts";

/** What the server's first packet says, checked. */
export interface Handshake {
  readonly sid: string;
  readonly upgrades: readonly TransportName[];
  /** ms between two pings of the server. */
  readonly pingInterval: number;
  /** ms that a ping may be late. */
  readonly pingTimeout: number;
  /** Bytes that the server takes in one payload; 0: unknown. */
  readonly maxPayload: number;
}

/** A timer can't wait longer, ms. */
const MAX_MS = 2 ** 31 - 1;

const isDuration = (value: unknown): value is number => Number.isInteger(value) && (value as number) > 0;

/** Reads the data of an `open` packet; throws what is wrong with it, since each field comes from the network. */
export const parseHandshake = (data: unknown): Handshake => {
  const {
    sid,
    upgrades = [],
    pingInterval,
    pingTimeout,
    maxPayload,
  } = JSON.parse(data as string) as Record<string, unknown>;
  if (typeof sid !== "string" || !sid) throw new Error("no session ID");
  if (!Array.isArray(upgrades)) throw new Error("illegal upgrades");
  if (!isDuration(pingInterval) || !isDuration(pingTimeout) || pingInterval + pingTimeout > MAX_MS) {
    throw new Error("illegal heartbeat times");
  }
  if (maxPayload != null && !(Number.isInteger(maxPayload) && (maxPayload as number) >= 0)) {
    throw new Error("illegal maxPayload");
  }
  return {
    sid,
    upgrades: upgrades as TransportName[],
    pingInterval,
    pingTimeout,
    maxPayload: (maxPayload as number) ?? 0,
  };
};
