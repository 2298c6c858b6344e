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
        this.O = false;
        this.S = () => this.N();
        this.I = storage;
        this.E = name;
        this.C = session;
        this.Q = holdersIn(storage);
    }
    async open() {
        const before = this.Q.get(this.E);
        if (this.D || before === "held")
            return;
        const hold = { release: () => { }, pid: undefined };
        this.D = hold;
        this.Q.set(this.E, "held");
        globalThis.addEventListener?.("pagehide", this.S);
        const { pid, offset } = await this.F(before);
        const release = pid === undefined ? undefined : await lockSession(pid, PATIENCE);
        if (this.D !== hold)
            return release?.();
        Object.assign(this.C, release ? { pid, offset } : { pid: undefined, offset: undefined });
        if (release)
            Object.assign(hold, { release, pid });
    }
    /** Reads the entry, and erases it. A storage that fails has none. */
    async F(before) {
        await before;
        try {
            const text = await this.I.getItem(this.E);
            if (text)
                await this.I.removeItem(this.E);
            return read(text);
        }
        catch {
            return {};
        }
    }
    changed() {
        const hold = this.D;
        if (!hold)
            return;
        const { pid } = this.C;
        if (hold.pid !== pid) {
            hold.release();
            Object.assign(hold, { pid, release: () => { } });
            if (pid)
                void this.W(hold, pid);
        }
        if (this.O || !isAlwaysThere())
            return;
        this.O = true;
        // the listeners of the event have returned then
        Promise.resolve().then(() => {
            this.O = false;
            if (this.D)
                this.J();
        });
    }
    async W(hold, pid) {
        const release = await lockSession(pid);
        if (this.D === hold && hold.pid === pid)
            hold.release = release ?? hold.release;
        else
            release?.();
    }
    closed(cause) {
        if (!this.D)
            return;
        if (cause !== "disconnect()")
            return this.N();
        this.C.pid = this.C.offset = undefined;
        this.N();
    }
    /** The entry is for whoever comes next. */
    N() {
        const hold = this.D;
        if (!hold)
            return;
        globalThis.removeEventListener?.("pagehide", this.S);
        this.J();
        this.D = undefined;
        this.Q.set(this.E, this.R);
        hold.release();
    }
    /** Writes what the session is now, after what is being written. */
    J() {
        const { pid, offset } = this.C;
        this.K = pid && offset !== undefined ? JSON.stringify({ pid, offset }) : null;
        this.R ?? (this.R = this.U());
    }
    async U() {
        for (let text = this.K; text !== undefined; text = this.K) {
            this.K = undefined;
            try {
                await (text ? this.I.setItem(this.E, text) : this.I.removeItem(this.E));
            }
            catch {
                // a storage that is full, or blocked, keeps nothing
            }
        }
        this.R = undefined;
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
