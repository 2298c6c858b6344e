import type { EnginePacket } from "../codec/engine-io.ts";
import type { Clock, Timer } from "../platform/platform.ts";
import type { Transport } from "../transport/transport.ts";
import { messageOf } from "../util/errors.ts";

/** What an upgrade needs from the Engine. */
export interface UpgradePort {
  readonly clock: Clock;
  /** ms for the whole of one candidate. */
  readonly timeout: number;
  /** The transport in use, which goes on if the candidate fails. */
  readonly current: Transport;
  /** The candidate is the connection now: it has been sent `5`. */
  done(candidate: Transport): void;
  /** The candidate is gone and the current transport goes on. */
  failed(error: Error): void;
}

export type StartUpgrade = (candidate: Transport, port: UpgradePort) => () => void;

const PROBE = "probe";

type State =
  | { name: "opening" }
  /** `2probe` is out. */
  | { name: "probing" }
  /** `3probe` came; the poll in flight is to be answered, then the POST in flight. */
  | { name: "pausing" }
  | { name: "ended" };

/**
 * Moves a session from polling to `candidate`: see "Upgrade" in PROTOCOL.md. Until `5` is sent any failure means that
 * polling goes on, with nothing lost, doubled or reordered. Returns the function that gives the candidate up.
 */
export const startUpgrade: StartUpgrade = (candidate, { clock, timeout, current, done, failed }) => {
  let state: State = { name: "opening" };
  let timer: Timer;

  const cancel = (): void => {
    if (state.name === "ended") return;
    const pausing = state.name === "pausing";
    state = { name: "ended" };
    clock.clearTimeout(timer);
    candidate.abort();
    if (pausing) current.resume!();
  };

  const fail = (what: string, cause?: unknown): void => {
    if (state.name === "ended") return;
    cancel();
    failed(Object.assign(new Error(`probe error: ${what}`, { cause }), { transport: candidate.name }));
  };

  const paused = (): void => {
    if (state.name !== "pausing") return;
    state = { name: "ended" };
    clock.clearTimeout(timer);
    candidate.send([{ type: "upgrade" }]);
    done(candidate);
  };

  timer = clock.setTimeout(() => fail(`no upgrade within ${timeout} ms`), timeout);
  candidate.sink = {
    ready: () => {
      if (state.name !== "opening") return;
      state = { name: "probing" };
      candidate.send([{ type: "ping", data: PROBE }]);
    },
    packet: ({ type, data }: EnginePacket) => {
      if (state.name === "probing" && type === "pong" && data === PROBE) {
        state = { name: "pausing" };
        current.pause!(paused);
      } else fail("a wrong answer");
    },
    closed: (error, details) => fail(error ? messageOf(error) : (details?.description ?? "closed"), error),
  };
  candidate.open();
  return cancel;
};
