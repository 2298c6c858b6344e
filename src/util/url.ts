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

// scheme, name, port, path, query
const PARTS = /^(?:(\w+:)(?=\/\/))?(?:\/\/)?(\[[^\]]*]|[^:/?#]*)(?::(\d+))?([^?#]*)\??([^#]*)/;

/**
 * Reads a URL as leniently as an app may write it: whole, without a scheme, with a path alone, or empty, where there is
 * a page to take the rest from. Throws `ERR_INVALID_URL` where something is missing.
 */
export const parseTarget = (url: string, page: Location | undefined): Target => {
  const [, scheme = page?.protocol, name, port, path, query] = PARTS.exec(url) as unknown as (string | undefined)[];
  const hostname = name || page?.hostname;
  if (!hostname) throw new HoldfastError("ERR_INVALID_URL", `no page to complete the URL "${url}"`);
  // a bare name, where no page says which scheme: this machine rarely has TLS, others should
  const secure = scheme ? /[ps]s:$/.test(scheme) : !/^(localhost|127\.|\[::1)/.test(hostname);
  return { secure, hostname, port: (name ? port : page!.port) || (secure ? "443" : "80"), path: path || "/", query };
};

/** The address for a request or connection of a session (PROTOCOL.md, "Query"). */
export const requestUrl = (
  { secure, hostname, port, query }: Target,
  options: { readonly path?: string | undefined; readonly query?: object | undefined },
  transport: string,
  sid: string | undefined,
  random: () => number,
): string => {
  const parameters = new URLSearchParams(query || (options.query as Record<string, string> | undefined));
  parameters.set("EIO", "4");
  parameters.set("transport", transport);
  if (sid) parameters.set("sid", sid);
  const polling = transport === "polling";
  // keeps caches out of the way
  if (polling) parameters.set("t", random().toString(36).slice(2));
  return `${polling ? "http" : "ws"}${secure ? "s" : ""}://${hostname}:${port}${(options.path ?? "/socket.io").replace(/\/?$/, "/")}?${parameters}`;
};
