import { recorder, trace } from './trace.js';

const fill = (element, attributes, children) => {
    for (const [name, value] of Object.entries(attributes))
        if (typeof value === "function")
            element.addEventListener(name, value);
        else if (value !== undefined)
            element.setAttribute(name, `${value}`);
    element.append(...children);
    return element;
};
/** An element with attributes (a function is a listener), and what is in it. */
const html = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
/** An element of a drawing. */
const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
/** A button. */
const button = (text, onClick) => {
    const made = html("button", { type: "button", click: () => onClick(made) }, text);
    return made;
};
/** A button that is pressed or not. */
const toggle = (text, onChange) => fill(button(text, (self) => {
    const isPressed = self.getAttribute("aria-pressed") !== "true";
    self.setAttribute("aria-pressed", `${isPressed}`);
    onChange(isPressed ? "pressed" : undefined);
}), { "aria-pressed": "false" }, []);
/** A duration, as short as it is readable. */
const ms = (duration) => {
    if (duration === undefined)
        return "–";
    if (duration < 1000)
        return `${Math.round(duration)} ms`;
    return duration === Infinity ? "later" : `${(duration / 1000).toFixed(1)} s`;
};

/** Characters of the data that are shown. */
const MOST_TEXT = 300;
/** Of bytes, how many there are. */
const shownOf = (_, value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value)
    ? `(${value.byteLength} bytes)`
    : value instanceof Blob
        ? `(${value.size} bytes)`
        : value;
/** The data as text, whatever is in it. */
const textOf = (args) => {
    try {
        return JSON.stringify(args, shownOf).slice(0, MOST_TEXT);
    }
    catch {
        return "…";
    }
};
/** How long the bar of so many bytes is, of 100: each tenfold is a quarter. */
const lengthOf = (bytes) => Math.min(100, Math.round(25 * Math.log10(bytes + 1)));
const item = ({ record, outcome }, began) => {
    const { kind, event, args, bytes = 0, t } = record;
    const bar = svg("rect", { class: "bar", width: lengthOf(bytes), height: 6 });
    const way = kind === "emit" ? "out" : "in";
    return html("li", { class: way }, html("span", { class: "time" }, ((t - began) / 1000).toFixed(2)), html("span", { class: "way" }, way), html("b", {}, event), html("span", { class: "size" }, svg("svg", { viewBox: "0 0 100 6", "aria-hidden": "true" }, bar), `${bytes} bytes`), html("span", { class: "outcome" }, outcome), ...(args ? [html("code", {}, textOf(args))] : []));
};
/** The tab of events, in both directions, the last one first. */
const eventsView = ({ e: model }) => {
    const began = performance.now();
    let rows;
    let count = -1;
    const list = html("ol", { class: "events", tabindex: 0, "aria-label": "Events" });
    const filter = html("input", { type: "search", placeholder: "Filter", "aria-label": "Filter events", input: show });
    const pause = toggle("Pause", (isPaused) => {
        // what is shown now stays, whatever comes
        rows = isPaused ? model.a.map((row) => ({ ...row })) : undefined;
        show();
    });
    function show() {
        const wanted = filter.value.toLowerCase();
        const fits = ({ record: { event, args } }) => `${event} ${args ? textOf(args) : ""}`.toLowerCase().includes(wanted);
        const items = (rows ?? model.a).filter(fits).map((row) => item(row, began));
        list.replaceChildren(...items.reverse());
    }
    return {
        i: [html("div", { class: "row" }, filter, pause), list],
        e() {
            if (rows || count === model.s)
                return;
            count = model.s;
            show();
        },
    };
};

/** Offers a text as a download. */
const download = (text, name) => {
    const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    html("a", { href, download: name }).click();
    // the browser has begun to read it by then
    setTimeout(() => URL.revokeObjectURL(href), 1000);
};
/** The tab of what there is to take away. */
const exportView = ({ s: recording }) => {
    const summary = html("pre", { tabindex: 0, "aria-label": "Summary" });
    return {
        i: [
            html("div", { class: "row" }, button("Download JSON lines", () => download(recording.export("jsonl"), "holdfast.jsonl")), button("Download HAR", () => download(recording.export("har"), "holdfast.har"))),
            summary,
        ],
        e() {
            const rounded = (_, value) => (typeof value === "number" ? Math.round(value) : value);
            summary.textContent = JSON.stringify(recording.summary(), rounded, 2);
        },
    };
};

