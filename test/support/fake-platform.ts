import { bindIo, type Io } from "../../src/io.ts";
import { BaseManager } from "../../src/manager/manager.ts";
import type { IoOptions } from "../../src/manager/options.ts";
import type { Clock, Http, Platform, WebSocketHandlers } from "../../src/platform/platform.ts";
import { pollingOver, websocket } from "../../src/transports.ts";
import type { ConnectError } from "../../src/util/errors.ts";
import type { Address } from "../../src/util/url.ts";

/**
 * A world in which time passes when the test says so, and the network is what the test plays.
 *
 *     const world = new World();
 *     const manager = world.manager("http://host", { transports: ["websocket"] });
 *     world.sockets[0].accept();                  // the handshake
 *     world.advance(1000);                        // ms
 *     expect(world.sockets[0].sent).toEqual(["40"]);
 */
export class FakeClock implements Clock {
  time = 1_000_000;
  readonly timers = new Map<number, { due: number; callback: () => void }>();
  #next = 1;

  /** By how much the wall clock was set. */
  shift = 0;
  /** How long the machine slept, which the monotonic clock does not count. */
  slept = 0;

  now = (): number => this.time + this.shift;

  ticks = (): number => this.time - this.slept;

  setTimeout = (callback: () => void, ms: number): unknown => {
    if (!(ms < 2 ** 31)) return undefined;
    const id = this.#next++;
    this.timers.set(id, { due: this.time + Math.max(0, ms), callback });
    return id;
  };

  clearTimeout = (id: unknown): void => {
    this.timers.delete(id as number);
  };

  /** The machine sleeps: the wall clock goes on, the timers do not. */
  sleep(ms: number): void {
    this.time += ms;
    this.slept += ms;
    for (const timer of this.timers.values()) timer.due += ms;
  }

  /** Lets `ms` pass; what is due is called in its order. */
  advance(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const [next] = [...this.timers]
        .filter(([, { due }]) => due <= end)
        .sort(([a, x], [b, y]) => x.due - y.due || a - b);
      if (!next) break;
      const [id, { due, callback }] = next;
      this.timers.delete(id);
      this.time = Math.max(this.time, due);
      callback();
    }
    this.time = end;
  }
}

/** A WebSocket of the fake world, played from the server's side. */
export class FakeWebSocket {
  readonly sent: unknown[] = [];
  /** Those of what was sent that were not to be compressed. */
  readonly uncompressed: unknown[] = [];
  bufferedAmount = 0;
  state: "opening" | "open" | "closing" | "closed" = "opening";
  terminated = false;

  constructor(
    readonly url: string,
    readonly handlers: WebSocketHandlers,
  ) {}

  get readyState(): number {
    return ["opening", "open", "closing", "closed"].indexOf(this.state);
  }

  send(data: unknown, { compress = true }: { compress?: boolean } = {}): void {
    if (this.state !== "open") return;
    this.sent.push(data);
    if (!compress) this.uncompressed.push(data);
  }

  close(): void {
    this.state = "closing";
  }

  terminate(): void {
    this.terminated = true;
    this.state = "closed";
  }

  /** The HTTP upgrade succeeds. */
  open(): void {
    this.state = "open";
    this.handlers.opened();
  }

  /** The upgrade succeeds and the server opens a session. */
  accept(handshake: object = {}): void {
    this.open();
    this.receive(`0${JSON.stringify({ ...HANDSHAKE, ...handshake })}`);
  }

  receive(...frames: unknown[]): void {
    for (const frame of frames) this.handlers.receive(frame);
  }

  /** The connection breaks, or with `null` as error is closed by the peer. */
  end(error: unknown = new Error("broken"), { fields }: { fields?: Partial<ConnectError> } = {}): void {
    this.state = "closed";
    this.handlers.closed({ reason: "" }, error, fields);
  }

  take(): unknown[] {
    return this.sent.splice(0);
  }
}

export const HANDSHAKE = { sid: "SID", upgrades: [], pingInterval: 25_000, pingTimeout: 20_000, maxPayload: 1000 };

