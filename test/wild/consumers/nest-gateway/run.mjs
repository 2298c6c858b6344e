import "reflect-metadata";
import { once } from "node:events";
import { Module } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { SubscribeMessage, WebSocketGateway, WsException } from "@nestjs/websockets";
import { io } from "socket.io-client";

// decorators, as TypeScript compiles them
class Gateway {
  echo(_client, data) {
    return data;
  }
  find(_client, id) {
    return { event: "found", data: { id } };
  }
  fail() {
    throw new WsException("not allowed");
  }
}
for (const name of ["echo", "find", "fail"])
  SubscribeMessage(name)(Gateway.prototype, name, Object.getOwnPropertyDescriptor(Gateway.prototype, name));
WebSocketGateway({ namespace: "chat" })(Gateway);
class App {}
Module({ providers: [Gateway] })(App);

const app = await NestFactory.create(App, { logger: false });
await app.listen(0, "127.0.0.1");

for (const transports of [["polling"], ["websocket"]]) {
  console.log(transports[0]);
  const socket = io(`${(await app.getUrl()).replace("[::1]", "127.0.0.1")}/chat`, { transports, forceNew: true });
  await once(socket, "connect");
  console.log("echo", await socket.timeout(5000).emitWithAck("echo", { n: 1 }));
  socket.emit("find", 7);
  console.log("found", ...(await once(socket, "found")));
  socket.emit("fail");
  const [{ status, message }] = await once(socket, "exception");
  console.log("exception", status, message);
  socket.disconnect();
  socket.connect();
  await once(socket, "connect");
  console.log("again", await socket.emitWithAck("echo", "again"));
  socket.disconnect();
}
await app.close();
