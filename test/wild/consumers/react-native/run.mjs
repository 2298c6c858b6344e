import { BUILDS, bundle } from "../../support/metro.mjs";
import { worlds } from "../../support/react-native.mjs";
import { startServer } from "../../support/server.mjs";

const MODES = [
  { name: "websocket", options: { transports: ["websocket"] }, bytes: true },
  { name: "default", options: {} },
  { name: "polling", options: { transports: ["polling"] }, needs: "btoa" },
];

async function live({ run }, text, { options, bytes, needs }) {
  const server = await startServer();
  const gone = new Promise((resolve) => {
    server.io.on("connection", (socket) => {
      const { headers, auth, query } = socket.handshake;
      socket.emit("hello", { token: headers["x-token"], auth, query: query["a b"] });
      socket.on("echo", (value, answer) => answer(value));
      socket.on("ask", async () => socket.emit("answered", await socket.emitWithAck("question", 41)));
      socket.on("cut", () => socket.conn.close());
      socket.on("disconnect", (reason) => reason.startsWith("client") && resolve(`server: ${reason}`));
    });
  });
  const world = run(text);
  if (needs && !world[needs]) return server.close();
  const told = await world.life(server.url, options, bytes);
  const end = await gone;
  await server.close();
  return [...told, end].join(", ");
}

for (const build of BUILDS) {
  const text = await bundle("./consumers/react-native/app.js", build);
  for (const world of worlds)
    for (const mode of MODES) {
      const { platform, dev, unstable_transformProfile: profile } = build;
      const told = await live(world, text, mode);
      if (told) console.log(`${platform}, ${dev ? "dev" : profile}; ${world.name}; ${mode.name}: ${told}`);
    }
}
process.exit();
