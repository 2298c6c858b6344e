import { IoOptions, Socket } from './index.js';

/** A server of the npm package `socket.io`, version 4. */
interface SocketIoServer {
    bind(engine: never): unknown;
    close(): unknown;
    path(): string;
    of(name: string): unknown;
}

/** A client of a test network: a Manager with its connection, over all its namespaces. */
interface TestClient {
    /** In the order in which they were made, from 1. */
    readonly number: number;
    /** Has it a connection? */
    readonly connected: boolean;
    /** The name of its transport, as the app asked for it. */
    readonly transport: string | undefined;
}

/** How a network is made. */
interface TestNetworkOptions {
    /** What is by chance goes by it: ids, the jitter of delays. @default 1 */
    seed?: number;
}
/** A network in memory, with the servers that are bound to it and the clients that reach them. */
interface TestNetwork {
    /** All clients, in the order in which they were made. */
    readonly clients: readonly TestClient[];
    /** Binds a server to a URL, until `server.close()`. */
    serve(url: string | URL, server: SocketIoServer): void;
    /** A socket of a client over this network, of a connection of its own unless the URL has one already. */
    io(url: string | URL, options?: IoOptions): Socket;
    /** From now on the `io` of each copy of holdfast reaches the URLs that are served here; others go the ordinary way. */
    install(): void;
    /** Undoes {@link install}. */
    uninstall(): void;
    /** Resolves when nothing is in flight. */
    settled(): Promise<void>;
    /** Disconnects all clients, closes all servers, uninstalls. */
    close(): Promise<void>;
}
/** Makes a network in memory. */
declare const testNetwork: (options?: TestNetworkOptions) => TestNetwork;

export { testNetwork };
export type { SocketIoServer, TestClient, TestNetwork, TestNetworkOptions };
