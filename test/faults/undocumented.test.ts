import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

/**
 * Members of socket.io-client that are not there: reading one, or putting something in its place, warns once, by its name. The
 * guide lists them. What can be had is compared with socket.io-client in test/side-by-side/undocumented.test.ts.
 */
const LEFT_OUT = {
  socket: ["acks", "onpacket", "packet", "_queue"],
  manager: ["encoder", "decoder", "_readyState"],
};

const guide = readFileSync(join(import.meta.dirname, "../../docs/migrating-from-socket.io-client.md"), "utf8");

const ENTRIES = {
  Node: () => import("../../src/index.node.ts"),
  web: () => import("../../src/index.ts"),
};

type Untyped = any;

describe.each(Object.entries(ENTRIES))("%s", (_, load) => {
  let make: () => Untyped;
  let warnings: string[];
  beforeEach(async () => {
    // warnings are given once for each load
    vi.resetModules();
    const { io } = await load();
    make = () => io("http://localhost", { autoConnect: false, forceNew: true });
    warnings = [];
    vi.spyOn(console, "warn").mockImplementation((text) => warnings.push(text));
  });
  afterEach(() => vi.restoreAllMocks());

  describe.each(Object.entries(LEFT_OUT))("of the %s", (holder, names) => {
    const of = (socket: Untyped): Untyped => (holder === "socket" ? socket : socket.io);

    test.each(names)("%s, read", (name) => {
      expect([of(make())[name], of(make())[name]]).toEqual([undefined, undefined]);
      expect(warnings).toEqual([`holdfast: socket.io-client's ${name} is not there`]);
      expect(guide.includes(`${name}\``)).toBe(true);
    });

    test.each(names)("%s, replaced: it is the app's own from then on", (name) => {
      const one = of(make());
      const mine = (): string => "mine";
      one[name] = mine;
      expect([one[name], warnings]).toEqual([mine, [`holdfast: socket.io-client's ${name} is not there`]]);
      expect([of(make())[name], warnings.length]).toEqual([undefined, 1]);
    });
  });

  test("a view has what its socket has", () => {
    const socket = make();
    socket.timeout(5).acks = 1;
    expect(warnings.length).toBe(1);
    expect([socket.timeout(5)._opts === socket._opts, socket.flags.timeout]).toEqual([true, undefined]);
  });

  test("nothing of it shows in the socket itself", () => {
    expect([Object.keys(make()).includes("onevent"), Object.hasOwn(make(), "flags"), warnings]).toEqual([
      false,
      false,
      [],
    ]);
  });
});
