/** Where a server is, and what the URL says beside it. */
export interface Target {
  /** Why no server can be reached with it, if so; then {@link path} alone holds. */
  readonly fault: string | undefined;
  readonly secure: boolean;
  /** With brackets around an IPv6 address. */
  readonly hostname: string;
  readonly port: string;
  /** The path of the URL, which names the namespace. */
  readonly path: string;
  /** The parameters in the URL, as they are written there. */
  readonly query: string | undefined;
}

/** An address as the app gives it: text, or a `URL`. */
export type Address =
  | string
  | {
      /** The address as text. */
      readonly href: string;
    };

/** What `io()` and a Manager are given, an address or the options first: the address as text, and the options. */
export const readArguments = <Given extends object>(
  url: Address | Given | null | undefined,
  options: Given | null | undefined,
): [url: string, options: Given] => {
  const { href = url } = Object(url) as { href?: unknown };
  const isUrl = typeof href === "string";
  return [isUrl ? href : "", ((isUrl || url === undefined ? options : url) ?? {}) as Given];
};

/** Of a page or worker: what of its address completes a URL. */
export interface Location {
  /** With a colon at the end. */
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
}

/** What of a platform addresses depend on. */
export interface World {
  /** The address of the page or worker, if there is one. */
  location(): Location | undefined;
  /** Does it know the zones of IPv6 addresses (`[fe80::1%25eth0]`)? The URL standard does not. */
  readonly zones?: boolean;
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
  // biome-ignore lint/suspicious/noExplicitAny: apps change theirs between attempts, as in `socket.io.opts.query.token = …`
  query?: { [name: string]: any } | undefined;
  /** Add a parameter that keeps caches out of the way. @default true for polling, false for others */
  timestampRequests?: boolean | undefined;
  /** Its name. @default "t" */
  timestampParam?: string | undefined;
  /** Binary data as base64, also on a WebSocket. @default false */
  forceBase64?: boolean | undefined;
}

/**
 * Scheme and slashes, credentials (which are not sent), name, port, path, query. What it takes reads the same by the URL
 * standard: who reads an address in another way than the platform connects elsewhere than the app meant.
 */
const PARTS =
  /^((?:(?:http|ws)s?:)?\/\/)?(?:[^/?#\\]*@)?(\[[\da-f:.]+(?:%[\w.-]+)?]|[\w.\-\u0080-\uffff]*)(?::(\d+))?(\/[^?#]*)?(?:\?([^#]*))?(?:#|$)/i;

/** Is it this machine? */
export const isLoopback = (hostname: string): boolean => /^(localhost|127(\.\d+){1,3}|\[::1(%.+)?])$/i.test(hostname);

/** Name and port of the server. */
export const hostOf = ({ hostname, port }: Target): string => `${hostname}:${port}`;

/**
 * Reads a URL as leniently as an app may write it: whole, without a scheme, with a path alone, or empty, where there is
 * a page (or the options) to take the rest from. Never throws: modules that are loaded on a server, too, call this.
 */
export const parseTarget = (
  url: string,
  world: World,
  options: AddressOptions & Pick<RequestOptions, "path"> = {},
): Target => {
  const page = world.location();
  const { host, hostname: name = host, port: number, secure: tls, path: endpoint } = options;
  const given = !url && name;
  // an IPv6 address has no brackets there
  if (given) url = `${tls ? "https" : "http"}://${/^[^[]*:.*:/.test(given) ? `[${given}]` : given}`;
  const parts = PARTS.exec(url.trim());
  const [, prefix, own, ownPort, path = "/", query] = (parts ?? []) as (string | undefined)[];
  // a file has no server behind it
  const hostname = own || (!prefix && page?.protocol !== "file:" && page?.hostname) || "";
  const scheme = prefix?.[2] ? prefix : page?.protocol;
  // a bare name, where no page says which scheme: this machine rarely has TLS, others should
  const secure = scheme ? /[ps]s:/i.test(scheme) : !isLoopback(hostname);
  const port = +((given && number) || (own ? ownPort : page?.port) || (secure ? 443 : 80));
  const known = world.zones || !hostname.includes("%");
  const readable = parts && hostname && known && port < 65_536 && /^(\/[^?#]*)?$/.test(endpoint || "");
  // the credentials and the query may be secret
  const fault = readable
    ? undefined
    : `no server's address: URL "${url.replace(/^[^?#]*@|[?#].*/gs, "")}", path "${endpoint}"`;
  return { fault, secure, hostname, port: `${port}`, path, query };
};

/** Half a character, as of a name that was cut in the midst of an emoji, has no place in a URL: as in a form, U+FFFD takes it. */
const encode = (value: unknown): string => encodeURIComponent(`${value}`.replace(/[\ud800-\udfff]/gu, "\ufffd"));

/** Without URLSearchParams, of which React Native has half. */
const encodeQuery = (query: object): string =>
  Object.entries(query)
    .map((pair) => pair.map(encode).join("="))
    .join("&");

/**
 * The query that the app gives, in the URL or as an option. A text stays as it is written, but for what would end it, and for
 * `+`, which servers take for a space.
 */
export const queryOf = ({ query }: Target, options: RequestOptions): string => {
  const given = query || options.query || "";
  return typeof given === "string" ? given.replace(/[+#\s]/g, encodeURIComponent) : encodeQuery(given);
};

/** The address for a request or connection of a session (docs/protocol.md, "Query"). */
export const requestUrl = (
  target: Target,
  options: RequestOptions,
  transport: string,
  sid: string | undefined,
  random: () => number,
): string => {
  const { path, addTrailingSlash, timestampRequests, timestampParam, forceBase64 } = options;
  const { secure, hostname, port } = target;
  const ours: Record<string, string> = { EIO: "4", transport };
  if (sid) ours.sid = sid;
  if (forceBase64) ours.b64 = "1";
  if (timestampRequests ?? transport === "polling") ours[timestampParam ?? "t"] = random().toString(36).slice(2);
  const parameters = queryOf(target, options)
    .split("&")
    .filter((pair) => pair && !Object.keys(ours).includes(pair.replace(/=.*/, "")));
  parameters.push(encodeQuery(ours));
  const scheme = transport === "websocket" ? "ws" : "http";
  const where = (path || "/socket.io").replace(/^\/?/, "/").replace(/\/?$/, addTrailingSlash === false ? "" : "/");
  return `${scheme}${secure || transport === "webtransport" ? "s" : ""}://${hostname}:${port}${where}?${parameters.join("&")}`;
};
