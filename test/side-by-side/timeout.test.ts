import { describe } from "vitest";
import { startBlackHole } from "../support/server.ts";
import { next, until } from "../support/until.ts";
import { followManager, followShort } from "./follow.ts";
import { scenario, websocket } from "./scene.ts";

describe("timeout", () => {
  for (const [value, what] of [
    [50, "a while"],
    [0, "at once"],
  ] as const) {
    scenario(
      `timeout: ${value}, ${what}`,
      async (scene) => {
        const { url } = await startBlackHole();
        const socket = scene.connect({ url }, { timeout: value, reconnection: false });
        followManager(scene, socket);
        followShort(scene, socket);
        await next(socket, "connect_error");
        await until("it is closed", () => socket.io.engine.readyState === "closed");
        scene.say({ active: socket.active, connected: socket.connected });
      },
      ["connect_error timeout", "manager error timeout", "{ active: true, connected: false }"],
    );
  }

  scenario(
    "timeout: false never",
    async (scene) => {
      const { url } = await startBlackHole();
      const socket = scene.connect({ url }, { timeout: false } as object);
      followShort(scene, socket);
      await new Promise((resolve) => setTimeout(resolve, 50));
      scene.say(socket.io.timeout(), { active: socket.active, connected: socket.connected });
    },
    ["false { active: true, connected: false }"],
  );

  scenario(
    "the added events, and names of events on the socket",
    async (scene) => {
      const { url } = await startBlackHole();
      const socket = scene.connect({ url }, { ...websocket, timeout: 20, reconnectionAttempts: 1 });
      for (const name of [
        "connect_timeout",
        "connect_error",
        "reconnect_attempt",
        "reconnect_error",
        "reconnect_failed",
      ]) {
        socket.on(name, (x: unknown) => scene.say(name, x));
      }
      await next(socket.io, "reconnect_failed");
      await new Promise(setImmediate);
    },
    {
      cites: ["D1"],
      there: ["connect_error Error(timeout)", "connect_error Error(timeout)"],
      here: [
        "connect_timeout Error(timeout)",
        "connect_error Error(timeout)",
        "reconnect_attempt 1",
        "connect_timeout Error(timeout)",
        "connect_error Error(timeout)",
        "reconnect_error Error(timeout)",
        "reconnect_failed undefined",
      ],
    },
  );
});
