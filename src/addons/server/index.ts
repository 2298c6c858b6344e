/** `holdfast/server`: middlewares for the official server (`socket.io`), in any order. */
export type { Middleware } from "./stages.ts";
export { extractTraceContext } from "./trace-context.ts";
export { type InvalidEvent, type ValidateOptions, validate } from "./validate.ts";
