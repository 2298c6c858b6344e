/** Bytes that an answer takes beside its data, while it waits to be sent. */
const ANSWER = 500;

/**
 * What the server made us answer since it last read something: pongs, acknowledgements, DISCONNECTs. One that asks and asks, and
 * reads nothing, does not take all memory.
 */
export class Answers {
  readonly _limit: number;
  readonly _full: () => void;
  _bytes = 0;

  /** `full` is called once, in a later turn: it may be the app that answers, and no call of the app calls it back. */
  constructor(limit: number, full: () => void) {
    this._limit = limit;
    this._full = full;
  }

  get _isFull(): boolean {
    return this._bytes > this._limit;
  }

  /** Calls `full` once more, if there is no room: nothing more is heard, of which there may be much. */
  _check(): void {
    if (this._isFull) this._full();
  }

  /** Takes the room of an answer with so much data; `false` if there is none left. */
  _take(bytes: number): boolean {
    const was = this._isFull;
    this._bytes += bytes + ANSWER;
    if (this._isFull && !was) Promise.resolve().then(this._full);
    return !this._isFull;
  }
}
