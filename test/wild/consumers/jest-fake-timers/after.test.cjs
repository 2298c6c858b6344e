const { open, until } = require("./support.cjs");

let socket;
afterEach(() => {
  jest.useRealTimers();
  socket.disconnect();
});

describe.each([["websocket"], ["polling"]])("fake timers from after connecting, %s", (transport) => {
  beforeEach(async () => {
    socket = open(transport);
    await until(() => socket.connected);
    jest.useFakeTimers();
  });

  test("answers, and events without one", async () => {
    let answer;
    socket.emit("echo", 2, (value) => {
      answer = value;
    });
    await until(() => answer);
    expect(answer).toBe(2);
  });

  test("an hour on the fake clock, and heartbeats on the real one, end no connection", async () => {
    const reasons = [];
    let pings = 0;
    socket.on("disconnect", (reason) => reasons.push(reason));
    socket.io.on("ping", () => pings++);
    jest.advanceTimersByTime(3_600_000);
    await until(() => pings > 2);
    expect(reasons).toEqual([]);
  });

  test("disconnect() tells its listeners", async () => {
    const seen = [];
    socket.on("disconnect", (reason) => seen.push(reason));
    socket.disconnect();
    await until(() => seen.length);
    expect(seen).toEqual(["io client disconnect"]);
  });
});
