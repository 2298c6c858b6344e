// What stands in for a socket in other people's tests, and listeners that know their events alone. Compiled, not run.
import type { Socket } from "socket.io-client";

type Handler = (...args: any[]) => void;

export class Fake
  implements
    Pick<Socket, "on" | "once" | "off" | "removeListener" | "removeAllListeners" | "hasListeners" | "onAny" | "offAny">,
    Pick<
      Socket,
      "emit" | "emitWithAck" | "connect" | "disconnect" | "connected" | "id" | "auth" | "volatile" | "timeout"
    >
{
  connected = false;
  id: string | undefined;
  auth = { token: "x" };
  readonly handlers: [string | undefined, Handler | undefined][] = [];

  on(event: string, handler: Handler): any {
    this.handlers.push([event, handler]);
    return this;
  }
  once(event: string, handler: Handler): any {
    return this.on(event, handler);
  }
  off(event?: string, handler?: Handler): any {
    this.handlers.push([event, handler]);
    return this;
  }
  removeListener(event?: string): any {
    return this.off(event);
  }
  removeAllListeners(event?: string): any {
    return this.off(event);
  }
  hasListeners(event: string): boolean {
    return this.handlers.some(([name]) => name === event);
  }
  onAny(handler: Handler): any {
    return this.on("*", handler);
  }
  offAny(handler?: Handler): any {
    return this.off("*", handler);
  }
  emit(event: string, ...args: any[]): any {
    for (const [name, handler] of this.handlers) if (name === event) handler?.(...args);
    return true;
  }
  emitWithAck(event: string, ...args: any[]): Promise<any> {
    return Promise.resolve([event, args]);
  }
  connect(): any {
    this.connected = true;
    return this;
  }
  disconnect(): any {
    this.connected = false;
    return this;
  }
  get volatile(): any {
    return this;
  }
  timeout(_ms: number): any {
    return this;
  }
}

export class Some implements Partial<Socket> {
  connected = true;
  on(event: string, handler: Handler): any {
    return [event, handler];
  }
  emit(event: string, ...args: any[]): any {
    return [event, args];
  }
}

export const literal: Partial<Socket> = {
  connected: true,
  id: "x",
  on: (event: string, handler: Handler) => [event, handler] as any,
  emit: () => literal as Socket,
};
literal.connected = false;

export const asSocket = (): Socket => new Fake() as unknown as Socket;

type Names = "joined" | "said";
enum Name {
  Joined = "joined",
}

export const listen = (socket: Socket): void => {
  socket.on(Name.Joined, (who: string) => who.length);
  socket.emit(Name.Joined, 1);
  socket.onAny((event: Names, value: number) => console.log(event, value));
  socket.prependAny((event: Name) => event);
  socket.onAnyOutgoing((event: Names, ...args: unknown[]) => console.log(event, args));
  socket.prependAnyOutgoing((event: string | symbol) => console.log(event));
  socket.offAny((event: Names) => event);
  const all: Handler[] = socket.listenersAny();
  console.log(all.length);
};

type Arguments = Parameters<Socket["emit"]>;
export const emitted: Arguments = ["said", 1, 2];
export const handler: Parameters<Socket["on"]>[1] = (text: string) => text;
export const anyHandler: Parameters<Socket["onAny"]>[0] = (event: Names) => event;
