// A chat: rooms, who is typing, what is said. Written for socket.io-client 4.8.
import { io, type Socket } from "socket.io-client";

interface Message {
  id: number;
  room: string;
  author: string;
  text: string;
}

interface ServerToClientEvents {
  message: (message: Message) => void;
  typing: (room: string, who: string, active: boolean) => void;
  members: (room: string, names: string[]) => void;
}

interface ClientToServerEvents {
  join: (room: string, answer: (history: Message[]) => void) => void;
  leave: (room: string) => void;
  say: (room: string, text: string, answer: (id: number) => void) => void;
  typing: (room: string, active: boolean) => void;
  "never answered": (answer: (nothing: string) => void) => void;
}

type ChatSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

const lines: string[] = [];
const log = (line: string): void => void lines.push(line);

class Chat {
  private readonly socket: ChatSocket;
  private readonly rooms = new Set<string>();

  constructor(
    url: string,
    private readonly name: string,
  ) {
    this.socket = io(url, {
      forceNew: true,
      auth: { name },
      transports: ["polling", "websocket"],
      reconnectionDelay: 20,
      reconnectionDelayMax: 100,
      ackTimeout: 5000,
    });
    this.socket.on("connect", this.onConnect);
    this.socket.on("disconnect", (reason: Socket.DisconnectReason) => log(`${name}: disconnect ${reason}`));
    this.socket.on("connect_error", (error: Error) => log(`${name}: connect_error ${error.message}`));
    this.socket.io.on("reconnect", (attempt: number) => log(`${name}: reconnect ${attempt}`));
    this.socket.on("message", ({ room, author, text }) => log(`${name} in ${room}: ${author} says ${text}`));
    this.socket.on("typing", (room, who, active) => log(`${name} in ${room}: ${who} ${active ? "types" : "stopped"}`));
  }

  private onConnect = async (): Promise<void> => {
    log(`${this.name}: connect`);
    // after a reconnection the server knows nothing of our rooms
    for (const room of this.rooms) await this.join(room);
  };

  ready(): Promise<void> {
    return new Promise((resolve) => (this.socket.connected ? resolve() : this.socket.once("connect", () => resolve())));
  }

  async join(room: string): Promise<number> {
    this.rooms.add(room);
    const history = await this.socket.emitWithAck("join", room);
    log(`${this.name} in ${room}: ${history.length} earlier`);
    return history.length;
  }

  async say(room: string, text: string): Promise<number> {
    const id: number = await this.socket.timeout(2000).emitWithAck("say", room, text);
    return id;
  }

  typing(room: string, active: boolean): void {
    this.socket.emit("typing", room, active);
  }

  heard(part: string): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (lines.some((line) => line.includes(part))) {
          this.socket.offAny(look);
          resolve();
        } else {
          setTimeout(look, 5);
        }
      };
      look();
    });
  }

  async unanswered(): Promise<void> {
    try {
      await this.socket.timeout(20).emitWithAck("never answered");
    } catch (error) {
      log(`${this.name}: ${(error as Error).message}`);
    }
    await new Promise<void>((resolve) => {
      this.socket.timeout(20).emit("never answered", (error, nothing) => {
        log(`${this.name}: ${error.message}, ${nothing}`);
        resolve();
      });
    });
  }

  drop(): void {
    this.socket.io.engine.close();
  }

  leave(): void {
    this.socket.disconnect();
  }
}

const url = process.env["URL"] as string;
const ann = new Chat(url, "ann");
await ann.ready();
await ann.join("lobby");
const bob = new Chat(url, "bob");
await bob.ready();
await bob.join("lobby");
bob.typing("lobby", true);
await ann.heard("ann in lobby: bob types");
await bob.say("lobby", "hello");
await ann.heard("ann in lobby: bob says hello");
await ann.say("lobby", "hi bob");
await bob.heard("bob in lobby: ann says hi bob");
await bob.unanswered();
bob.drop();
await bob.heard("bob: reconnect 1");
await bob.heard("bob in lobby: 2 earlier");
ann.leave();
bob.leave();
const of = (name: string): string[] => lines.filter((line) => line.startsWith(name));
console.log(JSON.stringify([...of("ann"), ...of("bob")]));
