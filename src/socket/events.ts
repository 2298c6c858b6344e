/** The names of a socket's events, for who listens to all of them. */
import { ADDED_NAMES } from "../util/reserved.ts";
import type { LifecycleEvents, SocketReservedEvents } from "./types.ts";

/** The reserved events of a socket. */
export const SOCKET_EVENTS = [
  "connect",
  "connect_error",
  "disconnect",
  ...ADDED_NAMES,
] as const satisfies readonly (keyof SocketReservedEvents)[];

/** The events of `socket.lifecycle`. */
export const LIFECYCLE_EVENTS = [
  ...SOCKET_EVENTS,
  "state_change",
  "dropped",
  "rejected",
  "invalid",
] as const satisfies readonly (keyof LifecycleEvents)[];
