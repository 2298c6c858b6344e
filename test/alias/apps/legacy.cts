// TypeScript that is compiled to CommonJS. Written for socket.io-client 4.8.
import io, { type Socket } from "socket.io-client";

import client = require("socket.io-client");

interface Events {
  metric: (name: string, value: number) => void;
}

const lines: string[] = [];
const socket: Socket<Events> = io(`${process.env["URL"]}/metrics`, {
  auth: (answer) => setTimeout(() => answer({ token: "fresh" }), 1),
  transports: ["websocket"],
  forceNew: true,
});
const { Manager } = client;

socket.once("metric", (name, value) => {
  lines.push(`${name} ${value.toFixed(1)}`, `${socket.io instanceof Manager}`);
  lines.push(`${client.io === io}`, `${client.connect === io}`);
  socket.disconnect();
  console.log(JSON.stringify(lines));
});
