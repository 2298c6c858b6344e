import { describe, expect, test } from "vitest";
import { mayFallBack, openFirst } from "../../../src/engine/race.ts";
import { type ConnectError, connectError } from "../../../src/util/errors.ts";
import { FakeClock } from "../../support/fake-platform.ts";
import { type FakeTransport, fakeKind, fakeSession } from "../../support/fake-transport.ts";
import { impossible, testMatrix } from "../../support/matrix.ts";

const blocked = (transport: string): ConnectError =>
  connectError("ERR_TRANSPORT", "transport", `${transport} blocked`, { transport, status: 503 });
const refused = (transport: string): ConnectError =>
  connectError("ERR_HTTP_STATUS", "transport", `${transport} refused`, { transport, status: 403 });

/** A race of three transports, which the test plays; the share of each is 100 ms. */
class Race {
  readonly log: string[] = [];
  readonly clock = new FakeClock();
  readonly made: FakeTransport[] = [];
  readonly cancel: () => void;

  constructor() {
    const kinds = (["polling", "websocket", "webtransport"] as const).map((name) =>
      fakeKind(name, this.log, this.made),
    );
    this.cancel = openFirst(fakeSession(this.clock), kinds, 100, {
      _started: ({ name }) => void this.log.push(`started ${name}`),
      _won: ({ name }, { type }) => void this.log.push(`won ${name} ${type}`),
      _closed: ({ message, errors }) =>
        void this.log.push(`lost: ${message}${errors ? ` of ${errors.map((error) => error.message).join(", ")}` : ""}`),
    });
  }

  to(...steps: ((race: Race) => unknown)[]): this {
    for (const step of steps) step(this);
    return this;
  }
}

const share = ({ clock }: Race) => clock.advance(100);
const opens = (index: number) => (race: Race) => race.made[index]!.packet("open", "{}");
const fails = (index: number, error: typeof blocked) => (race: Race) =>
  race.made[index]!._end(error(race.made[index]!.name));
const unborn = impossible("the second has not been started");
const handedOver = impossible("its packets go to the Engine now");
const over = impossible("the transport has been aborted, or is over");

describe("the opening race: state × event", () => {
  testMatrix({
    states: {
      "the first alone": () => new Race(),
      "two side by side": () => new Race().to(share),
      "all side by side": () => new Race().to(share, share),
      "the second, after the first failed": () => new Race().to(fails(0, blocked)),
      "the second, after the first was refused beside it": () => new Race().to(share, fails(0, refused)),
      won: () => new Race().to(share, opens(0)),
      lost: () => new Race().to(fails(0, refused)),
      "given up": () => new Race().to(share, ({ cancel }) => cancel()),
    },
    events: {
      "almost a share": ({ clock }) => clock.advance(99),
      "a share": share,
      "the first is ready": ({ made }) => made[0]!.ready(),
      "the first opens": opens(0),
      "the first is blocked": fails(0, blocked),
      "the first is refused": fails(0, refused),
      "the first is closed": ({ made }) => made[0]!._end(undefined, { description: "bye" }),
      "the second opens": (race) => race.made[1] && opens(1)(race),
      "the second is blocked": (race) => race.made[1] && fails(1, blocked)(race),
      "the second is refused": (race) => race.made[1] && fails(1, refused)(race),
      "given up": ({ cancel }) => cancel(),
    },
    cells: {
      "the first alone": {
        "almost a share": "",
        "a share": "started websocket | websocket: open",
        "the first is ready": "",
        "the first opens": "won polling open",
        "the first is blocked": "polling: released | started websocket | websocket: open",
        "the first is refused": "polling: released | lost: polling refused",
        "the first is closed": "polling: released | lost: polling error: closed",
        "the second opens": unborn,
        "the second is blocked": unborn,
        "the second is refused": unborn,
        "given up": "polling: released",
      },
      "two side by side": {
        "almost a share": "",
        "a share": "started webtransport | webtransport: open",
        "the first is ready": "",
        "the first opens": "websocket: released | won polling open",
        "the first is blocked": "polling: released | started webtransport | webtransport: open",
        "the first is refused": "polling: released",
        "the first is closed": "polling: released",
        "the second opens": "polling: released | won websocket open",
        "the second is blocked": "websocket: released | started webtransport | webtransport: open",
        "the second is refused": "websocket: released",
        "given up": "polling: released | websocket: released",
      },
      "all side by side": {
        "almost a share": "",
        "a share": "",
        "the first is ready": "",
        "the first opens": "websocket: released | webtransport: released | won polling open",
        "the first is blocked": "polling: released",
        "the first is refused": "polling: released",
        "the first is closed": "polling: released",
        "the second opens": "polling: released | webtransport: released | won websocket open",
        "the second is blocked": "websocket: released",
        "the second is refused": "websocket: released",
        "given up": "polling: released | websocket: released | webtransport: released",
      },
      "the second, after the first failed": {
        "almost a share": "",
        "a share": "started webtransport | webtransport: open",
        "the first is ready": over,
        "the first opens": over,
        "the first is blocked": over,
        "the first is refused": over,
        "the first is closed": over,
        "the second opens": "won websocket open",
        "the second is blocked": "websocket: released | started webtransport | webtransport: open",
        "the second is refused": "websocket: released | lost: polling blocked of polling blocked, websocket refused",
        "given up": "websocket: released",
      },
      "the second, after the first was refused beside it": {
        "almost a share": "",
        "a share": "started webtransport | webtransport: open",
        "the first is ready": over,
        "the first opens": over,
        "the first is blocked": over,
        "the first is refused": over,
        "the first is closed": over,
        "the second opens": "won websocket open",
        "the second is blocked": "websocket: released | started webtransport | webtransport: open",
        "the second is refused": "websocket: released | lost: polling refused of polling refused, websocket refused",
        "given up": "websocket: released",
      },
      won: {
        "almost a share": "",
        "a share": "",
        "the first is ready": over,
        "the first opens": handedOver,
        "the first is blocked": over,
        "the first is refused": over,
        "the first is closed": over,
        "the second opens": over,
        "the second is blocked": over,
        "the second is refused": over,
        "given up": "",
      },
      lost: {
        "almost a share": "",
        "a share": "",
        "the first is ready": over,
        "the first opens": over,
        "the first is blocked": over,
        "the first is refused": over,
        "the first is closed": over,
        "the second opens": unborn,
        "the second is blocked": unborn,
        "the second is refused": unborn,
        "given up": "",
      },
      "given up": {
        "almost a share": "",
        "a share": "",
        "the first is ready": over,
        "the first opens": over,
        "the first is blocked": over,
        "the first is refused": over,
        "the first is closed": over,
        "the second opens": over,
        "the second is blocked": over,
        "the second is refused": over,
        "given up": "",
      },
    },
    seen: ({ log }) => log.splice(0),
    end: ({ cancel, clock }) => {
      cancel();
      expect(clock.timers.size).toBe(0);
    },
  });
});

