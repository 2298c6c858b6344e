import type { SocketOptions } from "../socket/types.ts";
import type { TransportName, TransportOptions } from "../transport/transport.ts";
import type { Options } from "../util/options.ts";

/** Options of a connection. All are optional; `null` is taken as not given. */
export interface ManagerOptions
  extends Partial<Omit<Options, "timeout">>,
    Partial<Omit<TransportOptions, keyof Options>> {
  /** ms for a connection attempt, and for joining a namespace; 0: at once, `false`: no limit. @default 20000 */
  timeout?: number | false | undefined;
  /** A connection of its own for this socket. @default false */
  forceNew?: boolean | undefined;
  /** `false` is the same as `forceNew: true`. @default true */
  multiplex?: boolean | undefined;
  /** Connect as soon as it is made. @default true */
  autoConnect?: boolean | undefined;
  /** Connect again when the connection is lost or an attempt fails. @default true */
  reconnection?: boolean | undefined;
  /** The transports to use, in order. @default ["polling", "websocket"] */
  transports?: readonly (TransportName | (string & {}))[] | undefined;
  /** Move from polling to WebSocket. @default true */
  upgrade?: boolean | undefined;
}

/** Options of `io()` and of a Manager; one that is `undefined` is not given. */
export type IoOptions = {
  [Name in keyof (ManagerOptions & SocketOptions)]?: (ManagerOptions & SocketOptions)[Name] | undefined;
};
