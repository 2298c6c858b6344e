import type debugFactory from "debug";
import type { Engine } from "./engine/engine.ts";
import type { ManagerConstructor } from "./io.ts";
import type { Environment } from "./manager/kinds.ts";
import { BaseManager } from "./manager/manager.ts";
import type { IoOptions } from "./manager/options.ts";
import type { Watch } from "./manager/watch.ts";
import { LIFECYCLE_EVENTS } from "./socket/events.ts";
import type { SocketOptions } from "./socket/types.ts";
import type { Address } from "./util/url.ts";

/** A packet without the credentials and sessions that a handshake, CONNECT and its answer hold; of a parser's own format, its size. */
const shown = (data: unknown, parser: unknown): unknown => {
  const { length, byteLength = length } = (data ?? "") as { length?: number; byteLength?: number };
  if (parser && byteLength) return `(${byteLength})`;
  return typeof data === "string" ? data.replace(/^((?:0(?:\/[^,]*,)?)?)\{.*/s, "$1{…}") : data;
};

/** The Manager of an entry, with log lines: what its states, its transports and its sockets do, and each packet. */
export const withLog = (environment: Environment, debug: typeof debugFactory): ManagerConstructor => {
  const log = {
    manager: debug("holdfast:manager"),
    engine: debug("holdfast:engine"),
    socket: debug("holdfast:socket"),
  };

  const logEngine = (engine: Engine): void => {
    const { parser } = engine._options as IoOptions;
    log.engine("opening %s", engine._kinds[0]?._type);
    engine
      .on("handshake", (handshake) => log.engine("open %O", { ...handshake, sid: "…" }))
      .on("upgrading", ({ name }) => log.engine("upgrading to %s", name))
      .on("upgrade", ({ name }) => log.engine("upgraded to %s", name))
      .on("upgradeError", (error) => log.engine("%s", error.message))
      .on("packet", ({ type, data }) => log.engine("< %s %o", type, shown(data, parser)))
      .on("packetCreate", ({ type, data }) => log.engine("> %s %o", type, shown(data, parser)))
      .on("close", (reason, details) => log.engine("closed: %s %O", reason, details));
  };

  class Manager extends BaseManager {
    constructor(url?: Address | IoOptions, options?: IoOptions) {
      const watch: Watch = (record) => {
        if (record.type === "manager") log.manager("%s → %s", record.from, record.to);
        else if (record.type === "attempt") logEngine(record.engine);
      };
      super({ ...environment, watch }, url, options);
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
