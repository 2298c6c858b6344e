import type { Refusal } from "./engine.ts";

/** A direction, as seen from the client. */
export type Direction = "up" | "down";

/** ms that frames are on their way. */
export interface Latency {
  /** To the server. @default 0 */
  up?: number;
  /** To the client. @default 0 */
  down?: number;
  /** At most so much more, by the seed. @default 0 */
  jitter?: number;
}

/** Which packet is lost. All that is given must hold; one that says nothing is the next packet of either side. */
export interface Loss {
  /** An event of this name. */
  event?: string;
  /** `true`: an acknowledgement. */
  ack?: boolean;
  /** The how many-th of these it is, from 1. @default 1 */
  nth?: number;
}

/** A packet of Socket.IO, as the server's parser has it. */
export interface Packet {
  readonly type: number;
  readonly nsp: string;
  readonly data?: unknown;
  readonly id?: number;
}

const EVENTS = [2, 5];
const ACKS = [3, 6];

export const isEvent = ({ type }: Packet): boolean => EVENTS.includes(type);
export const isAck = ({ type }: Packet): boolean => ACKS.includes(type);

interface CountedRefusal {
  readonly _why: Refusal | Error;
  _times: number;
}

/** What the network does to all connections, or to those of one client. */
export class Conditions {
  _isOffline = false;
  _isFrozen = false;
  _latency: Latency | undefined;
  /** Bytes per second. */
  _rate: number | undefined;
  /** Bytes of a message. */
  _limit: number | undefined;
  readonly _refusals: CountedRefusal[] = [];
  readonly _losses: (Loss & { nth: number })[] = [];
  /** After so many more packets one is garbled. */
  readonly _garbles: { _nth: number }[] = [];

  /** Why the next attempt is refused, if so; it counts. */
  _refuse(): Refusal | Error | undefined {
    const [first] = this._refusals;
    if (!first) return;
    if (--first._times <= 0) this._refusals.shift();
    return first._why;
  }

  /** Is this packet lost? It counts. */
  _loses(packet: Packet): boolean {
    const matching = this._losses.filter(
      ({ event, ack }) =>
        (event === undefined || (isEvent(packet) && (packet.data as unknown[])[0] === event)) &&
        (ack === undefined || isAck(packet) === ack),
    );
    for (const loss of matching) loss.nth--;
    const due = matching.find(({ nth }) => nth <= 0);
    if (due) this._losses.splice(this._losses.indexOf(due), 1);
    return !!due;
  }

  /** Is this packet garbled? It counts. */
  _garblesNow(): boolean {
    for (const garble of this._garbles) garble._nth--;
    const due = this._garbles.findIndex(({ _nth }) => _nth <= 0);
    if (due >= 0) this._garbles.splice(due, 1);
    return due >= 0;
  }
}

/** The conditions of one client, which go before those that are for all. */
export class Weather {
  readonly _own: Conditions;
  readonly _all: Conditions;
  readonly _random: () => number;

  constructor(own: Conditions, all: Conditions, random: () => number) {
    this._own = own;
    this._all = all;
    this._random = random;
  }

  get _isOffline(): boolean {
    return this._own._isOffline || this._all._isOffline;
  }

  get _isFrozen(): boolean {
    return this._own._isFrozen || this._all._isFrozen;
  }

  get _limit(): number {
    return this._own._limit ?? this._all._limit ?? Infinity;
  }

  _refuse(): Refusal | Error | undefined {
    return this._own._refuse() ?? this._all._refuse();
  }

  /** Both count. */
  _loses(packet: Packet): boolean {
    return [this._own, this._all].filter((one) => one._loses(packet)).length > 0;
  }

  /** Both count. */
  _garbles(): boolean {
    return [this._own, this._all].filter((one) => one._garblesNow()).length > 0;
  }

  /** ms that so many bytes take to be sent, and ms that they are on their way after that. */
  _takes(direction: Direction, size: number): { readonly _sending: number; readonly _travelling: number } {
    const rate = this._own._rate ?? this._all._rate ?? Infinity;
    const latency = this._own._latency ?? this._all._latency ?? {};
    const { jitter = 0, [direction]: base = 0 } = latency;
    const more = jitter ? this._random() * jitter : 0;
    return { _sending: (size / rate) * 1000, _travelling: base + more };
  }
}
