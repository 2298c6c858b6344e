import { expect, test } from "vitest";
import { FakeEngine } from "../../support/fake-engine.ts";

/** Few servers have WebTransport, and where nobody answers it takes long to fail. */

const NAMES = ["polling", "websocket", "webtransport"] as const;

test.each([
  ["by default it is no way out of an attempt", {}, ["polling", "websocket"]],
  ["it is where the app names it", { transports: NAMES }, ["polling", "websocket", "webtransport"]],
])("%s", (_, options, tried) => {
  const { made, world, engine } = new FakeEngine(options, NAMES);
  world.advance(29_999);
  expect(made.map(({ name }) => name)).toEqual(tried);
  engine.close();
  expect(world.left).toEqual([]);
});