/** Is a key the one that is named like this? By its place on the keyboard, too: with Alt, macOS makes other letters of some. */
const hotkeyTest = (hotkey) => {
    const parts = hotkey.toLowerCase().split("+");
    const key = parts.pop() ?? "";
    const has = (name) => parts.includes(name);
    return (event) => event.altKey === has("alt") &&
        event.shiftKey === has("shift") &&
        event.ctrlKey === (has("ctrl") || has("control")) &&
        event.metaKey === (has("meta") || has("cmd")) &&
        // a browser that fills in a form dispatches one that has none of all this
        (event.key.toLowerCase() === key || event.code.toLowerCase() === `key${key}`);
};
/** Calls a function when the key is pressed, until the function is called that this returns. */
const onHotkey = (hotkey, action) => {
    if (!hotkey)
        return () => { };
    const isHotkey = hotkeyTest(hotkey);
    const onKey = (event) => {
        if (!isHotkey(event))
            return;
        event.preventDefault();
        action();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
};

/** The lanes of the timeline, from above. */
const LANES = ["attempts", "waits", "sessions", "upgrades"];
const MOST_ROWS = 200;
const MOST_SPANS = 200;
const MOST_TRIPS = 100;
const keep = (items, item, most) => {
    items.push(item);
    if (items.length > most)
        items.shift();
};
/** What the panel shows, made of records. */
class Model {
    constructor() {
        this.a = [];
        this.l = [];
        /** Acknowledgements that are due, by namespace and id. */
        this.c = new Map();
        /** How long the last acknowledgements took. */
        this.f = [];
        /** How many records there were. */
        this.s = 0;
        /** Is it disconnected, and does not try? */
        this.d = false;
    }
    o(record) {
        const { kind, t } = record;
        this.s++;
        if (kind === "emit" || kind === "receive")
            this.m(record);
        else if (kind === "sent" || kind === "retry" || kind === "settled" || kind === "dropped")
            this.g(record);
        else if (kind === "answer")
            this.p(record);
        else if (kind === "snapshot")
            this.u(record);
        else if (kind === "attempt") {
            this.r(t);
            this.i("attempts", t, `attempt ${record.attempt}`);
        }
        else if (kind === "opened") {
            this.r(t);
            this.i("sessions", t, `session over ${record.transport}`);
        }
        else if (kind === "failed" && record.last)
            this.A("attempts", t, record.error.code);
        else if (kind === "wait") {
            this.r(t);
            this.e = t + record.ms;
            this.i("waits", t, "wait");
        }
        else if (kind === "closed")
            this.A("sessions", t, record.reason);
        else if (kind === "upgrade" || kind === "upgrade_failed") {
            this.i("upgrades", t - (record.ms ?? 0), `upgrade to ${record.transport}`);
            this.A("upgrades", t, kind === "upgrade" ? undefined : "failed");
            const session = kind === "upgrade" && this.h("sessions");
            if (session)
                session.text += `, then ${record.transport}`;
        }
        else if (kind === "state") {
            this.d = record.to === "disconnected";
            // connect() in the same turn goes on with the same attempt
            Promise.resolve().then(() => this.d && this.r(t));
        }
    }
    m(record) {
        const isSent = record.kind === "emit";
        if (isSent && record.id !== undefined)
            this.c.set(`${record.nsp},${record.id}`, { event: record.event, since: record.t });
        const outcome = isSent && record.phase === "held" ? "held" : "";
        keep(this.a, { record, outcome }, MOST_ROWS);
    }
    g(record) {
        const row = this.a.find(({ record: { kind, n } }) => kind === "emit" && n === record.of);
        let outcome = "sent";
        if (record.kind === "retry")
            outcome = `try ${record.tries}`;
        else if (record.kind === "dropped")
            outcome = `dropped: ${record.code}`;
        else if (record.kind === "settled") {
            this.c.delete(`${record.nsp},${record.id}`);
            if (record.roundTrip !== undefined)
                keep(this.f, record.roundTrip, MOST_TRIPS);
            outcome = record.ok ? `acknowledged after ${Math.round(record.ms ?? 0)} ms` : `${record.code}`;
        }
        if (row)
            row.outcome = outcome;
    }
    p({ nsp, id }) {
        const asks = ({ record }) => record.kind === "receive" && record.nsp === nsp && record.id === id;
        const row = this.a.filter(asks).pop();
        if (row)
            row.outcome = "answered";
    }
    u({ t, state, transport, sockets }) {
        for (const { nsp, pending } of sockets)
            for (const { id, event } of pending)
                this.c.set(`${nsp},${id}`, { event, since: undefined });
        if (state === "connecting")
            this.i("attempts", t, "attempt");
        else if (state === "connected")
            this.i("sessions", t, `session over ${transport}`);
    }
    /** An attempt or a wait is over. */
    r(t) {
        this.e = undefined;
        this.A("attempts", t);
        this.A("waits", t);
    }
    i(lane, start, text) {
        keep(this.l, { lane, start, end: undefined, text, isBad: false }, MOST_SPANS);
    }
    h(lane) {
        return this.l.filter((one) => one.lane === lane).pop();
    }
    /** What goes on in a lane ends; `fault`: with this. */
    A(lane, t, fault) {
        const span = this.h(lane);
        if (!span || span.end !== undefined)
            return;
        span.end = t;
        if (!fault)
            return;
        span.text += `: ${fault}`;
        span.isBad = true;
    }
}

const FACTS = ["State", "Transport", "Session", "Socket id", "Next attempt", "Buffered", "Pending", "Latency"];
const MOST_NAMES = 5;
const WIDTH$1 = 120;
const HEIGHT = 24;
const sparkline = (values) => {
    const most = Math.max(1, ...values);
    const step = WIDTH$1 / Math.max(1, values.length - 1);
    return values
        .map((value, i) => `${(i * step).toFixed(1)},${(HEIGHT - (value / most) * HEIGHT).toFixed(1)}`)
        .join(" ");
};
/** So many percent of them took no longer. */
const within = (trips, percent) => ms([...trips].sort((a, b) => a - b)[Math.ceil((percent / 100) * trips.length) - 1]);
/** Buttons that do something to the connection. */
const controls = ({ i: socket }) => {
    const { opts } = socket.io;
    let { transports } = opts;
    const drop = () => void socket.io.engine?.close();
    return html("div", { class: "row", role: "group", "aria-label": "Connection" }, button("Disconnect", () => socket.disconnect()), button("Reconnect", () => socket.reconnect()), button("Drop the connection", drop), toggle("Simulate offline", (isOffline) => {
        if (isOffline)
            ({ transports } = opts);
        // an attempt without a transport fails, and leaves the network alone
        opts.transports = isOffline ? [] : transports;
        if (isOffline)
            drop();
        else
            socket.connect();
    }));
};
/** Events whose acknowledgement is due: how many, and the first of them. */
const pendingOf = ({ c: _pending }) => {
    const all = [..._pending.values()];
    const names = all.slice(0, MOST_NAMES).map(({ event }) => event);
    return all.length ? `${all.length}: ${names.join(", ")}${all.length > MOST_NAMES ? ", …" : ""}` : "none";
};
const factsOf = ({ i: socket, e: model }) => {
    const engine = socket.io.engine;
    const { count, bytes } = socket.buffered;
    const { e: _due, f: trips } = model;
    return {
        State: socket.state,
        Transport: (socket.connected && engine?.transport.name) || "none",
        Session: engine?.id || "none",
        "Socket id": socket.id ?? "none",
        "Next attempt": _due === undefined ? "none" : `in ${ms(Math.max(0, _due - performance.now()))}`,
        Buffered: `${count} events, ${bytes} bytes`,
        Pending: pendingOf(model),
        Latency: trips.length
            ? `${ms(trips[trips.length - 1])}; half of ${trips.length} within ${within(trips, 50)}, 95 % within ${within(trips, 95)}`
            : "none",
    };
};
/** The tab of how things are now. */
const nowView = (shown) => {
    const values = new Map(FACTS.map((name) => [
        name,
        html("dd", { "data-fact": name, "aria-live": name === "State" ? "polite" : undefined }),
    ]));
    const line = svg("polyline", { class: "line", points: "" });
    const drawing = svg("svg", { viewBox: `0 0 ${WIDTH$1} ${HEIGHT}`, class: "spark", "aria-hidden": "true" }, line);
    const list = html("dl", {}, ...[...values].flatMap(([name, value]) => [html("dt", {}, name), value]));
    return {
        i: [list, html("div", { class: "row" }, drawing), controls(shown)],
        e() {
            for (const [name, text] of Object.entries(factsOf(shown))) {
                const value = values.get(name);
                if (value && value.textContent !== text)
                    value.textContent = text;
            }
            line.setAttribute("points", sparkline(shown.e.f));
        },
    };
};

/**
 * Adopted by the shadow root: a policy that forbids inline styles allows that. Above the page the element is out of the flow, so that it
 * is no row of a body that is a grid. A page may set the colours, which are custom properties.
 */
const STYLE = `
:host { all: initial; color-scheme: light dark; position: fixed; right: 0; bottom: 0; z-index: 2147483647; --panel-back: #fff;
  --panel-text: #1b1b1b; --panel-dim: #555; --panel-line: #767676; --panel-soft: #eee; --panel-in: #0b57a4; --panel-out: #7a3f00;
  --panel-bad: #b3221b; --panel-good: #17692f; }
@media (prefers-color-scheme: dark) {
  :host { --panel-back: #1c1c1e; --panel-text: #f0f0f0; --panel-dim: #b4b4b4; --panel-line: #8c8c8c; --panel-soft: #303033;
    --panel-in: #8ec3ff; --panel-out: #ffc078; --panel-bad: #ff9a92; --panel-good: #86d99b; }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.launch, .panel { background: var(--panel-back); color: var(--panel-text); border: 1px solid var(--panel-line);
  font: 13px/1.45 system-ui, sans-serif; }
.launch { margin: 8px; border-radius: 16px; padding: 4px 12px; }
.panel { width: min(600px, 100vw); height: min(420px, 70vh); display: flex; flex-direction: column; }
:host([inside]) { display: block; position: static; height: 100%; }
:host([inside]) .panel { width: auto; height: 100%; border: 0; }
.head { display: flex; flex-wrap: wrap; gap: 3px; padding: 4px; border-bottom: 1px solid var(--panel-line); }
[role=tablist] { display: flex; flex: 1; gap: 3px; }
[role=tabpanel] { flex: 1; min-height: 0; display: flex; flex-direction: column; gap: 6px; padding: 8px; overflow: auto; }
button, input { font: inherit; color: inherit; background: var(--panel-soft); border: 1px solid var(--panel-line); border-radius: 4px;
  padding: 3px 8px; min-height: 28px; }
.head button { padding: 3px 6px; }
input { flex: 1; min-width: 80px; }
[aria-selected=true], [aria-pressed=true] { background: var(--panel-text); color: var(--panel-back); }
:focus-visible { outline: 2px solid var(--panel-in); outline-offset: 1px; }
.row { display: flex; flex-wrap: wrap; gap: 4px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 0; }
dt { color: var(--panel-dim); }
dd { margin: 0; overflow-wrap: anywhere; }
ol, pre { flex: 1; min-height: 40px; margin: 0; padding: 0; overflow: auto; list-style: none; }
.events li { display: flex; flex-wrap: wrap; gap: 0 8px; padding: 2px 0; border-bottom: 1px solid var(--panel-soft); }
.time, .size, .outcome { color: var(--panel-dim); }
.in .way { color: var(--panel-in); }
.out .way { color: var(--panel-out); }
.size { display: flex; align-items: center; gap: 4px; }
.size svg { width: 50px; height: 6px; }
b, code { overflow-wrap: anywhere; }
code { flex-basis: 100%; font: 12px/1.4 ui-monospace, monospace; }
.spark { width: 120px; height: 24px; }
.line { fill: none; stroke: var(--panel-in); stroke-width: 1.5; }
.bar { fill: var(--panel-dim); }
.timeline { display: flex; gap: 6px; }
.names { display: flex; flex-direction: column; color: var(--panel-dim); font-size: 12px; line-height: 18px; }
.lanes { flex: 1; min-width: 0; height: 72px; background: var(--panel-soft); }
.attempts, .upgrades { fill: var(--panel-in); }
.waits { fill: var(--panel-out); }
.sessions { fill: var(--panel-good); }
rect.bad { fill: var(--panel-bad); }
`;

/** Tabs, as the ARIA practices have them: arrow keys go from one to the other, and only the chosen one is reached by Tab. */
const tabs = (views) => {
    const all = Object.entries(views).map(([name, view]) => {
        const tab = html("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}` }, name);
        const labels = { id: `panel-${name}`, "aria-labelledby": `tab-${name}` };
        return { tab, panel: html("div", { role: "tabpanel", ...labels }, ...view.i), view };
    });
    let chosen = 0;
    const choose = (index) => {
        chosen = (index + all.length) % all.length;
        all.forEach(({ tab, panel }, i) => {
            tab.setAttribute("aria-selected", `${i === chosen}`);
            tab.tabIndex = i === chosen ? 0 : -1;
            panel.hidden = i !== chosen;
        });
        all[chosen]?.view.e();
    };
    const onKey = ({ key }) => {
        const steps = {
            ArrowRight: chosen + 1,
            ArrowLeft: chosen - 1,
            Home: 0,
            End: -1,
        };
        const next = steps[key];
        if (next === undefined)
            return;
        choose(next);
        all[chosen]?.tab.focus();
    };
    all.forEach(({ tab }, i) => void tab.addEventListener("click", () => choose(i)));
    const list = html("div", { role: "tablist", "aria-label": "Views" }, ...all.map(({ tab }) => tab));
    list.addEventListener("keydown", onKey);
    choose(0);
    return { i: list, s: all.map(({ panel }) => panel), e: () => all[chosen]?.view.e() };
};

/** What the drawing shows, ms. */
const WINDOW = 60000;
const LANE_HEIGHT = 18;
const WIDTH = 600;
const rectOf = ({ lane, start, end, isBad }, now) => {
    const x = (at) => Math.max(0, WIDTH * (1 - (now - at) / WINDOW));
    return svg("rect", {
        class: isBad ? `${lane} bad` : lane,
        x: x(start),
        y: LANES.indexOf(lane) * LANE_HEIGHT + 2,
        width: Math.max(2, x(end ?? now) - x(start)),
        height: LANE_HEIGHT - 4,
    });
};
/** The tab of attempts, waits, sessions and upgrades over the last minute: a drawing, and the same in words. */
const timelineView = ({ e: model }) => {
    const drawing = svg("svg", {
        viewBox: `0 0 ${WIDTH} ${LANES.length * LANE_HEIGHT}`,
        preserveAspectRatio: "none",
        class: "lanes",
        role: "img",
        "aria-label": "The last minute; listed below",
    });
    const names = html("div", { class: "names", "aria-hidden": "true" }, ...LANES.map((lane) => html("span", {}, lane)));
    const list = html("ol", { tabindex: 0, "aria-label": "Timeline" });
    return {
        i: [html("div", { class: "timeline" }, names, drawing), list],
        e() {
            const now = performance.now();
            const recent = model.l.filter(({ end = now }) => end > now - WINDOW);
            drawing.replaceChildren(...recent.map((span) => rectOf(span, now)));
            const listed = model.l.slice(-20).reverse();
            // of an upgrade that began before the panel it is not known how long it took
            const lengthOf = ({ start, end }) => (end === undefined ? "now" : ms(end - start || undefined));
            const texts = listed.map((span) => `${span.text}, ${lengthOf(span)}`);
            // a list that is the same is left alone, for who reads it
            if (texts.join() === [...list.children].map(({ textContent }) => textContent).join())
                return;
            list.replaceChildren(...texts.map((text) => html("li", {}, text)));
        },
    };
};

const TAG = "holdfast-panel";
/** ms between two looks at what changes by itself, such as the time until the next attempt. */
const TICK = 250;
/** Defined when the first panel is made: on a server there is no HTMLElement. */
const makeElement = () => {
    if (!customElements.get(TAG))
        customElements.define(TAG, class extends HTMLElement {
        });
    return document.createElement(TAG);
};
/** What is recorded, and the function that ends it. */
const record = (socket, args, changed) => {
    const _model = new Model();
    const _recording = recorder(socket, { args });
    const stop = trace(socket, (one) => {
        _model.o(one);
        changed();
    }, { args });
    const _stop = () => {
        stop();
        _recording.stop();
    };
    return { i: socket, e: _model, s: _recording, d: _stop };
};
/** The panel and the button that opens it, of which one is there at a time. */
const overlay = (content, update) => {
    let tick;
    const box = html("section", { class: "panel", "aria-label": "holdfast", hidden: "" }, ...content);
    const launch = html("button", { type: "button", class: "launch" }, "holdfast");
    const _close = () => {
        box.hidden = true;
        launch.hidden = false;
        clearInterval(tick);
        tick = undefined;
    };
    const _show = () => {
        box.hidden = false;
        launch.hidden = true;
        tick ?? (tick = setInterval(update, TICK));
        update();
    };
    const _open = () => {
        _show();
        box.querySelector("[aria-selected=true]")?.focus();
    };
    const _end = () => {
        _close();
        // such as the simulation of no network
        for (const pressed of box.querySelectorAll("[aria-pressed=true]"))
            pressed.click();
    };
    launch.addEventListener("click", _open);
    return { M: box, O: launch, H: _show, E: _open, D: _close, A: _end, C: () => !box.hidden };
};
/** Puts it into a shadow root: of an element that it fills, or at the end of the page, above all else and in nobody's way. */
const mount = (into, ...content) => {
    const element = makeElement();
    element.toggleAttribute("inside", !!into);
    const root = element.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.append(...content);
    (into ?? document.body).append(element);
    return element;
};
/**
 * Puts a panel into the page, for developers, that shows what a socket does: how things are now, events, attempts over time, exports. It
 * begins as a button in the corner, or fills an element.
 */
const panel = (socket, { hotkey = "Alt+Shift+H", args, into } = {}) => {
    let frame = 0;
    // the first record comes before there is anything to see
    let isOpen = () => false;
    const shown = record(socket, args, () => {
        if (isOpen())
            frame || (frame = requestAnimationFrame(update));
    });
    const { i: _list, s: _panels, e: _update } = tabs({
        Now: nowView(shown),
        Events: eventsView(shown),
        Timeline: timelineView(shown),
        Export: exportView(shown),
    });
    const update = () => {
        frame = 0;
        _update();
    };
    const shut = button("Close", () => {
        _close();
        _launch.focus();
    });
    const content = [html("div", { class: "head" }, _list, ...(into ? [] : [shut])), ..._panels];
    const { M: _box, O: _launch, H: _show, E: _open, D: _close, A: _end, C: _isOpen } = overlay(content, update);
    isOpen = _isOpen;
    const element = mount(into, _box, ...(into ? [] : [_launch]));
    // the focus stays where it is
    if (into)
        _show();
    const stopKeys = onHotkey(hotkey, () => (_isOpen() ? _close() : _open()));
    const remove = () => {
        _end();
        cancelAnimationFrame(frame);
        stopKeys();
        shown.d();
        element.remove();
    };
    return { element, open: _open, close: _close, remove };
};

export { panel };
