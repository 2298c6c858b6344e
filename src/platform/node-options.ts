import type { IncomingMessage } from "node:http";
import { networkInterfaces } from "node:os";
import type { CookieJar } from "./cookies.node.ts";
import type { NetworkOptions } from "./platform.ts";

/** Options that `http.request` and `ws` take alike. */
const CONNECT = [
  "agent",
  "pfx",
  "key",
  "passphrase",
  "cert",
  "ca",
  "ciphers",
  "rejectUnauthorized",
  "checkServerIdentity",
  "servername",
  "minVersion",
  "maxVersion",
  "localAddress",
  "family",
  "lookup",
] as const;
/** Those that `ws` alone takes. */
const WEBSOCKET = ["perMessageDeflate", "protocolVersion", "origin", "maxPayload"] as const;

const given = (names: readonly (keyof NetworkOptions)[], options: NetworkOptions): object => {
  const found: Record<string, unknown> = {};
  for (const name of names) if (options[name] != null) found[name] = options[name];
  return found;
};

export const connectOptions = (options: NetworkOptions): object => given(CONNECT, options);
export const webSocketOptions = (options: NetworkOptions): object => given([...CONNECT, ...WEBSOCKET], options);

/** What separates a zone from its address, in a URL (RFC 6874) and elsewhere. */
const ZONE = /^([^/]*\/\/\[[^/%]*)%(?:25)?([\w.-]+)/;

/** Elsewhere than on Windows, Node knows zones by the names of the interfaces alone, and people write their numbers, too. */
const zoneNamed = (zone: string): string => {
  if (process.platform === "win32" || !/^\d+$/.test(zone)) return zone;
  const interfaces = Object.entries(networkInterfaces());
  const [name = zone] = interfaces.find(([, all]) => all?.some(({ scopeid }) => scopeid === Number(zone))) ?? [];
  return name;
};

/**
 * The URL of a request. The zone of an IPv6 address (`[fe80::1%25eth0]`) is no part of a URL by its standard: `http.request` and `ws` get
 * it where they ask for the name to connect to, and the server, which has zones of its own, does not.
 */
export class NodeUrl extends URL {
  readonly _zone: string;

  constructor(url: string) {
    super(url.replace(ZONE, "$1"));
    this._zone = zoneNamed(ZONE.exec(url)?.[2] ?? "");
  }

  override get hostname(): string {
    return this._zone ? super.hostname.replace("]", `%${this._zone}]`) : super.hostname;
  }
}

const jarOf = ({ withCredentials, _cookies }: NetworkOptions): CookieJar | undefined =>
  withCredentials ? (_cookies as CookieJar) : undefined;

/** Firewalls turn away who does not say what it is. */
const USER_AGENT = "holdfast";

/** The headers of a request: the app's, of which each counts in place of ours, and the cookies that the server gave. */
export const headersFor = ({ host }: URL, options: NetworkOptions): Record<string, string> => {
  const headers: Record<string, string> = { Host: host, "User-Agent": USER_AGENT, ...options.extraHeaders };
  const name = Object.keys(headers).find((key) => /^cookie$/i.test(key)) ?? "Cookie";
  const cookies = jarOf(options)?.header(headers[name]);
  if (cookies) headers[name] = cookies;
  return headers;
};

/** Keeps the cookies that came with a Socket.IO server's answer, and with no portal's. At 431 there were too many of them. */
export const keepCookies = (
  url: URL,
  options: NetworkOptions,
  { statusCode, headers }: IncomingMessage,
  text = "",
): void => {
  const jar = jarOf(options);
  if (statusCode === 431) jar?.clear();
  const isServers = statusCode === 101 || (statusCode === 200 && /^(ok$|[\db])/i.test(text));
  if (isServers) jar?.take(url, headers["set-cookie"]);
};