describe("the opening race", () => {
  test("errors are in the order of the app, whichever failed first", () => {
    const race = new Race().to(share, share, fails(1, refused), fails(2, refused), fails(0, refused));
    expect(race.log.at(-1)).toBe("lost: polling refused of polling refused, websocket refused, webtransport refused");
  });

  test("beside the last there is nothing to wait for", () => {
    const race = new Race();
    const timers = [race.clock.timers.size];
    race.to(share, share);
    timers.push(race.clock.timers.size);
    expect(timers).toEqual([1, 0]);
    race.cancel();
  });

  test("one that is closed without an error has one made of it", () => {
    const errors: unknown[] = [];
    const made: FakeTransport[] = [];
    openFirst(fakeSession(new FakeClock()), [fakeKind("polling", [], made)], 100, {
      _started() {},
      _won() {},
      _closed: (error) => void errors.push(error),
    });
    made[0]!._end(undefined, { description: "bye" });
    expect(errors).toMatchObject([
      { code: "ERR_TRANSPORT", phase: "transport", transport: "polling", cause: { description: "bye" } },
    ]);
  });
});

describe("may another transport do better?", () => {
  const facts = (code: ConnectError["code"], fields: object): ConnectError =>
    connectError(code, "transport", "x", fields);

  test.each<[string, ConnectError, boolean]>([
    ["transport unknown to the server", facts("ERR_HTTP_STATUS", { status: 400, serverCode: 0 }), true],
    ["session unknown", facts("ERR_SESSION_UNKNOWN", { status: 400, serverCode: 1 }), false],
    ["bad handshake method", facts("ERR_HTTP_STATUS", { status: 400, serverCode: 2 }), false],
    ["forbidden", facts("ERR_HTTP_STATUS", { status: 403, serverCode: 4 }), false],
    ["another protocol", facts("ERR_UNSUPPORTED_PROTOCOL", { status: 400, serverCode: 5 }), false],
    ["no number, but 400", facts("ERR_HTTP_STATUS", { status: 400 }), false],
    ["401", facts("ERR_HTTP_STATUS", { status: 401 }), false],
    ["403", facts("ERR_HTTP_STATUS", { status: 403 }), false],
    ["404", facts("ERR_HTTP_STATUS", { status: 404 }), true],
    ["405", facts("ERR_HTTP_STATUS", { status: 405 }), true],
    ["429", facts("ERR_HTTP_STATUS", { status: 429 }), false],
    ["499", facts("ERR_HTTP_STATUS", { status: 499 }), false],
    ["500", facts("ERR_HTTP_STATUS", { status: 500 }), true],
    ["503", facts("ERR_HTTP_STATUS", { status: 503 }), true],
    ["a page of something else", facts("ERR_NOT_SOCKETIO", { status: 200 }), true],
    ["Engine.IO 3", facts("ERR_UNSUPPORTED_PROTOCOL", { status: 200 }), false],
    ["a WebSocket that failed", facts("ERR_TRANSPORT", { transport: "websocket" }), true],
    ["a WebTransport that failed", facts("ERR_TRANSPORT", { transport: "webtransport" }), true],
    ["polling that failed", facts("ERR_TRANSPORT", { transport: "polling" }), false],
    ["no such host", facts("ERR_TRANSPORT", { transport: "websocket", _unreachable: true }), false],
    ["nonsense on a WebSocket", facts("ERR_PARSE", { transport: "websocket" }), false],
  ])("%s", (_, error, may) => {
    expect(mayFallBack(error)).toBe(may);
  });
});
