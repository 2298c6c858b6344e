import { Engine, type EngineSink } from "../engine/engine.ts";
import type { Clock, CookieJar, NetworkOptions, Platform } from "../platform/platform.ts";
import type { TransportContext, TransportKind } from "../transport/transport.ts";
import { checkedNumber, numberOr } from "../util/options.ts";
import { formatQuery, parseQuery, type Target } from "../util/url.ts";
import { type ManagerOptions, resolveTimeout } from "./options.ts";

/** What is fixed when the library's entry is chosen: the platform and the transports that were built in. */
export interface Environment {
  readonly platform: Platform;
  /** In the default order. */
  readonly kinds: readonly TransportKind[];
}

const NODE_OPTIONS = [
  "agent",
  "pfx",
  "key",
  "passphrase",
  "cert",
  "ca",
  "ciphers",
  "rejectUnauthorized",
  "localAddress",
] as const;

/** The transports asked for that are known and work here, in the app's order. */
const selectKinds = ({ platform, kinds }: Environment, asked: ManagerOptions["transports"]): TransportKind[] => {
  const selected = (asked ?? kinds).map((item) =>
    typeof item === "string" ? kinds.find(({ transportName }) => transportName === item) : (item as TransportKind),
  );
  return selected.filter((kind): kind is TransportKind => !!kind?.create && kind.supported(platform));
};

const networkOptions = (options: ManagerOptions, cookies: CookieJar | undefined): NetworkOptions => {
  const node: Record<string, unknown> = {};
  for (const name of NODE_OPTIONS) if (options[name] != null) node[name] = options[name];
  return {
    withCredentials: !!options.withCredentials,
    extraHeaders: options.extraHeaders ?? {},
    protocols: options.protocols ?? [],
    perMessageDeflate: options.perMessageDeflate ?? false,
    autoUnref: !!options.autoUnref,
    node,
    cookies: options.withCredentials ? cookies : undefined,
  };
};

let stamps = 0;

/** Makes an Engine by the options as they are now. */
export const createEngine = (
  environment: Environment,
  target: Target,
  given: ManagerOptions,
  clock: Clock,
  cookies: CookieJar | undefined,
  sink: EngineSink,
): Engine => {
  const { platform } = environment;
  const kinds = selectKinds(environment, given.transports);

  const context = (engine: Engine, kind: TransportKind): TransportContext => {
    const { transportName } = kind;
    const options = { ...given, ...(given.transportOptions?.[transportName] as ManagerOptions | undefined) };
    const network = networkOptions(options, cookies);
    const { query = {}, timestampRequests, timestampParam = "t" } = options;
    const userQuery = target.query ?? (typeof query === "string" ? parseQuery(query) : query);
    const path = (options.path ?? "/socket.io").replace(/\/$/, "") + (options.addTrailingSlash === false ? "" : "/");
    const { secure, hostname, port } = target;
    const authority = hostname + (port === (secure ? "443" : "80") ? "" : `:${port}`);
    return {
      platform,
      clock,
      network,
      http: platform.http?.(network),
      forceBase64: !!options.forceBase64,
      requestTimeout: numberOr(options.requestTimeout, 0),
      highWaterMark: checkedNumber("highWaterMark", options.highWaterMark, 65_536, 0),
      webTransportOptions: options as Record<string, unknown>,
      binaryType: () => engine.binaryType,
      sid: () => engine.id,
      url: (scheme, name) => {
        const all: Record<string, unknown> = { ...userQuery, EIO: 4, transport: name };
        if (engine.id) all.sid = engine.id;
        if (name === "polling" ? timestampRequests !== false : timestampRequests) {
          all[timestampParam] = clock.now().toString(36) + (stamps++).toString(36);
        }
        if (options.forceBase64 && name === "websocket") all.b64 = 1;
        return `${scheme}${secure && scheme !== "https" ? "s" : ""}://${authority}${path}?${formatQuery(all)}`;
      },
    };
  };

  return new Engine(
    {
      kinds,
      tryAllTransports: given.tryAllTransports !== false,
      upgrade: given.upgrade !== false,
      upgradeTimeout: checkedNumber("upgradeTimeout", given.upgradeTimeout, 8000, 1),
      timeout: resolveTimeout(given),
      binaryType: platform.binaryType,
      context,
    },
    clock,
    platform,
    sink,
  );
};
