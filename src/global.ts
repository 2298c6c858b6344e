/** Entry for the script tag: global `io`, with what makes sockets on it. */
import { io, protocol } from "./index.ts";

export default Object.assign(io, { protocol });
