import { inspect } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { io as nodeIo } from "../../src/index.node.ts";
import { io as webIo } from "../../src/index.ts";
import { type Client, ready } from "../support/client.ts";
import { atEnd } from "../support/leaks.ts";
import { type Reply, scripted } from "../support/scripted-server.ts";
import { next } from "../support/until.ts";

/** What an app sends as its credentials is in no error, also where the server, a proxy or the platform repeats it. */

const SECRETS = {
  query: "qqqqqq11+z/1==",
  header: "hhhhhh22",
  cookie: "cccccc33-cc_c",
  transportHeader: "tttttt.44tttttt",
  auth: "aaaaaa 55aaaaaa",
  password: "pppppp66",
  setCookie: "kkkkkk77",
  passphrase: "ffffff88",
};
/** A part of each, which stays the same in every encoding. */
const WORDS = /qqqqqq|hhhhhh|cccccc|tttttt|aaaaaa|pppppp|kkkkkk|ffffff/;

const options = (transport: string): object => ({
  transports: [transport],
  forceNew: true,
  reconnection: false,
  withCredentials: true,
  query: { token: SECRETS.query },
  extraHeaders: { Authorization: `Bearer ${SECRETS.header}`, Cookie: `session=${SECRETS.cookie}` },
  transportOptions: { [transport]: { extraHeaders: { ...headers, "X-Token": SECRETS.transportHeader } } },
  auth: { token: SECRETS.auth },
  passphrase: SECRETS.passphrase,
});
const headers = { Authorization: `Bearer ${SECRETS.header}`, Cookie: `session=${SECRETS.cookie}` };

const expectNone = (...told: unknown[]): void => {
  const text = told
    .map((one) => [inspect(one, { depth: 12 }), (one as Error)?.stack, JSON.stringify(one)].join("\n"))
    .join("\n");
  expect(text.match(WORDS)).toBeNull();
};

const MODES = [
  { build: "node", io: nodeIo, transport: "polling" },
  { build: "node", io: nodeIo, transport: "websocket" },
  { build: "web", io: webIo, transport: "polling" },
] as const;

type Asked = { url: unknown; headers: unknown; body?: unknown };
/** A page that repeats what it was asked, in three ways. */
const page = ({ url, headers, body }: Asked): string => {
  const all = `${url} ${JSON.stringify(headers)} ${body ?? ""}`;
  return `${all} ${decodeURIComponent(all.replace(/%(?!\w\w)/g, ""))} ${all.replace(/["&<>]/g, (c) => `&#${c.charCodeAt(0)};`)}`;
};

describe.each(MODES)("$build build, $transport", ({ io, transport }) => {
  const fails = async (reply: (asked: Asked) => Reply): Promise<unknown> => {
    const hook = (asked: unknown): Reply => ({ doom: true, ...reply(asked as Asked) });
    const server = await scripted({ onRequest: hook as never, onUpgrade: hook as never });
    const url = server.url.replace("//", `//me:${SECRETS.password}@`);
    const socket = io(url, options(transport));
    atEnd("client", () => socket.disconnect());
    const [error] = await next(socket, "connect_error");
    return error;
  };

  test.each([400, 401, 403, 404, 413, 429, 431, 500, 502, 503])("an error page, %i", async (status) => {
    const cookie = { "set-cookie": `id=${SECRETS.setCookie}` };
    const error = await fails((asked) => ({ status, headers: cookie, body: page(asked) }));
    expectNone(error);
    // what is no secret is still told
    expect(inspect(error)).toContain(`HTTP ${status}`);
  });

  test("a redirect to where the query goes along", async () => {
    expectNone(
      await fails(({ url }) => ({ status: 302, headers: { location: `http://127.0.0.1:9/login?from=${url}` } })),
    );
  });

  test("a page in place of an answer, what is no HTTP, and the end of the connection", async () => {
    expectNone(await fails((asked) => ({ status: 200, body: `<p>${page(asked)}` })));
    expectNone(await fails((asked) => ({ raw: `what? ${page(asked)}\r\n\r\n` })));
    expectNone(await fails(() => ({ reset: true })));
  });
});

