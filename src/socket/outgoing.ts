import { EVENT } from "../codec/packet.ts";
import type { Frame } from "../platform/platform.ts";
import type { Listener } from "../util/emitter.ts";
import type { Delivery } from "../util/errors.ts";
import type { OutgoingPacket } from "./link.ts";
import type { Flags } from "./view.ts";

const COMPRESSED = { compress: true };
const PLAIN = { compress: false };

/** Before it is encoded. */
const NONE: readonly Frame[] = [];

/** What an event is made of. */
interface Parts {
  nsp: string;
  args: unknown[];
  /** If there is something to wait for. */
  id: number | undefined;
  flags: Flags;
  callback: Listener | undefined;
  /** Does the callback take an error first, and is it called in any case? */
  promised: unknown;
}

/** An event that was emitted. All of it is made at once: an object that grows is slow, and there is one for each event. */
export const outgoing = ({ nsp, args, id, flags, callback, promised }: Parts): OutgoingPacket => ({
  type: EVENT,
  nsp,
  data: args,
  id,
  options: flags.compress === false ? PLAIN : COMPRESSED,
  _frames: NONE,
  _sent: false,
  _waits: false,
  _volatile: flags.volatile,
  _signal: flags.signal,
  _callback: callback,
  _promised: promised,
  _timer: undefined,
});

/** May the server have it? */
export const deliveryOf = ({ _sent, _tries }: OutgoingPacket): Delivery => ((_tries ?? _sent) ? "unknown" : "not-sent");
