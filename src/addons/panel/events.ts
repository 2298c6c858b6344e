import { html, svg, toggle } from "./dom.ts";
import type { Row } from "./model.ts";
import type { Shown, View } from "./view.ts";

/** Characters of the data that are shown. */
const MOST_TEXT = 300;

/** Of bytes, how many there are. */
const shownOf = (_: string, value: unknown): unknown =>
  value instanceof ArrayBuffer || ArrayBuffer.isView(value)
    ? `(${value.byteLength} bytes)`
    : value instanceof Blob
      ? `(${value.size} bytes)`
      : value;

/** The data as text, whatever is in it. */
const textOf = (args: readonly unknown[]): string => {
  try {
    return JSON.stringify(args, shownOf).slice(0, MOST_TEXT);
  } catch {
    return "…";
  }
};

/** How long the bar of so many bytes is, of 100: each tenfold is a quarter. */
const lengthOf = (bytes: number): number => Math.min(100, Math.round(25 * Math.log10(bytes + 1)));

const item = ({ record, outcome }: Row, began: number): HTMLElement => {
  const { kind, event, args, bytes = 0, t } = record;
  const bar = svg("rect", { class: "bar", width: lengthOf(bytes), height: 6 });
  const way = kind === "emit" ? "out" : "in";
  return html(
    "li",
    { class: way },
    html("span", { class: "time" }, ((t - began) / 1000).toFixed(2)),
    html("span", { class: "way" }, way),
    html("b", {}, event),
    html("span", { class: "size" }, svg("svg", { viewBox: "0 0 100 6", "aria-hidden": "true" }, bar), `${bytes} bytes`),
    html("span", { class: "outcome" }, outcome),
    ...(args ? [html("code", {}, textOf(args))] : []),
  );
};

/** The tab of events, in both directions, the last one first. */
export const eventsView = ({ _model: model }: Shown): View => {
  const began = performance.now();
  let rows: readonly Row[] | undefined;
  let count = -1;
  const list = html("ol", { class: "events", tabindex: 0, "aria-label": "Events" });
  const filter = html("input", { type: "search", placeholder: "Filter", "aria-label": "Filter events", input: show });
  const pause = toggle("Pause", (isPaused) => {
    // what is shown now stays, whatever comes
    rows = isPaused ? model._rows.map((row) => ({ ...row })) : undefined;
    show();
  });
  function show(): void {
    const wanted = filter.value.toLowerCase();
    const fits = ({ record: { event, args } }: Row): boolean =>
      `${event} ${args ? textOf(args) : ""}`.toLowerCase().includes(wanted);
    const items = (rows ?? model._rows).filter(fits).map((row) => item(row, began));
    list.replaceChildren(...items.reverse());
  }
  return {
    _elements: [html("div", { class: "row" }, filter, pause), list],
    _update() {
      if (rows || count === model._count) return;
      count = model._count;
      show();
    },
  };
};
