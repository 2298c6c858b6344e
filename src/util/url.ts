import { HoldfastError } from "./errors.ts";

/** Where a server is, and what the URL says beside it. */
export interface Target {
  readonly secure: boolean;
  /** With brackets around an IPv6 address. */
  readonly hostname: string;
  readonly port: string;
  /** The path of the URL, which names the namespace. */
  readonly path: string;
  /** Parameters in the URL, if it has any. */
  readonly query: Record<string, string> | undefined;
}

type Location = { protocol: string; host: string } | undefined;

const PARTS = /^(?:(https?|wss?):)?(?:\/\/)?(?:[^@/?#]*@)?(\[[^\]]*\]|[^:/?#]*)(?::(\d+))?([^?#]*)(?:\?([^#]*))?/i;
const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/i;

/** Is the name this machine's own? */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);

/** The parameters of a query string. */
export const parseQuery = (text: string): Record<string, string> => {
  const query: Record<string, string> = {};
  for (const pair of text.split("&")) {
    const [name, value = ""] = pair.split("=", 2);
    if (name) query[decodeURIComponent(name)] = decodeURIComponent(value);
  }
  return query;
};

/** A query string of parameters, in their order. */
export const formatQuery = (query: Readonly<Record<string, unknown>>): string =>
  Object.keys(query)
    .map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(String(query[name]))}`)
    .join("&");

/**
 * Reads a URL as leniently as a page's author may write it: whole, without a scheme, with a path alone, or not at all,
 * where there is a page to take the rest from. Throws `ERR_INVALID_URL` where something is missing.
 */
export const parseTarget = (url: string | undefined, location: Location): Target => {
  let text = url ?? "";
  const path = /^\/(?!\/)/.test(text);
  if (!text || path) {
    if (!location?.host) {
      throw new HoldfastError("ERR_INVALID_URL", `a URL is needed where there is no page to take it from: ${url}`);
    }
    text = `//${location.host}${text}`;
  }
  const match = PARTS.exec(text) as unknown as (string | undefined)[];
  const [, scheme = location?.protocol.slice(0, -1), hostname, port, rest, query] = match;
  if (!hostname) throw new HoldfastError("ERR_INVALID_URL", `not a URL: ${url}`);
  const secure = scheme ? /s$/i.test(scheme) : !isLoopback(hostname);
  return {
    secure,
    hostname,
    port: port || (secure ? "443" : "80"),
    path: rest || "/",
    query: query ? parseQuery(query) : undefined,
  };
};
