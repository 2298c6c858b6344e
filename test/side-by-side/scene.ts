import { inspect } from "node:util";
import type { Server, ServerOptions } from "socket.io";
import * as there from "socket.io-client";
import { expect, test } from "vitest";
import * as here from "../../src/index.node.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { Transcript, until } from "../support/until.ts";

/**
 * Side by side: a scenario is played twice at once, with socket.io-client and with holdfast, each against a real server
 * of its own, and leaves a transcript: what the client said, then what the server heard. Both must be the one that the
 * scenario states. Where they differ on purpose, the scenario cites the number in DESIGN.md's closed list and states
 * both transcripts.
 *
 *     scenario(
 *       "an event and its ack",
 *       async ({ serve, connect, say, heard }) => {
 *         const server = await serve((io) => io.on("connection", (socket) => socket.on("a", (...args) => heard(...args))));
 *         const socket = connect(server);
 *         …
 *       },
 *       ["what was said", "server: what was heard"],
 *     );
 *
 * Scenarios are typed by socket.io-client's declarations: they are code written for it. Ids (`id1`, `id2`, … in the order
 * in which they show), ports and the cache-buster are normalised.
 */

export type Lib = typeof there;
export type Client = there.Socket;
export type Options = Partial<there.ManagerOptions & there.SocketOptions>;

/** Numbers of the closed list. */
type Difference = `D${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20}`;

type Expected = string[] | { cites: [Difference, ...Difference[]]; there: string[]; here: string[] };

export interface Scene {
  /** All that the package exports. */
  lib: Lib;
  /** Starts a server. */
  serve(setup?: (io: Server) => void, options?: Partial<ServerOptions>): Promise<TestServer>;
  /** A socket with a connection of its own over WebSocket, that reconnects quickly. */
  connect(server: { url: string }, options?: Options, nsp?: string): Client;
  /** Disconnects it when the scenario is over. */
  keep<Kept extends { disconnect(): unknown }>(socket: Kept): Kept;
  /** Says `connect`, `connect_error` and `disconnect` of a socket. */
  follow(socket: Client, name?: string): Client;
  /** A line of the client. */
  say(...what: unknown[]): void;
  /** A line of the server. */
  heard(...what: unknown[]): void;
  /** What was said so far, to wait for more. */
  said: Transcript;
  /** What was heard so far, to wait for more. */
  hearing: Transcript;
}

export const websocket: Options = { transports: ["websocket"] };
export const polling: Options = { transports: ["polling"] };

/** Where servers are started, if not on ports of this machine; of holdfast's part alone. */
interface Stage {
  start: typeof startServer;
  /** What is not played there, by title. */
  leavesOut: ReadonlySet<string>;
  /** What is done around each scenario. */
  around(play: () => Promise<string[]>): Promise<string[]>;
}

let stage: Stage | undefined;

/** From now on scenarios are played with holdfast alone, on another stage, and say the same as on this one. */
export const playOn = (other: Stage): void => {
  stage = other;
};

const show = (value: unknown): string => {
  if (typeof value === "string") return value;
  if (typeof value === "function") return "[function]";
  if (value instanceof Error) {
    const { data } = value as { data?: unknown };
    return data === undefined ? `Error(${value.message})` : `Error(${value.message}, ${show(data)})`;
  }
  return inspect(value, { depth: 8, breakLength: Infinity, compact: true });
};

const play = async (lib: Lib, script: (scene: Scene) => Promise<void>, expected: string[]): Promise<string[]> => {
  const said = new Transcript();
  const hearing = new Transcript();
  const sockets: { disconnect(): unknown }[] = [];
  const servers: TestServer[] = [];
  const ids: string[] = [];
  const line = (what: unknown[]): string =>
    what
      .map(show)
      .join(" ")
      .replace(/(?<![\w-])[\w-]{16}AA[\w-]{2}(?![\w-])/g, (id) => {
        if (!ids.includes(id)) ids.push(id);
        return `id${ids.indexOf(id) + 1}`;
      })
      .replace(/(127\.0\.0\.1|localhost):\d+/g, "$1:PORT")
      .replace(/([?&](?:t|stamp))=[\w-]+/g, "$1=T");
  const scene: Scene = {
    lib,
    said,
    hearing,
    say: (...what) => said.push(line(what)),
    heard: (...what) => hearing.push(line(what)),
    serve: async (setup, options) => {
      const server = await (stage?.start ?? startServer)(setup, options);
      servers.push(server);
      return server;
    },
    keep: (socket) => {
      sockets.push(socket);
      return socket;
    },
    connect: ({ url }, options, nsp = "") =>
      scene.keep(
        lib.io(url + nsp, {
          ...websocket,
          forceNew: true,
          reconnectionDelay: 10,
          randomizationFactor: 0,
          ...options,
        }),
      ),
    follow: (socket, name) => {
      const prefix = name ? `${name} ` : "";
      socket.on("connect", (...args: unknown[]) => scene.say(`${prefix}connect`, ...args));
      socket.on("connect_error", (error) => scene.say(`${prefix}connect_error`, error));
      socket.on("disconnect", (reason) => scene.say(`${prefix}disconnect`, reason));
      return socket;
    },
  };
  try {
    await script(scene);
    // what was sent last may be under way
    const due = expected.filter((line) => line.startsWith("server: ")).length;
    await until("the server heard it", () => hearing.entries.length >= due, 2_000).catch(() => {});
    return [...said.entries, ...hearing.entries.map((entry) => `server: ${entry}`)];
  } finally {
    for (const socket of sockets) socket.disconnect();
    // socket.io-client leaves its own to the server
    if (lib === there) for (const server of servers) await server.kill("port");
  }
};

/** Plays it with both packages. */
export const scenario = (title: string, script: (scene: Scene) => Promise<void>, expected: Expected): void => {
  if (stage) return playAlone(stage, { title, script, expected });
  test(title, async () => {
    const different = !Array.isArray(expected);
    const [one, other] = await Promise.allSettled([
      play(there, script, different ? expected.there : expected),
      play(here as unknown as Lib, script, different ? expected.here : expected),
    ]);
    if (one.status === "rejected") throw named("socket.io-client", one.reason);
    if (other.status === "rejected") throw named("holdfast", other.reason);
    expect(one.value, "socket.io-client").toEqual(different ? expected.there : expected);
    expect(other.value, "holdfast").toEqual(different ? expected.here : expected);
    expect(one.value.length, "a scenario that says nothing shows nothing").toBeGreaterThan(0);
    if (different) expect(expected.here, "a difference that is none").not.toEqual(expected.there);
  });
};

interface Scenario {
  title: string;
  script: (scene: Scene) => Promise<void>;
  expected: Expected;
}

const playAlone = ({ leavesOut, around }: Stage, { title, script, expected }: Scenario): void => {
  if (leavesOut.has(title)) return test.skip(title);
  const lines = Array.isArray(expected) ? expected : expected.here;
  test(title, async () => expect(await around(() => play(here as unknown as Lib, script, lines))).toEqual(lines));
};

const named = (name: string, reason: unknown): Error => {
  const error = reason instanceof Error ? reason : new Error(String(reason));
  error.message = `${name}: ${error.message}`;
  return error;
};
