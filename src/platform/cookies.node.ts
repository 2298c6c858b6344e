/** The cookies of one server, as far as a client of one server needs them (RFC 6265): name, value, path and expiry. */
export class CookieJar {
  readonly #cookies = new Map<string, { value: string; path: string; expires: number }>();

  /** Takes the `Set-Cookie` headers of an answer. */
  take(headers: readonly string[] | undefined): void {
    for (const header of headers ?? []) {
      const [pair = "", ...attributes] = header.split(";");
      const equals = pair.indexOf("=");
      if (equals < 1) continue;
      let [path, expires] = ["/", Infinity];
      let maxAge: number | undefined;
      for (const attribute of attributes) {
        const [name = "", value = ""] = attribute.split(/=(.*)/s).map((part) => part.trim());
        if (/^path$/i.test(name) && value.startsWith("/")) path = value;
        // Max-Age has precedence
        else if (/^max-age$/i.test(name)) maxAge = Date.now() + Number(value) * 1000;
        else if (/^expires$/i.test(name)) expires = Date.parse(value);
      }
      this.#cookies.set(pair.slice(0, equals).trim(), {
        value: pair.slice(equals + 1).trim(),
        path,
        expires: maxAge ?? expires,
      });
    }
  }

  /** The value of the `Cookie` header for a request, with the app's own cookies first. */
  header(pathname: string, own: string | undefined): string | undefined {
    const pairs = own ? [own] : [];
    for (const [name, { value, path, expires }] of this.#cookies) {
      if (expires <= Date.now()) this.#cookies.delete(name);
      else if (pathname === path || pathname.startsWith(path.replace(/\/?$/, "/"))) pairs.push(`${name}=${value}`);
    }
    return pairs.length ? pairs.join("; ") : undefined;
  }
}
