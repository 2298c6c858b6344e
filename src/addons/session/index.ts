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

/** The entry of a storage by a name, for all sockets of this page. */
interface Entry {
  /** Does a socket have it? Others neither read nor write it meanwhile. */
  _isHeld: boolean;
  /** Gives what it says, once nothing is being written. */
  readonly _read: () => Promise<string | null | undefined>;
  /** Writes it, or erases it, after what is being written, whichever socket that is of. Resolves when nothing is: did the last succeed? */
  readonly _write: (text: string | null) => Promise<boolean>;
}

const makeEntry = (storage: SessionStorage, name: string): Entry => {
  let next: string | null | undefined;
  let writing: Promise<boolean> | undefined;
  const flush = async (): Promise<boolean> => {
    let isWritten = false;
    for (let text = next; text !== undefined; text = next) {
      next = undefined;
      try {
        await (text ? storage.setItem(name, text) : storage.removeItem(name));
        isWritten = true;
      } catch {
        // a storage that is full, or blocked, keeps nothing
        isWritten = false;
      }
    }
    writing = undefined;
    return isWritten;
  };
  return {
    _isHeld: false,
    _read: async () => {
      await writing;
      return storage.getItem(name);
    },
    _write: (text) => {
      next = text;
      return (writing ??= flush());
    },
  };
};

const entries = new WeakMap<SessionStorage, { [name: string]: Entry }>();

/** ms that the page before may take to let go of its session. */
const PATIENCE = 300;

/** ms that the storage may take to give the entry, and to erase it. */
const STORAGE_PATIENCE = 3000;

/** What an entry says, if it can be read. */
const read = (text: string | null | undefined): Partial<HeldSession> => {
  const { pid, offset } = JSON.parse(text || "{}") as Partial<HeldSession>;
  return typeof pid === "string" && typeof offset === "string" ? { pid, offset } : {};
};

/** Without Web Locks an entry is only there while nobody uses it: a tab that is duplicated would take a copy of it along. */
const isAlwaysThere = (): boolean => !!webLocks() || typeof document === "undefined";

/** That a socket has the entry: an object of its own for each time. */
interface Hold {
  /** Resolves when it is known which session to go on with. */
  _opened?: Promise<void>;
  /** `ours`: what the storage has is this socket's to write over. `late`: it did not answer in time, and keeps what it has. */
  _claim?: "ours" | "late";
  /** Lets go of the lock of the session with this id. */
  _release?: (() => void) | undefined;
  _pid?: unknown;
}

/** Keeps the session of one socket. */
class Keeper implements SessionKeeper {
  readonly _entry: Entry;
  readonly _session: HeldSession;
  /** Does it have the entry? */
  _hold: Hold | undefined;
  _isDue = false;
  readonly _hide = (): void => this._handBack();

  constructor(entry: Entry, session: HeldSession) {
    this._entry = entry;
    this._session = session;
  }

  open(): Promise<void> {
    if (!this._hold && !this._entry._isHeld) {
      const hold: Hold = {};
      this._hold = hold;
      this._entry._isHeld = true;
      globalThis.addEventListener?.("pagehide", this._hide);
      hold._opened = this._open(hold);
    }
    return this._hold?._opened ?? Promise.resolve();
  }

  async _open(hold: Hold): Promise<void> {
    const { pid, offset } = await new Promise<Partial<HeldSession>>((resolve) => {
      const timer = setTimeout(() => {
        hold._claim ??= "late";
        resolve({});
      }, STORAGE_PATIENCE);
      void this._take(hold).then((taken) => {
        clearTimeout(timer);
        resolve(taken);
      });
    });
    const release = pid === undefined ? pid : await lockSession(pid as string, PATIENCE);
    if (this._hold !== hold) return release?.();
    Object.assign(this._session, release ? { pid, offset } : { pid: undefined, offset: undefined });
    if (release) Object.assign(hold, { _release: release, _pid: pid });
  }

  /** Reads the entry, and erases it, unless it is too late for that. A storage that fails has none. */
  async _take(hold: Hold): Promise<Partial<HeldSession>> {
    try {
      const text = await this._entry._read();
      if (hold._claim || this._hold !== hold) return {};
      hold._claim = "ours";
      return text && (await this._entry._write(null)) ? read(text) : {};
    } catch {
      return {};
    }
  }

  changed(): void {
    const hold = this._hold;
    if (!hold) return;
    hold._claim = "ours";
    const { pid } = this._session;
    if (hold._pid !== pid) {
      hold._release?.();
      Object.assign(hold, { _pid: pid, _release: undefined });
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

  async _lock(hold: Hold, pid: string): Promise<void> {
    const release = await lockSession(pid);
    if (this._hold === hold && hold._pid === pid) hold._release = release;
    else release?.();
  }

  closed(cause: string): void {
    if (!this._hold) return;
    if (cause === "disconnect()") {
      this._session.pid = this._session.offset = undefined;
      this._hold._claim = "ours";
    }
    this._handBack();
  }

  /** The entry is for whoever comes next. */
  _handBack(): void {
    const hold = this._hold;
    if (!hold) return;
    globalThis.removeEventListener?.("pagehide", this._hide);
    if (hold._claim === "ours") this._write();
    this._hold = undefined;
    this._entry._isHeld = false;
    hold._release?.();
  }

  /** Writes what the session is now. */
  _write(): void {
    const { pid, offset } = this._session;
    void this._entry._write(pid && offset !== undefined ? JSON.stringify({ pid, offset }) : null);
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
  return ({ url, nsp }: SessionPlace, session: HeldSession) => {
    const name = `holdfast:${url.split("?")[0]}:${nsp}:${key}`;
    const names = entries.get(storage) ?? {};
    entries.set(storage, names);
    return new Keeper((names[name] ??= makeEntry(storage, name)), session);
  };
};
