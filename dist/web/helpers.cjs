'use strict';

const core = require('./core.cjs');

/** ms between two looks while too much waits. */
const PAUSE$1 = 20;
/**
 * Resolves once fewer bytes wait to be sent: in the socket's buffer, in the session's queue and in its transport. While the socket is
 * not connected it waits. Rejects with `ERR_DISCONNECTED` if the connection is lost with bytes that its transport had and did not send,
 * with `ERR_ACK_TIMEOUT` when `timeout` ms have passed, and with `ERR_ABORTED`.
 */
const drained = (socket, { below = 65536, signal, timeout = Infinity } = {}) => new Promise((resolve, reject) => {
    const { lifecycle } = socket;
    /** Bytes that the transport had when it was last looked at. */
    let handed = 0;
    let pause;
    const end = (error) => {
        clearTimeout(pause);
        clearTimeout(limit);
        lifecycle.off("connect", look).off("disconnect", lost);
        signal?.removeEventListener("abort", abort);
        if (error)
            reject(error);
        else
            resolve();
    };
    const look = () => {
        if (!socket.connected)
            return;
        const { engine } = socket.io;
        if (socket.buffered.bytes + engine.bufferedAmount < (below || 1))
            return end();
        handed = engine.transport.bufferedAmount;
        pause = setTimeout(look, PAUSE$1);
    };
    const lost = () => {
        clearTimeout(pause);
        if (handed)
            end(new core.HoldfastError("ERR_DISCONNECTED", "disconnected", { delivery: "unknown" }));
    };
    const abort = () => end(new core.HoldfastError("ERR_ABORTED", "aborted", { cause: signal?.reason }));
    const expire = () => end(new core.HoldfastError("ERR_ACK_TIMEOUT", `not drained within ${timeout} ms`));
    // timers take less than 2 ** 31 ms
    const limit = timeout < 2e9 ? setTimeout(expire, timeout) : undefined;
    lifecycle.on("connect", look).on("disconnect", lost);
    signal?.addEventListener("abort", abort);
    if (signal?.aborted)
        abort();
    else
        look();
});

/** ms between two looks at a transport that takes nothing. */
const PAUSE = 20;
/** Keeps events while they can't be sent, and sends them once they can. */
const keeper = (socket, keyOf) => {
    const kept = new Map();
    /** Told in a later turn, each on its own: no call of the app calls the app, and one that throws stops nobody. */
    const drop = ([event, ...args], cause) => {
        for (const listener of socket.lifecycle.listeners("dropped"))
            setTimeout(() => listener({ event, args, cause, delivery: "not-sent" }), 0);
    };
    const isOpen = () => socket.connected && socket.io.engine.transport.writable;
    /** Sends what is kept, now or once that can be done. */
    const flow = () => {
        if (!kept.size)
            return;
        if (isOpen())
            for (const [key, event] of kept) {
                kept.delete(key);
                try {
                    socket.emit(...event);
                }
                catch (error) {
                    drop(event, error);
                }
            }
        else if (socket.connected)
            setTimeout(flow, PAUSE);
        else
            socket.lifecycle.once("connect", flow);
    };
    return function (...event) {
        if (isOpen())
            flow();
        // the outcome of one with a callback is promised
        if (isOpen() || typeof event[event.length - 1] === "function")
            socket.emit(...event);
        else {
            const key = keyOf(...event);
            const last = kept.get(key);
            kept.delete(key);
            kept.set(key, event);
            if (last)
                drop(last, new core.HoldfastError("ERR_BUFFER_FULL", "a later one took its place"));
            // with others, it is under way
            else if (kept.size < 2)
                flow();
        }
        return this;
    };
};
/**
 * A view of the socket whose `emit` keeps, while the event can't be sent, only the last one for each key: while the socket is not
 * connected, or its transport takes nothing. The key is what `key` makes of the name and the arguments; without it, the name. An event
 * whose place is taken is told by `dropped`. One that asks for an acknowledgement is sent as the socket sends it.
 */
const latest = (socket, key) => {
    const emit = keeper(socket, (key ?? ((name) => name)));
    return new Proxy(socket, {
        get: (target, name, receiver) => (name === "emit" ? emit : Reflect.get(target, name, receiver)),
    });
};

/**
 * Adds a listener until the function that it returns is called, maybe with an error, or until the signal is aborted, which may have
 * been before: `ERR_ABORTED`. `ended` is told of either.
 */
