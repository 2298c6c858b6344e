import { createRequire } from "node:module";
import { join } from "node:path";
import * as there from "socket.io-client";
import { describe, expect, test } from "vitest";
import { atEnd } from "../support/leaks.ts";
import { startServer } from "../support/server.ts";
import { next, until } from "../support/until.ts";
import { ours, theirs } from "./surface.ts";

/**
 * Walks the installed socket.io-client (exports, declarations, prototypes, accessors, fields of live instances, options)
 * and looks for each public name in the build that Node takes. Run `npm run build` before.
 *
 * Public is what does not begin with an underscore and is neither `private` nor `protected` in its declarations.
 */

/** What is left out on purpose, and why. */
const LEFT_OUT: [reason: string, ...names: string[]][] = [
  [
    "sends raw Engine.IO messages past Socket.IO: it is there for what reaches for it, and not declared",
    "declared engine.write",
    "declared engine.send",
  ],
  [
    "is between an engine and its transport, which here tells one sink (DESIGN.md, rule 3 of construction)",
    ...["open", "close", "send", "pause", "request", "write", "createSocket", "clearTimeoutFn"]
      .concat(
        "doOpen",
        "doClose",
        "doPoll",
        "doWrite",
        "onData",
        "addEventListener",
        "emit",
        "hasListeners",
        "listeners",
      )
      .concat("removeEventListener")
      .map((name) => `transport.${name}`),
  ],
  [
    "can't be called as it is declared there: it takes no event name at all",
    "declared Manager.emit",
    "declared engine.emit",
  ],
  ["follows from the state: writing to it would be a lie", "written engine.readyState"],
];

const leftOut = new Set(LEFT_OUT.flatMap(([, ...names]) => names));

const require = createRequire(import.meta.url);
const here = (await import(join(import.meta.dirname, "../../dist/node/index.js"))) as typeof there;

type Instance = Record<string, unknown>;

/** Every name on the way from an object to Object.prototype, with the descriptor that counts. */
const walk = (object: object): Map<string, PropertyDescriptor> => {
  const found = new Map<string, PropertyDescriptor>();
  for (let each = object; each && each !== Object.prototype; each = Object.getPrototypeOf(each)) {
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(each))) {
      if (!found.has(name) && name !== "constructor") found.set(name, descriptor);
    }
  }
  return found;
};

/** What is missing, or different where callers see it. */
const compare = (what: string, one: object, other: object, declared: Map<string, boolean>): string[] => {
  const problems: string[] = [];
  const names = new Set([...walk(one).keys(), ...declared.keys()]);
  for (const name of [...names].sort()) {
    if (name.startsWith("_") || declared.get(name) === false || leftOut.has(`${what}.${name}`)) continue;
    const [value, counterpart] = [(one as Instance)[name], (other as Instance)[name]];
    if (name in one && !(name in other)) problems.push(`${what}.${name}: missing`);
    else if (typeof value === "function") {
      if (typeof counterpart !== "function") problems.push(`${what}.${name}: no function`);
      else if (value.length !== counterpart.length)
        problems.push(`${what}.${name}: takes ${counterpart.length}, not ${value.length}`);
    } else if (value !== undefined && typeof value !== typeof counterpart) {
      problems.push(`${what}.${name}: ${typeof counterpart}, not ${typeof value}`);
    }
  }
  return problems;
};

/** A connected socket of each, over the transports. */
const connect = async (transports: string[]): Promise<[there.Socket, there.Socket]> => {
  const server = await startServer();
  const make = (lib: typeof there): Promise<there.Socket> => {
    const socket = lib.io(server.url, { transports, forceNew: true, auth: { token: "x" } });
    atEnd("client", () => socket.disconnect());
    return next(socket, "connect").then(() => socket);
  };
  const sockets = await Promise.all([make(there), make(here)]);
  await until("they are writable", () => sockets.every(({ io }) => io.engine.transport.writable));
  return sockets;
};

describe("exports", () => {
  // apps hand the transports over, and make none
  const transports = ["Fetch", "NodeWebSocket", "NodeXHR", "WebSocket", "WebTransport", "XHR"];
  const shape = (all: object, names: string[]): string[] =>
    names.map((name) => {
      const value = (all as Instance)[name];
      const takes = typeof value === "function" && !transports.includes(name) ? `, takes ${value.length}` : "";
      return `${name}: ${typeof value}${takes}`;
    });
  const names = Object.keys(there);

  test("of the module", () => {
    expect(shape(here, names)).toEqual(shape(there, names));
  });

  test("of what require gives", () => {
    const [one, other] = [
      require("socket.io-client"),
      require(join(import.meta.dirname, "../../dist/node/index.cjs")),
    ] as Instance[];
    const all = Object.keys(one!);
    expect(all).toContain("Manager");
    expect(shape(other!, all)).toEqual(shape(one!, all));
    expect([typeof one, typeof other]).toEqual(["function", "function"]);
  });

  test("of io itself", () => {
    const all = Object.keys(there.io);
    expect(all).toContain("connect");
    expect(shape(here.io, all)).toEqual(shape(there.io, all));
  });

  test("types", () => {
    expect(theirs.names).toContain("ManagerOptions");
    expect(theirs.names.filter((name) => !ours.names.includes(name))).toEqual([]);
  });

  test("types in namespaces", () => {
    const reasons = ours.union("Socket", "DisconnectReason");
    expect(theirs.union("Socket", "DisconnectReason").filter((reason) => !reasons.includes(reason))).toEqual([]);
  });
});

