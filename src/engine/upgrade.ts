import type { EnginePacket } from "../codec/engine-io.ts";
import type { Clock } from "../platform/platform.ts";
import { MOMENT } from "../transport/polling.ts";
import type { Transport, TransportName } from "../transport/transport.ts";
import { type ConnectError, connectError, messageOf } from "../util/errors.ts";
import type { Engine } from "./engine.ts";
import { asksToWait } from "./opening.ts";
import { conceal } from "./secrets.ts";

/**
 * Moves a session from polling to what the server offers: tries one after the other, until one takes it over. The first waits
 * for the answer to CONNECT, where the handshake was so quick that a moment without a poll may be enough.
 */
export const upgrade = (
  engine: Engine,
  offered: readonly string[],
  quick = engine._clock.ticks() - engine._wrote < MOMENT,
): void => {
  const { _state: state, _options, transport: current } = engine;
  const kind = engine._kinds.find(({ _type }) => offered.includes(_type) && _type !== current.name);
  if (!kind || _options.upgrade === false || state.name !== "open") return;
  const failed = (error: ConnectError): void => {
    conceal(engine, error);
    engine._notify("upgradeError", error);
    const others = offered.filter((name) => name !== kind._type);
    if (!asksToWait(error)) upgrade(engine, others, false);
  };
  let candidate: Transport;
  try {
    candidate = new kind(engine);
  } catch (cause) {
    return failed(probeError(kind._type, cause));
  }
  state._cancel = startUpgrade(engine._clock, _options.upgradeTimeout, current, candidate, quick, {
    _pausing: () => engine._notify("upgrading", candidate),
    _ended: (error) => {
      state._cancel = undefined;
      if (error) failed(error);
      else {
        current._abort();
        candidate._sink = engine;
        engine.transport = candidate;
        engine._notify("upgrade", candidate);
        engine._sink?._onUpgrade();
      }
      engine._flush();
    },
  });
};

const PROBE = "probe";

const probeError = (transport: TransportName, cause: unknown): ConnectError => {
  // what the server said to it
  const { status, retryAfter } = (cause ?? {}) as Partial<ConnectError>;
  const fields = { transport, cause, status, retryAfter };
  return connectError("ERR_TRANSPORT", "transport", `probe error: ${messageOf(cause)}`, fields);
};

/** Who is told of an upgrade. */
export interface UpgradeSink {
  /** The candidate works: polling is about to be paused for it. */
  _pausing(): void;
  /** Once: without an error the candidate has been sent `5` and is the connection. */
  _ended(error?: ConnectError): void;
}

/**
 * Moves a session from polling (`current`) to `candidate`; see "Upgrade" in docs/protocol.md. Until `5` is sent any failure
 * means that polling goes on, with nothing lost, doubled or reordered. On a `quick` network it begins with what the first
 * poll brought, the answer to CONNECT. Returns the function that gives the candidate up.
 */
export const startUpgrade = (
  clock: Clock,
  timeout: number,
  current: Transport,
  candidate: Transport,
  quick: boolean,
  sink: UpgradeSink,
): (() => void) => {
  // waiting: nothing was begun; pausing: `3probe` came; the poll in flight is to be answered, then the POST in flight
  let state: "waiting" | "opening" | "probing" | "pausing" | "ended" = "waiting";

  const cancel = (): void => {
    clock.clearTimeout(timer);
    if (state === "ended") return;
    if (state === "pausing") current._resume!();
    state = "ended";
    candidate._abort();
  };

  const fail = (what: unknown = "closed"): void => {
    if (state === "ended") return;
    cancel();
    sink._ended(probeError(candidate.name, what));
  };

  const begin = (): void => {
    if (state !== "waiting") return;
    state = "opening";
    clock.clearTimeout(timer);
    timer = clock.setTimeout(() => fail("timeout"), timeout);
    candidate._try(() => candidate._open());
  };

  // a WebSocket takes a page and the server a while to make: CONNECT and its answer go first, where they don't take long
  let timer = clock.setTimeout(begin, quick ? MOMENT : 0);
  candidate._sink = {
    _ready() {
      if (state !== "opening") return;
      state = "probing";
      candidate._send([{ type: "ping", data: PROBE }]);
    },
    _packet({ type, data }: EnginePacket) {
      if (state !== "probing" || type !== "pong" || data !== PROBE) return fail("wrong answer");
      state = "pausing";
      sink._pausing();
      // a listener may have closed the session
      if (state !== "pausing") return;
      current._pause!(() => {
        if (state !== "pausing") return;
        state = "ended";
        clock.clearTimeout(timer);
        candidate._send([{ type: "upgrade" }]);
        sink._ended();
      });
    },
    _closed: fail,
  };
  if (quick) current._putOff!(begin);
  return cancel;
};
