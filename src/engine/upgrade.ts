import type { EnginePacket } from "../codec/engine-io.ts";
import type { Clock } from "../platform/platform.ts";
import type { Transport } from "../transport/transport.ts";
import { connectError, messageOf } from "../util/errors.ts";
import type { Engine } from "./engine.ts";

/** Moves a session from polling to what the server offers: tries one after the other, until one takes it over. */
export const upgrade = (engine: Engine, offered: readonly string[]): void => {
  const { _state: state, _options, transport: current } = engine;
  const kind = engine._kinds.find(({ _type }) => offered.includes(_type) && _type !== current.name);
  if (!kind || _options.upgrade === false || state.name !== "open") return;
  const candidate = new kind(engine);
  engine._notify("upgrading", candidate);
  if (engine._state !== state) return;
  state._cancel = startUpgrade(engine._clock, _options.upgradeTimeout, current, candidate, (error) => {
    state._cancel = undefined;
    if (error) {
      engine._notify("upgradeError", error);
      upgrade(
        engine,
        offered.filter((name) => name !== kind._type),
      );
    } else {
      current._abort();
      candidate._sink = engine;
      engine.transport = candidate;
      engine._notify("upgrade", candidate);
      engine._sink?._onUpgrade();
    }
    engine._flush();
  });
};

const PROBE = "probe";
/** ms that events from the server may wait for the sake of an upgrade that is about to succeed. */
const MOMENT = 25;

/**
 * Moves a session from polling (`current`) to `candidate`; see "Upgrade" in docs/protocol.md. Until `5` is sent any failure
 * means that polling goes on, with nothing lost, doubled or reordered. `ended` is called once: without an error the
 * candidate has been sent `5` and is the connection. Returns the function that gives the candidate up.
 */
export const startUpgrade = (
  clock: Clock,
  timeout: number,
  current: Transport,
  candidate: Transport,
  ended: (error?: Error) => void,
): (() => void) => {
  // pausing: `3probe` came; the poll in flight is to be answered, then the POST in flight
  let state: "opening" | "probing" | "pausing" | "ended" = "opening";

  const cancel = (): void => {
    clock.clearTimeout(timer);
    if (state === "ended") return;
    if (state === "pausing") current._resume!();
    state = "ended";
    candidate._abort();
  };

  const fail = (what: unknown): void => {
    if (state === "ended") return;
    cancel();
    const fields = { transport: candidate.name, cause: what };
    ended(connectError("ERR_TRANSPORT", "transport", `probe error: ${messageOf(what)}`, fields));
  };

  const timer = clock.setTimeout(() => fail("timeout"), timeout);
  candidate._sink = {
    _ready() {
      if (state !== "opening") return;
      state = "probing";
      candidate._send([{ type: "ping", data: PROBE }]);
    },
    _packet({ type, data }: EnginePacket) {
      if (state !== "probing" || type !== "pong" || data !== PROBE) return fail("wrong answer");
      state = "pausing";
      current._pause!(() => {
        if (state !== "pausing") return;
        state = "ended";
        clock.clearTimeout(timer);
        candidate._send([{ type: "upgrade" }]);
        ended();
      });
    },
    _closed: (error) => fail(error ?? "closed"),
  };
  current._putOff?.(MOMENT);
  const { soon } = candidate._session._platform;
  // in a browser a WebSocket is slow to make: CONNECT, and the poll that brings the answer, go first
  soon(() => soon(() => candidate._over || candidate._open()));
  return cancel;
};
