/**
 * Connection state recovery (PROTOCOL.md, "Socket.IO v5"): the session's private id, and the offset of the last event
 * that the server could send again.
 */
export class Recovery {
  _pid: string | undefined;
  _offset: string | undefined;
  /** Did the last connection go on where the one before it was cut? */
  recovered = false;

  /** What is sent when joining, beside the app's credentials. */
  payload(auth: object | undefined): object | undefined {
    return this._pid ? { pid: this._pid, offset: this._offset, ...auth } : auth;
  }

  joined(pid: unknown): void {
    this.recovered = pid !== undefined && pid === this._pid;
    this._pid = typeof pid === "string" ? pid : undefined;
    if (!this.recovered) this._offset = undefined;
  }

  /** An event without ack id was delivered; its last argument may be its offset. */
  delivered(args: readonly unknown[]): void {
    if (!this._pid) return;
    const last = args.length > 1 && args[args.length - 1];
    if (typeof last === "string") this._offset = last;
  }
}
