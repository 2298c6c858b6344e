import { HoldfastError } from "holdfast/core";
import type { TraceKind, TraceRecord } from "holdfast/trace";

/** What a replay goes by, of each kind of record, beside its time. */
const FIELDS: { readonly [Kind in TraceKind]?: readonly string[] } = {
  failed: ["error"],
  joined: ["nsp"],
  refused: ["nsp", "code"],
  left: ["nsp", "reason"],
  emit: ["nsp", "event"],
  settled: ["nsp", "event", "id"],
  receive: ["nsp", "event"],
  closed: ["reason"],
};

const noRecording = (what: string, cause?: unknown): HoldfastError =>
  new HoldfastError(
    "ERR_INVALID_OPTION",
    `replay() takes the text of recorder(socket).export("jsonl") of holdfast/trace, and ${what}`,
    { cause },
  );

const parse = (line: string, place: number): unknown => {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw noRecording(`line ${place} is not JSON`, cause);
  }
};

const readRecord = (line: string, place: number): TraceRecord => {
  const record = Object(parse(line, place)) as Record<string, unknown>;
  const { kind, t } = record;
  if (typeof kind !== "string" || typeof t !== "number") throw noRecording(`line ${place} is no record of it`);
  const missing = FIELDS[kind as TraceKind]?.find((field) => (record[field] ?? undefined) === undefined);
  if (missing) throw noRecording(`line ${place}, "${kind}", has no "${missing}"`);
  return record as unknown as TraceRecord;
};

/** The records of a recording that was exported as lines of JSON. */
export const readRecording = (text: string): TraceRecord[] => {
  const records: TraceRecord[] = [];
  for (const [i, line] of `${text}`.split("\n").entries()) if (line.trim()) records.push(readRecord(line, i + 1));
  if (!records.length) throw noRecording("this has no line");
  return records;
};
