import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { World } from "../support/fake-platform.ts";
import { until } from "../support/until.ts";

test("a closed Manager that the app has no more is gone", async () => {
  const world = new World();
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const forget = (): WeakRef<object> => {
    const socket = world.io("http://collected", { transports: ["websocket"] });
    const manager = new WeakRef(socket.io);
    socket.disconnect();
    return manager;
  };
  const first = forget();
  world.advance(0);
  await until("it is collected", () => {
    collect();
    return !first.deref();
  });
  expect([world.left, world.reported]).toEqual([[], []]);
});
