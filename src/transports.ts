/** The transports with what belongs to each: how a session moves on from polling comes with polling. */
import { race } from "./engine/race.ts";
import type { EngineKind } from "./engine/types.ts";
import { upgrade } from "./engine/upgrade.ts";
import type { Requests } from "./platform/platform.ts";
import { Polling } from "./transport/polling.ts";
import type { TransportKind } from "./transport/transport.ts";
import { WebSocketTransport } from "./transport/websocket.ts";
import { WebTransportTransport } from "./transport/webtransport.ts";

/** HTTP long-polling over what a platform has for it, with the upgrade from it. */
export const pollingOver = (requests: Requests): TransportKind =>
  Object.assign(
    class extends Polling {
      get _requests(): Requests {
        return requests;
      }
    },
    { _type: "polling", _race: race, _upgrade: upgrade } as const,
  ) satisfies EngineKind<Polling>;

/** WebSocket. */
export const websocket: TransportKind = /* @__PURE__ */ Object.assign(WebSocketTransport, {
  _type: "websocket",
} as const);

/** WebTransport, over HTTP/3; where the runtime has it. */
export const webtransport: TransportKind = /* @__PURE__ */ Object.assign(WebTransportTransport, {
  _type: "webtransport",
  _race: race,
} as const) satisfies EngineKind;
