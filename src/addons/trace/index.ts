/** `holdfast/trace`: what happens in a connection and in its sockets, as records. */
export { devtoolsTrack } from "./devtools.ts";
export type { FailureFacts, PendingAck, SocketSnapshot } from "./facts.ts";
export { type Latency, latency } from "./latency.ts";
export type { TraceArgs, Traced, TracedManager, TracedSocket, TraceOptions, TraceSink } from "./options.ts";
export { type Recorder, type RecorderOptions, recorder } from "./recorder.ts";
export type { TraceKind, TraceRecord, TraceRecordOf, TraceRecords } from "./records.ts";
export type { Percentiles, Summary, Traffic } from "./summary.ts";
export { trace } from "./trace.ts";
