import { bytesOf } from "./bytes.ts";
import type { TraceRecord, TraceRecordOf } from "./records.ts";

type Emits = Map<number | undefined, TraceRecordOf<"emit">>;

/** Data as JSON has it: of bytes only how many, and of what can't be told, that. */
const plainOf = (data: unknown): unknown => {
  const seen = function (this: Record<string, unknown>, name: string, given: unknown): unknown {
    // before `toJSON`, which Node's Buffer has
    const raw = this[name] as Blob;
    if (typeof raw === "bigint") return `${raw}`;
    const isBytes =
      raw &&
      typeof raw === "object" &&
      (ArrayBuffer.isView(raw) || /Buffer|Blob|File/.test(Object.prototype.toString.call(raw)));
    return isBytes ? `(${bytesOf(raw)} bytes)` : given;
  };
  try {
    return JSON.parse(JSON.stringify(data, seen));
  } catch {
    return "(can't be told)";
  }
};

/** ms since 1970. Not every runtime tells the origin (React Native of old). */
const wall = (t: number): number => t + (performance.timeOrigin || Date.now() - performance.now());

const dateOf = (t: number): string => new Date(wall(t)).toISOString();

/** A line for each record, with the time by the wall clock. */
export const toJsonLines = (records: readonly TraceRecord[]): string =>
  records
    .map((record) => {
      const { args } = record as Shown;
      return `${JSON.stringify({ time: dateOf(record.t), ...record, args: args && plainOf(args) })}\n`;
    })
    .join("");

/** One session, as an archive has it. */
interface Session {
  readonly start: number;
  readonly wait: number;
  readonly url: string;
  readonly messages: object[];
  end: number;
}

const entryOf = ({ start, wait, url, messages, end }: Session): object => ({
  startedDateTime: dateOf(start - wait),
  time: end - start + wait,
  request: {
    method: "GET",
    url: url.replace("http", "ws"),
    httpVersion: "HTTP/1.1",
    cookies: [],
    headers: [],
    queryString: [],
    headersSize: -1,
    bodySize: 0,
  },
  response: {
    status: 101,
    statusText: "Switching Protocols",
    httpVersion: "HTTP/1.1",
    cookies: [],
    headers: [],
    content: { size: 0, mimeType: "x-unknown" },
    redirectURL: "",
    headersSize: -1,
    bodySize: 0,
  },
  cache: {},
  timings: { send: 0, wait, receive: end - start },
  _resourceType: "websocket",
  _webSocketMessages: messages,
});

/** What records tell of an event. */
interface Shown {
  readonly event?: string | undefined;
  readonly args?: readonly unknown[] | undefined;
  readonly bytes?: number | undefined;
}

/** What there is of an event: its data, or its bytes. */
const shownOf = ({ event, args, bytes }: Shown): string =>
  JSON.stringify([event as unknown].concat(args ? plainOf(args) : [])) +
  (args || bytes === undefined ? "" : ` ${bytes} bytes`);

/** The packet that a record stands for, and which way it went; `undefined` if it stands for none. */
const packetOf = (record: TraceRecord, emits: Emits): readonly ["send" | "receive", string] | undefined => {
  const { kind } = record;
  if (kind === "emit") return record.phase === "handed" ? ["send", shownOf(record)] : undefined;
  if (kind === "sent" || kind === "retry") return ["send", shownOf(emits.get(record.of) ?? record)];
  if (kind === "receive") return ["receive", shownOf(record)];
  if (kind === "answer") return ["send", `acknowledgement of ${shownOf(record)}`];
  return kind === "settled" && record.ok ? ["receive", `acknowledgement of ${shownOf(record)}`] : undefined;
};

/**
 * The records as an archive of HTTP, which the network panels of browsers open: an entry for each session, as if it were one WebSocket,
 * with the events as its messages.
 */
export const toHar = (records: readonly TraceRecord[], last: string): string => {
  const emits: Emits = new Map();
  const sessions: Session[] = [];
  let url = last;
  let open: Session | undefined;
  const begin = (start: number, wait: number): Session => {
    const session: Session = { start, wait, url, messages: [], end: start };
    sessions.push(session);
    return session;
  };
  for (const record of records) {
    const { kind, t } = record;
    if ("url" in record) url = record.url ?? url;
    if (kind === "emit") emits.set(record.n, record);
    if (kind === "opened") open = begin(t, record.ms ?? 0);
    else if (kind === "snapshot" && record.state === "connected") open = begin(t, 0);
    const [type, data] = packetOf(record, emits) ?? [];
    // the record of its opening may be lost, or be before the trace
    if (type) open ??= begin(t, 0);
    if (!open) continue;
    open.end = t;
    if (type) open.messages.push({ type, time: wall(t) / 1000, opcode: 1, data });
    if (kind === "closed") open = undefined;
  }
  const creator = { name: "holdfast", version: "1" };
  // Firefox opens no archive without `pages`
  return JSON.stringify({ log: { version: "1.2", creator, pages: [], entries: sessions.map(entryOf) } });
};
