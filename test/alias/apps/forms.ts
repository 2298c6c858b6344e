// Forms in which apps use the declarations. Compiled, not run. Written for socket.io-client 4.8.
import {
  Socket as ClientSocket,
  io as connect,
  type DisconnectDescription,
  type ExtendedError,
  Fetch,
  Manager,
  type ManagerOptions,
  type ManagerReservedEvents,
  NodeWebSocket,
  NodeXHR,
  protocol,
  type SocketOptions,
  type SocketReservedEvents,
  WebSocket,
  WebTransport,
  XHR,
} from "socket.io-client";

interface S2C {
  greeting: (text: string, count?: number) => void;
  ask: (question: string, answer: (yes: boolean) => void) => void;
  nothing: () => void;
}

interface C2S {
  say: (text: string) => void;
  sum: (a: number, b: number, answer: (total: number) => void) => void;
  maybe: (answer: (error: string | null, value?: number) => void) => void;
}

type Typed = ClientSocket<S2C, C2S>;
type Options = Partial<ManagerOptions & SocketOptions>;
type Second = Parameters<typeof connect>[1];
type Made = ReturnType<typeof connect>;

let untyped: ClientSocket | null = null;
let anything: ClientSocket<any, any> | undefined;

const options: Options = {
  query: { token: "x", n: 1 },
  transports: ["websocket", "polling"],
  auth: (answer) => answer({ token: "x" }),
  extraHeaders: { a: "b" },
  transportOptions: { polling: { extraHeaders: { a: "b" } } },
  perMessageDeflate: { threshold: 1 },
  parser: undefined,
  timestampRequests: true,
  withCredentials: true,
  agent: false,
  ca: ["a", "b"],
  protocols: ["a"],
};
options.reconnectionAttempts = Number.POSITIVE_INFINITY;
delete options.query;

export function start(url: string, more?: Second): Made {
  untyped = connect(url, { ...options, ...more });
  anything = connect(url);
  const typed: Typed = connect(url, options);
  const same: Typed = connect(options);
  listen(typed);
  calls(same);
  take(untyped);
  takeAny(anything);
  takeAny(typed);
  return untyped;
}

function listen(socket: Typed): void {
  socket.on("connect", () => console.log(socket.id?.length));
  socket.on("connect_error", (error) => console.log(error.message));
  socket.on("connect_error", (error: Error) => console.log(error.name));
  socket.on("connect_error", (error: ExtendedError) => console.log(error.data?.code));
  socket.on("connect_error", (error: any) => console.log(error.data.code, error.type, error.description));
  socket.on("disconnect", (reason) => console.log(reason === "io server disconnect"));
  socket.on("disconnect", (reason: string) => console.log(reason.length));
  socket.on("disconnect", (reason: ClientSocket.DisconnectReason, details?: DisconnectDescription) => {
    if (reason === "ping timeout" && details && "description" in details)
      console.log(details.description, details.context);
  });
  socket.on("greeting", (text, count) => console.log(text.toUpperCase(), count?.toFixed()));
  socket.once("ask", (question, answer) => answer(question.length > 1));
  socket.on("nothing", async () => {});
  socket
    .off("greeting")
    .off("ask", () => {})
    .off();
  socket.onAny((event: string, ...args: any[]) => console.log(event, args));
  socket.prependAny((event) => console.log(event)).offAny();
  socket.onAnyOutgoing((...args: unknown[]) => console.log(args));
  const [first] = socket.listeners("greeting");
  first?.("x", 1);
  console.log(socket.hasListeners("nothing"), socket.listenersAny().length, socket.recovered, socket.active);
  socket.removeListener("nothing");
  socket.removeAllListeners("nothing");
  socket.removeAllListeners();
}

