import { type Client, client, type Mode, ready } from "../support/client.ts";
import { next, Transcript } from "../support/until.ts";

/**
 * What a client and `servers/server.cjs` (or `server.py`) say to each other: the same with every server. `begin` is all of
 * it up to a loss of the connection, for which the test cares; `end` is what follows.
 */
export class Conversation {
  readonly log = new Transcript<unknown>();
  readonly socket: Client;
  #attempts = 0;

  constructor(url: string, { options }: Mode) {
    const { log } = this;
    const socket = client(url, { ...options, auth: { token: "grüße" } });
    socket.on("connect", () => log.push("connect"));
    socket.on("disconnect", (reason) => log.push(`disconnect: ${reason}`));
    socket.on("reconnect", () => log.push("reconnect"));
    socket.on("reconnect_error", () => this.#attempts++);
    for (const name of ["welcome", "said", "answered"]) socket.on(name, (...args) => log.push([name, ...args]));
    socket.on("question", (text, bytes, answer) => {
      log.push(["question", text, bytes]);
      answer(`${text}!`, Buffer.from([...bytes].reverse()));
    });
    this.socket = socket;
  }

  async begin(): Promise<void> {
    const { log, socket } = this;
    await log.size(2);
    await this.#upgraded();

    socket.emit("say", "a", 1, null, { b: ["ü", "€", "👍", true] });
    await log.size(4);
    log.push(["echo", await socket.emitWithAck("echo", { x: 1.5 })]);
    log.push([
      "echo",
      await socket.emitWithAck("echo", { deep: [Buffer.from([0, 1, 255])], more: Buffer.from("bytes") }),
    ]);
    socket.emit("say", Buffer.from([1, 2, 3]), "and", Buffer.alloc(0));
    await log.size(7);
    socket.emit("ask me", "well", Buffer.from([7, 8]));
    await log.size(9);

    await this.#namespaces();

    socket.emit("send me away");
    await next(socket, "disconnect");
    log.push({ connected: socket.connected, active: socket.active });
    socket.connect();
    await log.size(log.entries.length + 2);
    await this.#upgraded();
  }

  /** Waits until an attempt to reconnect has failed. */
  async isDown(): Promise<void> {
    if (!this.#attempts) await next(this.socket, "reconnect_error");
  }

  async end(): Promise<void> {
    const { log, socket } = this;
    await log.when((all) => Array.isArray(all.at(-1)));
    await this.#upgraded();
    log.push(["echo", await socket.emitWithAck("echo", Buffer.from("again"))]);
    socket.disconnect();
  }

  async #upgraded(): Promise<void> {
    await ready(this.socket);
    this.log.push(`over ${this.socket.io.engine.transport.name}`);
  }

  /** On the same connection: one that refuses, then does not; one that is not there. */
  async #namespaces(): Promise<void> {
    const { log } = this;
    const manager = this.socket.io;
    const members = manager.socket("/members", { auth: { token: "bad" } }) as Client;
    members.connect();
    const [{ code, message, data }] = await next(members, "connect_error");
    log.push(["/members", code, message, data]);
    members.auth = { token: "good" };
    members.connect();
    log.push(["/members", await members.emitWithAck("echo", Buffer.from("m"))]);
    members.disconnect();

    const nowhere = manager.socket("/nowhere") as Client;
    nowhere.connect();
    const [error] = await next(nowhere, "connect_error");
    log.push(["/nowhere", error.code]);
  }
}

/** The transcript of it. */
export const expected = ({ mode }: Mode): unknown[] => {
  const transport = mode === "upgrade" ? "websocket" : mode;
  return [
    "connect",
    ["welcome", { token: "grüße" }],
    `over ${transport}`,
    ["said", "a", 1, null, { b: ["ü", "€", "👍", true] }],
    ["echo", { x: 1.5 }],
    ["echo", { deep: [Buffer.from([0, 1, 255])], more: Buffer.from("bytes") }],
    ["said", Buffer.from([1, 2, 3]), "and", Buffer.alloc(0)],
    ["question", "well", Buffer.from([7, 8])],
    ["answered", "well!", Buffer.from([8, 7])],
    ["/members", "ERR_REFUSED", "not a member", { code: 7 }],
    ["/members", Buffer.from("m")],
    ["/nowhere", "ERR_REFUSED"],
    "disconnect: io server disconnect",
    { connected: false, active: false },
    "connect",
    ["welcome", { token: "grüße" }],
    `over ${transport}`,
    // the server is killed and started again
    mode === "polling" ? "disconnect: transport error" : "disconnect: transport close",
    "connect",
    "reconnect",
    ["welcome", { token: "grüße" }],
    `over ${transport}`,
    ["echo", Buffer.from("again")],
    "disconnect: io client disconnect",
  ];
};
