import type { Timers } from "./timers.ts";
import type { Turns } from "./turns.ts";

/** What a lane works with, and what the network does to it now. */
export interface LaneHost {
  readonly _turns: Turns;
  readonly _timers: Timers;
  /** Does nothing arrive? */
  _isFrozen(): boolean;
  /** ms that a frame of so many bytes takes to be sent, and ms that it is on its way after that. */
  _takes(size: number): { readonly _sending: number; readonly _travelling: number };
}

interface Item {
  /** When it arrives, by the clock's time. */
  readonly _due: number;
  readonly _arrive: () => void;
}

/** One direction of a connection: what is sent arrives in this order, each in a turn of its own. */
export class Lane {
  readonly _host: LaneHost;
  _queue: Item[] = [];
  /** The line is taken until then. */
  _free = 0;
  /** Takes back what brings the first of the queue. */
  _takeBack: (() => void) | undefined;

  constructor(host: LaneHost) {
    this._host = host;
  }

  _push(size: number, arrive: () => void): void {
    const now = Date.now();
    const { _sending, _travelling } = this._host._takes(size);
    this._free = Math.max(this._free, now) + _sending;
    const last = this._queue[this._queue.length - 1]?._due ?? 0;
    this._queue.push({ _due: Math.max(this._free + _travelling, last), _arrive: arrive });
    this._go();
  }

  /** Brings the first of the queue, if nothing is in its way. */
  _go(): void {
    const [first] = this._queue;
    if (!first || this._takeBack || this._host._isFrozen()) return;
    const { _turns, _timers } = this._host;
    const wait = first._due - Date.now();
    if (wait > 0) {
      _timers._frames++;
      const timer = _timers._start("a frame on its way", wait, () => {
        _timers._frames--;
        this._arrives(first);
      });
      this._takeBack = () => {
        _timers._frames--;
        timer._clear();
      };
    } else this._takeBack = _turns._later(() => this._arrives(first));
  }

  _arrives(item: Item): void {
    this._takeBack = undefined;
    // it may have been frozen, or lost, meanwhile
    if (this._queue[0] !== item || this._host._isFrozen()) return;
    this._queue.shift();
    try {
      item._arrive();
    } finally {
      // what a listener throws holds nothing up
      this._go();
    }
  }

  /** What is under way is lost. */
  _clear(): void {
    this._takeBack?.();
    this._takeBack = undefined;
    this._queue = [];
  }
}
