/**
 * `npm run bench:micro`: encode and decode alone, the code of src/ against socket.io-parser, in one process by tinybench. Ratios
 * of the medians; below 1 is faster.
 */
import * as parser from "socket.io-parser";
import { Bench } from "tinybench";
import { importSource } from "./source.mjs";

const { encode, Decoder, withDefaults } = await importSource(`
  export { encode, Decoder } from "./src/codec/socket-io.ts";
  export { withDefaults } from "./src/util/options.ts";`);

const EVENT = 2;
const ACK = 3;
const list = Array.from({ length: 100 }, (_, id) => ({ id, name: `user ${id}`, online: id % 2 === 0 }));
const packets = {
  "small event": { type: EVENT, nsp: "/", data: ["tick", { n: 1, text: "hello" }] },
  "event with ack id": { type: EVENT, nsp: "/admin", id: 12, data: ["move", 1, 2] },
  ack: { type: ACK, nsp: "/", id: 12, data: [{ ok: true }] },
  "list of 100 objects": { type: EVENT, nsp: "/", data: ["list", list] },
  "text of 10,000": { type: EVENT, nsp: "/", data: ["text", "a".repeat(10_000)] },
  "binary of 1 KiB": { type: EVENT, nsp: "/", data: ["bytes", Buffer.alloc(1024)] },
};

const bench = new Bench({ time: 300, warmupTime: 100 });
for (const [name, packet] of Object.entries(packets)) {
  const encoder = new parser.Encoder();
  // its encoder writes into the packet
  const frames = encoder.encode({ ...packet });
  const clock = { now: () => 0, setTimeout() {}, clearTimeout() {} };
  const taken = [];
  const take = (packet) => {
    taken[0] = packet;
  };
  const theirs = new parser.Decoder();
  theirs.on("decoded", take);
  const sink = Object.assign(take, { _onPacket: take, _parseError() {} });
  const ours = new Decoder(withDefaults({}), clock, sink, () => {});
  bench.add(`encode ${name}/holdfast`, () => encode(packet));
  bench.add(`encode ${name}/socket.io-parser`, () => encoder.encode({ ...packet }));
  bench.add(`decode ${name}/holdfast`, () => {
    for (const frame of frames) ours.add(frame);
  });
  bench.add(`decode ${name}/socket.io-parser`, () => {
    for (const frame of frames) theirs.add(frame);
  });
}
await bench.run();

const results = new Map(bench.tasks.map(({ name, result }) => [name, result]));
console.log("µs".padEnd(30), "holdfast".padStart(10), "socket.io-parser".padStart(18), "ratio".padStart(8));
for (const what of ["encode", "decode"])
  for (const name of Object.keys(packets)) {
    const [ours, theirs] = ["holdfast", "socket.io-parser"].map((side) => {
      const result = results.get(`${what} ${name}/${side}`);
      if (result.error) throw result.error;
      return result.latency.p50 * 1000;
    });
    const cells = [
      ours.toFixed(2).padStart(10),
      theirs.toFixed(2).padStart(18),
      (ours / theirs).toFixed(2).padStart(8),
    ];
    console.log(`${what} ${name}`.padEnd(30), ...cells);
  }
