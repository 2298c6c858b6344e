import type { Engine } from "../engine/engine.ts";
import type { Handshake } from "../engine/handshake.ts";
import type { EventRecord, PacketRecord, SocketRecord } from "../socket/watch.ts";
import type { TransportName } from "../transport/transport.ts";
import type { ConnectError } from "../util/errors.ts";
import type { State } from "./state.ts";

/** Something that happened in a Manager, its session or its sockets. */
export type WatchRecord =
  /** The Manager went from one state to another. */
  | { readonly type: "manager"; readonly from: State["name"]; readonly to: State["name"] }
  /** An attempt starts, 0 for the first connection. */
  | { readonly type: "attempt"; readonly attempt: number; readonly engine: Engine }
  /** It came to nothing. */
  | { readonly type: "attempt_failed"; readonly attempt: number; readonly error: ConnectError }
  /** The next attempt is due in so many ms; `Infinity` while the page is kept in the background. */
  | { readonly type: "wait"; readonly ms: number }
  /** The server has opened a session. */
  | { readonly type: "handshake"; readonly handshake: Handshake }
  /** The session moved on to a better transport, or could not. */
  | { readonly type: "upgrade"; readonly transport: TransportName }
  | { readonly type: "upgrade_failed"; readonly error: Error }
  /** A ping of the server came. */
  | { readonly type: "ping" }
  | PacketRecord
  | SocketRecord
  | EventRecord;

/** Is told of all that happens in a Manager, in the order in which it does. */
export type Watch = (record: WatchRecord) => void;

/** Tells of what a session does by itself. */
export const watchSession = (engine: Engine, watch: Watch): void => {
  engine
    .on("handshake", (handshake) => watch({ type: "handshake", handshake }))
    .on("upgrade", ({ name }) => watch({ type: "upgrade", transport: name }))
    .on("upgradeError", (error) => watch({ type: "upgrade_failed", error }))
    .on("ping", () => watch({ type: "ping" }));
};
