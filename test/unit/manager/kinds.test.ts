import { expect, test } from "vitest";
import { chooseKinds } from "../../../src/manager/kinds.ts";
import type { TransportKind, TransportName } from "../../../src/transport/transport.ts";
import { World } from "../../support/fake-platform.ts";
import { fakeKind } from "../../support/fake-transport.ts";

const kind = (name: TransportName): TransportKind => fakeKind(name, [], []);
const polling = kind("polling");
const websocket = kind("websocket");
const webtransport = kind("webtransport");
const known = [polling, websocket, webtransport];

type Asked = string | readonly (string | TransportKind)[] | null;

const choose = (asked: Asked | undefined, first: TransportName | undefined, lacking: Record<string, string>) => {
  const platform = { ...new World().platform, lacks: (name: string) => lacking[name] };
  const { kinds, hint } = chooseKinds(known, asked, platform, first);
  return { names: kinds.map(({ _type }) => _type), hint };
};
const order = (asked?: Asked, first?: TransportName): string[] => choose(asked, first, {}).names;

test("the order of the build, or that of the app; names that nobody knows are passed over", () => {
  expect(order()).toEqual(["polling", "websocket", "webtransport"]);
  expect(order(null)).toEqual(["polling", "websocket", "webtransport"]);
  expect(order(["websocket", "carrier-pigeon", "polling"])).toEqual(["websocket", "polling"]);
  expect(order([])).toEqual([]);
  expect(order("websocket")).toEqual(["websocket"]);
});

test("transports themselves, which the build need not know", () => {
  const { kinds } = chooseKinds([], [websocket, "polling"], new World().platform, undefined);
  expect(kinds).toEqual([websocket]);
});

test.each<[Asked, Record<string, string>, string[], string | undefined]>([
  [null, {}, ["polling", "websocket", "webtransport"], undefined],
  [null, { webtransport: "WebTransport" }, ["polling", "websocket"], undefined],
  [["webtransport"], { webtransport: "WebTransport" }, [], "this runtime has no WebTransport"],
  [null, { polling: "fetch" }, ["websocket", "webtransport"], "this runtime has no fetch"],
  [null, { polling: "fetch", websocket: "WebSocket" }, ["webtransport"], "this runtime has no fetch"],
  [["websocket"], { polling: "fetch" }, ["websocket"], undefined],
  [["carrier-pigeon"], { polling: "fetch" }, [], undefined],
])("of %o, where the platform lacks %o: %o, and the hint %o", (asked, lacking, names, hint) => {
  expect(choose(asked, undefined, lacking)).toEqual({ names, hint });
});

test("the first comes first, if it is among them; the others keep their order", () => {
  expect(order(null, "websocket")).toEqual(["websocket", "polling", "webtransport"]);
  expect(order(null, "webtransport")).toEqual(["webtransport", "polling", "websocket"]);
  expect(order(["polling"], "websocket")).toEqual(["polling"]);
  expect(order(["websocket", "polling"], "polling")).toEqual(["polling", "websocket"]);
  expect(known).toEqual([polling, websocket, webtransport]);
});
