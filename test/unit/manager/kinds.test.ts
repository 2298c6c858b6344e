import { expect, test } from "vitest";
import { orderKinds } from "../../../src/manager/kinds.ts";
import type { TransportKind, TransportName } from "../../../src/transport/transport.ts";
import { World } from "../../support/fake-platform.ts";
import { fakeKind } from "../../support/fake-transport.ts";

const kind = (name: TransportName, needs: TransportKind["_needs"]): TransportKind =>
  Object.assign(fakeKind(name, [], []), { _needs: needs });
const polling = kind("polling", "http");
const websocket = kind("websocket", "webSocket");
const webtransport = kind("webtransport", "webTransport");
const known = [polling, websocket, webtransport];

const order = (
  asked?: readonly (string | TransportKind)[] | null,
  first?: TransportName,
  without: object = {},
): string[] => {
  const { platform } = new World();
  const has = { ...platform, webTransport: class {} as never, ...without };
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
  expect(order(null, undefined, { webTransport: undefined })).toEqual(["polling", "websocket"]);
  expect(order(null, undefined, { http: undefined, webSocket: undefined })).toEqual(["webtransport"]);
});

test("the first comes first, if it is among them; the others keep their order", () => {
  expect(order(null, "websocket")).toEqual(["websocket", "polling", "webtransport"]);
  expect(order(null, "webtransport")).toEqual(["webtransport", "polling", "websocket"]);
  expect(order(["polling"], "websocket")).toEqual(["polling"]);
  expect(order(["websocket", "polling"], "polling")).toEqual(["polling", "websocket"]);
  expect(known).toEqual([polling, websocket, webtransport]);
});
