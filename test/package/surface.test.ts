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
const LEFT_OUT: Record<string, string> = {
  "engine.write": "sends raw Engine.IO messages past Socket.IO, which its server takes for broken packets",
  "engine.send": "the same",
  ...Object.fromEntries(
    // what the engine there does with its transport, and transports with their base class
    [
      "open",
      "close",
      "send",
      "pause",
      "query",
      "request",
      "createSocket",
      "doPoll",
      "doWrite",
      "doOpen",
      "doClose",
      "onData",
      "write",
    ]
      .concat("clearTimeoutFn", "addEventListener", "emit", "hasListeners", "listeners", "off", "on", "once")
      .concat("removeAllListeners", "removeEventListener", "removeListener")
      .map((name) => [`transport.${name}`, "an engine drives its transport, which here has one sink and no listeners"]),
  ),
  "declared Manager.emit": "is declared there to take no event name at all: it can't be called",
  "declared engine.emit": "the same",
};

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
    if (name.startsWith("_") || declared.get(name) === false || LEFT_OUT[`${what}.${name}`]) continue;
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
    expect(compare("manager", one!, other!, theirs.members("Manager").all)).toEqual([]);
  });

  test("a Socket that does nothing yet", () => {
    const [one, other] = [there, here].map((lib) =>
      lib.io("http://127.0.0.1:1", { autoConnect: false, forceNew: true }),
    );
    expect(compare("socket", one!, other!, theirs.members("Socket").all)).toEqual([]);
  });

  test.each([["websocket"], ["polling"]])("connected over %s", async (transport) => {
    const sockets = await connect([transport]);
    const [one, other] = sockets;
    expect([
      ...compare("socket", one, other, theirs.members("Socket").all),
      ...compare("manager", one.io, other.io, theirs.members("Manager").all),
      ...compare("engine", one.io.engine, other.io.engine, theirs.members("Manager", "engine").all),
    ]).toEqual([]);
    const declared = theirs.members(transport === "polling" ? "NodeXHR" : "NodeWebSocket").all;
    expect(compare("transport", one.io.engine.transport, other.io.engine.transport, declared)).toEqual([]);
    const { name, writable } = other.io.engine.transport;
    expect({ name, writable }).toEqual({ name: transport, writable: true });
  });

  test("what is an accessor there can be read and, where it can there, written", () => {
    const [one, other] = [there, here].map((lib) =>
      lib.io("http://127.0.0.1:1", { autoConnect: false, forceNew: true }),
    );
    const writable = [...theirs.publicOf("Socket")].filter((name) => {
      const descriptor = walk(one!).get(name);
      return (
        descriptor &&
        typeof (one as unknown as Instance)[name] !== "function" &&
        (descriptor.set ?? descriptor.writable)
      );
    });
    expect(writable).toEqual(expect.arrayContaining(["receiveBuffer", "sendBuffer"]));
    // what an app has reason to write
    for (const name of ["auth", "sendBuffer", "receiveBuffer"]) {
      const value = name === "auth" ? { token: "y" } : [];
      (other as unknown as Instance)[name] = value;
      expect((other as unknown as Instance)[name], name).toEqual(value);
    }
  });
});

describe("declarations", () => {
  test.each([["Socket"], ["Manager"]])("members of %s", (name) => {
    const known = ours.publicOf(name);
    expect(theirs.publicOf(name).length).toBeGreaterThan(10);
    const missing = theirs.publicOf(name).filter((member) => !known.includes(member));
    expect(missing.filter((member) => !LEFT_OUT[`declared ${name}.${member}`])).toEqual([]);
  });

  test("members of socket.io.engine", () => {
    const known = ours.publicOf("Manager", "engine");
    const missing = theirs.publicOf("Manager", "engine").filter((member) => !known.includes(member));
    expect(missing.filter((member) => !LEFT_OUT[`engine.${member}`] && !LEFT_OUT[`declared engine.${member}`])).toEqual(
      [],
    );
  });

  test("options", () => {
    const known = [...ours.publicOf("ManagerOptions"), ...ours.publicOf("SocketOptions")];
    const asked = [...theirs.publicOf("ManagerOptions"), ...theirs.publicOf("SocketOptions")];
    expect(asked).toEqual(expect.arrayContaining(["extraHeaders", "reconnectionDelayMax", "ackTimeout", "ca"]));
    expect(asked.filter((name) => !known.includes(name) && !LEFT_OUT[`options.${name}`])).toEqual([]);
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
  for (const key of Object.keys(LEFT_OUT)) {
    const [what, name] = key.split(".") as [string, string];
    if (objects[what]) expect(name in objects[what], key).toBe(false);
  }
});
