/**
 * What is measured. `run` gets the client, the server's URL and how many operations, and returns how many it did and what
 * they took. `targets` are ratios to socket.io-client. `pinned`: server and client run on one processor. They take turns in these
 * cases anyhow; on two, the figures are those of waking a processor, several times what either library takes.
 */
import { gc, measure, measureEach, pause } from "./measure.mjs";

const websocket = { transports: ["websocket"] };
const polling = { transports: ["polling"] };

const opened = async (client, url, options) => {
  const { socket, connected } = client.open(url, options);
  await connected;
  return socket;
};

const synced = (socket) => new Promise((resolve) => socket.emit("sync", resolve));

/** Acknowledged round trips, one after the other. */
const roundTrips = (options) => async (client, url, count) => {
  const socket = await opened(client, url, options);
  const run = (left) =>
    new Promise((resolve) => {
      const next = () => {
        if (left-- > 0) socket.emit("echo", { n: left, text: "hello" }, next);
        else resolve();
      };
      next();
    });
  await run(count / 10);
  return measure(count, () => run(count));
};

/** Emits in turns of so many, and one that is acknowledged at the end. */
const emits = (event, payload, perTurn) => async (client, url, count) => {
  const socket = await opened(client, url, websocket);
  const run = async (count) => {
    for (let sent = 0; sent < count; ) {
      for (const end = Math.min(count, sent + perTurn); sent < end; sent++) socket.emit(event, payload(sent));
      if (sent < count) await new Promise(setImmediate);
    }
    await synced(socket);
  };
  await run(count / 10);
  return measure(count, () => run(count));
};

/** Events received in bursts, of a source that is never the bottleneck (feed.mjs). */
const receives = (event, binary) => async (client, url, count) => {
  const socket = await opened(client, url, websocket);
  let received = 0;
  socket.on(event, () => {
    received++;
  });
  const run = (count) =>
    new Promise((resolve, reject) => {
      received = 0;
      socket.on("done", () => (received === count ? resolve() : reject(new Error(`${received} of ${count}`))));
      socket.emit("flood", count, binary);
    });
  await run(count / 10);
  return measure(count, () => run(count));
};

/**
 * Events received one by one, each read from the kernel by itself: one on each of many connections, and the next round when all
 * have come. On one connection a client that is slower than the source would find several at a time. The wall time is left
 * out, since it is the source's too.
 */
const receivesOneByOne = async (client, url, count) => {
  const LINES = 100;
  const lines = await Promise.all(Array.from({ length: LINES }, () => opened(client, url, websocket)));
  await Promise.all(lines.map((line) => new Promise((resolve) => line.emit("line", process.pid, resolve))));
  const next = () => lines[0].emit("round", process.pid);
  let left = 0;
  let finish;
  for (const line of lines)
    line.on("tick", () => {
      if (--left === 0) finish();
      else if (left % LINES === 0) next();
    });
  const run = (count) =>
    new Promise((resolve) => {
      left = count;
      finish = resolve;
      next();
    });
  await run(count / 10);
  const { cpu } = await measure(count, () => run(count));
  return { cpu };
};

/** Connections made one after the other; they stay open to the end, so that no close is measured. */
const connects =
  (options, what = "connected") =>
  async (client, url, count) => {
    const make = async (kept) => {
      const opening = client.open(url, options);
      kept.push(opening);
      await opening[what];
    };
    await make([]);
    return measureEach(count, make);
  };

/** Memory for each connected socket that does nothing. */
const idle = async (client, url, count) => {
  const kept = [];
  const make = async (count) => {
    const some = Array.from({ length: count }, () => client.open(url, websocket));
    kept.push(...some);
    await Promise.all(some.map(({ connected }) => connected));
  };
  await make(50);
  await pause(200);
  gc();
  const before = process.memoryUsage();
  const measured = await measure(count, async () => {
    for (let made = 0; made < count; made += 50) await make(50);
  });
  await pause(500);
  gc();
  const after = process.memoryUsage();
  return {
    ...measured,
    heap: (after.heapUsed - before.heapUsed) / count,
    rss: (after.rss - before.rss) / count,
    kept: kept.length,
  };
};

