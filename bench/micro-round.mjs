/** One round of micro.mjs: the median of each task, in µs, to the parent. `node micro-round.mjs <ms for each task>`. */
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

const time = Number(process.argv[2]);
const bench = new Bench({ time, warmupTime: time / 3 });
for (const [name, packet] of Object.entries(packets)) {
  const encoder = new parser.Encoder();
  // its encoder writes into the packet
  const frames = encoder.encode({ ...packet });
  const clock = { now: () => 0, ticks: () => 0, setTimeout() {}, clearTimeout() {} };
  const taken = [];
  const take = (packet) => {
    taken[0] = packet;
  };
  const theirs = new parser.Decoder();
  theirs.on("decoded", take);
  const ours = new Decoder(withDefaults({}), clock, { _onPacket: take, _parseError() {} });
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
const times = {};
for (const { name, result } of bench.tasks) {
  if (result.error) throw result.error;
  times[name] = result.latency.p50 * 1000;
}
process.send(times);
