// As declarations of libraries that wrap a socket have it: a class with all that a socket has, and events of its own.
import type { Socket } from "socket.io-client";

type Wrapped = {
  [Name in Exclude<keyof Socket, "receiveBuffer" | "sendBuffer" | "timeout" | "listeners">]: Socket[Name] extends (
    ...args: any[]
  ) => Socket
    ? (...args: any[]) => Wrapper
    : Socket[Name];
};

export declare class Wrapper implements Wrapped {
  readonly socket: Socket;
  get io(): Socket["io"];
  get id(): Socket["id"];
  get nsp(): Socket["nsp"];
  get auth(): Socket["auth"];
  set auth(value: Socket["auth"]);
  get active(): boolean;
  get connected(): boolean;
  get disconnected(): boolean;
  get recovered(): boolean;
  get volatile(): Socket;
  get open(): () => this;
  get close(): () => this;
  connect(): this;
  disconnect(): this;
  compress(value: boolean): this;
  send(...args: any[]): this;
  emit(event: string, ...args: any[]): this;
  emitWithAck(event: string, ...args: any[]): Promise<any>;
  on(event: string, listener: (...args: any[]) => void): this;
  once(event: string, listener: (...args: any[]) => void): this;
  off(event?: string, listener?: (...args: any[]) => void): this;
  removeListener(event?: string, listener?: (...args: any[]) => void): this;
  removeAllListeners(event?: string): this;
  hasListeners(event: string): boolean;
  onAny(listener: (...args: any[]) => void): this;
  prependAny(listener: (...args: any[]) => void): this;
  offAny(listener?: (...args: any[]) => void): this;
  listenersAny(): ((...args: any[]) => void)[];
  onAnyOutgoing(listener: (...args: any[]) => void): this;
  prependAnyOutgoing(listener: (...args: any[]) => void): this;
  offAnyOutgoing(listener?: (...args: any[]) => void): this;
  listenersAnyOutgoing(): ((...args: any[]) => void)[];
}
