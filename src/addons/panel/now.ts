import { button, html, ms, svg, toggle } from "./dom.ts";
import type { Model } from "./model.ts";
import type { Shown, View } from "./view.ts";

const FACTS = ["State", "Transport", "Session", "Socket id", "Next attempt", "Buffered", "Pending", "Latency"] as const;
type Fact = (typeof FACTS)[number];

const MOST_NAMES = 5;
const WIDTH = 120;
const HEIGHT = 24;

const sparkline = (values: readonly number[]): string => {
  const most = Math.max(1, ...values);
  const step = WIDTH / Math.max(1, values.length - 1);
  return values
    .map((value, i) => `${(i * step).toFixed(1)},${(HEIGHT - (value / most) * HEIGHT).toFixed(1)}`)
    .join(" ");
};

/** So many percent of them took no longer. */
const within = (trips: readonly number[], percent: number): string =>
  ms([...trips].sort((a, b) => a - b)[Math.ceil((percent / 100) * trips.length) - 1]);

/** Buttons that do something to the connection. */
const controls = ({ _socket: socket }: Shown): HTMLElement => {
  const { opts } = socket.io;
  let { transports } = opts;
  const drop = (): void => void (socket.io.engine as typeof socket.io.engine | undefined)?.close();
  return html(
    "div",
    { class: "row", role: "group", "aria-label": "Connection" },
    button("Disconnect", () => socket.disconnect()),
    button("Reconnect", () => socket.reconnect()),
    button("Drop the connection", drop),
    toggle("Simulate offline", (isOffline) => {
      if (isOffline) ({ transports } = opts);
      // an attempt without a transport fails, and leaves the network alone
      opts.transports = isOffline ? [] : transports;
      if (isOffline) drop();
      else socket.connect();
    }),
  );
};

/** Events whose acknowledgement is due: how many, and the first of them. */
const pendingOf = ({ _pending }: Model): string => {
  const all = [..._pending.values()];
  const names = all.slice(0, MOST_NAMES).map(({ event }) => event);
  return all.length ? `${all.length}: ${names.join(", ")}${all.length > MOST_NAMES ? ", …" : ""}` : "none";
};

const factsOf = ({ _socket: socket, _model: model }: Shown): { readonly [Name in Fact]: string } => {
  const engine = socket.io.engine as typeof socket.io.engine | undefined;
  const { count, bytes } = socket.buffered;
  const { _due, _trips: trips } = model;
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
export const nowView = (shown: Shown): View => {
  const values = new Map(
    FACTS.map((name) => [
      name,
      html("dd", { "data-fact": name, "aria-live": name === "State" ? "polite" : undefined }),
    ]),
  );
  const line = svg("polyline", { class: "line", points: "" });
  const drawing = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "spark", "aria-hidden": "true" }, line);
  const list = html("dl", {}, ...[...values].flatMap(([name, value]) => [html("dt", {}, name), value]));
  return {
    _elements: [list, html("div", { class: "row" }, drawing), controls(shown)],
    _update() {
      for (const [name, text] of Object.entries(factsOf(shown))) {
        const value = values.get(name as Fact);
        if (value && value.textContent !== text) value.textContent = text;
      }
      line.setAttribute("points", sparkline(shown._model._trips));
    },
  };
};
