import { expectTypeOf, test } from "vitest";
import { io, Manager, type ManagerOptions, type SocketOptions, WebSocket, XHR } from "../../src/index.ts";

/** Options in all the ways in which apps of socket.io-client have them. */

type Options = Partial<ManagerOptions & SocketOptions>;

test("an object of options", () => {
  const options: Options = {
    path: "/x/",
    query: { token: "a", n: 1, yes: true },
    transports: ["polling", "websocket"],
    upgrade: false,
    rememberUpgrade: true,
    withCredentials: true,
    extraHeaders: { "x-a": "b" },
    autoConnect: false,
    forceNew: true,
    multiplex: false,
    reconnection: true,
    reconnectionAttempts: Number.POSITIVE_INFINITY,
    reconnectionDelay: 1,
    reconnectionDelayMax: 2,
    randomizationFactor: 0.5,
    timeout: 1000,
    auth: { token: "a" },
    ackTimeout: 1000,
    retries: 3,
    parser: {},
    forceBase64: false,
    timestampRequests: true,
    timestampParam: "t",
    addTrailingSlash: false,
    closeOnBeforeunload: true,
    requestTimeout: 1,
    transportOptions: { polling: { extraHeaders: { a: "b" } } },
    tryAllTransports: true,
    useNativeTimers: true,
    autoUnref: true,
    protocols: ["a"],
    secure: true,
    hostname: "localhost",
    port: "3000",
    agent: false,
    rejectUnauthorized: false,
    ca: "certificate",
    cert: "certificate",
    key: "key",
    pfx: "file",
    passphrase: "words",
    ciphers: "list",
    perMessageDeflate: { threshold: 1024 },
  };
  io(options);
  io("http://localhost", options);
  new Manager("http://localhost", options);
});

test("those of the Manager and of the Socket apart", () => {
  const manager: Partial<ManagerOptions> = { transports: ["websocket"], query: { a: "b" } };
  const socket: Partial<SocketOptions> = { auth: { token: "a" } };
  io("http://localhost", { ...manager, ...socket });
  new Manager(manager).socket("/admin", socket);
  // @ts-expect-error: auth belongs to the Socket
  const wrong: Partial<ManagerOptions> = { auth: {} };
  void wrong;
});

test("objects whose type was inferred elsewhere", () => {
  const inferred = { transports: ["websocket"], reconnectionDelayMax: 10_000, query: { a: "b" } };
  io("http://localhost", inferred);
  const constant = { transports: ["websocket", "polling"], auth: { token: "a" } } as const;
  io("http://localhost", constant);
  interface Auth {
    token: string;
  }
  const auth: Auth = { token: "a" };
  const query: Auth = auth;
  io({ auth, query });
  io().auth = auth;
});

test("auth that is asked", () => {
  io({ auth: (answer) => answer({ token: "a" }) });
  io({ auth: (answer: (data: object) => void) => answer({ token: "a" }) });
  io({
    auth: async (answer) => {
      answer({ token: await Promise.resolve("a") });
    },
  });
  // new here: what it returns counts too
  io({ auth: async () => ({ token: "a" }) });
  // @ts-expect-error: not a token alone
  io({ auth: "token" });
});

test("transports, as exported", () => {
  io({ transports: [WebSocket] });
  io({ transports: [XHR, WebSocket] });
  io({ transports: [WebSocket, "polling"] });
});

test("options that may be undefined", () => {
  const token = Math.random() > 2 ? "a" : undefined;
  const maybe: { path: string | undefined; auth: { token: string } | undefined } = {
    path: token,
    auth: token ? { token } : undefined,
  };
  io("http://localhost", { ...maybe, query: undefined, timeout: undefined });
  expectTypeOf<ManagerOptions["reconnectionDelay"]>().toExtend<number | undefined>();
});
