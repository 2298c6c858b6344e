import { HoldfastError } from './core.js';

const isPromise = (value) => typeof value?.then === "function";
const objection = (message, path = []) => ({
    issues: [{ message, path }],
});
const issueBelow = (path) => ({ message, path: below = [] }) => ({
    message,
    path: [...path, ...below.map((part) => (typeof part === "object" ? part.key : part))],
});
/**
 * Checks a value that is found at `path`. A schema that throws objects to it. `null` that it does not take is what is missing, if it
 * takes that: JSON has no `undefined`.
 */
const checkValue = (schema, value, path = []) => {
    const read = (result) => {
        if (!result.issues)
            return result;
        const missing = value === null ? checkValue(schema, undefined, path) : result;
        return isPromise(missing) || !missing.issues ? missing : { issues: result.issues.map(issueBelow(path)) };
    };
    const failed = (error) => objection(`${error?.message ?? error}`, path);
    try {
        const result = schema["~standard"].validate(value);
        return isPromise(result) ? result.then(read).catch(failed) : read(result);
    }
    catch (error) {
        return failed(error);
    }
};
const join = (results) => {
    const issues = results.flatMap((result) => result.issues ?? []);
    return issues.length ? { issues } : { value: results.map((result) => result.value) };
};
// not Object.hasOwn, which Safari 14 lacks
const isOwn = Object.prototype.hasOwnProperty;
/** The part of a contract about an event. A name such as `constructor` is none that every object has. */
const eventOf = (events, name) => events && typeof name === "string" && isOwn.call(events, name) ? events[name] : undefined;
/**
 * Checks the arguments of an event, without its name and callback, by its part of a contract: at once, or, where a schema takes its
 * time, by a promise, which does not reject. The value has as many arguments as the contract: what is missing is `undefined`, and
 * what is more is left out.
 */
const checkArguments = (event, args) => {
    if (!event)
        return objection("the contract has no such event");
    const results = (event.args ?? []).map((schema, i) => checkValue(schema, args[i], [i]));
    return results.some(isPromise) ? Promise.all(results).then(join) : join(results);
};
/** Makes a line of its own. What it uses things by does not throw. */
const makeLine = () => {
    let last;
    return (value, use) => {
        if (!last && !isPromise(value))
            return use(value);
        const used = Promise.all([value, last]).then(([ready]) => use(ready));
        const mine = used.then(() => {
            if (last === mine)
                last = undefined;
        });
        last = mine;
        return used;
    };
};

