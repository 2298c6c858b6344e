import type { IoOptions, Socket } from "holdfast";
import type { TestClient } from "./client.ts";
import type { Latency, Loss } from "./conditions.ts";
import type { SocketIoServer } from "./engine.ts";
import type { Of } from "./faults.ts";
import type { Replay } from "./servers.ts";

/** How a network is made. */
export interface TestNetworkOptions {
  /** What is by chance goes by it: ids of sessions, the jitter of delays. @default 1 */
  seed?: number;
  /** Moves a fake clock that `advance()` does not find by itself: `(ms) => mock.timers.tick(ms)` with `node:test`. */
  advance?: (ms: number) => unknown;
}

/** How a recording is played. */
export interface ReplayOptions {
  /** Where it is served; by default at the address that was recorded. */
  readonly url?: string | URL | undefined;
}

/** How a network is, as plain data. */
export interface Snapshot {
  /** The servers that are bound. */
  readonly serving: readonly string[];
  /** Is the network gone, for all? */
  readonly offline: boolean;
  /** Does nothing arrive, for all? */
  readonly frozen: boolean;
  /** How many packets have crossed. */
  readonly frames: number;
  /** The clients, with the number of events that reached each. */
  readonly clients: readonly (Omit<TestClient, "received"> & {
    /** Events that reached it. */
    readonly received: number;
  })[];
}

/** A network in memory, with the servers that are bound to it and the clients that reach them. */
export interface TestNetwork {
  /** Binds a server to a URL, until `server.close()`. */
  serve(url: string | URL, server: SocketIoServer): void;
  /**
   * Plays a recording in the place of a server: the text of `recorder(socket).export("jsonl")` of `holdfast/trace`. What the server and
   * the network did then they do to a client now, at the same times, from its first attempt on.
   */
  replay(recording: string, options?: ReplayOptions): Replay;
  /** The same server on a free port of this machine, too, for other clients; promises its address. */
  listen(url: string | URL): Promise<string>;
  /** A socket of a client over this network, of a connection of its own unless the URL has one already. */
  io(url: string | URL, options?: IoOptions): Socket;
  /** From now on the `io` of each copy of holdfast reaches the URLs that are served here; others go the ordinary way. */
  install(): void;
  /** Undoes {@link install}. */
  uninstall(): void;

  /** No network: connections end on both sides, within the call, and attempts fail at once. */
  offline(of?: Of): void;
  /** It is back. */
  online(of?: Of): void;
  /** Connections end on both sides, within the call; what is in flight is lost. */
  cut(of?: Of): void;
  /** Half open: nothing arrives, and nobody is told. */
  freeze(of?: Of): void;
  /** What was held arrives. */
  thaw(of?: Of): void;
  /** ms that what is sent is on its way. */
  latency(ms: number | Latency, of?: Of): void;
  /** Bytes per second, in each direction of a connection; `Infinity` undoes it. */
  slow(bytesPerSecond: number, of?: Of): void;
  /**
   * The next attempts are refused, by an HTTP status, by the number of an Engine.IO server's reason (0 to 5), or as by the code of a
   * system's error, such as `"ECONNREFUSED"`.
   */
  refuse(why: number | string, times?: number, of?: Of): void;
  /** A packet is lost: the next one of its kind, or the `nth`. */
  lose(loss: Loss, of?: Of): void;
  /** The `nth` packet from now on, of either side, is garbled. */
  corrupt(nth?: number, of?: Of): void;
  /** Bytes of a message that the server takes; `Infinity`: what the server itself says. A client hears of it when it connects. */
  limit(maxPayload: number, of?: Of): void;
  /** The server is gone, with all connections, those of the port of {@link listen} too, and comes back after so many ms. It remembers no session. */
  restart(url: string | URL, ms: number): void;

  /** Resolves when nothing is in flight. */
  settled(): Promise<void>;
  /**
   * Moves the fake clock by so many ms, in steps of at most 50 ms, and settles after each. With vitest, jest and sinon a step ends at the
   * next timer, which is called at its time; a clock that was handed over calls all timers of a step at its end.
   */
  advance(ms: number): Promise<void>;

  /** What has crossed, in the order in which it arrived, one line a packet: `1 > event 'order' { id: 7 } #0`. */
  readonly frames: readonly string[];
  /** All clients, in the order in which they were made. */
  readonly clients: readonly TestClient[];
  /** How things are, as plain data. */
  snapshot(): Snapshot;
  /**
   * Disconnects all clients, closes all servers, uninstalls. Rejects with `ERR_LEFT_OVER`, whose `left` has a line each, if something
   * is left after that, or an acknowledgement was waited for.
   */
  close(): Promise<void>;
}
