import { median } from "./measure.mjs";

export const CLIENTS = ["holdfast", "socket.io-client", "floor"];

const METRICS = {
  cpu: { label: "processor", unit: "µs" },
  wall: { label: "wall", unit: "µs" },
  heap: { label: "heap", unit: "B" },
  rss: { label: "resident", unit: "B" },
};

/**
 * The figures of a case: for each metric the median of each client, and the median of the ratios to socket.io-client, taken
 * within each round.
 */
export function summarize({ title, targets }, samples) {
  const there = samples["socket.io-client"];
  return Object.keys(METRICS)
    .filter((metric) => metric in there[0])
    .map((metric) => {
      const of = (client) => samples[client].map((sample) => sample[metric]);
      const ratios = (client) => of(client).map((value, round) => value / there[round][metric]);
      const holdfast = ratios("holdfast");
      return {
        title,
        metric,
        medians: Object.fromEntries(CLIENTS.map((client) => [client, median(of(client))])),
        ratio: median(holdfast),
        range: [Math.min(...holdfast), Math.max(...holdfast)],
        target: targets[metric],
        floor: median(ratios("floor")),
      };
    });
}

const number = (value) => (value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3));
const ratio = (value) => value.toFixed(value < 0.1 ? 3 : 2);
/** Of what is printed: a ratio of 1.001 is 1.00. */
export const verdict = (value, target) => (Number(ratio(value)) <= target ? "met" : "NOT MET");

const COLUMNS = [
  ["case", 28, ({ title }) => title],
  ["", 12, ({ metric }) => METRICS[metric].label],
  ["unit", 4, ({ metric }) => METRICS[metric].unit],
  ["holdfast", 9, ({ medians }) => number(medians.holdfast)],
  ["s.io-client", 11, ({ medians }) => number(medians["socket.io-client"])],
  ["floor", 8, ({ medians }) => number(medians.floor)],
  ["ratio", 6, ({ ratio: value }) => ratio(value)],
  ["from-to", 11, ({ range }) => range.map(ratio).join("-")],
  ["target", 6, ({ target }) => (target === undefined ? "" : ratio(target))],
  ["floor's ratio", 13, ({ floor }) => ratio(floor)],
  ["", 6, ({ ratio: value, target }) => (target === undefined ? "" : verdict(value, target))],
];

const pad = (text, width, left) => (left ? text.padEnd(width) : text.padStart(width));
const line = (cells) =>
  cells
    .map((text, i) => pad(text, COLUMNS[i][1], i < 2))
    .join("  ")
    .trimEnd();

/** Rows for the terminal; below 1 is better than socket.io-client. */
export function table(rows, withHead) {
  const lines = rows.map((row) => line(COLUMNS.map(([, , cell]) => cell(row))));
  const head = line(COLUMNS.map(([name]) => name));
  return [...(withHead ? [head, "-".repeat(head.length + 8)] : []), ...lines].join("\n");
}
