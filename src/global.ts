/** Entry for the script tag: global `io`, with what makes sockets on it. */
import { connect, io, Manager, protocol, Socket } from "./index.ts";

export default Object.assign(io, { io, connect, Manager, Socket, protocol });