const listen = (socket, event, signal, listener, ended) => {
    const end = (error) => {
        socket.off(event, listener);
        signal?.removeEventListener("abort", abort);
        ended(error);
    };
    const abort = () => end(new core.HoldfastError("ERR_ABORTED", "aborted", { cause: signal?.reason }));
    socket.on(event, listener);
    signal?.addEventListener("abort", abort);
    if (signal?.aborted)
        abort();
    return end;
};

/**
 * Promises the arguments of the next such event, as an array. The socket may lose its connection and come back meanwhile. Rejects with
 * `ERR_ACK_TIMEOUT` when `timeout` ms have passed, and with `ERR_ABORTED`; the listener is gone in any case.
 */
const next = (socket, event, { timeout = Infinity, signal, where } = {}) => new Promise((resolve, reject) => {
    const expire = () => end(new core.HoldfastError("ERR_ACK_TIMEOUT", `no "${event}" within ${timeout} ms`));
    // timers take less than 2 ** 31 ms
    const timer = timeout < 2e9 ? setTimeout(expire, timeout) : undefined;
    const take = (...args) => {
        try {
            if (where && !where(...args))
                return;
            resolve(args);
            end();
        }
        catch (error) {
            end(error);
        }
    };
    const end = listen(socket, event, signal, take, (error) => {
        clearTimeout(timer);
        reject(error);
    });
});

/** What waits to be taken, and those who wait to take it. */
const queue = () => {
    /** A set, as an array takes long to lose its first where many wait. */
    const waiting = new Set();
    /** It goes on until it has said that it is done, so it is not asked where nothing waits. */
    const oldest = waiting.values();
    const asking = [];
    /** Nothing comes any more; with which error it ends, or `null` for none. */
    let outcome;
    const shift = () => {
        const { value } = oldest.next();
        waiting.delete(value);
        return value;
    };
    const give = (error = outcome) => {
        outcome = error;
        while (asking[0] && waiting.size)
            asking.shift()?.({ value: shift(), done: false });
        while (asking[0] && outcome !== undefined)
            asking.shift()?.(outcome ? Promise.reject(outcome) : { value: undefined, done: true });
    };
    const next = () => new Promise((resolve) => {
        asking.push(resolve);
        give();
    });
    return [waiting, shift, give, next];
};
const iterate = (socket, event, { signal, limit = 1000, onOverflow = "drop-oldest", onDisconnect = "continue" }) => {
    const [waiting, shift, give, next] = queue();
    const take = (...args) => {
        waiting.add(args);
        give();
        if (waiting.size > limit) {
            if (onOverflow === "drop-oldest")
                shift();
            else
                waiting.delete(args);
            if (onOverflow === "error")
                stop(new core.HoldfastError("ERR_BUFFER_FULL", `more than ${limit} "${event}" wait`));
        }
    };
    const lost = () => stop(onDisconnect === "throw" ? new core.HoldfastError("ERR_DISCONNECTED", "disconnected") : undefined);
    if (onDisconnect !== "continue")
        socket.on("disconnect", lost);
    const stop = listen(socket, event, signal, take, (error = null) => {
        socket.off("disconnect", lost);
        if (signal?.aborted)
            waiting.clear();
        give(error);
    });
    return {
        next,
        return: () => {
            waiting.clear();
            stop();
            return next();
        },
    };
};
/**
 * The events of a name as an async iterable of their argument arrays. It listens from `[Symbol.asyncIterator]()` on, which a
 * `for await` loop calls as it begins, until the loop is left, the signal is aborted, or it ends. It may be iterated any number of
 * times, each with events of its own.
 */
const stream = (socket, event, options = {}) => ({
    [Symbol.asyncIterator]: () => iterate(socket, event, options),
});

