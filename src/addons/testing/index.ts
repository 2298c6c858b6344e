/** `holdfast/testing`: the app's own socket.io server and the real client in one process, without a port. */
export type { TestClient } from "./client.ts";
export type { Latency, Loss } from "./conditions.ts";
export type { SocketIoServer } from "./engine.ts";
export type { Of } from "./faults.ts";
export { testNetwork } from "./network.ts";
export type { Replay } from "./servers.ts";
export type { ReplayOptions, Snapshot, TestNetwork, TestNetworkOptions } from "./types.ts";
