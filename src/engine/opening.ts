import type { Timer } from "../platform/platform.ts";
import type { Session, Transport } from "../transport/transport.ts";
import { type ConnectError, connectError, messageOf } from "../util/errors.ts";
import type { EngineKind, OpeningSink } from "./types.ts";

/** Opens a transport. Returns the function that gives up, and tells nobody. */
export const openOne = (session: Session, kind: EngineKind | undefined, sink: OpeningSink): (() => void) => {
  let transport: Transport | undefined;
  let timer: Timer;
  const failed = (what: string, cause: unknown): ConnectError =>
    kind
      ? connectError("ERR_TRANSPORT", "transport", `${kind._type} error: ${what}`, { transport: kind._type, cause })
      : connectError("ERR_NO_TRANSPORT", "transport", "No transports available");
  const begin = (one: EngineKind): void => {
    const made = new one(session);
    transport = made;
    made._sink = {
      _ready() {},
      _packet(packet) {
        transport = undefined;
        sink._won(made, packet, one);
      },
      _closed: (error, cause) => sink._closed(error ?? failed("closed", cause)),
    };
    sink._started(made);
    session._platform.soon(() => {
      if (!made._over) made._try(() => made._open());
    });
  };
  const refuse = (cause?: unknown): void => {
    timer = session._clock.setTimeout(() => sink._closed(failed(messageOf(cause), cause)), 0);
  };
  try {
    if (kind) begin(kind);
    else refuse();
  } catch (cause) {
    refuse(cause);
  }
  return () => {
    session._clock.clearTimeout(timer);
    transport?._abort();
  };
};
