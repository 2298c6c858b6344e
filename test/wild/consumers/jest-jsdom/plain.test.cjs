const { live } = require("./life.cjs");

test("jsdom has no fetch and no TextEncoder", () => {
  expect([typeof document, typeof fetch, typeof TextEncoder]).toEqual(["object", "undefined", "undefined"]);
});

test("jsdom, as it is by default", () => live(undefined), 20_000);
test("jsdom, websocket", () => live(["websocket"]), 20_000);
