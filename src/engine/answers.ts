/** Bytes that an answer takes beside its data, while it waits to be sent. */
const ANSWER = 500;

/**
 * What the server made us answer since it last read something: pongs, acknowledgements, DISCONNECTs. One that asks and asks, and
 * reads nothing, does not take all memory.
 */
export class Answers {
  readonly _limit: number;
  readonly _session: { _unread(): void };
  _bytes = 0;

  /** The session is told once, in a later turn: it may be the app that answers, and no call of the app calls it back. */
  constructor(limit: number, session: { _unread(): void }) {
    this._limit = limit;
    this._session = session;
  }

  get _isFull(): boolean {
    return this._bytes > this._limit;
  }

  /** Tells it once more, if there is no room: nothing more is heard, of which there may be much. */
  _check(): void {
    if (this._isFull) this._session._unread();
  }

  /** Takes the room of an answer with so much data; `false` if there is none left. */
  _take(bytes: number): boolean {
    const was = this._isFull;
    this._bytes += bytes + ANSWER;
    if (this._isFull && !was) Promise.resolve().then(() => this._session._unread());
    return !this._isFull;
  }
}
