import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BrowserName } from "./support/find.ts";
import type { Page } from "./support/page.ts";
import { type Fixtures, inBrowser } from "./support/suite.ts";
import { findDeno, startWebTransportServer, type WebTransportServer } from "./support/webtransport.ts";

/** Those that have WebTransport. */
const BROWSERS: BrowserName[] = ["Chromium", "Firefox"];

interface Way {
  way: string;
  transports: readonly string[];
}

const WAYS: readonly Way[] = [
  { way: "alone", transports: ["webtransport"] },
  { way: "by upgrade", transports: ["polling", "webtransport"] },
];

const SOCKET_IO_CLIENT = resolve(import.meta.dirname, "../../node_modules/socket.io-client/dist/socket.io.min.js");

/**
 * Each form of length comes with text and with bytes: in 7, 16 and 64 bits. None of no bytes at all: the server's parser
 * takes a length of 0 for an error.
 */
const SIZES = [1, 100, 125, 126, 127, 65_535, 65_536, 200_000, 3_000_000];

/** What `talk` tells. */
const TALK = [
  "over webtransport",
  ["said", "a", 1, null, { b: "ü€👍" }],
  ["question", "well", "Uint8Array 7 8"],
  ["answered", "well!", "ArrayBuffer 9"],
  ...SIZES.map((size) => [size, "same text", "same bytes"]),
  "disconnect: io client disconnect",
];

interface Arg {
  url: string;
  hash: number[];
  transports: readonly string[];
  sizes: readonly number[];
}

const found = findDeno();

let server: WebTransportServer;

if ("missing" in found) {
  console.warn(found.missing);
  // CI can't do without
  if (process.env["CI"] === "true") test("Deno is installed", () => expect.fail(found.missing));
  else test.skip(found.missing, () => {});
} else {
  beforeAll(async () => {
    server = await startWebTransportServer(found.deno);
  });
  afterAll(() => server?.kill());
  describe.each(BROWSERS)("WebTransport in %s", define);
}

function define(name: BrowserName): void {
  const arg = (transports: readonly string[]): Arg => ({
    url: server.url,
    hash: server.hash,
    transports,
    sizes: SIZES,
  });

  const talks = async ({ transports }: Way, { openTab }: Fixtures): Promise<void> => {
    const tab = await openTab();
    const { lines } = server;
    const before = lines.entries.length;
    expect(await tab.run(talk, arg(transports))).toEqual(TALK);
    await lines.when((all) => all.slice(before).some((line) => line.startsWith("disconnect")));
    expect(lines.entries.slice(before)).toEqual([
      ...(transports[0] === "polling"
        ? ["session over polling", "upgrade to webtransport"]
        : ["session over webtransport"]),
      "disconnect: client namespace disconnect",
    ]);
  };

  const isLeft = async ({ transports }: Way, { openTab }: Fixtures): Promise<void> => {
    const tab = await openTab();
    expect(await tab.run(left, arg(transports))).toEqual([
      "connect",
      "over webtransport",
      "disconnect: io server disconnect",
      "connect",
      "over webtransport",
      // Deno ends a session without a word
      "disconnect: transport error",
      "connect",
      "over webtransport",
      "disconnect: io client disconnect",
    ]);
  };

  const isRefused = async ({ openTab }: Fixtures): Promise<void> => {
    const tab = await openTab();
    // that it leaves no rejection behind is asserted when the tab is closed
    expect(await tab.run(refused, { ...arg(WAYS[0]!.transports), hash: server.hash.map((byte) => byte ^ 1) })).toEqual([
      ["connect_error", "ERR_TRANSPORT", "webtransport error: …"],
      ["upgradeError", "probe error: webtransport error: …"],
      ["over polling", "still here"],
    ]);
  };

  inBrowser(name, (test) => {
    test.for(WAYS)("the server is right: socket.io-client talks to it, $way", async ({ transports }, { openTab }) => {
      const tab = await openTab();
      await tab.run((_, source) => new Function(source)(), readFileSync(SOCKET_IO_CLIENT, "utf8"));
      expect(await tab.run(talk, arg(transports))).toEqual(TALK);
      // it leaves rejections behind
      await tab.errors();
    });

    test.for(WAYS)("events, acknowledgements and bytes of every length, both ways; the page leaves: $way", talks);
    test(
      "a certificate that is not the one expected: alone it is an error, an upgrade fails and polling goes on",
      isRefused,
    );
    test.for(WAYS)("the server leaves, the server closes the transport: $way", isLeft);
  });
}

