import type { TraceRecord } from "holdfast/trace";

/** Fields that differ from run to run. */
const VARYING = new Set(["kind", "n", "t", "ms", "roundTrip", "sid", "url", "delivery"]);

/** A record as a line, without its number and times: `emit nsp=/ event=hello bytes=9 phase=handed`. */
export const lineOf = (record: TraceRecord): string => {
  const facts = Object.entries(record).filter(([name, value]) => !VARYING.has(name) && value !== undefined);
  const texts = facts.map(([name, value]) => `${name}=${typeof value === "object" ? JSON.stringify(value) : value}`);
  return [record.kind, ...texts].join(" ");
};
