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

/** Entries that are or were held by sockets of this page. Others neither read nor write them while they are. */
const holders = new WeakMap();
const holdersIn = (storage) => {
    const names = holders.get(storage) ?? new Map();
    holders.set(storage, names);
    return names;
};
/** ms that the page before may take to let go of its session. */
const PATIENCE = 300;
/** What an entry says, if it can be read. */
const read = (text) => {
    const { pid, offset } = JSON.parse(text || "{}");
    return typeof pid === "string" && typeof offset === "string" ? { pid, offset } : {};
};
/** Without Web Locks an entry is only there while nobody uses it: a tab that is duplicated would take a copy of it along. */
const isAlwaysThere = () => !!webLocks() || typeof document === "undefined";
/** Keeps the session of one socket. */
class Keeper {
    constructor(storage, name, session) {
        this._isDue = false;
        this._hide = () => this._handBack();
        this._storage = storage;
        this._name = name;
        this._session = session;
        this._names = holdersIn(storage);
    }
    async open() {
        const before = this._names.get(this._name);
        if (this._hold || before === "held")
            return;
        const hold = { release: () => { }, pid: undefined };
        this._hold = hold;
        this._names.set(this._name, "held");
        globalThis.addEventListener?.("pagehide", this._hide);
        const { pid, offset } = await this._take(before);
        const release = pid === undefined ? undefined : await lockSession(pid, PATIENCE);
        if (this._hold !== hold)
            return release?.();
        Object.assign(this._session, release ? { pid, offset } : { pid: undefined, offset: undefined });
        if (release)
            Object.assign(hold, { release, pid });
    }
    /** Reads the entry, and erases it. A storage that fails has none. */
    async _take(before) {
        await before;
        try {
            const text = await this._storage.getItem(this._name);
            if (text)
                await this._storage.removeItem(this._name);
            return read(text);
        }
        catch {
            return {};
        }
    }
    changed() {
        const hold = this._hold;
        if (!hold)
            return;
        const { pid } = this._session;
        if (hold.pid !== pid) {
            hold.release();
            Object.assign(hold, { pid, release: () => { } });
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
        if (this._hold === hold && hold.pid === pid)
            hold.release = release ?? hold.release;
        else
            release?.();
    }
    closed(cause) {
        if (!this._hold)
            return;
        if (cause !== "disconnect()")
            return this._handBack();
        this._session.pid = this._session.offset = undefined;
        this._handBack();
    }
    /** The entry is for whoever comes next. */
    _handBack() {
        const hold = this._hold;
        if (!hold)
            return;
        globalThis.removeEventListener?.("pagehide", this._hide);
        this._write();
        this._hold = undefined;
        this._names.set(this._name, this._writing);
        hold.release();
    }
    /** Writes what the session is now, after what is being written. */
    _write() {
        const { pid, offset } = this._session;
        this._next = pid && offset !== undefined ? JSON.stringify({ pid, offset }) : null;
        this._writing ?? (this._writing = this._flush());
    }
    async _flush() {
        for (let text = this._next; text !== undefined; text = this._next) {
            this._next = undefined;
            try {
                await (text ? this._storage.setItem(this._name, text) : this._storage.removeItem(this._name));
            }
            catch {
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
const fromStorage = (given) => {
    // what an app has put into sessionStorage as "storage" is there by that name, too
    const { storage, key = "" } = "getItem" in given ? { storage: given } : given;
    return ({ url, nsp }, session) => new Keeper(storage, `holdfast:${url.split("?")[0]}:${nsp}:${key}`, session);
};

export { fromStorage };