test.each(MODES.filter(({ transport }) => transport === "polling"))(
  "$build build: a POST answered with what was posted, a handshake and a frame that repeat the request",
  async ({ io }) => {
    const errors: unknown[] = [];
    const run = async (script: object): Promise<void> => {
      const server = await scripted(script as never);
      const socket = io(server.url, options("polling"));
      atEnd("client", () => socket.disconnect());
      socket.io.engine.on("close", (reason, details) => errors.push([reason, details]));
      errors.push(...(await next(socket, "connect_error")));
    };
    await run({
      onRequest: (asked: Asked & { kind: string }) =>
        asked.kind === "post" ? { status: 500, body: page(asked), doom: true } : undefined,
    });
    // the cookie that the server set comes back with the POST
    await run({
      onRequest: (asked: Asked & { kind: string }) =>
        asked.kind === "handshake"
          ? {
              status: 200,
              headers: { "set-cookie": `id=${SECRETS.setCookie}` },
              body: '0{"sid":"s","upgrades":[],"pingInterval":25000,"pingTimeout":20000}',
              doom: true,
            }
          : { status: 500, body: page(asked), doom: true },
    });
    await run({ handshake: () => `0{"sid":"${SECRETS.header}","upgrades":${SECRETS.query}` });
    await run({
      onRequest: (asked: Asked & { kind: string }) =>
        asked.kind === "poll"
          ? { status: 200, body: `4garbage ${page(asked)} ${SECRETS.auth}`, doom: true }
          : undefined,
    });
    expect(errors.length).toBeGreaterThanOrEqual(6);
    expectNone(...errors);
  },
);

test("an upgrade that is refused with the request", async () => {
  const server = await scripted({
    onUpgrade: ((asked: Asked) => ({ status: 403, body: page(asked) })) as never,
  });
  const socket = nodeIo(server.url, { ...options("polling"), transports: ["polling", "websocket"] }) as Client;
  atEnd("client", () => socket.disconnect());
  const errors: unknown[] = [];
  socket.io.engine.on("upgradeError", (error) => errors.push(error));
  await ready(socket).catch(() => {});
  await vi.waitFor(() => expect(errors).toHaveLength(1));
  expectNone(...errors);
});

test.each([
  `ftp://me:${SECRETS.password}@host?token=${SECRETS.query}`,
  `http://good\\@evil?token=${SECRETS.query}`,
  `/chat?token=${SECRETS.query}#${SECRETS.header}`,
  `http://me:${SECRETS.password}@host:99999/`,
])("an address that can't be read: %s", async (url) => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const [error] = await next(nodeIo(url, { forceNew: true }), "connect_error");
  expectNone(error, warn.mock.calls);
  warn.mockRestore();
});

test("a page of 64 KB, and credentials of 40,000 words: concealed in a moment", async () => {
  const words = (name: string, count: number): string =>
    Array.from({ length: count }, (_, i) => `${name}${i}`).join(" ");
  const body = `${words("ordinary", 6000).slice(0, 60_000)} ${SECRETS.auth}`;
  let answeredAt = 0;
  const server = await scripted({
    onRequest: ({ kind, n }) => {
      if (kind !== "poll" || n < 2) return;
      answeredAt = performance.now();
      return { status: 502, body };
    },
  });
  const auth = { token: `${words("secret", 40_000)} ${SECRETS.auth}` };
  const socket = nodeIo(server.url, { ...options("polling"), auth });
  atEnd("client", () => socket.disconnect());
  const [, details] = (await next(socket, "disconnect")) as [string, { context?: { responseText?: string } }];
  const took = performance.now() - answeredAt;
  expectNone(details);
  expect(details.context?.responseText?.includes("ordinary4000 ")).toBe(true);
  expect(took).toBeLessThan(1500);
});

test("what apps compare stays, whatever words the app sends", async () => {
  const server = await scripted({ onRequest: () => ({ status: 403, body: "websocket polling" }) });
  const socket = nodeIo(server.url, { ...options("polling"), query: { transport: "websocket", kind: "polling" } });
  atEnd("client", () => socket.disconnect());
  const [error] = await next(socket, "connect_error");
  expect([error.transport, error.code, error.message]).toEqual([
    "polling",
    "ERR_HTTP_STATUS",
    "xhr poll error: HTTP 403: websocket polling",
  ]);
});
