import { HoldfastError } from "./errors.ts";

/** Where a server is, and what the URL says beside it. */
export interface Target {
  readonly secure: boolean;
  /** With brackets around an IPv6 address. */
  readonly hostname: string;
  readonly port: string;
  /** The path of the URL, which names the namespace. */
  readonly path: string;
  /** The parameters in the URL, as they are written there. */
  readonly query: string | undefined;
}

/** Of a page or worker: what of its address completes a URL. */
export interface Location {
  /** With a colon at the end. */
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
}

/** What of the options names the server where no URL does, as in socket.io-client. */
export interface AddressOptions {
  /** Name of the server, where no URL is given; may have a port. */
  host?: string | undefined;
  /** Name of the server, where no URL is given. */
  hostname?: string | undefined;
  /** Port of the server, where no URL is given. */
  port?: string | number | undefined;
  /** TLS, where no URL is given. */
  secure?: boolean | undefined;
}

/** What of the options shapes the address of a request. */
export interface RequestOptions {
  /** Path of the server's endpoint. @default "/socket.io" */
  path?: string | undefined;
  /** A slash at the end of the path. @default true */
  addTrailingSlash?: boolean | undefined;
  /** Parameters added to the address of each request. */
  query?: object | undefined;
  /** Add a parameter that keeps caches out of the way. @default true for polling, false for others */
  timestampRequests?: boolean | undefined;
  /** Its name. @default "t" */
  timestampParam?: string | undefined;
  /** Binary data as base64, also on a WebSocket. @default false */
  forceBase64?: boolean | undefined;
}

// scheme, name, port, path, query
const PARTS = /^(?:(\w+:)?\/\/)?(?:[^/?#@]*@)?(\[[^\]]*]|[^:/?#]*)(?::(\d+))?([^?#]*)\??([^#]*)/;

/** Is it this machine? */
export const isLoopback = (hostname: string): boolean => /^(localhost$|127\.|\[::1])/.test(hostname);

/**
 * Reads a URL as leniently as an app may write it: whole, without a scheme, with a path alone, or empty, where there is
 * a page (or the options) to take the rest from. Throws `ERR_INVALID_URL` where something is missing.
 */
export const parseTarget = (url: string, page: Location | undefined, options: AddressOptions = {}): Target => {
  const { host, hostname: name = host, port: given, secure: tls } = options;
  // an IPv6 address has no brackets there
  if (!url && name)
    url = `${tls ? "https" : "http"}://${name.includes("::") ? `[${name}]` : name}${given ? `:${given}` : ""}`;
  const [, scheme = page?.protocol, own, port, path, query] = PARTS.exec(url) as unknown as (string | undefined)[];
  const hostname = own || page?.hostname;
  if (!hostname) throw new HoldfastError("ERR_INVALID_URL", `no page to complete the URL "${url}"`);
  // a bare name, where no page says which scheme: this machine rarely has TLS, others should
  const secure = scheme ? /[ps]s:$/.test(scheme) : !isLoopback(hostname);
  return { secure, hostname, port: (own ? port : page!.port) || (secure ? "443" : "80"), path: path || "/", query };
};

/** Without URLSearchParams, of which React Native has half. */
const encodeQuery = (query: object): string =>
  Object.entries(query)
    .map((pair) => pair.map(encodeURIComponent).join("="))
    .join("&");

/** The address for a request or connection of a session (docs/protocol.md, "Query"). */
export const requestUrl = (
  { secure, hostname, port, query }: Target,
  options: RequestOptions,
  transport: string,
  sid: string | undefined,
  random: () => number,
): string => {
  const { path, addTrailingSlash, timestampRequests, timestampParam, forceBase64 } = options;
  const given = query || options.query || "";
  const ours: Record<string, string> = { EIO: "4", transport };
  if (sid) ours.sid = sid;
  if (forceBase64) ours.b64 = "1";
  if (timestampRequests ?? transport === "polling") ours[timestampParam ?? "t"] = random().toString(36).slice(2);
  // a text stays as the app wrote it, but for what would end it, and for `+`, which servers take for a space
  const parameters = (typeof given === "string" ? given.replace(/[+#\s]/g, encodeURIComponent) : encodeQuery(given))
    .split("&")
    .filter((pair) => pair && !Object.keys(ours).includes(pair.replace(/=.*/, "")));
  parameters.push(encodeQuery(ours));
  const scheme = transport === "websocket" ? "ws" : "http";
  const where = (path ?? "/socket.io").replace(/\/?$/, addTrailingSlash === false ? "" : "/");
  return `${scheme}${secure || transport === "webtransport" ? "s" : ""}://${hostname}:${port}${where}?${parameters.join("&")}`;
};
