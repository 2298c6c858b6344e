import { describe, expect, test } from "vitest";
import { conceal } from "../../../src/engine/secrets.ts";
import type { EngineOptions } from "../../../src/engine/types.ts";
import type { Target } from "../../../src/util/url.ts";

/** What a session of such options, query and credentials leaves of what its end tells. */
const told = <Details extends object>(
  details: Details,
  options: object = {},
  { credentials, query }: { credentials?: Record<string, unknown>; query?: unknown } = {},
): Details => {
  conceal({ _target: { query } as Target, _options: options as EngineOptions, _credentials: credentials }, details);
  return details;
};
const textLeft = (text: string, ...given: [options?: object, beside?: Parameters<typeof told>[2]]): string =>
  told({ text }, ...given).text;

describe("what is secret", () => {
  const store = { toString: () => "sid=secret" };
  test.each<[string, object, Parameters<typeof told>[2]?]>([
    ["the query of the address", {}, { query: "token=secret" }],
    ["the query of the options", { query: { token: "secret" } }],
    ["headers", { extraHeaders: { authorization: "Bearer secret" } }],
    ["headers of one transport", { transportOptions: { polling: { extraHeaders: { a: "secret" } }, websocket: null } }],
    ["protocols of a WebSocket", { protocols: ["secret"] }],
    ["the passphrase of a key", { passphrase: "secret" }],
    ["cookies", { _cookies: store }],
    ["what namespaces are joined with", {}, { credentials: { "/": ['0{"token":"secret"}'] } }],
  ])("%s", (_, options, beside) => {
    expect(textLeft("no secret here, Secret", options, beside)).toBe("no *** here, Secret");
  });

  test("words of six letters and more, and what they are a part of", () => {
    const options = { query: { one: "sixsix", two: "fives", three: "with-dash_and" } };
    expect(textLeft("sixsix fives sixsi xsixsixx with-dash_and dash_and with-dash_andmore", options)).toBe(
      "*** fives sixsi *** *** dash_and ***",
    );
  });

  test("words that begin in the same way", () => {
    const options = { extraHeaders: { a: "Bearer token-one", b: "token-two" } };
    expect(textLeft("token-one token-two token-three Bearer", options)).toBe("*** *** token-three ***");
  });

  test("numbers, and what is in lists and objects", () => {
    expect(textLeft("1234567 abcdef ghijkl", {}, { credentials: { "/": [1234567, { deep: ["abcdef"] }] } })).toBe(
      "*** *** ghijkl",
    );
    expect(textLeft("12345678901234567890", { extraHeaders: { big: 12345678901234567890n } })).toBe("***");
  });

  test("what is between characters that an address writes in another way", () => {
    expect(textLeft("first-part other-part 20other", {}, { query: "a=first-part%20other-part" })).toBe(
      "*** *** 20other",
    );
  });

  test("not what holdfast says itself, nor what nobody gave", () => {
    const options = { query: { transport: "websocket", other: "polling" }, protocols: undefined };
    expect(textLeft("websocket error: polling undefined webtransport", options)).toBe(
      "websocket error: polling undefined webtransport",
    );
    expect(textLeft("nothing is secret", {})).toBe("nothing is secret");
  });

  test("nothing of what can't be read; the rest all the same", () => {
    const options = {
      query: {
        get token(): never {
          throw new Error("not to be read");
        },
      },
      extraHeaders: { a: "secret" },
      passphrase: {
        toJSON: () => {
          throw new Error("not to be read");
        },
      },
    };
    expect(textLeft("no secret here", options)).toBe("no *** here");
  });
});

describe("where it is taken out", () => {
  const options = { passphrase: "secret" };

  test("of an error, its texts and its stack, but not of what apps compare", () => {
    const error = Object.assign(new Error("a secret"), {
      url: "http://secret",
      code: "secret",
      phase: "secret",
      type: "secret",
      transport: "secret",
      urls: "secret",
      encode: "secret",
      status: 5,
      nothing: null,
    });
    told(error, options);
    expect(error.message).toBe("a ***");
    expect(error.stack).toContain("Error: a ***");
    expect({ ...error }).toEqual({
      ...{ url: "http://secret", code: "secret", phase: "secret", type: "secret", transport: "secret" },
      ...{ urls: "***", encode: "***", status: 5, nothing: null },
    });
  });

  test("of its cause and of what these hold, in lists and plain objects; not of an object of the app's or the platform's", () => {
    class Response {
      text = "secret";
    }
    const details = {
      cause: new Error("secret", { cause: new TypeError("secret") }),
      list: ["secret", { deep: ["secret"] }],
      response: new Response(),
      bare: Object.assign(Object.create(null), { text: "secret" }),
    };
    told(details, options);
    expect([details.cause.message, (details.cause.cause as Error).message]).toEqual(["***", "***"]);
    expect([details.list, details.response.text, details.bare.text]).toEqual([
      ["***", { deep: ["***"] }],
      "secret",
      "secret",
    ]);
  });

  test("to a depth of nine, so that what holds itself comes to an end", () => {
    const texts: string[] = [];
    const nested = (depth: number): object => ({ text: "secret", ...(depth && { in: nested(depth - 1) }) });
    for (let one = told(nested(12), options) as { text: string; in?: object } | undefined; one; one = one.in as never)
      texts.push(one.text);
    expect(texts).toEqual([...Array(10).fill("***"), "secret", "secret", "secret"]);
    const itself: Record<string, unknown> = { text: "secret" };
    itself.again = itself;
    expect(told(itself, options).text).toBe("***");
  });

  test("as far as it can be read and written", () => {
    const details = {
      get unreadable(): never {
        throw new Error("not to be read");
      },
      get unwritable(): string {
        return "secret";
      },
      frozen: Object.freeze({ text: "secret" }),
      last: "secret",
    };
    told(details, options);
    expect([details.unwritable, details.frozen.text, details.last]).toEqual(["secret", "secret", "***"]);
  });
});
