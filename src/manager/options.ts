import type { Parser } from "../codec/packet.ts";
import type { EngineOptions } from "../engine/types.ts";
import type { SocketOptions } from "../socket/types.ts";
import type { TransportKind, TransportName } from "../transport/transport.ts";
import type { Options } from "../util/options.ts";
import type { AddressOptions } from "../util/url.ts";
import type { ReconnectionOptions } from "./reconnection.ts";

type Given<Of> = { -readonly [Name in keyof Of]?: Of[Name] | undefined };

/** Options of a connection. All are optional; `null` is taken as not given. */
export interface ManagerOptions
  extends Given<Omit<Options, "timeout">>,
    Given<Omit<EngineOptions, keyof Options | "transports">>,
    Given<ReconnectionOptions>,
    AddressOptions {
  /** ms for a connection attempt, and for joining a namespace; 0: at once, `false`: no limit. @default 20000 */
  timeout?: number | false | undefined;
  /** A connection of its own for this socket. @default false */
  forceNew?: boolean | undefined;
  /** `false` is the same as `forceNew: true`. @default true */
  multiplex?: boolean | undefined;
  /** Connect as soon as it is made. @default true */
  autoConnect?: boolean | undefined;
  /** The transports to use, in order: names, or what holdfast exports. @default ["polling", "websocket", "webtransport"] */
  transports?: readonly (TransportName | (string & {}) | TransportKind)[] | undefined;
  /** The same as classes, where `transports` is not given. */
  transportImplementations?: readonly TransportKind[] | undefined;
  /** Begin with the transport that worked last time, rather than with the first. @default false */
  rememberUpgrade?: boolean | undefined;
  /** Encodes and decodes packets in another way, as the server does too, such as `socket.io-msgpack-parser`. */
  // biome-ignore lint/suspicious/noExplicitAny: parsers of other packages have types of their own
  parser?: Parser | any;
  /** Close when the page is about to be left, which the user may still decline. @default false */
  closeOnBeforeunload?: boolean | undefined;
  /** Close at once when the network is gone, except to this machine. @default true */
  closeOnOffline?: boolean | undefined;
  /** Emits `online`, `offline`, `visibilitychange`, `pageshow`, `pagehide` and `resume` where no window does. */
  networkEvents?: EventTarget | undefined;
  /** Keep the timers that were there when holdfast was loaded, such as when a test replaces them. @default false */
  useNativeTimers?: boolean | undefined;
}

/** Options of `io()` and of a Manager; one that is `undefined` is not given. */
export type IoOptions = {
  [Name in keyof (ManagerOptions & SocketOptions)]?: (ManagerOptions & SocketOptions)[Name] | undefined;
};
