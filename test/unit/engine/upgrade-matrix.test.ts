import { describe, expect } from "vitest";
import { Upgrade as Machine, type UpgradeSink } from "../../../src/engine/upgrade.ts";
import { connectError } from "../../../src/util/errors.ts";
import { FakeClock } from "../../support/fake-platform.ts";
import { type FakeTransport, fakeKind, fakeSession } from "../../support/fake-transport.ts";
import { impossible, testMatrix } from "../../support/matrix.ts";

/** An upgrade from polling to a WebSocket, between two transports that the test plays. */
class Upgrade {
  readonly log: string[] = [];
  readonly clock = new FakeClock();
  readonly current: FakeTransport;
  readonly candidate: FakeTransport;
  readonly cancel: () => void;

  constructor(_isQuick = true) {
    const session = fakeSession(this.clock);
    const made: FakeTransport[] = [];
    for (const name of ["polling", "websocket"] as const) new (fakeKind(name, this.log, made))(session);
    [this.current, this.candidate] = made as [FakeTransport, FakeTransport];
    const _sink: UpgradeSink = {
      _pausing: () => void this.log.push("works"),
      _ended: (error) => {
        this.log.push(error ? `failed: ${error.message}` : "succeeded");
        if (error) expect(error).toMatchObject({ code: "ERR_TRANSPORT", phase: "transport", transport: "websocket" });
      },
    };
    const { clock: _clock, current: _current, candidate: _candidate } = this;
    const machine = new Machine({ _clock, _timeout: 8000, _current, _candidate, _isQuick, _sink });
    this.cancel = () => machine._cancel();
  }

  to(...steps: ((upgrade: Upgrade) => unknown)[]): this {
    for (const step of steps) step(this);
    return this;
  }
}

const answered = ({ current }: Upgrade) => current.between?.();
const ready = ({ candidate }: Upgrade) => candidate.ready();
const pong = ({ candidate }: Upgrade) => candidate.packet("pong", "probe");
const paused = ({ current }: Upgrade) => current.paused!();
const broken = connectError("ERR_TRANSPORT", "transport", "websocket error: broken");
const notOpen = impossible("a transport that was not opened tells nothing");
const over = impossible("the transport has been aborted and tells nothing");
const notAsked = impossible("polling was not asked to pause");

