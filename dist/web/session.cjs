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
        e: false,
        d: async () => {
            await writing;
            return storage.getItem(name);
        },
        G: (text) => {
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
        this.r = false;
        this.a = () => this.o();
        this.s = entry;
        this.i = session;
    }
    open() {
        if (!this.e && !this.s.e) {
            const hold = {};
            this.e = hold;
            this.s.e = true;
            globalThis.addEventListener?.("pagehide", this.a);
            hold.w = this.E(hold);
        }
        return this.e?.w ?? Promise.resolve();
    }
    async E(hold) {
        const { pid, offset } = await new Promise((resolve) => {
            const timer = setTimeout(() => {
                hold.l ?? (hold.l = "late");
                resolve({});
            }, STORAGE_PATIENCE);
            void this.h(hold).then((taken) => {
                clearTimeout(timer);
                resolve(taken);
            });
        });
        const release = pid === undefined ? pid : await lockSession(pid, PATIENCE);
        if (this.e !== hold)
            return release?.();
        Object.assign(this.i, release ? { pid, offset } : { pid: undefined, offset: undefined });
        if (release)
            Object.assign(hold, { v: release, c: pid });
    }
    /** Reads the entry, and erases it, unless it is too late for that. A storage that fails has none. */
    async h(hold) {
        try {
            const text = await this.s.d();
            if (hold.l || this.e !== hold)
                return {};
            hold.l = "ours";
            return text && (await this.s.G(null)) ? read(text) : {};
        }
        catch {
            return {};
        }
    }
    changed() {
        const hold = this.e;
        if (!hold)
            return;
        hold.l = "ours";
        const { pid } = this.i;
        if (hold.c !== pid) {
            hold.v?.();
            Object.assign(hold, { c: pid, v: undefined });
            if (pid)
                void this.c(hold, pid);
        }
        if (this.r || !isAlwaysThere())
            return;
        this.r = true;
        // the listeners of the event have returned then
        Promise.resolve().then(() => {
            this.r = false;
            if (this.e)
                this.G();
        });
    }
    async c(hold, pid) {
        const release = await lockSession(pid);
        if (this.e === hold && hold.c === pid)
            hold.v = release;
        else
            release?.();
    }
    closed(cause) {
        if (!this.e)
            return;
        if (cause === "disconnect()") {
            this.i.pid = this.i.offset = undefined;
            this.e.l = "ours";
        }
        this.o();
    }
    /** The entry is for whoever comes next. */
    o() {
        const hold = this.e;
        if (!hold)
            return;
        globalThis.removeEventListener?.("pagehide", this.a);
        if (hold.l === "ours")
            this.G();
        this.e = undefined;
        this.s.e = false;
        hold.v?.();
    }
    /** Writes what the session is now. */
    G() {
        const { pid, offset } = this.i;
        void this.s.G(pid && offset !== undefined ? JSON.stringify({ pid, offset }) : null);
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

exports.fromStorage = fromStorage;
