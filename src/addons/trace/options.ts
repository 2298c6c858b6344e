import type { TraceRecord } from "./records.ts";

/** Takes the records of a trace, one by one, as it happens. */
export type TraceSink = (record: TraceRecord) => void;

/** What of the data of events and acknowledgements is in the records. */
export type TraceArgs =
  /** `false`: nothing; `true`: all of it. */
  | boolean
  /** What it returns. Called with the event's name and its arguments, or those of its acknowledgement. */
  | ((event: string, args: readonly unknown[]) => readonly unknown[] | undefined);

/** Options of a trace. */
export interface TraceOptions {
  /** What of the data is in the records. It is not copied. @default false */
  readonly args?: TraceArgs | undefined;
  /** Are there records of Engine.IO packets? @default false */
  readonly frames?: boolean | undefined;
}

/** What of a socket a trace needs. */
export interface TracedSocket {
  /** Its namespace. */
  readonly nsp: string;
  /** Its Manager. */
  readonly io: object;
}

/** What of a Manager a trace needs. */
export interface TracedManager {
  /** Its state. */
  readonly state: "idle" | "connecting" | "connected" | "waiting";
  /** Its options. */
  readonly opts: object;
}

/** What can be traced: a socket or a view of it, or a Manager. */
export type Traced =
  /** A socket: its own records, and those of its connection. */
  | TracedSocket
  /** A Manager: the records of all its sockets. */
  | TracedManager;
