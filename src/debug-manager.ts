import type debugFactory from "debug";
import type { Engine } from "./engine/engine.ts";
import type { ManagerConstructor } from "./io.ts";
import type { Environment } from "./manager/kinds.ts";
import { BaseManager } from "./manager/manager.ts";
import type { IoOptions } from "./manager/options.ts";
import { WATCH } from "./manager/watch.ts";
import { LIFECYCLE_EVENTS } from "./socket/events.ts";
import type { SocketOptions } from "./socket/types.ts";
import { type Address, readArguments } from "./util/url.ts";

/** A packet without the credentials and sessions that a handshake, CONNECT and its answer hold; of a parser's own format, its size. */
const shown = (data: unknown, parser: unknown): unknown => {
  const { length, byteLength = length } = (data ?? "") as { length?: number; byteLength?: number };
  if (parser && byteLength) return `(${byteLength})`;
  return typeof data === "string" ? data.replace(/^((?:0(?:\/[^,]*,)?)?)\{.*/s, "$1{…}") : data;
};

interface Log {
  readonly manager: debugFactory.Debugger;
  readonly engine: debugFactory.Debugger;
  readonly socket: debugFactory.Debugger;
}

const logEngine = ({ engine: log }: Log, engine: Engine): void => {
  const { parser } = engine._options as IoOptions;
  log("opening %s", engine._kinds[0]?._type);
  engine
    .on("handshake", (handshake) => log("open %O", { ...handshake, sid: "…" }))
    .on("upgrading", ({ name }) => log("upgrading to %s", name))
    .on("upgrade", ({ name }) => log("upgraded to %s", name))
    .on("upgradeError", (error) => log("%s", error.message))
    .on("packet", ({ type, data }) => log("< %s %o", type, shown(data, parser)))
    .on("packetCreate", ({ type, data }) => log("> %s %o", type, shown(data, parser)))
    .on("close", (reason, details) => log("closed: %s %O", reason, details));
};

/** The Manager of an entry, with log lines: what its states, its transports and its sockets do, and each packet. */
export const withLog = (environment: Environment, debug: typeof debugFactory): ManagerConstructor => {
  const log: Log = {
    manager: debug("holdfast:manager"),
    engine: debug("holdfast:engine"),
    socket: debug("holdfast:socket"),
  };

  class Manager extends BaseManager {
    constructor(url?: Address | IoOptions, options?: IoOptions) {
      const [uri, given] = readArguments(url, options);
      // it connects once it is watched
      super(environment, uri, { ...given, autoConnect: false });
      this[WATCH]((...record) => {
        if (record[0] === "manager") log.manager("%s → %s", record[1], record[2]);
        else if (record[0] === "attempt") logEngine(log, record[2]);
      });
      Object.assign(this.opts, { autoConnect: given.autoConnect });
      if (given.autoConnect !== false) this.open();
    }

    override socket(nsp: string, options?: SocketOptions): ReturnType<BaseManager["socket"]> {
      const known = this._inner()._namespaces._byName.size;
      const made = super.socket(nsp, options);
      if (this._inner()._namespaces._byName.size > known)
        for (const event of LIFECYCLE_EVENTS)
          made.lifecycle.on(event, (...args: unknown[]) => log.socket("%s %s %O", made.nsp, event, args));
      return made;
    }
  }
  return Manager;
};
