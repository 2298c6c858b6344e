import type { EnginePacket } from "../codec/engine-io.ts";

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

/** Reads an `open` packet; throws where something is not what it has to be, since it comes from the network. */
export const parseHandshake = ({ type, data }: EnginePacket): Handshake => {
  const handshake = JSON.parse(data as string) as Handshake;
  const { sid, upgrades, pingInterval, pingTimeout, maxPayload } = handshake;
  const valid =
    type === "open" &&
    sid &&
    typeof sid === "string" &&
    Array.isArray(upgrades) &&
    [pingInterval, pingTimeout, (maxPayload ?? 0) + 1].every((count) => Number.isInteger(count) && count > 0) &&
    // a timer can't wait longer
    pingInterval + pingTimeout < 2 ** 31;
  if (!valid) throw new Error(data as string);
  return handshake;
};

/** ms within which the server's next ping is due. */
export const periodOf = ({ pingInterval, pingTimeout }: Handshake): number => pingInterval + pingTimeout;
