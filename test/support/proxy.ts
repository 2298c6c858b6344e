import { connect, createServer, type Socket } from "node:net";
import { atEnd, notTheClients } from "./leaks.ts";
import { listen } from "./listen.mjs";
import { randomBySeed } from "./random.ts";

/**
 * A TCP proxy that does to the bytes what networks do. It is closed when the test ends.
 *
 *     const proxy = await startProxy(server);        // anything with a port
 *     const socket = client(proxy, options);
 *     proxy.cut("rst");                              // or "fin": ends the connections that are open
 *     proxy.silence();                               // half-open: these, and new ones, pass nothing on, not even their end
 *     proxy.hear();                                  // new ones work again; those that were silenced never do
 *     proxy.down = true;                             // refuses new connections (resets them)
 *     proxy.faults = { delay: 20 };                  // for all bytes from now on, see Faults
 *     proxy.plan = (n) => (n === 0 ? { cutAfter: 300 } : {});  // or for each connection, counted from 0
 *     proxy.plan = planBySeed(7);                    // the same mishaps each time for the same seed
 *     expect(proxy.cuts).toBe(3);                    // connections that it ended
 */

export interface Faults {
  /** ms that each piece takes. */
  delay?: number;
  /** Passes on so many bytes at a time, with `every` ms between. */
  drip?: { bytes: number; every: number };
  /** Each byte is a write of its own. */
  split?: boolean;
  /** Gives other bytes in place of those that came. `offset`: how many passed before, in this direction. */
  corrupt?: (bytes: Buffer, from: Side, offset: number) => Buffer;
  /** Bytes, both directions together, after which the connection ends. */
  cutAfter?: number;
  /** How it ends then. @default "rst" */
  cut?: "rst" | "fin";
  /** Bytes, both directions together, after which it is half-open. */
  silenceAfter?: number;
  /** ms without a byte, in either direction, after which the connection ends. */
  idle?: number;
}

type Side = "client" | "server";

class Connection {
  silent = false;
  readonly faults: Faults;
  readonly #proxy: TcpProxy;
  readonly #sides: Record<Side, Socket>;
  #passed = 0;
  #idle: NodeJS.Timeout | undefined;

