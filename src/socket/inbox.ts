import { ACK, type Packet } from "../codec/packet.ts";
import type { Listener } from "../util/emitter.ts";
import { HoldfastError } from "../util/errors.ts";
import type { Link } from "./link.ts";
import type { Recovery } from "./recovery.ts";
import type { Teller } from "./teller.ts";
import type { AnyListener } from "./types.ts";

/** Bytes that an event takes beside those on the wire, while it waits. */
const EVENT_BYTES = 100;

/** The socket, as far as events come in by it. */
interface Receiver {
  readonly nsp: string;
  readonly id: string | undefined;
  receiveBuffer: unknown[][];
  _call(event: unknown, args: readonly unknown[]): void;
}

/** Events from the server, which the app is given once it knows that the namespace is joined. */
export class Inbox {
  readonly _socket: Receiver;
  readonly _link: Link;
  readonly _teller: Teller;
  readonly _recovery: Recovery;
  /** Listeners of all that comes in. */
  readonly _listeners: AnyListener[] = [];
  /** `shut`: events are for nobody. `holding`: they wait for `connect`. `flowing`: the app is given them. */
  _gate: "shut" | "holding" | "flowing" = "shut";
  /** Bytes of what waits, more or less. */
  _bytes = 0;

  constructor(socket: Receiver, link: Link, teller: Teller, recovery: Recovery) {
    this._socket = socket;
    this._link = link;
    this._teller = teller;
    this._recovery = recovery;
  }

  /** What comes is of a new connection; events of the one before do not arrive in this one. */
  _clear(): void {
    this._bytes = 0;
    this._socket.receiveBuffer = [];
  }

  /** Takes an event; throws if there is no room for it. `bytes`: that it had on the wire. */
  _onEvent({ id, data }: Packet, bytes = 0): void {
    const args = data as unknown[];
    if (id !== undefined) args.push(this._answer(id));
    if (this._gate === "flowing") this._deliver(args);
    else if (this._gate === "holding") {
      this._bytes += bytes + EVENT_BYTES;
      if (this._bytes > this._link.engine._options.maxMessageBytes)
        throw new HoldfastError("ERR_BUFFER_FULL", "too many events before the namespace is joined");
      this._socket.receiveBuffer.push(args);
    }
  }

  /** Gives the app what waited, for as long as it `goesOn`. */
  _release(goesOn: () => boolean): void {
    for (const args of this._socket.receiveBuffer.splice(0)) if (goesOn()) this._deliver(args);
  }

  _deliver(args: unknown[]): void {
    this._recovery._pass(args);
    const incoming = this._teller._hooks?.incoming;
    if (incoming) incoming(args, (checked) => this._give(checked));
    else this._give(args);
  }

  _give(args: unknown[]): void {
    if (this._listeners.length) this._teller._callAll(this._listeners, args);
    const [name] = args;
    // a name of ours never reaches those who listen to us
    if (!this._teller._isOurs(name)) this._socket._call(name, args.slice(1));
  }

  /** The function by which the app acknowledges an event: once, and on the connection that asked. */
  _answer(id: number): Listener {
    const socket = this._socket;
    const { id: sid, nsp } = socket;
    let isOpen = true;
    return (...data) => {
      // an id there is only while the namespace is joined
      if (isOpen && socket.id !== undefined && (sid ?? socket.id) === socket.id) {
        this._link._watch?.("answer", nsp, id, data);
        this._link._wire._post({ type: ACK, nsp, data, id });
      }
      isOpen = false;
    };
  }
}
