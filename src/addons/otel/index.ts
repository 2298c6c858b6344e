/** `holdfast/otel`: spans and measurements of a socket for OpenTelemetry. */
export type { OtelOptions, OtelSocket } from "./options.ts";
export { otel } from "./otel.ts";
