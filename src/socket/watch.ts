import type { Packet } from "../codec/packet.ts";
import type { HoldfastError } from "../util/errors.ts";
import type { State } from "./state.ts";

/** A packet came in, or went out to the session; `bytes`: of its frames. */
export interface PacketRecord {
  readonly type: "packet_in" | "packet_out";
  readonly packet: Packet;
  readonly bytes: number;
}

/** A namespace went from one state to another. */
export interface SocketRecord {
  readonly type: "socket";
  readonly nsp: string;
  readonly from: State["name"];
  readonly to: State["name"];
}

/**
 * Where an event of the app is on its way: `emitted`, then `held` and `handed` over to the session any number of times, then
 * `acknowledged`, or `failed` with an error. One that asks for no acknowledgement ends with being handed over, if it does not fail.
 */
export interface EventRecord {
  readonly type: "event";
  readonly step: "emitted" | "held" | "handed" | "acknowledged" | "failed";
  readonly nsp: string;
  readonly name: string;
  /** The ack id, if an acknowledgement is due. */
  readonly id: number | undefined;
  readonly error: HoldfastError | undefined;
}
