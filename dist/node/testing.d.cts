import { IoOptions, Socket } from './index.cjs';

/** A server of the npm package `socket.io`, version 4. */
interface SocketIoServer {
    /** Takes connections from an Engine.IO server. */
    bind(engine: never): unknown;
    /** Ends it with all connections. */
    close(): unknown;
    /** Where it is to be found, such as `"/socket.io"`. */
    path(): string;
    /** A namespace. */
    of(name: string): unknown;
}

/** ms that frames are on their way. */
interface Latency {
    /** To the server. @default 0 */
    up?: number;
    /** To the client. @default 0 */
    down?: number;
    /** At most so much more, by the seed. @default 0 */
    jitter?: number;
}
/** Which packet is lost. All that is given must hold; one that says nothing is the next packet of either side. */
interface Loss {
    /** An event of this name. */
    event?: string;
    /** `true`: an acknowledgement. */
    ack?: boolean;
    /** The how many-th of these it is, from 1. @default 1 */
    nth?: number;
}

/** A client of a test network: a Manager with its connection, over all its namespaces. */
interface TestClient {
    /** In the order in which they were made, from 1. */
    readonly number: number;
    /** Has it a connection? */
    readonly connected: boolean;
    /** The name of its transport, as the app asked for it. */
    readonly transport: string | undefined;
    /** The events that reached it, each as `[name, ...arguments]`. */
    readonly received: readonly (readonly unknown[])[];
    /** Names of the events whose acknowledgement it waits for. */
    readonly pendingAcks: readonly string[];
}

/** A client, or a socket of it. Without one, all are meant. */
type Of = TestClient | {
    /** The Manager of a socket. */
    readonly io: object;
};

/** A recording that is played; see {@link TestNetwork.replay}. */
interface Replay {
    /** Where it is served. */
    readonly url: string;
    /** How long it lasts, from the client's first attempt on. */
    readonly ms: number;
}

/** How a network is made. */
interface TestNetworkOptions {
    /** What is by chance goes by it: ids of sessions, the jitter of delays. @default 1 */
    seed?: number;
    /** Moves a fake clock that `advance()` does not find by itself: `(ms) => mock.timers.tick(ms)` with `node:test`. */
    advance?: (ms: number) => unknown;
}
/** How a recording is played. */
interface ReplayOptions {
    /** Where it is served; by default at the address that was recorded. */
    readonly url?: string | URL | undefined;
}
/** How a network is, as plain data. */
interface Snapshot {
    /** The servers that are bound. */
    readonly serving: readonly string[];
    /** Is the network gone, for all? */
    readonly offline: boolean;
    /** Does nothing arrive, for all? */
    readonly frozen: boolean;
    /** How many packets have crossed. */
    readonly frames: number;
    /** The clients, with the number of events that reached each. */
    readonly clients: readonly (Omit<TestClient, "received"> & {
        /** Events that reached it. */
        readonly received: number;
    })[];
}
/** A network in memory, with the servers that are bound to it and the clients that reach them. */
interface TestNetwork {
    /** Binds a server to a URL, until `server.close()`. */
    serve(url: string | URL, server: SocketIoServer): void;
    /**
     * Plays a recording in the place of a server: the text of `recorder(socket).export("jsonl")` of `holdfast/trace`. What the server and
     * the network did then they do to a client now, at the same times, from its first attempt on.
     */
    replay(recording: string, options?: ReplayOptions): Replay;
    /** The same server on a free port of this machine, too, for other clients; promises its address. */
    listen(url: string | URL): Promise<string>;
    /** A socket of a client over this network, of a connection of its own unless the URL has one already. */
    io(url: string | URL, options?: IoOptions): Socket;
    /** From now on the `io` of each copy of holdfast reaches the URLs that are served here; others go the ordinary way. */
    install(): void;
    /** Undoes {@link install}. */
    uninstall(): void;
    /** No network: connections end on both sides, within the call, and attempts fail at once. */
    offline(of?: Of): void;
    /** It is back. */
    online(of?: Of): void;
    /** Connections end on both sides, within the call; what is in flight is lost. */
    cut(of?: Of): void;
    /** Half open: nothing arrives, and nobody is told. */
    freeze(of?: Of): void;
    /** What was held arrives. */
    thaw(of?: Of): void;
    /** ms that what is sent is on its way. */
    latency(ms: number | Latency, of?: Of): void;
    /** Bytes per second, in each direction of a connection; `Infinity` undoes it. */
    slow(bytesPerSecond: number, of?: Of): void;
    /**
     * The next attempts are refused, by an HTTP status, by the number of an Engine.IO server's reason (0 to 5), or as by the code of a
     * system's error, such as `"ECONNREFUSED"`.
     */
    refuse(why: number | string, times?: number, of?: Of): void;
    /** A packet is lost: the next one of its kind, or the `nth`. */
    lose(loss: Loss, of?: Of): void;
    /** The `nth` packet from now on, of either side, is garbled. */
    corrupt(nth?: number, of?: Of): void;
    /** Bytes of a message that the server takes; `Infinity`: what the server itself says. A client hears of it when it connects. */
    limit(maxPayload: number, of?: Of): void;
    /** The server is gone, with all connections, those of the port of {@link listen} too, and comes back after so many ms. It remembers no session. */
    restart(url: string | URL, ms: number): void;
    /** Resolves when nothing is in flight. */
    settled(): Promise<void>;
    /**
     * Moves the fake clock by so many ms, in steps of at most 50 ms, and settles after each. With vitest, jest and sinon a step ends at the
     * next timer, which is called at its time; a clock that was handed over calls all timers of a step at its end.
     */
    advance(ms: number): Promise<void>;
    /** What has crossed, in the order in which it arrived, one line a packet: `1 > event 'order' { id: 7 } #0`. */
    readonly frames: readonly string[];
    /** All clients, in the order in which they were made. */
    readonly clients: readonly TestClient[];
    /** How things are, as plain data. */
    snapshot(): Snapshot;
    /**
     * Disconnects all clients, closes all servers, uninstalls. Rejects with `ERR_LEFT_OVER`, whose `left` has a line each, if something
     * is left after that, or an acknowledgement was waited for.
     */
    close(): Promise<void>;
}

/** Makes a network in memory. */
declare const testNetwork: (options?: TestNetworkOptions) => TestNetwork;

export { testNetwork };
export type { Latency, Loss, Of, Replay, ReplayOptions, Snapshot, SocketIoServer, TestClient, TestNetwork, TestNetworkOptions };
