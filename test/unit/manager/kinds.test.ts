import { expect, test } from "vitest";
import { orderKinds } from "../../../src/manager/kinds.ts";
import type { TransportKind, TransportName } from "../../../src/transport/transport.ts";
import { World } from "../../support/fake-platform.ts";
import { fakeKind } from "../../support/fake-transport.ts";

const kind = (name: TransportName): TransportKind => fakeKind(name, [], []);
const polling = kind("polling");
const websocket = kind("websocket");
const webtransport = kind("webtransport");
const known = [polling, websocket, webtransport];

const order = (
  asked?: readonly (string | TransportKind)[] | null,
  first?: TransportName,
  without: object = {},
): string[] => {
  const { platform } = new World();
  const has = { ...platform, webtransport: class {} as never, ...without };
  return orderKinds(known, asked, has, first).map(({ _type }) => _type);
};

test("the order of the build, or that of the app; names that nobody knows are passed over", () => {
  expect(order()).toEqual(["polling", "websocket", "webtransport"]);
  expect(order(null)).toEqual(["polling", "websocket", "webtransport"]);
  expect(order(["websocket", "carrier-pigeon", "polling"])).toEqual(["websocket", "polling"]);
  expect(order([])).toEqual([]);
});

test("transports themselves, which the build need not know", () => {
  expect(orderKinds([], [websocket, "polling"], new World().platform, undefined)).toEqual([websocket]);
});

test("what the platform can't do is left out", () => {
  expect(order(null, undefined, { webtransport: undefined })).toEqual(["polling", "websocket"]);
  expect(order(null, undefined, { polling: undefined, websocket: undefined })).toEqual(["webtransport"]);
});

test("the first comes first, if it is among them; the others keep their order", () => {
  expect(order(null, "websocket")).toEqual(["websocket", "polling", "webtransport"]);
  expect(order(null, "webtransport")).toEqual(["webtransport", "polling", "websocket"]);
  expect(order(["polling"], "websocket")).toEqual(["polling"]);
  expect(order(["websocket", "polling"], "polling")).toEqual(["polling", "websocket"]);
  expect(known).toEqual([polling, websocket, webtransport]);
});
