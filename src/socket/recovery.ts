/** What the server may keep of a session, to send what was missed ("Connection state recovery" in docs/protocol.md). */
export class Recovery {
  /** Names the session to the server. */
  _pid: unknown = undefined;
  /** Of the last event that the app was given. */
  _offset: unknown = undefined;

  /** What CONNECT says, beside the app's credentials. */
  _request(auth: object | null | undefined): object | undefined {
    return this._pid ? { pid: this._pid, offset: this._offset, ...auth } : (auth ?? undefined);
  }

  /** The server has answered with this session. Is it the one before? */
  _joined(pid: unknown): boolean {
    const isRecovered = pid !== undefined && pid === this._pid;
    this._pid = pid;
    return isRecovered;
  }

  /**
   * The app was given an event, or never will be: a recovery goes on behind it, if the event says where that is. An event with an
   * ack id does not.
   */
  _pass(args: unknown, id?: number): boolean {
    if (!this._pid || id !== undefined || !Array.isArray(args)) return false;
    const last: unknown = args[args.length - 1];
    if (typeof last !== "string") return false;
    this._offset = last;
    return true;
  }

  /** There is no recovery: it would bring what broke the connection again. */
  _forget(): void {
    this._pid = this._offset = undefined;
  }
}
