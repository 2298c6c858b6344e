/** A TCP proxy, in a process of its own, that holds back all bytes: `node proxy.mjs <port> <ms each way>`. */
import { connect, createServer } from "node:net";
import { listen } from "../test/support/listen.mjs";

const [port, delay] = process.argv.slice(2).map(Number);

const pump = (from, to) => {
  from.setNoDelay(true);
  from.on("data", (chunk) => setTimeout(() => to.writable && to.write(chunk), delay));
  from.on("end", () => setTimeout(() => to.end(), delay));
  from.on("error", () => to.destroy());
};

const server = createServer({ allowHalfOpen: true }, (client) => {
  const upstream = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  pump(client, upstream);
  pump(upstream, client);
});
process.send({ port: await listen(server) });
process.on("disconnect", () => process.exit());
