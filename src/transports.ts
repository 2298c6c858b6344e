/** The transports with what belongs to each: how a session moves on from polling comes with polling. */
import { startUpgrade } from "./engine/upgrade.ts";
import { Polling } from "./transport/polling.ts";
import type { TransportKind } from "./transport/transport.ts";
import { WebSocketTransport } from "./transport/websocket.ts";

/** HTTP long-polling, with the upgrade from it. */
export const polling: TransportKind = {
  name: "polling",
  _needs: "http",
  _create: (context) => new Polling(context),
  _upgrade: startUpgrade,
};

/** WebSocket. */
export const websocket: TransportKind = {
  name: "websocket",
  _needs: "webSocket",
  _create: (context) => new WebSocketTransport(context),
};
