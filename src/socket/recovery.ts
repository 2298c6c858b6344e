/** What a session is recovered by. Its names are plain, since who keeps it may be of another build. */
export interface HeldSession {
  /** Names the session to the server; it is a credential. */
  pid: unknown;
  /** Of the last event that the app was given. */
  offset: unknown;
}

/** Whose session it is. */
export interface SessionPlace {
  /** The address as the app wrote it. */
  readonly url: string;
  /** The namespace. */
  readonly nsp: string;
}

/** Keeps the session of a socket beyond its page. */
export interface SessionKeeper {
  /** The socket is about to join: when this resolves, the session is the one to go on with. */
  open(): Promise<void>;
  /** The session has changed. */
  changed(): void;
  /** The socket is idle; `"disconnect()"`: by the app. */
  closed(cause: string): void;
}

/** Makes the keeper of a socket's session, which it reads and sets; `fromStorage` of `holdfast/session` is one. */
export type SessionOption = (place: SessionPlace, session: HeldSession) => SessionKeeper;

/** What the server may keep of a session, to send what was missed ("Connection state recovery" in docs/protocol.md). */
export class Recovery implements HeldSession {
  pid: unknown = undefined;
  offset: unknown = undefined;
  readonly _keeper: SessionKeeper | undefined;

  constructor(place: SessionPlace, keep: SessionOption | null | undefined) {
    this._keeper = keep?.(place, this);
  }

  /** What CONNECT says, beside the app's credentials. */
  _request(auth: object | null | undefined): object | undefined {
    return this.pid ? { pid: this.pid, offset: this.offset, ...auth } : (auth ?? undefined);
  }

  /** The server has answered with this session. Is it the one before? */
  _joined(pid: unknown): boolean {
    const isRecovered = pid !== undefined && pid === this.pid;
    this._change(pid, this.offset);
    return isRecovered;
  }

  /**
   * The app was given an event, or never will be: a recovery goes on behind it, if the event says where that is. An event with an
   * ack id does not.
   */
  _pass(args: unknown, id?: number): boolean {
    if (!this.pid || id !== undefined || !Array.isArray(args)) return false;
    const last: unknown = args[args.length - 1];
    if (typeof last !== "string") return false;
    this._change(this.pid, last);
    return true;
  }

  /** There is no recovery: it would bring what broke the connection again. */
  _forget(): void {
    this._change(undefined, undefined);
  }

  _change(pid: unknown, offset: unknown): void {
    this.pid = pid;
    this.offset = offset;
    this._keeper?.changed();
  }
}
