import type debugFactory from "debug";
import type { ManagerConstructor } from "./io.ts";
import type { BaseManager } from "./manager/manager.ts";
import type { IoOptions } from "./manager/options.ts";
import type { LifecycleEvents, SocketOptions } from "./socket/types.ts";
import type { Address } from "./util/url.ts";

const TOLD = [
  "connect",
  "connect_error",
  "connect_timeout",
  "disconnect",
  "reconnect_attempt",
  "reconnect_error",
  "reconnect_failed",
  "reconnect",
  "state_change",
  "dropped",
  "rejected",
] as const satisfies readonly (keyof LifecycleEvents)[];

type Base = new (url?: Address | IoOptions, options?: IoOptions) => BaseManager;

/** The Manager of an entry, with log lines: what its states, its transports and its sockets do, and each packet. */
export const withLog = (Manager: ManagerConstructor, debug: typeof debugFactory): ManagerConstructor => {
  const [manager, engine, socket] = ["manager", "engine", "socket"].map((part) => debug(`holdfast:${part}`)) as [
    debugFactory.Debugger,
    debugFactory.Debugger,
    debugFactory.Debugger,
  ];
  class LoggingManager extends (Manager as Base) {
    override _enter(next: BaseManager["_state"]): BaseManager["_state"] {
      manager("%s → %s", this._state.name, next.name);
      return super._enter(next);
    }

    override _connect(callback?: Parameters<BaseManager["_connect"]>[0]): void {
      super._connect(callback);
      const current = this.engine;
      engine("opening %s", current.transport?.name);
      current
        .on("handshake", (handshake) => engine("open %O", { ...handshake, sid: "…" }))
        .on("upgrading", ({ name }) => engine("upgrading to %s", name))
        .on("upgrade", ({ name }) => engine("upgraded to %s", name))
        .on("upgradeError", (error) => engine("%s", error.message))
        .on("packet", ({ type, data }) => engine("< %s %o", type, this._shown(data)))
        .on("packetCreate", ({ type, data }) => engine("> %s %o", type, this._shown(data)))
        .on("close", (reason, details) => engine("closed: %s %O", reason, details));
    }

    /** A packet without the credentials and sessions that a handshake, CONNECT and its answer hold; of a parser's own format, its size. */
    _shown(data: unknown): unknown {
      const { length, byteLength = length } = (data ?? "") as { length?: number; byteLength?: number };
      if (this.opts.parser && byteLength) return `(${byteLength})`;
      return typeof data === "string" ? data.replace(/^((?:0(?:\/[^,]*,)?)?)\{.*/s, "$1{…}") : data;
    }

    override socket(nsp: string, options?: SocketOptions): ReturnType<BaseManager["socket"]> {
      const known = this._namespaces.size;
      const made = super.socket(nsp, options);
      if (this._namespaces.size > known)
        for (const event of TOLD)
          made.lifecycle.on(event, (...args: unknown[]) => socket("%s %s %O", made.nsp, event, args));
      return made;
    }
  }
  Object.defineProperty(LoggingManager, "name", { value: "Manager" });
  return LoggingManager;
};
