import { testNetwork } from "holdfast/testing";
import { Server } from "socket.io";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Orders } from "./orders.mjs";
import { serveOrders } from "./server.cjs";

let net, orders;
beforeEach(() => {
  vi.useFakeTimers();
  net = testNetwork();
  const server = new Server();
  serveOrders(server);
  net.serve("http://localhost:3000", server);
  net.install();
  orders = new Orders("http://localhost:3000");
});
afterEach(async () => {
  orders.close();
  await net.close();
  vi.useRealTimers();
});

test("an order is taken", async () => {
  expect(await orders.order(7, "soup")).toBe(7);
  await net.settled();
  expect(orders.cooking).toEqual(["soup"]);
});

test("an order is taken after an outage, once", async () => {
  await net.settled();
  net.offline();
  const taken = orders.order(8, "fish");
  await net.advance(30_000);
  expect(orders.cooking).toEqual([]);
  net.online();
  await net.advance(5_000);
  expect([await taken, orders.cooking]).toEqual([8, ["fish"]]);
});

test("an acknowledgement is lost: the order is sent again", async () => {
  await net.settled();
  net.lose({ ack: true });
  const taken = orders.order(9, "tea");
  await net.advance(2_000);
  expect([await taken, orders.cooking]).toEqual([9, ["tea", "tea"]]);
});