async function talk({ io, log, once, plain, ready }: Page, { url, hash, transports, sizes }: Arg): Promise<void> {
  const webtransport = { serverCertificateHashes: [{ algorithm: "sha-256", value: new Uint8Array(hash) }] };
  const socket = io(url, { transports: [...transports], transportOptions: { webtransport } });
  socket.on("disconnect", (reason) => log.push(`disconnect: ${reason}`));
  socket.on("question", (text, bytes, answer) => {
    log.push(plain(["question", text, new Uint8Array(bytes)]));
    answer(`${text}!`, new Uint8Array([9]));
  });
  await ready(socket);
  log.push(`over ${socket.io.engine.transport.name}`);
  socket.emit("say", "a", 1, null, { b: "ü€👍" });
  log.push(["said", ...(await once(socket, "said"))]);
  socket.emit("ask me", "well", new Uint8Array([7, 8]));
  log.push(plain(["answered", ...(await once(socket, "answered"))]));
  for (const size of sizes) {
    const text = "0123456789".repeat(size / 10 + 1).slice(0, size);
    const bytes = Uint8Array.from({ length: size }, (_, i) => i % 251);
    const echoed = await socket.emitWithAck("echo", text);
    const back = new Uint8Array(await socket.emitWithAck("echo", bytes));
    const isSame = back.length === size && back.every((byte, i) => byte === bytes[i]);
    log.push([size, echoed === text ? "same text" : "other text", isSame ? "same bytes" : "other bytes"]);
  }
  socket.disconnect();
}

async function left({ io, log, once, ready }: Page, { url, hash, transports }: Arg): Promise<void> {
  const webtransport = { serverCertificateHashes: [{ algorithm: "sha-256", value: new Uint8Array(hash) }] };
  const socket = io(url, { transports: [...transports], transportOptions: { webtransport }, reconnectionDelay: 10 });
  socket.on("connect", () => log.push("connect"));
  socket.on("connect_error", (error) => log.push(`connect_error: ${error.message}`));
  socket.on("disconnect", (reason) => log.push(`disconnect: ${reason}`));
  const connected = async () => {
    await ready(socket);
    log.push(`over ${socket.io.engine.transport.name}`);
  };
  await connected();
  socket.emit("leave me");
  await once(socket, "disconnect");
  await new Promise((resolve) => setTimeout(resolve));
  socket.connect();
  await connected();
  socket.emit("close the transport");
  await once(socket, "disconnect");
  await connected();
  socket.disconnect();
}

async function refused({ io, log, once }: Page, { url, hash }: Arg): Promise<void> {
  const webtransport = { serverCertificateHashes: [{ algorithm: "sha-256", value: new Uint8Array(hash) }] };
  const given = { transportOptions: { webtransport }, reconnection: false };
  // what follows is the browser's
  const start = ({ message }: Error): string => message.replace(/(webtransport error: ).+/s, "$1…");
  const alone = io(url, { ...given, transports: ["webtransport"] });
  const [error] = (await once(alone, "connect_error")) as [Error & { code: string }];
  log.push(["connect_error", error.code, start(error)]);

  const socket = io(url, { ...given, transports: ["polling", "webtransport"] });
  const [failure] = (await once(socket.io.engine, "upgradeError")) as [Error];
  log.push(["upgradeError", start(failure)]);
  const echoed = await socket.emitWithAck("echo", "still here");
  log.push([`over ${socket.io.engine.transport.name}`, echoed]);
  socket.disconnect();
}
