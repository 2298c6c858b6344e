/** `holdfast/helpers`: small functions over a socket, each of which an app that does not import it has none of. */
export { type DrainOptions, drained } from "./drained.ts";
export { latest } from "./latest.ts";
export { type NextOptions, next } from "./next.ts";
export { type StreamOptions, stream } from "./stream.ts";
export { type Sustained, type SustainOptions, sustain } from "./sustain.ts";
export type { ArgumentsOf, DataOf, EventCall, EventOf } from "./types.ts";
export { type UploadOptions, type UploadPart, type UploadProgress, upload } from "./upload.ts";
