/** `holdfast/trace`: what happens in a connection and in its sockets, as records. */
export type { TraceArgs, Traced, TracedManager, TracedSocket, TraceOptions, TraceSink } from "./options.ts";
export type {
  FailureFacts,
  PendingAck,
  SocketSnapshot,
  TraceKind,
  TraceRecord,
  TraceRecordOf,
  TraceRecords,
} from "./records.ts";
export { trace } from "./trace.ts";