async function calls(socket: Typed): Promise<number> {
  socket.emit("say", "x").compress(true).volatile.emit("say", "y");
  socket.emit("sum", 1, 2, (total) => console.log(total.toFixed()));
  socket.timeout(10).emit("sum", 1, 2, (error, total) => console.log(error?.message, total.toFixed()));
  socket.timeout(10).emit("sum", 1, 2, (error: Error, total: number) => console.log(error, total));
  socket.emit("maybe", (error, value) => console.log(error?.length, value?.toFixed()));
  socket.send("text", 1).connect().open().close().disconnect();
  socket.auth = { token: "y" };
  socket.auth = (answer) => answer({ token: "z" });
  for (const packet of socket.sendBuffer) console.log(packet.type, packet.data);
  socket.sendBuffer = [];
  const total: number = await socket.emitWithAck("sum", 1, 2);
  return total + (await socket.timeout(5).emitWithAck("sum", 1, 2));
}

async function take(socket: ClientSocket): Promise<string> {
  socket.on("anything", (a, b: string, answer: (x: number) => void) => answer(a + b.length));
  socket.emit("anything", 1, { two: 2 }, (response: { status: string }) => console.log(response.status));
  socket.timeout(5).emit("anything", (error: Error, response: string) => console.log(error, response));
  const answer = await socket.emitWithAck("anything", 1);
  return answer.status;
}

function takeAny(socket: ClientSocket<any, any>): void {
  socket.on("x", (...args: any[]) => console.log(args.length));
}

export class Client {
  private readonly socket: Typed;

  constructor(manager: Manager<S2C, C2S>) {
    this.socket = manager.socket("/client", { auth: { token: "x" }, retries: 3, ackTimeout: 100 }) as unknown as Typed;
    const { io } = this.socket;
    io.on("reconnect", (attempt) => console.log(attempt.toFixed()));
    io.on("reconnect_attempt", (attempt: number) => console.log(attempt));
    io.on("reconnect_error", (error) => console.log(error.message));
    io.on("reconnect_failed", () => console.log("failed"));
    io.on("error", (error: Error) => console.log(error.message));
    io.on("ping", () => {}).on("open", () => {});
    io.on("packet", ({ type, nsp, data, id }) => console.log(type, nsp, data, id));
    io.on("close", (reason, details) => console.log(reason, details));
    io.once("open", () => {
      const { engine } = io;
      console.log(engine.transport.name, engine.transport.writable, engine.id, engine.readyState === "open");
      engine.once("upgrade", (transport) => console.log(transport.name));
      engine.on("packet", ({ type, data }) => console.log(type, data));
      engine.on("packetCreate", ({ type, data }) => console.log(type, data));
      engine.on("drain", () => console.log(engine.writeBuffer.length));
      engine.on("close", (reason) => console.log(reason));
      engine.on("upgradeError", (error) => console.log(error.message));
      engine.binaryType = "arraybuffer";
      engine.close();
    });
    io.opts.query = { token: "y" };
    io.opts.extraHeaders = { ...io.opts.extraHeaders, authorization: "z" };
    io.opts.transports = ["polling"];
    const delay: number = io.reconnection(true).reconnectionDelay(10).randomizationFactor(0.1).reconnectionDelay();
    const timeout: number | boolean = io.timeout();
    console.log(delay, timeout, io.reconnection(), io.reconnectionAttempts(), io.reconnectionDelayMax());
    io.open((error) => console.log(error?.message)).connect();
    io.off("open");
  }

  on<Name extends keyof S2C>(event: Name, listener: S2C[Name]): () => void {
    this.socket.on(event, listener as never);
    return () => this.socket.off(event, listener as never);
  }
}

class Own extends Manager {
  get url(): string | undefined {
    return this.opts.hostname;
  }
}

export type Reserved = keyof SocketReservedEvents | keyof ManagerReservedEvents;
export const reserved: Reserved[] = ["connect", "connect_error", "disconnect", "reconnect", "open", "error"];
export const all = [protocol, new Own("http://localhost", { autoConnect: false }), ClientSocket, Manager];
connect("http://localhost", { transports: [NodeXHR, NodeWebSocket, WebTransport] });
connect("http://localhost", { transports: [XHR, WebSocket] });
connect("http://localhost", { transports: [Fetch] });
