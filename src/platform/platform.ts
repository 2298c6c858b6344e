/**
 * What the rest of the code may ask of the world. Interfaces only: the implementations are `browser.ts` and `node.ts`,
 * and tests inject a fake.
 */

import type { Bytes } from "../util/bytes.ts";
import type { ConnectError, HttpResponse } from "../util/errors.ts";
import type { NEVER } from "../util/never.ts";
import type { Options } from "../util/options.ts";
import type { World } from "../util/url.ts";

export type { HttpResponse };

/** What an Engine.IO message carries: text, or the bytes of an attachment. */
export type Frame = string | ArrayBuffer | ArrayBufferView | Blob;

/** Options that concern the platform's network alone. */
export interface NetworkOptions {
  /** Send cookies and credentials to other origins; Node: keep the server's cookies. @default false */
  withCredentials?: boolean | undefined;
  /** Headers for each request; a browser can't send them with a WebSocket. */
  extraHeaders?: Record<string, string> | undefined;
  /** WebSocket subprotocols. */
  protocols?: string | string[] | undefined;
  /** Node: the connection does not keep the process running. @default false */
  autoUnref?: boolean | undefined;
  /** Node: compression of WebSocket messages, where the server does it too. @default { threshold: 1024 } */
  perMessageDeflate?:
    | boolean
    | {
        /** Bytes from which a message is compressed. @default 1024 */
        threshold?: number;
      }
    | undefined;
  /** Node: as `http.request` takes it. */
  agent?: unknown | undefined;
  /** Node: certificate and private key in one, as `tls.connect` takes them. */
  pfx?: unknown | undefined;
  /** Node: private key, as `tls.connect` takes it. */
  key?: unknown | undefined;
  /** Node: of the private key or the PFX. */
  passphrase?: string | undefined;
  /** Node: client certificate, as `tls.connect` takes it. */
  cert?: unknown | undefined;
  /** Node: certificates to trust in place of the well-known ones. */
  ca?: unknown | undefined;
  /** Node: as `tls.connect` takes them. */
  ciphers?: string | undefined;
  /** Node: refuse a server whose certificate is not trusted. @default true */
  rejectUnauthorized?: boolean | undefined;
  /** Node: decides whether a server's certificate is for that name, as `tls.connect` takes it. */
  checkServerIdentity?: ((hostname: string, certificate: never) => Error | undefined) | undefined;
  /** Node: the name to ask a TLS server for, where it is not that of the URL. */
  servername?: string | undefined;
  /** Node: the oldest version of TLS to use, such as `"TLSv1.3"`. */
  minVersion?: string | undefined;
  /** Node: the newest version of TLS to use. */
  maxVersion?: string | undefined;
  /** Node: the address of this machine to connect from. */
  localAddress?: string | undefined;
  /** Node: 4 or 6 to use addresses of that family alone. */
  family?: number | undefined;
  /** Node: finds the addresses of a name, as `net.connect` takes it. @default `dns.lookup` */
  lookup?: ((hostname: string, options: never, callback: never) => void) | undefined;
  /** Node: the `Origin` header of each request. */
  origin?: string | undefined;
  /** Node: version of the WebSocket protocol, 13 or 8. @default 13 */
  protocolVersion?: number | undefined;
  /** Node: bytes that a WebSocket message may have, as `ws` takes it. @default the option `maxMessageBytes` */
  maxPayload?: number | undefined;
  /** @internal What {@link Platform.cookies} gave the Engine. */
  _cookies?: unknown;
}

/** A handle that {@link Clock.setTimeout} gave. */
export type Timer = unknown;

/** The time, in milliseconds. */
export interface Clock {
  /** Wall clock time, ms since the epoch. It goes on while a machine sleeps, and may be set back or forth. */
  now(): number;
  /** ms since some point of time. It is never set, where the platform has such a clock, and may stand still while a machine sleeps. */
  ticks(): number;
  /** Never calls back for a time of {@link NEVER} or more. */
  setTimeout(callback: () => void, ms: number): Timer;
  /** Does nothing for `undefined` and for a timer that has fired. */
  clearTimeout(timer: Timer): void;
}

/**
 * One HTTP request: a POST if there is a body. Rejects when there is no complete answer. With `keepalive` it outlives the
 * page, which a body of more than 64 KiB can't.
 */
export type Http = (
  url: string,
  body: string | undefined,
  signal: AbortSignal,
  options: NetworkOptions & Pick<Options, "maxMessageBytes">,
  more: { readonly keepalive: boolean },
) => Promise<HttpResponse>;

/** What polling works with. */
export interface Requests {
  readonly send: Http;
  /** Polling with these options is over: no connection is kept for it. */
  readonly end?: (options: NetworkOptions) => void;
}

/** How a WebSocket was closed: the platform's own event. */
export interface WebSocketEnd {
  /** What the peer says of it. */
  readonly reason: string;
}

