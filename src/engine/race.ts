import type { EnginePacket } from "../codec/engine-io.ts";
import type { Clock, Timer } from "../platform/platform.ts";
import type { Transport, TransportKind } from "../transport/transport.ts";
import { ConnectError, HoldfastError } from "../util/errors.ts";
import { mayFallBack } from "./fallback.ts";

export interface RaceOptions {
  /** In the order in which they are to be tried. */
  kinds: readonly TransportKind[];
  create(kind: TransportKind): Transport;
  clock: Clock;
  /** ms after which the next transport starts beside the one that has not opened yet; `undefined`: never. */
  share: number | undefined;
  fallback: boolean;
  /** The first transport that got an `open` packet, with that packet. Its sink is the caller's now. */
  won(transport: Transport, kind: TransportKind, packet: EnginePacket): void;
  lost(error: HoldfastError): void;
}

/** Opens a session over the first transport that can. Returns the function that cancels it. */
export const startRace = ({ kinds, create, clock, share, fallback, won, lost }: RaceOptions): (() => void) => {
  const running = new Set<Transport>();
  const errors: ConnectError[] = [];
  let next = 0;
  let timer: Timer;

  const end = (winner?: Transport): void => {
    clock.clearTimeout(timer);
    for (const transport of running) if (transport !== winner) transport.abort();
    running.clear();
    next = kinds.length;
  };

  const failed = (transport: Transport, error: ConnectError): void => {
    running.delete(transport);
    errors.push(error);
    if (next < kinds.length && fallback && mayFallBack(error)) start();
    else if (!running.size) {
      end();
      const first = errors[0]!;
      if (errors[1]) first.errors = errors;
      lost(first);
    }
  };

  const start = (): void => {
    clock.clearTimeout(timer);
    const kind = kinds[next++]!;
    const transport = create(kind);
    running.add(transport);
    transport.sink = {
      packet: (packet) => {
        if (packet.type === "open") {
          end(transport);
          won(transport, kind, packet);
        } else {
          transport.abort();
          failed(
            transport,
            new ConnectError("ERR_PARSE", "parse error: no handshake", {
              phase: "handshake",
              transport: kind.transportName,
            }),
          );
        }
      },
      ready: () => {},
      closed: (error, details) => {
        if (!running.has(transport)) return;
        failed(
          transport,
          error ??
            new ConnectError("ERR_TRANSPORT", `${kind.transportName} error: ${details?.description ?? "closed"}`, {
              phase: "transport",
              transport: kind.transportName,
              type: "TransportError",
            }),
        );
      },
    };
    if (fallback && share !== undefined && next < kinds.length) timer = clock.setTimeout(start, share);
    transport.open();
  };

  if (kinds.length) start();
  else lost(new HoldfastError("ERR_NO_TRANSPORT", "no transport of those asked for works here"));
  return end;
};
