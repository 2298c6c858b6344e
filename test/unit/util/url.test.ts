import { describe, expect, test } from "vitest";
import { parseTarget, requestUrl } from "../../../src/util/url.ts";

const page = { location: () => ({ protocol: "https:", hostname: "page.example", port: "8443" }) };
const nowhere = { location: () => undefined };

describe("parseTarget", () => {
  test.each([
    ["http://host", { secure: false, hostname: "host", port: "80", path: "/" }],
    ["https://host/admin", { secure: true, hostname: "host", port: "443", path: "/admin" }],
    ["ws://host:81", { secure: false, hostname: "host", port: "81" }],
    ["wss://host", { secure: true, port: "443" }],
    ["http://[::1]:3000/x", { hostname: "[::1]", port: "3000", path: "/x" }],
    ["http://host?a=1&b=2", { path: "/", query: "a=1&b=2" }],
    ["http://host/n?a=1#hash", { path: "/n", query: "a=1" }],
    ["localhost:3000", { secure: false, hostname: "localhost", port: "3000" }],
    ["127.0.0.1", { secure: false, hostname: "127.0.0.1", port: "80" }],
    ["host.example", { secure: true, hostname: "host.example", port: "443" }],
    ["//localhost:3000", { secure: false, port: "3000" }],
  ])("%s without a page", (url, parts) => {
    expect(parseTarget(url, nowhere)).toMatchObject(parts);
  });

  test.each([
    ["", { secure: true, hostname: "page.example", port: "8443", path: "/" }],
    ["/admin", { secure: true, hostname: "page.example", port: "8443", path: "/admin" }],
    ["//other/x", { secure: true, hostname: "other", port: "443", path: "/x" }],
    ["other:81", { secure: true, hostname: "other", port: "81" }],
    ["http://other", { secure: false, hostname: "other", port: "80" }],
  ])("%s on a page", (url, parts) => {
    expect(parseTarget(url, page)).toMatchObject(parts);
  });

  test.each([
    [{ hostname: "other" }, { secure: false, hostname: "other", port: "80" }],
    [
      { hostname: "other", port: null as never },
      { hostname: "other", port: "80" },
    ],
    [
      { hostname: "other", port: 0 },
      { hostname: "other", port: "80" },
    ],
    [{ host: "other:3000" }, { hostname: "other", port: "3000" }],
    [
      { host: "other", port: 81, secure: true },
      { secure: true, hostname: "other", port: "81" },
    ],
    [
      { hostname: "::1", port: "82" },
      { hostname: "[::1]", port: "82" },
    ],
  ])("of options: %o", (options, parts) => {
    expect(parseTarget("", page, options)).toMatchObject(parts);
  });

  test.each([
    ["", 'no server\'s address: URL "", path "/socket.io"', "/"],
    ["/admin?token=secret", 'no server\'s address: URL "/admin", path "/socket.io"', "/admin"],
    ["ftp://me:secret@host?token=secret", 'no server\'s address: URL "host", path "/socket.io"', "/"],
  ])("'%s' without a page", (url, fault, path) => {
    expect(parseTarget(url, nowhere, { path: "/socket.io" })).toMatchObject({ fault, path });
  });
});

describe("requestUrl", () => {
  const target = parseTarget("http://host:3000", nowhere);
  const random = (): number => 0.5;

  test("polling, before and within a session", () => {
    expect(requestUrl(target, {}, "polling", undefined, random)).toBe(
      "http://host:3000/socket.io/?EIO=4&transport=polling&t=i",
    );
    expect(requestUrl(target, {}, "polling", "S", random)).toBe(
      "http://host:3000/socket.io/?EIO=4&transport=polling&sid=S&t=i",
    );
  });

  test("WebSocket, with a path, parameters, TLS", () => {
    const secure = parseTarget("https://host", nowhere);
    expect(requestUrl(secure, { path: "/my", query: { a: "b c", d: 1 } }, "websocket", undefined, random)).toBe(
      "wss://host:443/my/?a=b%20c&d=1&EIO=4&transport=websocket",
    );
  });

  test.each([
    ["?a=1+2", "a=1%2B2"],
    ["?a=%2B%20b&é=ü", "a=%2B%20b&é=ü"],
    ["?a=b=c&d&&e=", "a=b=c&d&e="],
    ["?a=1&a=2", "a=1&a=2"],
    ["?100%", "100%"],
    ["?EIO=3&transport=x&x=1", "x=1"],
    ["?sid=S&b64=1", "sid=S&b64=1"],
  ])("a query text, %s, stays as it is, but for what has another meaning", (text, sent) => {
    const target = parseTarget(`http://host${text}`, nowhere);
    expect(requestUrl(target, {}, "websocket", undefined, random)).toBe(
      `ws://host:80/socket.io/?${sent}&EIO=4&transport=websocket`,
    );
  });

  test.each([
    [{ a: "1+2", "b&": "c=d#e" }, "a=1%2B2&b%26=c%3Dd%23e"],
    [
      { a: undefined, b: null, c: [1, 2], d: true, é: "日本" },
      "a=undefined&b=null&c=1%2C2&d=true&%C3%A9=%E6%97%A5%E6%9C%AC",
    ],
    [{ EIO: 3, transport: "x", toString: 1 }, "toString=1"],
    // halves of characters, as in a form
    [{ name: "Ann\ud83d", "\udc00": "😀" }, "name=Ann%EF%BF%BD&%EF%BF%BD=%F0%9F%98%80"],
    ["a=1+2#3 4" as unknown as object, "a=1%2B2%233%204"],
    [{}, ""],
  ])("the query option: %o", (query, sent) => {
    expect(requestUrl(target, { query }, "websocket", undefined, random)).toBe(
      `ws://host:3000/socket.io/?${sent}${sent && "&"}EIO=4&transport=websocket`,
    );
  });

  test("parameters of the URL come before those of the options", () => {
    const target = parseTarget("http://host?x=1", nowhere);
    expect(requestUrl(target, { query: { y: 2 } }, "websocket", undefined, random)).toBe(
      "ws://host:80/socket.io/?x=1&EIO=4&transport=websocket",
    );
  });
});
