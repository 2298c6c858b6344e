import { createPacketDecoderStream, createPacketEncoderStream } from "engine.io-parser";
import { expect, test } from "vitest";
import type { EnginePacket } from "../../../src/codec/engine-io.ts";
import { node } from "../../../src/platform/node.ts";
import type { Session } from "../../../src/transport/transport.ts";
import { webtransport } from "../../../src/transports.ts";
import { withDefaults } from "../../../src/util/options.ts";
import { Transcript } from "../../support/until.ts";

type Told = Partial<EnginePacket> | string;

/** A WebTransport whose other side reads and writes with the transformers of engine.io-parser, as the server does. */
function connect(maxMessageBytes = 1e8) {
  const up = new TransformStream<Uint8Array>();
  const down = new TransformStream<Uint8Array>();
  const log = new Transcript<Told>();
  const session: Session = {
    _platform: {
      ...node,
      webtransport: class {
        ready = Promise.resolve();
        closed = Promise.resolve();
        async createBidirectionalStream() {
          return { readable: down.readable, writable: up.writable };
        }
        close() {
          log.push("close()");
        }
      },
    },
    _clock: node.clock({}),
    _options: withDefaults({ maxMessageBytes }),
    id: "session",
    binaryType: "arraybuffer",
    _parting: false,
    _url: () => "https://host/socket.io/",
  };
  const transport = new webtransport(session);
  transport._sink = {
    _packet: (packet) => log.push(packet),
    _ready: () => log.push("ready"),
    _closed: (error, details) => log.push(error ? error.code : `closed: ${details?.description}`),
  };
  transport._open();
  return { transport, log, up: up.readable, down: down.writable };
}

const PACKETS: EnginePacket[] = [
  { type: "ping" },
  ...[1, 124, 125, 126, 65_534, 65_535, 70_000].map((n): EnginePacket => ({ type: "message", data: "é".repeat(n) })),
  { type: "message", data: new Uint8Array([1, 2, 255]).buffer },
  { type: "message", data: new Uint8Array(65_536).fill(7).buffer },
];

test("the server reads what is sent", async () => {
  const { transport, up, log } = connect();
  const reader = up.pipeThrough(createPacketDecoderStream(1e8, "arraybuffer")).getReader();
  expect((await reader.read()).value).toEqual({ type: "open", data: '{"sid":"session"}' });
  await log.until("ready");
  transport._send(PACKETS);
  const got: unknown[] = [];
  while (got.length < PACKETS.length) got.push((await reader.read()).value);
  expect(got).toEqual(PACKETS);
  await log.when((all) => all.length === 2);
  expect([transport._idle, log.entries]).toEqual([true, ["ready", "ready"]]);
  transport._abort();
});

test.each([1, 7, 1000])("what the server sends is read, in pieces of %i bytes too", async (size) => {
  const { transport, up, down, log } = connect();
  const opened = up.getReader().read();
  await opened;
  const packets = size < 1000 ? PACKETS.slice(0, 5) : PACKETS;
  const chunks: Uint8Array[] = [];
  const encoder = createPacketEncoderStream() as TransformStream<unknown, Uint8Array>;
  const written = (async () => {
    const writer = encoder.writable.getWriter();
    for (const packet of packets) await writer.write(packet);
    await writer.close();
  })();
  for await (const chunk of encoder.readable) chunks.push(chunk);
  await written;
  const bytes = Uint8Array.from(Buffer.concat(chunks));
  const writer = down.getWriter();
  for (let i = 0; i < bytes.length; i += size) await writer.write(bytes.slice(i, i + size));
  await writer.close();
  await log.until("closed: webtransport connection closed");
  const told = log.entries.filter((entry) => entry !== "ready");
  expect(told).toEqual([...packets, "close()", "closed: webtransport connection closed"]);
  expect(transport._idle).toBe(false);
});

test.each([
  ["an empty packet", [0], "ERR_PARSE"],
  ["a packet that is too large", [126, 0, 200], "ERR_PAYLOAD_TOO_LARGE"],
  ["one that is larger than numbers go", [127, 255, 255, 255, 255, 255, 255, 255, 255], "ERR_PAYLOAD_TOO_LARGE"],
  ["no packet", [1, 57], "ERR_PARSE"],
])("%s ends it", async (_, bytes, code) => {
  const { up, down, log } = connect(100);
  await up.getReader().read();
  await down.getWriter().write(Uint8Array.from(bytes));
  await log.until(code);
  expect(log.entries.filter((entry) => entry !== "ready")).toEqual(["close()", code]);
});