describe("instances, before and while connected", () => {
  test("a Manager that does nothing yet", () => {
    const [one, other] = [there, here].map((lib) => new lib.Manager("http://127.0.0.1:1", { autoConnect: false }));
    expect(compare("manager", one!, other!, theirs.members("Manager"))).toEqual([]);
  });

  test("a Socket that does nothing yet", () => {
    const [one, other] = [there, here].map((lib) =>
      lib.io("http://127.0.0.1:1", { autoConnect: false, forceNew: true }),
    );
    expect(compare("socket", one!, other!, theirs.members("Socket"))).toEqual([]);
  });

  test.each([["websocket"], ["polling"]])("connected over %s", async (transport) => {
    const sockets = await connect([transport]);
    const [one, other] = sockets;
    expect([
      ...compare("socket", one, other, theirs.members("Socket")),
      ...compare("manager", one.io, other.io, theirs.members("Manager")),
      ...compare("engine", one.io.engine, other.io.engine, theirs.members("Manager", "engine")),
    ]).toEqual([]);
    const declared = theirs.members(transport === "polling" ? "NodeXHR" : "NodeWebSocket");
    expect(compare("transport", one.io.engine.transport, other.io.engine.transport, declared)).toEqual([]);
    const { name, writable } = other.io.engine.transport;
    expect({ name, writable }).toEqual({ name: transport, writable: true });
  });

  test("a field there can be written here", async () => {
    const sockets = await connect(["websocket"]);
    const [one, other] = sockets.map((socket) => ({
      socket,
      manager: socket.io,
      engine: socket.io.engine,
    })) as unknown as [Record<string, object>, Record<string, Instance>];
    const problems: string[] = [];
    const written: string[] = [];
    for (const [what, object] of Object.entries(one)) {
      for (const name of Object.keys(object)) {
        if (name.startsWith("_") || !(name in other[what]!) || leftOut.has(`written ${what}.${name}`)) continue;
        const value = other[what]![name];
        try {
          other[what]![name] = value;
          written.push(`${what}.${name}`);
        } catch (error) {
          problems.push(`${what}.${name}: ${error}`);
        }
        if (other[what]![name] !== value) problems.push(`${what}.${name}: is not what was written`);
      }
    }
    expect(problems).toEqual([]);
    expect(written).toEqual(
      expect.arrayContaining(["socket.auth", "socket.sendBuffer", "manager.opts", "engine.binaryType"]),
    );
  });
});

describe("declarations", () => {
  test.each([["Socket"], ["Manager"]])("members of %s", (name) => {
    const known = ours.publicOf(name);
    expect(theirs.publicOf(name).length).toBeGreaterThan(10);
    const missing = theirs.publicOf(name).filter((member) => !known.includes(member));
    expect(missing.filter((member) => !leftOut.has(`declared ${name}.${member}`))).toEqual([]);
  });

  test("members of socket.io.engine", () => {
    const known = ours.publicOf("Manager", "engine");
    const missing = theirs.publicOf("Manager", "engine").filter((member) => !known.includes(member));
    const wanted = missing.filter((name) => !leftOut.has(`engine.${name}`) && !leftOut.has(`declared engine.${name}`));
    expect(wanted).toEqual([]);
  });

  test("options", () => {
    const known = [...ours.publicOf("ManagerOptions"), ...ours.publicOf("SocketOptions")];
    const asked = [...theirs.publicOf("ManagerOptions"), ...theirs.publicOf("SocketOptions")];
    expect(asked).toEqual(expect.arrayContaining(["extraHeaders", "reconnectionDelayMax", "ackTimeout", "ca"]));
    expect(asked.filter((name) => !known.includes(name))).toEqual([]);
  });

  test("reserved events", () => {
    for (const name of ["SocketReservedEvents", "ManagerReservedEvents"]) {
      const known = ours.publicOf(name);
      expect(theirs.publicOf(name).filter((event) => !known.includes(event))).toEqual([]);
    }
  });
});

test("nothing is left out that is there", async () => {
  const sockets = await connect(["websocket"]);
  const [, { io }] = sockets;
  const objects: Record<string, object> = { engine: io.engine, manager: io, transport: io.engine.transport };
  for (const key of leftOut) {
    const [what, name] = key.split(".") as [string, string];
    if (objects[what]) expect(name in objects[what], key).toBe(false);
  }
});