describe("upgrade: state × event", () => {
  testMatrix({
    states: {
      waiting: () => new Upgrade(),
      "waiting, on a slow network": () => new Upgrade(false),
      opening: () => new Upgrade().to(answered),
      probing: () => new Upgrade().to(answered, ready),
      pausing: () => new Upgrade().to(answered, ready, pong),
      succeeded: () => new Upgrade().to(answered, ready, pong, paused),
      failed: () => new Upgrade().to(answered, ready, pong, ({ candidate }) => candidate._end(broken)),
      "given up": () => new Upgrade().to(answered, ready, ({ cancel }) => cancel()),
      "given up while pausing": () => new Upgrade().to(answered, ready, pong, ({ cancel }) => cancel()),
    },
    events: {
      "the poll is answered": answered,
      "0 ms pass": ({ clock }) => clock.advance(0),
      "24 ms pass": ({ clock }) => clock.advance(24),
      "25 ms pass": ({ clock }) => clock.advance(25),
      "the candidate is ready": ready,
      "its pong": pong,
      "a pong with other data": ({ candidate }) => candidate.packet("pong", "x"),
      "a packet of another type": ({ candidate }) => candidate.packet("message", "probe"),
      "it breaks": ({ candidate }) => candidate._end(broken),
      "it is closed": ({ candidate }) => candidate._end(),
      "polling has paused": ({ current }) => current.paused?.(),
      "the time is almost up": ({ clock }) => clock.advance(7999),
      "the time is up": ({ clock }) => clock.advance(8000),
      "it is given up": ({ cancel }) => cancel(),
    },
    cells: {
      waiting: {
        "the poll is answered": "websocket: open",
        "0 ms pass": "",
        "24 ms pass": "",
        "25 ms pass": "websocket: open",
        "the candidate is ready": notOpen,
        "its pong": notOpen,
        "a pong with other data": notOpen,
        "a packet of another type": notOpen,
        "it breaks": notOpen,
        "it is closed": notOpen,
        "polling has paused": notAsked,
        "the time is almost up": "websocket: open",
        "the time is up": "websocket: open",
        "it is given up": "websocket: released",
      },
      "waiting, on a slow network": {
        "the poll is answered": "",
        "0 ms pass": "websocket: open",
        "24 ms pass": "websocket: open",
        "25 ms pass": "websocket: open",
        "the candidate is ready": notOpen,
        "its pong": notOpen,
        "a pong with other data": notOpen,
        "a packet of another type": notOpen,
        "it breaks": notOpen,
        "it is closed": notOpen,
        "polling has paused": notAsked,
        "the time is almost up": "websocket: open",
        "the time is up": "websocket: open | websocket: released | failed: probe error: timeout",
        "it is given up": "websocket: released",
      },
      opening: {
        "the poll is answered": "",
        "0 ms pass": "",
        "24 ms pass": "",
        "25 ms pass": "",
        "the candidate is ready": "websocket: send ping probe",
        "its pong": "websocket: released | failed: probe error: wrong answer",
        "a pong with other data": "websocket: released | failed: probe error: wrong answer",
        "a packet of another type": "websocket: released | failed: probe error: wrong answer",
        "it breaks": "websocket: released | failed: probe error: websocket error: broken (ERR_TRANSPORT)",
        "it is closed": "websocket: released | failed: probe error: closed",
        "polling has paused": notAsked,
        "the time is almost up": "",
        "the time is up": "websocket: released | failed: probe error: timeout",
        "it is given up": "websocket: released",
      },
      probing: {
        "the poll is answered": "",
        "0 ms pass": "",
        "24 ms pass": "",
        "25 ms pass": "",
        "the candidate is ready": "",
        "its pong": "works | polling: pause",
        "a pong with other data": "websocket: released | failed: probe error: wrong answer",
        "a packet of another type": "websocket: released | failed: probe error: wrong answer",
        "it breaks": "websocket: released | failed: probe error: websocket error: broken (ERR_TRANSPORT)",
        "it is closed": "websocket: released | failed: probe error: closed",
        "polling has paused": notAsked,
        "the time is almost up": "",
        "the time is up": "websocket: released | failed: probe error: timeout",
        "it is given up": "websocket: released",
      },
      pausing: {
        "the poll is answered": "",
        "0 ms pass": "",
        "24 ms pass": "",
        "25 ms pass": "",
        "the candidate is ready": "",
        "its pong": "polling: resume | websocket: released | failed: probe error: wrong answer",
        "a pong with other data": "polling: resume | websocket: released | failed: probe error: wrong answer",
        "a packet of another type": "polling: resume | websocket: released | failed: probe error: wrong answer",
        "it breaks":
          "websocket: released | polling: resume | failed: probe error: websocket error: broken (ERR_TRANSPORT)",
        "it is closed": "websocket: released | polling: resume | failed: probe error: closed",
        "polling has paused": "websocket: send upgrade | succeeded",
        "the time is almost up": "",
        "the time is up": "polling: resume | websocket: released | failed: probe error: timeout",
        "it is given up": "polling: resume | websocket: released",
      },
      succeeded: {
        "the poll is answered": "",
        "0 ms pass": "",
        "24 ms pass": "",
        "25 ms pass": "",
        "the candidate is ready": "",
        "its pong": "",
        "a pong with other data": "",
        "a packet of another type": "",
        "it breaks": "websocket: released",
        "it is closed": "websocket: released",
        "polling has paused": "",
        "the time is almost up": "",
        "the time is up": "",
        "it is given up": "",
      },
      failed: {
        "the poll is answered": "",
        "0 ms pass": "",
        "24 ms pass": "",
        "25 ms pass": "",
        "the candidate is ready": "",
        "its pong": "",
        "a pong with other data": "",
        "a packet of another type": "",
        "it breaks": over,
        "it is closed": over,
        "polling has paused": "",
        "the time is almost up": "",
        "the time is up": "",
        "it is given up": "",
      },
      "given up": {
        "the poll is answered": "",
        "0 ms pass": "",
        "24 ms pass": "",
        "25 ms pass": "",
        "the candidate is ready": "",
        "its pong": "",
        "a pong with other data": "",
        "a packet of another type": "",
        "it breaks": over,
        "it is closed": over,
        "polling has paused": notAsked,
        "the time is almost up": "",
        "the time is up": "",
        "it is given up": "",
      },
      "given up while pausing": {
        "the poll is answered": "",
        "0 ms pass": "",
        "24 ms pass": "",
        "25 ms pass": "",
        "the candidate is ready": "",
        "its pong": "",
        "a pong with other data": "",
        "a packet of another type": "",
        "it breaks": over,
        "it is closed": over,
        "polling has paused": "",
        "the time is almost up": "",
        "the time is up": "",
        "it is given up": "",
      },
    },
    seen: ({ log }) => log.splice(0),
    end: ({ cancel, clock, current, candidate }) => {
      cancel();
      expect(clock.timers.size).toBe(0);
      // polling is never ended by an upgrade; the candidate lives only as the new connection
      expect([current._over, candidate._over]).toContain(false);
    },
  });
});
