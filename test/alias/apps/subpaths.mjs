// The files that apps load by name. Written for socket.io-client 4.8.

import { copyFileSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createContext, runInContext } from "node:vm";
import io, { Manager, Socket } from "socket.io-client";
import debugged, { Manager as DebuggedManager, io as debuggedIo } from "socket.io-client/debug";

const require = createRequire(import.meta.url);
const lines = [];
const shape = (name, all) => {
  const { Manager, Socket, connect, io } = all;
  lines.push([name, typeof all, typeof io, typeof Manager, typeof Socket, typeof connect].join(" "));
};

shape("require", require("socket.io-client"));
shape("require debug", require("socket.io-client/debug"));
shape("dist/socket.io.js", require("socket.io-client/dist/socket.io.js"));
lines.push(`package.json ${typeof require("socket.io-client/package.json").version}`);
lines.push(`debug ${debugged === debuggedIo} ${typeof DebuggedManager}`);
lines.push(`import ${typeof io} ${typeof Manager} ${typeof Socket}`);
require.resolve("socket.io-client/dist/socket.io.js.map");

// a server that hands the files to its pages
const dist = join(dirname(require.resolve("socket.io-client/package.json")), "dist");
for (const name of ["socket.io.js", "socket.io.min.js", "socket.io.msgpack.min.js"]) {
  // as a script tag loads it
  const page = createContext({ setTimeout, clearTimeout, addEventListener() {}, removeEventListener() {} });
  runInContext(readFileSync(join(dist, name), "utf8"), page);
  shape(`file ${name}`, page.io);
}
const page = join(import.meta.dirname, "page.mjs");
copyFileSync(join(dist, "socket.io.esm.min.js"), page);
const { io: fromFile, Manager: FileManager } = await import(page);
lines.push(`file socket.io.esm.min.js ${typeof fromFile} ${typeof FileManager}`);

const socket = debuggedIo(process.env.URL, { transports: ["websocket"] });
socket.on("connect", () => {
  lines.push("connect");
  socket.disconnect();
  console.log(JSON.stringify(lines));
});