/** By plain names, which are the same in every build: a {@link Network} of another copy calls them. */
export interface WebSocketHandlers {
  opened(): void;
  /** `limit`: bytes that the data may have, where the platform did not see to that. @default the option `maxMessageBytes` */
  receive(data: unknown, limit?: number): void;
  /**
   * Exactly once, the last call. `error`: what broke it, if the peer did not close it. `fields`: what else is known of that: what
   * a refused upgrade stands for, or that no transport can reach the server.
   */
  closed(event: WebSocketEnd, error?: unknown, fields?: Partial<ConnectError>): void;
}

/** An open or opening WebSocket of the platform. */
export interface WebSocketLike {
  /** As the web has it: 1 is open, more than that is closing and closed. */
  readonly readyState: number;
  /** Bytes that wait to be sent; `undefined` in React Native. */
  readonly bufferedAmount: number;
  send(data: Frame, options: { readonly compress?: boolean } | undefined): void;
  /** What is wrapped, where it is not the platform's own object. */
  readonly _raw?: unknown;
  /** Starts the closing handshake. */
  close(): void;
  /**
   * Calls back when the peer answered a ping, and so has read what was sent before; where the platform can. By a name of our own, as a
   * page's WebSocket may have `ping` in another sense: some put that of `ws` in its place.
   */
  whenRead?(answered: () => void): true;
  /** Ends at once, where the platform can. */
  terminate?(): void;
}

export type WebSocketFactory = (
  url: string,
  options: NetworkOptions & Pick<Options, "maxMessageBytes">,
  handlers: WebSocketHandlers,
) => WebSocketLike;

/** A WebTransport session of the platform, as the W3C's WebTransport has it. */
export interface WebTransportLike {
  readonly ready: Promise<unknown>;
  readonly closed: Promise<unknown>;
  createBidirectionalStream(): Promise<{ readable: ReadableStream<Uint8Array>; writable: WritableStream<Uint8Array> }>;
  close(): void;
}

/** The W3C's class; the transport makes the session, so that nothing of it is bundled where that is not. */
export type WebTransportClass = new (url: string, options: unknown) => WebTransportLike;

/** Where signals of the network and of the page come from. */
export type SignalSource = Partial<Pick<EventTarget, "addEventListener" | "removeEventListener">>;

/**
 * What `holdfast/testing` puts in the place of the network. It is asked when a Manager is made, which may be that of another build
 * or copy, and gives the platform and the transports that this Manager is to have in place of its own, if it is to have others.
 */
export type Network = <Environment extends object>(
  environment: Environment,
  uri: string,
  manager: object,
) => Environment | undefined;

export interface Platform extends World {
  /** The network in the place of this one, if there is such a one now. */
  readonly network?: Network | undefined;
  /**
   * The clock that is there now, or with `native` the one that was there when this was loaded: a fake clock that a test installs
   * later counts for neither. With `unref` no timer keeps Node running.
   */
  clock(options: { readonly autoUnref?: boolean | undefined; readonly useNativeTimers?: boolean | undefined }): Clock;
  /** From 0 to below 1. */
  random(): number;
  /** Do polls outlive the page? Then the server has to be told that it is gone. */
  readonly pollsOutlivePage?: boolean;
  /** Calls back at the end of this turn; at once where nothing is given up in the turn in which it began. */
  soon(callback: () => void): unknown;
  /** What a transport works with, by the transport's name; there, unless the platform {@link lacks} something. */
  readonly websocket: WebSocketFactory;
  readonly webtransport: WebTransportClass | undefined;
  /** What the platform does not have of what a transport needs: the name of a global. */
  lacks(transport: "polling" | "websocket" | "webtransport"): string | undefined;
  /** Does a WebSocket take headers? */
  readonly sendsHeaders: boolean;
  /** Makes the store of a session's cookies, where no browser keeps them. */
  cookies?(): unknown;
  /** The window and the document, where they are. */
  signals(): readonly (SignalSource | undefined)[];
  /** How binary data arrives unless the app says otherwise. */
  readonly binaryType: "arraybuffer" | "nodebuffer";
  base64(bytes: Uint8Array): string;
  /** The bytes of a text in base64; may throw if it is none. */
  bytes(base64: string): Bytes;
  /** Bytes that came in, in the form that `binaryType` names. */
  binary(bytes: Bytes, binaryType: string): Frame;
  /** What is in a Blob. */
  bytesOf(blob: Blob): Promise<ArrayBuffer>;
  /** Bytes of a text in UTF-8. */
  byteLength(text: string): number;
  /** Are Blobs to be read for its WebSocket, too? */
  readonly readsBlobs?: boolean;
  /** A text in UTF-8; for WebTransport alone. */
  encode(text: string): Uint8Array;
  /** The text that bytes are in UTF-8; throws if they are not. */
  text(bytes: Uint8Array): string;
  /** Tells the developer of a likely mistake. */
  warn(text: string): void;
  /** Surfaces what a listener threw as an uncaught error of its own, in a later turn. */
  report(error: unknown): void;
}
