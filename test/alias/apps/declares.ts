// Types as other people's code has them: members of its own, mapped types, mocks. Written for socket.io-client 4.8.

import type { DefaultEventsMap } from "@socket.io/component-emitter";
import { io, Manager, Socket } from "socket.io-client";

declare module "socket.io-client" {
  interface Socket {
    /** Hung on by the app. */
    user?: { name: string };
  }
}

type Mocked<Type> = {
  [Name in keyof Type]: Type[Name] extends (...args: infer Args) => infer Result
    ? ((...args: Args) => Result) & { calls: Args[]; returns(result: Result): void }
    : Type[Name] extends new (
          ...args: infer Args
        ) => infer Instance
      ? (new (...args: Args) => Mocked<Instance>) & Mocked<Type[Name]>
      : Type[Name];
} & Type;
type DeepPartial<Type> = { [Name in keyof Type]?: Type[Name] extends object ? DeepPartial<Type[Name]> : Type[Name] };

const socket = io(process.env["URL"] as string, { autoConnect: false });
socket.user = { name: "ann" };
const named: Socket = socket;
const typed: Socket<DefaultEventsMap, DefaultEventsMap> = socket;
const mock = { connected: false, id: "x" } as unknown as Mocked<Socket>;
mock.connected = true;
export const emits = (): Socket => mock.emit("a", 1);
const part: DeepPartial<Socket> = { connected: true, io: { engine: { id: "y" } } };
const manager: Manager = socket.io;
console.log(
  JSON.stringify([
    named.user?.name,
    typed.user?.name,
    `${mock.connected} ${part.connected} ${part.io?.engine?.id}`,
    `${named instanceof Socket} ${manager instanceof Manager}`,
  ]),
);
