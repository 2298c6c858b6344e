import { Engine } from "../../src/engine/engine.ts";
import { race } from "../../src/engine/race.ts";
import type { EngineSink } from "../../src/engine/types.ts";
import { upgrade } from "../../src/engine/upgrade.ts";
import type { TransportName } from "../../src/transport/transport.ts";
import { withDefaults } from "../../src/util/options.ts";
import { parseTarget } from "../../src/util/url.ts";
import { HANDSHAKE, World } from "./fake-platform.ts";
import { type FakeTransport, fakeKind } from "./fake-transport.ts";

const short = (details: unknown): string => {
  const { code, message, description } = (details ?? {}) as { code?: string; message?: string; description?: string };
  return code ? ` ${code} ${message}` : description ? ` (${description})` : "";
};

/** An Engine between a sink that writes down what it is told and transports that the test plays. */
export class FakeEngine implements EngineSink {
  readonly log: string[] = [];
  readonly world = new World();
  readonly made: FakeTransport[] = [];
  readonly engine: Engine;
  /** What the next transports are: does a batch keep them busy, as polling? */
  busy = false;

  constructor(options: object = {}, names: readonly TransportName[] = ["polling", "websocket"]) {
    this.engine = new Engine({
      _platform: this.world.platform,
      _clock: this.world.clock,
      _options: withDefaults(options),
      _target: parseTarget("http://host", { location: () => undefined }),
      _kinds: names.map((name) =>
        fakeKind(name, this.log, this.made, name === "polling" ? { _upgrade: upgrade, _race: race } : {}),
      ),
      _sink: this,
    });
    this.engine._open(10_000 * names.length);
  }

  get first(): FakeTransport {
    return this.made[0]!;
  }
  get second(): FakeTransport {
    return this.made[1]!;
  }

  /** The server opens the session. */
  open(handshake: object = {}): this {
    this.first._idle = true;
    this.first.packet("open", JSON.stringify({ ...HANDSHAKE, ...handshake }));
    return this;
  }

  /** The server opens the session and offers an upgrade, which begins. */
  openAndUpgrade(): this {
    this.open({ upgrades: ["websocket"] });
    this.first.between!();
    return this;
  }

  to(...steps: ((engine: this) => unknown)[]): this {
    for (const step of steps) step(this);
    return this;
  }

  write(text: string, order?: "alone"): void {
    this.engine._write([text], text, undefined, order);
  }

  /** What was told and done since the last call, and the state. */
  take(): string[] {
    return [...this.log.splice(0), `-> ${this.engine.readyState}`];
  }

  // ---- the sink

  _onOpen(): void {
    this.log.push("told: open");
  }
  _onPing(): void {
    this.log.push("told: ping");
  }
  _onMessage(data: unknown): void {
    this.log.push(`told: message ${data}`);
  }
  _wake(): void {
    this.log.push("told: wake");
  }
  _onUpgrade(): void {
    this.log.push("told: upgrade");
  }
  _onRefused(owner: unknown, error: Error): void {
    this.log.push(`told: refused ${owner}${short(error)}`);
  }
  _onClose(reason: string, details: unknown, unsent: unknown[]): void {
    this.log.push(`told: ${reason}${short(details)}${unsent.length ? `, unsent ${unsent.join(", ")}` : ""}`);
  }
}
