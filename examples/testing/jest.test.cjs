const { testNetwork } = require("holdfast/testing");
const { Server } = require("socket.io");
const { Orders } = require("./orders.cjs");
const { serveOrders } = require("./server.cjs");

let net, orders, server;
beforeEach(() => {
  jest.useFakeTimers();
  net = testNetwork();
  server = new Server();
  serveOrders(server);
  net.serve("http://localhost:3000", server);
  net.install();
  orders = new Orders("http://localhost:3000");
});
afterEach(async () => {
  orders.close();
  await net.close();
  jest.useRealTimers();
});

test("an order is taken", async () => {
  const taken = orders.order(7, "soup");
  await net.settled();
  expect([await taken, orders.cooking]).toEqual([7, ["soup"]]);
});

test("the handshake is as over a network", async () => {
  await net.settled();
  const [{ handshake }] = await server.fetchSockets();
  expect(handshake).toMatchObject({ auth: { token: "t" }, query: { EIO: "4", transport: "polling" }, secure: false });
});

test("an order is taken after an outage, once", async () => {
  await net.settled();
  net.offline();
  const taken = orders.order(8, "fish");
  await net.advance(30_000);
  net.online();
  await net.advance(5_000);
  expect([await taken, orders.cooking]).toEqual([8, ["fish"]]);
});
