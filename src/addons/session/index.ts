/** `holdfast/session`: a page that reloads is the same client, where the server has connection state recovery. */
import type { HeldSession, SessionKeeper, SessionOption, SessionPlace } from "holdfast";
import { lockSession, webLocks } from "./lock.ts";

/** Where a session is kept: `sessionStorage`, or what has these methods. They may be asynchronous. */
export interface SessionStorage {
  /** Gives the entry of this name, or `null`, or promises that. */
  getItem(name: string): string | null | undefined | Promise<string | null | undefined>;
  /** Writes the entry; may promise that it is done. */
  setItem(name: string, value: string): unknown;
  /** Erases the entry, if there is one; may promise that it is done. */
  removeItem(name: string): unknown;
}

/** A storage, and whose session it is. */
export interface SessionOptions {
  /** Where the session is kept. */
  storage: SessionStorage;
  /** Something of the app's, such as the user's id: with another one, the session is another one. @default "" */
  key?: string;
}

/** An entry is held by a socket of this page, or the last one that held it has written it once this resolves. */
type Holder = "held" | Promise<void> | undefined;

/** Entries that are or were held by sockets of this page. Others neither read nor write them while they are. */
const holders = new WeakMap<SessionStorage, Map<string, Holder>>();

const holdersIn = (storage: SessionStorage): Map<string, Holder> => {
  const names = holders.get(storage) ?? new Map();
  holders.set(storage, names);
  return names;
};

/** ms that the page before may take to let go of its session. */
const PATIENCE = 300;

/** What an entry says, if it can be read. */
const read = (text: string | null | undefined): Partial<HeldSession> => {
  const { pid, offset } = JSON.parse(text || "{}") as Partial<HeldSession>;
  return typeof pid === "string" && typeof offset === "string" ? { pid, offset } : {};
};

/** Without Web Locks an entry is only there while nobody uses it: a tab that is duplicated would take a copy of it along. */
const isAlwaysThere = (): boolean => !!webLocks() || typeof document === "undefined";

/** Keeps the session of one socket. */
class Keeper implements SessionKeeper {
  readonly _storage: SessionStorage;
  readonly _name: string;
  readonly _session: HeldSession;
  readonly _names: Map<string, Holder>;
  /** Does it have the entry? An object of its own for each time that it has. */
  _hold: { release: () => void; pid: unknown } | undefined;
  _isDue = false;
  /** The entry that is to be written, or `null` for none. */
  _next: string | null | undefined;
  _writing: Promise<void> | undefined;
  readonly _hide = (): void => this._handBack();

  constructor(storage: SessionStorage, name: string, session: HeldSession) {
    this._storage = storage;
    this._name = name;
    this._session = session;
    this._names = holdersIn(storage);
  }

  async open(): Promise<void> {
    const before = this._names.get(this._name);
    if (this._hold || before === "held") return;
    const hold = { release: () => {}, pid: undefined as unknown };
    this._hold = hold;
    this._names.set(this._name, "held");
    globalThis.addEventListener?.("pagehide", this._hide);
    const { pid, offset } = await this._take(before);
    const release = pid === undefined ? undefined : await lockSession(pid as string, PATIENCE);
    if (this._hold !== hold) return release?.();
    Object.assign(this._session, release ? { pid, offset } : { pid: undefined, offset: undefined });
    if (release) Object.assign(hold, { release, pid });
  }

  /** Reads the entry, and erases it. A storage that fails has none. */
  async _take(before: Holder): Promise<Partial<HeldSession>> {
    await before;
    try {
      const text = await this._storage.getItem(this._name);
      if (text) await this._storage.removeItem(this._name);
      return read(text);
    } catch {
      return {};
    }
  }

  changed(): void {
    const hold = this._hold;
    if (!hold) return;
    const { pid } = this._session;
    if (hold.pid !== pid) {
      hold.release();
      Object.assign(hold, { pid, release: () => {} });
      if (pid) void this._lock(hold, pid as string);
    }
    if (this._isDue || !isAlwaysThere()) return;
    this._isDue = true;
    // the listeners of the event have returned then
    Promise.resolve().then(() => {
      this._isDue = false;
      if (this._hold) this._write();
    });
  }

  async _lock(hold: NonNullable<Keeper["_hold"]>, pid: string): Promise<void> {
    const release = await lockSession(pid);
    if (this._hold === hold && hold.pid === pid) hold.release = release ?? hold.release;
    else release?.();
  }

  closed(cause: string): void {
    if (!this._hold) return;
    if (cause !== "disconnect()") return this._handBack();
    this._session.pid = this._session.offset = undefined;
    this._handBack();
  }

  /** The entry is for whoever comes next. */
  _handBack(): void {
    const hold = this._hold;
    if (!hold) return;
    globalThis.removeEventListener?.("pagehide", this._hide);
    this._write();
    this._hold = undefined;
    this._names.set(this._name, this._writing);
    hold.release();
  }

  /** Writes what the session is now, after what is being written. */
  _write(): void {
    const { pid, offset } = this._session;
    this._next = pid && offset !== undefined ? JSON.stringify({ pid, offset }) : null;
    this._writing ??= this._flush();
  }

  async _flush(): Promise<void> {
    for (let text = this._next; text !== undefined; text = this._next) {
      this._next = undefined;
      try {
        await (text ? this._storage.setItem(this._name, text) : this._storage.removeItem(this._name));
      } catch {
        // a storage that is full, or blocked, keeps nothing
      }
    }
    this._writing = undefined;
  }
}

/**
 * The value of the `session` option that keeps a socket's session in a storage, so that the page that comes after this one goes on
 * with it: `recovered` is true, and what was missed arrives. The server has to have connection state recovery; without it each page is
 * a client of its own, as ever. A session's id is a credential.
 */
export const fromStorage = (given: SessionStorage | SessionOptions): SessionOption => {
  // what an app has put into sessionStorage as "storage" is there by that name, too
  const { storage, key = "" } = "getItem" in given ? { storage: given } : given;
  return ({ url, nsp }: SessionPlace, session: HeldSession) =>
    new Keeper(storage, `holdfast:${url.split("?")[0]}:${nsp}:${key}`, session);
};
