'use strict';

const contract = require('./contract.cjs');

/** By this name the server's socket has its steps, of whichever copy of the package they are. */
const STEPS = Symbol.for("holdfast.server.steps");
const nothing = () => { };
/** Takes an event through the steps. Does it go on? */
const walk = (steps, arrival) => {
    for (const [i, step] of steps.entries()) {
        const goesOn = step.take(arrival);
        if (typeof goesOn !== "boolean")
            return goesOn.then((ok) => ok && walk(steps.slice(i + 1), arrival));
        if (!goesOn)
            return false;
    }
    return true;
};
/** Takes events through the steps; those that go on do so in the order in which they came. */
const makeGate = (steps) => {
    let last;
    return (arrival, go) => {
        const goesOn = walk(steps, arrival);
        if (!last && typeof goesOn === "boolean") {
            if (goesOn)
                arrival.around(go);
            return;
        }
        const mine = Promise.all([goesOn, last])
            .then(([ok]) => ok && arrival.around(go))
            // what a listener throws is uncaught, as it would be otherwise
            .catch((error) => process.nextTick(() => raise(error)))
            .then(() => {
            if (last === mine)
                last = undefined;
        });
        last = mine;
    };
};
const raise = (error) => {
    throw error;
};
/** An event that nothing was done about yet. */
const arrivalOf = (socket, args, answer) => ({
    socket,
    args,
    answer,
    expectsAnswer: false,
    around: (go) => go(),
});
/** Wraps the method by which the server's socket is given its events. */
const wrap = (socket, steps) => {
    const inner = socket;
    const { onevent } = inner;
    if (typeof onevent !== "function")
        return false;
    const gate = makeGate(steps);
    inner.onevent = (packet) => {
        const answer = packet.id == null ? undefined : inner.ack(packet.id);
        const arrival = arrivalOf(socket, packet.data ?? [], answer);
        gate(arrival, () => {
            packet.data = arrival.args;
            // with an id, the server adds the function by itself
            if (!answer && arrival.expectsAnswer)
                packet.data.push(nothing);
            onevent.call(socket, packet);
        });
    };
    return true;
};
/** Where the server is of another make: its own middlewares of events, before which `onAny` listeners are called. */
const useInstead = (socket, steps) => {
    const gate = makeGate(steps);
    socket.use((event, next) => {
        const last = event[event.length - 1];
        const answer = typeof last === "function" ? last : undefined;
        const arrival = arrivalOf(socket, answer ? event.slice(0, -1) : [...event], answer);
        gate(arrival, () => {
            const given = answer ?? (arrival.expectsAnswer ? nothing : undefined);
            event.splice(0, event.length, ...arrival.args, ...(given ? [given] : []));
            next();
        });
    });
};
/** Makes a middleware of a step, which each socket gets once. */
const middleware = (step) => {
    let isWarned = false;
    const namespaces = new WeakSet();
    const attach = (socket) => {
        const known = socket[STEPS];
        if (known?.includes(step))
            return;
        const steps = known ?? [];
        steps.push(step);
        steps.sort((one, other) => one.order - other.order);
        if (known)
            return;
        socket[STEPS] = steps;
        if (wrap(socket, steps))
            return;
        if (!isWarned)
            console.warn("holdfast: this server's sockets have no onevent: onAny listeners see events before they are checked");
        isWarned = true;
        useInstead(socket, steps);
    };
    return (socket, next) => {
        attach(socket);
        // a session that is recovered does not go through the middlewares, by default
        if (!namespaces.has(socket.nsp)) {
            namespaces.add(socket.nsp);
            socket.nsp.on("connection", attach);
        }
        next?.();
    };
};

/** By this name the last argument of an event has the context of the client's trace (holdfast/otel). */
const CARRIER = "holdfast:trace";
/** Before anything else looks at the arguments. */
const ORDER$1 = 0;
/** What a client sent, which may be anything. */
const read = (value) => {
    const given = value?.[CARRIER];
    if (typeof given !== "object" || !given)
        return undefined;
    const { traceparent, tracestate } = given;
    return {
        ...(typeof traceparent === "string" && { traceparent }),
        ...(typeof tracestate === "string" && { tracestate }),
    };
};
/**
 * Makes a middleware that takes the context of the client's trace off the arguments of an event (`propagate` of `holdfast/otel`) before
 * anybody sees it, and makes it the active one for listeners and handlers: `io.use(extractTraceContext())`. Without
 * `@opentelemetry/api` it takes it off all the same, and warns.
 */
const extractTraceContext = () => {
    let api;
    // whoever has no use for it need not have it installed
    const loading = import('@opentelemetry/api').then((loaded) => void (api = loaded), () => console.warn("holdfast: extractTraceContext() needs @opentelemetry/api"));
    return middleware({
        order: ORDER$1,
        take: (arrival) => {
            const carrier = read(arrival.args[arrival.args.length - 1]);
            if (!carrier)
                return true;
            arrival.args.pop();
            const enter = () => {
                if (!api)
                    return true;
                const { context, propagation } = api;
                const active = propagation.extract(context.active(), carrier);
                arrival.around = (go) => context.with(active, go);
                return true;
            };
            return api ? enter() : loading.then(enter);
        },
    });
};

/** By this name an acknowledgement says that the event is not as the contract says. The client reads it (holdfast/contract). */
const REFUSAL = "holdfast:invalid";
/** After what others add to the arguments was taken off. */
const ORDER = 1;
/** As JSON has it. */
const plain = ({ message, path }) => ({
    message,
    path: path.map((key) => (typeof key === "symbol" ? String(key) : key)),
});
/**
 * Makes a middleware that checks the events of clients by a contract: `io.use(validate(contract))`. Handlers and `onAny` listeners are
 * given the arguments as the schemas make them, as many as the contract has, then, if the contract has an acknowledgement or the client
 * waits for one, the function by which it is answered. An event that is not as the contract says reaches none of them; its
 * acknowledgement says why, by which `typed()` rejects with `ERR_INVALID`.
 */
const validate = (contract$1, { onInvalid } = {}) => middleware({
    order: ORDER,
    take: (arrival) => {
        const [name, ...args] = arrival.args;
        const event = contract.eventOf(contract$1.clientToServer, name);
        const judge = (checked) => {
            const { issues } = checked;
            if (issues) {
                arrival.answer?.({ [REFUSAL]: { issues: issues.map(plain) } });
                onInvalid?.({ socket: arrival.socket, event: `${name}`, issues });
                return false;
            }
            arrival.args = [name, ...checked.value];
            arrival.expectsAnswer = !!event?.ack;
            return true;
        };
        const checked = contract.checkArguments(event, args);
        return "then" in checked ? checked.then(judge) : judge(checked);
    },
});

exports.extractTraceContext = extractTraceContext;
exports.validate = validate;
