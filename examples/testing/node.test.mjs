import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { testNetwork } from "holdfast/testing";
import { Server } from "socket.io";
import { Orders } from "./orders.mjs";
import { serveOrders } from "./server.cjs";

let net, orders;
beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
  net = testNetwork({ advance: (ms) => mock.timers.tick(ms) });
  const server = new Server();
  serveOrders(server);
  net.serve("http://localhost:3000", server);
  net.install();
  orders = new Orders("http://localhost:3000");
});
afterEach(async () => {
  orders.close();
  await net.close();
  mock.timers.reset();
});

test("an order is taken", async () => {
  assert.equal(await orders.order(7, "soup"), 7);
  await net.settled();
  assert.deepEqual(orders.cooking, ["soup"]);
});

test("an order is taken after an outage, once", async () => {
  await net.settled();
  net.offline();
  const taken = orders.order(8, "fish");
  await net.advance(30_000);
  net.online();
  await net.advance(5_000);
  assert.deepEqual([await taken, orders.cooking], [8, ["fish"]]);
});
