// A dashboard: two namespaces on one connection, a token that runs out. Written for socket.io-client 4.8.
import socketIO, {
  type DisconnectDescription,
  Manager,
  type ManagerOptions,
  type Socket,
  type SocketOptions,
} from "socket.io-client";

interface MetricEvents {
  metric: (name: string, value: number, at: string) => void;
  alarm: (alarm: { level: "low" | "high"; text: string }, seen: (who: string) => void) => void;
}

interface AdminEvents {
  users: (count: number) => void;
}

interface AdminCalls {
  kick: (id: string, answer: (result: { kicked: boolean }) => void) => void;
  upload: (name: string, bytes: Uint8Array, answer: (size: number) => void) => void;
}

const lines: string[] = [];
const log = (...what: unknown[]): void => void lines.push(what.map(String).join(" "));

let token = "expired";
const renewals: string[] = ["fresh"];

const options: Partial<ManagerOptions & SocketOptions> = {
  autoConnect: false,
  transports: ["websocket"],
  reconnectionDelay: 10,
  randomizationFactor: 0,
  query: { dashboard: "7" },
  extraHeaders: { "x-dashboard": "7" },
};

const manager = new Manager(process.env["URL"] as string, options);
manager.reconnectionAttempts(5).reconnectionDelayMax(100);
manager.on("reconnect_attempt", (attempt) => log("reconnect_attempt", attempt));
manager.on("reconnect", (attempt: number) => log("reconnect", attempt));
manager.on("error", (error: Error) => log("error", error.message));

const metrics: Socket<MetricEvents, Record<never, never>> = manager.socket("/metrics", {
  auth: (answer) => answer({ token }),
}) as never;
const admin: Socket<AdminEvents, AdminCalls> = manager.socket("/admin") as never;
admin.auth = { token: "admin" };

function renew(): string | undefined {
  return renewals.shift();
}

metrics.on("connect", () => log("metrics connect", metrics.active));
metrics.on("connect_error", (error) => {
  const { message, data } = error as Error & { data?: { code: number } };
  log("metrics connect_error", message, data?.code, metrics.active);
  const next = renew();
  if (next) {
    token = next;
    metrics.connect();
  }
});
metrics.on("disconnect", (reason: Socket.DisconnectReason, details?: DisconnectDescription) => {
  log("metrics disconnect", reason, details instanceof Error ? "error" : typeof details);
});

metrics.on("alarm", ({ level, text }, answer) => {
  log("alarm", level, text);
  answer("the dashboard");
});
const alarm = (): Promise<void> => new Promise((resolve) => metrics.once("alarm", () => resolve()));

let values = 0;
metrics.onAny((event: string, ...args: unknown[]) => {
  if (event === "metric" && ++values <= 3) log("metric", ...args.slice(0, 2));
});

const first = alarm();
metrics.connect();
await first;

admin.connect();
const size = await admin.emitWithAck("upload", "logo", new Uint8Array([1, 2, 3]));
log("uploaded", size);
const result: { kicked: boolean } = await admin.timeout(1000).emitWithAck("kick", "user-1");
log("kicked", result.kicked, "one connection", admin.io === metrics.io);

const second = alarm();
manager.engine.close();
await second;

log("listeners", metrics.listeners("alarm").length, metrics.hasListeners("metric"), metrics.listenersAny().length);
metrics.disconnect();
log("admin still", admin.connected || admin.active);
admin.disconnect();

const own = socketIO(`${process.env["URL"]}/metrics`, { ...options, auth: { token: "never right" } });
own.on("connect_error", (error: Error) => {
  log("own connect_error", error.message, own.active);
  console.log(JSON.stringify(lines));
});
own.connect();
