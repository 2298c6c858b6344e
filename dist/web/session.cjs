'use strict';

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

/** Entries that are held by a socket of this page. Others neither read nor write them. */
const held = new WeakMap();
const heldIn = (storage) => {
    const names = held.get(storage) ?? new Set();
    held.set(storage, names);
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
        this.M = false;
        this.P = () => this.L();
        this.I = storage;
        this.E = name;
        this.C = session;
        this.O = heldIn(storage);
    }
    async open() {
        if (this.D || this.O.has(this.E))
            return;
        const hold = { release: () => { }, pid: undefined };
        this.D = hold;
        this.O.add(this.E);
        globalThis.addEventListener?.("pagehide", this.P);
        const { pid, offset } = await this.F();
        const release = pid === undefined ? undefined : await lockSession(pid, PATIENCE);
        if (this.D !== hold)
            return release?.();
        Object.assign(this.C, release ? { pid, offset } : { pid: undefined, offset: undefined });
        if (release)
            Object.assign(hold, { release, pid });
    }
    /** Reads the entry, and erases it. A storage that fails has none. */
    async F() {
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
                void this.S(hold, pid);
        }
        if (this.M || !isAlwaysThere())
            return;
        this.M = true;
        // the listeners of the event have returned then
        Promise.resolve().then(() => {
            this.M = false;
            if (this.D)
                this.J();
        });
    }
    async S(hold, pid) {
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
            return this.L();
        this.C.pid = this.C.offset = undefined;
        this.L();
    }
    /** The entry is for whoever comes next. */
    L() {
        const hold = this.D;
        if (!hold)
            return;
        globalThis.removeEventListener?.("pagehide", this.P);
        this.J();
        this.D = undefined;
        this.O.delete(this.E);
        hold.release();
    }
    J() {
        const { pid, offset } = this.C;
        const done = async () => pid && offset !== undefined
            ? this.I.setItem(this.E, JSON.stringify({ pid, offset }))
            : this.I.removeItem(this.E);
        // a storage that is full, or blocked, keeps nothing
        done().catch(() => { });
    }
}
/**
 * The value of the `session` option that keeps a socket's session in a storage, so that the page that comes after this one goes on
 * with it: `recovered` is true, and what was missed arrives. The server has to have connection state recovery; without it each page is
 * a client of its own, as ever. A session's id is a credential.
 */
const fromStorage = (given) => {
    const { storage, key = "" } = "storage" in given ? given : { storage: given };
    return ({ url, nsp }, session) => new Keeper(storage, `holdfast:${url.split("?")[0]}:${nsp}:${key}`, session);
};

exports.fromStorage = fromStorage;