/** An HTTP request of the fake world, to be answered by the test. */
export interface FakeRequest {
  url: string;
  body: string | undefined;
  aborted: boolean;
  /** Was it to outlive the page? */
  keepalive: boolean;
  /** Resolves once the client has seen the answer. */
  answer(text: string, status?: number, headers?: Record<string, string>): Promise<void>;
  fail(error: unknown): Promise<void>;
}

/** Lets promises run. */
export const settle = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) await null;
};

export class World {
  readonly clock = new FakeClock();
  readonly sockets: FakeWebSocket[] = [];
  /** Requests that are not answered yet. */
  readonly requests: FakeRequest[] = [];
  readonly reported: unknown[] = [];
  readonly warned: string[] = [];
  /** Where the test dispatches `online`, `pagehide` and the like. */
  readonly window = new EventTarget();
  document: EventTarget | undefined;
  random = 0.5;

  readonly #http: Http = (url, body, signal, _options, { keepalive }) =>
    new Promise((resolve, reject) => {
      const done = async (act: () => void): Promise<void> => {
        this.requests.splice(this.requests.indexOf(request), 1);
        act();
        await settle();
      };
      const request: FakeRequest = {
        url,
        body,
        aborted: false,
        keepalive,
        answer: (text, status = 200, headers = {}) =>
          done(() => resolve({ status, text, header: (name) => headers[name] })),
        fail: (error) => done(() => reject(error)),
      };
      this.requests.push(request);
      signal.addEventListener("abort", () => {
        request.aborted = true;
        void done(() => reject(new Error("aborted")));
      });
    });

  readonly platform: { -readonly [Name in keyof Platform]: Platform[Name] } = {
    clock: () => this.clock,
    random: () => this.random,
    soon: (callback) => callback(),
    websocket: (url, _options, handlers) => {
      const socket = new FakeWebSocket(url, handlers);
      this.sockets.push(socket);
      return socket;
    },
    webtransport: undefined,
    lacks: (transport) => (transport === "polling" || this.platform[transport] ? undefined : transport),
    sendsHeaders: true,
    pollsOutlivePage: true,
    signals: () => [this.window, this.document],
    binaryType: "arraybuffer",
    location: () => undefined,
    base64: (bytes) => Buffer.from(bytes).toString("base64"),
    bytes: (base64) => Uint8Array.from(Buffer.from(base64, "base64")),
    binary: (bytes) => (bytes as Uint8Array<ArrayBuffer>).buffer ?? bytes,
    bytesOf: (blob) => blob.arrayBuffer(),
    byteLength: (text) => Buffer.byteLength(text),
    encode: (text: string) => new TextEncoder().encode(text),
    text: (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes),
    warn: (text) => {
      this.warned.push(text);
    },
    report: (error) => {
      this.reported.push(error);
    },
  };

  readonly kinds = [pollingOver({ send: this.#http }), websocket];

  /** `io()` in this world. */
  readonly io: Io = (() => {
    const environment = { platform: this.platform, kinds: this.kinds };
    class Manager extends BaseManager {
      constructor(url?: Address | IoOptions, options?: IoOptions) {
        super(environment, url, options);
      }
    }
    return bindIo(Manager, this.platform);
  })();

  advance(ms: number): void {
    this.clock.advance(ms);
  }

  /** The request in the GET lane; there is one at most. */
  get poll(): FakeRequest | undefined {
    return one(this.requests.filter(({ body }) => body === undefined));
  }

  /** The request in the POST lane; there is one at most. */
  get post(): FakeRequest | undefined {
    return one(this.requests.filter(({ body }) => body !== undefined));
  }

  /** What the client has left open: nothing, at the end of a test. */
  get left(): string[] {
    return [
      ...[...this.clock.timers.values()].map(({ due }) => `timer in ${due - this.clock.time} ms`),
      ...this.requests.map(({ url }) => `request ${url}`),
      ...this.sockets.filter(({ state }) => state !== "closed").map(({ url, state }) => `${state} socket ${url}`),
    ];
  }
}

const one = (requests: FakeRequest[]): FakeRequest | undefined => {
  if (requests.length > 1) throw new Error(`${requests.length} requests in one lane`);
  return requests[0];
};
