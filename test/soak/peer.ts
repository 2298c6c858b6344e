import type { Server, Socket as ServerSocket } from "socket.io";
import { type Client, client, type Mode } from "../support/client.ts";
import type { TcpProxy } from "../support/proxy.ts";
import { range } from "../support/until.ts";

/** Numbers as they came, those that came again left out. */
export class FirstDeliveries {
  readonly inOrder: number[] = [];
  readonly #seen = new Set<number>();
  again = 0;

  add(n: number): void {
    if (this.#seen.has(n)) this.again++;
    else this.inOrder.push(n);
    this.#seen.add(n);
  }
}

const bytesOf = (n: number): Buffer[] => (n % 5 ? [] : [Buffer.alloc(16, 0xff)]);
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** One of the clients, with what the server keeps of it. */
export class Peer {
  /** Events of the client, acknowledged and with `retries`; what it emits without, and what the server emits. */
  readonly up = new FirstDeliveries();
  readonly once = new FirstDeliveries();
  readonly down = new FirstDeliveries();
  /** Those of `once` that came after a later one of the same connection; what an old one held back may come late. */
  readonly late: number[] = [];
  readonly acked = { up: [] as number[], down: [] as number[] };
  /** Calls that were made, and those with an outcome: by what it was. */
  calls = 0;
  readonly outcomes: Record<string, number> = {};
  disconnects: Record<string, number> = {};
  reconnects = 0;
  readonly socket: Client;
  served: ServerSocket | undefined;
  #sentUp = 0;
  #sentDown = 0;

  constructor(
    readonly id: number,
    proxy: TcpProxy,
    { options }: Mode,
  ) {
    this.socket = client(proxy, {
      ...options,
      auth: { id },
      retries: 10_000,
      ackTimeout: 800,
      retryWindow: id % 2 ? 1 : 8,
      reconnectionDelay: 50,
      reconnectionDelayMax: 300,
      randomizationFactor: 0.5,
      minUptime: 500,
      timeout: 2_000,
      upgradeTimeout: 800,
    });
    this.socket.on("down", (n: number, ...rest: unknown[]) => {
      this.down.add(n);
      (rest.at(-1) as (n: number) => void)(n);
    });
    this.socket.on("disconnect", (reason) => {
      this.disconnects[reason] = (this.disconnects[reason] ?? 0) + 1;
    });
    this.socket.on("reconnect", () => this.reconnects++);
  }

  /** What the server does for each of its connections. */
  serve(socket: ServerSocket): void {
    this.served = socket;
    socket.on("up", (n: number, ...rest: unknown[]) => {
      this.up.add(n);
      (rest.at(-1) as (n: number) => void)(n);
    });
    let last = -1;
    socket.on("once", (n: number, ack: (n: number) => void) => {
      this.once.add(n);
      if (n < last) this.late.push(n);
      last = n;
      ack(n);
    });
  }

  async #call(call: Promise<unknown>): Promise<unknown> {
    this.calls++;
    const outcome = await call.then(
      () => "acknowledged",
      (error) => error.code ?? `${error}`,
    );
    this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + 1;
    return call;
  }

  /** Emits until it is told to stop; resolves when every call is settled. */
  async talk(random: () => number, going: () => boolean): Promise<void> {
    const calls: Promise<unknown>[] = [];
    while (going()) {
      const n = this.#sentUp++;
      calls.push(
        this.#call(this.socket.emitWithAck("up", n, ...bytesOf(n))).then((ack) => this.acked.up.push(ack as number)),
      );
      // without `retries`: sent at most once, and settled all the same
      if (n % 3 === 0) calls.push(this.#call(this.socket.volatile.timeout(300).emitWithAck("once", n)).catch(() => {}));
      // waits where it is slow, for memory's sake
      if (this.#sentUp - this.acked.up.length > 100) await Promise.race([calls.at(-1), sleep(500)]);
      await sleep(20 + 60 * random());
    }
    await Promise.all(calls);
  }

  /** The server's side of it: one number at a time, sent again until it is acknowledged. */
  async answer(random: () => number, going: () => boolean): Promise<void> {
    while (going()) {
      const n = this.#sentDown++;
      for (let ack: unknown; ack !== n; ) {
        if (!this.served?.connected) await sleep(20);
        else
          ack = await this.served
            .timeout(400)
            .emitWithAck("down", n, ...bytesOf(n))
            .catch(() => undefined);
      }
      this.acked.down.push(n);
      await sleep(20 + 60 * random());
    }
  }

  /** What is wrong: nothing. */
  faults(): string[] {
    const faults: string[] = [];
    const check = (what: string, holds: boolean): void => void (holds || faults.push(`client ${this.id}: ${what}`));
    const isRange = (list: number[]): boolean => list.every((n, i) => n === i);
    check(
      "events of the client are lost or out of order",
      isRange(this.up.inOrder) && this.up.inOrder.length === this.#sentUp,
    );
    check(
      "events of the server are lost or out of order",
      isRange(this.down.inOrder) && this.down.inOrder.length === this.#sentDown,
    );
    check(
      "not every event is acknowledged",
      [...this.acked.up].sort((a, b) => a - b).join() === range(this.#sentUp).join(),
    );
    const { again } = this.once;
    check(`what is sent once came twice (${again}) or out of order (${this.late})`, !again && !this.late.length);
    check("a call has no outcome, or two", Object.values(this.outcomes).reduce((a, b) => a + b, 0) === this.calls);
    check("an event of the retry queue failed", (this.outcomes.acknowledged ?? 0) >= this.#sentUp);
    return faults;
  }
}

/** Gives each connection of the server to the peer that it is of. */
export const servePeers = (io: Server, peers: readonly Peer[]): void => {
  io.on("connection", (socket) => peers[socket.handshake.auth.id]?.serve(socket));
};
