import type { TraceSink } from "./options.ts";

/** What Chrome's Performance panel reads. */
interface Entry {
  readonly track: string;
  readonly color: "primary" | "secondary" | "tertiary" | "error";
  readonly start: number;
  readonly end: number;
  readonly properties?: readonly (readonly [name: string, value: string])[];
}

const GROUP = "holdfast";

/** Draws one entry. The panel has it from the call on; it is not to stay in the page's list of measures. */
const draw = (text: string, { track, color, start, end, properties = [] }: Entry): void => {
  const name = `${GROUP}: ${text}`;
  const devtools = { dataType: "track-entry", trackGroup: GROUP, track, color, tooltipText: text, properties };
  performance.measure(name, { start, end, detail: { devtools } });
  performance.clearMeasures(name);
};

/** A track in which there is one entry at a time, which begins and ends. */
const laneOf = (track: string, color: Entry["color"]) => {
  let current: { readonly name: string; readonly start: number } | undefined;
  return {
    _begin(name: string, start: number): void {
      current = { name, start };
    },
    _end(end: number, code?: string): void {
      if (!current) return;
      const { name, start } = current;
      draw(code ? `${name}: ${code}` : name, { track, color: code ? "error" : color, start, end });
      current = undefined;
    },
  };
};

/**
 * A sink for `trace()` that draws what happens in Chrome's Performance panel: attempts, upgrades, waits, events until their
 * acknowledgement, and disconnects, each as a track of the group "holdfast".
 */
export const devtoolsTrack = (): TraceSink => {
  const attempts = laneOf("attempts", "primary");
  const waits = laneOf("waits", "tertiary");
  let isLeft = false;
  return (record) => {
    const { t: end } = record;
    if (record.kind === "attempt") {
      waits._end(end);
      attempts._begin(`attempt ${record.attempt}`, end);
    } else if (record.kind === "wait") {
      waits._end(end);
      waits._begin("wait", end);
    } else if (record.kind === "opened") attempts._end(end);
    else if (record.kind === "failed" && record.last) attempts._end(end, record.error.code);
    else if (record.kind === "upgrade" || record.kind === "upgrade_failed") {
      const color = record.kind === "upgrade" ? "primary" : "error";
      draw(`${record.kind} ${record.transport}`, { track: "upgrades", color, start: end - (record.ms ?? 0), end });
    } else if (record.kind === "settled") {
      const { event, nsp, ok, code = "", ms = 0 } = record;
      const color = ok ? "secondary" : "error";
      const properties = [["namespace", nsp], ...(ok ? [] : [["error", code]])] as [string, string][];
      draw(event, { track: "acknowledgements", color, start: end - ms, end, properties });
    } else if (record.kind === "closed") {
      waits._end(end);
      draw(record.reason, { track: "disconnects", color: "error", start: end, end });
    } else if (record.kind === "state") {
      isLeft = record.to === "disconnected";
      if (!isLeft) return;
      waits._end(end);
      // connect() in the same turn goes on with the same attempt
      Promise.resolve().then(() => isLeft && attempts._end(end));
    }
  };
};
