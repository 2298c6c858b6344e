import type { EnginePacket } from "../codec/engine-io.ts";
import type { TransportName } from "../transport/transport.ts";
import { connectError } from "../util/errors.ts";

/** What the server's first packet says, checked. */
export interface Handshake {
  /** The session's id. */
  readonly sid: string;
  /** Names of the transports that the session may move to. */
  readonly upgrades: readonly string[];
  /** ms between two pings of the server. */
  readonly pingInterval: number;
  /** ms that a ping may be late. */
  readonly pingTimeout: number;
  /** Bytes that the server takes in one payload; 0 or absent: unknown. */
  readonly maxPayload?: number;
}

/**
 * A number of the handshake, where fractions and zeros are as good as any. A server that has its options from an environment
 * says them as text. Throws for what is none.
 */
const countOf = (value: unknown): number => {
  const count = typeof value === "string" && value ? Number(value) : value;
  if (typeof count !== "number" || !Number.isFinite(count) || count < 0) throw new Error(`${value}`);
  return count;
};

/** Reads an `open` packet; throws a ConnectError where something is not what it has to be, since it comes from the network. */
export const parseHandshake = ({ type, data }: EnginePacket, transport: TransportName): Handshake => {
  try {
    const handshake = JSON.parse(data as string) as Handshake;
    const { sid, upgrades, pingInterval, pingTimeout, maxPayload } = handshake;
    const valid = type === "open" && sid && typeof sid === "string" && Array.isArray(upgrades);
    if (!valid) throw new Error(data as string);
    return Object.assign(handshake, {
      pingInterval: countOf(pingInterval),
      pingTimeout: countOf(pingTimeout),
      maxPayload: Math.floor(countOf(maxPayload ?? 0)),
    });
  } catch (cause) {
    throw connectError("ERR_PARSE", "handshake", "parse error: invalid handshake", { cause, transport });
  }
};

/** ms within which the server's next ping is due; a server that has no time at all for it sends none. */
export const periodOf = ({ pingInterval, pingTimeout }: Handshake): number => pingInterval + pingTimeout || Infinity;
