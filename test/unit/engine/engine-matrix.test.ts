import { describe, expect, test } from "vitest";
import type { Engine } from "../../../src/engine/engine.ts";
import { connectError } from "../../../src/util/errors.ts";
import { FakeEngine } from "../../support/fake-engine.ts";
import { HANDSHAKE, settle } from "../../support/fake-platform.ts";
import { impossible, testMatrix } from "../../support/matrix.ts";

const broken = connectError("ERR_TRANSPORT", "transport", "broken", { transport: "polling" });
const garbage = connectError("ERR_PARSE", "transport", "parse error", { transport: "polling" });
const noUpgrade = impossible("no upgrade is under way");
const aborted = impossible("the transport has been aborted and tells nothing");
const unread = impossible("nobody waits for the server to have read");
const left = impossible("the transport has said goodbye and takes nothing more");

/** The transport in use takes packets no more, until it says so. */
const busy = ({ engine }: FakeEngine): void => {
  (engine.transport as FakeEngine["first"])._idle = false;
};
const used = ({ engine, first }: FakeEngine) => (engine.transport ?? first) as FakeEngine["first"];

// the types see to it that none is missing
const NAMES: Record<Engine["readyState"], true> = { opening: true, open: true, closing: true, closed: true };

describe("Engine: state × event", () => {
  const reached = new Set<string>();

  testMatrix({
    states: {
      opening: () => new FakeEngine(),
      open: () => new FakeEngine().open(),
      "open, two packets queued": () =>
        new FakeEngine().open().to(busy, (engine) => {
          engine.write("one");
          engine.write("two");
        }),
      "open, waiting to have been read": () =>
        new FakeEngine().open().to((engine) => {
          engine.write("goodbye", "alone");
          engine.write("after");
        }),
      "open, upgrading": () => new FakeEngine().openAndUpgrade().to(({ second }) => second.ready()),
      "open, upgraded": () =>
        new FakeEngine().openAndUpgrade().to(({ first, second }) => {
          second.ready();
          second.packet("pong", "probe");
          first.paused!();
        }),
      closing: () => new FakeEngine().open().to(({ engine }) => engine.close()),
      "closing, a packet queued": () =>
        new FakeEngine().open().to(busy, (engine) => {
          engine.write("one");
          engine.engine.close();
        }),
      "closing, waiting to have been read": () =>
        new FakeEngine().open().to((engine) => {
          engine.write("goodbye", "alone");
          engine.engine.close();
        }),
      closed: () => new FakeEngine().open().to(({ engine }) => engine._end("transport error", broken)),
    },
    events: {
      "close()": ({ engine }) => engine.close(),
      "_leave()": ({ engine }) => engine._leave(),
      "_end()": ({ engine }) => engine._end("forced close"),
      "_part()": ({ engine }) => engine._part(),
      "_write()": (engine) => engine.write("x"),
      "_alive()": ({ engine, log }) => void log.push(`alive: ${engine._alive()}`),
      "_alive() after a sleep": async ({ engine, log, world }) => {
        world.clock.time += 45_000;
        log.push(`alive: ${engine._alive()}`);
        await settle();
      },
      _writable: ({ engine, log }) => void log.push(`writable: ${engine._writable}`),
      "it takes packets": (engine) => used(engine).ready(),
      "the server has read": (engine) => used(engine).hasRead(),
      "an open packet": (engine) => used(engine).packet("open", JSON.stringify({ ...HANDSHAKE, sid: "other" })),
      "an open packet that says too little": (engine) => used(engine).packet("open", '{"sid":"other"}'),
      "a message": (engine) => used(engine).packet("message", "m"),
      "a ping": (engine) => used(engine).packet("ping"),
      "a pong": (engine) => used(engine).packet("pong", "probe"),
      "an upgrade packet": (engine) => used(engine).packet("upgrade"),
      "a noop": (engine) => used(engine).packet("noop"),
      "a close packet": (engine) => used(engine).packet("close"),
      "the transport breaks": (engine) => used(engine)._end(broken),
      "it finds garbage": (engine) => used(engine)._end(garbage),
      "it is closed": (engine) => used(engine)._end(undefined, { description: "bye" }),
      "the candidate's pong, and polling pauses": ({ first, second }) => {
        second?.packet("pong", "probe");
        first.paused?.();
      },
      "the candidate breaks": ({ second }) => second?._end(broken),
      "4,999 ms pass": ({ world }) => world.advance(4999),
      "5,000 ms pass": ({ world }) => world.advance(5000),
      "8,000 ms pass": ({ world }) => world.advance(8000),
      "the time of a ping passes": ({ world }) => world.advance(45_000),
    },
    cells: {
      opening: {
        "close()": "polling: released | told: forced close | -> closed",
        "_leave()": "polling: released | -> closed",
        "_end()": "polling: released | told: forced close | -> closed",
        "_part()": "-> opening",
        "_write()": "-> opening",
        "_alive()": "alive: false | -> opening",
        "_alive() after a sleep": "alive: false | -> opening",
        _writable: "writable: false | -> opening",
        "it takes packets": "-> opening",
        "the server has read": unread,
        "an open packet": "told: open | -> open",
        "an open packet that says too little":
          "polling: released | told: parse error ERR_PARSE parse error: invalid handshake | -> closed",
        "a message": "polling: released | told: parse error ERR_PARSE parse error: invalid handshake | -> closed",
        "a ping": "polling: released | told: parse error ERR_PARSE parse error: invalid handshake | -> closed",
        "a pong": "polling: released | told: parse error ERR_PARSE parse error: invalid handshake | -> closed",
        "an upgrade packet":
          "polling: released | told: parse error ERR_PARSE parse error: invalid handshake | -> closed",
        "a noop": "polling: released | told: parse error ERR_PARSE parse error: invalid handshake | -> closed",
        "a close packet": "polling: released | told: parse error ERR_PARSE parse error: invalid handshake | -> closed",
        "the transport breaks": "polling: released | told: transport error ERR_TRANSPORT broken | -> closed",
        "it finds garbage": "polling: released | told: parse error ERR_PARSE parse error | -> closed",
        "it is closed": "polling: released | told: transport error ERR_TRANSPORT polling error: closed | -> closed",
        "the candidate's pong, and polling pauses": noUpgrade,
        "the candidate breaks": noUpgrade,
        "4,999 ms pass": "-> opening",
        "5,000 ms pass": "-> opening",
        "8,000 ms pass": "-> opening",
        "the time of a ping passes": "websocket: open | -> opening",
      },
      open: {
        "close()": "polling: goodbye | told: forced close | -> closing",
        "_leave()": "polling: goodbye | -> closing",
        "_end()": "polling: goodbye | told: forced close | -> closed",
        "_part()": "-> open",
        "_write()": "polling: send message x | -> open",
        "_alive()": "alive: true | -> open",
        "_alive() after a sleep": "alive: false | polling: goodbye | told: ping timeout | told: wake | -> closed",
        _writable: "writable: true | -> open",
        "it takes packets": "-> open",
        "the server has read": unread,
        "an open packet": "-> open",
        "an open packet that says too little": "-> open",
        "a message": "told: message m | -> open",
        "a ping": "polling: send pong | told: ping | -> open",
        "a pong": "-> open",
        "an upgrade packet": "-> open",
        "a noop": "-> open",
        "a close packet": "polling: released | told: transport close (transport closed by the server) | -> closed",
        "the transport breaks": "polling: released | told: transport error ERR_TRANSPORT broken | -> closed",
        "it finds garbage": "polling: goodbye | told: parse error ERR_PARSE parse error | -> closed",
        "it is closed": "polling: released | told: transport close (bye) | -> closed",
        "the candidate's pong, and polling pauses": noUpgrade,
        "the candidate breaks": noUpgrade,
        "4,999 ms pass": "-> open",
        "5,000 ms pass": "-> open",
        "8,000 ms pass": "-> open",
        "the time of a ping passes": "polling: goodbye | told: ping timeout | -> closed",
      },
      "open, two packets queued": {
        "close()": "told: forced close | -> closing",
        "_leave()": "-> closing",
        "_end()": "polling: goodbye | told: forced close, unsent one, two | -> closed",
        "_part()": "-> open",
        "_write()": "-> open",
        "_alive()": "alive: true | -> open",
        "_alive() after a sleep":
          "alive: false | polling: goodbye | told: ping timeout, unsent one, two | told: wake | -> closed",
        _writable: "writable: false | -> open",
        "it takes packets": "polling: send message one, message two | -> open",
        "the server has read": unread,
        "an open packet": "-> open",
        "an open packet that says too little": "-> open",
        "a message": "told: message m | -> open",
        "a ping": "told: ping | -> open",
        "a pong": "-> open",
        "an upgrade packet": "-> open",
        "a noop": "-> open",
        "a close packet":
          "polling: released | told: transport close (transport closed by the server), unsent one, two | -> closed",
        "the transport breaks":
          "polling: released | told: transport error ERR_TRANSPORT broken, unsent one, two | -> closed",
        "it finds garbage": "polling: goodbye | told: parse error ERR_PARSE parse error, unsent one, two | -> closed",
        "it is closed": "polling: released | told: transport close (bye), unsent one, two | -> closed",
        "the candidate's pong, and polling pauses": noUpgrade,
        "the candidate breaks": noUpgrade,
        "4,999 ms pass": "-> open",
        "5,000 ms pass": "-> open",
        "8,000 ms pass": "-> open",
        "the time of a ping passes": "polling: goodbye | told: ping timeout, unsent one, two | -> closed",
      },
      "open, waiting to have been read": {
        "close()": "told: forced close | -> closing",
        "_leave()": "-> closing",
        "_end()": "polling: goodbye | told: forced close, unsent goodbye, after | -> closed",
        "_part()": "-> open",
        "_write()": "-> open",
        "_alive()": "alive: true | -> open",
        "_alive() after a sleep":
          "alive: false | polling: goodbye | told: ping timeout, unsent goodbye, after | told: wake | -> closed",
        _writable: "writable: true | -> open",
        "it takes packets": "-> open",
        "the server has read": "polling: send message goodbye | -> open",
        "an open packet": "-> open",
        "an open packet that says too little": "-> open",
        "a message": "told: message m | -> open",
        "a ping": "told: ping | -> open",
        "a pong": "-> open",
        "an upgrade packet": "-> open",
        "a noop": "-> open",
        "a close packet":
          "polling: released | told: transport close (transport closed by the server), unsent goodbye, after | -> closed",
        "the transport breaks":
          "polling: released | told: transport error ERR_TRANSPORT broken, unsent goodbye, after | -> closed",
        "it finds garbage":
          "polling: goodbye | told: parse error ERR_PARSE parse error, unsent goodbye, after | -> closed",
        "it is closed": "polling: released | told: transport close (bye), unsent goodbye, after | -> closed",
        "the candidate's pong, and polling pauses": noUpgrade,
        "the candidate breaks": noUpgrade,
        "4,999 ms pass": "polling: send message goodbye | polling: send message after | -> open",
        "5,000 ms pass": "polling: send message goodbye | polling: send message after | -> open",
        "8,000 ms pass": "polling: send message goodbye | polling: send message after | -> open",
        "the time of a ping passes":
          "polling: send message goodbye | polling: send message after | polling: goodbye | told: ping timeout | -> closed",
      },
      "open, upgrading": {
        "close()": "websocket: released | polling: goodbye | told: forced close | -> closing",
        "_leave()": "websocket: released | polling: goodbye | -> closing",
        "_end()": "websocket: released | polling: goodbye | told: forced close | -> closed",
        "_part()": "-> open",
        "_write()": "polling: send message x | -> open",
        "_alive()": "alive: true | -> open",
        "_alive() after a sleep":
          "alive: false | websocket: released | polling: goodbye | told: ping timeout | told: wake | -> closed",
        _writable: "writable: true | -> open",
        "it takes packets": "-> open",
        "the server has read": unread,
        "an open packet": "-> open",
        "an open packet that says too little": "-> open",
        "a message": "told: message m | -> open",
        "a ping": "polling: send pong | told: ping | -> open",
        "a pong": "-> open",
        "an upgrade packet": "-> open",
        "a noop": "-> open",
        "a close packet":
          "polling: released | websocket: released | told: transport close (transport closed by the server) | -> closed",
        "the transport breaks":
          "polling: released | websocket: released | told: transport error ERR_TRANSPORT broken | -> closed",
        "it finds garbage":
          "polling: goodbye | websocket: released | told: parse error ERR_PARSE parse error | -> closed",
        "it is closed": "polling: released | websocket: released | told: transport close (bye) | -> closed",
        "the candidate's pong, and polling pauses":
          "polling: pause | websocket: send upgrade | polling: released | told: upgrade | -> open",
        "the candidate breaks": "websocket: released | -> open",
        "4,999 ms pass": "-> open",
        "5,000 ms pass": "-> open",
        "8,000 ms pass": "websocket: released | -> open",
        "the time of a ping passes": "websocket: released | polling: goodbye | told: ping timeout | -> closed",
      },
      "open, upgraded": {
        "close()": "websocket: goodbye | told: forced close | -> closing",
        "_leave()": "websocket: goodbye | -> closing",
        "_end()": "websocket: goodbye | told: forced close | -> closed",
        "_part()": "-> open",
        "_write()": "websocket: send message x | -> open",
        "_alive()": "alive: true | -> open",
        "_alive() after a sleep": "alive: false | websocket: goodbye | told: ping timeout | told: wake | -> closed",
        _writable: "writable: true | -> open",
        "it takes packets": "-> open",
        "the server has read": unread,
        "an open packet": "-> open",
        "an open packet that says too little": "-> open",
        "a message": "told: message m | -> open",
        "a ping": "websocket: send pong | told: ping | -> open",
        "a pong": "-> open",
        "an upgrade packet": "-> open",
        "a noop": "-> open",
        "a close packet": "websocket: released | told: transport close (transport closed by the server) | -> closed",
        "the transport breaks": "websocket: released | told: transport error ERR_TRANSPORT broken | -> closed",
        "it finds garbage": "websocket: goodbye | told: parse error ERR_PARSE parse error | -> closed",
        "it is closed": "websocket: released | told: transport close (bye) | -> closed",
        "the candidate's pong, and polling pauses": "-> open",
        "the candidate breaks": "websocket: released | told: transport error ERR_TRANSPORT broken | -> closed",
        "4,999 ms pass": "-> open",
        "5,000 ms pass": "-> open",
        "8,000 ms pass": "-> open",
        "the time of a ping passes": "websocket: goodbye | told: ping timeout | -> closed",
      },
      closing: {
        "close()": "-> closing",
        "_leave()": "-> closing",
        "_end()": "polling: released | -> closed",
        "_part()": "-> closing",
        "_write()": "-> closing",
        "_alive()": "alive: false | -> closing",
        "_alive() after a sleep": "alive: false | -> closing",
        _writable: "writable: false | -> closing",
        "it takes packets": left,
        "the server has read": unread,
        "an open packet": "-> closing",
        "an open packet that says too little": "-> closing",
        "a message": "-> closing",
        "a ping": "-> closing",
        "a pong": "-> closing",
        "an upgrade packet": "-> closing",
        "a noop": "-> closing",
        "a close packet": "-> closing",
        "the transport breaks": "polling: released | -> closed",
        "it finds garbage": "polling: goodbye | polling: released | -> closed",
        "it is closed": "polling: released | -> closed",
        "the candidate's pong, and polling pauses": noUpgrade,
        "the candidate breaks": noUpgrade,
        "4,999 ms pass": "-> closing",
        "5,000 ms pass": "polling: released | -> closed",
        "8,000 ms pass": "polling: released | -> closed",
        "the time of a ping passes": "polling: released | -> closed",
      },
      "closing, a packet queued": {
        "close()": "-> closing",
        "_leave()": "-> closing",
        "_end()": "polling: released | -> closed",
        "_part()": "-> closing",
        "_write()": "-> closing",
        "_alive()": "alive: false | -> closing",
        "_alive() after a sleep": "alive: false | -> closing",
        _writable: "writable: false | -> closing",
        "it takes packets": "polling: send message one | polling: goodbye | -> closing",
        "the server has read": unread,
        "an open packet": "-> closing",
        "an open packet that says too little": "-> closing",
        "a message": "-> closing",
        "a ping": "-> closing",
        "a pong": "-> closing",
        "an upgrade packet": "-> closing",
        "a noop": "-> closing",
        "a close packet": "-> closing",
        "the transport breaks": "polling: released | -> closed",
        "it finds garbage": "polling: goodbye | polling: released | -> closed",
        "it is closed": "polling: released | -> closed",
        "the candidate's pong, and polling pauses": noUpgrade,
        "the candidate breaks": noUpgrade,
        "4,999 ms pass": "-> closing",
        "5,000 ms pass": "polling: released | -> closed",
        "8,000 ms pass": "polling: released | -> closed",
        "the time of a ping passes": "polling: released | -> closed",
      },
      "closing, waiting to have been read": {
        "close()": "-> closing",
        "_leave()": "-> closing",
        "_end()": "polling: released | -> closed",
        "_part()": "-> closing",
        "_write()": "-> closing",
        "_alive()": "alive: false | -> closing",
        "_alive() after a sleep": "alive: false | -> closing",
        _writable: "writable: false | -> closing",
        "it takes packets": "-> closing",
        "the server has read": "polling: send message goodbye | polling: goodbye | -> closing",
        "an open packet": "-> closing",
        "an open packet that says too little": "-> closing",
        "a message": "-> closing",
        "a ping": "-> closing",
        "a pong": "-> closing",
        "an upgrade packet": "-> closing",
        "a noop": "-> closing",
        "a close packet": "-> closing",
        "the transport breaks": "polling: released | -> closed",
        "it finds garbage": "polling: goodbye | polling: released | -> closed",
        "it is closed": "polling: released | -> closed",
        "the candidate's pong, and polling pauses": noUpgrade,
        "the candidate breaks": noUpgrade,
        "4,999 ms pass": "polling: send message goodbye | polling: goodbye | -> closing",
        "5,000 ms pass": "polling: send message goodbye | polling: goodbye | polling: released | -> closed",
        "8,000 ms pass": "polling: send message goodbye | polling: goodbye | polling: released | -> closed",
        "the time of a ping passes": "polling: send message goodbye | polling: goodbye | polling: released | -> closed",
      },
      closed: {
        "close()": "-> closed",
        "_leave()": "-> closed",
        "_end()": "-> closed",
        "_part()": "-> closed",
        "_write()": "-> closed",
        "_alive()": "alive: false | -> closed",
        "_alive() after a sleep": "alive: false | -> closed",
        _writable: "writable: false | -> closed",
        "it takes packets": "-> closed",
        "the server has read": unread,
        "an open packet": aborted,
        "an open packet that says too little": aborted,
        "a message": aborted,
        "a ping": aborted,
        "a pong": aborted,
        "an upgrade packet": aborted,
        "a noop": aborted,
        "a close packet": aborted,
        "the transport breaks": aborted,
        "it finds garbage": aborted,
        "it is closed": aborted,
        "the candidate's pong, and polling pauses": noUpgrade,
        "the candidate breaks": noUpgrade,
        "4,999 ms pass": "polling: released | -> closed",
        "5,000 ms pass": "polling: released | -> closed",
        "8,000 ms pass": "polling: released | -> closed",
        "the time of a ping passes": "polling: released | -> closed",
      },
    },
    seen: (engine) => {
      reached.add(engine.engine.readyState);
      return engine.take();
    },
    end: ({ engine, world }) => {
      engine._leave();
      world.advance(5000);
      expect([engine.readyState, world.left]).toEqual(["closed", []]);
    },
  });

  test("every state is a row", () => expect([...reached].sort()).toEqual(Object.keys(NAMES).sort()));
});