/** `/` in a JSON pointer is `~1`. */
const pointer = (text) => text.replace(/~/g, "~0").replace(/\//g, "~1");
/** What a schema says of a place in itself is a place in the document now. */
const moved = (value, to) => {
    if (Array.isArray(value))
        return value.map((item) => moved(item, to));
    if (typeof value !== "object" || !value)
        return value;
    const entries = Object.entries(value).filter(([key]) => key !== "$schema");
    return Object.fromEntries(entries.map(([key, below]) => [
        key,
        key === "$ref" && typeof below === "string" ? below.replace(/^#/, to) : moved(below, to),
    ]));
};
/** May an argument be left out? */
const isOptional = (schema) => {
    const checked = checkValue(schema, undefined);
    return !isPromise(checked) && !checked.issues;
};
/** Collects the parts of a document; each has a key of its own, made of the characters that AsyncAPI allows. */
const makeParts = () => {
    const all = {};
    return {
        all,
        add: (name, make) => {
            const plain = name.replace(/[^\w.-]/g, "_");
            let key = plain;
            // nor is it a name that every object has: readers of the document trip over `__proto__`
            for (let n = 2; key in all; n++)
                key = `${plain}_${n}`;
            all[key] = make(key);
            return key;
        },
    };
};
const write = (schema, what, { jsonSchema }) => {
    const { vendor, jsonSchema: own } = schema["~standard"];
    try {
        if (jsonSchema)
            return jsonSchema(schema);
        if (own)
            return own.input({ target: "draft-07" });
    }
    catch (cause) {
        const text = `${what} can't be written as JSON Schema: ${cause.message}`;
        throw new HoldfastError("ERR_INVALID_OPTION", text, { cause });
    }
    throw new HoldfastError("ERR_INVALID_OPTION", `jsonSchema: ${what} is of ${vendor}, which can't write it itself`);
};
const writeDirection = (options, parts) => {
    const place = (schema, name, what) => {
        const to = (key) => `#/components/schemas/${key}`;
        const key = parts.schemas.add(name, (own) => moved(write(schema, what, options), to(own)));
        return { $ref: to(key) };
    };
    const message = (name, payload, { description }) => {
        const key = parts.messages.add(name, () => ({ name, ...(description && { description }), payload }));
        return { $ref: `#/channels/namespace/messages/${pointer(key)}` };
    };
    const channel = { $ref: "#/channels/namespace" };
    return (events = {}, action) => {
        for (const [name, event] of Object.entries(events)) {
            const { args = [], ack } = event;
            const items = args.map((schema, i) => place(schema, `${name}.${i}`, `argument ${i} of "${name}"`));
            const needed = args.map(isOptional).lastIndexOf(false) + 1;
            const tuple = items.length ? { items, additionalItems: false } : {};
            const sent = message(name, { type: "array", ...tuple, minItems: needed, maxItems: items.length }, event);
            const answer = ack && place(ack, `${name}.ack`, `the acknowledgement of "${name}"`);
            const reply = answer && { channel, messages: [message(`${name}.ack`, { type: "array", items: [answer] }, {})] };
            parts.operations.add(`${action}.${name}`, () => ({ action, channel, messages: [sent], ...(reply && { reply }) }));
        }
    };
};
/**
 * Writes a contract as a document of AsyncAPI 3, an object for `JSON.stringify`. A message's payload is the array of the event's
 * arguments as they are sent, an acknowledgement's the array of its one value.
 *
 * Throws `ERR_INVALID_OPTION` for a schema that can't be written as JSON Schema.
 */
const toAsyncApi = (contract, options) => {
    const { title, version, description, namespace = "/", role = "server" } = options;
    const parts = { schemas: makeParts(), messages: makeParts(), operations: makeParts() };
    const direction = writeDirection(options, parts);
    direction(contract.clientToServer, role === "server" ? "receive" : "send");
    direction(contract.serverToClient, role === "server" ? "send" : "receive");
    return {
        asyncapi: "3.0.0",
        info: { title, version, ...(description && { description }) },
        defaultContentType: "application/json",
        channels: { namespace: { address: namespace, messages: parts.messages.all } },
        operations: parts.operations.all,
        components: { schemas: parts.schemas.all },
    };
};

/** Gives the contract as it is; the types of its schemas are kept. */
const defineContract = (contract) => contract;

/** Surfaces as an uncaught error, as what a listener throws does. */
const surface = (error) => void setTimeout(() => {
    throw error;
});
const textOf = ({ message, path }) => {
    const where = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
    return where ? `${where}: ${message}` : message;
};
/** Tells it by `socket.lifecycle`. */
const makeTell = (lifecycle) => (invalid) => {
    const { event, direction, part, issues } = invalid;
    const isOutgoing = direction === "outgoing";
    const what = part === "event" ? `"${event}"` : `acknowledgement of "${event}"`;
    const cause = new HoldfastError("ERR_INVALID", `invalid ${what}: ${issues.map(textOf).join("; ")}`, { issues });
    const tell = () => {
        for (const listener of lifecycle.listeners("invalid"))
            try {
                listener.call(lifecycle, { ...invalid, cause });
            }
            catch (error) {
                surface(error);
            }
    };
    // the app may be in the middle of `emit()`, which calls nothing of it
    if (isOutgoing)
        Promise.resolve().then(tell);
    else
        tell();
    return cause;
};

const HOOKS = Symbol.for("holdfast.hooks");
/** By this name the server says in an acknowledgement that the event is not as the contract says (holdfast/server). */
const REFUSAL = "holdfast:invalid";
const oneOf = (option, value, allowed) => {
    if (!allowed.includes(value))
        throw new HoldfastError("ERR_INVALID_OPTION", `${option}: ${value}; allowed: ${allowed.join(", ")}`);
};
/** Takes the callback off the end of an event. */
const takeCallback = (args) => typeof args[args.length - 1] === "function" ? args.pop() : undefined;
/** More arguments than the contract has are a mistake of whoever emits them. */
const checkEmitted = (event, args) => {
    const count = event?.args?.length ?? 0;
    return event && args.length > count
        ? { issues: [{ message: `the contract has ${count} arguments`, path: [count] }] }
        : checkArguments(event, args);
};
/** Checks what is emitted. An event that takes its time holds up those behind it. */
const outgoingCheck = ({ contract, tell }) => {
    const inLine = makeLine();
    return ([name, ...args]) => {
        takeCallback(args);
        const errorOf = ({ issues }) => issues && tell({ event: `${name}`, direction: "outgoing", part: "event", issues });
        const checked = checkEmitted(eventOf(contract.clientToServer, name), args);
        const error = isPromise(checked) ? undefined : errorOf(checked);
        if (error)
            throw error;
        const ready = inLine(checked, errorOf);
        return isPromise(ready) ? ready : undefined;
    };
};
/** The function by which a listener answers; where nobody asked, it does nothing. */
const checkedAnswer = (name, schema, tell, answer) => (...values) => {
    const send = ({ issues }) => {
        if (issues)
            throw tell({ event: name, direction: "outgoing", part: "acknowledgement", issues });
        answer?.(...values);
    };
    const checked = checkValue(schema, values[0]);
    if (isPromise(checked))
        checked.then(send);
    else
        send(checked);
};
/** Checks what comes from the server: its events, and its acknowledgements, which keep the order in which they came. */
const incomingChecks = ({ contract, tell, incoming, outgoing }) => {
    const inLine = makeLine();
    return {
        incoming: ([first, ...args], deliver) => {
            const name = `${first}`;
            const answer = takeCallback(args);
            const event = eventOf(contract.serverToClient, name);
            inLine(checkArguments(event, args), (checked) => {
                if (checked.issues) {
                    const error = tell({ event: name, direction: "incoming", part: "event", issues: checked.issues });
                    if (incoming === "throw")
                        surface(error);
                    if (incoming !== "report")
                        return;
                }
                const schema = outgoing === "throw" ? event?.ack : undefined;
                const reply = schema ? checkedAnswer(name, schema, tell, answer) : answer;
                deliver([first, ...(checked.issues ? args : checked.value), ...(reply ? [reply] : [])]);
            });
        },
        acknowledged: ([first], answer, settle) => {
            const event = `${first}`;
            const refused = answer[0]?.[REFUSAL];
            const schema = eventOf(contract.clientToServer, event)?.ack;
            inLine(schema && !refused ? checkValue(schema, answer[0]) : undefined, (checked) => {
                if (refused)
                    settle(tell({ event, direction: "outgoing", part: "event", ...refused }));
                else if (!checked?.issues)
                    settle(null, checked ? [checked.value] : answer);
                else {
                    const error = tell({ event, direction: "incoming", part: "acknowledgement", issues: checked.issues });
                    if (incoming === "report")
                        settle(null, answer);
                    else
                        settle(error);
                }
            });
        },
    };
};
/**
 * Gives the socket the types of a contract, and checks by it what goes through the socket, whoever emits and listens: `emit` takes
 * what the schemas take and sends it as it is; listeners and acknowledgements are given what the schemas make of what came. Called
 * again, the contract takes the place of the one before.
 */
const typed = (socket, contract, { incoming = "drop", outgoing = "throw" } = {}) => {
    oneOf("incoming", incoming, ["drop", "throw", "report"]);
    oneOf("outgoing", outgoing, ["throw", "off"]);
    const part = { contract, incoming, outgoing, tell: makeTell(socket.lifecycle) };
    const hooked = socket;
    hooked[HOOKS] = {
        ...hooked[HOOKS],
        outgoing: outgoing === "throw" ? outgoingCheck(part) : undefined,
        ...incomingChecks(part),
    };
    return socket;
};

export { checkArguments, defineContract, eventOf, toAsyncApi, typed };
