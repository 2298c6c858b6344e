import { html, ms, svg } from "./dom.ts";
import { LANES, type Span } from "./model.ts";
import type { Shown, View } from "./view.ts";

/** What the drawing shows, ms. */
const WINDOW = 60_000;
const LANE_HEIGHT = 18;
const WIDTH = 600;
/** Spans that are listed. */
const MOST_LISTED = 20;

const rectOf = ({ lane, start, end, isBad }: Span, now: number): SVGElement => {
  const x = (at: number): number => Math.max(0, WIDTH * (1 - (now - at) / WINDOW));
  return svg("rect", {
    class: isBad ? `${lane} bad` : lane,
    x: x(start),
    y: LANES.indexOf(lane) * LANE_HEIGHT + 2,
    width: Math.max(2, x(end ?? now) - x(start)),
    height: LANE_HEIGHT - 4,
  });
};

/** The tab of attempts, waits, sessions and upgrades over the last minute: a drawing, and the same in words. */
export const timelineView = ({ _model: model }: Shown): View => {
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
    _elements: [html("div", { class: "timeline" }, names, drawing as unknown as HTMLElement), list],
    _update() {
      const now = performance.now();
      const recent = model._spans.filter(({ end = now }) => end > now - WINDOW);
      drawing.replaceChildren(...recent.map((span) => rectOf(span, now)));
      const listed = model._spans.slice(-MOST_LISTED).reverse();
      // of an upgrade that began before the panel it is not known how long it took
      const lengthOf = ({ start, end }: Span): string => (end === undefined ? "now" : ms(end - start || undefined));
      const texts = listed.map((span) => `${span.text}, ${lengthOf(span)}`);
      // a list that is the same is left alone, for who reads it
      if (texts.join() === [...list.children].map(({ textContent }) => textContent).join()) return;
      list.replaceChildren(...texts.map((text) => html("li", {}, text)));
    },
  };
};