/** Events that are kept until they are acknowledged. */
const retries = (window) => async (client, url, count) => {
  const socket = await opened(client, url, { ...websocket, retries: 3, ackTimeout: 10_000, retryWindow: window });
  // without the option events go out one by one; so does the floor, which has no queue
  const batch = client.retryWindow?.(window) ?? count;
  return measure(count, async () => {
    for (let done = 0; done < count; done += batch) {
      const some = Array.from({ length: Math.min(batch, count - done) }, (_, n) => n);
      await Promise.all(some.map((n) => new Promise((resolve) => socket.emit("echo", n, resolve))));
    }
  });
};

const small = (n) => ({ n, text: "hello" });
const bytes = Buffer.alloc(1024, 7);

export const cases = [
  {
    name: "ack",
    pinned: true,
    title: "acked round trip",
    count: 20_000,
    quick: 2_000,
    run: roundTrips(websocket),
    targets: { cpu: 0.9 },
  },
  {
    name: "emit",
    title: "small emit",
    count: 100_000,
    quick: 10_000,
    run: emits("tick", small, Infinity),
    targets: { cpu: 0.6 },
  },
  {
    name: "emit-turns",
    title: "small emit, 10 a turn",
    count: 100_000,
    quick: 10_000,
    run: emits("tick", small, 10),
    targets: { cpu: 1 },
  },
  {
    name: "receive",
    title: "small event, in bursts",
    count: 60_000,
    quick: 10_000,
    run: receives("tick", false),
    targets: { cpu: 0.85 },
  },
  {
    name: "receive-single",
    pinned: true,
    title: "small event, one by one",
    count: 30_000,
    quick: 3_000,
    run: receivesOneByOne,
    targets: { cpu: 1 },
  },
  {
    name: "binary-send",
    title: "1 KiB binary sent",
    count: 30_000,
    quick: 5_000,
    run: emits("bytes", () => bytes, 500),
    targets: { cpu: 0.85 },
  },
  {
    name: "binary-receive",
    title: "1 KiB binary received",
    count: 30_000,
    quick: 5_000,
    run: receives("bytes", true),
    targets: { cpu: 0.9 },
  },
  {
    name: "connect-websocket",
    pinned: true,
    title: "connect on WebSocket",
    count: 300,
    quick: 50,
    run: connects(websocket),
    targets: { wall: 0.85 },
  },
  {
    name: "connect-polling",
    pinned: true,
    title: "connect on polling",
    count: 300,
    quick: 50,
    run: connects(polling),
    targets: { wall: 0.45 },
  },
  {
    name: "upgrade",
    pinned: true,
    title: "time to the upgrade",
    count: 300,
    quick: 50,
    run: connects({}, "upgraded"),
    targets: { wall: 0.7 },
  },
  {
    name: "ack-polling",
    pinned: true,
    title: "round trip on polling",
    count: 2_000,
    quick: 300,
    run: roundTrips(polling),
    targets: { wall: 0.6 },
  },
  {
    name: "idle",
    title: "idle socket",
    count: 2_000,
    quick: 200,
    run: idle,
    targets: { heap: 0.6, rss: 1 },
  },
  {
    name: "retries-1",
    title: "retries at 50 ms, window 1",
    count: 60,
    quick: 20,
    delay: 25,
    run: retries(1),
    targets: { wall: 1 },
  },
  {
    name: "retries-64",
    title: "retries at 50 ms, window 64",
    // socket.io-client has no window: for it, this is the case above
    count: { holdfast: 6_400, floor: 6_400, "socket.io-client": 60 },
    quick: { holdfast: 640, floor: 640, "socket.io-client": 20 },
    delay: 25,
    run: retries(64),
    targets: { wall: 1 / 20 },
  },
  {
    name: "connect-100ms",
    title: "connect at 100 ms",
    count: 20,
    quick: 5,
    delay: 50,
    run: connects({}),
    targets: { wall: 1 },
  },
  {
    name: "upgrade-100ms",
    title: "upgrade at 100 ms",
    count: 20,
    quick: 5,
    delay: 50,
    run: connects({}, "upgraded"),
    targets: { wall: 1 },
  },
];
