/** Bytes of one cookie, as its header has it; the number of cookies; bytes of the header that takes them to the server. */
const LIMITS = { cookie: 4096, cookies: 50, header: 8192 };

interface Cookie {
  readonly value: string;
  /** ms since the epoch; NaN: it lasts as long as the jar. */
  readonly expires: number;
}

/** Attributes of a cookie, by their names in lower case; the last one of a name counts. */
const attributesOf = (texts: readonly string[]): Map<string, string> =>
  new Map(
    texts.map((text) => {
      const [name = "", value = ""] = text.split(/=(.*)/s).map((part) => part.trim());
      return [name.toLowerCase(), value];
    }),
  );

/** May a server at this address set it, and is it to be sent back there (RFC 6265)? */
const fits = ({ protocol, hostname, pathname }: URL, name: string, attributes: Map<string, string>): boolean => {
  const secure = attributes.has("secure");
  if (secure && !/^(https|wss):$/.test(protocol)) return false;
  const given = attributes.get("path") ?? "";
  const path = given.startsWith("/") ? given : "/";
  if (pathname !== path && !pathname.startsWith(path.replace(/\/?$/, "/"))) return false;
  const domain = attributes.get("domain")?.replace(/^\./, "").toLowerCase();
  if (domain && hostname !== domain && !hostname.endsWith(`.${domain}`)) return false;
  if (/^__secure-/i.test(name)) return secure;
  return !/^__host-/i.test(name) || (secure && given === "/" && !domain);
};

const expiryOf = (attributes: Map<string, string>): number => {
  // Max-Age has precedence
  const age = attributes.get("max-age") ?? "";
  // no date is never over
  return /^-?\d+$/.test(age) ? Date.now() + Number(age) * 1000 : Date.parse(attributes.get("expires") ?? "");
};

/**
 * The cookies of one session with one server. They go back to no other host and path than those that they came from, so one
 * that would not be sent there is not kept at all, and which domains are public has no part in it.
 */
export class CookieJar {
  readonly _cookies = new Map<string, Cookie>();

  /** Takes the `Set-Cookie` headers of an answer of the server at that address. */
  take(address: URL, headers: readonly string[] = []): void {
    for (const header of headers) {
      const [pair = "", ...attributes] = header.split(";");
      const equals = pair.indexOf("=");
      const name = pair.slice(0, equals).trim();
      const known = attributesOf(attributes);
      if (equals < 1 || header.length > LIMITS.cookie || !fits(address, name, known)) continue;
      this._cookies.set(name, { value: pair.slice(equals + 1).trim(), expires: expiryOf(known) });
      const [oldest = ""] = this._cookies.keys();
      if (this._cookies.size > LIMITS.cookies) this._cookies.delete(oldest);
    }
  }

  /** The server takes none of this. */
  clear(): void {
    this._cookies.clear();
  }

  /** All of them, for whoever has to keep them out of what is told. */
  toString(): string {
    return this.header();
  }

  /** The value of the `Cookie` header for a request, with the app's own cookies first. */
  header(own = ""): string {
    let all = own;
    for (const [name, { value, expires }] of this._cookies) {
      const more = `${all && `${all}; `}${name}=${value}`;
      if (expires <= Date.now()) this._cookies.delete(name);
      else if (more.length <= LIMITS.header) all = more;
    }
    return all;
  }
}
