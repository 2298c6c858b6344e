import type { SocketOptions } from "../socket/types.ts";
import type { TransportName, TransportOptions } from "../transport/transport.ts";
import type { Options } from "../util/options.ts";

/** Options of a connection. All are optional; `null` is taken as not given. */
export interface ManagerOptions
  extends Partial<Omit<Options, "timeout">>,
    Partial<Omit<TransportOptions, keyof Options>> {
  /** ms for a connection attempt, and for joining a namespace; 0: at once, `false`: no limit. @default 20000 */
  timeout?: number | false;
  /** A connection of its own for this socket. @default false */
  forceNew?: boolean;
  /** `false` is the same as `forceNew: true`. @default true */
  multiplex?: boolean;
  /** Connect as soon as it is made. @default true */
  autoConnect?: boolean;
  /** Connect again when the connection is lost or an attempt fails. @default true */
  reconnection?: boolean;
  /** The transports to use, in order. @default ["polling", "websocket"] */
  transports?: readonly (TransportName | (string & {}))[];
  /** Move from polling to WebSocket. @default true */
  upgrade?: boolean;
}

/** Options of `io()` and of a Manager. */
export type IoOptions = ManagerOptions & SocketOptions;
