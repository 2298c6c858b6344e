import { HoldfastError } from './core.js';

/**
 * Promises the arguments of the next such event, as an array. The socket may lose its connection and come back meanwhile. Rejects with
 * `ERR_ACK_TIMEOUT` when `timeout` ms have passed, and with `ERR_ABORTED`; the listener is gone in any case.
 */
const next = (socket, event, { timeout = Infinity, signal, where = () => true } = {}) => new Promise((resolve, reject) => {
    const end = () => {
        clearTimeout(timer);
        socket.off(event, listener);
        signal?.removeEventListener("abort", abort);
    };
    const fail = (error) => {
        end();
        reject(error);
    };
    const listener = (...args) => {
        try {
            if (!where(...args))
                return;
        }
        catch (error) {
            fail(error);
            return;
        }
        end();
        resolve(args);
    };
    const abort = () => fail(new HoldfastError("ERR_ABORTED", "aborted", { cause: signal?.reason }));
    const expire = () => fail(new HoldfastError("ERR_ACK_TIMEOUT", `no "${event}" within ${timeout} ms`));
    const timer = timeout < Infinity ? setTimeout(expire, timeout) : undefined;
    socket.on(event, listener);
    signal?.addEventListener("abort", abort);
    if (signal?.aborted)
        abort();
});

export { next };