const isFunction = (value) => typeof value === "function";
/** Makes the function that sends an event, if events flow. `done`: it was acknowledged, or sent, where nothing asks for that. */
const poster = ({ send, isOpen }, { timeout = Infinity, onError }) => (given, unsent, done) => {
    try {
        const args = [...(isFunction(given) ? given() : given)];
        const callback = isFunction(args[args.length - 1]) && args.pop();
        const settle = (error, ...answer) => {
            // of a connection that is lost nobody is told: it is sent again on the next one
            if (error)
                return isOpen() ? onError?.(error) : undefined;
            done?.();
            if (answer[0]?.error)
                onError?.(answer[0].error);
            if (callback)
                callback(...answer);
        };
        if (callback || timeout < Infinity)
            args.push(settle);
        else
            done?.();
        send(args, { timeout, unsent });
    }
    catch (error) {
        unsent();
        if (!onError)
            throw error;
        onError(error);
    }
};
const keep = (first, what) => {
    const { starters, isOpen } = first;
    const { socket, key, given, stop, skipIfRecovered = true } = what;
    const post = poster(first, what);
    let holders = 0;
    /** What the server has of it, as far as is known. */
    let state;
    const becomes = (next) => () => {
        state = next;
    };
    const start = () => {
        const unsent = becomes(state);
        state = "sent";
        post(given, unsent, becomes("done"));
    };
    const end = () => {
        starters.delete(key);
        // a session that is recovered without it is still to be told
        if (stop && state)
            post(stop, () => starters.has(key) || starters.set(key, kept));
    };
    const kept = {
        connected: () => {
            if (!socket.recovered)
                state = undefined;
            if (!holders)
                end();
            else if (!skipIfRecovered || state !== "done")
                start();
        },
        hold: () => {
            if (!state && isOpen())
                start();
            starters.set(key, kept);
            holders++;
            let isHeld = true;
            return () => {
                if (isHeld && !--holders && (!state || isOpen()))
                    end();
                isHeld = false;
            };
        },
    };
    return kept;
};
/**
 * Keeps up what the server knows of a connection, such as that it is in a room: sends the event now if the socket is connected, and
 * again after each `connect`, before all that was buffered. Past the queue of retries, `ackTimeout` and `bufferLimit`. The same event
 * (the same name and JSON of its arguments, or the same function) asked for twice is sent once, as the first asked for it.
 *
 * Returns the function that lets go; when the last has done so, `stop` is sent. Nothing is sent for what was let go before it went out.
 */
const sustain = (socket, call, options = {}) => {
    const first = socket[Symbol.for("holdfast.first")];
    const given = call;
    // a function at the end is no part of it
    const key = isFunction(given) ? given : JSON.stringify(given.filter((argument) => !isFunction(argument)));
    const kept = first.starters.get(key) ?? keep(first, { ...options, socket, key, given });
    return kept.hold();
};

/** Bytes of a piece. Node ends the process where a Blob is cut at what is no whole number. */
const sizeOf = (chunk, total) => Math.max(1, Math.min(chunk, total, 2 ** 30) | 0);
/**
 * Sends a Blob (a File) in pieces, each as the event with its bytes, an {@link UploadPart} and a callback that the server calls once it
 * has the piece. Gives the progress each time that it does. After a lost connection it goes on with the first piece that was not
 * acknowledged, which the server may have already: `offset` says so. An acknowledgement with a truthy `error` in its first argument
 * ends it with `ERR_REFUSED`. Nothing is sent before it is iterated, nor after the loop is left.
 */
async function* upload(socket, event, blob, { chunk: asked = 65536, window = 4, signal } = {}) {
    const given = socket;
    const sender = signal ? given.signal(signal) : given;
    const id = Math.random().toString(36).slice(2);
    const total = blob.size;
    const chunk = sizeOf(asked, total);
    /** Acknowledgements that are due, in order. */
    let due = [];
    let sent = 0;
    for (;;) {
        try {
            await given.ready({ signal });
            while (!due.length || (due.length < window && sent + due.length * chunk < total)) {
                const offset = sent + due.length * chunk;
                const bytes = await blob.slice(offset, offset + chunk).arrayBuffer();
                // it would wait, and go out once more after those that are sent again
                if (!given.connected)
                    break;
                const answer = sender.emitWithAck(event, bytes, { id, offset, total });
                // it is told when its turn comes
                answer.catch(() => { });
                due.push(answer);
            }
            if (!due.length)
                continue;
            const answer = (await due.shift());
            if (answer?.error)
                throw new core.HoldfastError("ERR_REFUSED", "the server refused the upload", { cause: answer });
        }
        catch (error) {
            if (!core.isHoldfastError(error, "ERR_DISCONNECTED") || !given.active)
                throw error;
            due = [];
            continue;
        }
        sent = Math.min(sent + chunk, total);
        yield { sent, total };
        if (sent === total)
            return;
    }
}

exports.drained = drained;
exports.latest = latest;
exports.next = next;
exports.stream = stream;
exports.sustain = sustain;
exports.upload = upload;
