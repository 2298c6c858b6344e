/** `holdfast/testing`: the app's own socket.io server and the real client in one process, without a port. */
export type { TestClient } from "./client.ts";
export type { SocketIoServer } from "./engine.ts";
export { type TestNetwork, type TestNetworkOptions, testNetwork } from "./network.ts";