  constructor(proxy: TcpProxy, client: Socket, server: Socket, faults: Faults) {
    this.#proxy = proxy;
    this.faults = faults;
    this.#sides = { client, server };
    this.#pump("client", "server");
    this.#pump("server", "client");
    client.on("close", () => clearTimeout(this.#idle));
    this.#stir();
  }

  /** Bytes came: the connection is not idle. */
  #stir(): void {
    const { idle, cut = "fin" } = this.#faults;
    clearTimeout(this.#idle);
    if (idle !== undefined) this.#idle = setTimeout(() => this.cut(cut, "idle"), idle);
  }

  get #faults(): Faults {
    return { ...this.#proxy.faults, ...this.faults };
  }

  /** `why`: for the proxy's count. */
  cut(how: "rst" | "fin", why?: "idle"): void {
    if (!this.#sides.client.destroyed) {
      this.#proxy.cuts++;
      if (why) this.#proxy.idled++;
    }
    for (const socket of Object.values(this.#sides)) {
      if (how === "rst") socket.resetAndDestroy();
      else socket.destroy();
    }
  }

  #pump(from: Side, to: Side): void {
    const source = this.#sides[from];
    const sink = this.#sides[to];
    let offset = 0;
    let work = Promise.resolve();
    const open = (): boolean => !sink.destroyed && !this.silent;
    source.setNoDelay(true);
    source.on("data", (bytes: Buffer) => {
      const faults = this.#faults;
      this.#stir();
      const changed = faults.corrupt?.(bytes, from, offset) ?? bytes;
      offset += bytes.length;
      if (!faults.delay && !faults.drip && !faults.split) {
        // in the order of what is under way
        work = work.then(() => this.#pass(sink, changed, faults));
      } else {
        work = work.then(() => this.#passSlowly(sink, changed, faults, open));
      }
    });
    source.on("error", () => {});
    source.on("close", () => {
      work = work.then(() => {
        if (open()) sink.destroy();
      });
    });
  }

  #pass(sink: Socket, bytes: Buffer, { cutAfter = Infinity, silenceAfter = Infinity, cut = "rst" }: Faults): void {
    if (this.silent || sink.destroyed) return;
    const room = Math.min(cutAfter, silenceAfter) - this.#passed;
    const part = bytes.length > room ? bytes.subarray(0, Math.max(0, room)) : bytes;
    this.#passed += part.length;
    if (part.length) sink.write(part);
    if (this.#passed >= silenceAfter) this.silent = true;
    else if (this.#passed >= cutAfter) this.cut(cut);
  }

  async #passSlowly(sink: Socket, bytes: Buffer, faults: Faults, open: () => boolean): Promise<void> {
    const { delay = 0, drip, split } = faults;
    if (delay) await sleep(delay);
    const size = split ? 1 : (drip?.bytes ?? bytes.length);
    for (let i = 0; i < bytes.length && open(); i += size) {
      if (i && drip) await sleep(drip.every);
      else if (i) await new Promise((resolve) => setImmediate(resolve));
      this.#pass(sink, bytes.subarray(i, i + size), faults);
    }
  }
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export class TcpProxy {
  url = "";
  port = 0;
  /** Connections that it took, over all. */
  taken = 0;
  /** Connections that it ended, and those of them that were idle. */
  cuts = 0;
  idled = 0;
  /** Resets what comes new. */
  down = false;
  faults: Faults = {};
  plan: (n: number) => Faults = () => ({});
  #silent = false;
  readonly #target: number;
  readonly #open = new Set<Connection>();
  readonly #server = createServer((client) => {
    const n = this.taken++;
    if (this.down) return void client.resetAndDestroy();
    const server = notTheClients(() => connect(this.#target, "127.0.0.1"));
    const connection = new Connection(this, client, server, this.plan(n));
    connection.silent = this.#silent;
    this.#open.add(connection);
    client.on("close", () => connection.silent || this.#open.delete(connection));
  });

  constructor(target: number) {
    this.#target = target;
  }

  cut(how: "rst" | "fin"): void {
    for (const connection of this.#open) connection.cut(how);
  }

  silence(): void {
    this.#silent = true;
    for (const connection of this.#open) connection.silent = true;
  }

  hear(): void {
    this.#silent = false;
  }

  /** @internal */
  async listen(): Promise<void> {
    this.port = await listen(this.#server);
    this.url = `http://127.0.0.1:${this.port}`;
  }

  /** @internal */
  async close(): Promise<void> {
    this.cut("fin");
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Starts one in front of a server. */
export async function startProxy(target: { port: number }): Promise<TcpProxy> {
  const proxy = new TcpProxy(target.port);
  await proxy.listen();
  atEnd("abrupt server", () => proxy.close());
  return proxy;
}

/** A mishap for every other connection, chosen by the seed; from the `until`-th connection on all is well. */
export const planBySeed = (seed: number, until = 12): ((n: number) => Faults) => {
  const random = randomBySeed(seed);
  const upTo = (max: number): number => 1 + Math.floor(random() * max);
  const plans = Array.from({ length: until }, (): Faults => {
    const mishaps: (() => Faults)[] = [
      () => ({ cutAfter: upTo(4000), cut: "rst" }),
      () => ({ cutAfter: upTo(4000), cut: "fin" }),
      () => ({ split: true }),
      () => ({ delay: upTo(10) }),
      () => ({ drip: { bytes: upTo(50), every: 1 }, cutAfter: upTo(4000) }),
    ];
    return random() < 0.5 ? {} : (mishaps[Math.floor(random() * mishaps.length)] as () => Faults)();
  });
  return (n) => plans[n] ?? {};
};
