/** Where a server is, as far as it tells servers apart. */
const PARTS = /^((?:http|ws)(s?):)?(?:\/\/)?(?:[^/?#@]*@)?(\[[\da-f:.%\w]+]|[^:/?#[\]]*)(?::(\d+))?/i;

interface Page {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
}

const LOOPBACK = /^(localhost|127(\.\d+){1,3}|\[::1])$/i;

/** What of a client's options names a server where no URL does. */
interface AddressOptions {
  readonly host?: string | undefined;
  readonly hostname?: string | undefined;
  readonly port?: string | number | undefined;
  readonly secure?: boolean | undefined;
}

/** The URL that a client means. */
export const urlOf = (url: string, { host, hostname = host, port, secure }: AddressOptions): string => {
  if (url || !hostname) return url;
  return `${secure ? "https" : "http"}://${hostname}${port ? `:${port}` : ""}`;
};

/**
 * Scheme, name and port of the server that a URL leads to, which may be as short as apps write them; a page completes it. `undefined`:
 * it leads nowhere.
 */
export const originOf = (url: string, page?: Page): string | undefined => {
  const [, scheme, tls, own = "", ownPort] = PARTS.exec(url.trim()) ?? [];
  const name = own || page?.hostname;
  if (!name) return;
  const asPage = page?.protocol === "https:";
  const isSecure = scheme ? !!tls : page ? asPage : !LOOPBACK.test(name);
  const port = (own ? ownPort : page?.port) || (isSecure ? "443" : "80");
  return `${isSecure ? "https" : "http"}://${name.toLowerCase()}:${port}`;
};
