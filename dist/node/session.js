/** Web Locks, where there are any: in browsers, on pages that are secure. */
const webLocks = () => globalThis.navigator?.locks;
/**
 * Sees to it that no other page goes on with the same session. Returns the function that lets go of it; nothing, if another one
 * has it for so many ms. Without these it is waited for: nobody has a session that is new, and a busy browser may take its time.
 */
const lockSession = (pid, patience) => new Promise((resolve) => {
    const locks = webLocks();
    if (!locks)
        return resolve(() => { });
    const given = new AbortController();
    const timer = patience && setTimeout(() => given.abort(), patience);
    const held = () => new Promise((release) => {
        clearTimeout(timer);
        resolve(release);
    });
    locks.request(`holdfast:${pid}`, { signal: given.signal }, held).catch(() => {
        clearTimeout(timer);
        resolve(undefined);
    });
});

const makeEntry = (storage, name) => {
    let next;
    let writing;
    const flush = async () => {
        let isWritten = false;
        for (let text = next; text !== undefined; text = next) {
            next = undefined;
            try {
                await (text ? storage.setItem(name, text) : storage.removeItem(name));
                isWritten = true;
            }
            catch {
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
            return (writing ?? (writing = flush()));
        },
    };
};
const entries = new WeakMap();
/** ms that the page before may take to let go of its session. */
const PATIENCE = 300;
/** ms that the storage may take to give the entry, and to erase it. */
const STORAGE_PATIENCE = 3000;
/** What an entry says, if it can be read. */
const read = (text) => {
    const { pid, offset } = JSON.parse(text || "{}");
    return typeof pid === "string" && typeof offset === "string" ? { pid, offset } : {};
};
/** Without Web Locks an entry is only there while nobody uses it: a tab that is duplicated would take a copy of it along. */
const isAlwaysThere = () => !!webLocks() || typeof document === "undefined";
/** Keeps the session of one socket. */
class Keeper {
    constructor(entry, session) {
        this._isDue = false;
        this._hide = () => this._handBack();
        this._entry = entry;
        this._session = session;
    }
    open() {
        if (!this._hold && !this._entry._isHeld) {
            const hold = {};
            this._hold = hold;
            this._entry._isHeld = true;
            globalThis.addEventListener?.("pagehide", this._hide);
            hold._opened = this._open(hold);
        }
        return this._hold?._opened ?? Promise.resolve();
    }
    async _open(hold) {
        const { pid, offset } = await new Promise((resolve) => {
            const timer = setTimeout(() => {
                hold._claim ?? (hold._claim = "late");
                resolve({});
            }, STORAGE_PATIENCE);
            void this._take(hold).then((taken) => {
                clearTimeout(timer);
                resolve(taken);
            });
        });
        const release = pid === undefined ? pid : await lockSession(pid, PATIENCE);
        if (this._hold !== hold)
            return release?.();
        Object.assign(this._session, release ? { pid, offset } : { pid: undefined, offset: undefined });
        if (release)
            Object.assign(hold, { _release: release, _pid: pid });
    }
    /** Reads the entry, and erases it, unless it is too late for that. A storage that fails has none. */
    async _take(hold) {
        try {
            const text = await this._entry._read();
            if (hold._claim || this._hold !== hold)
                return {};
            hold._claim = "ours";
            return text && (await this._entry._write(null)) ? read(text) : {};
        }
        catch {
            return {};
        }
    }
    changed() {
        const hold = this._hold;
        if (!hold)
            return;
        hold._claim = "ours";
        const { pid } = this._session;
        if (hold._pid !== pid) {
            hold._release?.();
            Object.assign(hold, { _pid: pid, _release: undefined });
            if (pid)
                void this._lock(hold, pid);
        }
        if (this._isDue || !isAlwaysThere())
            return;
        this._isDue = true;
        // the listeners of the event have returned then
        Promise.resolve().then(() => {
            this._isDue = false;
            if (this._hold)
                this._write();
        });
    }
    async _lock(hold, pid) {
        const release = await lockSession(pid);
        if (this._hold === hold && hold._pid === pid)
            hold._release = release;
        else
            release?.();
    }
    closed(cause) {
        if (!this._hold)
            return;
        if (cause === "disconnect()") {
            this._session.pid = this._session.offset = undefined;
            this._hold._claim = "ours";
        }
        this._handBack();
    }
    /** The entry is for whoever comes next. */
    _handBack() {
        const hold = this._hold;
        if (!hold)
            return;
        globalThis.removeEventListener?.("pagehide", this._hide);
        if (hold._claim === "ours")
            this._write();
        this._hold = undefined;
        this._entry._isHeld = false;
        hold._release?.();
    }
    /** Writes what the session is now. */
    _write() {
        const { pid, offset } = this._session;
        void this._entry._write(pid && offset !== undefined ? JSON.stringify({ pid, offset }) : null);
    }
}
/**
 * The value of the `session` option that keeps a socket's session in a storage, so that the page that comes after this one goes on
 * with it: `recovered` is true, and what was missed arrives. The server has to have connection state recovery; without it each page is
 * a client of its own, as ever. A session's id is a credential.
 */
const fromStorage = (given) => {
    // what an app has put into sessionStorage as "storage" is there by that name, too
    const { storage, key = "" } = "getItem" in given ? { storage: given } : given;
    return ({ url, nsp }, session) => {
        const name = `holdfast:${url.split("?")[0]}:${nsp}:${key}`;
        const names = entries.get(storage) ?? {};
        entries.set(storage, names);
        return new Keeper((names[name] ?? (names[name] = makeEntry(storage, name))), session);
    };
};

export { fromStorage };
